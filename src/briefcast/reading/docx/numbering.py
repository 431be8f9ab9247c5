"""The numbers in front of list items, which Word counts anew each time it shows them (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefcast.reading.docx.styles import VAL, WORD, value_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LEVELS = 9
_ROMAN = tuple(
    zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "m cm d cd c xc l xl x ix v iv i".split(), strict=True)
)
_LARGEST_ROMAN = 3999


@dataclass(frozen=True, slots=True)
class _Level:
    """How the items of one level are numbered."""

    #: "decimal", "lowerLetter", "bullet" and so on.
    kind: str = "decimal"
    #: What is shown, "%1.%2."; the numbers stand for levels.
    text: str = ""
    start: int = 1


@dataclass(frozen=True, slots=True)
class _List:
    """A list: the family it takes its levels from, and its own starts."""

    family: str
    starts: dict[int, int]


class Numbering:
    """Counts the items of a document's lists in the order they are asked for."""

    def __init__(self, root: Element | None) -> None:
        self._families: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, list[int | None]] = {}
        for family in root.iter(WORD + "abstractNum") if root is not None else ():
            levels = {_number(level.get(WORD + "ilvl"), 0): _level(level) for level in family.iter(WORD + "lvl")}
            self._families[family.get(WORD + "abstractNumId") or ""] = levels
        for element in root.iter(WORD + "num") if root is not None else ():
            self._lists[element.get(WORD + "numId") or ""] = _List(value_of(element, "abstractNumId"), _starts(element))

    def next_number(self, list_id: str, level: str) -> str:
        """The number of the next item, "3. "; empty for an item with a bullet.

        Args:
            list_id: the list it is in.
            level: how deep it stands in that, from "0".
        """
        depth = min(_number(level, 0), _LEVELS - 1)
        found = self._lists.get(list_id)
        levels = self._families.get(found.family, {}) if found else {}
        if found is None or levels.get(depth, _Level("none")).kind in {"bullet", "none"}:
            return ""
        counts = self._counts.setdefault(list_id if found.starts else found.family, [None] * _LEVELS)
        for above in range(depth + 1):
            before = counts[above]
            start = found.starts.get(above, levels.get(above, _Level()).start)
            counts[above] = start if before is None else before + (above == depth)
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        shown = re.sub(r"%([1-9])", lambda place: _shown(levels, counts, int(place[1]) - 1), levels[depth].text)
        return f"{' '.join(shown.split())} " if any(map(str.isalnum, shown)) else ""


def _shown(levels: dict[int, _Level], counts: list[int | None], depth: int) -> str:
    return _numeral(counts[depth] or 0, levels.get(depth, _Level()).kind)


def _level(element: Element) -> _Level:
    start = _number(value_of(element, "start"), 1)
    return _Level(value_of(element, "numFmt") or "decimal", value_of(element, "lvlText"), start)


def _starts(element: Element) -> dict[int, int]:
    found = ((override, override.find(WORD + "startOverride")) for override in element.iter(WORD + "lvlOverride"))
    return {
        _number(override.get(WORD + "ilvl"), 0): _number(start.get(VAL), 1)
        for override, start in found
        if start is not None
    }


def _numeral(number: int, kind: str) -> str:
    """A number as letters, in Roman figures, or in plain ones."""
    if kind in {"lowerLetter", "upperLetter"} and number > 0:
        written = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 3)
    elif kind in {"lowerRoman", "upperRoman"} and 0 < number <= _LARGEST_ROMAN:
        written, rest = "", number
        for value, sign in _ROMAN:
            written, rest = written + sign * (rest // value), rest % value
    else:
        return str(number)
    return written.upper() if kind.startswith("upper") else written


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else otherwise
