"""Release -> its item in the feed. It holds nothing of other releases, so a new one leaves its bytes alone."""

from __future__ import annotations

from email.utils import format_datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from briefcast.publishing.addresses import (
    address,
    audio_path,
    chapters_path,
    page_path,
    transcript_page_path,
    transcript_path,
    words_path,
)
from briefcast.publishing.clock import exact_clock
from briefcast.publishing.feed.notes import show_notes, synthetic_voices
from briefcast.publishing.feed.people import add_authors, add_hosts
from briefcast.publishing.feed.plain_text import line
from briefcast.publishing.feed.xml import add, add_html, root, within_feed
from briefcast.publishing.public_files import CONTENT_TYPES
from briefcast.publishing.web_links import web_address

if TYPE_CHECKING:
    from briefcast.publishing.feed.xml import Element
    from briefcast.show import Identity, Release, Show


def item(show: Show, identity: Identity, release: Release) -> bytes:
    """The item of a release, as it stands in a feed."""
    element = add(root(), "item")
    _add_description(element, show, identity, release)
    _add_apple(element, release)
    _add_podcasting(element, show, identity, release)
    _add_simple_chapters(element, release)
    return within_feed(element)


def _add_description(item: Element, show: Show, identity: Identity, release: Release) -> None:
    """What RSS 2.0 has, and the whole notes in ``content:encoded``."""
    notes = show_notes(show, identity, release)
    media = release.media
    enclosure = {
        "url": address(show, identity, audio_path(media)),
        "length": str(media.size_bytes),
        "type": CONTENT_TYPES[PurePosixPath(media.name).suffix],
    }
    add(item, "title", line(release.title))
    add(item, "link", address(show, identity, page_path(release)))
    add(item, "guid", release.guid, {"isPermaLink": "false"})
    add(item, "pubDate", format_datetime(release.published))
    add_html(item, "description", notes.html)
    add_html(item, "content:encoded", notes.whole)
    add(item, "itunes:summary", notes.plain)
    add(item, "enclosure", attributes=enclosure)


def _add_apple(item: Element, release: Release) -> None:
    add(item, "itunes:duration", str(round(release.media.duration_ms / 1000)))
    add(item, "itunes:episodeType", "full")
    if release.season:
        add(item, "itunes:season", str(release.season))
    if release.number:
        add(item, "itunes:episode", str(release.number))
    add(item, "itunes:explicit", str(release.explicit).lower())


def _add_podcasting(item: Element, show: Show, identity: Identity, release: Release) -> None:
    """The elements of the Podcasting 2.0 namespace; the best transcript first."""
    language = {"language": release.language.lower()}
    captions = {"type": "text/vtt", **language, "rel": "captions"}
    words = {"type": "application/json", **language, "rel": "captions"}
    page = {"type": "text/html", **language}
    transcripts = (
        (transcript_path(release.media), captions),
        (words_path(release.media), words),
        (transcript_page_path(release.media), page),
    )
    for path, attributes in transcripts:
        add(item, "podcast:transcript", attributes={"url": address(show, identity, path), **attributes})
    chapters = {"url": address(show, identity, chapters_path(release.media)), "type": "application/json+chapters"}
    add(item, "podcast:chapters", attributes=chapters)
    add_hosts(item, release)
    add_authors(item, release)
    if synthetic_voices(release):
        add(item, "podcast:txt", "true", {"purpose": "ai-content"})


def _add_simple_chapters(item: Element, release: Release) -> None:
    """Podlove Simple Chapters 1.2, the only ones that gPodder reads and one of those that Spotify does."""
    if not release.markers:
        return
    chapters = add(item, "psc:chapters", attributes={"version": "1.2"})
    for marker in release.markers:
        target = web_address(marker.link)
        attributes = {"start": exact_clock(marker.start_ms), "title": line(marker.title)}
        if target:
            attributes["href"] = target
        add(chapters, "psc:chapter", attributes=attributes)
