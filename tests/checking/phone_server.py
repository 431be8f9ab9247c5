"""A server that does all a phone needs, and can be told to do each thing wrong."""

from __future__ import annotations

import gzip
import hashlib
import re
import time
from contextlib import contextmanager
from email.utils import formatdate
from typing import TYPE_CHECKING

from tests.reading.web.web_server import serve

from briefcast.publishing.public_files import PublicFile, Turn

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator

    from tests.checking.good_show import Site
    from tests.reading.web.web_server import Handler

MODIFIED = formatdate(1_770_000_000, usegmt=True)


class Phone:
    """Answers requests for the files of a show; ``wrong`` names what goes wrong, for the paths in ``at``."""

    def __init__(self, show: Site) -> None:
        self.show = show
        self.wrong = ""
        self.at: frozenset[str] = frozenset()
        #: Where "away" leads.
        self.away = ""

    def answer(self, handler: Handler) -> None:
        path = handler.path.lstrip("/").partition("?")[0]
        wrong = self.wrong if path in self.at else ""
        data = self.show.files.get(path)
        if data is None or wrong == "missing":
            _send(handler, 404, b"", {})
        elif wrong == "circle":
            _send(handler, 302, b"", {"Location": f"/{path}"})
        elif wrong == "away":
            _send(handler, 302, b"", {"Location": self.away})
        elif wrong == "far":
            _send(handler, 302, b"", {"Location": f"/{path}?{len(handler.path)}"})
        elif wrong == "slow":
            time.sleep(3)
        elif wrong == "endless":
            handler.send_response(200)
            handler.end_headers()
            while True:
                handler.wfile.write(bytes(1 << 16))
        elif wrong == "cut":
            handler.send_response(200)
            handler.send_header("Content-Length", str(len(data) + 1000))
            handler.end_headers()
            handler.raw(data)
        else:
            self._whole(handler, path, data, wrong)

    def _whole(self, handler: Handler, path: str, data: bytes, wrong: str) -> None:
        asked = {name.lower(): value for name, value in handler.headers.items()}
        headers = self._headers(path, data, wrong)
        if wrong != "no 304" and _is_known(asked, headers):
            _send(handler, 304, b"", headers)
            return
        if "gzip" in asked.get("accept-encoding", "") and (path.endswith((".xml", ".vtt")) or wrong == "packed"):
            data = gzip.compress(data)
            headers |= {"Content-Encoding": "gzip"} | ({} if wrong == "no vary" else {"Vary": "Accept-Encoding"})
        begin_end = re.fullmatch(r"bytes=(\d*)-(\d*)", asked.get("range", ""))
        is_current = "if-range" not in asked or asked["if-range"] == headers.get("ETag") or wrong == "any if-range"
        if begin_end and is_current and wrong != "no ranges":
            self._part(handler, data, headers, begin_end.groups())
        elif handler.command == "HEAD" and wrong == "no head":
            _send(handler, 405, b"", {})
        else:
            _send(handler, 200, data, headers)

    def _headers(self, path: str, data: bytes, wrong: str) -> dict[str, str]:
        kept = "public, max-age=300" if path.endswith(".xml") else "public, max-age=31536000, immutable"
        kind = PublicFile(Turn.MEDIA, path, None, lasting=True).content_type
        headers = {
            "Content-Type": "text/plain" if wrong == "type" else kind,
            "ETag": f'"{hashlib.sha256(data).hexdigest()[:16]}"',
            "Last-Modified": MODIFIED,
            "Cache-Control": "no-store" if wrong == "no cache" else kept,
            "Access-Control-Allow-Origin": "*",
        }
        missing = {"no etag": "ETag", "no date": "Last-Modified", "no cors": "Access-Control-Allow-Origin"}
        headers.pop(missing.get(wrong, ""), None)
        return headers

    def _part(self, handler: Handler, data: bytes, headers: dict[str, str], asked: tuple[str, ...]) -> None:
        begin = int(asked[0]) if asked[0] else len(data) - int(asked[1])
        end = min(int(asked[1]) if asked[0] and asked[1] else len(data) - 1, len(data) - 1)
        if begin >= len(data):
            _send(handler, 416, b"", {"Content-Range": f"bytes */{len(data)}"})
            return
        _send(handler, 206, data[begin : end + 1], headers | {"Content-Range": f"bytes {begin}-{end}/{len(data)}"})


def _is_known(asked: dict[str, str], headers: dict[str, str]) -> bool:
    if "if-none-match" in asked:
        return asked["if-none-match"] == headers.get("ETag")
    return "if-modified-since" in asked and asked["if-modified-since"] == headers.get("Last-Modified")


def _send(handler: Handler, status: int, data: bytes, headers: dict[str, str]) -> None:
    handler.send_response(status)
    for name, value in (headers | {"Content-Length": str(len(data))}).items():
        handler.send_header(name, value)
    handler.end_headers()
    if handler.command != "HEAD":
        handler.wfile.write(data)


class _Paths(dict):
    """One page for every path."""

    def __init__(self, page) -> None:
        self._page = page

    def get(self, *_):
        return self._page


@contextmanager
def phone_server(tls: ssl.SSLContext | None = None) -> Iterator[tuple[Phone, str]]:
    """A server without a show yet, and its address."""
    phone = Phone(None)
    with serve(_Paths(phone.answer), tls=tls) as site:
        yield phone, site.url("/", host="localhost" if tls else "127.0.0.1")
