"""Dates, years, decades and eras: "June 19, 2023", "19/06/2023", "1990-95", "'90s", "44 BC"."""

from __future__ import annotations

import re
from functools import partial

from briefcast.scripting.spoken.number_words import cardinal, in_pairs, ordinal, plural, two_digits
from briefcast.scripting.spoken.number_words import year as year_words
from briefcast.scripting.spoken.scanning import Rule, rule, stop_after, word_after, word_before

_MONTHS = ("January February March April May June July August September October November December").split()
_SHORT_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip
_WEEKDAYS = {
    "mon": "Monday", "tue": "Tuesday", "tues": "Tuesday", "wed": "Wednesday", "weds": "Wednesday", "thu": "Thursday",
    "thur": "Thursday", "thurs": "Thursday", "fri": "Friday", "sat": "Saturday", "sun": "Sunday",
}  # fmt: skip
_MONTH_NUMBERS = {month.lower(): number for number, month in enumerate(_MONTHS, 1)} | _SHORT_MONTHS
_LONG = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH = rf"(?:(?:{_LONG}|Sept|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b\.?)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:1\d{3}|20\d{2})(?![\d%]|[.,]\d)"
_TO = r"\s?[-–—]\s?|\s(?:to|until|and)\s"
_DAYS_IN = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_DETERMINERS = frozenset("the a this last next its their our first".split())
#: Words before a number of four digits that make it a year.
_BEFORE_YEAR = frozenset(
    "in since by from until till after before during circa early late mid between spring summer autumn fall winter "
    "year years election around".split()
) | frozenset(_MONTH_NUMBERS)
#: Words behind a number that are counted, though they do not end in s.
_COUNTED = frozenset(
    "people men women children feet troops dead jobs homes votes miles years days hours minutes seconds points pages "
    "tons tonnes meters metres kilometers kilometres workers soldiers copies words species sheep fish staff "
    "prisoners students members more fewer additional million billion thousand of".split()
)
_NOT_COUNTED = frozenset(
    "was is has does this as its was thus yes us plus versus besides towards afterwards across perhaps always unless "
    "less ends begins starts marks shows brings sees remains makes gives takes comes goes means says lies his".split()
)


def _month(name: str) -> str:
    return _MONTHS[_MONTH_NUMBERS[name.rstrip(".").lower()] - 1]


def _day(day: str) -> str:
    return ordinal(day.lstrip("0"))


def _is_date(day: str, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= int(day) <= _DAYS_IN[month - 1]


def _said_date(month: str, day: str, year: str | None, match: re.Match[str], *, day_first: bool) -> str:
    date = f"the {_day(day)} of {month}" if day_first else f"{month} {_day(day)}"
    comma = "," if year and not day_first and "," in match[0] else ""
    return date + (f"{comma} {year_words(year)}" if year else "")


def _month_day(match: re.Match[str]) -> str | None:
    month, day, last = match["month"], match["day"], match["last"]
    if month[0].islower() and month.lower() in {"may", "march", "mar", "sep", "dec"} and not match["year"]:
        return None
    if not _is_date(day, _MONTH_NUMBERS[month.rstrip(".").lower()]):
        return None
    days = f"{_day(day)} to {_day(last)}" if last else _day(day)
    comma = "," if "," in match[0] else ""
    return f"{_month(month)} {days}" + (f"{comma} {year_words(match['year'])}" if match["year"] else "")


def _day_month(match: re.Match[str]) -> str | None:
    month, day, last = match["month"], match["day"], match["last"]
    if month[0].islower() and month.lower() in {"may", "march", "mar", "sep", "dec"} and not match["year"]:
        return None
    if not _is_date(day, _MONTH_NUMBERS[month.rstrip(".").lower()]):
        return None
    article = "" if word_before(match.string, match.start()).lower() == "the" else "the "
    days = f"{_day(day)} to the {_day(last)}" if last else _day(day)
    stop = stop_after(match) if not match["year"] else ""
    return f"{article}{days} of {_month(month)}" + (f" {year_words(match['year'])}" if match["year"] else "") + stop


def _month_year(match: re.Match[str]) -> str | None:
    return f"{_month(match['month'])} {year_words(match['year'])}"


def _month_alone(match: re.Match[str]) -> str | None:
    month = match["month"]
    if match["to"] is not None:
        return f"{_month(month)} to " if month[0].isupper() else None
    if month.rstrip(".").lower() in {"may", "march"} or not (month.endswith(".") and month[0].isupper()):
        return None
    return _month(month) + stop_after(match)


def _weekday(match: re.Match[str]) -> str | None:
    name = _WEEKDAYS[match["name"].lower()]
    before_date = match["date"] is not None
    if not before_date and not match["dot"]:
        return None
    if not before_date and match["name"].lower() in {"sun", "sat", "wed"} and stop_after(match):
        return None
    return name + (match["comma"] or "") + ("" if before_date else stop_after(match))


def _iso(match: re.Match[str]) -> str | None:
    if not _is_date(match["day"], int(match["month"])):
        return None
    return f"{_MONTHS[int(match['month']) - 1]} {_day(match['day'])}, {year_words(match['year'])}"


def _moment(match: re.Match[str]) -> str | None:
    """A date with a time, as machines write it (ISO 8601): seconds are left out."""
    date = _iso(match)
    hour, minute, ahead = match["hour"], match["minute"], match["ahead"]
    if date is None or int(hour) > 23:
        return None
    said_hour = cardinal(str(int(hour)))
    time = f"{said_hour} {two_digits(minute)}" if minute != "00" else f"{said_hour} o'clock"
    if not ahead:
        return f"{date}, at {time}{' UTC' if match['zulu'] else ''}"
    offset = cardinal(str(int(ahead[:2]))) + (f" {cardinal(ahead[-2:])}" if ahead[-2:] != "00" else "")
    return f"{date}, at {time} UTC {'plus' if match['sign'] == '+' else 'minus'} {offset}"


def _numeric(match: re.Match[str], *, day_first: bool) -> str | None:
    """Day or month first by the language's custom, unless only one order is a date; dots mean day first."""
    first, second = match["first"], match["second"]
    if match["cut"] == ".":
        day_first = True
    for day, month, said_day_first in (
        ((first, second, True), (second, first, False))
        if day_first
        else (
            (second, first, False),
            (first, second, True),
        )
    ):
        if _is_date(day, int(month)):
            year = match["year"]
            full = year if len(year) == 4 else ("20" if int(year) < 50 else "19") + year
            return _said_date(_MONTHS[int(month) - 1], day, full, match, day_first=said_day_first)
    return None


def _month_of_year(match: re.Match[str]) -> str:
    return f"{_MONTHS[int(match['month']) - 1]} {year_words(match['year'])}"


def _weekdays(match: re.Match[str]) -> str:
    return f"{_WEEKDAYS[match['first'].lower()]} to {_WEEKDAYS[match['second'].lower()]}" + stop_after(match)


def _months(match: re.Match[str]) -> str | None:
    first, second = match["first"], match["second"]
    return f"{_month(first)} to {_month(second)}" + stop_after(match) if first[0].isupper() else None


def _era(match: re.Match[str]) -> str:
    letters = re.sub(r"[^A-Z]", "", match["era"].upper())
    stop = stop_after(match)
    return " to ".join(_ancient(number) for number in (match["a"], match["b"]) if number) + f" {letters}{stop}"


def _era_first(match: re.Match[str]) -> str:
    return "AD " + " to ".join(_ancient(number) for number in (match["a"], match["b"]) if number)


def _ancient(number: str) -> str:
    return cardinal(number) if "," in number or len(number) > 4 else year_words(number)


def _decade(match: re.Match[str]) -> str | None:  # noqa: PLR0911  (a case each)
    number, prefix = match["number"], match["mark"]
    if number in {"100", "1,000"}:
        return "hundreds" if number == "100" else "thousands"
    if "," in number:
        return plural(cardinal(number))
    if len(number) == 2:
        if not prefix and number[1] != "0":
            return plural(cardinal(number.lstrip("0") or "0"))
        return plural(cardinal(number)) if number != "00" else "two thousands"
    if len(number) == 1 or (len(number) == 3 and number[2] != "0"):
        return plural(in_pairs(number))
    if number in {"1000", "2000", "3000"}:
        return plural(cardinal(number))
    return plural(year_words(number))


def _short_year(match: re.Match[str]) -> str:
    return two_digits(match["number"])


def _years(match: re.Match[str]) -> str | None:
    """Two years with a dash between them: 1990-95, 1913-1936."""
    first, last = match["a"], match["b"]
    if len(last) == 4 and not (int(first) < int(last) and 1000 <= int(last) <= 2100):
        return None
    if len(last) == 2 and int(last) <= int(first[2:]) and last != "00":
        is_month = match[0][4] == "-" and last[0] in "01" and 1 <= int(last) <= 12 and len(match[0]) == 7
        return f"{_MONTHS[int(last) - 1]} {year_words(first)}" if is_month else None
    if last == "00":
        last = str(100 * (int(first) // 100 + 1))
    return f"{year_words(first)} to {two_digits(last) if len(last) == 2 else year_words(last)}"


def _is_year(match: re.Match[str]) -> bool:
    text, value = match.string, int(match["year"])
    before, after = word_before(text, match.start()).lower(), word_after(text, match.end())
    if before in _BEFORE_YEAR and not (before in {"by", "from", "around", "after"} and after in _COUNTED):
        return True
    if value < 1100 or after in {"hrs", "GMT", "UTC", "BST"}:
        return False
    if after in _COUNTED:
        return False
    is_plural = after.islower() and len(after) > 3 and after.endswith("s") and not after.endswith(("ss", "ous"))
    if is_plural and after not in _NOT_COUNTED and "-" not in text[match.end() : match.end() + 1]:
        return before == "the" or (1900 <= value <= 2049 and value % 100 != 0)
    return True


def _year(match: re.Match[str]) -> str | None:
    return year_words(match["year"]) if _is_year(match) else None


def _ancient_year(match: re.Match[str]) -> str | None:
    """In 626 Assurbanipal ...", "in 605, when ...": a year before the thousands, by its place."""
    number = match["year"]
    if word_before(match.string, match.start()).lower() != "in" or number.endswith("00"):
        return None
    if re.search(r"(?:one|out of \w+|only) in $", match.string[max(0, match.start() - 30) : match.start()], re.I):
        return None
    return year_words(number)


def _the_year(match: re.Match[str]) -> str:
    return f"{match['lead']}{year_words(match['year'])}"


def _quarter(match: re.Match[str]) -> str:
    year = match["year"]
    article = "" if word_before(match.string, match.start()).lower() in _DETERMINERS else "the "
    named = f"{article}{ordinal(match['quarter'])} quarter"
    if not year:
        return named
    return f"{named} of {cardinal(year) if len(year) == 2 else year_words(year)}"


_NUMERIC = r"(?P<first>\d{1,2})(?P<cut>[/.-])(?P<second>\d{1,2})(?P=cut)(?P<year>\d{4}|\d{2})(?![\w/]|[.-]\d)"


def digit_rules(*, day_first: bool) -> tuple[Rule, ...]:
    """Rules for dates that begin with a digit; ``day_first`` for 3/4/1998 in April."""
    return (
        rule(
            r"(?P<year>[12]\d{3})-(?P<month>0[1-9]|1[0-2])-(?P<day>\d\d)[T ](?P<hour>[0-2]\d):(?P<minute>[0-5]\d)"
            r"(?::[0-5]\d(?:\.\d{1,9})?)?(?:(?P<zulu>Z)|(?P<sign>[+-])(?P<ahead>\d\d:?[0-5]\d))?(?![\w:])",
            _moment,
        ),
        rule(
            r"(?P<year>[12]\d{3})(?P<cut>[-/.])(?P<month>0?[1-9]|1[0-2])(?P=cut)(?P<day>\d{1,2})(?![\d/]|-\d|\.\d)",
            _iso,
        ),
        rule(r"(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?![\w/-])", _iso),
        rule(_NUMERIC, partial(_numeric, day_first=day_first)),
        rule(
            rf"(?P<day>{_DAY})(?:st|nd|rd|th)?(?:(?:{_TO})(?P<last>{_DAY})(?:st|nd|rd|th)?)?"
            rf"(?:\s|-)(?:of\s)?(?P<month>{_MONTH})(?:[,\s-]{{1,2}}(?P<year>{_YEAR})(?!\w))?",
            _day_month,
            re.I,
        ),
        rule(
            r"(?P<a>\d{1,3}(?:,\d{3})+|\d{1,4})(?:\s?[-–]\s?(?P<b>\d{1,4}))?\s?"
            r"(?P<era>B\.? ?C\.? ?E\.?|B\.? ?C\b\.?|C\.? ?E\.|CE\b|A\.? ?D\b\.?)(?!\w)",
            _era,
        ),
        rule(r"(?P<mark>)(?P<number>\d{1,3}(?:,\d{3})+|\d{3}0|\d{2,3})['’]?s(?!\w)", _decade),
        rule(r"(?P<a>1\d{3}|20\d{2})\s?[-–—]\s?(?P<b>\d{4}|\d{2})(?![\w/]|[.,-]\d)", _years),
        rule(r"(?P<month>0[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d)(?![\w/])", _month_of_year),
        rule(r"(?P<quarter>[1-4])Q(?:\s?['’]?(?P<year>\d{4}|\d{2}))?(?!\w)", _quarter),
        rule(r"(?P<year>1\d{3}|20\d{2})(?![\w%/]|[.,:]\d|\s?[%°])", _year),
        rule(
            r"(?P<year>[1-9]\d\d)(?=,?\s(?:[A-Z]|he\b|she\b|they\b|the\b|when\b|after\b|a\b)|[.,;](?!\d))(?!\w)",
            _ancient_year,
        ),
    )


def _word_rules() -> dict[str, tuple[Rule, ...]]:
    month_day = rule(
        rf"(?P<month>{_MONTH})\s?(?P<day>{_DAY})(?:st|nd|rd|th)?(?:(?:\s?[-–]\s?|\sto\s)(?P<last>{_DAY})(?:st|nd|rd|th)?)?"
        rf"(?![\d:%]|[.,]\d|\s?[ap]\.?m\b|[-–/]\d)(?:,?\s(?P<year>{_YEAR})(?!\w))?",
        _month_day,
        re.I,
    )
    month_year = rule(rf"(?P<month>{_MONTH})(?:,?\sof)?,?\s(?P<year>{_YEAR})(?![\w-])", _month_year, re.I)
    month_alone = rule(rf"(?P<month>{_MONTH})(?P<to>\s?[-–—]\s?(?={_MONTH}))?", _month_alone)
    weekday = rule(
        rf"(?P<name>[A-Za-z]{{3,5}})(?P<dot>\.)?(?P<comma>,)?(?P<date>(?=\s(?:the\s)?(?:{_MONTH}\s\d|{_DAY}(?:st|nd|rd|th)?\s{_MONTH})))?(?!\w)",
        _weekday,
        re.I,
    )
    months = rule(rf"(?P<first>{_MONTH})\s?[-–—]\s?(?P<second>{_MONTH})(?!\s?\d|\w)", _months)
    days = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
    weekdays = rule(rf"(?P<first>{days})\.?\s?[-–—]\s?(?P<second>{days})\b\.?(?!\w)", _weekdays, re.I)
    ancient = rule(r"(?P<lead>(?:the )?year )(?P<year>[1-9]\d\d)(?![\d,.]\d|\w)", _the_year, re.I)
    era = rule(r"A\.? ?D\.?\s(?P<a>\d{1,4})(?:\s?[-–]\s?(?P<b>\d{1,4}))?(?!\w|,\d)", _era_first)
    rules: dict[str, tuple[Rule, ...]] = {
        month.lower(): (months, month_day, month_year, month_alone) for month in _MONTHS
    }
    rules |= dict.fromkeys(_SHORT_MONTHS, (months, month_day, month_year, month_alone))
    rules |= dict.fromkeys(_WEEKDAYS, (weekdays, weekday))
    return rules | {"year": (ancient,), "ad": (era,), "a": (era,)}


#: Rules for dates that begin with a word.
WORD_RULES = _word_rules()
#: "'90s" and "'64".
APOSTROPHE_RULES = (
    rule(r"(?P<mark>['’‘])(?P<number>\d0)['’]?s(?!\w)", _decade),
    rule(r"['’‘](?P<number>\d\d)(?![\w'’]|[.,]\d)", _short_year),
)
