"""Show -> the head of its feed: all elements of a channel but its items."""

from __future__ import annotations

import re
from email.utils import format_datetime
from typing import TYPE_CHECKING

from briefcast.publishing.addresses import INDEX, address
from briefcast.publishing.feed.notes import disclosure, synthetic_voices
from briefcast.publishing.feed.people import add_hosts
from briefcast.publishing.feed.plain_text import LONGEST_TEXT_BYTES, line, paragraphs
from briefcast.publishing.feed.xml import add
from briefcast.publishing.web_links import web_address
from briefcast.versions import version_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefcast.publishing.feed.xml import Element
    from briefcast.show import Identity, Release, Show

_SPDX_IDENTIFIER = re.compile(r"(?!LicenseRef-)[A-Za-z0-9.+-]+")
#: Show.frequency -> recurrence rule (RFC 5545, section 3.3.10) and what people read.
_FREQUENCIES = {
    "daily": ("FREQ=DAILY", "Daily"),
    "weekly": ("FREQ=WEEKLY", "Weekly"),
    "monthly": ("FREQ=MONTHLY", "Monthly"),
}


def add_head(channel: Element, show: Show, identity: Identity, releases: Sequence[Release], cover: str) -> None:
    """Adds the elements that describe the show, the same on each of its pages.

    Args:
        channel: where to.
        show: the show.
        identity: its identity.
        releases: all it offers, newest first.
        cover: the cover's path (``addresses.cover_path``).
    """
    _add_description(channel, show, identity, releases)
    _add_apple(channel, show, identity, cover)
    _add_podcasting(channel, show, identity, releases)
    if not show.public:
        # These ask not to list the show; what keeps it private is its address.
        add(channel, "itunes:block", "Yes")
        add(channel, "podcast:block", "yes")


def _add_description(channel: Element, show: Show, identity: Identity, releases: Sequence[Release]) -> None:
    """What RSS 2.0 has. There is no ``image``: where it follows Apple's, gPodder takes it for the cover."""
    add(channel, "title", line(show.title))
    add(channel, "link", web_address(show.link) or address(show, identity, INDEX))
    add(channel, "description", _about(show, releases))
    add(channel, "language", show.language.lower())
    if show.copyright:
        add(channel, "copyright", line(show.copyright))
    add(channel, "generator", f"Briefcast {version_of('briefcast')}")
    if releases:
        # What the feed holds last changed with its newest episode; no clock, so that equal input gives equal bytes.
        add(channel, "lastBuildDate", format_datetime(releases[0].published))


def _about(show: Show, releases: Sequence[Release]) -> str:
    """The description, and that machines speak, which Apple asks of a show as of each episode (guideline 1.11)."""
    said = "" if not _voices(releases) else disclosure(show.language, [])
    room = LONGEST_TEXT_BYTES - len(said.encode()) - 1
    return f"{paragraphs(show.description, room)}\n{said}".strip()


def _add_apple(channel: Element, show: Show, identity: Identity, cover: str) -> None:
    author = line(show.author)
    add(channel, "itunes:author", author)
    if show.email:
        owner = add(channel, "itunes:owner")
        add(owner, "itunes:name", author)
        add(owner, "itunes:email", show.email)
    add(channel, "itunes:image", attributes={"href": address(show, identity, cover)})
    place = channel
    for name in show.category:
        place = add(place, "itunes:category", attributes={"text": name})
    add(channel, "itunes:explicit", str(show.explicit).lower())
    add(channel, "itunes:type", show.type)


def _add_podcasting(channel: Element, show: Show, identity: Identity, releases: Sequence[Release]) -> None:
    """The elements of the Podcasting 2.0 namespace."""
    add(channel, "podcast:guid", identity.guid)
    add(channel, "podcast:locked", "yes", {"owner": show.email} if show.email else {})
    add(channel, "podcast:medium", "podcast")
    if _SPDX_IDENTIFIER.fullmatch(show.licence):
        # The element has one licence; an expression such as "MIT OR CC0-1.0" has no text of its own to link to.
        text = f"https://spdx.org/licenses/{show.licence}.html"
        add(channel, "podcast:license", show.licence.lower(), {"url": text})
    if releases:
        add_hosts(channel, releases[0])
    if _voices(releases):
        add(channel, "podcast:txt", "true", {"purpose": "ai-content"})
    if show.frequency in _FREQUENCIES:
        rule, words = _FREQUENCIES[show.frequency]
        add(channel, "podcast:updateFrequency", words, {"rrule": rule})


def _voices(releases: Sequence[Release]) -> bool:
    return any(map(synthetic_voices, releases))
