"""Packed bodies (gzip, deflate, brotli) unpacked piece by piece, so that a bomb can be stopped early.

httpx2 unpacks too, but takes a body that breaks off for a whole one and reads only the first member of a
gzip file; half an article must not pass for an article.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: What ``Accept-Encoding`` offers.
CODINGS = "gzip, deflate, br"
#: Unpacked bytes handed on at a time, at most (twice as many for brotli).
PIECE = 1 << 18


class UnpackingError(Exception):
    """A body is not packed as its header says, or breaks off."""


def unpacked(pieces: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """The body as it was before ``Content-Encoding`` (RFC 9110, 8.4), in pieces of bounded size.

    Raises:
        UnpackingError: an unknown coding, damaged data, or data that breaks off.
    """
    match coding.strip().lower():
        case "" | "identity":
            return iter(pieces)
        case "gzip" | "x-gzip":
            return _inflated(pieces, zlib.MAX_WBITS | 16)
        case "deflate":
            return _deflated(pieces)
        case "br":
            return _unbrotlied(pieces)
        case _:  # also one coding over another: nobody needs that but a bomb
            raise UnpackingError(f"packed as {coding[:40]!r}")


def _deflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The zlib format (RFC 1950), or the bare deflate that some servers send by its name."""
    rest = iter(pieces)
    head = b""
    while len(head) < 2 and (piece := next(rest, None)) is not None:
        head += piece
    is_zlib = len(head) > 1 and head[0] & 0x0F == zlib.DEFLATED and int.from_bytes(head[:2], "big") % 31 == 0
    yield from _inflated(_joined(head, rest), zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS)


def _joined(head: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield head
    yield from rest


def _inflated(pieces: Iterable[bytes], window: int) -> Iterator[bytes]:
    """All members of a gzip file, or one zlib or deflate stream; ``window`` says which."""
    stream = zlib.decompressobj(window)
    begun = False
    for packed in pieces:
        rest = packed
        while rest:
            if stream.eof:
                if not rest.strip(b"\0"):  # padding after the last member
                    break
                stream = zlib.decompressobj(window)
            begun = True
            try:
                piece = stream.decompress(rest, PIECE)
                while piece:
                    yield piece
                    piece = stream.decompress(stream.unconsumed_tail, PIECE)
            except zlib.error as error:
                raise UnpackingError("damaged packed data") from error
            rest = stream.unused_data
    if begun and not stream.eof:  # an empty body is empty in every coding
        raise UnpackingError("packed data that breaks off")


def _unbrotlied(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Brotli (RFC 7932)."""
    import brotli

    stream = brotli.Decompressor()
    begun = False
    for packed in pieces:
        begun = begun or bool(packed)
        if stream.is_finished():
            continue
        try:
            piece = stream.process(packed, output_buffer_limit=PIECE)
            while piece:
                yield piece
                piece = stream.process(b"", output_buffer_limit=PIECE)
        except brotli.error as error:
            raise UnpackingError("damaged packed data") from error
    if begun and not stream.is_finished():
        raise UnpackingError("packed data that breaks off")
