"""Sums of money: "$3.5m", "£1.2bn", "US$20", "20 EUR", "50c", "$3-4 million", "$350/yr"."""

from __future__ import annotations

import re

from briefcast.scripting.spoken.number_words import cardinal, decimal, digits, is_one
from briefcast.scripting.spoken.scanning import Rule, rule, word_after, word_before

#: Symbol -> one, many, and its hundredth: one, many.
_SYMBOLS: dict[str, tuple[str, str, str, str]] = {
    "$": ("dollar", "dollars", "cent", "cents"),
    "£": ("pound", "pounds", "penny", "pence"),
    "€": ("euro", "euros", "cent", "cents"),
    "¥": ("yen", "yen", "sen", "sen"),
    "￥": ("yen", "yen", "sen", "sen"),
    "₹": ("rupee", "rupees", "paisa", "paise"),
    "₩": ("won", "won", "jeon", "jeon"),
    "₽": ("ruble", "rubles", "kopeck", "kopecks"),
    "₪": ("shekel", "shekels", "agora", "agorot"),
    "₺": ("lira", "lira", "kurush", "kurush"),
    "₴": ("hryvnia", "hryvnias", "kopeck", "kopecks"),
    "₦": ("naira", "naira", "kobo", "kobo"),
    "₫": ("dong", "dong", "xu", "xu"),
    "฿": ("baht", "baht", "satang", "satang"),
    "₱": ("peso", "pesos", "centavo", "centavos"),
    "¢": ("cent", "cents", "", ""),
    "₿": ("bitcoin", "bitcoin", "", ""),
    "₵": ("cedi", "cedis", "pesewa", "pesewas"),
    "₡": ("colón", "colones", "", ""),
    "₸": ("tenge", "tenge", "", ""),
    "₲": ("guarani", "guaranis", "", ""),
    "₼": ("manat", "manat", "", ""),
    "₾": ("lari", "lari", "", ""),
}
#: What may stand before a dollar or pound sign, and how it is read.
_COUNTRIES = {
    "US": "U.S.", "C": "Canadian", "CA": "Canadian", "CAD": "Canadian", "A": "Australian", "AU": "Australian",
    "NZ": "New Zealand", "HK": "Hong Kong", "S": "Singapore", "SG": "Singapore", "NT": "Taiwan", "TT": "Trinidad",
    "J": "Jamaican", "Z": "Zimbabwean", "E": "Egyptian",
}  # fmt: skip
_DOLLAR, _POUND = _SYMBOLS["$"], _SYMBOLS["£"]


def _of(country: str, money: tuple[str, str, str, str]) -> tuple[str, str, str, str]:
    return f"{country} {money[0]}", f"{country} {money[1]}", money[2], money[3]


_CODES: dict[str, tuple[str, str, str, str]] = {
    "USD": _of("U.S.", _DOLLAR),
    "CAD": _of("Canadian", _DOLLAR),
    "AUD": _of("Australian", _DOLLAR),
    "NZD": _of("New Zealand", _DOLLAR),
    "HKD": _of("Hong Kong", _DOLLAR),
    "SGD": _of("Singapore", _DOLLAR),
    "GBP": _POUND,
    "EUR": _SYMBOLS["€"],
    "JPY": _SYMBOLS["¥"],
    "CNY": ("yuan", "yuan", "fen", "fen"),
    "RMB": ("renminbi", "renminbi", "fen", "fen"),
    "INR": _of("Indian", _SYMBOLS["₹"]),
    "CHF": ("Swiss franc", "Swiss francs", "rappen", "rappen"),
    "SEK": ("Swedish krona", "Swedish kronor", "öre", "öre"),
    "NOK": ("Norwegian krone", "Norwegian kroner", "øre", "øre"),
    "DKK": ("Danish krone", "Danish kroner", "øre", "øre"),
    "PLN": ("zloty", "zlotys", "grosz", "groszy"),
    "CZK": ("Czech crown", "Czech crowns", "haler", "halers"),
    "HUF": ("forint", "forints", "", ""),
    "RUB": _SYMBOLS["₽"],
    "TRY": ("Turkish lira", "Turkish lira", "kurush", "kurush"),
    "BRL": ("Brazilian real", "Brazilian reals", "centavo", "centavos"),
    "MXN": ("Mexican peso", "Mexican pesos", "centavo", "centavos"),
    "KRW": _SYMBOLS["₩"],
    "ZAR": ("rand", "rand", "cent", "cents"),
    "THB": _SYMBOLS["฿"],
    "ILS": _SYMBOLS["₪"],
    "UAH": _SYMBOLS["₴"],
    "Rs": _SYMBOLS["₹"],
    "R$": ("Brazilian real", "Brazilian reals", "centavo", "centavos"),
    "BTC": _SYMBOLS["₿"],
    "kr": ("krona", "kronor", "öre", "öre"),
}
#: How a sum's magnitude may be written behind it.
MAGNITUDES = {
    "k": "thousand", "m": "million", "mn": "million", "mm": "million", "mln": "million", "mil": "million",
    "b": "billion", "bn": "billion", "bln": "billion", "t": "trillion", "tn": "trillion", "trn": "trillion",
    "thousand": "thousand", "million": "million", "billion": "billion", "trillion": "trillion",
    "hundred": "hundred", "lakh": "lakh", "crore": "crore",
}  # fmt: skip
_PERIODS = {
    "yr": "year", "year": "year", "y": "year", "annum": "year", "wk": "week", "week": "week", "mo": "month",
    "mth": "month",
    "month": "month", "day": "day", "d": "day", "hr": "hour", "hour": "hour", "h": "hour", "min": "minute",
    "kg": "kilogram",
    "g": "gram", "lb": "pound", "oz": "ounce", "l": "liter", "t": "ton", "ton": "ton", "tonne": "tonne",
    "gal": "gallon",
    "gallon": "gallon", "bbl": "barrel", "barrel": "barrel", "mwh": "megawatt hour", "kwh": "kilowatt hour",
    "km": "kilometer",
    "mile": "mile", "sqft": "square foot", "person": "person", "head": "head", "share": "share", "unit": "unit",
    "m^2": "square meter",
    "night": "night", "ounce": "ounce", "user": "user", "sec": "second", "pp": "person",
}  # fmt: skip
_N = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_MAGNITUDE = (
    r"(?:[\s\u00a0\u202f-]?(?P<magnitude>[Tt]housand|[Mm]illion|[Bb]illion|[Tt]rillion|hundred|lakh|crore"
    r"|mln|mil|mn|mm|bln|bn|trn|tn|MM|[kKmMbBtT]|[BM]N)(?![\w’']))?"
)
_PER = r"(?:\s?/\s?(?P<per>[a-zA-Z]{1,6}(?:\^2)?)(?![\w]))?"
_DETERMINERS = frozenset("a an the his her its their this another each every one first second new".split())
_NOT_NOUNS = frozenset(
    "in of to and or for a an the is was per from at on by each worth more less since last this that with as but than "
    "if when while after before into over under out off up down not are were be has have had will would can could may "
    "it he she they we you i who which apiece plus minus mark so until through during between because against".split()
)


def _said(number: str, magnitude: str | None, money: tuple[str, str, str, str], *, adjective: bool = False) -> str:
    """A sum in words; an adjective's noun stays singular: "a five million dollar deal"."""
    one, many, cent, cents = money
    if magnitude:
        return f"{decimal(number)} {MAGNITUDES[magnitude.lower()]} {one if adjective else many}"
    whole, _, part = number.partition(".")
    if not part.strip("0"):
        return f"{cardinal(whole or '0')} {one if is_one(whole) or adjective else many}"
    part = part.rstrip("0") if len(part) > 2 else part
    if len(part) > 2 or not cent or len(part) == 1:
        stripped = f"{cardinal(whole)} " if whole else ""
        return f"{stripped}point {digits(part)} {many}"
    hundredths = f"{cardinal(str(int(part)))} {cent if int(part) == 1 else cents}"
    if not whole.strip("0"):
        return hundredths
    return f"{cardinal(whole)} {one if is_one(whole) else many} and {hundredths}"


def _is_adjective(match: re.Match[str]) -> bool:
    """A $5 million deal", but not "the $5 million in cash"."""
    hyphened = bool(match["magnitude"]) and match.string[match.start("magnitude") - 1] == "-"
    if not hyphened and word_before(match.string, match.start()).lower() not in _DETERMINERS:
        return False
    after = match.string[match.end() : match.end() + 24]
    noun = re.match(r"[ -]([a-z]{3,})", after)
    return noun is not None and noun[1] not in _NOT_NOUNS and not (noun[1].endswith("ly"))


def _sum(match: re.Match[str], money: tuple[str, str, str, str]) -> str | None:
    per = match["per"]
    if per and per.lower() not in _PERIODS:
        return None
    sign = "minus " if match["sign"] else ""
    said = sign + _said(match["number"], match["magnitude"], money, adjective=_is_adjective(match))
    return said + (f" per {_PERIODS[per.lower()]}" if per else "") + ("-plus" if match["plus"] else "")


def _symbol(match: re.Match[str]) -> str | None:
    money = _SYMBOLS[match["symbol"]]
    country = match["country"]
    return _sum(match, _of(_COUNTRIES[country], money) if country else money)


def _range(match: re.Match[str]) -> str | None:
    """$3-4 million", "$250-$300", "£3m to £4m": the currency is said once if the magnitude is."""
    money = _SYMBOLS[match["symbol"]]
    first, last, magnitude = match["first"], match["number"], match["magnitude"]
    first_magnitude = match["first_magnitude"]
    if first_magnitude and not magnitude:
        return None
    if magnitude or not match["again"]:
        scale = (
            f" {MAGNITUDES[first_magnitude.lower()]}"
            if first_magnitude and first_magnitude.lower() != magnitude.lower()
            else ""
        )
        return f"{decimal(first)}{scale} to {_said(last, magnitude, money, adjective=_is_adjective(match))}"
    return f"{_said(first, None, money)} to {_said(last, None, money)}"


def _code_first(match: re.Match[str]) -> str | None:
    return _sum(match, _CODES[match["code"]])


def _code_last(match: re.Match[str]) -> str | None:
    symbol = match["symbol"]
    money = _SYMBOLS[symbol] if symbol in _SYMBOLS else _CODES[symbol]
    return _said(match["number"], match["magnitude"], money)


def _hundredth(match: re.Match[str]) -> str | None:
    """50c and 50p, where a coin or a price is meant."""
    number, letter = match["number"], match["letter"]
    name = {"c": ("cent", "cents"), "p": ("penny", "pence"), "¢": ("cent", "cents")}[letter]
    noun = word_after(match.string, match.end())
    if letter == "c" and noun.lower() in {"c", "model"}:
        return None
    return f"{decimal(number)} {name[0] if is_one(number) else name[1]}"


_SIGNS = "".join(_SYMBOLS)
_SIGN = r"(?:(?<![\w%)\]])(?P<sign>[-−–]))?"
_COUNTRY = rf"(?P<country>{'|'.join(sorted(_COUNTRIES, key=len, reverse=True))})?"
_PLUS = r"(?P<plus>\+)?"
_SYMBOL_RULE = rule(rf"{_SIGN}{_COUNTRY}(?P<symbol>[{_SIGNS}])\s?(?P<number>{_N}){_MAGNITUDE}{_PER}{_PLUS}", _symbol)
_RANGE_RULE = rule(
    rf"(?P<symbol>[{_SIGNS}])\s?(?P<first>{_N})\s?(?P<first_magnitude>bn|tn|mn|[kKmMbB](?![a-z]))?"
    rf"(?:\s?[-–—]\s?|\sto\s)(?P<again>(?P=symbol)\s?)?(?P<number>{_N})(?![\d%:]){_MAGNITUDE}",
    _range,
)
_CODE_NAMES = "|".join(re.escape(code) for code in sorted(_CODES, key=len, reverse=True))
_CODE_RULE = rule(rf"{_SIGN}(?P<code>{_CODE_NAMES})\.?\s?(?P<number>{_N}){_MAGNITUDE}{_PER}{_PLUS}", _code_first)

#: At a currency's sign.
SYMBOL_RULES: dict[str, tuple[Rule, ...]] = dict.fromkeys(_SYMBOLS, (_RANGE_RULE, _SYMBOL_RULE))
#: At a minus sign before a currency's.
SIGNED_RULES = (_SYMBOL_RULE,)
#: At a currency's code, and at what may stand before a dollar sign.
WORD_RULES: dict[str, tuple[Rule, ...]] = {code.lower().rstrip("$"): (_CODE_RULE,) for code in _CODES if code[0] != "R"}
for _name in ("R$", "RMB", "RUB", "Rs"):
    WORD_RULES[_name.lower().rstrip("$")] = (_CODE_RULE,)
for _country in _COUNTRIES:
    WORD_RULES[_country.lower()] = (*WORD_RULES.get(_country.lower(), ()), _SYMBOL_RULE)
#: Codes glued to their number ("EUR5m") are words that hold a digit.
MIXED_RULES = (_CODE_RULE,)
DIGIT_RULES = (
    rule(
        rf"(?P<number>{_N}){_MAGNITUDE}\s?"
        rf"(?P<symbol>[€£$₽₪₺₴฿₫₩¥](?!\s?\d)|(?:{'|'.join(code for code in _CODES if len(code) == 3)})\b)(?![\w/])",
        _code_last,
    ),
    rule(rf"(?P<number>{_N})\s?(?P<letter>¢)(?!\w)", _hundredth),
    rule(r"(?P<number>\d{1,3}(?:\.\d+)?)(?P<letter>[cp])(?![\w.]?\w)", _hundredth),
)
