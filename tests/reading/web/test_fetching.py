"""Fetching: what it brings, what it refuses, how long it waits, and what it says. All servers are real and local."""

from __future__ import annotations

import gzip
import re
import socket
import subprocess
import sys
import time
import tracemalloc
import zlib
from datetime import UTC, datetime, timedelta

import brotli
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reading.web.web_server import Internet, authority, leads_to, listen, raw, reply, serve, serve_http2

from briefcast.errors import SourceError
from briefcast.reading.web.fetching import Fetched, Limits, Validators, fetch, fetch_if_changed

PAGE = "<p>The ferry was late, and the café was shut.</p>".encode()
HTML = "text/html; charset=utf-8"


def page(body=PAGE, **headers):
    return reply(body, **{"content_type": HTML, **headers})


def get(url, **limits) -> Fetched:
    return fetch(url, allow_private=True, limits=Limits(**limits))


def refusal(url, *, allow_private=True, **limits) -> str:
    """The one sentence with which a fetch is refused."""
    with pytest.raises(SourceError) as caught:
        fetch(url, allow_private=allow_private, limits=Limits(**limits))
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


@pytest.fixture(scope="module")
def trusted(tmp_path_factory):
    """An authority whose certificates this computer trusts."""
    with pytest.MonkeyPatch.context() as patch:
        ours = authority(tmp_path_factory.mktemp("authority"))
        patch.setenv("SSL_CERT_FILE", str(ours.file))
        yield ours


@pytest.fixture
def internet(monkeypatch) -> Internet:
    ours = Internet()
    monkeypatch.setattr(socket, "getaddrinfo", ours.getaddrinfo)
    monkeypatch.setattr(socket, "create_connection", ours.create_connection)
    return ours


class TestWhatItBrings:
    def test_the_body_its_type_its_charset_and_what_to_ask_with_next_time(self):
        told = {"content_type": "Text/HTML; Charset=ISO-8859-15", "etag": '"v1"', "last_modified": "yesterday"}
        with serve({"/a": reply("café".encode("iso-8859-15"), **told)}) as site:
            fetched = get(site.url("/a"))
        assert fetched == Fetched(
            url=site.url("/a"),
            data="café".encode("iso-8859-15"),
            content_type="text/html",
            charset="iso-8859-15",
            validators=Validators('"v1"', "yesterday"),
        )

    @pytest.mark.parametrize("declared", ["text/html", "text/html; charset=klingon", "text/html; charset=base64", ""])
    def test_no_charset_where_the_header_names_none_that_is_known(self, declared):
        with serve({"/": page(content_type=declared)}) as site:
            assert get(site.url()).charset == ""

    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_the_page_at_the_end_of_a_redirect_and_its_address(self, status):
        with serve({"/old": leads_to("new?x=1#part", status), "/new": page()}) as site:
            fetched = get(site.url("/old"))
        assert (fetched.url, fetched.data) == (site.url("/new?x=1"), PAGE)

    def test_ten_redirects_are_followed(self):
        pages = {f"/{number}": leads_to(f"/{number + 1}") for number in range(10)}
        with serve({**pages, "/10": page()}) as site:
            assert get(site.url("/0")).data == PAGE

    def test_the_same_address_again_after_a_cookie_was_set(self):
        def door(handler):
            knows_us = "been=here" in handler.headers.get("Cookie", "")
            (page() if knows_us else leads_to("/", set_cookie="been=here"))(handler)

        with serve({"/": door}) as site:
            assert get(site.url()).data == PAGE

    @pytest.mark.parametrize(
        ("coding", "packed"),
        [
            ("gzip", gzip.compress(PAGE)),
            ("x-gzip", gzip.compress(PAGE)),
            ("gzip", gzip.compress(PAGE[:9]) + gzip.compress(PAGE[9:]) + b"\0" * 9),
            ("deflate", zlib.compress(PAGE)),
            ("deflate", zlib.compress(PAGE, wbits=-15)),
            ("br", brotli.compress(PAGE)),
            ("identity", PAGE),
        ],
        ids=["gzip", "x-gzip", "gzip in two members", "deflate", "bare deflate", "brotli", "identity"],
    )
    def test_packed_bodies_unpacked(self, coding, packed):
        with serve({"/": page(packed, content_encoding=coding)}) as site:
            assert get(site.url()).data == PAGE
        offered = site.requests[0].headers["accept-encoding"].split(", ")
        assert {"gzip", "deflate", "br"} == set(offered)

    @pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, brotli.compress])
    def test_large_packed_bodies_in_many_small_pieces(self, pack):
        body = bytes(range(256)) * 8000
        packed = pack(body)
        coding = {gzip.compress: "gzip", zlib.compress: "deflate", brotli.compress: "br"}[pack]
        head = b"HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\n\r\n" % coding.encode()
        parts = [packed[start : start + 700] for start in range(0, len(packed), 700)]
        with serve({"/": raw(head, packed[:1], *[parts[0][1:], *parts[1:]])}) as site:
            assert get(site.url()).data == body

    def test_an_empty_body_is_empty_in_any_coding(self):
        with serve({"/": page(b"", content_encoding="gzip")}) as site:
            assert get(site.url()).data == b""

    def test_http2_where_it_is_offered(self, trusted):
        body = PAGE * 5000
        with serve_http2(body, trusted.server("localhost"), content_type="text/html", etag='"2"') as site:
            fetched = get(site.url("/page?x=1", host="localhost"))
        assert (fetched.data, fetched.content_type, fetched.validators.etag) == (body, "text/html", '"2"')
        assert site.requests[0].headers[":authority"] == f"localhost:{site.port}"

    def test_http2_under_the_same_limits(self, trusted):
        begun = time.monotonic()
        with serve_http2(bytes(3_000_000), trusted.server("localhost"), pause=0.05) as site:
            assert "too long" in refusal(site.url(host="localhost"), seconds=0.4)
            assert "larger than 0.1 MB" in refusal(site.url(host="localhost"), max_bytes=100_000)
        with serve_http2(PAGE, trusted.server("localhost"), content_length="9000") as site:
            assert "broke off" in refusal(site.url(host="localhost"))
        assert time.monotonic() - begun < 2

    def test_nothing_if_the_page_has_not_changed(self):
        def latest(handler):
            same = handler.headers["If-None-Match"] == '"v1"'
            (reply(b"", 304) if same else page(etag='"v1"'))(handler)

        with serve({"/": latest}) as site:
            first = fetch_if_changed(site.url(), Validators(), allow_private=True)
            again = fetch_if_changed(site.url(), first.validators, allow_private=True)
            dated = fetch_if_changed(site.url(), Validators(last_modified="yesterday"), allow_private=True)
        assert (first.data, again, dated.data) == (PAGE, None, PAGE)
        assert [request.headers.get("if-modified-since") for request in site.requests] == [None, None, "yesterday"]

    def test_it_says_politely_who_it_is(self):
        with serve({"/": page()}) as site:
            get(site.url())
        assert re.fullmatch(r"Briefcast/[\d.]+\S* \(\+offline article reader\)", site.requests[0].headers["user-agent"])

    def test_an_international_host_name_is_asked_for_in_its_own_form(self, internet):
        with serve({"/": page()}) as site:
            internet.names["xn--mller-kva.example"] = [["93.184.215.14"]]
            internet.hosts["93.184.215.14"] = site.port
            assert fetch(site.url("/", host="müller.example")).data == PAGE

    def test_the_next_address_of_a_host_when_the_first_does_not_answer(self, internet):
        with serve({"/": page()}) as site:
            internet.names["news.example"] = [["2606:2800::1", "93.184.215.14"]]
            internet.hosts["93.184.215.14"] = site.port
            assert fetch(site.url(host="news.example")).data == PAGE
        assert internet.connected == ["2606:2800::1", "93.184.215.14"]


class TestNameAndPassword:
    def test_are_sent_to_the_host_they_were_given_for_and_shown_nowhere(self):
        with serve({"/": leads_to("/in"), "/in": page()}) as site:
            fetched = get(site.url(host="anna:secret@127.0.0.1"))
        assert [request.headers["authorization"] for request in site.requests] == ["Basic YW5uYTpzZWNyZXQ="] * 2
        assert fetched.url == site.url("/in")

    def test_are_sent_on_when_the_same_host_asks_for_https(self, internet, trusted):
        internet.names["news.example"] = [["93.184.215.14"]]
        upgrade = {"/": leads_to("https://news.example/")}
        with serve(upgrade) as plain, serve({"/": page()}, tls=trusted.server("news.example")) as site:
            internet.hosts |= {("93.184.215.14", 80): plain.port, ("93.184.215.14", 443): site.port}
            assert fetch("http://anna:secret@news.example/").url == "https://news.example/"
        assert site.requests[0].headers["authorization"] == "Basic YW5uYTpzZWNyZXQ="

    def test_are_not_sent_on_to_another_host(self):
        with serve({"/": page()}) as other, serve({"/": leads_to(other.url())}) as site:
            get(site.url(host="anna:secret@127.0.0.1"))
        assert "authorization" not in other.requests[0].headers

    def test_that_a_redirect_brings_along_are_not_sent(self):
        with serve({"/": page()}) as other, serve({"/": leads_to(other.url(host="u:p@127.0.0.1"))}) as site:
            fetched = get(site.url())
        assert "authorization" not in other.requests[0].headers
        assert fetched.url == other.url()

    def test_do_not_stand_in_error_messages(self):
        with serve({}) as site:
            assert "secret" not in refusal(site.url("/none", host="anna:secret@127.0.0.1"))


class TestPrivateAddresses:
    def test_a_server_on_this_computer_is_refused_before_it_is_asked(self):
        with serve({"/": page()}) as site:
            sentence = refusal(site.url(), allow_private=False)
        assert "127.0.0.1, in a private network" in sentence
        assert "--allow-private" in sentence
        assert site.requests == []

    @pytest.mark.parametrize(
        "host", ["localhost", "127.1", "2130706433", "0x7f.0.0.1", "0", "[::1]", "[::ffff:7f00:1]"]
    )
    def test_nor_under_another_name(self, host):
        assert "--allow-private" in refusal(f"http://{host}:9/", allow_private=False)

    def test_a_name_that_leads_into_a_private_network_is_refused(self, internet):
        internet.names["router.example"] = [["192.168.1.1", "fe80::1"]]
        sentence = refusal("http://router.example/", allow_private=False)
        assert "router.example is at 192.168.1.1, in a private network" in sentence
        assert internet.connected == []

    def test_only_the_public_ones_of_a_host_s_addresses_are_tried(self, internet):
        internet.names["mixed.example"] = [["127.0.0.1", "93.184.215.14"]]
        assert "refused" in refusal("http://mixed.example/", allow_private=False)
        assert internet.connected == ["93.184.215.14"]

    def test_what_is_checked_is_what_is_connected_to_though_the_name_server_changes_its_mind(self, internet):
        with serve({"/": page(b"of this computer only")}) as secret, serve({"/": page()}) as site:
            internet.names["rebinding.example"] = [["93.184.215.14"], ["127.0.0.1"]]
            internet.hosts["93.184.215.14"] = site.port
            fetched = fetch(f"http://rebinding.example:{secret.port}/")
        assert fetched.data == PAGE
        assert (internet.asked, internet.connected) == (["rebinding.example"], ["93.184.215.14"])
        assert secret.requests == []

    def test_a_redirect_to_the_same_host_is_checked_anew(self, internet):
        with serve({"/": page(b"of this computer only")}) as secret:
            again = leads_to(f"http://rebinding.example:{secret.port}/", connection="close")
            with serve({"/start": again}) as site:
                internet.names["rebinding.example"] = [["93.184.215.14"], ["127.0.0.1"]]
                internet.hosts["93.184.215.14"] = site.port
                sentence = refusal("http://rebinding.example/start", allow_private=False)
        assert "rebinding.example is at 127.0.0.1" in sentence
        assert secret.requests == []

    @pytest.mark.parametrize("target", ["127.0.0.1", "localhost", "169.254.169.254", "[::1]", "inside.example"])
    def test_a_redirect_from_a_public_host_into_a_private_network_is_refused(self, internet, target):
        with serve({"/": page()}) as secret, serve({"/": leads_to(f"http://{target}:{secret.port}/")}) as site:
            internet.names |= {"news.example": [["93.184.215.14"]], "inside.example": [["10.1.2.3"]]}
            internet.names |= {"localhost": [["127.0.0.1"]]}
            internet.hosts["93.184.215.14"] = site.port
            sentence = refusal("http://news.example/", allow_private=False)
        assert "(to which http://news.example/ leads)" in sentence
        assert "in a private network" in sentence
        assert secret.requests == []

    def test_tls_and_the_host_header_keep_the_name(self, internet, trusted):
        with serve({"/": page()}, tls=trusted.server("news.example")) as site:
            internet.names["news.example"] = [["93.184.215.14"]]
            internet.hosts["93.184.215.14"] = site.port
            assert fetch("https://news.example/").data == PAGE
        assert site.requests[0].headers["host"] == "news.example"

    def test_proxies_of_the_environment_are_not_used(self, monkeypatch):
        with serve({}) as proxy, serve({"/": page()}) as site:
            for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
                monkeypatch.setenv(name, proxy.url())
            assert get(site.url()).data == PAGE
        assert proxy.requests == []


class TestLimits:
    def test_a_server_that_sends_a_byte_at_a_time_does_not_hold_us_longer_than_the_limit(self):
        head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
        with serve({"/": raw(head, *[b"x"] * 60, pause=0.05)}) as site:
            begun = time.monotonic()
            sentence = refusal(site.url(), seconds=0.4)
        assert "too long" in sentence
        assert 0.3 < time.monotonic() - begun < 1.2

    def test_nor_one_that_drips_headers_or_redirects_slowly_or_says_nothing(self):
        def slowly(handler):
            time.sleep(0.15)
            leads_to(f"/?{len(site.requests)}")(handler)

        dripping = raw(b"HTTP/1.1 200 OK\r\n", *[b"X: y\r\n"] * 60, pause=0.05)
        with serve({"/drip": dripping, "/": slowly, "/silent": lambda _: time.sleep(1)}) as site:
            for path in ("/drip", "/", "/silent"):
                begun = time.monotonic()
                assert "too long" in refusal(site.url(path), seconds=0.4)
                assert time.monotonic() - begun < 1

    def test_nor_a_name_server_or_a_handshake_that_does_not_end(self, monkeypatch):
        begun = time.monotonic()
        with listen(lambda _: time.sleep(1)) as mute:
            assert "did not answer in time" in refusal(f"https://127.0.0.1:{mute.port}/", connect_seconds=0.2)
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(1) or [])
        assert "did not answer in time" in refusal("http://slow.example/", connect_seconds=0.2)
        assert time.monotonic() - begun < 1

    def test_a_length_over_the_limit_is_refused_at_once(self):
        head = b"HTTP/1.1 200 OK\r\nContent-Length: 3221225472\r\n\r\n"
        with serve({"/film": raw(head, b"x" * 1000, pause=0.3)}) as site:
            begun = time.monotonic()
            sentence = refusal(site.url("/film"))
        assert f"{site.url('/film')} is larger than 50 MB" in sentence
        assert time.monotonic() - begun < 0.6

    def test_a_body_without_a_length_is_cut_off_at_the_limit(self):
        head = b"HTTP/1.1 200 OK\r\n\r\n"
        with serve({"/": raw(head, *[b"x" * 10_000] * 50)}) as site:
            assert "larger than 0.1 MB" in refusal(site.url(), max_bytes=100_000)

    @pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, brotli.compress])
    def test_a_bomb_is_stopped_while_it_unpacks(self, pack):
        bomb = pack(bytes(20_000_000))
        coding = {gzip.compress: "gzip", zlib.compress: "deflate", brotli.compress: "br"}[pack]
        with serve({"/": page(bomb, content_encoding=coding)}) as site:
            tracemalloc.start()
            sentence = refusal(site.url(), max_bytes=2_000_000)
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        assert "larger than 2 MB" in sentence
        assert peak < 8_000_000

    def test_a_bomb_within_a_bomb_is_not_unpacked(self):
        bomb = gzip.compress(gzip.compress(bytes(10_000_000)))
        with serve({"/": page(bomb, content_encoding="gzip, gzip")}) as site:
            assert "damaged" in refusal(site.url())

    def test_more_than_ten_redirects_are_too_many(self):
        pages = {f"/{number}": leads_to(f"/{number + 1}") for number in range(11)}
        with serve({**pages, "/11": page()}) as site:
            assert f"{site.url('/0')} leads on more than 10 times" in refusal(site.url("/0"))


class TestWhatItSays:
    @pytest.mark.parametrize(
        "url", ["", "http://", "https:///path", "http://[::1", "http://e.org:99999/", "http://a b/"]
    )
    def test_a_bad_address(self, url):
        assert "is not a web address" in refusal(url)

    def test_an_address_without_its_scheme(self):
        assert "'news.example/a' is not a web address; it must begin with https://" in refusal("news.example/a")

    @pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://e.org/a", "data:text/html,hi", "javascript:alert(1)"])
    def test_what_is_not_http(self, url):
        assert f"reads http and https, not {url.partition(':')[0]}." in refusal(url)

    @pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/a", "gopher://127.0.0.1:70/x"])
    def test_a_redirect_to_what_is_not_http(self, target):
        with serve({"/": leads_to(target)}) as site:
            sentence = refusal(site.url())
        assert site.url() in sentence
        assert "reads http and https" in sentence

    def test_a_redirect_to_nowhere(self):
        with serve({"/": leads_to("https:///x"), "/b": leads_to("http://[::1"), "/a": reply(b"", 302)}) as site:
            assert "leads to something that is not a web page" in refusal(site.url())
            assert "leads to something that is not a web page" in refusal(site.url("/b"))
            assert "status 302" in refusal(site.url("/a"))

    def test_a_redirect_that_only_leads_to_itself(self):
        with serve({"/a": leads_to("/b"), "/b": leads_to("/a")}) as site:
            assert f"{site.url('/a')} only leads to itself" in refusal(site.url("/a"))

    def test_an_unknown_host(self, internet):
        assert internet.names == {}
        assert "there is no host nowhere.example; check the spelling" in refusal("http://nowhere.example/a")
        assert "there is no host" in refusal(f"http://{'x' * 70}.example/")

    def test_a_refused_connection(self):
        with socket.create_server(("127.0.0.1", 0)) as unused:
            port = unused.getsockname()[1]
        assert "127.0.0.1 refused the connection" in refusal(f"http://127.0.0.1:{port}/")

    @pytest.mark.parametrize(
        ("status", "words"),
        [
            (400, "status 400"),
            (401, "asks for a name and password"),
            (402, "must be paid for"),
            (403, "does not let us have it"),
            (404, "there is no such page"),
            (410, "gone for good"),
            (429, "too many requests (status 429); try again later"),
            (451, "does not let us have it"),
            (500, "fault of its own (status 500); try again later"),
            (503, "busy or down for a while"),
            (304, "has not changed"),
        ],
    )
    def test_a_status_that_is_not_the_page(self, status, words):
        with serve({"/a": reply(b"", status)}) as site:
            sentence = refusal(site.url("/a"))
        assert sentence.startswith(site.url("/a"))
        assert words in sentence

    @pytest.mark.parametrize(
        ("header", "words"),
        [
            ("120", "in 120 seconds"),
            ("Wed, 21 Oct 2026 07:28:00 GMT", "after 2026-10-21 07:28 UTC"),
            ("soon", "try again later"),
            ("9" * 5000, "try again later"),
        ],
    )
    def test_when_to_come_back(self, header, words):
        with serve({"/a": reply(b"", 429, retry_after=header)}) as site:
            assert words in refusal(site.url("/a"))

    @pytest.mark.parametrize(
        "parts",
        [
            [b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", b"half an article"],
            [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"f\r\nhalf an article\r\n"],
            [b"HTTP/1.1 200 OK\r\nContent-"],
            [b""],
            [b"220 mail.example ready\r\n"],
        ],
        ids=["a length not reached", "chunks without an end", "half a header", "nothing", "another protocol"],
    )
    def test_an_answer_that_breaks_off(self, parts):
        with serve({"/": raw(*parts)}) as site:
            assert "broke off" in refusal(site.url())

    @pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
    def test_a_packed_body_that_breaks_off_or_is_damaged(self, coding):
        packed = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": bytes}[coding](PAGE)
        damaged = packed[:1] + b"\xff" * 40
        with serve(
            {f"/{n}": page(body, content_encoding=coding) for n, body in enumerate([packed[:-9], damaged])}
        ) as site:
            assert "damaged or cut off" in refusal(site.url("/0"))
            assert "damaged or cut off" in refusal(site.url("/1"))

    def test_a_very_long_address_is_shortened(self):
        with serve({}) as site:
            assert len(refusal(site.url("/" + "a" * 5000))) < 350


class TestCertificates:
    def test_a_good_one_is_trusted(self, trusted):
        with serve({"/": page()}, tls=trusted.server("localhost")) as site:
            assert get(site.url(host="localhost")).data == PAGE

    def test_one_that_has_expired(self, trusted):
        past = datetime.now(UTC) - timedelta(days=3)
        with serve({}, tls=trusted.server("localhost", not_before=past, not_after=past + timedelta(days=1))) as site:
            assert "the certificate of localhost has expired" in refusal(site.url(host="localhost"))

    def test_one_for_another_host(self, trusted):
        with serve({}, tls=trusted.server("other.example")) as site:
            assert "was issued for another host" in refusal(site.url(host="localhost"))
            assert "was issued for another host" in refusal(site.url())

    def test_one_of_an_unknown_authority(self, trusted, tmp_path):
        assert trusted.file.exists()
        with serve({}, tls=authority(tmp_path).server("localhost")) as site:
            assert "an authority this computer does not know" in refusal(site.url(host="localhost"))

    def test_one_issued_by_nobody_but_itself(self, trusted, tmp_path):
        other = authority(tmp_path)
        own = other.server("localhost")
        other.ca.private_key_pem.write_to_path(str(tmp_path / "key.pem"))
        own.load_cert_chain(other.file, tmp_path / "key.pem")
        with serve({}, tls=own) as site:
            assert "was issued by nobody but itself" in refusal(site.url(host="localhost"))
        assert trusted.file != other.file

    def test_no_tls_at_all(self, trusted):
        assert trusted.file.exists()
        with serve({}) as site:
            assert "no secure way to talk" in refusal(f"https://localhost:{site.port}/")


class TestWhateverAServerSays:
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.data())
    def test_it_is_a_page_or_one_sentence(self, data):
        whole = (
            b"HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Type: text/html; charset=utf-8\r\nRetry-After: 9\r\n"
            b"Set-Cookie: a=b; Expires=Wed, 21 Oct 2026 07:28:00 GMT\r\nContent-Encoding: gzip\r\n\r\n"
        ).replace(b"302", data.draw(st.sampled_from([b"302", b"200", b"204", b"429", b"103"])))
        answer = bytearray(whole + gzip.compress(PAGE))
        for _ in range(data.draw(st.integers(0, 6))):
            answer[data.draw(st.integers(0, len(answer) - 1))] = data.draw(st.integers(0, 255))
        answer = answer[: data.draw(st.integers(len(answer) // 2, len(answer)))]

        def talk(connection):
            connection.recv(65536)
            connection.sendall(answer)

        with listen(talk) as site:
            try:
                fetch(site.url(), allow_private=True, limits=Limits(seconds=2, redirects=2))
            except SourceError as error:
                assert "\n" not in str(error)

    def test_a_location_is_any_text(self):
        locations = [
            "//",
            "///",
            "http:",
            "?",
            "#",
            "\\\\x",
            "http://\xff/",
            "https://%00/",
            "http://[v1.x]/",
            "x" * 9000,
        ]
        with serve({f"/{n}": leads_to(location) for n, location in enumerate(locations)}) as site:
            for number in range(len(locations)):
                refusal(site.url(f"/{number}"), seconds=2)


def test_the_http_library_is_loaded_only_when_something_is_fetched():
    asked = "import sys, briefcast.reading.web.fetching, briefcast.reading.web.robots; print('httpx2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
