"""Show and releases -> feed.xml, and archive pages for what it has no room for (RFC 5005, section 4).

The archive is filled from the oldest release on, and only full pages belong to it: one that was written once
stays as it is, unless releases are taken away. feed.xml holds the newest, some of which may be archived already.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefcast.errors import ShowError
from briefcast.publishing.addresses import FEED, address, archive_path
from briefcast.publishing.feed.channel import add_head
from briefcast.publishing.feed.items import Items
from briefcast.publishing.feed.xml import add, root, written
from briefcast.versions import version_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from briefcast.publishing.feed.xml import Element
    from briefcast.show import Identity, Release, Show

#: Bytes of items on a page, so that with the head it is less than a megabyte, above which directories complain.
_PAGE_BYTES = 980_000
_BASE_URL = re.compile(r"https?://[!-~]{1,240}/")


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A document of the feed, made when it is asked for."""

    #: Where it lies (``addresses``).
    path: str
    #: Of all it is made of: while it is the same, so are the bytes.
    fingerprint: str
    render: Callable[[], bytes]

    @property
    def content(self) -> bytes:
        """Its bytes."""
        return self.render()


@dataclass(frozen=True, slots=True)
class _Whole:
    """What the documents of a feed have in common."""

    show: Show
    identity: Identity
    cover: str
    #: All that the show offers, newest first.
    releases: Sequence[Release]
    items: Items


def feed_xml(show: Show, identity: Identity, releases: Iterable[Release], cover: str) -> bytes:
    """The document that apps subscribe to; see :func:`feed_pages`."""
    return feed_pages(show, identity, releases, cover)[0].content


def feed_pages(
    show: Show, identity: Identity, releases: Iterable[Release], cover: str, items: Items | None = None
) -> list[FeedPage]:
    """feed.xml, then its archive pages, the oldest first. Equal input gives equal bytes.

    Args:
        show: the show.
        identity: its GUID and, for a private show, the hidden part of its addresses.
        releases: all it offers, in any order.
        cover: the cover's path (``addresses.cover_path``).
        items: makes the items, of this show and identity; with lengths it knows, none is made before it is needed.

    Raises:
        ShowError: the show has no address to which a feed could lead.
    """
    _require_address(show)
    ordered = sorted(releases, key=lambda release: (release.published, release.key), reverse=True)
    whole = _Whole(show, identity, cover, ordered, items or Items(show, identity))
    length = whole.items.length
    newest = next(_in_pages(ordered, show.feed_items, length), [])
    archive = _archive(ordered, len(newest), show.feed_items, length)
    paths = [archive_path(number) for number in range(1, len(archive) + 1)]
    neighbours = [None, *paths, FEED, None]
    pages = [
        _page(whole, held, path, neighbours[number - 1], neighbours[number + 1])
        for number, (path, held) in enumerate(zip([*paths, FEED], [*archive, newest], strict=True), 1)
    ]
    return [pages[-1], *pages[:-1]]


def _page(whole: _Whole, held: Sequence[Release], path: str, older: str | None, newer: str | None) -> FeedPage:
    """A document of these releases, between these neighbours.

    The head of an archive page tells of the releases on it alone, so that it stays as it is when others come.
    """
    told = whole.releases if path == FEED else held
    marks = [whole.items.mark(release) for release in {id(one): one for one in (*told, *held)}.values()]
    facts = repr((whole.show, whole.identity, whole.cover, path, older, newer, version_of("briefcast"), marks))

    def render() -> bytes:
        feed = root()
        channel = add(feed, "channel")
        add_head(channel, whole.show, whole.identity, told, whole.cover)
        _add_links(channel, whole.show, whole.identity, path, older, newer)
        return written(feed, [whole.items.of(release) for release in held])

    return FeedPage(path, hashlib.sha256(facts.encode()).hexdigest(), render)


def _require_address(show: Show) -> None:
    if not show.base_url:
        raise ShowError(
            f"“{show.title}” has no base_url, and a feed needs whole addresses; "
            'write the one at which it will be reached into show.toml: base_url = "https://example.org/show/".'
        )
    if not _BASE_URL.fullmatch(show.base_url):
        raise ShowError(
            f"The base_url of “{show.title}”, {show.base_url!r}, is none that a feed can use; it begins with "
            'https:// or http://, ends in "/", and has ASCII letters only (%-codes for others, 250 at most).'
        )


def _in_pages(releases: Iterable[Release], most: int, length: Callable[[Release], int]) -> Iterator[list[Release]]:
    """Releases in pages of at most so many, and of no more bytes than a page may have."""
    page: list[Release] = []
    room = _PAGE_BYTES
    for one in releases:
        size = length(one)
        if page and (len(page) == most or size >= room):
            yield page
            page, room = [], _PAGE_BYTES
        page.append(one)
        room -= size + 1
    if page:
        yield page


def _archive(
    releases: Sequence[Release], newest: int, most: int, length: Callable[[Release], int]
) -> list[list[Release]]:
    """The pages, oldest first, that hold all releases but the newest; each has its own newest first."""
    pages: list[list[Release]] = []
    left = len(releases) - newest
    for page in _in_pages(reversed(releases), most, length):
        if left <= 0:
            break
        pages.append(page[::-1])
        left -= len(page)
    return pages


def _add_links(
    channel: Element, show: Show, identity: Identity, path: str, older: str | None, newer: str | None
) -> None:
    """Adds where the document is, and its neighbours, in the words of RFC 5005 and in those that apps follow."""
    targets = {"self": path}
    if older:
        targets |= {"prev-archive": older, "next": older}
    if newer:
        targets |= {"current": FEED, "previous": newer}
        add(channel, "fh:archive")
    if newer and newer != FEED:
        targets["next-archive"] = newer
    for relation, target in targets.items():
        link = {"href": address(show, identity, target), "rel": relation, "type": "application/rss+xml"}
        add(channel, "atom:link", attributes=link)
