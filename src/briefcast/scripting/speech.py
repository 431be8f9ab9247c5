"""Written -> spoken English: what an engine would misread, put into words first.

Engines read plain numbers and years well enough; sums of money, units, ranges, abbreviations and
symbols they do not. Each rule is a pattern and what it becomes; text without a digit, dot or
symbol passes every rule untouched.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Rewrite = Callable[[re.Match[str]], str]

_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_MAGNITUDES = {
    "k": "thousand",
    "m": "million",
    "mn": "million",
    "bn": "billion",
    "b": "billion",
    "tn": "trillion",
    "thousand": "thousand",
    "million": "million",
    "billion": "billion",
    "trillion": "trillion",
}
_MAGNITUDE = "thousand|million|billion|trillion|mn|bn|tn|[kKmMbB]"
#: Symbol -> unit (one, many) and its hundredth (one, many).
_MONEY = {
    "US$": ("U.S. dollar", "U.S. dollars", "cent", "cents"),
    "$": ("dollar", "dollars", "cent", "cents"),
    "£": ("pound", "pounds", "penny", "pence"),
    "€": ("euro", "euros", "cent", "cents"),
    "¥": ("yen", "yen", "", ""),
    "₹": ("rupee", "rupees", "paisa", "paise"),
}
_UNITS = {
    "km/h": ("kilometre per hour", "kilometres per hour"),
    "kph": ("kilometre per hour", "kilometres per hour"),
    "mph": ("mile per hour", "miles per hour"),
    "m/s": ("metre per second", "metres per second"),
    "kWh": ("kilowatt hour", "kilowatt hours"),
    "MWh": ("megawatt hour", "megawatt hours"),
    "kW": ("kilowatt", "kilowatts"),
    "MW": ("megawatt", "megawatts"),
    "GW": ("gigawatt", "gigawatts"),
    "km": ("kilometre", "kilometres"),
    "cm": ("centimetre", "centimetres"),
    "mm": ("millimetre", "millimetres"),
    "kg": ("kilogram", "kilograms"),
    "mg": ("milligram", "milligrams"),
    "lb": ("pound", "pounds"),
    "ft": ("foot", "feet"),
    "ml": ("millilitre", "millilitres"),
    "GB": ("gigabyte", "gigabytes"),
    "MB": ("megabyte", "megabytes"),
    "Hz": ("hertz", "hertz"),
    "kHz": ("kilohertz", "kilohertz"),
    "°C": ("degree Celsius", "degrees Celsius"),
    "°F": ("degree Fahrenheit", "degrees Fahrenheit"),
    "°": ("degree", "degrees"),
    "%": ("percent", "percent"),
}
_ABBREVIATIONS = {
    "e.g.": "for example",
    "i.e.": "that is",
    "etc.": "et cetera",
    "vs.": "versus",
    "approx.": "approximately",
    "Inc.": "Incorporated",
    "Ltd.": "Limited",
    "Corp.": "Corporation",
}
_TITLES = {
    "Dr.": "Doctor",
    "Mr.": "Mister",
    "Mrs.": "Missus",
    "Prof.": "Professor",
    "Gov.": "Governor",
    "Sen.": "Senator",
    "Rep.": "Representative",
    "Gen.": "General",
    "Lt.": "Lieutenant",
    "Col.": "Colonel",
    "St.": "Saint",
}
_ROMAN = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split()
_CARDINALS = (
    "One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen "
    "Seventeen Eighteen Nineteen Twenty"
).split()
_ORDINALS = (
    "First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth Thirteenth Fourteenth "
    "Fifteenth Sixteenth Seventeenth Eighteenth Nineteenth Twentieth"
).split()
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _is_one(number: str) -> bool:
    return number.replace(",", "") == "1"


def _money(match: re.Match[str]) -> str:
    one, many, cent, cents = _MONEY[match["symbol"]]
    number, magnitude = match["number"], match["magnitude"]
    if magnitude:
        return f"{number} {_MAGNITUDES[magnitude.lower()]} {many}"
    whole, _, part = number.partition(".")
    if len(part) != 2 or not cent:
        return f"{number} {one if _is_one(number) else many}"
    small = f"{int(part)} {cent if int(part) == 1 else cents}"
    if not int(part):
        return f"{whole} {one if _is_one(whole) else many}"
    if whole == "0":
        return small
    return f"{whole} {one if _is_one(whole) else many} and {small}"


def _unit(match: re.Match[str]) -> str:
    one, many = _UNITS[match["unit"]]
    return f"{match['number']} {one if _is_one(match['number']) else many}"


def _ordinal_suffix(day: int) -> str:
    if 10 <= day % 100 <= 20:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _month_day(match: re.Match[str]) -> str:
    day = int(match["day"])
    return f"{match['month']} {day}{_ordinal_suffix(day)}" if 1 <= day <= 31 else match[0]


def _day_month(match: re.Match[str]) -> str:
    day = int(match["day"])
    return f"the {day}{_ordinal_suffix(day)} of {match['month']}" if 1 <= day <= 31 else match[0]


def _iso_date(match: re.Match[str]) -> str:
    month, day = int(match["month"]), int(match["day"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return match[0]
    return f"{_MONTHS.split('|')[month - 1]} {day}{_ordinal_suffix(day)}, {match['year']}"


def _roman(words: Sequence[str]) -> Rewrite:
    def rewrite(match: re.Match[str]) -> str:
        number = words[_ROMAN.index(match["roman"])]
        return f"{match['name']} {'the ' if words is _ORDINALS else ''}{number}"

    return rewrite


def _domain(match: re.Match[str]) -> str:
    return (match["host"] or match["plain"]).removeprefix("www.").replace(".", " dot ")


def _rule(pattern: str, becomes: str | Rewrite) -> tuple[re.Pattern[str], str | Rewrite]:
    return re.compile(pattern), becomes


_RULES: tuple[tuple[re.Pattern[str], str | Rewrite], ...] = (
    _rule(r"^(?:[-*•·–]\s+)", ""),
    _rule(r"\s*\[(?:\d{1,3}|note \d+|citation needed)\]", ""),
    _rule(r"(?:https?://)?(?P<host>www\.[\w.-]+\w)(?:/\S*[\w/])?|https?://(?P<plain>[\w.-]+\w)(?:/\S*[\w/])?", _domain),
    _rule(rf"(?P<symbol>{_alternatives(_MONEY)})\s?(?P<number>{_NUMBER})(?:\s?(?P<magnitude>{_MAGNITUDE})\b)?", _money),
    _rule(rf"(?P<number>(?<![\w.]){_NUMBER})c\b", r"\g<number> cents"),
    _rule(r"(?<!\d)(?P<ft>\d+) ?ft (?P<inches>\d+) ?in\b\.?", r"\g<ft> feet \g<inches> inches"),
    _rule(rf"(?P<number>(?<![\w.]){_NUMBER})[\s-]?(?P<unit>{_alternatives(_UNITS)})(?![\w/])", _unit),
    _rule(
        rf"\b(?P<number>{_NUMBER})(?P<magnitude>bn|mn|tn)\b", lambda m: f"{m['number']} {_MAGNITUDES[m['magnitude']]}"
    ),
    _rule(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b", _iso_date),
    _rule(rf"\b(?P<month>{_MONTHS})\.? (?P<day>\d{{1,2}})(?![\d:.%]|st|nd|rd|th)\b", _month_day),
    _rule(rf"\b(?:the )?(?P<day>\d{{1,2}}) (?P<month>{_MONTHS})\b", _day_month),
    _rule(r"(?<![\w.,/-])(?P<a>\d{1,4})\s?[-–]\s?(?P<b>\d{1,4})(?![\w,/-])", r"\g<a> to \g<b>"),
    _rule(
        rf"\b(?P<name>World War|Chapter|Part|Act|Phase|Volume|Book|Super Bowl) (?P<roman>{_alternatives(_ROMAN)})\b",
        _roman(_CARDINALS),
    ),
    _rule(
        rf"\b(?P<name>Charles|Henry|Elizabeth|Louis|George|Edward|William|James|Richard|Philip|Frederick|Catherine|"
        rf"Napoleon|Pius|Benedict|John Paul|Francis|Leo|Nicholas) (?P<roman>{_alternatives(_ROMAN)})\b(?!\.\w)",
        _roman(_ORDINALS),
    ),
    _rule(r"\bNo\. ?(?=\d)", "number "),
    _rule(r"\bNos\. ?(?=\d)", "numbers "),
    _rule(rf"\b(?P<title>{_alternatives(_TITLES)}) (?=[A-Z])", lambda m: _TITLES[m["title"]] + " "),
    _rule(rf"(?<!\w)(?P<short>{_alternatives(_ABBREVIATIONS)})(?!\w)", lambda m: _ABBREVIATIONS[m["short"]]),
    _rule(r"\s*&\s*", " and "),
    _rule(r"\s*[—―]\s*|\s+[–-]+\s+", ", "),
    _rule(r"[*_#|~^<>{}\\]+", " "),
    _rule(r"\s{2,}", " "),
)


def spoken_form(text: str, lexicon: tuple[tuple[str, str], ...] = (), language: str = "en") -> str:
    """``text`` as it is to be read aloud; never empty if ``text`` holds a letter or digit.

    Only English is rewritten; text in other languages gets the lexicon alone.

    >>> spoken_form("Dr. Lee paid £1.2bn, or $799, on June 19 for World War II bonds.")
    'Doctor Lee paid 1.2 billion pounds, or 799 dollars, on June 19th for World War Two bonds.'
    """
    spoken = _respelled(text, lexicon)
    if language.split("-", maxsplit=1)[0] == "en":
        for pattern, becomes in _RULES:
            spoken = pattern.sub(becomes, spoken)
    return spoken.strip() or text.strip()


def _respelled(text: str, lexicon: tuple[tuple[str, str], ...]) -> str:
    if not lexicon:
        return text
    words = dict(lexicon)
    return _lexicon_pattern(lexicon).sub(lambda match: words[match[0]], text)


@lru_cache(maxsize=8)
def _lexicon_pattern(lexicon: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_alternatives([word for word, _ in lexicon])})(?!\w)")
