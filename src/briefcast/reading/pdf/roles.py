"""What each paragraph is: heading, list item, caption, footnote, reference, or running text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefcast.reading.pdf.headings import is_heading, plain
from briefcast.reading.pdf.paragraphs import ENDS_SENTENCE, MARKER, is_formula
from briefcast.reading.pdf.printed import Grid, Paragraph, Role
from briefcast.reading.pdf.tables import CAPTION, LEADERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefcast.reading.pdf.printed import Bookmark
    from briefcast.reading.pdf.setting import Setting

#: Entries that are looked at to tell a reference list.
SAMPLE = 12
#: A note at the foot begins with a number or a sign.
_NOTE = re.compile(r"(?:\d{1,3}|[*∗†‡§¶#]+|[a-e])(?:[.)]?\s|(?=[A-Z“\"(]))")
_CONTENTS = re.compile(r"(?:table of )?contents|inhalt(?:sverzeichnis)?|table des matières|índice|in this issue", re.I)
_ENDS_IN_NUMBER = re.compile(r"[^\d](?:\d{1,4}|[ivxl]{1,6})$")
_REFERENCES = re.compile(
    r"(?:(?:\d+|[IVX]+)\.?\s+)?(?:references?(?: list| cited)?|references and notes|bibliography|works cited"
    r"|literature(?: cited)?|literatur(?:verzeichnis)?|bibliographie|referencias)",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]{4}")
_SIGNS = re.compile(r"[=∑∏∫√≤≥≠≈∈∀∃∂∇⊂∪∩→⇒±×]|^[{}|()\[\]\s]+$")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def with_roles(
    parts: Sequence[Paragraph | Grid], setting: Setting, bookmarks: Sequence[Bookmark]
) -> list[Paragraph | Grid]:
    """The parts in order, each paragraph with its role."""
    entries = {(entry.page, plain(entry.title)) for entry in bookmarks}
    out = [part if isinstance(part, Grid) else replace(part, role=_role(part, setting, entries)) for part in parts]
    for rule in (_formulas, _contents, _footnotes, _lettering, _references):
        out = rule(out, setting)
    return out


def _role(paragraph: Paragraph, setting: Setting, entries: set[tuple[int, str]]) -> Role:
    tests = (
        (Role.CAPTION, lambda: CAPTION.match(paragraph.text)),
        (Role.LABEL, lambda: not any(char.isalnum() for char in paragraph.text)),
        (Role.FORMULA, lambda: all(is_formula(line) for line in paragraph.lines)),
        (Role.CODE, lambda: _is_code(paragraph, setting)),
        (Role.HEADING, lambda: (paragraph.page, plain(paragraph.text)) in entries or is_heading(paragraph, setting)),
        (Role.ITEM, lambda: MARKER.match(paragraph.text)),
        (Role.QUOTE, lambda: _is_quote(paragraph, setting)),
    )
    return next((role for role, test in tests if test()), Role.BODY)


def _is_code(paragraph: Paragraph, setting: Setting) -> bool:
    """All in letters of one width, in a document that is not; an item that is one piece of code is read."""
    if setting.body.mono or paragraph.text[0] in "•◦▪‣":
        return False
    return all(line.face.mono for line in paragraph.lines)


def _is_quote(paragraph: Paragraph, setting: Setting) -> bool:
    """Set in at both sides, in print not much smaller than the text's."""
    if len(paragraph.lines) < 2 or setting.is_small(paragraph.lines[0]):
        return False
    em = paragraph.face.size
    return all(
        line.left - line.column[0] > 1.2 * em and line.column[1] - line.right > 0.8 * em for line in paragraph.lines
    )


def _formulas(parts: list[Paragraph | Grid], _: Setting) -> list[Paragraph | Grid]:
    """Lines without a word are a formula if they have its signs, or stand beside one."""
    out = list(parts)
    for order in (range(1, len(out)), range(len(out) - 2, -1, -1)):
        for place in order:
            part, beside = out[place], out[place - order.step]
            if isinstance(part, Grid) or part.role not in {Role.BODY, Role.ITEM, Role.QUOTE} or _WORD.search(part.text):
                continue
            near = isinstance(beside, Paragraph) and beside.role is Role.FORMULA and beside.page == part.page
            if near or _SIGNS.search(part.text):
                out[place] = replace(part, role=Role.FORMULA)
    return out


def _contents(parts: list[Paragraph | Grid], _: Setting) -> list[Paragraph | Grid]:
    """Lines with leaders or page numbers, under "Contents" or anywhere."""
    out: list[Paragraph | Grid] = []
    listing = False
    for part in parts:
        if isinstance(part, Grid):
            numbered = sum(bool(_ENDS_IN_NUMBER.search(f" {row[-1]}")) for row in part.rows)
            listing = listing and numbered > 0.6 * len(part.rows)
            lines = [Paragraph((line,), line.text, role=Role.CONTENTS) for line in part.lines]
            out += lines if listing else [part]
            continue
        title = bool(_CONTENTS.fullmatch(part.text))
        entries = not title and _is_listing(part, under_contents=listing)
        listing = title or entries
        out.append(replace(part, role=Role.CONTENTS) if listing else part)
    return out


def _is_listing(paragraph: Paragraph, *, under_contents: bool) -> bool:
    leaders = sum(bool(LEADERS.search(line.text)) for line in paragraph.lines)
    if leaders >= 0.5 * len(paragraph.lines):
        return True
    numbered = sum(bool(_ENDS_IN_NUMBER.search(line.text)) for line in paragraph.lines)
    return under_contents and numbered >= 0.5 * len(paragraph.lines)


def _footnotes(parts: list[Paragraph | Grid], setting: Setting) -> list[Paragraph | Grid]:
    """Small print at the end of a column: with a mark, or going on from the page before, or on page one."""
    out = list(parts)
    unfinished = False
    for end, part in enumerate(parts):
        if isinstance(part, Grid) or not part.last_in_column:
            continue
        first = end + 1
        while first and _is_small_print(out[first - 1], setting, part.page):
            first -= 1
        notes = [note for note in out[first : end + 1] if isinstance(note, Paragraph)]
        marked = next((n for n, note in enumerate(notes) if _NOTE.match(note.text)), len(notes))
        if first and (unfinished or part.page == 1):
            marked = 0
        for place in range(first + marked, end + 1):
            out[place] = replace(notes[place - first], role=Role.FOOTNOTE)
        if marked < len(notes):
            unfinished = not ENDS_SENTENCE.search(notes[-1].text)
    return out


def _is_small_print(part: Paragraph | Grid, setting: Setting, page: int) -> bool:
    return (
        isinstance(part, Paragraph)
        and part.page == page
        and part.role in {Role.BODY, Role.ITEM, Role.QUOTE}
        and setting.is_small(part.lines[0])
    )


def _lettering(parts: list[Paragraph | Grid], setting: Setting) -> list[Paragraph | Grid]:
    """Scattered words right above the caption of a figure are written in the figure."""
    out = list(parts)
    for place, part in enumerate(parts):
        if isinstance(part, Grid) or part.role is not Role.CAPTION or part.text[:3].casefold() == "tab":
            continue
        above = place - 1
        while above >= 0 and _is_lettering(out[above], setting, part.page):
            lettering = out[above]
            if isinstance(lettering, Paragraph):
                out[above] = replace(lettering, role=Role.LABEL)
            above -= 1
    return out


def _is_lettering(part: Paragraph | Grid, setting: Setting, page: int) -> bool:
    if isinstance(part, Grid) or part.page != page or part.role not in {Role.BODY, Role.ITEM, Role.FORMULA}:
        return False
    words = len(part.text.split()) / len(part.lines)
    small = setting.is_small(part.lines[0])
    return not ENDS_SENTENCE.search(part.text) and words <= (6 if small else 3) and len(part.text) < 200


def _references(parts: list[Paragraph | Grid], _: Setting) -> list[Paragraph | Grid]:
    """All under a heading "References", to the next heading that is as high, if they look like it."""
    out = list(parts)
    for place, part in enumerate(parts):
        if isinstance(part, Grid) or not _REFERENCES.fullmatch(part.text.strip(" .:")):
            continue
        end = next(
            (
                n
                for n in range(place + 1, len(out))
                if isinstance(other := out[n], Grid)
                or other.role is Role.CAPTION
                or (other.role is Role.HEADING and other.face.size >= part.face.size - 0.2)
            ),
            len(out),
        )
        entries = [entry for entry in out[place + 1 : end] if isinstance(entry, Paragraph)][:SAMPLE]
        dated = sum(bool(_YEAR.search(entry.text)) for entry in entries)
        if dated and dated >= 0.3 * len(entries):
            for n in range(place, end):
                if isinstance(entry := out[n], Paragraph):
                    out[n] = replace(entry, role=Role.REFERENCE)
    return out
