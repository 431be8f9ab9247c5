"""Running heads, running feet and page numbers: what stands at the edge of one page after the other.

A line near an edge is furniture if the same words, numbers aside, stand at the same height of a page
close by. A bare number is one if it counts the pages.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from briefcast.model import Omission

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefcast.reading.pdf.lines import Row

#: Lines at either edge that are looked at.
EDGE_LINES = 3
#: Heights that differ by less are the same, in points.
SAME_HEIGHT = 4.0
#: Pages between two of the same running head: left and right pages differ, and some have a picture only.
NEAR = 4
#: On fewer pages than the next number, a running head must stand this many ems off what follows it.
APART = 1.45
#: A height at which this many pages have a running head belongs to running heads on all pages.
SURE_PAGES = 3

_ROMAN = r"(?=[ivxlcdm])c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
_NUMBER = re.compile(
    rf"[\[(–—|·•-]*\s*(?:page|p\.|seite|pagina|página|стр\.)?\s*(?:[A-Z]-)?(?P<value>\d{{1,4}}|{_ROMAN})"
    rf"\s*(?:(?:of|/|von|de|sur|from)\s*\d{{1,4}})?\s*[\])–—|·•-]*",
    re.I,
)
_ROMAN_WORD = re.compile(rf"\b{_ROMAN}\b", re.I)
_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line near the top or the foot of a page."""

    page: int
    row: Row
    at_top: bool
    #: 0 for the outermost line.
    depth: int
    #: Distance to the next line towards the middle of the page, in ems of the larger of the two.
    apart: float

    @property
    def words(self) -> str:
        """What it says, numbers aside."""
        text = re.sub(r"\d+", "#", self.row.text.casefold())
        return re.sub(r"\s", "", _ROMAN_WORD.sub("#", text))

    @property
    def number(self) -> int | None:
        """The page number, if it is nothing else."""
        match = _NUMBER.fullmatch(self.row.text.strip())
        return _value(match["value"]) if match else None

    @property
    def outer_numbers(self) -> set[int]:
        """The numbers that its words begin and end with: "118 Quill and Fenn"."""
        words = self.row.text.split()
        return {int(word) for word in (words[0], words[-1]) if word.isdecimal() and len(word) <= 4}


def without_running_heads(pages: Sequence[list[Row]]) -> tuple[list[list[Row]], list[Omission]]:
    """The pages' rows without furniture, and what was left out, each text once."""
    edges = [edge for number, rows in enumerate(pages, 1) for edge in _edges(number, rows)]
    numbers = _page_numbers(edges, len(pages))
    heads = (_repeated(edges, len(pages)) | _numbered(edges)) - numbers
    heads |= _at_same_height(edges, heads) - numbers
    gone = {(edge.page, id(edge.row)) for edge in heads | numbers}
    kept = [[row for row in rows if (number, id(row)) not in gone] for number, rows in enumerate(pages, 1)]
    return kept, list(_omissions(sorted(heads, key=_in_order), sorted(numbers, key=_in_order)))


def _in_order(edge: _Edge) -> tuple[int, float]:
    return edge.page, -edge.row.base


def _omissions(heads: Sequence[_Edge], numbers: Sequence[_Edge]) -> Iterator[Omission]:
    seen: set[str] = set()
    for edge in heads:
        if edge.words not in seen:
            seen.add(edge.words)
            yield Omission(edge.row.text, "running head")
    if numbers:
        first, last = numbers[0].row.text, numbers[-1].row.text
        yield Omission(first if first == last else f"{first} … {last}", "page number")


def _edges(page: int, rows: Sequence[Row]) -> Iterator[_Edge]:
    for depth, row in enumerate(rows[:EDGE_LINES]):
        yield _Edge(page, row, at_top=True, depth=depth, apart=_apart(row, rows[depth + 1 : depth + 2]))
    foot = list(reversed(rows[-EDGE_LINES - 1 :]))
    for depth, row in enumerate(foot[:EDGE_LINES]):
        yield _Edge(page, row, at_top=False, depth=depth, apart=_apart(row, foot[depth + 1 : depth + 2]))


def _apart(row: Row, inner: Sequence[Row]) -> float:
    return min((abs(row.base - other.base) / max(row.size, other.size, 1) for other in inner), default=9.0)


def _repeated(edges: Sequence[_Edge], pages: int) -> set[_Edge]:
    """Lines whose words stand at the same height of a page nearby."""
    found: set[_Edge] = set()
    groups: dict[tuple[bool, str], list[_Edge]] = defaultdict(list)
    for edge in edges:
        if edge.words.strip("#"):
            groups[edge.at_top, edge.words].append(edge)
    for group in groups.values():
        sure = len({edge.page for edge in group}) >= SURE_PAGES
        for place, edge in enumerate(group):
            for other in group[place + 1 : place + 1 + NEAR]:
                near = 0 < other.page - edge.page <= NEAR and _level(edge, other)
                outermost = pages <= SURE_PAGES or edge.depth == other.depth == 0
                if near and (sure or (outermost and min(edge.apart, other.apart) > APART)):
                    found |= {edge, other}
    return found


def _numbered(edges: Sequence[_Edge]) -> set[_Edge]:
    """Outermost lines that begin or end with a number which goes up by one from page to page."""
    found: set[_Edge] = set()
    groups: dict[tuple[bool, int], list[_Edge]] = defaultdict(list)
    for edge in edges:
        if edge.depth == 0:
            for number in edge.outer_numbers:
                groups[edge.at_top, number - edge.page].append(edge)
    for group in groups.values():
        for edge, other in pairwise(group):
            if 0 < other.page - edge.page <= NEAR and _level(edge, other):
                found |= {edge, other}
    return found


def _at_same_height(edges: Sequence[_Edge], heads: set[_Edge]) -> set[_Edge]:
    """Outermost lines at a height where other pages have their running heads: its words change by chapter."""
    heights: dict[tuple[bool, int, float], set[int]] = defaultdict(set)
    for edge in heads:
        heights[edge.at_top, round(edge.row.base), edge.row.size].add(edge.page)
    sure = {key for key, pages in heights.items() if len(pages) >= SURE_PAGES}
    return {
        edge
        for edge in edges
        if edge.depth == 0
        and any((edge.at_top, round(edge.row.base) + shift, edge.row.size) in sure for shift in (-1, 0, 1))
    }


def _page_numbers(edges: Sequence[_Edge], pages: int) -> set[_Edge]:
    """Bare numbers that go up by one from page to page, or that name their own page."""
    found: set[_Edge] = set()
    counting: dict[tuple[bool, int], list[_Edge]] = defaultdict(list)
    for edge in edges:
        if (number := edge.number) is not None:
            counting[edge.at_top, number - edge.page].append(edge)
            if edge.depth == 0 and number == edge.page and (pages == 1 or len(edge.row.text) > 4):
                found.add(edge)
    for group in counting.values():
        for place, edge in enumerate(group):
            for other in group[place + 1 : place + 1 + NEAR]:
                if other.page > edge.page and (_level(edge, other) or edge.depth == other.depth == 0):
                    found |= {edge, other}
    return found


def _level(one: _Edge, other: _Edge) -> bool:
    return abs(one.row.base - other.row.base) < SAME_HEIGHT


def _value(text: str) -> int:
    """The number that arabic or roman digits stand for."""
    if text.isdigit():
        return int(text)
    total = 0
    digits = [_DIGITS[char] for char in text.lower()]
    for place, digit in enumerate(digits):
        total += -digit if digit < max(digits[place:]) else digit
    return total
