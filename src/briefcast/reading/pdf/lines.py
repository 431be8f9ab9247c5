"""Words at places -> lines: what stands on one base line, with spaces where the gaps are."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from briefcast.reading.pdf.hyphens import spaceless
from briefcast.reading.pdf.printed import Face, Line, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Base lines nearer than this, in ems, are one line.
SAME_LINE = 0.3
#: A gap of this many ems parts two cells of a table.
CELL_GAP = 1.2

_SUPERSCRIPTS = str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾")
_MARK = re.compile(r"[\d,*∗†‡§¶‖#]{1,6}|[a-e](?:,[a-e\d*∗])*,?")
#: A mark that is a sign of its own in the font: "mills³".
_READY_MARK = re.compile(r"(.+?)([¹²³⁰⁴-⁹]+(?:,[¹²³⁰⁴-⁹]+)*)")
_TAKES_POWER = re.compile(r"(?:.*[\d)\]}]|[^\W\d_]|k?m|cm|mm|ft|in|mi|km/s|s|kg)", re.S)


@dataclass(frozen=True, slots=True)
class Row:
    """Words on one base line across the page, from left to right."""

    base: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words, with a space between any two."""
        return " ".join(word.text for word in self.words)

    @property
    def size(self) -> float:
        """Size of the largest print in it."""
        return max(word.face.size for word in self.words)


def settled(words: Sequence[Word]) -> tuple[list[Word], list[str]]:
    """Words with raised and lowered print set onto its line, and the footnote marks taken out.

    A raised number after a number, a unit or a single letter is a power and stays: "10⁵", "m²".
    """
    out: list[Word] = []
    marks: list[str] = []
    main: Word | None = None
    for place, word in enumerate(words):
        after = words[place + 1] if place + 1 < len(words) else None
        before = next((other for other in (out[-1] if out else None, main) if other and _leans_on(word, other)), None)
        if before and word.base > before.base and _MARK.fullmatch(word.text) and _is_script(word, before):
            if not _TAKES_POWER.fullmatch(before.text) or not word.text.isdigit():
                marks.append(word.text)
                continue
            out.append(_set_on(replace(word, text=word.text.translate(_SUPERSCRIPTS)), before))
        elif (ready := _READY_MARK.fullmatch(word.text)) and not _TAKES_POWER.fullmatch(ready[1]):
            marks.append(ready[2])
            main = replace(word, text=ready[1])
            out.append(main)
        elif before:
            out.append(_set_on(word, before))
        elif after and _is_script(word, after) and _leans_on(word, after, leading=True):
            out.append(replace(word, base=after.base))
        else:
            out.append(word)
            main = word
    return out, marks


def _set_on(small: Word, main: Word) -> Word:
    face = replace(main.face, maths=small.face.maths)
    return replace(small, base=main.base, glued=True, face=face)


def _is_script(small: Word, main: Word) -> bool:
    # Print that is smaller still stands beside a drop cap.
    return 0.45 * main.face.size < small.face.size < 0.87 * main.face.size


def _leans_on(small: Word, main: Word, *, leading: bool = False) -> bool:
    """Whether ``small`` is raised or lowered print right behind (or before) ``main``."""
    size = main.face.size
    shift = abs(small.base - main.base)
    gap = main.left - small.right if leading else small.left - main.right
    if _is_script(small, main):
        return 0.08 * size < shift < 0.7 * size and -0.3 * size < gap < 0.45 * size
    return small.glued and 0.01 * size < shift < 0.36 * size and abs(gap) < 0.25 * size


def rows_of(words: Iterable[Word]) -> list[Row]:
    """Words by base line, from top to bottom."""
    ordered = sorted(words, key=lambda word: -word.base)
    rows: list[list[Word]] = []
    for word in ordered:
        if rows and rows[-1][0].base - word.base < SAME_LINE * max(min(rows[-1][0].face.size, word.face.size), 1):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [Row(row[0].base, tuple(sorted(row, key=lambda word: word.left))) for row in rows]


def lines_of(rows: Sequence[Row], page: int) -> list[Line]:
    """One line for each row of a column."""
    if not rows:
        return []
    lefts = sorted(row.words[0].left for row in rows)
    rights = sorted(row.words[-1].right for row in rows)
    column = (lefts[len(lefts) // 10], rights[-1 - len(rights) // 20])
    return [_line(row, page, column) for row in rows]


def _line(row: Row, page: int, column: tuple[float, float]) -> Line:
    cells = [_joined(cell) for cell in _cells(_unspaced(_once(row.words)))]
    if _right_to_left("".join(cell.text for cell in cells)):
        cells.reverse()
    text = _text(cells)
    letters = sum(len(word.text) for word in row.words)
    head = row.words[0]
    return Line(
        text=text,
        left=head.left,
        right=row.words[-1].right,
        base=row.base,
        face=_face(row.words),
        page=page,
        column=column,
        first=min(row.words[-1].right - head.left, head.right - head.left),
        maths=sum(len(word.text) for word in row.words if word.face.maths) / max(letters, 1),
        cells=tuple(cells),
    )


def _text(cells: Sequence[Word]) -> str:
    return " ".join(cell.text for cell in cells)


def _once(words: Sequence[Word]) -> list[Word]:
    """Words without those printed twice for a bold look."""
    out: list[Word] = []
    for word in words:
        if out and out[-1].text == word.text and abs(out[-1].left - word.left) < 0.2 * word.face.size:
            continue
        out.append(word)
    return out


def _unspaced(words: Sequence[Word]) -> list[Word]:
    """Words with letter-spaced ones closed up: "T H E  M I L L" is two words."""
    out: list[Word] = []
    run: list[Word] = []
    for word in [*words, None]:
        if word and len(word.text) == 1 and (not run or word.left - run[-1].right < word.face.size):
            run.append(word)
            continue
        out += _closed(run)
        run = []
        if word and len(word.text) == 1:
            run = [word]
        elif word:
            out.append(word)
    return out


def _closed(run: Sequence[Word]) -> list[Word]:
    if len(run) < 4 or sum(word.text.isalpha() for word in run) < 0.75 * len(run) or spaceless(run[0].text):
        return list(run)
    gaps = [after.left - before.right for before, after in pairwise(run)]
    usual = median(gaps)
    out = [run[0]]
    for gap, word in zip(gaps, run[1:], strict=True):
        if gap < 1.5 * usual + 0.05 * word.face.size:
            out[-1] = replace(out[-1], text=out[-1].text + word.text, right=word.right)
        else:
            out.append(word)
    return out


def _cells(words: Sequence[Word]) -> list[list[Word]]:
    """Words split at the gaps that are wide enough for a table."""
    cells: list[list[Word]] = []
    for word in words:
        if cells and word.left - cells[-1][-1].right < CELL_GAP * max(word.face.size, 1):
            cells[-1].append(word)
        else:
            cells.append([word])
    return cells


def _joined(words: Sequence[Word]) -> Word:
    """Words as one, with spaces where the gaps are."""
    if _right_to_left("".join(word.text for word in words)):
        words = _logical(words)
    parts = [words[0].text]
    for before, word in pairwise(words):
        parts.append(("" if _together(before, word) else " ") + word.text)
    return replace(
        words[0],
        text="".join(parts),
        left=min(word.left for word in words),
        right=max(word.right for word in words),
    )


def _together(before: Word, word: Word) -> bool:
    size = max(word.face.size, 1)
    gap = max(word.left - before.right, before.left - word.right)
    # A gap alone tells nothing: the box of a slanted letter reaches into the space behind it.
    if word.glued and gap < 0.3 * size:
        return True
    return gap < 0.5 * size and spaceless(before.text[-1]) and spaceless(word.text[0])


def _right_to_left(text: str) -> bool:
    strong = [unicodedata.bidirectional(char) for char in text]
    return strong.count("R") + strong.count("AL") > strong.count("L")


def _logical(words: Sequence[Word]) -> list[Word]:
    """Words in the order they are read, from right to left; runs of Latin words stay as they are."""
    out: list[Word] = []
    run: list[Word] = []
    for word in reversed(words):
        if any(unicodedata.bidirectional(char) in {"L", "EN"} for char in word.text):
            run.insert(0, word)
            continue
        out += [*run, word]
        run = []
    return out + run


def _face(words: Sequence[Word]) -> Face:
    """The look of most of the letters."""
    weight: dict[Face, int] = {}
    for word in words:
        weight[word.face] = weight.get(word.face, 0) + len(word.text)
    if len(weight) == 1:
        return replace(words[0].face, maths=False)
    main = max(weight, key=lambda face: weight[face])
    letters = sum(weight.values())
    bold = sum(count for face, count in weight.items() if face.bold)
    italic = sum(count for face, count in weight.items() if face.italic)
    mono = sum(count for face, count in weight.items() if face.mono)
    return Face(main.size, bold=bold > 0.6 * letters, italic=italic > 0.8 * letters, mono=mono > 0.8 * letters)
