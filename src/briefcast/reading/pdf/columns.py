"""The order in which a page is read: parts across it, and the columns between them.

A gutter is a strip that no word crosses over several lines and that has running text on both sides.
The tallest gutter splits a page into what stands above it, left of it, right of it and below it; each
part is split again in the same way. So a headline across two columns, a third column and a picture
in the middle of a page all find their place without knowing of each other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median
from typing import TYPE_CHECKING

from briefcast.reading.pdf.lines import Row, lines_of
from briefcast.reading.pdf.printed import Column
from briefcast.reading.pdf.tables import with_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefcast.reading.pdf.printed import Word

#: Each word is taken for this much wider on both sides, in ems: a gutter is wider than the two.
PADDING = 0.4
#: Strips that are tried, across a page.
STRIPS = 250
MAX_DEPTH = 12
#: Gutters that are looked at more closely, the tallest first.
CANDIDATES = 8
#: Lines on both sides of a gutter, and on the shorter side.
MIN_LINES = 6
MIN_SIDE_LINES = 2


@dataclass(frozen=True, slots=True)
class _Gutter:
    """A strip that no word crosses in rows ``first`` to ``end`` (exclusive)."""

    x: float
    first: int
    end: int


def columns_of(rows: Sequence[Row], page: int) -> list[Column]:
    """The page's columns in the order they are read."""
    parts = [_with_drop_caps(part) for part in _parts(list(rows), MAX_DEPTH)]
    return [Column(tuple(with_tables(lines_of(part, page)))) for part in parts if part]


def _parts(rows: list[Row], depth: int) -> list[list[Row]]:
    gutter = _gutter(rows) if depth and len(rows) >= MIN_SIDE_LINES else None
    if not gutter:
        return [rows] if rows else []
    band = rows[gutter.first : gutter.end]
    parts = (
        rows[: gutter.first],
        _side(band, lambda word: word.left < gutter.x),
        _side(band, lambda word: word.left >= gutter.x),
        rows[gutter.end :],
    )
    return [leaf for part in parts for leaf in _parts(part, depth - 1)]


def _side(rows: Sequence[Row], inside: Callable[[Word], bool]) -> list[Row]:
    kept = ((row, tuple(word for word in row.words if inside(word))) for row in rows)
    return [Row(row.base, words) for row, words in kept if words]


def _gutter(rows: list[Row]) -> _Gutter | None:
    """The gutter with most lines on its shorter side."""
    left = min(row.words[0].left for row in rows)
    right = max(word.right for row in rows for word in row.words)
    strip = max((right - left) / STRIPS, 1.0)
    best, most = None, 0
    for first, end, place in _clear_runs(rows, left, strip)[:CANDIDATES]:
        gutter = _trimmed(rows, _Gutter(left + place * strip, first, end))
        lines = _lines_beside(rows, gutter)
        if lines > most:
            best, most = gutter, lines
    return best


def _clear_runs(rows: Sequence[Row], left: float, strip: float) -> list[tuple[int, int, float]]:
    """The longest run of rows in which each strip is clear: (first, end, middle strip), tallest first."""
    covered = [_mask(row, left, strip) for row in rows]
    width = max(mask.bit_length() for mask in covered)
    since = [0] * width
    longest = [(0, 0)] * width
    for number, mask in enumerate([*covered, (1 << width) - 1]):
        for place in _bits(mask):
            if number - since[place] > longest[place][1] - longest[place][0]:
                longest[place] = (since[place], number)
            since[place] = number + 1
    runs = []
    for (first, end), group in groupby(range(width), key=lambda place: longest[place]):
        places = list(group)
        if end - first >= MIN_SIDE_LINES:
            runs.append((first, end, (places[0] + places[-1] + 1) / 2))
    return sorted(runs, key=lambda run: run[0] - run[1])


def _bits(mask: int) -> Iterator[int]:
    """Places of the bits that are set."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _mask(row: Row, left: float, strip: float) -> int:
    """The strips that the row's words cover, as bits."""
    mask = 0
    for word in row.words:
        padding = PADDING * word.face.size
        first = max(int((word.left - padding - left) / strip), 0)
        last = min(max(int((word.right + padding - left) / strip), first), 2 * STRIPS)
        mask |= ((1 << (last - first + 1)) - 1) << first
    return mask


def _trimmed(rows: Sequence[Row], gutter: _Gutter) -> _Gutter:
    """The gutter without a heading at its lower end that belongs to what follows across the page."""
    band = rows[gutter.first : gutter.end]
    if len(band) < MIN_LINES:
        return gutter
    usual = median(row.size for row in band)
    step = median(above.base - below.base for above, below in pairwise(band))
    for number in range(1, min(4, len(band) - 1)):
        row, above = band[-number], band[-number - 1]
        if row.size > 1.1 * usual and above.base - row.base > 1.3 * step:
            return replace(gutter, end=gutter.end - number)
    return gutter


def _lines_beside(rows: Sequence[Row], gutter: _Gutter) -> int:
    """Lines on the shorter side of the gutter; 0 if the sides are not running text."""
    band = rows[gutter.first : gutter.end]
    sides = (_side(band, lambda word: word.left < gutter.x), _side(band, lambda word: word.left >= gutter.x))
    counts = [len(side) for side in sides]
    if min(counts) < MIN_SIDE_LINES or sum(counts) < MIN_LINES or not all(_is_prose(side) for side in sides):
        return 0
    return min(counts)


def _is_prose(side: Sequence[Row]) -> bool:
    """Whether most lines are long, and nearly as wide as the longest."""
    widths = [row.words[-1].right - row.words[0].left for row in side]
    letters = median(sum(len(word.text) for word in row.words) for row in side)
    whole = max(row.words[-1].right for row in side) - min(row.words[0].left for row in side)
    return letters >= 12 and median(widths) >= 0.5 * whole and whole >= 6 * median(row.size for row in side)


def _with_drop_caps(rows: list[Row]) -> list[Row]:
    """Rows with a large initial set before the topmost line it reaches up to."""
    if len(rows) < 3:
        return rows
    usual = median(word.face.size for row in rows for word in row.words)
    for row in rows:
        cap = row.words[0]
        if len(cap.text) <= 2 and cap.face.size >= 1.8 * usual and cap.text[0].isalpha():
            top = cap.base + 0.8 * cap.face.size
            first = next((other for other in rows if other.base < top and _stands_beside(other, cap)), None)
            if first is not None:
                return _led_by(rows, first, cap)
    return rows


def _stands_beside(row: Row, cap: Word) -> bool:
    word = next((word for word in row.words if word is not cap), None)
    return word is not None and cap.right - 1 <= word.left < cap.right + cap.face.size


def _led_by(rows: Sequence[Row], first: Row, cap: Word) -> list[Row]:
    """The rows with the initial joined to a first word, or before it where it is a word: "A river"."""
    out: list[Row] = []
    for row in rows:
        words = [word for word in row.words if word is not cap]
        if row is first:
            apart = words[0].left - cap.right > 0.25 * words[0].face.size
            space = " " if cap.text in {"A", "I"} and words[0].text.islower() and apart else ""
            words[0] = replace(words[0], text=cap.text + space + words[0].text)
        if words:
            out.append(Row(row.base, tuple(words)))
    return out
