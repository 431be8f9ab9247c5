"""Pages around a book's text that nobody wants read aloud: cover, title page, copyright page, contents, index.

These rules are for books that do not say what their pages are. Each asks for two things at once, a
name or place and the words that such a page is made of, so that a chapter is never taken for one.
Dedications, forewords and afterwords are text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefcast.model import BlockKind
from briefcast.reading.epub.wording import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefcast.model import Block
    from briefcast.reading.epub.pages import Stretch

_CONTENTS = frozenset(
    "contents|table of contents|inhalt|inhaltsverzeichnis|table des matières|sommaire|índice|indice|sommario|sumário"
    "|inhoud|inhoudsopgave|list of illustrations|list of figures|list of tables".split("|")
)
_INDEX = frozenset(
    "index|general index|subject index|index of names|index of subjects|register|stichwortverzeichnis|sachregister"
    "|personenregister|índice alfabético|índice analítico|indice analitico|indice dei nomi|índice remissivo".split("|")
)
_COVER = frozenset(
    {"cover", "cover page", "front cover", "back cover", "umschlag", "couverture", "cubierta", "copertina"}
)
_COPYRIGHT = frozenset({"copyright", "copyright page", "copyright notice", "imprint", "impressum", "legal notice"})
_COPYRIGHT_SIGNS = (
    re.compile(r"©|\(c\)\s*\d{4}|copyright\s+(?:©|\(c\)|\d{4}|by\b)", re.I),
    re.compile(r"\bISBN\b"),
    re.compile(r"all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos", re.I),
    re.compile(r"first (?:published|edition|printing)|published (?:in \d{4} )?by|publication data", re.I),
    re.compile(r"no part of this (?:book|publication|work)|printed in", re.I),
)
#: Words that stand on a title page beside the title and the names.
_ON_TITLE_PAGES = frozenset(
    "by a an the of and novel story stories edition edited translated translation from illustrated illustrations with"
    " volume press books publishers publishing house london new york ebook book".split()
)
#: A page of each kind is no longer than this, words.
_LONGEST_COVER = 20
_LONGEST_TITLE_PAGE = 80
_LONGEST_COPYRIGHT_PAGE = 800
_SHORT_LINE = 12


@dataclass(frozen=True, slots=True)
class BookWords:
    """The words by which a book's own pages about itself are known."""

    #: Of its title.
    title: frozenset[str]
    #: Of its title, subtitle, authors and publisher.
    names: frozenset[str]
    #: Of each line of its table of contents.
    lines: frozenset[tuple[str, ...]]
    #: All of those.
    in_lines: frozenset[str]


def matter_of(stretch: Stretch, heading: str, book: BookWords, *, is_before_text: bool, goes_on: str) -> str:
    """Why a stretch of a book is no text of it, or empty for its text.

    Args:
        stretch: the blocks, and the page that they are on.
        heading: its title in the table of contents, else that of its page.
        book: what the book is called.
        is_before_text: whether no chapter of some length came before.
        goes_on: why the stretch before is left out, if this one may be more of it; else empty.
    """
    text = " ".join(block.text for block in stretch.blocks)
    words = words_of(text)
    called = " ".join(words_of(heading)) or _first_heading(stretch.blocks)
    if len(words) <= _LONGEST_COVER and (called in _COVER or (is_before_text and _is_cover(stretch, words))):
        return "cover page"
    if is_before_text and _is_title_page(words, book):
        return "title page"
    if len(words) <= _LONGEST_COPYRIGHT_PAGE and _is_copyright_page(called, text):
        return "copyright page"
    if _lists_chapters(words, book) or (called in _CONTENTS and _is_of_short_lines(stretch.blocks)):
        return "table of contents"
    if called in _INDEX and len(stretch.blocks) > 5 and _is_of_short_lines(stretch.blocks):
        return "index"
    return "index" if goes_on == "index" and _is_of_numbered_lines(stretch.blocks) else ""


def _is_cover(stretch: Stretch, words: tuple[str, ...]) -> bool:
    """A page of nothing but a picture, by the name of its file or the words that stand for the picture."""
    is_picture = all(block.kind is BlockKind.IMAGE for block in stretch.blocks)
    return is_picture and ("cover" in words or "cover" in stretch.path.rpartition("/")[2].lower())


def _first_heading(blocks: Sequence[Block]) -> str:
    heading = next((block.text for block in blocks if block.kind is BlockKind.HEADING), "")
    return " ".join(words_of(heading))


def _is_title_page(words: tuple[str, ...], book: BookWords) -> bool:
    if not words or not book.title or len(words) > _LONGEST_TITLE_PAGE or not book.title <= set(words):
        return False
    strange = [word for word in words if word not in book.names and word not in _ON_TITLE_PAGES]
    return len(strange) <= 0.35 * len(words)


def _is_copyright_page(called: str, text: str) -> bool:
    signs = sum(bool(sign.search(text)) for sign in _COPYRIGHT_SIGNS)
    return signs >= (1 if called in _COPYRIGHT else 3)


def _lists_chapters(words: tuple[str, ...], book: BookWords) -> bool:
    """Whether it says most of the chapters' titles, and little else."""
    if len(book.lines) < 3 or sum(word in book.in_lines for word in words) < 0.6 * len(words):
        return False
    if len(words) > 2 * sum(map(len, book.lines)) + 30:
        return False
    text = f" {' '.join(words)} "
    return sum(f" {' '.join(line)} " in text for line in book.lines) >= max(3, 0.6 * len(book.lines))


def _is_of_short_lines(blocks: Sequence[Block]) -> bool:
    lines = [block.text for block in blocks if block.kind is not BlockKind.HEADING and block.text]
    long = [line for line in lines if len(line.split()) > _SHORT_LINE and line.endswith((".", "!", "?", "”"))]
    return bool(lines) and len(long) <= len(lines) / 5


def _is_of_numbered_lines(blocks: Sequence[Block]) -> bool:
    """Whether most lines are short and have the number of a page."""
    numbered = [block for block in blocks if any(map(str.isdigit, block.text))]
    return len(numbered) > len(blocks) / 2 and _is_of_short_lines(blocks)
