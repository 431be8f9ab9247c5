"""Footnotes and endnotes of books that do not say which parts are notes.

They are known by two links: from a small mark behind a word to the note, and from the note back to
its mark. Each by itself could be a reference of another kind.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefcast.model import Omission
from briefcast.reading.epub.trees import empty, place_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    Place = tuple[str, str]

FOOTNOTE_MARKS = "footnote marks"
_MARK = re.compile(r"[\[(]?(?:\d{1,4}|[a-z]|[*†‡§¶]{1,3})[\])]?[.,]?")
_PARAGRAPHS = frozenset("p li div aside dd dt td blockquote".split())
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_INLINE = frozenset("span small b i em strong sup a".split())
#: What is longer than this many words is no note, whatever links lead there.
_LONGEST_NOTE = 500


@dataclass(slots=True)
class NoteMarks:
    """The marks met so far, on this page and those before: page and id of the note -> places of its marks."""

    by_page: defaultdict[str, defaultdict[str, set[Place]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )


def take_out_notes(root: Element, path: str, marks: NoteMarks) -> Iterator[Omission]:
    """Takes notes and their marks out of a page, and adds the marks to those that are known."""
    links = [link for link in root.iter("a") if "#" in (link.get("href") or "")]
    raised = [link for link in links if _MARK.fullmatch(text_of(link)) and (_is_raised(link) or _is_glued(link))]
    for link in raised:
        page, name = place_of(link.get("href"), path)
        marks.by_page[page][name].add((path, link.get("id") or link.getparent().get("id") or ""))
    notes = _notes(root, path, marks.by_page.get(path, {}))
    for note in notes:
        yield Omission(text_of(note), "footnote")
    kept = [link for link in raised if not any(around in notes for around in link.iterancestors())]
    if kept:
        yield Omission(" ".join(map(text_of, kept)), FOOTNOTE_MARKS)
    for element in (*notes, *kept):
        empty(element)


def _notes(root: Element, path: str, marked: dict[str, set[Place]]) -> dict[Element, None]:
    """The notes among the places that marks lead to, in the order of the page."""
    if not marked:
        return {}
    places = ((element, marked.get(element.get("id") or element.get("name") or "")) for element in root.iter())
    return {
        note: None
        for element, sources in places
        if sources and (note := _paragraph_at(element)) is not None and _leads_back(note, path, sources)
    }


def _paragraph_at(element: Element) -> Element | None:
    if element.tag in _PARAGRAPHS:
        return element
    return next((around for around in element.iterancestors() if around.tag in _PARAGRAPHS), None)


def _leads_back(note: Element, path: str, sources: set[Place]) -> bool:
    """Whether a link in it leads to its mark: an arrow or the like, or the number that a note opens with."""
    text = text_of(note)
    if len(text.split()) > _LONGEST_NOTE or next(note.iter(*_HEADINGS), None) is not None:
        return False
    return any(
        place_of(link.get("href") or "", path) in sources
        and (not _MARK.fullmatch(text_of(link)) or text.startswith(text_of(link)))
        for link in note.iter("a")
    )


def _is_raised(link: Element) -> bool:
    return next(link.iter("sup"), None) is not None or next(link.iterancestors("sup"), None) is not None


def _is_glued(link: Element) -> bool:
    """Whether a link follows a word or a stop without a space, as the mark of a note does."""
    while link.getparent() is not None:
        before = link.getprevious()
        text = (link.getparent().text if before is None else before.tail) or ""
        if text or before is not None:
            return bool(text) and not text[-1].isspace() and text[-1] not in "([{-–—/“‘"
        link = link.getparent()
        if link.tag not in _INLINE:
            return False
    return False
