"""Dates as RFC 2822 has them, read as strictly as the strictest app does."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

_DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
_DATE = re.compile(
    r"(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}"
    r" \d{2}:\d{2}(?::\d{2})? (?:[+-]\d{4}|GMT|UT)"
)


def date_of(text: str) -> datetime | None:
    """The moment, or None if it is not written as RFC 2822 does, or on a day of another name.

    >>> date_of("Fri, 26 Feb 2021 05:00:00 +0000").isoformat()
    '2021-02-26T05:00:00+00:00'
    >>> date_of("Thu, 26 Feb 2021 05:00:00 +0000"), date_of("2021-02-26T05:00:00Z"), date_of("Fr, 26 Feb 2021")
    (None, None, None)
    """
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    return date if not match[1] or _DAYS[date.weekday()] == match[1] else None
