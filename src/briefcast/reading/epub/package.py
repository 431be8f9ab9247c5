"""The package file of a book (EPUB 3.3, section 5; OPF 2.0): what it holds, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from briefcast.errors import SourceError
from briefcast.reading.epub.trees import first_of, place_of, xml_tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.etree import _Element as Element

    from briefcast.reading.archives import Archive

    Items = Mapping[str, Element]

CONTAINER = "META-INF/container.xml"
_PAGE_TYPES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document"})
_PAGE_SUFFIXES = (".xhtml", ".html", ".htm")
_NCX_TYPE = "application/x-dtbncx+xml"


@dataclass(frozen=True, slots=True)
class Page:
    """One document of the spine."""

    #: The name of its entry in the archive.
    path: str
    #: False for what is read only when a link leads there.
    is_linear: bool
    #: Whether it is text, and not a picture or the like.
    is_text: bool


@dataclass(frozen=True, slots=True)
class Package:
    """What the package file says of the book's parts."""

    #: Its root element; the book's own facts are in it.
    root: Element
    #: In reading order.
    pages: tuple[Page, ...]
    #: The entries with the table of contents, EPUB 3's and EPUB 2's; empty if there is none.
    nav: str
    ncx: str
    #: What some pages are by EPUB 2's guide: entry -> type, such as "toc".
    guide: Mapping[str, str]


def read_package(archive: Archive, name: str) -> Package:
    """What the package file says.

    Raises:
        SourceError: there is no such file, or no page in it.
    """
    path = _package_path(archive, name)
    root = xml_tree(archive, path)
    items = {item.get("id") or "": item for item in root.iter("item")}
    pages = _pages(root, items, path)
    if not pages:
        raise SourceError(f"{name} has no pages: its package file {path!r} lists none; get a whole copy of the book.")
    return Package(
        root=root,
        pages=pages,
        nav=_place_of_first((item for item in items.values() if "nav" in (item.get("properties") or "").split()), path),
        ncx=_place_of_first(_ncx_items(root, items), path),
        guide=_guide(root, path),
    )


def _package_path(archive: Archive, name: str) -> str:
    if CONTAINER in archive:
        for rootfile in xml_tree(archive, CONTAINER).iter("rootfile"):
            path = place_of(rootfile.get("full-path") or "", "")[0]
            if path in archive:
                return path
    found = [entry for entry in archive.names if entry.lower().endswith(".opf")]
    if len(found) == 1:
        return found[0]
    raise SourceError(
        f"{name} is a ZIP archive but not an EPUB book: no {CONTAINER} leads to its package file; give the book itself."
    )


def _pages(root: Element, items: Items, path: str) -> tuple[Page, ...]:
    pages: dict[str, Page] = {}
    for reference in root.iter("itemref"):
        item = items.get(reference.get("idref") or "")
        if item is None or not item.get("href"):
            continue
        place = place_of(item.get("href") or "", path)[0]
        media_type = (item.get("media-type") or "").lower()
        is_text = media_type in _PAGE_TYPES or place.lower().endswith(_PAGE_SUFFIXES)
        pages.setdefault(place, Page(place, (reference.get("linear") or "").lower() != "no", is_text))
    return tuple(pages.values())


def _ncx_items(root: Element, items: Items) -> Iterable[Element]:
    """The item that the spine names as its table of contents, then any of that type."""
    for spine in root.iter("spine"):
        if spine.get("toc") in items:
            yield items[spine.get("toc")]
    yield from (item for item in items.values() if item.get("media-type") == _NCX_TYPE)


def _place_of_first(items: Iterable[Element], path: str) -> str:
    item = first_of(items)
    return "" if item is None else place_of(item.get("href") or "", path)[0]


def _guide(root: Element, path: str) -> Mapping[str, str]:
    """Only references to whole pages: one with an anchor says nothing of the rest of its page."""
    references = (
        (reference.get("href") or "", (reference.get("type") or "").lower())
        for guide in root.iter("guide")
        for reference in guide.iter("reference")
    )
    return MappingProxyType({place_of(href, path)[0]: kind for href, kind in references if href and "#" not in href})
