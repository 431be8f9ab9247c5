"""Fractions: "1/2", "3 1/4", "½", "2¾", and slashed pairs that are not: "24/7", "9/11"."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from briefcast.scripting.spoken.number_words import as_ordinal, cardinal, decimal, plural, two_digits, year
from briefcast.scripting.spoken.scanning import Rule, rule, word_after

if TYPE_CHECKING:
    import re

_NOT_FRACTIONS = {"24/7": "twenty-four seven", "9/11": "nine eleven", "7/7": "seven seven", "50/50": "fifty-fifty"}
_TOP_MARKS = frozenset({"4", "5", "6", "10", "20", "100"})
_MARKS_AFTER = frozenset({"stars", "star", "marks", "points", "rating", "score"})
_MARKS_BEFORE = frozenset("rated rates rate rating score scored scores scoring graded marked stars".split())
_VULGAR = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞↉"


_UNITS = {
    "mi": "mile", "in": "inch", "ft": "foot", "lb": "pound", "lbs": "pound", "oz": "ounce",
    "km": "kilometer", "tsp": "teaspoon",
    "tbsp": "tablespoon", '"': "inch",
}  # fmt: skip


_MANY = {"foot": "feet", "inch": "inches"}


def fraction(top: str, bottom: str) -> str:
    """A numerator over a denominator: "two thirds", "one half", "seven over one hundred twenty-three"."""
    if bottom == "2":
        return "one half" if top == "1" else f"{cardinal(top)} halves"
    if bottom in {"1", "0"} or len(bottom) > 4:
        return f"{cardinal(top)} over {cardinal(bottom)}"
    name = "quarter" if bottom == "4" else as_ordinal(cardinal(bottom))
    return f"{cardinal(top)} {name if top == '1' else plural(name)}"


def _mixed(whole: str, top: str, bottom: str) -> str:
    part = "a half" if (top, bottom) == ("1", "2") else fraction(top, bottom)
    return f"{cardinal(whole)} and {part}"


def _is_rating(match: re.Match[str]) -> bool:
    """Whether the pair is a mark: "rated 3/10", "4/5 stars"."""
    if match["whole"] or match["bottom"] not in _TOP_MARKS or int(match["top"]) > int(match["bottom"]):
        return False
    before = match.string[max(0, match.start() - 24) : match.start()].lower().split()
    return word_after(match.string, match.end()) in _MARKS_AFTER or not _MARKS_BEFORE.isdisjoint(before[-3:])


def _slashed(match: re.Match[str]) -> str | None:  # noqa: PLR0911  (a case each)
    whole, top, bottom = match["whole"], match["top"], match["bottom"]
    if not whole and f"{top}/{bottom}" in _NOT_FRACTIONS:
        return _NOT_FRACTIONS[f"{top}/{bottom}"]
    if not whole and bottom == "1":
        return f"{cardinal(top)} to one"
    if not whole and top == bottom and len(top) == 2:
        return f"{cardinal(top)} {cardinal(bottom)}"
    if bottom.startswith("0") or (top.startswith("0") and top != "0"):
        return None
    if _is_rating(match):
        return f"{cardinal(top)} out of {cardinal(bottom)}"
    unit = _UNITS.get(match["unit"] or "", "")
    if whole:
        said = _mixed(whole, top, bottom) if int(top) < int(bottom) and bottom != "1" else None
        return said and (f"{said} {_MANY.get(unit, f'{unit}s')}" if unit else said)
    if len(top) == len(bottom) == 4 and int(bottom) == int(top) + 1:
        return f"{year(top)} {year(bottom)}"
    if len(top) == 4 and len(bottom) == 2 and int(bottom) == (int(top) + 1) % 100:
        return f"{year(top)} {two_digits(bottom)}"
    if int(top) > int(bottom) >= 30 and int(top) >= 60:
        return f"{year(top)} {cardinal(bottom)}" if len(top) == 4 else f"{cardinal(top)} over {cardinal(bottom)}"
    return fraction(top, bottom) + (f" {unit}" if unit else "")


def _out_of(match: re.Match[str]) -> str:
    return f"{decimal(match['top'])} out of {cardinal(match['bottom'])}"


def vulgar(char: str) -> tuple[str, str]:
    """Numerator and denominator of a fraction that is one character."""
    top, _, bottom = unicodedata.normalize("NFKC", char).partition("⁄")
    return top, bottom


def _one_character(match: re.Match[str]) -> str:
    top, bottom = vulgar(match["char"])
    whole = match["whole"]
    return _mixed(whole, top, bottom) if whole else fraction(top, bottom)


_ONE = rule(rf"(?P<whole>\d{{1,6}})?[\s-]?(?P<char>[{_VULGAR}])", _one_character)
DIGIT_RULES: tuple[Rule, ...] = (
    _ONE,
    rule(r"(?P<top>\d{1,4}\.\d{1,3})/(?P<bottom>[1-9]\d{0,3})(?![\w/]|[.,]\d)", _out_of),
    rule(
        r"(?:(?P<whole>\d{1,5})[\s-])?(?P<top>\d{1,4})\s?[/⁄]\s?(?P<bottom>\d{1,4})(?:st|nd|rd|ths|th)?(?:\s?(?P<unit>mi|in(?=\.)|ft|lbs?|oz|km|tsp|tbsp|\")\.?(?!\w))?(?![\w/]|[.,]\d)",
        _slashed,
    ),
)
SYMBOL_RULES = dict.fromkeys(_VULGAR, (_ONE,))
