"""Sizes as people write and read them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable

_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMGT]?)B?", re.IGNORECASE)


def at_least(least: int) -> Callable[[click.Context, click.Parameter, str | None], int | None]:
    """Reads an option's value, "500 MB" or "4G", as bytes; refuses less than a least size."""

    def size(_ctx: click.Context, _param: click.Parameter, value: str | None) -> int | None:
        if value is None:
            return None
        match = _SIZE.fullmatch(value.strip())
        if match is None:
            raise click.BadParameter(f"“{value}” is not a size; write it like 500MB or 4GB.")
        bytes_asked = round(float(match[1]) * _UNITS[match[2].upper()])
        if bytes_asked < least:
            raise click.BadParameter(f"“{value}” is too small; the least is {in_words(least)}.")
        return bytes_asked

    return size


def in_words(size: float) -> str:
    """A number of bytes for a person to read.

    >>> in_words(43_210_000)
    '43.2 MB'
    """
    for unit, factor in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= factor:
            return f"{size / factor:.1f} {unit}"
    return f"{size:.0f} bytes"
