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
    transcript_path,
    words_path,
)
from briefcast.publishing.feed.notes import clock, show_notes, synthetic_voices
from briefcast.publishing.feed.people import authors, hosts
from briefcast.publishing.feed.plain_text import line
from briefcast.publishing.feed.xml import element, html_element, parent
from briefcast.publishing.public_files import CONTENT_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefcast.model import Marker
    from briefcast.show import Identity, Release, Show


def item(show: Show, identity: Identity, release: Release) -> str:
    """The item of a release."""
    elements = [
        *_description(show, identity, release),
        *_apple(release),
        *_podcasting(show, identity, release),
        *_simple_chapters(release),
    ]
    return parent("item", elements)


def _description(show: Show, identity: Identity, release: Release) -> Iterator[str]:
    """What RSS 2.0 has, and the whole notes in ``content:encoded``."""
    notes = show_notes(show, identity, release)
    media = release.media
    enclosure = {
        "url": address(show, identity, audio_path(media)),
        "length": str(media.size_bytes),
        "type": CONTENT_TYPES[PurePosixPath(media.name).suffix],
    }
    yield element("title", line(release.title))
    yield element("link", address(show, identity, page_path(release)))
    yield element("guid", release.guid, {"isPermaLink": "false"})
    yield element("pubDate", format_datetime(release.published))
    yield html_element("description", notes.html)
    yield html_element("content:encoded", notes.whole)
    yield element("itunes:summary", notes.plain)
    yield element("enclosure", attributes=enclosure)


def _apple(release: Release) -> Iterator[str]:
    yield element("itunes:duration", str(round(release.media.duration_ms / 1000)))
    yield element("itunes:episodeType", "full")
    if release.season:
        yield element("itunes:season", str(release.season))
    if release.number:
        yield element("itunes:episode", str(release.number))
    yield element("itunes:explicit", str(release.explicit).lower())


def _podcasting(show: Show, identity: Identity, release: Release) -> Iterator[str]:
    """The elements of the Podcasting 2.0 namespace; the best transcript first."""
    language = {"language": release.language.lower()}
    captions = {"type": "text/vtt", **language, "rel": "captions"}
    words = {"type": "application/json", **language, "rel": "captions"}
    page = {"type": "text/html", **language}
    transcripts = (
        (transcript_path(release.media), captions),
        (words_path(release.media), words),
        (page_path(release), page),
    )
    for path, attributes in transcripts:
        yield element("podcast:transcript", attributes={"url": address(show, identity, path), **attributes})
    chapters = {"url": address(show, identity, chapters_path(release.media)), "type": "application/json+chapters"}
    yield element("podcast:chapters", attributes=chapters)
    yield from hosts(release)
    yield from authors(release)
    if synthetic_voices(release):
        yield element("podcast:txt", "true", {"purpose": "ai-content"})


def _simple_chapters(release: Release) -> Iterator[str]:
    """Podlove Simple Chapters 1.2, the only ones that gPodder reads and one of those that Spotify does."""
    if release.markers:
        yield parent("psc:chapters", map(_simple_chapter, release.markers), {"version": "1.2"})


def _simple_chapter(marker: Marker) -> str:
    link = {"href": marker.link} if marker.link else {}
    start = f"{clock(marker.start_ms)}.{marker.start_ms % 1000:03d}"
    return element("psc:chapter", attributes={"start": start, "title": line(marker.title), **link})
