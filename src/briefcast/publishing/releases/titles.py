"""The title of an episode: clean for every app, and no other episode's."""

from __future__ import annotations

import html
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

#: Characters; what apps and Apple's validator take (podcast rows: 255).
LONGEST = 255
_UNTITLED = "Untitled"


def clean_title(title: str) -> str:
    r"""The title on one line, without controls or mark-up, at most 255 characters, in Unicode's form NFC.

    Apps pass titles through an HTML reader, so nothing in it may look like a tag or a character reference:
    "<" becomes "‹", and references are resolved.

    >>> clean_title(" Fish &amp; chips:\n\x07 a < b ")
    'Fish & chips: a ‹ b'
    """
    before, text = "", title
    while text != before:
        before, text = text, html.unescape(text)
    kept = (char for char in text if char.isspace() or not _is_unprintable(char))
    line = " ".join(unicodedata.normalize("NFC", "".join(kept).replace("\ufeff", "")).split())
    line = line.replace("<", "‹").replace(">", "›")
    if html.unescape(line) != line:  # joined anew where a character fell out
        line = line.replace("&", "＆")
    return _cut(line, LONGEST) or _UNTITLED


def distinct_title(title: str, taken: Collection[str], day: date) -> str:
    """The title if no other episode has it, else with the day, else with a number after that.

    AntennaPod takes two episodes of one title and length for one. Letters' case makes no difference.
    """
    others = {one.casefold() for one in taken}
    if title.casefold() not in others:
        return title
    number = 1
    while True:
        ending = f" ({day:%Y-%m-%d})" if number == 1 else f" ({day:%Y-%m-%d}, {number})"
        candidate = _cut(title, LONGEST - len(ending)) + ending
        if candidate.casefold() not in others:
            return candidate
        number += 1


def _is_unprintable(char: str) -> bool:
    """Whether XML or a player cannot hold it: controls, halves of pairs, and the two that end every plane."""
    return unicodedata.category(char) in {"Cc", "Cs", "Co"} or ord(char) & 0xFFFE == 0xFFFE


def _cut(line: str, most: int) -> str:
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
