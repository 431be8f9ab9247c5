"""Words of letters and digits: "F-16", "G20", "B2B", "COVID-19", "H2O", "v2.1.3", "C2766", "4s"."""

from __future__ import annotations

import re

from briefcast.scripting.spoken.number_words import cardinal, digits, in_pairs, ordinal, plural
from briefcast.scripting.spoken.number_words import year as year_words
from briefcast.scripting.spoken.scanning import Rule, rule, word_before

_RUN = re.compile(r"\d+(?:\.\d+)*|[^\W\d_]+|[-/_.]")
#: Initialisms that are said as words, inside a code too.
_WORDS = frozenset("COVID NATO SARS MERS MIG RAM ROM PIN SIM GIF JPEG ZIP BASIC NASA COP SAS CAT VAT WHO ISIS".split())
_DETERMINERS = frozenset("the a this last next its their our first".split())
_FIXED = {
    "WW1": "World War one", "WW2": "World War two", "WWI": "World War one", "WWII": "World War two", "3D": "three D",
    "CO2": "C O two", "H2O": "H two O", "MP3": "M P three", "MP4": "M P four",
}  # fmt: skip


def _letters(run: str, *, alone: bool) -> str:
    """Letters of a code: a word if it can be one, else spelled; "A" with a stop, lest it be an article."""
    if run.isupper() and len(run) < 3 and run not in _WORDS:
        return " ".join("A." if letter == "A" and not alone else letter for letter in run)
    return run


def _number(run: str, *, after_hyphen: bool, last: bool) -> str:
    if "." in run:
        return " point ".join(cardinal(part) if len(part) < 3 else digits(part) for part in run.split("."))
    if len(run) <= 2:
        return cardinal(run)
    if len(run) == 3 and after_hyphen:
        return in_pairs(run)
    if run.endswith("00") and len(run) in {3, 4} and run[0] != "0":
        return in_pairs(run)
    if len(run) == 4 and after_hyphen and last and run[:2] in {"19", "20"}:
        return year_words(run)
    return digits(run)


def read_code(written: str) -> str:
    """A code, run by run."""
    if written in _FIXED:
        return _FIXED[written]
    runs = _RUN.findall(written)
    said: list[str] = []
    for index, run in enumerate(runs):
        if run[0].isdigit():
            after_hyphen = index > 0 and runs[index - 1] == "-"
            words = _number(run, after_hyphen=after_hyphen, last=index + 1 == len(runs))
            said.append(words)
        elif run == "s" and index + 1 == len(runs) and index and runs[index - 1][0].isdigit() and index > 1:
            said[-1] = plural(said[-1])
        elif run[0].isalpha():
            said.append(_letters(run, alone=len(runs) == 1))
        elif run == ".":
            said.append("dot")
    return " ".join(said)


def _code(match: re.Match[str]) -> str:
    possessive = match["possessive"] or ""
    return read_code(match["code"]) + possessive


def _version(match: re.Match[str]) -> str:
    return "version " + " point ".join(cardinal(part) for part in match["number"].split("."))


def _airbus(match: re.Match[str]) -> str:
    number = in_pairs(match["number"])
    return f"A. {plural(number) if match['many'] else number}" + (f" {match['tail']}" if match["tail"] else "")


def _element(match: re.Match[str]) -> str | None:
    """Chemical formulas: letters and numbers one by one."""
    if not re.fullmatch(
        r"(?:(?:H|C|N|O|S|P|F|Cl|Na|K|Ca|Mg|Fe|Si|Al|Cu|Zn|Br|I|U|Pu|He|Li)\d{0,2}){2,8}", match["code"]
    ):
        return None
    if re.fullmatch(r"[A-Z]{3,}\d+|[A-Z]{2}(?:[2-9]\d|1[1-9])", match["code"]):
        return None
    parts = re.findall(r"[A-Z][a-z]?|\d+", match["code"])
    return " ".join(cardinal(part) if part.isdigit() else " ".join(part.upper()) for part in parts)


def _quarter(match: re.Match[str]) -> str:
    year = match["year"]
    article = "" if word_before(match.string, match.start()).lower() in _DETERMINERS else "the "
    named = f"{article}{ordinal(match['quarter'])} quarter"
    return f"{named} of {year_words(year)}" if len(year) == 4 else f"{named} of {cardinal(year)}"


def _hyphened(match: re.Match[str]) -> str | None:
    """The number behind "F-" or "mid-", which is a token of its own."""
    number = match["number"]
    before = match.string[max(0, match.start() - 8) : match.start()]
    letters = re.search(r"(?<![^\W_])([A-Za-z]{1,4})-$", before)
    if letters is None or word_before(match.string, match.start() - 1).lower() in {
        "mid",
        "pre",
        "post",
        "late",
        "top",
        "sub",
    }:
        return None
    if len(number) == 3 and letters[1][0].isupper():
        return in_pairs(number)
    return None


def _glued(match: re.Match[str]) -> str | None:
    """4G", "2x", "5th-graders": digits with letters stuck to them."""
    code = match["code"]
    ordinal_first = re.match(r"(\d+)(?:st|nd|rd|th)(-[^\W\d_].*)", code)
    if ordinal_first:
        return f"{ordinal(ordinal_first[1])}{ordinal_first[2]}" if not re.search(r"\d", ordinal_first[2]) else None
    if code in {"480p", "720p", "1080p", "1440p", "2160p", "1080i"}:
        return f"{in_pairs(code[:-1])} {code[-1].upper()}"
    if code.endswith("ers"):
        return cardinal(code[:-3]).removesuffix("e") + "ers"
    if re.fullmatch(r"\d+[^\W\d_]{1,3}", code):
        number = re.match(r"\d+", code)
        letters = code[number.end() :] if number else ""
        said = letters if letters.islower() and len(letters) > 1 else letters.upper()
        return f"{cardinal(code[: -len(letters)])} {said}"
    return _code(match)


#: At a word that begins with a letter and holds a digit.
MIXED_RULES: tuple[Rule, ...] = (
    rule(r"[Vv](?:er)?\.?(?P<number>\d{1,4}(?:\.\d{1,5}){0,5})(?![\w-])", _version),
    rule(r"Q(?P<quarter>[1-4])\s?['’]?(?P<year>20\d\d|\d\d)(?!\w)", _quarter),
    rule(
        r"(?P<fy>[FC]Y)\s?['’]?(?P<year>20\d\d|\d\d)(?!\w)", lambda match: f"{match['fy']} {year_words(match['year'])}"
    ),
    rule(r"A(?P<number>3[0-9]0|318|319|321)(?:-?(?P<tail>neo|XWB))?(?P<many>s)?(?!\w)", _airbus),
    rule(r"(?P<code>[A-Z][A-Za-z0-9]{1,15})(?![\w-])", _element),
    rule(r"(?P<code>\w{1,40}(?:[-/]\w{1,40}|\.\d{1,3}){0,6})(?P<possessive>['’]s)?(?!\w)", _code),
    rule(r"(?P<code>\w{1,200})(?P<possessive>)", _code),
)
#: At a word that begins with a digit.
DIGIT_RULES: tuple[Rule, ...] = (
    rule(r"(?P<number>\d{3})(?!\w|[.,]\d|\s?[%°])", _hyphened),
    rule(r"(?P<code>\d{1,20}(?:-\d{1,5})?[^\W\d_]\w{0,30}(?:[-/]\w{1,40}){0,6})(?P<possessive>['’]s)?(?!\w)", _glued),
)
