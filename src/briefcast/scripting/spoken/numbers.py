"""Numbers by themselves: counts, decimals, ordinals, ranges, scores, signs, powers, magnitudes."""

from __future__ import annotations

import re

from briefcast.scripting.spoken.number_words import cardinal, decimal, digits, in_pairs, ordinal, two_digits
from briefcast.scripting.spoken.scanning import Rule, rule, word_after, word_before

_N = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
#: Words that make the number behind them a name: read in pairs.
_NAMED = frozenset(
    "flight room route highway interstate channel boeing airbus suite apartment apt bus line hwy gate platform locker "
    "cell".split()
)
#: Words that make the number behind them a code: read digit by digit.
_CODED = frozenset("code pin account extension passcode password badge serial postcode".split())
_COUNTED_MILLIONS = frozenset(
    "people users viewers homes jobs customers subscribers followers workers barrels tons tonnes".split()
)
_ENDINGS = {"1": "st", "2": "nd", "3": "rd"}


def _plain(match: re.Match[str]) -> str:
    number = match["number"]
    before = word_before(match.string, match.start()).lower()
    if before in _CODED and number.isdigit():
        return digits(number)
    if before in _NAMED and number.isdigit() and len(number) in {3, 4}:
        return "seven forty-seven" if number == "747" else in_pairs(number)
    return decimal(number)


def _range(match: re.Match[str]) -> str | None:
    """Two numbers with a dash: a range, a score, an aircraft's model."""
    first, last = match["a"], match["b"]
    before = word_before(match.string, match.start()).lower()
    if before in {"boeing", "airbus"} or (re.fullmatch(r"7[0-8]7", first) and re.fullmatch(r"[1-9]00|[1-9]", last)):
        return f"{in_pairs(first)} {in_pairs(last) if len(last) > 2 else cardinal(last)}"
    if re.search(r"[A-Z]-$", match.string[max(0, match.start() - 2) : match.start()]):
        return f"{decimal(first)} {decimal(last)}"
    third = f" to {decimal(match['c'])}" if match["c"] else ""
    return f"{decimal(first)} to {_shortened(last)}{third}"


def _shortened(last: str) -> str:
    return two_digits(last) if len(last) == 2 and last[0] == "0" else decimal(last)


def _ordinal(match: re.Match[str]) -> str | None:
    number, ending = match["number"].replace(",", ""), match["ending"].lower()
    right = "th" if number[-2:] in {"11", "12", "13"} else _ENDINGS.get(number[-1], "th")
    plural = match["plural"] or ""
    if ending == "st" != right and 6 <= int(number) <= 30:
        return f"{cardinal(number)} stone"
    if ending not in {right, "d"}:
        return f"{cardinal(number)} {ending}{plural}"
    return ordinal(match["number"].lstrip("0") or "0") + plural


def _thousands(match: re.Match[str]) -> str:
    """Thousands parted by spaces or full stops: "1 000 000", "1.000.000"."""
    return cardinal(re.sub(r"\D", "", match[0]))


def _parts(match: re.Match[str]) -> str:
    return " ".join(cardinal(part) for part in match[0].split("/"))


def _power_of_ten(match: re.Match[str]) -> str:
    exponent = match["exponent"]
    sign = "minus " if exponent[0] in "-−" else ""
    return f"{decimal(match['number'])} times ten to the power of {sign}{cardinal(exponent.lstrip('+-−'))}"


def _times(match: re.Match[str]) -> str:
    return f"{cardinal(match['a'])} x {cardinal(match['b'])}"


def _dotted(match: re.Match[str]) -> str:
    """Versions, sections, addresses of machines: 2.1.3, 192.168.1.1."""
    return " point ".join(cardinal(part) for part in match[0].split("."))


def _machine(match: re.Match[str]) -> str:
    said = " dot ".join(cardinal(part) for part in match["host"].split("."))
    return said + (f" colon {in_pairs(match['port'])}" if match["port"] else "")


#: What "10k" names as it stands.
_MEASURED_IN_K = frozenset("run race video resolution and or in to on at for".split())


def _scaled(match: re.Match[str]) -> str | None:
    return _magnitude_of(match, match["scale"] or match["one"])


def _magnitude_of(match: re.Match[str], scale: str) -> str | None:
    after = word_after(match.string, match.end())
    counted = after.islower() and (after in _COUNTED_MILLIONS or (after.endswith("s") and len(after) > 3))
    if len(scale) == 1 and not counted:
        thousands = scale == "k" or (scale == "K" and len(match["number"]) > 1 and after.endswith("s"))
        if thousands and after.islower() and after not in _MEASURED_IN_K:
            return f"{decimal(match['number'])} thousand"
        return None
    names = {"k": "thousand", "m": "million", "b": "billion"}
    long = {"bn": "billion", "mn": "million", "tn": "trillion", "mln": "million"}
    return f"{decimal(match['number'])} {(names | long)[scale.lower()]}"


#: Before codes and units: "1st" is not a stone, "5bn" not a code.
FIRST_RULES: tuple[Rule, ...] = (
    rule(
        r"[1-9]\d{0,2}(?:(?:[ \u00a0\u202f]\d{3}){2,6}|(?:[\u00a0\u202f]\d{3})|(?:\.\d{3}){2,6})(?![\w]|[.,-]\d)",
        _thousands,
    ),
    rule(r"[1-9]\d{0,3}(?:/[1-9]\d{0,3}){2,5}(?![\w/])", _parts),
    rule(r"(?P<number>\d{1,12}(?:,\d{3}){0,6})(?P<ending>st|nd|rd|th|ST|ND|RD|TH)(?P<plural>s)?(?!\w)", _ordinal),
    rule(rf"(?P<number>{_N})[eE](?P<exponent>[+\-−]?\d{{1,6}})(?!\w)", _power_of_ten),
    rule(rf"(?P<number>{_N})(?:\s?(?P<scale>bn|mn|tn|mln)|(?P<one>[kKmMbB]))(?!\w)", _scaled),
)
DIGIT_RULES: tuple[Rule, ...] = (
    rule(r"(?P<a>\d{1,5})x(?P<b>\d{1,5})(?!\w)", _times),
    rule(r"(?P<host>\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})(?::(?P<port>\d{1,5}))?(?![\w]|\.\d)", _machine),
    rule(r"\d{1,4}(?:\.\d{1,5}){2,6}(?!\d)(?!\.\d)", _dotted),
    rule(
        rf"(?P<a>{_N})(?:[-–—]|\s[-–—]\s)(?P<b>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:[-–—](?P<c>\d{{1,3}}))?(?!\w|[-–]\d|,\d{{3}})",
        _range,
    ),
    rule(rf"(?P<number>{_N})", _plain),
)
#: At a decimal point that has no digit before it.
POINT_RULES: tuple[Rule, ...] = (rule(r"(?<![\w.])(?P<number>\.\d+)(?![\w.])", _plain),)
