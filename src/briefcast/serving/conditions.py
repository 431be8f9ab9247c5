"""Conditional requests: whether a client already has what it asks for (RFC 9110, section 13)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_TAG = re.compile(r'(?P<weak>W/)?"(?P<tag>[\x21\x23-\x7e\x80-\xff]*)"')


@dataclass(frozen=True, slots=True)
class Validators:
    """What tells one state of a file from another."""

    #: A strong entity tag, without its quotation marks.
    tag: str
    #: Time of its last change, whole seconds since 1970.
    changed: int


class Verdict(Enum):
    """What the conditions come to."""

    GO_ON = 200
    NOT_MODIFIED = 304
    FAILED = 412


def judged(headers: Mapping[str, str], validators: Validators) -> Verdict:
    """The verdict on a GET or HEAD request, in the order of section 13.2.2."""
    if (match := headers.get("If-Match")) is not None:
        if not _names(match, validators.tag, weakly=False):
            return Verdict.FAILED
    elif _since(headers.get("If-Unmodified-Since"), validators.changed) is False:
        return Verdict.FAILED
    if (none_match := headers.get("If-None-Match")) is not None:
        return Verdict.NOT_MODIFIED if _names(none_match, validators.tag, weakly=True) else Verdict.GO_ON
    if _since(headers.get("If-Modified-Since"), validators.changed):
        return Verdict.NOT_MODIFIED
    return Verdict.GO_ON


def range_counts(headers: Mapping[str, str], validators: Validators) -> bool:
    """Whether a Range header is to be heeded: what the client holds a part of must still be what is here (13.1.5)."""
    condition = headers.get("If-Range")
    if condition is None:
        return True
    found = _TAG.fullmatch(condition.strip())
    if found:
        return not found["weak"] and found["tag"] == validators.tag
    held = _date(condition)
    return held is not None and held == validators.changed


def _names(header: str, tag: str, *, weakly: bool) -> bool:
    """Whether a list of entity tags names this one, or is "*"."""
    if header.strip() == "*":
        return True
    return any(found["tag"] == tag and (weakly or not found["weak"]) for found in _TAG.finditer(header))


def _since(header: str | None, changed: int) -> bool | None:
    """Whether nothing changed after the date of a header; None where there is no date."""
    date = _date(header) if header is not None else None
    return None if date is None else changed <= date


def _date(text: str) -> int | None:
    """An HTTP date in seconds since 1970, or None where it is none."""
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    try:
        return int((date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError):
        return None


def http_date(seconds: int) -> str:
    """A time as HTTP writes it (section 5.6.7).

    >>> http_date(0)
    'Thu, 01 Jan 1970 00:00:00 GMT'
    """
    from email.utils import format_datetime

    return format_datetime(datetime.fromtimestamp(seconds, UTC), usegmt=True)
