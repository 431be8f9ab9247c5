"""Rows 39 and 99 to 103 in the feed: the chapters of apps that read JSON, and of those that read Podlove's."""

from __future__ import annotations

import json
import re

import feedparser
import pytest
from lxml import etree
from tests.publishing.sample_shows import COVER, IDENTITY, SHOW, SHOWS, release
from tests.publishing.test_rows_e_channel import found, only
from tests.publishing.test_rows_f_items import item_of
from tests.publishing.test_rows_g_notes import time_lines

from briefcast.model import Marker
from briefcast.publishing.feed import feed_xml
from briefcast.show import Media

START = re.compile(r"(\d{2}):([0-5]\d):([0-5]\d)\.(\d{3})")


def milliseconds(start: str) -> int:
    hours, minutes, seconds, ms = map(int, START.fullmatch(start).groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms


@pytest.fixture(params=["news", "essay"])
def episode(request):
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("sample", SHOWS)
def test_h99_chapters_and_transcripts_stand_in_items_only(sample):
    show, offered = SHOWS[sample]
    channel = etree.fromstring(feed_xml(show, IDENTITY, offered, COVER)).find("channel")
    assert found(channel, "podcast:chapters | podcast:transcript") == []
    assert len(found(channel, "item/podcast:chapters")) == len(offered)


def test_h99_the_type_of_the_json_chapters_is_the_namespaces():
    assert only(item_of(), "podcast:chapters/@type") == "application/json+chapters"


def test_h100_h101_json_chapters_are_version_1_2_with_rising_whole_seconds(episode):
    content = json.loads(episode.mp3.with_suffix(".chapters.json").read_text("utf-8"))
    assert content["version"].startswith("1.2")
    starts = [chapter["startTime"] for chapter in content["chapters"]]
    assert starts == sorted(set(starts))
    assert all(isinstance(start, int) for start in starts)
    assert all(chapter["title"] and "toc" not in chapter for chapter in content["chapters"])


def test_h102_podlove_chapters_have_whole_clock_times_titles_and_links():
    markers = (Marker("A", 0, 60_000, "https://quay.example/a"), Marker("B & C", 3_661_005, 3_700_000))
    item = item_of(release(markers=markers))
    assert only(item, "psc:chapters/@version") == "1.2"
    assert found(item, ".//psc:chapter/@start") == ["00:00:00.000", "01:01:01.005"]
    assert found(item, ".//psc:chapter/@title") == ["A", "B & C"]
    assert found(item, ".//psc:chapter/@href") == ["https://quay.example/a"]


def test_h102_feedparser_reads_them():
    (entry,) = feedparser.parse(feed_xml(SHOW, IDENTITY, [release()], COVER)).entries
    assert [chapter["title"] for chapter in entry.psc_chapters.chapters] == [m.title for m in release().markers]


def test_h103_the_json_is_named_by_the_hash_of_the_audio():
    media = release().media
    assert media.sha256[:12] in only(item_of(), "podcast:chapters/@url")
    assert all(media.sha256[:12] in url for url in found(item_of(), "podcast:transcript/@url")[:2])


def test_c39_the_four_lists_of_a_real_episode_are_one(episode):
    """The tag agrees with the manifest by another test; here are the JSON, Podlove's and the lines of the notes."""
    chapters = episode.manifest["chapters"]
    offered = release(
        markers=tuple(Marker(c["title"], c["start_ms"], c["end_ms"], c["link"]) for c in chapters),
        media=Media("a-0123456789ab.mp3", 1, "01" * 32, episode.manifest["duration_ms"]),
    )
    item = item_of(offered)
    beside = json.loads(episode.mp3.with_suffix(".chapters.json").read_text("utf-8"))["chapters"]
    listed = [(c["start_ms"], c["title"]) for c in chapters]
    simple = zip(found(item, ".//psc:chapter/@start"), found(item, ".//psc:chapter/@title"), strict=True)
    assert [(milliseconds(start), title) for start, title in simple] == listed
    assert [(1000 * c["startTime"], c["title"]) for c in beside] == listed
    lines = time_lines(only(item, "description"))
    assert [(milliseconds(f"{line[1:9]}.000"), line[11:]) for line in lines] == (listed if len(listed) > 2 else [])
