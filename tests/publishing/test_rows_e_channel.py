"""Rows 56 to 76, the channel: what Apple, PSP-1, RSS and gPodder ask of the head of a feed and of its size."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.publishing.sample_shows import (
    COVER,
    IDENTITY,
    PRIVATE,
    SHOW,
    SHOWS,
    of_many_articles,
    release,
    releases,
)

from briefcast.errors import ShowError
from briefcast.publishing.feed import feed_pages, feed_xml
from briefcast.versions import version_of

NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "fh": "http://purl.org/syndication/history/1.0",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "psc": "http://podlove.org/simple-chapters",
}
SELF = "https://quay.example/show/feed.xml"


def channel_of(show=SHOW, offered=(), cover=COVER):
    return etree.fromstring(feed_xml(show, IDENTITY, offered or releases(2), cover)).find("channel")


def found(node, path: str) -> list[str]:
    """Texts of the elements, or values of the attributes, at a path."""
    return [one if isinstance(one, str) else one.text for one in node.xpath(path, namespaces=NAMESPACES)]


def only(node, path: str) -> str:
    (value,) = found(node, path)
    return value


@pytest.fixture(params=SHOWS)
def sample(request):
    show, offered = SHOWS[request.param]
    return feed_xml(show, IDENTITY, offered, COVER)


def test_e56_is_well_formed_rss_2_in_utf_8(sample):
    assert sample.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<rss ')
    root = etree.fromstring(sample, etree.XMLParser(recover=False, resolve_entities=False))
    assert (root.tag, root.get("version"), [child.tag for child in root]) == ("rss", "2.0", ["channel"])


WORDS = st.text(st.characters(codec=None, exclude_categories=[]), max_size=60)


@settings(max_examples=100, deadline=None)
@given(WORDS, WORDS, WORDS, WORDS)
def test_e56_whatever_the_words_the_xml_is_well_formed(title, author, description, chapter):
    """Control characters, lone surrogates, ends of CDATA, half entities."""
    show = replace(SHOW, title=f"T{title}", author=f"A{author}", description=f"D{description}")
    first = release().markers[0]
    offered = [release(title=f"R{title}", dek=description, markers=(replace(first, title=f"C{chapter}"),))]
    channel = etree.fromstring(feed_xml(show, IDENTITY, offered, COVER)).find("channel")
    assert only(channel, "title").startswith("T")
    assert only(channel, "item/title").startswith("R")
    assert only(channel, ".//psc:chapter/@title").startswith("C")


def test_e57_namespaces_have_the_prefixes_that_apps_know(sample):
    assert etree.fromstring(sample).nsmap == NAMESPACES


def test_e58_says_what_and_whose_it_is():
    channel = channel_of(replace(SHOW, title="  The Quay\n Report "))
    assert only(channel, "title") == "The Quay Report"
    assert only(channel, "link") == "https://quay.example/about"
    assert only(channel, "description").startswith("What happened at the harbour")
    assert only(channel, "language") == "en-gb"
    assert only(channel, "copyright") == "2026 Mara Quist"


def test_e58_long_titles_and_descriptions_are_cut_between_words():
    channel = channel_of(replace(SHOW, title="harbour " * 60, description="crâne " * 2000))
    assert len(only(channel, "title")) <= 255
    assert only(channel, "title").endswith("harbour…")
    assert len(only(channel, "description").encode()) <= 4000
    assert "crâne…\nRead by a synthetic voice." in only(channel, "description")


def test_e58_a_show_without_a_page_links_to_the_one_made_for_it():
    assert only(channel_of(replace(SHOW, link="")), "link") == "https://quay.example/show/index.html"


def test_e59_names_the_cover_by_its_hash():
    assert only(channel_of(), "itunes:image/@href") == "https://quay.example/show/cover-c0c0c0c0c0c0.jpg"


def test_e60_there_is_no_other_picture(sample):
    assert found(etree.fromstring(sample), "//image") == []


def test_e61_one_category_and_at_most_one_within_it():
    channel = channel_of(replace(SHOW, category=("Society & Culture", "Personal Journals")))
    assert found(channel, "itunes:category/@text") == ["Society & Culture"]
    assert found(channel, "itunes:category/itunes:category/@text") == ["Personal Journals"]
    assert found(channel_of(replace(SHOW, category=("News",))), ".//itunes:category/@text") == ["News"]


@pytest.mark.parametrize(("explicit", "word"), [(True, "true"), (False, "false")])
def test_e62_explicit_is_true_or_false(explicit, word):
    assert only(channel_of(replace(SHOW, explicit=explicit)), "itunes:explicit") == word


def test_e63_author_and_type():
    channel = channel_of()
    assert (only(channel, "itunes:author"), only(channel, "itunes:type")) == ("Mara Quist", "episodic")
    assert found(channel, "itunes:owner/itunes:*") == ["Mara Quist", "mara@quay.example"]


def test_e64_says_where_it_is():
    (link,) = channel_of().xpath("atom:link", namespaces=NAMESPACES)
    assert dict(link.attrib) == {"href": SELF, "rel": "self", "type": "application/rss+xml"}


def test_e65_the_guid_is_the_one_kept_wherever_the_show_moves():
    moved = replace(SHOW, base_url="https://elsewhere.example/")
    assert only(channel_of(), "podcast:guid") == only(channel_of(moved), "podcast:guid") == IDENTITY.guid
    assert uuid.UUID(IDENTITY.guid).version == 5


def test_e66_is_locked_and_names_an_owner_only_where_there_is_an_address():
    assert only(channel_of(), "podcast:locked") == "yes"
    assert only(channel_of(), "podcast:locked/@owner") == "mara@quay.example"
    assert found(channel_of(PRIVATE), "podcast:locked/@owner") == []
    assert b"owner" not in feed_xml(PRIVATE, IDENTITY, releases(1), COVER)


def test_e67_the_medium_is_podcast():
    assert only(channel_of(), "podcast:medium") == "podcast"


@pytest.mark.parametrize("frequency", ["daily", "weekly", "monthly"])
def test_e68_says_how_often_it_comes_as_a_rule_and_in_words(frequency):
    channel = channel_of(replace(SHOW, frequency=frequency))
    assert only(channel, "podcast:updateFrequency/@rrule") == f"FREQ={frequency.upper()}"
    assert only(channel, "podcast:updateFrequency").lower() == frequency


def test_e68_says_nothing_of_how_often_where_it_is_not_known():
    assert found(channel_of(PRIVATE), "podcast:updateFrequency") == []


def test_e68_names_voices_as_synthetic_within_128_characters():
    offered = [release(voices=(("heart", True, ""), ("Ida Holm", False, ""), ("x" * 200, True, "")))]
    people = found(channel_of(offered=offered), "podcast:person[@role='host']")
    assert people[:2] == ["Synthetic voice (heart)", "Ida Holm"]
    assert all(len(person) <= 128 for person in people)


def test_e69_marks_synthetic_speech_only_where_there_is_some():
    assert only(channel_of(), "podcast:txt[@purpose='ai-content']") == "true"
    assert found(channel_of(offered=[release(voices=(("Ida Holm", False, ""),))]), "podcast:txt") == []


def test_e70_the_date_is_the_newest_episodes_and_equal_input_gives_equal_bytes():
    channel = channel_of(offered=releases(3))
    assert parsedate_to_datetime(only(channel, "lastBuildDate")) == release(3).published
    assert only(channel, "generator") == f"Briefcast {version_of('briefcast')}"
    show, offered = SHOWS["300 episodes"]
    assert feed_xml(show, IDENTITY, offered, COVER) == feed_xml(show, IDENTITY, offered[::-1], COVER)


def test_e71_e72_neither_moves_nor_ends(sample):
    assert found(etree.fromstring(sample), "//itunes:new-feed-url | //itunes:complete") == []


def test_e73_the_main_feed_has_the_newest_300_and_archive_pages_the_others():
    pages = feed_pages(SHOW, IDENTITY, releases(650), COVER)
    assert [page.path for page in pages] == ["feed.xml", "feed-1.xml", "feed-2.xml"]
    guids = [found(etree.fromstring(page.content), "channel/item/guid") for page in pages]
    ordered = [one.guid for one in releases(650)]
    assert guids == [ordered[:349:-1], ordered[299::-1], ordered[599:299:-1]]


def test_e73_archive_pages_link_to_their_neighbours_by_rfc_5005_and_as_apps_follow_them():
    pages = feed_pages(SHOW, IDENTITY, releases(650), COVER)
    links = [
        {
            link.get("rel"): link.get("href")
            for link in etree.fromstring(page.content).iter("{*}link")
            if link.get("rel")
        }
        for page in pages
    ]
    base = "https://quay.example/show/"
    main, first, second = (f"{base}{page.path}" for page in pages)
    assert links == [
        {"self": main, "prev-archive": second, "next": second},
        {"self": first, "current": main, "previous": second, "next-archive": second},
        {"self": second, "prev-archive": first, "next": first, "current": main, "previous": main},
    ]
    marks = [etree.fromstring(page.content).xpath("count(channel/fh:archive)", namespaces=NAMESPACES) for page in pages]
    assert marks == [0, 1, 1]


def test_e73_following_next_from_the_main_feed_meets_every_episode():
    show = replace(SHOW, feed_items=7)
    pages = {
        f"{SHOW.base_url}{page.path}": etree.fromstring(page.content)
        for page in feed_pages(show, IDENTITY, releases(30), COVER)
    }
    place, met = [SELF], []
    while place:
        page = pages.pop(place[0])
        met += found(page, "channel/item/guid")
        place = found(page, "channel/atom:link[@rel='next']/@href")
    assert set(met) == {one.guid for one in releases(30)}
    assert pages == {}


@pytest.mark.parametrize("count", [1, 6, 7, 8, 14, 15, 20, 21, 22])
def test_e73_a_written_archive_page_never_changes_its_items(count):
    show = replace(SHOW, feed_items=7)
    before = feed_pages(show, IDENTITY, releases(count), COVER)[1:]
    after = feed_pages(show, IDENTITY, releases(count + 1), COVER)[1:]
    for old, new in zip(before, after, strict=False):
        assert old.path == new.path
        assert found(etree.fromstring(old.content), "//guid") == found(etree.fromstring(new.content), "//guid")


def test_e73_no_page_has_a_megabyte_however_long_the_notes():
    long = [replace(of_many_articles(), key=f"k{number}", guid=f"g{number}") for number in range(80)]
    pages = feed_pages(SHOW, IDENTITY, long, COVER)
    assert all(len(page.content) <= 1_000_000 for page in pages)
    met = {guid for page in pages for guid in found(etree.fromstring(page.content), "//guid")}
    assert met == {one.guid for one in long}


def test_e74_the_newest_is_first(sample):
    dates = [parsedate_to_datetime(date) for date in found(etree.fromstring(sample), "channel/item/pubDate")]
    assert dates == sorted(dates, reverse=True)
    assert len(set(dates)) == len(dates)
    assert all(isinstance(date, datetime) for date in dates)


@pytest.mark.parametrize(
    ("base_url", "sentence"),
    [
        ("", r"“The Quay Report” has no base_url, .* base_url = \"https://example.org/show/\"\."),
        ("show/", "'show/', is none that a feed can use; it begins with https:// or http://"),
        ("ftp://quay.example/", "'ftp://quay.example/', is none"),
        ("https://quay.example", "'https://quay.example', is none"),
        ("https://quäy.example/", "ASCII letters only"),
        ("https://quay.example/a b/", "is none that a feed can use"),
    ],
)
def test_a_feed_without_a_whole_address_is_refused_in_a_sentence(base_url, sentence):
    with pytest.raises(ShowError, match=re.compile(sentence)):
        feed_xml(replace(SHOW, base_url=base_url), IDENTITY, releases(1), COVER)
