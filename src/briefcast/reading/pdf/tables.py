"""Lines whose cells stand in line -> tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefcast.reading.pdf.printed import Grid, Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefcast.reading.pdf.printed import Word

#: Rows with two cells or more that make a table; with a caption beside it, one less.
MIN_ROWS = 3
#: Lines of one cell in a row that a table may have: a cell's text goes on, or a row spans it.
MAX_SINGLE = 2
#: Lines that are looked at before a table is believed in.
MAX_LOOK = 12
#: A row with more cells is letters thrown about.
MAX_CELLS = 24
#: A cell is in line with one of another row if an edge or the middle is this near, in ems.
IN_LINE = 0.6

CAPTION = re.compile(
    r"(?i:table|tab\.|figure|fig\.|abbildung|abb\.|tabelle|tableau|chart|photo|plate|illustration)\s*"
    r"(?:[A-Z]?\.?\d+(?:[.\-]\d+)*[a-z]?|[IVXL]+)\s*(?:[.:|–—-]\s*|\s(?=[A-Z(“\"])|$)"
)
LEADERS = re.compile(r"(?:\s?\.){4,}")
_MARKER = re.compile(r"(?:[•·▪●◦‣⁃–—*-]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)]|\[\d+\])")


def with_tables(lines: Sequence[Line]) -> list[Line | Grid]:
    """The lines in order, those of a table put together."""
    out: list[Line | Grid] = []
    place = 0
    while place < len(lines):
        end = _table_end(lines, place)
        if end:
            rows = lines[place:end]
            out.append(Grid(tuple(tuple(cell.text for cell in line.cells) for line in rows), tuple(rows)))
            place = end
        else:
            out.append(lines[place])
            place += 1
    return out


def _table_end(lines: Sequence[Line], start: int) -> int:
    """The place behind the table that begins at ``start``, or 0."""
    if not _has_cells(lines[start]):
        return 0
    last = _last_row(lines, start, MAX_LOOK)
    if not _in_line([line for line in lines[start : last + 1] if _has_cells(line)]):
        return 0
    last = _last_row(lines, start, len(lines))
    rows = [line for line in lines[start : last + 1] if _has_cells(line)]
    beside = [lines[start - 1]] if start else []
    beside += lines[last + 1 : last + 2]
    needed = MIN_ROWS - 1 if any(CAPTION.match(line.text) for line in beside) else MIN_ROWS
    if len(rows) < needed or not _in_line(rows) or _is_described_list(rows):
        return 0
    return last + 1


def _last_row(lines: Sequence[Line], start: int, most: int) -> int:
    """The last of the rows that follow ``start`` with hardly a line between them, of ``most`` lines at most."""
    end, last = start, start
    while end < min(start + most, len(lines)) and end - last <= MAX_SINGLE:
        if _has_cells(lines[end]):
            last = end
        elif CAPTION.match(lines[end].text) or _is_wide(lines[end]):
            break
        end += 1
    return last


def _has_cells(line: Line) -> bool:
    if not 2 <= len(line.cells) <= MAX_CELLS or LEADERS.search(line.text):
        return False
    return not (len(line.cells) == 2 and _MARKER.fullmatch(line.cells[0].text))


def _is_wide(line: Line) -> bool:
    """A line of prose that fills its column."""
    left, right = line.column
    return line.right - line.left > 0.75 * (right - left) and len(line.text.split()) > 6


def _in_line(rows: Sequence[Line]) -> bool:
    """Whether most cells after the first have one above or below that they are in line with."""
    matched = total = 0
    for number, row in enumerate(rows):
        others = [cell for other in rows[max(number - 2, 0) : number + 3] if other is not row for cell in other.cells]
        for cell in row.cells[1:]:
            total += 1
            matched += any(_near(cell, other) for other in others)
    return matched >= 0.7 * total


def _near(one: Word, other: Word) -> bool:
    room = IN_LINE * one.face.size
    return (
        abs(one.left - other.left) < room
        or abs(one.right - other.right) < room
        or abs(one.left + one.right - other.left - other.right) < 2 * room
    )


def _is_described_list(rows: Sequence[Line]) -> bool:
    """Terms at the left, each with a sentence at its right: better read than left out."""
    if any(len(row.cells) != 2 for row in rows):
        return False
    words = sorted(len(row.cells[1].text.split()) for row in rows)
    return words[len(words) // 2] >= 6
