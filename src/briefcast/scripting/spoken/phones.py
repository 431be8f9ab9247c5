"""Telephone numbers and other numbers that are dialled or spelled: group by group, digit by digit."""

from __future__ import annotations

import re

from briefcast.scripting.spoken.number_words import digits
from briefcast.scripting.spoken.scanning import Rule, rule

#: Fewer digits behind a plus sign are a number.
_FEWEST_DIGITS = 7
_GROUP = re.compile(r"\d+|[A-Za-z]+")


def _group(written: str) -> str:
    if not written[0].isdigit():
        return written
    if written == "800":
        return "eight hundred"
    return digits(written)


def _international(match: re.Match[str]) -> str | None:
    return _dialled(match) if sum(char.isdigit() for char in match["number"]) >= _FEWEST_DIGITS else None


def _dialled(match: re.Match[str]) -> str:
    groups = [_group(group) for group in _GROUP.findall(match["number"])]
    plus = "plus " if match[0].startswith("+") else ""
    extension = match["extension"]
    return plus + ", ".join(groups) + (f", extension {digits(extension)}" if extension else "")


def _spelled_behind(match: re.Match[str]) -> str | None:
    """A number that is spelled because of the word before it."""
    return f"{match['call']} {digits(match['number'])}"


_EXTENSION = r"(?:,?\s(?:ext\.?|x|extension)\s?(?P<extension>\d{1,6}))?"
_CUT = r"[\s.\u00a0-]"
_INTERNATIONAL = rule(
    rf"(?P<number>\+\d{{8,15}}|\+\d{{1,3}}{_CUT}?(?:\(\d{{1,4}}\){_CUT}?)?\d{{1,5}}(?:{_CUT}\d{{2,8}}){{0,5}}){_EXTENSION}(?!\w)",
    _international,
)
_AREA = rule(rf"(?P<number>\(\d{{3,5}}\){_CUT}?\d{{3,4}}{_CUT}\d{{3,4}}){_EXTENSION}(?![\w-])", _dialled)
#: At a plus sign and an opening bracket.
SYMBOL_RULES: dict[str, tuple[Rule, ...]] = {"+": (_INTERNATIONAL,), "(": (_AREA,)}
DIGIT_RULES: tuple[Rule, ...] = (
    rule(rf"(?P<number>(?:1{_CUT})?\(?\d{{3}}\)?[\s.-]\d{{3}}[.-]\d{{4}}){_EXTENSION}(?![\w]|-\d)", _dialled),
    rule(r"(?P<number>1-\d{3}(?:-[A-Z0-9]{1,8}){1,5})(?P<extension>)(?![\w-])", _dialled),
    rule(r"(?P<number>\d{3}-\d{2}-\d{4})(?P<extension>)(?![\w-])", _dialled),
    rule(rf"(?P<number>\d{{3}}-\d{{4}}){_EXTENSION}(?![\w-])", _dialled),
    rule(r"(?P<number>0\d{2,4}[ -]\d{3,4}[ -]?\d{3,4})(?P<extension>)(?![\w-])", _dialled),
    rule(r"(?P<number>0\d{9,10})(?P<extension>)(?!\w)", _dialled),
    rule(r"(?P<number>\d{1,5}(?:-\d{1,7}){3,6})(?P<extension>)(?![\w-])", _dialled),
    rule(r"(?P<number>\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{4})(?P<extension>)(?![\w-])", _dialled),
)
_CALLS = ("call", "calls", "called", "dial", "dialled", "dialed", "calling", "dialing", "dialling")
_CALL = rule(
    rf"(?P<call>{'|'.join(_CALLS)}) (?P<number>911|999|112|101|111|988)(?![\w,.]\d|[\w-])", _spelled_behind, re.I
)
#: "ending in 8876", "call 911", "P.O. Box 2915".
WORD_RULES: dict[str, tuple[Rule, ...]] = {
    "ending": (rule(r"(?P<call>ending (?:in|with)) (?P<number>\d{3,6})(?![\w,.]\d|\w)", _spelled_behind, re.I),),
    "box": (rule(r"(?P<call>box) (?P<number>\d{1,6})(?![\w,.]\d|\w)", _spelled_behind, re.I),),
    "pin": (rule(r"(?P<call>pin) (?P<number>\d{4})(?![\w,.]\d|\w)", _spelled_behind, re.I),),
    "ext": (rule(r"ext\.? (?P<number>\d{1,6})(?!\w)", lambda match: f"extension {digits(match['number'])}", re.I),),
    **dict.fromkeys(_CALLS, (_CALL,)),
}
