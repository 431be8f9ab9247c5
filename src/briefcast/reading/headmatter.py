"""The lines between a title and its article: byline and date."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS) + "|sept"
_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_CLOCK = r"(?:,?\s+(?:at\s+)?\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?)?"
_LABEL = r"(?:(?:published|updated|posted|last updated)\s*(?:on|:)?\s*)?"
_DATE_FORMS = (
    re.compile(
        rf"{_LABEL}{_DAY}(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_CLOCK}",
        re.I,
    ),
    re.compile(
        rf"{_LABEL}{_DAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_MONTH})\.?,?\s+(?P<year>\d{{4}}){_CLOCK}",
        re.I,
    ),
    re.compile(rf"{_LABEL}(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?:[T ].{{0,30}})?", re.I),
)
_BYLINE = re.compile(
    r"(?:by|from)\s+(?P<name>[^\W\d_][\w.’'-]*(?:\s+(?:and|&|de|da|di|van|von|der|den|la|le|bin|al|[^\W\d_][\w.’'-]*),?){0,8})"
    r"(?P<desk>\s*[,|–—-]\s*[^.!?]{1,60})?",
    re.I,
)


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
    small = {"and", "de", "da", "di", "van", "von", "der", "den", "la", "le", "bin", "al"}
    return all(word[0].isupper() for word in words if word.lower() not in small)


def _date_of(match: re.Match[str]) -> date | None:
    month = match["month"].lower()
    number = int(month) if month.isdigit() else [name[:3] for name in _MONTHS].index(month[:3]) + 1
    try:
        return date(int(match["year"]), number, int(match["day"]))
    except ValueError:
        return None
