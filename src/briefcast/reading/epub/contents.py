"""A book's table of contents (EPUB 3.3, section 5.4; NCX 2005-1), and what it says some pages are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from briefcast.reading.epub.trees import folded, page_tree, place_of, text_of, types_of, xml_tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element as Element

    from briefcast.reading.archives import Archive
    from briefcast.reading.epub.package import Package

#: Longer tables of contents are cut; a dictionary's has some thousands.
MAX_ENTRIES = 10_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table of contents."""

    title: str
    #: The entry of the archive that it leads to; empty for a title that leads nowhere itself.
    path: str
    #: The id within that, or empty for its beginning.
    anchor: str
    #: Position in the table of the line that it stands under; -1 for none.
    parent: int = -1


@dataclass(frozen=True, slots=True)
class Contents:
    """The lines of a table of contents in its own order, and what pages are by its landmarks."""

    entries: tuple[Entry, ...]
    #: Entry of the archive -> types, such as "toc"; whole pages only.
    landmarks: Mapping[str, frozenset[str]]


def read_contents(archive: Archive, package: Package) -> Contents:
    """The table of contents: EPUB 3's where it has one that leads somewhere, else EPUB 2's, else none.

    Raises:
        SourceError: it is there but damaged beyond reading.
    """
    pages = {page.path for page in package.pages}
    landmarks: Mapping[str, frozenset[str]] = MappingProxyType({})
    if package.nav in archive:
        root = page_tree(archive.read(package.nav))
        landmarks = _landmarks(root, package.nav)
        entries = _entries(_nav_lines(root), package.nav)
        if any(entry.path in pages for entry in entries):
            return Contents(entries, landmarks)
    if package.ncx in archive:
        entries = _entries(_ncx_lines(xml_tree(archive, package.ncx)), package.ncx)
        if any(entry.path in pages for entry in entries):
            return Contents(entries, landmarks)
    return Contents((), landmarks)


def _entries(lines: Iterator[tuple[Element, str, str]], base: str) -> tuple[Entry, ...]:
    """Lines (element, title, reference) as entries; a line stands under the nearest that holds its element."""
    entries: list[Entry] = []
    numbers: dict[Element, int] = {}
    for element, title, href in islice(lines, MAX_ENTRIES):
        parent = next((numbers[above] for above in element.iterancestors(element.tag) if above in numbers), -1)
        if title:
            numbers[element] = len(entries)
            entries.append(Entry(title, *(place_of(href, base) if href else ("", "")), parent))
    return tuple(entries)


def _nav_lines(root: Element) -> Iterator[tuple[Element, str, str]]:
    navs = list(root.iter("nav"))
    nav = next((nav for nav in navs if "toc" in types_of(nav)), navs[0] if navs else None)
    for line in nav.iter("li") if nav is not None else ():
        own = [child for child in line if child.tag not in {"ol", "ul"}]
        links = (link.get("href") for child in own for link in child.iter("a"))
        pieces = [line.text or "", *(f"{''.join(child.itertext())}{child.tail or ''}" for child in own)]
        yield line, folded("".join(pieces)), next(filter(None, links), "")


def _ncx_lines(root: Element) -> Iterator[tuple[Element, str, str]]:
    for line in root.iter("navpoint"):
        content = line.find("content")
        yield line, text_of(line.find("navlabel")), "" if content is None else content.get("src") or ""


def _landmarks(root: Element, base: str) -> Mapping[str, frozenset[str]]:
    """Only references to whole pages: one with an anchor says nothing of the rest of its page."""
    links = (link for nav in root.iter("nav") if "landmarks" in types_of(nav) for link in nav.iter("a"))
    return MappingProxyType(
        {
            place_of(link.get("href"), base)[0]: types_of(link)
            for link in links
            if link.get("href") and "#" not in link.get("href")
        }
    )
