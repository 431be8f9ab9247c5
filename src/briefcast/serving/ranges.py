"""The Range header: which bytes of a file a player wants (RFC 9110, section 14)."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: More parts than this in one request are an attack rather than a player; the whole file answers them.
MOST_RANGES = 20
_UNIT = re.compile(r"\s*bytes\s*=", re.IGNORECASE)
_ONE = re.compile(r"[ \t]*(?P<first>\d*)-(?P<last>\d*)[ \t]*", re.ASCII)
#: More digits than any file's size has; beyond it Python would refuse to convert.
_MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes of a file, both ends included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many bytes there are."""
        return self.last - self.first + 1


class NotSatisfiableError(ValueError):
    """The ranges are well formed and all lie outside the file: status 416."""


def wanted(header: str, size: int) -> tuple[Span, ...]:
    """The spans a Range header asks for, those that touch put together; none where the whole file is the answer.

    What is not understood is passed over, as section 14.2 asks: another unit, a malformed list, too many parts.

    Raises:
        NotSatisfiableError: no byte of the file is in any of the ranges.

    >>> wanted("bytes=0-1", 10), wanted("bytes=-3", 10), wanted("lines=1-2", 10)
    ((Span(first=0, last=1),), (Span(first=7, last=9),), ())
    """
    unit = _UNIT.match(header)
    if unit is None:
        return ()
    parts = [part for part in header[unit.end() :].split(",") if part.strip()]
    spans = [_span(part, size) for part in parts[: MOST_RANGES + 1]]
    if not parts or len(parts) > MOST_RANGES or any(span is None for span in spans):
        return ()
    within = [span for span in spans if span is not None and span.first < size and span.length > 0]
    if not within:
        raise NotSatisfiableError
    return _joined(within)


def _span(part: str, size: int) -> Span | None:
    """One range, with an empty span where it lies outside, or None where it is malformed."""
    found = _ONE.fullmatch(part)
    if found is None:
        return None
    first, last = found["first"], found["last"]
    if max(len(first), len(last)) > _MOST_DIGITS or not (first or last):
        return None
    if not first:
        return Span(max(0, size - int(last)), size - 1 if int(last) else -1)
    if last and int(last) < int(first):
        return None
    return Span(int(first), min(int(last), size - 1) if last else size - 1)


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """The spans in the order asked, or in rising order and joined where some touch (section 15.3.7.2)."""
    rising = sorted(spans, key=lambda span: (span.first, span.last))
    joined = [rising[0]]
    for span in rising[1:]:
        if span.first <= joined[-1].last + 1:
            joined[-1] = Span(joined[-1].first, max(joined[-1].last, span.last))
        else:
            joined.append(span)
    return tuple(joined if len(joined) < len(spans) else spans)
