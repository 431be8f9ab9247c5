"""The lines between a title and its article: byline and date, in English and its neighbours."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from briefcast.model import BlockKind

if TYPE_CHECKING:
    from briefcast.model import Block

#: Month names of English, German, French, Spanish, Italian, Portuguese and Dutch, January first.
_MONTHS = (
    "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari",
    "february feb februar février févr fév febrero febbraio febb fevereiro fev februari",
    "march mar märz mars marzo março maart mrt",
    "april apr avril avr abril abr aprile",
    "may mai mayo maggio mag maio mei",
    "june jun juni juin junio giugno giu junho",
    "july jul juli juillet juil julio luglio lug julho",
    "august aug août agosto ago augustus",
    "september sep sept septembre septiembre settembre sett setembro set",
    "october oct oktober okt octobre octubre ottobre ott outubro out",
    "november nov novembre noviembre novembro",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro",
)
_MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_MONTH = "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True))
_WEEKDAY = (
    r"(?:(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|"
    r"(?:lune|marte|mercole|giove|vener)dì|sabato|domenica|(?:segunda|terça|quarta|quinta|sexta)-feira|"
    r"(?:maan|dins|woens|donder|vrij|zater|zon)dag)[,.]?\s+)?"
)
_CLOCK = (
    r"(?:\s*[,•|·–-]?\s*(?:at\s+|um\s+|à\s+|a las\s+|alle\s+|às\s+|om\s+)?\d{1,2}\s?[:.h]\s?\d{2}"
    r"(?:\s*[ap]\.?m\.?|\s*uhr|\s*h)?(?:\s+[A-Z]{2,4})?)?"
)
_LABEL = (
    r"(?:(?:published|updated|posted|last updated|veröffentlicht|aktualisiert|stand|publié|mis à jour|publicado|"
    r"actualizado|pubblicato|aggiornato|gepubliceerd|erschienen)\s*(?:on|am|le|el|il|em|op)?\s*:?\s*)?(?:(?:am|den|le|el|il|op)\s+)?"
)
_DATE_FORMS = tuple(
    re.compile(_LABEL + _WEEKDAY + form + _CLOCK, re.I)
    for form in (
        rf"(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+)?(?P<month>{_MONTH})\b\.?,?\s+(?:del?\s+)?(?P<year>\d{{4}})",
        r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})",
        r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?:[T ].{0,30})?",
    )
)
_BYLINE = re.compile(
    r"(?:by|from|von|par|por|di|door)\s+(?P<name>[^\W\d_][\w.’'-]*"
    r"(?:\s+(?:and|und|et|y|e|en|&|de|da|di|van|von|der|den|la|le|bin|al|[^\W\d_][\w.’'-]*),?){0,8})"
    r"(?P<desk>\s*[,|–—-]\s*[^.!?]{1,60})?",
    re.I,
)
_SMALL_WORDS = frozenset("and und et y e en de da di van von der den la le bin al del du".split())

#: How a byline opens and how its last name is joined, by language.
_BYLINES = {
    "de": ("Von", "und"),
    "fr": ("Par", "et"),
    "es": ("Por", "y"),
    "it": ("Di", "e"),
    "pt": ("Por", "e"),
    "nl": ("Door", "en"),
}


def byline_of(names: list[str], language: str) -> str:
    """A byline in the article's language, or empty.

    >>> byline_of(["Ada Moss", "Jan Vos", "Li Wei"], "en-gb"), byline_of(["Ada Moss"], "de")
    ('By Ada Moss, Jan Vos and Li Wei', 'Von Ada Moss')
    """
    if not names:
        return ""
    opening, joint = _BYLINES.get(language.split("-", maxsplit=1)[0].lower(), ("By", "and"))
    return f"{opening} {', '.join(names[:-1])} {joint} {names[-1]}" if len(names) > 1 else f"{opening} {names[0]}"


def written_date(day: date, language: str) -> str:
    """A date as it is written out in a language.

    >>> written_date(date(2024, 10, 12), "en"), written_date(date(2024, 10, 12), "de-at")
    ('October 12, 2024', '12. Oktober 2024')
    """
    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date

    try:
        locale = Locale.parse(language or "en", sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return format_date(day, "long", locale)


def date_in(line: str) -> date | None:
    """The date, if the whole line is one.

    >>> date_in("Published: Monday, June 19, 2023 at 7:30 p.m.")
    datetime.date(2023, 6, 19)
    >>> date_in("3 March 2024")
    datetime.date(2024, 3, 3)
    >>> date_in("On June 19, 2023 they met") is None
    True
    """
    for form in _DATE_FORMS:
        match = form.fullmatch(line.strip().rstrip("."))
        if match:
            return _date_of(match)
    return None


def take_credits(blocks: list[Block], byline: str = "", dateline: str = "") -> tuple[list[Block], str, str]:
    """The blocks without the byline and date that stand as paragraphs above the text, and those two.

    Args:
        blocks: an article's blocks; one is always left.
        byline: what is known of it already, or empty.
        dateline: the same of the date.
    """
    rest = list(blocks)
    while len(rest) > 1 and rest[0].kind is BlockKind.PARAGRAPH:
        line = rest[0].text
        if not dateline and date_in(line):
            dateline = line
        elif not byline and is_byline(line):
            byline = line
        else:
            break
        rest.pop(0)
    return rest, byline, dateline


def is_byline(line: str) -> bool:
    """Whether the whole line names who wrote the article.

    >>> is_byline("By Anna Lindt and José de la Cruz, Beijing"), is_byline("By noon the hall was full of people.")
    (True, False)
    """
    line = line.strip()
    match = _BYLINE.fullmatch(line)
    if not match or (line.endswith((".", "!", "?")) and not line.endswith("Jr.")):
        return False
    words = re.findall(r"[^\W\d_][\w.’'-]*", match["name"])
    return all(word[0].isupper() for word in words if word.lower() not in _SMALL_WORDS)


def _date_of(match: re.Match[str]) -> date | None:
    month = match["month"].lower()
    try:
        return date(int(match["year"]), int(month) if month.isdigit() else _MONTH_NUMBERS[month], int(match["day"]))
    except ValueError:
        return None
