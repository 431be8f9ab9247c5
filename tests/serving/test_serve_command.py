"""``briefcast serve`` as a person runs it: a process that tells where the show is, and keeps it fresh."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from base64 import b64encode
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Empty, Queue
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import numpy as np
import pytest
import zxingcpp
from tests.serving.show_folders import add_release, make_show

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class Serving:
    """The running command, and what it printed so far."""

    process: subprocess.Popen
    lines: Queue
    said: list[str] = field(default_factory=list)

    def until(self, pattern: str, *, seconds: float = 20) -> str:
        """The first line from here on that the pattern matches: its group."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                line = self.lines.get(timeout=0.2)
            except Empty:
                assert self.process.poll() is None, "".join(self.said)
                continue
            self.said.append(line)
            if found := re.search(pattern, line):
                return found[1] if found.groups() else found[0]
        raise AssertionError(f"never said: {pattern}: {''.join(self.said)}")


@contextmanager
def _serving(*arguments: object, cwd: Path | None = None, **environment: str):
    process = subprocess.Popen(
        [sys.executable, "-m", "briefcast", "serve", *map(str, arguments), "--port", "0", "--no-name"],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        bufsize=1,
        env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONUNBUFFERED": "1", **environment},
    )
    lines: Queue = Queue()
    reader = Thread(target=lambda: [lines.put(line) for line in process.stdout])
    reader.start()
    try:
        yield Serving(process, lines)
    finally:
        process.kill()
        process.wait(20)
        reader.join(20)
        process.stdout.close()


def _get(address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    where = urlsplit(address)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=20)
    try:
        connection.request("GET", where.path, headers=headers)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def _read_code(lines: list[str]) -> str:
    """What a camera reads in the half blocks of a terminal, light on dark."""
    blocks = {"█": (255, 255), "▀": (255, 0), "▄": (0, 255), " ": (0, 0)}
    rows = [line.rstrip("\n") for line in lines if line.strip() and set(line.rstrip("\n")) <= set(blocks)]
    half_rows = [[blocks[char][half] for char in row] for row in rows for half in (0, 1)]
    picture = np.pad(np.array(half_rows, np.uint8).repeat(8, 0).repeat(8, 1), 40, constant_values=255)
    return zxingcpp.read_barcodes(picture)[0].text


def test_page_feed_and_episode_are_where_it_says(tmp_path, harbour):
    folder = make_show(tmp_path / "show")
    release = add_release(folder, harbour, 1)
    with _serving(folder, "--host", "127.0.0.1") as serving:
        assert serving.until("“(.*)” is on the air") == "The Quay Report"
        page = serving.until(r"^Page: +(\S+)$")
        feed = serving.until(r"^Feed: +(\S+)$")
        assert _read_code(serving.said) == page
        assert page == feed.removesuffix("feed.xml")
        assert release.title in _get(page)[2].decode()
        enclosure = re.search(rb'<enclosure url="([^"]+)"', _get(feed)[2])[1].decode()
        status, headers, sound = _get(enclosure)
        assert (status, headers["Content-Type"], sound) == (200, "audio/mpeg", harbour.mp3.read_bytes())
        assert _get(enclosure, Range="bytes=10-19")[2] == sound[10:20]
        chapter_page = re.search(rb"<link>(http[^<]+/e/[^<]+)</link>", _get(feed)[2])[1].decode()
        assert release.title in _get(chapter_page)[2].decode()


def test_a_private_show_lies_below_a_name_that_its_log_does_not_tell(tmp_path, harbour):
    folder = make_show(tmp_path / "show", public=False)
    add_release(folder, harbour, 1)
    with _serving(folder, "--host", "127.0.0.1") as serving:
        page = serving.until(r"^Page: +(\S+)$")
        token = page.rstrip("/").rpartition("/")[2]
        serving.until("Ctrl-C ends it")
        assert len(token) >= 32
        assert b"Harbour news" in _get(page)[2]
        assert _get(page)[1]["X-Robots-Tag"] == "noindex, nofollow"
        assert b"Harbour" not in _get(page.replace(f"{token}/", ""))[2]
        assert _get(page.replace(f"{token}/", "feed.xml"))[0] == 404
        assert token not in serving.until("GET .* 200")


def test_the_password_comes_from_the_environment(tmp_path):
    folder = make_show(tmp_path / "show")
    with _serving(folder, "--host", "127.0.0.1", "--user", "mara", BRIEFCAST_SERVE_PASSWORD="quay") as serving:  # noqa: S106
        page = serving.until(r"^Page: +(\S+)$")
        assert _get(page)[0] == 401
        assert _get(page, Authorization=f"Basic {b64encode(b'mara:pier').decode()}")[0] == 401
        assert _get(page, Authorization=f"Basic {b64encode(b'mara:quay').decode()}")[0] == 200


def test_a_new_episode_is_there_without_a_restart(tmp_path, harbour):
    """The show is named by a path that is relative and leads over a link."""
    folder = make_show(tmp_path / "show")
    (tmp_path / "link").symlink_to(folder)
    with _serving("link", "--host", "127.0.0.1", cwd=tmp_path) as serving:
        page = serving.until(r"^Page: +(\S+)$")
        serving.until("Ctrl-C ends it")
        assert b"There is no episode yet" in _get(page)[2]
        add_release(folder, harbour, 2)
        serving.until("The show has changed; its pages and feed are new")
        assert b"Harbour news 2" in _get(page)[2]
        assert b"Harbour news 2" in _get(f"{page}feed.xml")[2]
        (folder / "show.toml").write_text("title = ", encoding="utf-8")
        serving.until("could not be made anew: .*show.toml")
        assert b"Harbour news 2" in _get(page)[2]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to wait for")
def test_asked_to_end_it_finishes_what_it_sends(tmp_path):
    folder = tmp_path / "public"
    folder.mkdir()
    (folder / "index.html").write_text("<title>Quay</title>", encoding="utf-8")
    sound = os.urandom(30_000_000)
    (folder / "long.mp3").write_bytes(sound)
    with _serving(folder, "--host", "127.0.0.1") as serving:
        where = urlsplit(serving.until(r"^Page: +(\S+)$"))
        serving.until("Ctrl-C ends it")
        with socket.create_connection((where.hostname, where.port), timeout=20) as client:
            client.sendall(b"GET /long.mp3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            received = client.recv(1000)
            serving.process.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection((where.hostname, where.port), timeout=5)
            parts = [received]
            while part := client.recv(1 << 20):
                parts.append(part)
        assert b"".join(parts).endswith(sound)
        assert serving.process.wait(20) == 0


def test_a_folder_made_for_a_web_server_is_served_as_it_is(tmp_path):
    token = "0123456789abcdef" * 2
    (tmp_path / "public" / token).mkdir(parents=True)
    (tmp_path / "public" / "index.html").write_text("<title>Nothing here</title>", encoding="utf-8")
    (tmp_path / "public" / token / "feed.xml").write_text("<rss/>", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    with _serving(tmp_path / "public", "--host", "127.0.0.1") as serving:
        assert f"/{token}/" in serving.until(r"^Page: +(\S+)$")
        assert _get(serving.until(r"^Feed: +(\S+)$"))[2] == b"<rss/>"
        assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (["."], 1, "Error: . holds neither a show (show.toml) nor pages to serve (index.html)"),
        (["missing"], 2, "missing"),
        ([".", "--user", "mara"], 2, "put it into BRIEFCAST_SERVE_PASSWORD"),
        ([".", "--password", "quay"], 2, "no --user NAME"),
        ([".", "--base-url", "quay.example"], 2, "https://"),
        ([".", "--host", "no.such.host.invalid"], 1, "Port 8000 of no.such.host.invalid cannot be used"),
    ],
)
def test_what_cannot_be_served_is_said_in_a_sentence(user, arguments, status, sentence):
    run = user("serve", *arguments)
    assert (run.status, run.stdout) == (status, "")
    assert sentence in run.stderr
    assert "Traceback" not in run.stderr


def test_a_port_that_is_taken_is_said_in_a_sentence(user):
    make_show(user.home / "show")
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        run = user("serve", "show", "--host", "127.0.0.1", "--port", port)
    assert run.status == 1
    assert run.stderr.startswith(f"Error: Port {port} of 127.0.0.1 cannot be used")
    assert run.stderr.count("\n") == 1


def test_shows_of_two_homes_are_never_taken_for_one(tmp_path):
    """Both homes give the machine the same address."""
    guids = set()
    for home in ("one", "other"):
        folder = make_show(tmp_path / home)
        with _serving(folder, "--host", "127.0.0.1", "--base-url", "http://192.168.1.5:8000") as serving:
            assert serving.until(r"^Page: +(\S+)$") == "http://192.168.1.5:8000/"
        guids.add((folder / "identity.json").read_text(encoding="utf-8").split('"guid": ')[1][:38])
    assert len(guids) == 2
