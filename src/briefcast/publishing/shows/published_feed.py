"""A podcast's RSS as somebody published it -> what a show can take from it.

It is read as hostile: only so many bytes and elements, no entity is expanded, no document type loaded, nothing fetched.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from lxml import etree

from briefcast.errors import ShowError

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A feed with more elements is not read; lxml itself refuses deep ones and texts over 10 MB.
MOST_ELEMENTS = 1_000_000

_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_ATOM = "http://www.w3.org/2005/Atom"
#: The present namespace of Podcasting 2.0 and the one before it.
_PODCAST = (
    "https://podcastindex.org/namespace/1.0",
    "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
)
_EXPLICIT = frozenset({"yes", "true", "explicit"})


@dataclass(frozen=True, slots=True)
class Episode:
    """What an item says an episode is known by; addresses may be empty."""

    guid: str
    audio: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A feed, or a page of one."""

    #: Key of show.toml -> value in TOML, as found: nothing is checked.
    values: dict[str, object]
    #: The show's GUID, or empty.
    guid: str
    #: Addresses of the cover and of the page with older episodes, or empty.
    cover: str
    older: str
    episodes: tuple[Episode, ...]


def read_page(data: bytes, url: str) -> Page:
    """The feed in ``data``, found at ``url``.

    Raises:
        ShowError: it is no RSS, not well-formed or overdone.
    """
    try:
        walk = _walk(data, url)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise ShowError(
            f"The feed {url} is not well-formed XML (line {line}), so its GUIDs cannot be trusted; have it mended "
            "where it is published, or make a new show with “briefcast show new”."
        ) from None
    if walk.channel is None:
        raise ShowError(f"{url} is not the RSS feed of a podcast; give the address that apps subscribe to.")
    head = _Head(walk.channel, url)
    return Page(
        values={key: value for key, value in head.values().items() if value not in ("", None)},
        guid=head.guid(),
        cover=head.cover(),
        older=head.older(),
        episodes=tuple(walk.episodes),
    )


@dataclass(slots=True)
class _Walk:
    """What one pass over the document found."""

    episodes: list[Episode] = field(default_factory=list)
    #: What is left of the channel when each item is taken out.
    channel: etree._Element | None = None


def _walk(data: bytes, url: str) -> _Walk:
    walk = _Walk()
    events = etree.iterparse(
        BytesIO(data),
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    for count, (event, element) in enumerate(events):
        if count > 2 * MOST_ELEMENTS:
            raise ShowError(f"The feed {url} has more than {MOST_ELEMENTS:,} elements; that is no podcast.")
        if event == "start" or not isinstance(element.tag, str):
            continue
        if element.tag == "item":
            walk.episodes += _episode(element, url)
            element.clear()
        elif element.tag == "channel":
            walk.channel = element
    return walk


def _episode(item: etree._Element, url: str) -> Iterator[Episode]:
    """The episode of an item; where it has no GUID, apps know it by its audio's address."""
    enclosure = item.find("enclosure")
    audio = _absolute(enclosure.get("url", "") if enclosure is not None else "", url)
    guid = _text(item.find("guid")) or audio
    if guid:
        yield Episode(guid, audio, _absolute(_text(item.find("link")), url))


class _Head:
    """What a channel says of its show."""

    def __init__(self, channel: etree._Element, url: str) -> None:
        self._channel = channel
        self._url = url

    def values(self) -> dict[str, object]:
        """Key of show.toml -> value in TOML, as found."""
        return {
            "title": self._says("title"),
            "author": self._says(f"{{{_ITUNES}}}author"),
            "description": _plain(self._says("description") or self._says(f"{{{_ITUNES}}}summary")),
            "email": self._says(f"{{{_ITUNES}}}owner/{{{_ITUNES}}}email"),
            "link": _absolute(self._says("link"), self._url),
            "language": self._says("language"),
            "category": self._category(),
            "explicit": self._says(f"{{{_ITUNES}}}explicit").lower() in _EXPLICIT,
            "type": self._says(f"{{{_ITUNES}}}type").lower(),
            "copyright": self._says("copyright"),
            "licence": next((text for name in _PODCAST if (text := self._says(f"{{{name}}}license"))), ""),
        }

    def guid(self) -> str:
        """podcast:guid, if it is one."""
        for namespace in _PODCAST:
            try:
                return str(uuid.UUID(self._says(f"{{{namespace}}}guid")))
            except ValueError:
                continue
        return ""

    def cover(self) -> str:
        """The address of the picture."""
        image = self._channel.find(f"{{{_ITUNES}}}image")
        href = image.get("href", "") if image is not None else ""
        return _absolute(href or self._says("image/url"), self._url)

    def older(self) -> str:
        """The address of the page with older episodes (RFC 5005)."""
        links = {link.get("rel", ""): link.get("href", "") for link in self._channel.findall(f"{{{_ATOM}}}link")}
        return _absolute(links.get("next") or links.get("prev-archive") or "", self._url)

    def _says(self, path: str) -> str:
        return _text(self._channel.find(path))

    def _category(self) -> list[str] | None:
        first = self._channel.find(f"{{{_ITUNES}}}category")
        if first is None:
            return None
        below = first.find(f"{{{_ITUNES}}}category")
        names = [first.get("text", ""), below.get("text", "") if below is not None else ""]
        return [name.strip() for name in names if name.strip()]


def _text(element: etree._Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _plain(markup: str) -> str:
    """A description without its mark-up."""
    from briefcast.publishing.shows.setting_values import MOST_DESCRIPTION_BYTES
    from briefcast.reading.feed.entries import plain_text

    text = plain_text(markup) if re.search(r"<[a-z/]|&\w", markup, re.I) else markup
    while len(text.encode()) > MOST_DESCRIPTION_BYTES:
        text = text[: MOST_DESCRIPTION_BYTES - 1].rpartition(" ")[0] + "…" if " " in text else ""
    return text


def _absolute(address: str, base: str) -> str:
    """An http or https address, or empty."""
    try:
        whole = urljoin(base, address.strip()) if address.strip() else ""
        return whole if urlsplit(whole).scheme in {"http", "https"} else ""
    except ValueError:
        return ""
