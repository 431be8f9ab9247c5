"""Spanish, French, German, Italian, Portuguese, Dutch: numbers, dates, money, units, common abbreviations.

num2words says the numbers, Babel knows the names of months, currencies and units; here is only where they
stand and in which order a language says them. Both are loaded at the first sentence that needs them.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from briefcast.scripting.spoken.language_words import LANGUAGES
from briefcast.scripting.spoken.scanning import Grammar, Reading, Rule, always, rule, scan, word_before
from briefcast.scripting.spoken.symbols import OTHER_RULES

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefcast.scripting.spoken.language_words import Language


_CURRENCIES = {
    "€": "EUR",
    "$": "USD",
    "US$": "USD",
    "£": "GBP",
    "¥": "JPY",
    "R$": "BRL",
    "EUR": "EUR",
    "USD": "USD",
    "CHF": "CHF",
}
_UNITS = {
    "km/h": "kilometer-per-hour", "km": "kilometer", "m": "meter", "cm": "centimeter", "mm": "millimeter",
    "kg": "kilogram",
    "g": "gram", "mg": "milligram", "t": "tonne", "l": "liter", "ml": "milliliter", "°C": "celsius", "°F": "fahrenheit",
    "km²": "square-kilometer", "m²": "square-meter", "km^2": "square-kilometer", "m^2": "square-meter",
    "m^3": "cubic-meter",
    "ha": "hectare", "kWh": "kilowatt-hour", "kW": "kilowatt", "MW": "megawatt", "GW": "gigawatt", "GB": "gigabyte",
    "MB": "megabyte", "min": "minute", "h": "hour", "s": "second",
}  # fmt: skip
_N = r"\d{1,3}(?:[.\u00a0\u202f ]\d{3})+(?:,\d+)?(?!\d)|\d+(?:,\d+)?"
_ORDINAL_ENDINGS = {
    "es": r"\.?[ºª]|er(?!\w)", "fr": "er|re|ème|e", "it": "[ºª°]", "pt": r"\.?[ºª]", "pt-br": r"\.?[ºª]",
    "nl": "ste|de|e",
}  # fmt: skip
_MOST_DIGITS = 30


def foreign_readings(text: str, language: str) -> list[Reading]:
    """What numbers, dates, sums, units and abbreviations are read as; nothing in a language not known here."""
    known = language if language in LANGUAGES else _primary(language)
    return scan(text, _grammar(known)) if known in LANGUAGES else []


def _primary(language: str) -> str:
    return language.split("-", maxsplit=1)[0]


def _counting(language: str) -> str:
    """num2words' name for a language."""
    return "pt_BR" if language == "pt-br" else language


@lru_cache(maxsize=4096)
def _words(number: str, language: str, to: str = "cardinal") -> str:
    from num2words import num2words

    if len(number) > _MOST_DIGITS:
        return " ".join(_words(digit, language) for digit in number[:_MOST_DIGITS])
    try:
        return str(num2words(int(number), lang=_counting(language), to=to))
    except (NotImplementedError, OverflowError, KeyError, IndexError, TypeError):
        return str(num2words(int(number), lang=_counting(language))) if to != "cardinal" else number


def _number(written: str, language: str) -> str:
    """A count with its decimals: "1.234,5"."""
    whole, _, part = re.sub(r"[.\u00a0\u202f ]", "", written).partition(",")
    said = _words(whole, language)
    if not part:
        return said
    together = len(part) <= 2 and part[0] != "0" and _primary(language) in {"es", "fr", "it", "pt"}
    decimals = _words(part, language) if together else " ".join(_words(digit, language) for digit in part)
    return f"{said} {LANGUAGES[language].comma} {decimals}"


def _year(written: str, language: str) -> str:
    value = int(written)
    if language == "de" and 1100 <= value <= 1999:
        return _words(written, language, "year")
    if language == "nl" and 1100 <= value <= 1999:
        rest = f"{value % 100}" if value % 100 else ""
        return f"{_words(str(value // 100), language)}honderd{' ' + _words(rest, language) if rest else ''}"
    return _words(written, language)


def _day(written: str, language: str, before: str) -> str:
    day = written.lstrip("0")
    known = LANGUAGES[language]
    if day == "1" and known.first:
        return known.first
    if language != "de":
        return _words(day, language)
    said = _words(day, "de", "ordinal")
    if before.lower() in {"am", "vom", "zum", "dem", "den", "im", "seit", "bis", "ab"}:
        return f"{said}n"
    return said if before.lower() in {"der", "die", "das"} else f"{said}r"


@lru_cache(maxsize=8)
def _months(language: str) -> tuple[str, ...]:
    from babel.dates import get_month_names

    names = get_month_names("wide", "format", _primary(language))
    return tuple(names[number] for number in range(1, 13))


def _date(language: str, match: re.Match[str]) -> str | None:
    month, day = int(match["month"]), match["day"]
    if not (1 <= month <= 12 and 1 <= int(day) <= 31):
        return None
    return _said_date(language, match, _months(language)[month - 1])


def _said_date(language: str, match: re.Match[str], month: str) -> str:
    of = LANGUAGES[language].of
    year = match["year"]
    day = _day(match["day"], language, word_before(match.string, match.start()))
    return f"{day}{of}{month}" + (f"{of}{_year(year, language)}" if year else "")


def _day_month(language: str, match: re.Match[str]) -> str | None:
    return _said_date(language, match, match["month"]) if 1 <= int(match["day"]) <= 31 else None


def _currency(code: str, language: str, count: int) -> str:
    from babel.numbers import get_currency_name

    name = get_currency_name(code, count=count, locale=_primary(language))
    return name if language == "de" else name.lower()


def _cents(match: re.Match[str], code: str, language: str) -> str | None:
    """A sum with hundredths, as num2words has it: "neun Euro und neunundneunzig Cent"."""
    from num2words import num2words

    number = re.sub(r"[.\u00a0\u202f ]", "", match["number"])
    try:
        said = num2words(float(number.replace(",", ".")), lang=_counting(language), to="currency", currency=code)
    except (NotImplementedError, KeyError, TypeError):
        return None
    return str(said).replace(",", "")


def _money(language: str, match: re.Match[str]) -> str | None:
    code = _CURRENCIES[match["symbol"]]
    number, magnitude = match["number"], match["magnitude"]
    if magnitude:
        scale = LANGUAGES[language].magnitudes.get(magnitude)
        if scale is None:
            return None
        gap = "" if scale.endswith("'") else " "
        return f"{_number(number, language)} {scale}{gap}{_currency(code, language, 2)}"
    if re.search(r",\d\d$", number):
        said = _cents(match, code, language)
        if said:
            return said
    count = 1 if number == "1" else 2
    return f"{_singular(_number(number, language), number, language)} {_currency(code, language, count)}"


def _singular(said: str, number: str, language: str) -> str:
    """One, before a noun: "un euro", "ein Euro"."""
    if number != "1":
        return said
    return {"es": "un", "de": "ein", "pt": "um", "fr": "un", "it": "un", "nl": "één"}[_primary(language)]


def _before_noun(said: str, language: str) -> str:
    """Spanish shortens one before a noun: "setenta y un kilómetros"."""
    if language == "es" and said.endswith("uno"):
        return said.removesuffix("veintiuno") + "veintiún" if said.endswith("veintiuno") else said[:-1]
    return said


def _percent(language: str, match: re.Match[str]) -> str:
    return f"{_range(language, match)} {LANGUAGES[language].percent}"


def _range(language: str, match: re.Match[str]) -> str:
    known = LANGUAGES[language]
    sign = f"{known.minus} " if match["sign"] else ""
    last = f" {known.to} {_number(match['last'], language)}" if match["last"] else ""
    return f"{sign}{_number(match['number'], language)}{last}"


def _measure(language: str, match: re.Match[str]) -> str | None:
    from babel.units import format_unit

    count = 1 if match["number"] == "1" else 2
    named = re.sub(
        r"[\d\s\u00a0]+", " ", format_unit(count, _UNITS[match["unit"]], "long", locale=_primary(language))
    ).strip()
    return f"{_before_noun(_range(language, match), language)} {named}"


def _time(language: str, match: re.Match[str]) -> str | None:
    hour, minute = match["hour"], match["minute"]
    if int(hour) > 24:
        return None
    between = LANGUAGES[language].hours
    said = _words(hour.lstrip("0") or "0", language)
    if minute == "00":
        return f"{said}{between.rstrip()}" if len(between) > 4 else said
    return f"{said}{between}{_words(minute.lstrip('0'), language)}"


def _ordinal(language: str, match: re.Match[str]) -> str:
    said = _words(match["number"], language, "ordinal")
    if match["ending"] in {"ª", "a", ".ª"} and said.endswith("o"):
        return said[:-1] + "a"
    return "première" if match["ending"] == "re" else said


def _plain(language: str, match: re.Match[str]) -> str:
    number = match["number"]
    if re.fullmatch(r"1[1-9]\d\d", number) and not match["sign"]:
        last = match["last"]
        said_last = _year(last, language) if last and re.fullmatch(r"\d{4}", last) else last and _number(last, language)
        return _year(number, language) + (f" {LANGUAGES[language].to} {said_last}" if last else "")
    return _range(language, match)


def _abbreviation(said: str, match: re.Match[str]) -> str:
    """The word, with the full stop kept where the sentence ends."""
    return said + ("." if match[0].endswith(".") and not match.string[match.end() :].strip(' "”’»)') else "")


@lru_cache(maxsize=8)
def _grammar(language: str) -> Grammar:
    known = LANGUAGES[language]
    symbols: dict[str, tuple[Rule, ...]] = {
        symbol: (_rule(_symbol_first(known), _money, language),) for symbol in ("€", "$", "£", "¥")
    }
    signed = _digit_rules(language)
    symbols |= {"-": signed, "−": signed, "&": (rule("&", always(f" {known.and_} ")),)}
    words: dict[str, tuple[Rule, ...]] = {"us": (_rule(_symbol_first(known), _money, language),)}
    words["r"] = words["us"]
    for short, said in sorted(known.abbreviations.items(), key=lambda pair: -len(pair[0])):
        first = re.match(r"[^\W\d_]+", short)
        if first:
            found = rule(rf"{re.escape(short)}(?!\w)", partial(_abbreviation, said))
            words[first[0].lower()] = (*words.get(first[0].lower(), ()), found)
    return Grammar(digits=signed, mixed=(), words=words, symbols=symbols, others=OTHER_RULES)


def _symbol_first(known: Language) -> str:
    return (
        rf"(?P<symbol>US\$|R\$|[€$£¥])\s?(?P<number>{_N})(?:\s(?P<magnitude>{_alternatives(known.magnitudes)}))?(?!\w)"
    )


def _alternatives(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _rule(pattern: str, say: Callable[[str, re.Match[str]], str | None], language: str) -> Rule:
    return rule(pattern, partial(say, language))


def _digit_rules(language: str) -> tuple[Rule, ...]:
    known = LANGUAGES[language]
    span = rf"(?P<sign>(?<![\w)])[-−])?(?P<number>{_N})(?:\s?[-–]\s?(?P<last>{_N}))?"
    months = "|".join(_months(language))
    scale = _alternatives(known.magnitudes)
    money = rf"(?P<number>{_N})\s?(?:(?P<magnitude>{scale})\s?)?(?P<symbol>€|\$|£|EUR|USD|CHF)(?![\w$])"
    endings = _ORDINAL_ENDINGS.get(language)
    return (
        _rule(r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4})(?![\w/])", _date, language),
        _rule(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?![\w-])", _date, language),
        rule(
            rf"(?P<day>\d{{1,2}})(?:\.|er|º)?{known.of}(?P<month>{months})(?:{known.of}(?P<year>\d{{4}}))?(?!\w)",
            partial(_day_month, language),
            re.I,
        ),
        _rule(r"(?P<hour>\d{1,2})(?:[:h]|\sh\s)(?P<minute>[0-5]\d)(?:\s?(?:Uhr|uur|h))?(?![\w:])", _time, language),
        _rule(money, _money, language),
        _rule(rf"{span}\s?%(?!\w)", _percent, language),
        _rule(rf"{span}\s?(?P<unit>{_alternatives(_UNITS)})(?![\w/²^])", _measure, language),
        *([_rule(rf"(?P<number>\d{{1,4}})(?P<ending>{endings})(?!\w)", _ordinal, language)] if endings else []),
        _rule(span, _plain, language),
    )
