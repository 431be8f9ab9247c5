"""The server as players, browsers and attackers meet it."""

from __future__ import annotations

import base64
import gzip
import os
import re
import socket
import time

import brotli
import pytest
from tests.serving.conftest import PAGE, SOUND

from briefcast.serving import server as server_module
from briefcast.serving.locks import lock_for

EPISODE = "/e/calm-0123456789ab.mp3"


@pytest.mark.parametrize(
    ("asked", "status", "first", "last"),
    [
        ("bytes=0-1", 206, 0, 1),
        ("bytes=0-", 206, 0, len(SOUND) - 1),
        ("bytes=100000-100099", 206, 100_000, 100_099),
        ("bytes=-500", 206, len(SOUND) - 500, len(SOUND) - 1),
        ("bytes=299999-400000", 206, 299_999, 299_999),
    ],
)
def test_a_player_gets_the_bytes_it_asks_for(server, asked, status, first, last):
    answer = server.get(EPISODE, Range=asked)
    assert (answer.status, answer.body) == (status, SOUND[first : last + 1])
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{len(SOUND)}"
    assert answer.headers["Content-Length"] == str(last - first + 1)


def test_several_ranges_come_as_parts_each_with_its_place(server):
    answer = server.get(EPISODE, Range="bytes=0-9,1000-1009")
    boundary = re.fullmatch(r"multipart/byteranges; boundary=(\w+)", answer.headers["Content-Type"])[1]
    parts = answer.body.split(f"\r\n--{boundary}".encode())
    assert answer.status == 206
    assert int(answer.headers["Content-Length"]) == len(answer.body)
    assert parts[1].endswith(b"\r\n\r\n" + SOUND[:10]) and b"Content-Range: bytes 0-9/300000" in parts[1]
    assert parts[2].endswith(b"\r\n\r\n" + SOUND[1000:1010]) and b"audio/mpeg" in parts[2]
    assert parts[3] == b"--\r\n"


def test_a_range_behind_the_end_is_told_the_length(server):
    answer = server.get(EPISODE, Range="bytes=300000-")
    assert (answer.status, answer.headers["Content-Range"]) == (416, "bytes */300000")


def test_head_answers_as_get_would_without_the_body(server):
    for path in (EPISODE, "/feed.xml", "/"):
        head, get = server.ask("HEAD", path), server.get(path)
        assert (head.status, head.body) == (200, b"")
        assert {**head.headers, "Date": ""} == {**get.headers, "Date": ""}


def test_head_knows_no_ranges(server):
    answer = server.ask("HEAD", EPISODE, Range="bytes=0-1")
    assert (answer.status, answer.headers["Content-Length"]) == (200, "300000")


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        (EPISODE, "audio/mpeg"),
        ("/feed.xml", "application/rss+xml; charset=utf-8"),
        ("/e/calm-0123456789ab.vtt", "text/vtt; charset=utf-8"),
        ("/e/calm-0123456789ab.chapters.json", "application/json+chapters"),
        ("/", "text/html; charset=utf-8"),
    ],
)
def test_each_file_is_called_what_it_is(server, path, content_type):
    assert server.get(path).headers["Content-Type"] == content_type


def test_what_a_client_has_is_not_sent_again(server):
    first = server.get("/feed.xml")
    by_tag = server.get("/feed.xml", If_None_Match=first.headers["ETag"])
    by_date = server.get("/feed.xml", If_Modified_Since=first.headers["Last-Modified"])
    assert (by_tag.status, by_tag.body, by_date.status) == (304, b"", 304)
    assert by_tag.headers["ETag"] == first.headers["ETag"]


def test_a_changed_feed_is_sent_again(server, public):
    tag = server.get("/feed.xml").headers["ETag"]
    (public / "feed.xml").write_bytes(b"<rss>new</rss>")
    assert server.get("/feed.xml", If_None_Match=tag).body == b"<rss>new</rss>"


def test_a_download_goes_on_only_in_the_same_file(server):
    tag = server.get(EPISODE).headers["ETag"]
    same = server.get(EPISODE, Range="bytes=10-", If_Range=tag)
    other = server.get(EPISODE, Range="bytes=10-", If_Range='"other"')
    assert (same.status, other.status, other.body) == (206, 200, SOUND)


@pytest.mark.parametrize(("coding", "unpack"), [("gzip", gzip.decompress), ("br", brotli.decompress)])
def test_text_is_made_small_and_sound_never(server, coding, unpack):
    page = server.get("/", Accept_Encoding=coding)
    sound = server.get(EPISODE, Accept_Encoding=coding)
    assert page.headers["Content-Encoding"] == coding
    assert page.headers["Vary"] == "Accept-Encoding"
    assert unpack(page.body) == PAGE
    assert len(page.body) < len(PAGE) / 5
    assert "Content-Encoding" not in sound.headers
    assert sound.body == SOUND
    assert page.headers["ETag"] != server.get("/").headers["ETag"]
    assert server.get("/", Accept_Encoding=coding, If_None_Match=page.headers["ETag"]).status == 304


@pytest.mark.parametrize("accepted", ["identity", "gzip;q=0", "", "br;q=0, gzip; q=0.0", "*;q=0"])
def test_who_wants_plain_text_gets_it(server, accepted):
    assert server.get("/", Accept_Encoding=accepted).body == PAGE


def test_pages_on_other_hosts_may_read_feed_chapters_transcripts_and_sound(server):
    for path in ("/feed.xml", EPISODE, "/e/calm-0123456789ab.vtt", "/e/calm-0123456789ab.chapters.json"):
        headers = server.get(path, Origin="https://player.example").headers
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert "Content-Range" in headers["Access-Control-Expose-Headers"]
    assert server.ask("OPTIONS", "/feed.xml").status == 204


def test_what_can_never_change_may_be_kept_for_a_year_and_the_feed_for_minutes(server):
    assert "immutable" in server.get(EPISODE).headers["Cache-Control"]
    assert server.get("/feed.xml").headers["Cache-Control"] == "public, max-age=300"


def test_pages_run_nothing_but_their_own_scripts(server):
    headers = server.get("/").headers
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_private_show_is_not_to_be_listed(serve):
    assert serve(listed=False).get("/").headers["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/e/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%5csecret.txt",
        "/.hidden",
        "/e/.hidden/x",
        "/linked.txt",
        "/linked/secret.txt",
        "/e/..",
        "/C:/secret.txt",
        "/pipe",
        "/e",
        "/nothing",
        "/feed.xml/more",
        "/%00",
        "/" + "a/" * 2000,
    ],
)
def test_nothing_outside_the_folder_and_nothing_hidden_is_served(server, public, path):
    (public.parent / "secret.txt").write_text("secret")
    (public / ".hidden").write_text("secret")
    (public / "linked.txt").symlink_to(public.parent / "secret.txt")
    (public / "linked").symlink_to(public.parent)
    os.mkfifo(public / "pipe")
    answer = server.get(path)
    assert answer.status in {400, 404}
    assert b"secret" not in answer.body


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", 200),
        (b"GET http://a.example/feed.xml HTTP/1.1\r\nHost: a\r\n\r\n", 200),
        (b"GET /%ff HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"GET //etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n", 404),
        (b"GET * HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", 405),
        (b"TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        (b"GET / HTTP/9.9\r\nHost: a\r\n\r\n", 400),
        (b"GET /\r\n\r\n", 200),
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: x\r\nContent-Length: 1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nBad Name: 1\r\n\r\n", 400),
        (b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 20_000 + b"\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 405),
    ],
)
def test_odd_requests_get_an_answer_of_4xx_and_never_5xx(server, sent, status):
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
        connection.sendall(sent)
        answer = connection.makefile("rb").readline()
    assert answer.split()[1:2] in ([str(status).encode()], [b"400"] if status in {400, 405} else [])


def test_a_lock_opens_to_its_name_and_password_only(serve):
    server = serve(lock=lock_for("ada", "lock ✓ of the harbour"))
    right, wrong, other = (
        "Basic " + base64.b64encode(pair.encode()).decode()
        for pair in ("ada:lock ✓ of the harbour", "ada:other", "bob:lock ✓ of the harbour")
    )
    assert server.get("/").status == 401
    assert "Basic" in server.get("/").headers["WWW-Authenticate"]
    assert [server.get("/", Authorization=value).status for value in (wrong, other, "Basic %%%", "Bearer x")] == [
        401
    ] * 4
    assert [server.get("/", Authorization=right).status for _ in range(2)] == [200, 200]


def test_the_log_tells_each_request_without_a_private_show_s_token(serve):
    server = serve(hidden="s3cret")
    server.get("/s3cret/feed.xml")
    assert re.fullmatch(r"127\.0\.0\.1 GET /…/feed\.xml 404 \d\.\d{3} s", server.log[0])


def test_a_client_that_never_finishes_its_request_is_left(serve, monkeypatch):
    monkeypatch.setattr(server_module, "PATIENCE_S", 0.5)
    server = serve()
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        began = time.monotonic()
        connection.sendall(b"GET / HTTP/1.1\r\nHo")
        assert connection.recv(1) == b""
    assert time.monotonic() - began < 5


def test_connections_beyond_the_limit_are_turned_away_and_the_others_stay(serve, monkeypatch):
    monkeypatch.setattr(server_module, "MOST_CONNECTIONS", 5)
    server = serve()
    held = [socket.create_connection(("127.0.0.1", server.port), timeout=5) for _ in range(5)]
    try:
        time.sleep(0.2)
        with socket.create_connection(("127.0.0.1", server.port), timeout=5) as late, pytest.raises(OSError) as refused:
            late.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            if late.recv(1) == b"":
                raise ConnectionResetError
        assert isinstance(refused.value, ConnectionError)
        held[0].sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert held[0].recv(12) == b"HTTP/1.1 200"
    finally:
        for connection in held:
            connection.close()


def test_a_listener_who_leaves_in_the_middle_harms_nobody(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
        connection.sendall(f"GET {EPISODE} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        connection.recv(100)
    assert server.get(EPISODE).body == SOUND
