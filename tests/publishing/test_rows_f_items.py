"""Rows 77 to 93, the items: what Apple, PSP-1 and AntennaPod ask of each episode in a feed."""

from __future__ import annotations

import html
import re
import uuid
from dataclasses import replace
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html
from tests.publishing.sample_shows import (
    COVER,
    IDENTITY,
    NOON,
    ODD_TITLES,
    PRIVATE,
    SHOW,
    SHOWS,
    by_several_authors,
    odd_releases,
    release,
    releases,
)
from tests.publishing.test_rows_e_channel import NAMESPACES, found, only

from briefcast.publishing.feed import feed_xml

MAY_STAND_IN_A_DESCRIPTION = {"p", "br", "ol", "ul", "li", "a", "b", "i", "strong", "em"}
RFC_2822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} [\d:]{8} \+0000"
)


def item_of(offered=None, show=SHOW):
    (item,) = etree.fromstring(feed_xml(show, IDENTITY, [offered or release()], COVER)).iter("item")
    return item


@pytest.fixture(params=[name for name, (_, offered) in SHOWS.items() if offered])
def items(request):
    show, offered = SHOWS[request.param]
    return list(etree.fromstring(feed_xml(show, IDENTITY, offered, COVER)).iter("item"))


TITLES = st.text(min_size=1, max_size=300)


@settings(max_examples=200, deadline=None)
@given(TITLES)
@example("&amp;lt;b&amp;gt;")
@example("Q&A &copy &#60;")
@example("a &\x00lt; b")
def test_f77_titles_stay_what_they_are_if_an_app_decodes_them_as_html(title):
    written = only(item_of(release(title=f"R {title}")), "title")
    assert html.unescape(written) == written
    assert "<" not in written
    assert written == written.strip()
    assert len(written) <= 255


def test_f77_titles_keep_their_words_in_every_script():
    channel = etree.fromstring(feed_xml(SHOW, IDENTITY, odd_releases(), COVER))
    titles = found(channel, ".//item/title")[::-1]
    assert titles == [
        "Fish & chips ‹b›today‹/b›",
        "“Quotes” 'single' \"double\"",
        "Is 3 ‹ 4 › 2?",
        *ODD_TITLES[3:6],
        "Q&A; with ]]> inside",
        "Tab and line break",
    ]


def test_f78_one_enclosure_with_a_whole_ascii_address_the_size_and_the_type(items):
    for item in items:
        assert re.fullmatch(r"https://quay\.example/show/[A-Za-z0-9._/-]+\.mp3", only(item, "enclosure/@url"))
        assert int(only(item, "enclosure/@length")) > 0
        assert only(item, "enclosure/@type") == "audio/mpeg"


def test_f79_the_address_of_the_audio_holds_its_hash_and_is_given_once(items):
    addresses = [only(item, "enclosure/@url") for item in items]
    assert len(set(addresses)) == len(addresses)
    media = release().media
    assert media.sha256[:8] in only(item_of(), "enclosure/@url")


def test_f80_the_guid_is_the_releases_own_and_no_address(items):
    for item in items:
        assert only(item, "guid/@isPermaLink") == "false"
        assert str(uuid.UUID(only(item, "guid"))) == only(item, "guid")
    assert len({only(item, "guid") for item in items}) == len(items)


def test_f80_the_guid_stays_when_title_audio_and_address_change():
    other = release(title="New", media=replace(release().media, name="new-0123456789ab.mp3", sha256="01" * 32))
    moved = replace(SHOW, base_url="http://elsewhere.example/")
    assert only(item_of(), "guid") == only(item_of(other, moved), "guid")


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 40_000), st.integers(0, 86_399))
def test_f81_the_date_is_rfc_2822_whatever_the_machines_language(days, seconds):
    published = NOON.replace(year=1980) + timedelta(days=days, seconds=seconds)
    written = only(item_of(release(published=published)), "pubDate")
    assert RFC_2822.fullmatch(written)
    assert parsedate_to_datetime(written) == published


def test_f82_descriptions_are_short_html_of_the_tags_that_apps_show(items):
    for item in items:
        description = only(item, "description")
        assert 0 < len(description.encode()) < 4000
        tags = {node.tag for node in lxml_html.fragment_fromstring(description, create_parent="div").iterdescendants()}
        assert tags <= MAY_STAND_IN_A_DESCRIPTION


def test_f83_the_encoded_content_is_not_shorter_and_has_the_same_facts(items):
    for item in items:
        description, content = only(item, "description"), only(item, "content:encoded")
        assert len(content) >= max(len(description), len(only(item, "itunes:summary")))
        facts = re.findall(r"\(\d\d:\d\d:\d\d\) [^<]+", description)
        assert all(fact in content for fact in facts)


def test_f84_html_is_balanced_and_links_are_whole_with_text(items):
    for item in items:
        for notes in (only(item, "description"), only(item, "content:encoded")):
            fragment = etree.fromstring(f"<div>{notes}</div>")
            assert all(re.match("https?://", link.get("href")) and link.text for link in fragment.iter("a"))


def test_f85_the_duration_is_in_whole_seconds():
    assert only(item_of(), "itunes:duration") == "240"
    longer = release(media=replace(release().media, duration_ms=240_600))
    assert only(item_of(longer), "itunes:duration") == "241"


def test_f86_type_explicit_season_and_number():
    item = item_of(release(season=2, number=7, explicit=True))
    names = ("episodeType", "season", "episode", "explicit")
    assert [only(item, f"itunes:{name}") for name in names] == ["full", "2", "7", "true"]
    assert found(item_of(), "itunes:season | itunes:episode") == []


def test_f87_there_is_no_picture_of_an_episode_that_could_break_a_rule(items):
    assert all(found(item, "itunes:image") == [] for item in items)


def test_f88_links_to_the_episodes_page():
    assert only(item_of(), "link") == "https://quay.example/show/e/2026-03-00001.html"


def test_f90_a_licence_is_the_shows_and_has_its_text_behind_it():
    channel = etree.fromstring(feed_xml(SHOW, IDENTITY, releases(1), COVER))
    assert only(channel, "channel/podcast:license") == "cc-by-4.0"
    assert only(channel, "channel/podcast:license/@url") == "https://spdx.org/licenses/CC-BY-4.0.html"
    private = etree.fromstring(feed_xml(PRIVATE, IDENTITY, releases(1), COVER))
    assert found(private, "//podcast:license") == []


@pytest.mark.parametrize("licence", ["MIT OR CC0-1.0", "LicenseRef-Mine"])
def test_f90_what_is_no_identifier_of_one_licence_is_not_given_as_one(licence):
    feed = etree.fromstring(feed_xml(replace(SHOW, licence=licence), IDENTITY, releases(1), COVER))
    assert found(feed, "//podcast:license") == []


def items_by_guid(show, offered) -> dict[str, bytes]:
    written = re.findall(rb"<item>.*?</item>", feed_xml(show, IDENTITY, offered, COVER), re.S)
    return {re.search(rb"<guid[^>]*>([^<]+)", one)[1].decode(): one for one in written}


def test_f92_a_new_episode_adds_one_item_and_leaves_the_bytes_of_the_others():
    before, after = items_by_guid(SHOW, releases(20)), items_by_guid(SHOW, releases(21))
    assert set(after) - set(before) == {release(21).guid}
    assert all(after[guid] == item for guid, item in before.items())


def test_f92_taking_an_episode_away_leaves_the_bytes_of_the_others():
    everything = items_by_guid(SHOW, releases(20))
    fewer = items_by_guid(SHOW, releases(20)[5:])
    assert all(everything[guid] == item for guid, item in fewer.items())


def test_authors_are_named_once_each_without_the_word_before_their_names():
    item = item_of(by_several_authors())
    assert found(item, "podcast:person[@role='author']") == ["Anna Lindt", "Joon Park and Ada Fell"]
    assert set(found(item, "podcast:person[@role='author']/@group")) == {"writing"}


def test_other_audio_has_its_own_type():
    m4a = replace(release().media, name="2026-03-00001-31e3c18142ca.m4a")
    assert only(item_of(release(media=m4a)), "enclosure/@type") == "audio/mp4"


def test_every_prefix_used_is_declared_once(items):
    used = {node.prefix for item in items for node in item.iter() if node.prefix}
    assert used <= set(NAMESPACES)
