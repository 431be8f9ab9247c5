"""Lines of columns -> paragraphs: where one ends and where it goes on over a column or a page."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefcast.reading.pdf.hyphens import HYPHENS, Vocabulary, joined
from briefcast.reading.pdf.printed import Column, Grid, Line, Paragraph, Role
from briefcast.reading.pdf.tables import CAPTION, LEADERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefcast.reading.pdf.setting import Setting

#: What stands before a list item's text: a bullet, or a number or letter with a stop or bracket.
MARKER = re.compile(r"(?:[•·▪●◦‣⁃■□➢✓❖o–—*-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]|\[\d{1,3}\])\s+(?=\S)")
ENDS_SENTENCE = re.compile(r"[.!?…:;。！？：][\"”’'»)\]]*[\d,*]*$")
#: What a paragraph may go on from, and be.
_RUNNING = frozenset({Role.BODY, Role.ITEM, Role.QUOTE})
#: What stands before a counted heading: "2.1", "IV", "Chapter".
COUNTED = re.compile(
    r"(?:(?:[IVX]{1,5}|[A-Z]|\d{1,2}(?:\.\d{1,2})*)\.?\s+|(?:chapter|part|appendix|section|kapitel|teil)\s)(?=\W?\w)",
)
#: A first line is set in by this many ems, or more.
INDENT = 0.6
#: Lines further apart than this times the usual distance are two paragraphs.
PARTED = 1.28


def paragraphs_of(columns: Sequence[Column], setting: Setting, vocabulary: Vocabulary) -> list[Paragraph | Grid]:
    """The document's paragraphs and tables in reading order."""
    out: list[Paragraph | Grid] = []
    for column in columns:
        for run in _runs(column.parts):
            if isinstance(run, Grid):
                out.append(run)
            else:
                out += [_paragraph(lines, vocabulary) for lines in _split(run, setting)]
        if out and isinstance(last := out[-1], Paragraph):
            out[-1] = replace(last, last_in_column=True)
    return out


def continued(
    paragraphs: Sequence[Paragraph | Grid], setting: Setting, vocabulary: Vocabulary
) -> list[Paragraph | Grid]:
    """Paragraphs with those put together that a column, a page or a picture has cut in two."""
    out: list[Paragraph | Grid] = []
    running: int | None = None
    for paragraph in paragraphs:
        if isinstance(paragraph, Grid) or paragraph.role not in _RUNNING:
            if not isinstance(paragraph, Grid) and paragraph.role is Role.HEADING:
                running = None
            out.append(paragraph)
            continue
        before = out[running] if running is not None else None
        if isinstance(before, Paragraph) and _goes_on(before, paragraph, setting):
            text = joined(before.text, paragraph.text, vocabulary)
            out[running or 0] = replace(before, lines=before.lines + paragraph.lines, text=text)
        else:
            running = len(out)
            out.append(paragraph)
    return out


def is_formula(line: Line) -> bool:
    """Whether the line is a formula that stands by itself: mathematical print, set in, hardly a word."""
    words = [word for word in line.text.split() if len(word) > 3 and word.isalpha()]
    return line.maths > 0.3 and len(words) < 3 and line.left - line.column[0] > line.face.size


def _paragraph(lines: Sequence[Line], vocabulary: Vocabulary) -> Paragraph:
    text = ""
    for line in lines:
        text = joined(text, line.text, vocabulary)
    return Paragraph(tuple(lines), " ".join(text.split()))


def _runs(parts: Sequence[Line | Grid]) -> list[list[Line] | Grid]:
    """Parts with lines that stand together in one list."""
    out: list[list[Line] | Grid] = []
    for part in parts:
        if isinstance(part, Grid):
            out.append(part)
        elif out and isinstance(out[-1], list):
            out[-1].append(part)
        else:
            out.append([part])
    return out


def _split(lines: Sequence[Line], setting: Setting) -> list[list[Line]]:
    out: list[list[Line]] = []
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        if out and not _begins(line, out[-1], following, setting):
            out[-1].append(line)
        else:
            out.append([line])
    return out


def _begins(line: Line, so_far: Sequence[Line], following: Line | None, setting: Setting) -> bool:
    """Whether a line begins a paragraph."""
    above = so_far[-1]
    if not _same_look(above, line) or _parted(above, line, setting):
        return True
    if CAPTION.match(line.text) or LEADERS.search(above.text):
        return True
    if (line.face.mono and above.face.mono) or (above.text[-1] in HYPHENS and line.text[0].islower()):
        return False
    if MARKER.match(line.text) and (not _wraps(above, line) or MARKER.match(so_far[0].text)):
        return True
    return _begins_by_place(line, so_far, following, setting)


def _begins_by_place(line: Line, so_far: Sequence[Line], following: Line | None, setting: Setting) -> bool:
    """Whether a line begins a paragraph, by where it stands to the line above and in its column."""
    above = so_far[-1]
    if _centred(above) and _centred(line):
        return False
    if setting.is_large(line) or (line.face.bold and not setting.body.bold):
        return bool(COUNTED.match(line.text)) or (_centred(above) != _centred(line) and not _wraps(above, line))
    if _set_in(line, above):
        return not _mid_sentence(above, line) and not _hangs(so_far, line, following)
    return _ends_early(above, line) or _stands_out(so_far, line)


def _same_look(above: Line, line: Line) -> bool:
    size = max(above.face.size, line.face.size)
    return (
        abs(above.face.size - line.face.size) < 0.07 * size
        and (above.face.bold == line.face.bold)
        and (above.face.mono == line.face.mono or abs(above.left - line.left) < 0.3 * size)
        and is_formula(above) == is_formula(line)
    )


def _parted(above: Line, line: Line, setting: Setting) -> bool:
    step = above.base - line.base
    return step < 0 or step > PARTED * max(setting.step(above), 1.1 * above.face.size)


def _set_in(line: Line, above: Line) -> bool:
    return line.left - above.left > INDENT * line.face.size


def _stands_out(so_far: Sequence[Line], line: Line) -> bool:
    """Whether the line is as far left as the first of a paragraph that hangs under it."""
    first, above = so_far[0], so_far[-1]
    return len(so_far) > 1 and _set_in(above, first) and abs(first.left - line.left) < 0.3 * line.face.size


def _mid_sentence(above: Line, line: Line) -> bool:
    return line.text[0].islower() and not ENDS_SENTENCE.search(above.text)


def _hangs(so_far: Sequence[Line], line: Line, following: Line | None) -> bool:
    """Whether the first line stands out to the left, and this one goes on under it."""
    if len(so_far) > 1:
        return False
    if MARKER.match(so_far[0].text):
        return True
    if not _wraps(so_far[0], line):
        return False
    return following is not None and abs(following.left - line.left) < 0.3 * line.face.size


def _wraps(above: Line, line: Line) -> bool:
    """Whether the first word of ``line`` had no room on the line above."""
    return above.right + 0.2 * line.face.size + line.first > above.column[1] - 0.3 * line.face.size


def _ends_early(above: Line, line: Line) -> bool:
    if _wraps(above, line) or above.text[-1] in HYPHENS:
        return False
    left, right = above.column
    return bool(ENDS_SENTENCE.search(above.text)) or above.right < left + 0.6 * (right - left)


def _centred(line: Line) -> bool:
    left, right = line.column
    room = line.left - left
    return room > line.face.size and abs(room - (right - line.right)) < line.face.size


def _goes_on(before: Paragraph, after: Paragraph, setting: Setting) -> bool:
    """Whether a paragraph that ends a column goes on in the next."""
    last, first = before.lines[-1], after.lines[0]
    if not _same_look(last, first) or MARKER.match(after.text) or CAPTION.match(after.text):
        return False
    if (last.page, last.column) == (first.page, first.column) and last.base > first.base:
        return False
    if last.text[-1] in HYPHENS and first.text[0].islower():
        return True
    if not ENDS_SENTENCE.search(last.text):
        return first.text[0].islower() or (_full(last) and len(before.lines) > 1)
    return setting.indented and _full(last) and len(before.lines) > 1 and not _indented(first)


def _full(line: Line) -> bool:
    return line.right > line.column[1] - 0.5 * line.face.size


def _indented(line: Line) -> bool:
    return line.left - line.column[0] > INDENT * line.face.size
