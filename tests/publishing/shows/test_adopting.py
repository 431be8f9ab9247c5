"""Taking over a show: its settings, its cover, its GUIDs; from a server on 127.0.0.1 that may be hostile."""

from __future__ import annotations

import time

import pytest
from PIL import Image
from tests.reading.web.web_server import leads_to, reply, serve

from briefcast.errors import BriefcastError, ShowError
from briefcast.publishing.shows import published_feed
from briefcast.publishing.shows.adopting import cover_of, identity_of, read_show
from briefcast.publishing.shows.identity import guid_of
from briefcast.publishing.shows.published_feed import read_page

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:atom="http://www.w3.org/2005/Atom"
  xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel>"""
FOOT = "</channel></rss>"
CHANNEL = """
<title>Night Trains &amp; Ferries</title><link>https://example.org/night</link><language>en-gb</language>
<description>&lt;p&gt;Trains, at &lt;b&gt;night&lt;/b&gt;.&lt;/p&gt;</description><copyright>2026 Anna Lindt</copyright>
<itunes:author>Anna Lindt</itunes:author><itunes:owner><itunes:email>anna@example.org</itunes:email></itunes:owner>
<itunes:category text="Society &amp; Culture"><itunes:category text="Places &amp; Travel"/></itunes:category>
<itunes:category text="Leisure"/><itunes:explicit>no</itunes:explicit><itunes:type>serial</itunes:type>
<itunes:image href="cover.png"/><podcast:license>cc-by-4.0</podcast:license>
<podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid>
"""
ITEMS = """
<item><title>Two</title><guid isPermaLink="false"> old-2 </guid><link>https://example.org/2</link>
  <enclosure url="https://cdn.example/2.mp3" length="1" type="audio/mpeg"/></item>
<item><title>One</title><link>https://example.org/night</link>
  <enclosure url="/1.mp3" length="1" type="audio/mpeg"/></item>
<item><title>Nought</title><guid>https://example.org/?p=0</guid><link>https://example.org/night</link></item>
"""


def page_of(*parts: str, url: str = "https://example.org/feed.xml"):
    return read_page("".join((HEAD, *parts, FOOT)).encode(), url)


def rss(*parts: str):
    return reply("".join((HEAD, *parts, FOOT)).encode(), content_type="application/rss+xml")


def test_what_a_feed_says_of_its_show_becomes_settings():
    page = page_of(CHANNEL, ITEMS)
    assert page.values == {
        "title": "Night Trains & Ferries",
        "author": "Anna Lindt",
        "description": "Trains, at night.",
        "email": "anna@example.org",
        "link": "https://example.org/night",
        "language": "en-gb",
        "category": ["Society & Culture", "Places & Travel"],
        "explicit": False,
        "type": "serial",
        "copyright": "2026 Anna Lindt",
        "licence": "cc-by-4.0",
    }
    assert page.guid == "917393e3-1b1e-5cef-ace4-edaa54e1f810"
    assert page.cover == "https://example.org/cover.png"


def test_guids_are_kept_by_audio_and_by_page_and_where_there_is_none_the_audio_stands_for_it():
    with serve({"/feed.xml": rss(CHANNEL, ITEMS)}) as site:
        found = read_show(site.url("/feed.xml"), allow_private=True)
        one = site.url("/1.mp3")
    identity = identity_of(found)
    assert identity.guid == "917393e3-1b1e-5cef-ace4-edaa54e1f810"
    assert len(identity.token) == 40
    assert identity.adopted_guids == (
        ("https://cdn.example/2.mp3", "old-2"),
        ("https://example.org/2", "old-2"),
        (one, one),
    )


def test_a_show_without_a_guid_is_known_by_where_its_feed_was_found_after_redirects():
    pages = {"/old": leads_to("/feed.xml", 301), "/feed.xml": rss("<title>A</title>")}
    with serve(pages) as site:
        found = read_show(site.url("/old"), allow_private=True)
        assert found.url == site.url("/feed.xml")
        assert identity_of(found).guid == guid_of(site.url("/feed.xml"))


def test_older_episodes_are_read_from_archive_pages_once():
    first = '<atom:link rel="next" href="/2.xml"/><item><guid>b</guid><link>https://e.org/b</link></item>'
    second = '<atom:link rel="prev-archive" href="/feed.xml"/><item><guid>a</guid><link>https://e.org/a</link></item>'
    with serve({"/feed.xml": rss(CHANNEL, first), "/2.xml": rss("<title>Old</title>", second)}) as site:
        found = read_show(site.url("/feed.xml"), allow_private=True)
        assert [episode.guid for episode in found.episodes] == ["b", "a"]
        assert found.values["title"] == "Night Trains & Ferries"
        assert len(site.requests) == 2


def test_an_archive_page_that_is_missing_is_told():
    with serve({"/feed.xml": rss(CHANNEL, '<atom:link rel="next" href="/2.xml"/>', ITEMS)}) as site:
        found = read_show(site.url("/feed.xml"), allow_private=True)
    assert len(found.episodes) == 3
    assert "The GUIDs of older episodes are not kept" in found.left_out[-1]


def test_what_a_show_cannot_hold_is_left_out_and_told():
    odd = '<itunes:category text="Weather"/><language>martian</language><itunes:type>weekly</itunes:type>'
    with serve({"/feed.xml": rss("<title>A</title>", odd)}) as site:
        found = read_show(site.url("/feed.xml"), allow_private=True)
    assert found.values == {"title": "A", "explicit": False}
    assert [sentence.split("”")[0] for sentence in found.left_out] == [
        "The feed's “language",
        "The feed's “category",
        "The feed's “type",
    ]


def test_a_long_description_is_cut_at_a_word():
    text = str(page_of(f"<title>A</title><description>{'naïve words ' * 1000}</description>").values["description"])
    assert 3900 < len(text.encode()) <= 4000
    assert text.endswith("…")


def test_the_cover_comes_along(tmp_path):
    Image.new("RGBA", (1500, 1500), "red").save(tmp_path / "a.png")
    pages = {"/feed.xml": rss(CHANNEL), "/cover.png": reply((tmp_path / "a.png").read_bytes())}
    with serve(pages) as site:
        jpeg, complaint = cover_of(read_show(site.url("/feed.xml"), allow_private=True), allow_private=True)
    assert (jpeg[:3], complaint) == (b"\xff\xd8\xff", "")


@pytest.mark.parametrize("content", [None, b"no picture"])
def test_without_a_cover_to_take_it_is_told_that_one_was_drawn(content):
    pages = {"/feed.xml": rss(CHANNEL), **({"/cover.png": reply(content)} if content else {})}
    with serve(pages) as site:
        jpeg, complaint = cover_of(read_show(site.url("/feed.xml"), allow_private=True), allow_private=True)
        assert jpeg is None
        assert complaint.startswith("The feed's cover could not be taken, so one was drawn: ")
        assert site.url("/cover.png") in complaint


LAUGHS = "<!DOCTYPE rss [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
)


def test_entities_are_not_expanded_and_no_file_is_read(tmp_path):
    (tmp_path / "secret").write_text("hunter2")
    file = f'<!DOCTYPE rss [<!ENTITY j SYSTEM "file://{tmp_path}/secret">]>'
    for doctype in (f"{LAUGHS}]>", file):
        feed = f"{doctype}<rss><channel><title>A &j;</title><item><guid>&j;</guid></item></channel></rss>"
        begun = time.process_time()
        try:
            read = str(read_page(feed.encode(), "https://example.org/f"))
        except ShowError as error:
            read = str(error)
        assert time.process_time() - begun < 1
        assert "hahaha" not in read
        assert "hunter2" not in read


def test_a_feed_of_endless_elements_is_not_read(monkeypatch):
    monkeypatch.setattr(published_feed, "MOST_ELEMENTS", 1_000)
    feed = b"<rss><channel>" + b"<a/>" * 1_001 + b"</channel></rss>"
    with pytest.raises(ShowError, match="has more than 1,000 elements; that is no podcast"):
        read_page(feed, "https://example.org/f")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is not well-formed XML"),
        (b"<rss><channel><title>A</channel></rss>", "is not well-formed XML (line 1)"),
        (b"<html><body>Hello</body></html>", "is not the RSS feed of a podcast"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'/>", "is not the RSS feed of a podcast"),
        (b"<rss>" + b"<a>" * 10_000, "is not well-formed XML"),
        ("<rss><channel/></rss>".encode("utf-16"), ""),
    ],
)
def test_what_is_no_feed_is_told_in_one_sentence(content, told):
    if not told:
        assert read_page(content, "https://example.org/f").episodes == ()
        return
    with pytest.raises(ShowError) as caught:
        read_page(content, "https://example.org/f")
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_feed_in_a_private_network_is_not_asked_for_unless_told():
    with serve({"/feed.xml": rss(CHANNEL)}) as site:
        with pytest.raises(BriefcastError):
            read_show(site.url("/feed.xml"))
        assert site.requests == []
