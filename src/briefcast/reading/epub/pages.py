"""One page of a book -> its blocks, cut where the table of contents leads into it.

What the page itself says is no text of the book (by epub:type or role) is taken out first, and so
are notes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree

from briefcast.model import Block, BlockKind, Omission
from briefcast.reading.decoding import clean
from briefcast.reading.epub.notes import FOOTNOTE_MARKS, NoteMarks, take_out_notes
from briefcast.reading.epub.trees import empty, first_of, page_tree, text_of, types_of
from briefcast.reading.epub.wording import words_of
from briefcast.reading.html.fragment import parse_fragment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element as Element

    from briefcast.reading.epub.contents import Entry

PAGE_NUMBER = "page number"
#: What a part of a book is, by EPUB's structure vocabulary, OPF 2's guide and DPUB-ARIA -> why it is left out.
REASONS = {
    **dict.fromkeys(("cover", "cover-page"), "cover page"),
    **dict.fromkeys(("titlepage", "title-page", "halftitlepage"), "title page"),
    **dict.fromkeys(("copyright-page", "copyright", "imprint", "colophon"), "copyright page"),
    **dict.fromkeys(("toc", "toc-brief", "landmarks", "page-list"), "table of contents"),
    **dict.fromkeys(("loi", "lot", "loa", "lov"), "list of illustrations or tables"),
    **dict.fromkeys(("index", "index-group"), "index"),
    **dict.fromkeys(("footnote", "footnotes"), "footnote"),
    **dict.fromkeys(("endnote", "endnotes", "rearnote", "rearnotes"), "endnote"),
    "pagebreak": PAGE_NUMBER,
}
_NOTES = frozenset({"footnote", "endnote"})
#: The class under which Project Gutenberg puts its own words around a book.
_GUTENBERG = "pg-boilerplate"
#: Elements that may stand around a chapter; a chapter cannot begin in the middle of any other.
_AROUND_CHAPTERS = frozenset("html body div section article main blockquote center".split())
#: The text of the heading that is put where a chapter begins, and found again among the blocks.
_BEGINS = "BriefcastChapterBegins"
_MARKED = re.compile(rf"{_BEGINS}(\d+)")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Blocks of one page, from where one line of the table of contents leads to where the next does."""

    path: str
    #: Number of that line; -1 for what stands above the first, or on a page to which none leads.
    entry: int
    blocks: tuple[Block, ...]
    #: What the page's head calls it, or empty.
    page_title: str = ""


def read_page(
    markup: bytes, path: str, lines: Sequence[tuple[int, Entry]], marks: NoteMarks, *, keep_all: bool
) -> tuple[list[Stretch], list[Omission]]:
    """The stretches of a page and what is left out of it.

    Args:
        markup: the page as it stands in the book.
        path: its name there.
        lines: the lines of the table of contents that lead to it, with their numbers.
        marks: marks of notes on earlier pages; those on this page are added.
        keep_all: take out nothing.
    """
    root = page_tree(markup)
    omissions = [] if keep_all else [*_take_out_parts(root), *take_out_notes(root, path, marks)]
    _mark_chapters(root, lines)
    fragment = parse_fragment(etree.tostring(root, method="html", encoding="unicode"), keep_all=True)
    omissions += (replace(omission, text=_MARKED.sub("", omission.text).strip()) for omission in fragment.omissions)
    stretches = [
        Stretch(path, entry, tuple(blocks), fragment.title)
        for entry, blocks in _cut(fragment.blocks)
        if blocks or entry >= 0
    ]
    if stretches and any(omission.reason in _NOTES for omission in omissions):
        stretches[-1], headings = _without_bare_heading(stretches[-1])
        omissions += headings
    return stretches, omissions


def _without_bare_heading(stretch: Stretch) -> tuple[Stretch, list[Omission]]:
    """A stretch without the heading, such as "Notes", under which nothing is left."""
    kept = list(stretch.blocks)
    taken: list[Omission] = []
    while kept and kept[-1].kind is BlockKind.HEADING:
        taken.append(Omission(kept.pop().text, "footnote"))
    return replace(stretch, blocks=tuple(kept)), taken


def _take_out_parts(root: Element) -> Iterator[Omission]:
    """Takes out what the page itself says is no text of the book; marks of notes and page numbers each together."""
    small: dict[str, list[str]] = defaultdict(list)
    for element, reason in _parts(root):
        text = text_of(element)
        if reason in {PAGE_NUMBER, FOOTNOTE_MARKS}:
            small[reason].append(text or element.get("title") or "")
        elif text:
            yield Omission(text, reason)
        empty(element)
    yield from (Omission(" ".join(texts), reason) for reason, texts in small.items() if any(texts))


def _parts(root: Element) -> list[tuple[Element, str]]:
    parts: list[tuple[Element, str]] = []
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        types = types_of(element)
        reason = next((REASONS[kind] for kind in types if kind in REASONS), "")
        if "noteref" in types:
            reason = FOOTNOTE_MARKS
        elif _GUTENBERG in (element.get("class") or ""):
            reason = "Project Gutenberg's own words"
        if reason:
            parts.append((element, reason))
            walk.skip_subtree()
    return parts


def _mark_chapters(root: Element, lines: Sequence[tuple[int, Entry]]) -> None:
    """Puts a heading that can be found again where each line of the table of contents leads."""
    if not lines:
        return
    body = next(root.iter("body"), root)
    places = {name: element for element in root.iter() for name in (element.get("name"), element.get("id")) if name}
    headings = {words_of(text_of(heading)): heading for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6")}
    opening: list[Element] = []
    for number, entry in lines:
        mark = etree.Element("h1")
        mark.text = f"{_BEGINS}{number}"
        place = places.get(entry.anchor) if entry.anchor else body
        if place is None:
            place = headings.get(words_of(entry.title), body if len(lines) == 1 else None)
        begins = None if place is None else _chapter_at(place)
        if begins is not None and begins is body:
            body.insert(len(opening), mark)
            opening.append(mark)
        elif begins is not None:
            begins.addprevious(mark)
    if opening:
        opening[-1].tail, body.text = clean(body.text or ""), None


def _chapter_at(place: Element) -> Element | None:
    """The outermost element around a place that a chapter can begin with; the body itself for its top."""
    if place.tag in {"body", "html"}:
        return place if place.tag == "body" else first_of(place.iter("body"))
    begins = place
    for around in place.iterancestors():
        if around.tag not in _AROUND_CHAPTERS:
            begins = around
    return begins if begins.getparent() is not None else None


def _cut(blocks: tuple[Block, ...]) -> list[tuple[int, list[Block]]]:
    runs: list[tuple[int, list[Block]]] = [(-1, [])]
    for block in blocks:
        mark = _MARKED.fullmatch(block.text) if block.kind is BlockKind.HEADING else None
        if mark:
            runs.append((int(mark[1]), []))
        else:
            runs[-1][1].append(replace(block, anchor=""))
    return runs
