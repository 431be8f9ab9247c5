"""A feed broken in each way brings exactly the finding that this is."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from tests.checking.good_show import IDENTITY, NOW, site

from briefcast.checking.show_check import Wishes, check

if TYPE_CHECKING:
    from pathlib import Path

ITEM = "<title>Harbour news, day 3</title>"
GUID = "00000000-0000-5000-8000-00000000000"
DATE = "<pubDate>Sat, 28 Feb 2026 12:00:00 +0000</pubDate>"
CATEGORY = '<itunes:category text="News">\n<itunes:category text="Daily News"/>\n</itunes:category>'
DISCLOSED = "<p>Read by a synthetic voice (hibari).</p>"


@dataclass(frozen=True)
class Break:
    """A text of the good feed, what stands there instead, and the rules that no longer hold."""

    old: str
    new: str
    rules: str


BREAKS = [
    Break('encoding="UTF-8"', 'encoding="ISO-8859-1"', "feed-encoding"),
    Break("</channel>", "", "feed-xml"),
    Break("<title>Harbour Notes", "<title>Harbour &amp &lt Notes", "feed-xml"),
    Break("<rss", '<!DOCTYPE rss [<!ENTITY a "b">]>\n<rss', "feed-doctype"),
    Break('version="2.0">\n<channel>', 'version="0.91">\n<channel>', "feed-root"),
    Break("http://www.itunes.com/dtds/podcast-1.0.dtd", "http://www.itunes.com/DTDs/Podcast-1.0.dtd", "feed-namespace"),
    Break(
        "<itunes:author>Ann Archer</itunes:author>",
        '<ns0:author xmlns:ns0="http://www.itunes.com/dtds/podcast-1.0.dtd">Ann Archer</ns0:author>',
        "feed-prefix",
    ),
    Break("</channel>", '<podcast:chapters url="https://a.example/c.json"/></channel>', "feed-misplaced"),
    Break("<generator>Briefcast 0.1.0", "<generator>/home/ann/briefcast", "feed-private-path"),
    Break(".mp3", ".mp3?utm_source=feed", "feed-tracking"),
    Break("<title>Harbour Notes</title>", "<title> Harbour Notes</title>", "channel-title"),
    Break("<title>Harbour Notes</title>", "", "channel-title"),
    Break("<link>https://harbour.example/index.html", "<link>index.html", "channel-link"),
    Break("<description>News of", f"<description>{'News of ' * 600}", "channel-description"),
    Break("<language>en-gb", "<language>english", "channel-language"),
    Break("<itunes:image", "<itunes:picture", "channel-image"),
    Break("<itunes:image", "<image><url>https://a.example/small.jpg</url></image><itunes:image", "channel-rss-image"),
    Break(CATEGORY, CATEGORY.replace("News", "news"), "channel-category"),
    Break(CATEGORY, CATEGORY.replace("Daily", "Weekly"), "channel-category"),
    Break(CATEGORY, "", "channel-category"),
    Break("<itunes:explicit>false", "<itunes:explicit>no", "channel-explicit"),
    Break("<itunes:author>Ann Archer</itunes:author>", "", "channel-author"),
    Break("<itunes:type>episodic", "<itunes:type>daily", "channel-type"),
    Break('rel="self" type="application/rss+xml"', 'rel="self" type="text/xml"', "channel-self"),
    Break(f"<podcast:guid>{IDENTITY.guid}", "<podcast:guid>harbour", "channel-guid"),
    Break("<podcast:locked>yes", "<podcast:locked>maybe", "channel-locked"),
    Break("<podcast:medium>podcast", "<podcast:medium>wireless", "channel-medium"),
    Break(
        "</channel>",
        '<podcast:updateFrequency rrule="daily">d</podcast:updateFrequency></channel>',
        "channel-frequency",
    ),
    Break("<lastBuildDate>Sat,", "<lastBuildDate>Sun,", "channel-build-date"),
    Break(
        "</channel>", "<itunes:new-feed-url>https://b.example/</itunes:new-feed-url></channel>", "channel-new-address"
    ),
    Break("</channel>", "<itunes:complete>Yes</itunes:complete></channel>", "channel-complete"),
    Break("</channel>", "<itunes:block>Yes</itunes:block></channel>", "channel-block"),
    Break(DISCLOSED, "<p>Read aloud.</p>", "disclosure"),
    Break('<podcast:txt purpose="ai-content">true</podcast:txt>', "", "disclosure"),
    Break(" Read by a synthetic voice.\nRead by a synthetic voice.</description>", "</description>", "disclosure"),
    Break(ITEM, "<title>  </title>", "item-title"),
    Break(ITEM, f"<title>{'Harbour ' * 40}.</title>", "item-title"),
    Break(ITEM, "<title>Harbour\x85news</title>", "item-title"),
    Break(ITEM, "<title>Fish &amp;amp; chips</title>", "item-title-markup"),
    Break(ITEM, "<title>1 &lt; 2</title>", "item-title-markup"),
    Break(ITEM, ITEM.replace("3", "2"), "item-title-twice"),
    Break(f"{GUID}3<", f" {GUID}3 <", "item-guid"),
    Break(f"{GUID}3<", "<", "item-guid"),
    Break(f"{GUID}3<", f"{GUID}2<", "item-guid-twice"),
    Break('<guid isPermaLink="false">', "<guid>", "item-guid-permalink"),
    Break(DATE, DATE.replace("Sat", "Sun"), "item-date"),
    Break(DATE, "<pubDate>2026-02-28T12:00:00Z</pubDate>", "item-date"),
    Break(DATE, DATE.replace("Sat, 28 Feb", "Sa, 28 Feb"), "item-date"),
    Break(DATE, DATE.replace("Sat, 28 Feb 2026", "Tue, 28 Feb 2040"), "item-date-future"),
    Break(DATE, DATE.replace("Sat, 28", "Fri, 27"), "item-date-twice"),
    Break(DATE, DATE.replace("Sat, 28 Feb", "Wed, 28 Jan"), "item-order"),
    Break(
        "<description><![CDATA[",
        f"<description><![CDATA[{'<p>Long.</p>' * 400}",
        "item-description item-content disclosure",
    ),
    Break("<p>Ferries, tides", "<script>x</script><p>Ferries, tides", "item-html item-content"),
    Break("<p>Ferries, tides", "<b><p>Ferries, tides", "item-html"),
    Break('<a href="https://example.org/ferry">', '<a href="/ferry">', "item-html"),
    Break("<link>https://harbour.example/e/day-3.html</link>", "", "item-link"),
    Break("<itunes:duration>93", "<itunes:duration>1:33", "item-duration"),
    Break(
        "full</itunes:episodeType>\n<itunes:explicit>false",
        "full</itunes:episodeType>\n<itunes:explicit>clean",
        "item-explicit",
    ),
    Break("<itunes:episodeType>full", "<itunes:episodeType>whole", "item-type"),
    Break("</item>", "<itunes:season>0</itunes:season></item>", "item-number"),
    Break("</item>", '<itunes:image href="cover.gif"/></item>', "item-image"),
    Break("</item>", "<podcast:license>All Rights Reserved</podcast:license></item>", "item-licence"),
    Break("</item>", "<podcast:person> </podcast:person></item>", "item-person"),
    Break("</item>", '<podcast:soundbite startTime="80" duration="20"/></item>', "item-soundbite"),
    Break("<enclosure", "<closure", "enclosure"),
    Break(
        "<enclosure", '<enclosure url="https://a.example/b.mp3" length="9" type="audio/mpeg"/><enclosure', "enclosure"
    ),
    Break('<enclosure url="https://harbour.example/', '<enclosure url="/', "enclosure-url"),
    Break('type="audio/mpeg"', 'type="audio/mp3"', "enclosure-type"),
    Break('length="1000"', 'length=""', "enclosure-length"),
]


def findings_in(folder: Path, items: int = 0) -> set[str]:
    return {finding.rule.name for finding in check(str(folder), Wishes(items=items, now=NOW), lambda _: None)}


def test_the_good_show_has_nothing_wrong(tmp_path):
    assert findings_in(site().write(tmp_path), items=1) == set()


@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: f"{broken.rules}: {broken.new[:30]!r}")
def test_a_broken_feed_brings_exactly_its_finding(tmp_path, broken):
    show = site()
    show.edit("feed.xml", broken.old, broken.new)
    assert findings_in(show.write(tmp_path)) == set(broken.rules.split())


def test_two_episodes_of_one_day_with_one_title_are_twins(tmp_path):
    show = site()
    show.edit("feed.xml", ITEM, ITEM.replace("3", "2"))
    show.edit("feed.xml", DATE, DATE.replace("Sat, 28 Feb 2026 12", "Fri, 27 Feb 2026 13"))
    assert findings_in(show.write(tmp_path)) == {"item-twin"}


def test_one_address_for_two_episodes_is_told(tmp_path):
    show = site()
    feed = show.files["feed.xml"].decode()
    urls = re.findall(r'<enclosure url="([^"]+)"', feed)
    show.edit("feed.xml", f'<enclosure url="{urls[0]}"', f'<enclosure url="{urls[1]}"')
    assert findings_in(show.write(tmp_path)) == {"enclosure-url-twice"}


def test_a_feed_without_items_is_told(tmp_path):
    show = site()
    feed = show.files["feed.xml"].decode()
    show.edit("feed.xml", feed[feed.index("<item>") : feed.rindex("</item>") + 7], "")
    assert findings_in(show.write(tmp_path)) == {"feed-empty"}


def test_a_feed_that_is_too_large_is_told(tmp_path):
    show = site()
    feed = show.files["feed.xml"].decode()
    items = "".join(f"<item><title>Harbour {n}</title></item>{' ' * 4000}" for n in range(301))
    show.edit("feed.xml", feed[feed.index("<item>") : feed.rindex("</item>") + 7], items)
    assert {"feed-size", "feed-items", "enclosure", "item-guid"} <= findings_in(show.write(tmp_path))


def test_bytes_that_are_no_utf_8_are_told_and_the_rest_is_read(tmp_path):
    show = site()
    show.files["feed.xml"] = show.files["feed.xml"].replace(b"UTF-8", b"ISO-8859-1", 1).replace(b"small", b"sm\xe5", 1)
    assert findings_in(show.write(tmp_path)) == {"feed-encoding"}


def test_an_archive_page_must_be_there_and_bring_no_guid_again(tmp_path):
    show = site()
    link = '<atom:link rel="prev-archive" href="https://harbour.example/feed-1.xml"/></channel>'
    show.edit("feed.xml", "</channel>", link)
    assert findings_in(show.write(tmp_path)) == {"feed-archive", "folder-missing"}
    show.files["feed-1.xml"] = show.files["feed.xml"]
    assert findings_in(show.write(tmp_path)) == {"feed-archive", "item-guid-twice"}


def test_entities_are_never_expanded_and_depth_has_an_end(tmp_path):
    show = site()
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 20))
    show.files["feed.xml"] = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "ha">{laughs}]><rss>&l19;</rss>'.encode()
    assert findings_in(show.write(tmp_path)) == {"feed-doctype"}
    show.files["feed.xml"] = b"<rss>" * 100_000
    assert findings_in(show.write(tmp_path)) == {"feed-xml"}


def test_a_changed_guid_is_told_where_the_show_keeps_it(tmp_path):
    show = site()
    show.write(tmp_path / "public")
    (tmp_path / "identity.json").write_text(json.dumps({"guid": IDENTITY.guid}))
    kept = tmp_path / "episodes" / "day-3" / "release.json"
    kept.parent.mkdir(parents=True)
    name = show.audio.rpartition("/")[2]
    kept.write_text(json.dumps({"guid": f"{GUID}3", "media": {"name": name}}))
    assert findings_in(tmp_path) == set()
    show.edit("feed.xml", IDENTITY.guid, "917393e3-1b1e-5cef-ace4-edaa54e1f810")
    show.edit("feed.xml", f"{GUID}3", f"{GUID}9")
    show.write(tmp_path / "public")
    assert findings_in(tmp_path) == {"history-show", "history-episode"}
