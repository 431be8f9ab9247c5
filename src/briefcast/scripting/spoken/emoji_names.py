"""Emoji by their names (Unicode CLDR, through the ``emoji`` library), where a listener asked for them."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Below are signs that have a sound of their own, such as © and ↔, and figures in a box.
_FIRST_PICTURE = 0x2300
_LANGUAGES = frozenset({"en", "es", "fr", "de", "it", "pt"})
_SKIN = re.compile(r"(?::[^:]*)?_(?:light|medium-light|medium|medium-dark|dark)_skin_tone")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")


def with_names(text: str, language: str) -> tuple[str, list[int]] | None:
    """The text with its emoji named between pauses, and where each character comes from.

    ``None`` if there is none, or the library has no names in the language (its primary tag).

    >>> with_names("Done 🎉🎉", "en")[0]
    'Done , party popper emoji'
    """
    if language not in _LANGUAGES or not any(ord(char) >= _FIRST_PICTURE for char in text):
        return None
    from emoji import config, emoji_list

    config.load_language(language)
    found = [each for each in emoji_list(text) if ord(each["emoji"][0]) >= _FIRST_PICTURE]
    if not found:
        return None
    out: list[str] = []
    origins: list[int] = []
    position = 0
    for start, end, emoji in _runs(text, [(each["match_start"], each["match_end"], each["emoji"]) for each in found]):
        out.append(text[position:start])
        origins += range(position, start)
        said = _between_pauses(", ".join(_name(each, language) for each in emoji), text[:start], text[end : end + 8])
        out.append(said)
        origins += [start] * (len(said) - 1) + [end - 1]
        position = end
    return "".join([*out, text[position:]]), [*origins, *range(position, len(text))]


def _runs(text: str, found: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, list[str]]]:
    """Emoji that stand together, each named once if it is repeated."""
    held: list[tuple[int, int, str]] = []
    for each in found:
        if held and text[held[-1][1] : each[0]].strip(" \ufe0f"):
            yield _run(held)
            held = []
        held.append(each)
    yield _run(held)


def _run(held: list[tuple[int, int, str]]) -> tuple[int, int, list[str]]:
    return held[0][0], held[-1][1], [emoji for emoji, _ in itertools.groupby(emoji for *_, emoji in held)]


def _name(emoji: str, language: str) -> str:
    from emoji import EMOJI_DATA

    name = _SKIN.sub("", str(EMOJI_DATA[emoji].get(language) or EMOJI_DATA[emoji]["en"]).strip(":"))
    flag = " flag" if language == "en" and _FLAG.fullmatch(emoji) else ""
    return f"{name.replace('_', ' ').strip()}{flag} emoji"


def _between_pauses(said: str, before: str, after: str) -> str:
    last, first = before.rstrip()[-1:], after.lstrip(" \ufe0f")[:1]
    lead = ", " if last.isalnum() or (last and last in ")”’\"'") else " " if before[-1:].strip() else ""
    tail = "" if not first or first in ".,;:!?)”’\"'" else ", " if first.isalnum() else " "
    return f"{lead}{said}{tail}"
