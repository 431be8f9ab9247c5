"""A folder as publishing leaves it, and the real server answering for it."""

from __future__ import annotations

import http.client
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest
from tests.serving.running import running

from briefcast.serving.answers import House

#: As much as a few minutes of sound; every byte tells where it stands.
SOUND = bytes(number * 7 % 251 for number in range(300_000))
PAGE = ("<!doctype html><title>A</title>" + "<p>All calm in the harbour.</p>" * 200).encode()


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Server:
    """The server under test: ``server.get("/feed.xml", Range="bytes=0-1")``."""

    port: int
    log: list[str] = field(default_factory=list)

    def ask(self, method: str, path: str, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            response = connection.getresponse()
            return Answer(response.status, dict(response.getheaders()), response.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)


@pytest.fixture
def public(tmp_path):
    """What publishing left: a page, a feed, an episode."""
    root = tmp_path / "public"
    (root / "e").mkdir(parents=True)
    (root / "index.html").write_bytes(PAGE)
    (root / "feed.xml").write_bytes(b"<rss>" + b"<item>calm</item>" * 500 + b"</rss>")
    (root / "e" / "calm-0123456789ab.mp3").write_bytes(SOUND)
    (root / "e" / "calm-0123456789ab.vtt").write_bytes(b"WEBVTT\n\n" + b"00:00.000 --> 00:01.000\ncalm\n\n" * 50)
    (root / "e" / "calm-0123456789ab.chapters.json").write_bytes(b'{"chapters": []}' + b" " * 600)
    return root


@pytest.fixture
def serve(public):
    """Starts servers that end with the test: ``serve(listed=False)``."""
    with ExitStack() as ends:

        def begin(hidden: str = "", **house: object) -> Server:
            log: list[str] = []
            port = ends.enter_context(running(House(lambda: public, **house), log.append, hidden=hidden))
            return Server(port, log)

        yield begin


@pytest.fixture
def server(serve) -> Server:
    """The server of a public show."""
    return serve()
