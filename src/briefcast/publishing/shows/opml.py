"""A list of feeds in OPML, as feed readers export it -> their addresses (http://opml.org/spec2.opml)."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml import etree

from briefcast.errors import ShowError

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 10_000_000
MOST_FEEDS = 10_000


def feeds_in(path: Path) -> tuple[str, ...]:
    """The addresses of the feeds in an OPML file, in its order, each once.

    Entities are not expanded, and nothing is fetched.

    Raises:
        ShowError: it cannot be read, is no OPML, or lists no feed.
    """
    root = _root(path)
    if root.tag.lower() != "opml":
        raise ShowError(f"{path} is XML but no OPML; export the list of feeds from your reader as OPML.")
    feeds = tuple(dict.fromkeys(filter(_is_web, map(_address, root.iter("outline")))))
    if not feeds:
        raise ShowError(f"{path} lists no feed with an address on the web.")
    if len(feeds) > MOST_FEEDS:
        raise ShowError(f"{path} lists {len(feeds):,} feeds; at most {MOST_FEEDS:,} are taken.")
    return feeds


def _root(path: Path) -> etree._Element:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ShowError(f"{path} has more than {MOST_BYTES // 1_000_000} MB; that is no list of feeds.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise ShowError(f"There is no file {path}; check the name.") from None
    except OSError as error:
        raise ShowError(f"{path} could not be read: {error.strerror or error}.") from error
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True)
    try:
        return etree.parse(BytesIO(data), parser).getroot()
    except etree.XMLSyntaxError as error:
        raise ShowError(f"{path} is not well-formed XML (line {error.lineno or 1}); export it again.") from None


def _address(outline: etree._Element) -> str:
    """The feed of an outline; some readers spell the attribute in small letters."""
    return next((value.strip() for name, value in outline.attrib.items() if name.lower() == "xmlurl"), "")


def _is_web(address: str) -> bool:
    try:
        return urlsplit(address).scheme in {"http", "https"} and address.isprintable()
    except ValueError:
        return False
