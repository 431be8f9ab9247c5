"""Times of an episode as people, apps and formats write them."""

from __future__ import annotations


def short_clock(ms: int) -> str:
    """As people write it, without needless zeros.

    >>> short_clock(83_900), short_clock(3_723_000)
    ('1:23', '1:02:03')
    """
    hours, minutes, seconds, _ = _parts(ms)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def full_clock(ms: int) -> str:
    """Hours, minutes and whole seconds, as Apple and Spotify read them in show notes.

    >>> full_clock(3_723_999)
    '01:02:03'
    """
    hours, minutes, seconds, _ = _parts(ms)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}"


def exact_clock(ms: int) -> str:
    """Down to the millisecond, as WebVTT and Podlove Simple Chapters write it.

    >>> exact_clock(3_723_004)
    '01:02:03.004'
    """
    return f"{full_clock(ms)}.{_parts(ms)[3]:03d}"


def _parts(ms: int) -> tuple[int, int, int, int]:
    seconds, rest = divmod(ms, 1000)
    return seconds // 3600, seconds // 60 % 60, seconds % 60, rest
