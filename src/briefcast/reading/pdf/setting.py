"""How a document is set: the face of its running text, the distance of its lines."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from briefcast.reading.pdf.printed import Column, Face, Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Lines further apart than this, in ems, do not count when the usual distance is sought.
MAX_STEP = 2.6


@dataclass(frozen=True, slots=True)
class Setting:
    """What is usual in a document."""

    #: Of most letters.
    body: Face
    #: Size, in points -> usual distance from base line to base line.
    steps: dict[float, float]
    #: Most paragraphs begin with an indent.
    indented: bool = False

    @classmethod
    def of(cls, columns: Sequence[Column]) -> Setting:
        """The setting of all lines of a document."""
        letters: Counter[Face] = Counter()
        for line in lines_in(columns):
            letters[replace(line.face, italic=False)] += len(line.text)
        body = letters.most_common(1)[0][0] if letters else Face(10)
        steps: dict[float, Counter[float]] = {}
        for size, step in (pair for column in columns for pair in _steps(column)):
            steps.setdefault(size, Counter())[round(step * 2) / 2] += 1
        return cls(body, {size: _usual(count) for size, count in steps.items()}, _is_indented(columns))

    def step(self, line: Line) -> float:
        """The usual distance to the next line of the same paragraph."""
        return self.steps.get(line.face.size) or 1.2 * line.face.size

    def is_small(self, line: Line) -> bool:
        """Whether the print is smaller than that of the running text."""
        return line.face.size < 0.93 * self.body.size

    def is_large(self, line: Line) -> bool:
        """Whether the print is larger than that of the running text."""
        return line.face.size > 1.08 * self.body.size


def lines_in(columns: Iterable[Column]) -> Iterable[Line]:
    """All lines outside tables, in reading order."""
    return (part for column in columns for part in column.parts if isinstance(part, Line))


def _usual(steps: Counter[float]) -> float:
    """The smallest step that is not rare: lines of a list may stand further apart, and be more."""
    most = max(steps.values())
    return min(step for step, count in steps.items() if count >= 0.4 * most)


def _steps(column: Column) -> Iterable[tuple[float, float]]:
    for above, below in pairwise(column.parts):
        if not isinstance(above, Line) or not isinstance(below, Line) or above.face.size != below.face.size:
            continue
        step = above.base - below.base
        if 0 < step < MAX_STEP * above.face.size:
            yield above.face.size, step


def _is_indented(columns: Sequence[Column]) -> bool:
    """Whether indents are as frequent as a text of ordinary paragraphs has them."""
    total = indents = 0
    for column in columns:
        for above, below in pairwise(column.parts):
            if isinstance(above, Line) and isinstance(below, Line) and above.face.size == below.face.size:
                total += 1
                indents += 0.6 * below.face.size < below.left - above.left < 4 * below.face.size
    return indents > 0.04 * total
