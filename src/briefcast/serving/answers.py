"""A request -> an answer: files whole or in part, only what changed, small where text can be made small."""

from __future__ import annotations

import asyncio
import gzip
import secrets
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from aiohttp import web

from briefcast.publishing.site.pages import POLICY
from briefcast.serving.conditions import Verdict, http_date, judged, range_counts
from briefcast.serving.ranges import NotSatisfiableError, Span, wanted
from briefcast.serving.shelf import taken

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from briefcast.serving.locks import Lock
    from briefcast.serving.shelf import OnShelf

#: A listener must take so many bytes within so many seconds: half the pace of an episode that is heard as it comes.
_PIECE_BYTES = 1024 * 1024
_PATIENCE_S = 180.0
#: So little is read and sent at once, which costs less than a call of sendfile.
_SMALL_BYTES = 128 * 1024
#: Text beyond this is sent as it is: compressing it would hold up the others.
_MOST_COMPRESSED_BYTES = 8_000_000
_LEAST_COMPRESSED_BYTES = 500
#: Readers in web pages on other hosts may have all of this (the Podcasting 2.0 namespace asks it for transcripts).
_OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Range, If-Range, If-None-Match, If-Modified-Since, Authorization",
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Length, Content-Range, ETag",
    "Access-Control-Max-Age": "86400",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_GUARDED = {
    "Server": "Briefcast",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_PAGE = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


@dataclass(frozen=True, slots=True)
class House:
    """What is served, and to whom."""

    #: Gives the folder that is served; it may be another after a new episode.
    folder: Callable[[], Path]
    #: Whether search engines may list it.
    listed: bool = True
    #: Asked of every request, if there is one.
    lock: Lock | None = None
    #: Authorization headers that opened the lock, so that the slow hash is made once for each listener.
    let_in: set[str] = field(default_factory=set)


async def answer(house: House, request: web.BaseRequest) -> web.StreamResponse:
    """The answer to any request; what is wrong with it gives a status of 4xx."""
    if request.method == "OPTIONS":
        return _plain(204, "", {"Allow": "GET, HEAD, OPTIONS"})
    if request.method not in {"GET", "HEAD"}:
        return _plain(405, "Only GET and HEAD are answered here.", {"Allow": "GET, HEAD, OPTIONS"})
    if house.lock is not None and not await _is_let_in(house, house.lock, request.headers.get("Authorization", "")):
        challenge = {"WWW-Authenticate": 'Basic realm="Briefcast", charset="UTF-8"', "Cache-Control": "no-store"}
        return _plain(401, "This show asks for a name and a password.", challenge)
    path = _path(request.raw_path)
    if path is None:
        return _plain(400, "The address is malformed.", {})
    found = taken(house.folder(), path)
    if found is None:
        return _plain(404, "There is no such page.", {})
    with found.file:
        return await _sent(house, request, found)


async def _sent(house: House, request: web.BaseRequest, found: OnShelf) -> web.StreamResponse:
    """The file, or the part of it that is wanted, or word that the client has it already."""
    headers = _headers(house, found)
    verdict = _verdict(request, found)
    if verdict is Verdict.FAILED:
        return _plain(412, "The file has changed.", {})
    if verdict is Verdict.NOT_MODIFIED:
        return web.Response(status=304, headers={name: headers[name] for name in headers if name != "Content-Type"})
    coding = _coding(request.headers.get("Accept-Encoding", ""), found)
    if coding and "Range" not in request.headers:
        return _compressed(found, coding, headers)
    return await _in_whole_or_part(request, headers, found)


async def _in_whole_or_part(request: web.BaseRequest, headers: dict[str, str], found: OnShelf) -> web.StreamResponse:
    try:
        spans = _spans(request, found)
    except NotSatisfiableError:
        return _plain(416, "The file ends before that.", {"Content-Range": f"bytes */{found.size}"})
    if not spans:
        return await _stream(request, 200, headers, [(b"", Span(0, found.size - 1))], found.file)
    if len(spans) == 1:
        headers["Content-Range"] = f"bytes {spans[0].first}-{spans[0].last}/{found.size}"
        return await _stream(request, 206, headers, [(b"", spans[0])], found.file)
    return await _in_parts(request, headers, spans, found)


def _headers(house: House, found: OnShelf) -> dict[str, str]:
    headers = {
        **_GUARDED,
        **_OPEN,
        "Content-Type": found.content_type,
        "Accept-Ranges": "bytes",
        "ETag": f'"{found.validators.tag}"',
        "Last-Modified": http_date(found.validators.changed),
        "Cache-Control": found.cache_control,
    }
    if found.is_text:
        headers["Vary"] = "Accept-Encoding"
    if found.content_type.startswith("text/html"):
        headers |= _PAGE
    if not house.listed:
        headers["X-Robots-Tag"] = "noindex, nofollow"
    return headers


def _verdict(request: web.BaseRequest, found: OnShelf) -> Verdict:
    """What the conditions come to for the form that would be sent: compressed text has a tag of its own."""
    verdict = judged(request.headers, found.validators)
    if verdict is Verdict.GO_ON and "If-None-Match" in request.headers:
        plain = {"If-None-Match": request.headers["If-None-Match"].replace("-gz", "").replace("-br", "")}
        return judged(plain, found.validators) if found.is_text else verdict
    return verdict


def _spans(request: web.BaseRequest, found: OnShelf) -> tuple[Span, ...]:
    """The parts wanted; ranges have a meaning for GET only (RFC 9110, section 14.2)."""
    header = request.headers.get("Range")
    if header is None or request.method != "GET" or not range_counts(request.headers, found.validators):
        return ()
    return wanted(header, found.size)


async def _in_parts(
    request: web.BaseRequest, headers: dict[str, str], spans: Sequence[Span], found: OnShelf
) -> web.StreamResponse:
    """Several parts in one body (RFC 9110, section 14.6)."""
    boundary = secrets.token_hex(12)
    inner = headers["Content-Type"]
    headers["Content-Type"] = f"multipart/byteranges; boundary={boundary}"
    parts = [
        (
            f"\r\n--{boundary}\r\nContent-Type: {inner}\r\n"
            f"Content-Range: bytes {span.first}-{span.last}/{found.size}\r\n\r\n".encode(),
            span,
        )
        for span in spans
    ]
    return await _stream(request, 206, headers, [*parts, (f"\r\n--{boundary}--\r\n".encode(), Span(0, -1))], found.file)


async def _stream(
    request: web.BaseRequest, status: int, headers: dict[str, str], parts: Sequence[tuple[bytes, Span]], file: BinaryIO
) -> web.StreamResponse:
    """Words and spans of the file one after the other, from the disk's cache to the network without a copy of ours."""
    length = sum(len(words) + span.length for words, span in parts)
    if length <= _SMALL_BYTES:
        return web.Response(status=status, headers=headers, body=b"".join(_read(file, *part) for part in parts))
    response = web.StreamResponse(status=status, headers=headers)
    response.content_length = length
    writer = await response.prepare(request)
    if writer is None or request.method == "HEAD":
        return response
    for words, span in parts:
        if words:
            await writer.write(words)
        await _send_span(request, file, span)
    await response.write_eof()
    return response


def _read(file: BinaryIO, words: bytes, span: Span) -> bytes:
    file.seek(span.first)
    return words + file.read(span.length)


async def _send_span(request: web.BaseRequest, file: BinaryIO, span: Span) -> None:
    loop = asyncio.get_running_loop()
    for first in range(span.first, span.last + 1, _PIECE_BYTES):
        count = min(_PIECE_BYTES, span.last + 1 - first)
        transport = request.transport
        if transport is None or transport.is_closing():
            raise ConnectionResetError
        try:
            async with asyncio.timeout(_PATIENCE_S):
                sent = await loop.sendfile(transport, file, first, count)
        except TimeoutError as error:
            transport.abort()
            raise ConnectionResetError from error
        if sent != count:
            # The file was cut short under our hands: the promised length cannot be kept.
            transport.abort()
            raise ConnectionResetError


def _coding(accepted: str, found: OnShelf) -> str:
    """The content coding for a text: "br", "gzip", or none."""
    if not found.is_text or not _LEAST_COMPRESSED_BYTES <= found.size <= _MOST_COMPRESSED_BYTES:
        return ""
    offers = {name: weight for name, weight in map(_offer, accepted.lower().split(",")) if name}
    wanted_codings = [name for name in ("br", "gzip") if offers.get(name, offers.get("*", 0.0)) > 0]
    return wanted_codings[0] if wanted_codings else ""


def _offer(text: str) -> tuple[str, float]:
    name, _, parameters = text.partition(";")
    _, _, weight = parameters.strip().partition("q=")
    try:
        return name.strip(), float(weight) if weight else 1.0
    except ValueError:
        return "", 0.0


def _compressed(found: OnShelf, coding: str, headers: dict[str, str]) -> web.Response:
    suffix = {"br": "br", "gzip": "gz"}[coding]
    headers |= {"Content-Encoding": coding, "ETag": f'"{found.validators.tag}-{suffix}"'}
    return web.Response(body=_small(found.file.read(), coding), headers=headers)


@lru_cache(maxsize=32)
def _small(data: bytes, coding: str) -> bytes:
    if coding == "gzip":
        return gzip.compress(data, 6, mtime=0)
    import brotli

    small: bytes = brotli.compress(data, quality=5)
    return small


def _path(raw: str) -> str | None:
    """The decoded path of a request's target, or None where it is none (RFC 9112, section 3.2)."""
    target = raw.partition("?")[0].partition("#")[0]
    if "://" in target[:8]:
        target = "/" + target.partition("://")[2].partition("/")[2]
    if not target.startswith("/"):
        return None
    try:
        return unquote(target, errors="strict")
    except UnicodeDecodeError:
        return None


async def _is_let_in(house: House, lock: Lock, header: str) -> bool:
    if header in house.let_in:
        return True
    if not header or not await asyncio.to_thread(lock.opens, header):
        return False
    house.let_in.add(header)
    return True


def _plain(status: int, sentence: str, headers: dict[str, str]) -> web.Response:
    body = f"{sentence}\n" if sentence else None
    return web.Response(
        status=status, text=body, content_type="text/plain" if body else None, headers={**_GUARDED, **_OPEN, **headers}
    )
