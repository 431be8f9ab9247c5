"""Show -> the head of its feed: all elements of a channel but its items."""

from __future__ import annotations

from email.utils import format_datetime
from typing import TYPE_CHECKING

from briefcast.publishing.addresses import INDEX, address
from briefcast.publishing.feed.notes import disclosure, synthetic_voices
from briefcast.publishing.feed.people import hosts
from briefcast.publishing.feed.plain_text import LONGEST_TEXT_BYTES, line, paragraphs
from briefcast.publishing.feed.xml import element, parent
from briefcast.versions import version_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefcast.show import Identity, Release, Show

#: Show.frequency -> recurrence rule (RFC 5545, section 3.3.10) and what people read.
_FREQUENCIES = {
    "daily": ("FREQ=DAILY", "Daily"),
    "weekly": ("FREQ=WEEKLY", "Weekly"),
    "monthly": ("FREQ=MONTHLY", "Monthly"),
}


def channel_head(show: Show, identity: Identity, releases: Sequence[Release], cover: str) -> list[str]:
    """The elements that describe the show, the same on each of its pages.

    Args:
        show: the show.
        identity: its identity.
        releases: all it offers, newest first.
        cover: the cover's path (``addresses.cover_path``).
    """
    return [
        *_description(show, identity, releases),
        *_apple(show, identity, cover),
        *_podcasting(show, identity, releases),
        *(_private_marks() if not show.public else ()),
    ]


def _description(show: Show, identity: Identity, releases: Sequence[Release]) -> Iterator[str]:
    """What RSS 2.0 has. There is no ``image``: where it follows Apple's, gPodder takes it for the cover."""
    yield element("title", line(show.title))
    yield element("link", show.link or address(show, identity, INDEX))
    yield element("description", _about(show, releases))
    yield element("language", show.language.lower())
    if show.copyright:
        yield element("copyright", line(show.copyright))
    yield element("generator", f"Briefcast {version_of('briefcast')}")
    if releases:
        # What the feed holds last changed with its newest episode; no clock, so that equal input gives equal bytes.
        yield element("lastBuildDate", format_datetime(releases[0].published))


def _about(show: Show, releases: Sequence[Release]) -> str:
    """The description, and that machines speak, which Apple asks of a show as of each episode (guideline 1.11)."""
    said = "" if not _voices(releases) else disclosure(show.language, [])
    room = LONGEST_TEXT_BYTES - len(said.encode()) - 1
    return f"{paragraphs(show.description, room)}\n{said}".strip()


def _apple(show: Show, identity: Identity, cover: str) -> Iterator[str]:
    author = line(show.author)
    yield element("itunes:author", author)
    if show.email:
        yield parent("itunes:owner", [element("itunes:name", author), element("itunes:email", show.email)])
    yield element("itunes:image", attributes={"href": address(show, identity, cover)})
    yield _category(show.category)
    yield element("itunes:explicit", str(show.explicit).lower())
    yield element("itunes:type", show.type)


def _category(names: Sequence[str]) -> str:
    first, *inner = names
    if not inner:
        return element("itunes:category", attributes={"text": first})
    return parent("itunes:category", [element("itunes:category", attributes={"text": inner[0]})], {"text": first})


def _podcasting(show: Show, identity: Identity, releases: Sequence[Release]) -> Iterator[str]:
    """The elements of the Podcasting 2.0 namespace."""
    yield element("podcast:guid", identity.guid)
    yield element("podcast:locked", "yes", {"owner": show.email} if show.email else {})
    yield element("podcast:medium", "podcast")
    if show.licence:
        yield element(
            "podcast:license", show.licence.lower(), {"url": f"https://spdx.org/licenses/{show.licence}.html"}
        )
    if releases:
        yield from hosts(releases[0])
    if _voices(releases):
        yield element("podcast:txt", "true", {"purpose": "ai-content"})
    if show.frequency in _FREQUENCIES:
        rule, words = _FREQUENCIES[show.frequency]
        yield element("podcast:updateFrequency", words, {"rrule": rule})


def _voices(releases: Sequence[Release]) -> bool:
    return any(map(synthetic_voices, releases))


def _private_marks() -> Iterator[str]:
    """The requests not to list the show; what keeps it private is its address."""
    yield element("itunes:block", "Yes")
    yield element("podcast:block", "yes")
