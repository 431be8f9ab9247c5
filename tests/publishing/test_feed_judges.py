"""Programs and rules of others on feeds of every kind: two parsers, a schema, a strict HTML parser, gPodder."""

from __future__ import annotations

import io
import os
import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import html5lib
import podcastparser
import pytest
from lxml import etree
from tests.conftest import program
from tests.publishing.sample_shows import COVER, IDENTITY, SHOW, SHOWS, odd_releases, releases
from tests.publishing.test_rows_e_channel import found
from tests.reading.web.web_server import serve

from briefcast.publishing.addresses import audio_path
from briefcast.publishing.feed import feed_pages, feed_xml, show_notes

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("podcast_feed.rng")))


@pytest.fixture(params=SHOWS)
def sample(request):
    """A show, what it offers with the newest first, and its feed."""
    show, offered = SHOWS[request.param]
    return show, offered[::-1], feed_xml(show, IDENTITY, offered, COVER)


class TestTheSchema:
    """The rules of RSS 2.0, PSP-1, Apple and the podcast namespace as RELAX NG."""

    def test_accepts_every_feed(self, sample):
        SCHEMA.assertValid(etree.fromstring(sample[2]))

    def test_accepts_archive_pages(self):
        for page in feed_pages(replace(SHOW, feed_items=4), IDENTITY, releases(13), COVER):
            SCHEMA.assertValid(etree.fromstring(page.content))

    @pytest.mark.parametrize(
        ("good", "bad"),
        [
            (b'<podcast:locked owner="mara@quay.example">yes', b"<podcast:locked>maybe"),
            (b'length="2880001"', b'length="0"'),
            (b"<itunes:explicit>false", b"<itunes:explicit>no"),
            (b"+0000</pubDate>", b"GMT</pubDate>"),
            (b'isPermaLink="false"', b'isPermaLink="true"'),
            (b"<podcast:medium>podcast</podcast:medium>", b""),
            (b'start="00:01:00.000"', b'start="60"'),
            (b' type="text/vtt"', b""),
            (b"<channel>", b'<channel><podcast:chapters url="https://a.example/c" type="application/json+chapters"/>'),
        ],
    )
    def test_sees_what_is_broken(self, good, bad):
        feed = feed_xml(SHOW, IDENTITY, releases(1), COVER)
        assert good in feed
        assert not SCHEMA.validate(etree.fromstring(feed.replace(good, bad)))


class TestFeedparser:
    def test_finds_no_fault_and_every_fact(self, sample):
        show, offered, feed = sample
        read = feedparser.parse(feed)
        assert not read.bozo
        assert read.feed.title == found(etree.fromstring(feed), "channel/title")[0]
        assert [entry.id for entry in read.entries] == [release.guid for release in offered]
        for entry, release in zip(read.entries[:5], offered, strict=False):
            assert datetime(*entry.published_parsed[:6], tzinfo=UTC) == release.published
            (enclosure,) = entry.enclosures
            assert (enclosure.href, enclosure.type) == (_address(show, release), "audio/mpeg")
            assert int(enclosure.length) == release.media.size_bytes
            assert entry.content[0].value.startswith("<p>")


class TestPodcastparser:
    """gPodder's own."""

    def test_finds_every_fact(self, sample):
        show, offered, feed = sample
        read = podcastparser.parse(f"{show.base_url}feed.xml", io.BytesIO(feed))
        assert read["cover_url"].endswith(COVER)
        assert [episode["guid"] for episode in read["episodes"]] == [release.guid for release in offered]
        for episode, release in zip(read["episodes"][:5], offered, strict=False):
            assert episode["published"] == release.published.timestamp()
            assert episode["total_time"] == round(release.media.duration_ms / 1000)
            assert [chapter["start"] * 1000 for chapter in episode["chapters"]] == [m.start_ms for m in release.markers]
            (enclosure,) = episode["enclosures"]
            expected = {
                "url": _address(show, release),
                "file_size": release.media.size_bytes,
                "mime_type": "audio/mpeg",
            }
            assert enclosure == expected

    def test_shows_the_plain_notes_as_text_and_the_html_as_html(self, sample):
        show, offered, feed = sample
        read = podcastparser.parse(f"{show.base_url}feed.xml", io.BytesIO(feed))
        for episode, release in zip(read["episodes"][:5], offered, strict=False):
            notes = show_notes(show, IDENTITY, release)
            assert episode["description"].split() == notes.plain.split()
            assert episode["description_html"] == notes.whole


class TestRulesOfTheW3cValidator:
    """What that program complains of in podcast feeds; it is not packaged, so these are its rules, put by us.

    It knows neither the podcast namespace nor Podlove's and says so of each feed that has them.
    """

    def test_notes_are_html_to_the_strict_parser_that_it_uses(self, sample):
        for text in found(etree.fromstring(sample[2]), "//item/description | //item/content:encoded")[:40]:
            html5lib.HTMLParser(strict=True).parseFragment(text)

    def test_plain_elements_hold_no_html_and_no_entity(self, sample):
        plain = "//title | //channel/description | //copyright | //itunes:author | //itunes:summary"
        for text in found(etree.fromstring(sample[2]), plain):
            assert not re.search(r"<[/!]?[a-zA-Z]|&(#\d+|[a-z]+);", text)

    def test_links_are_of_uri_characters_only(self, sample):
        uri = re.compile(r"https?://[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]+")
        for link in found(etree.fromstring(sample[2]), "//link | //@url | //@href"):
            assert uri.fullmatch(link)

    def test_items_come_behind_the_head(self, sample):
        tags = [child.tag for child in etree.fromstring(sample[2]).find("channel")]
        assert "item" not in tags[: len(tags) - tags.count("item")]

    def test_there_is_one_of_each_element_that_may_stand_once(self, sample):
        repeated = {"itunes:category", "podcast:person", "podcast:transcript", "atom:link", "item", "psc:chapter"}
        for node in etree.fromstring(sample[2]).iter():
            names = [f"{child.prefix}:{etree.QName(child).localname}".removeprefix("None:") for child in node]
            once = [name for name in names if name not in repeated]
            assert len(once) == len(set(once))

    def test_no_text_holds_a_character_that_was_lost_or_controls(self, sample):
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd]", sample[2].decode())

    def test_no_dates_are_of_the_distant_past(self, sample):
        assert all(int(date.split()[3]) >= 1990 for date in found(etree.fromstring(sample[2]), "//item/pubDate"))


class TestGpodder:
    """The program itself, over HTTP."""

    @pytest.fixture
    def gpo(self, tmp_path):
        path = program("gpo")

        def run(*arguments: str) -> str:
            folders = {"GPODDER_HOME": str(tmp_path / "home"), "GPODDER_DOWNLOAD_DIR": str(tmp_path / "downloads")}
            unproxied = {"no_proxy": "127.0.0.1", "NO_PROXY": "127.0.0.1", "LANG": "C.UTF-8"}
            run = subprocess.run(
                [path, *arguments],
                env=os.environ | folders | unproxied,
                capture_output=True,
                timeout=60,
                check=False,
                stdin=subprocess.DEVNULL,
            )
            assert run.returncode == 0, run.stderr[-500:]
            return run.stdout.decode()

        return run

    def test_subscribes_lists_and_downloads_the_same_bytes(self, gpo, tmp_path):
        pages = {}
        with serve(pages) as site:
            show = replace(SHOW, base_url=site.url("/"))
            audio = {release.key: os.urandom(30_000 + n) for n, release in enumerate(odd_releases())}
            offered = [
                replace(release, media=replace(release.media, size_bytes=len(audio[release.key])))
                for release in odd_releases()
            ]
            pages["/feed.xml"] = _ranged(feed_xml(show, IDENTITY, offered, COVER), "application/rss+xml")
            for release in offered:
                pages[f"/{audio_path(release.media)}"] = _ranged(audio[release.key], "audio/mpeg")
            feed = site.url("/feed.xml")
            assert "Successfully added" in gpo("subscribe", feed)
            assert "The Quay Report" in gpo("list")
            listed = gpo("episodes", "--guid")
            gpo("download")
        assert all(release.guid in listed for release in offered)
        assert "港口的新起重机" in listed
        downloads = sorted((tmp_path / "downloads").rglob("*.mp3"), key=lambda path: path.stat().st_size)
        assert [path.read_bytes() for path in downloads] == list(audio.values())


def _ranged(content: bytes, kind: str):
    """A file as a web server with byte ranges sends it."""

    def answer(handler) -> None:
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", handler.headers.get("Range", ""))
        start = int(wanted[1]) if wanted else 0
        end = int(wanted[2] or len(content) - 1) if wanted else len(content) - 1
        handler.send_response(206 if wanted else 200)
        handler.send_header("Content-Type", kind)
        handler.send_header("Accept-Ranges", "bytes")
        handler.send_header("Content-Length", str(end + 1 - start))
        if wanted:
            handler.send_header("Content-Range", f"bytes {start}-{end}/{len(content)}")
        handler.end_headers()
        handler.wfile.write(content[start : end + 1])

    return answer


def _address(show, release) -> str:
    hidden = "" if show.public else f"{IDENTITY.token}/"
    return f"{show.base_url}{hidden}{audio_path(release.media)}"
