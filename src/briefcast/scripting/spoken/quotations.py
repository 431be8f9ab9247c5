"""Quotation marks said aloud: "quote" where words of another begin, "end quote" where they end.

Single marks are left alone: they are apostrophes more often, and quotations within quotations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefcast.scripting.spoken.scanning import Rule, always, rule

if TYPE_CHECKING:
    import re

_QUOTE = " quote, "
_END = "end quote"
#: A straight mark opens at the start of a word, and closes everywhere else.
_STRAIGHT = '"'
_STOPS = ",.!?…;:"


def _opening(match: re.Match[str]) -> str | None:
    text, start, end = match.string, match.start(), match.end()
    if match[0] == _STRAIGHT and not _opens(text, start, end):
        return None
    before = text[max(0, start - 8) : start].rstrip()
    paused = not before or before[-1] in f"{_STOPS}(“«—–"
    said = _QUOTE if paused else f",{_QUOTE}"
    return said.lstrip() if before.endswith("(") else said


def _opens(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return bool(after) and not after.isspace() and (not before or before.isspace() or before in "(—–-[")


def _closing(match: re.Match[str]) -> str:
    """The mark with the stops around it; what follows it within the sentence comes after a pause."""
    stop, after = match["stop"] or "", match["after"] or ""
    rest = match.string[match.end() : match.end() + 8].lstrip()
    goes_on = rest[:1].islower()
    asked = stop.strip(",.;:")
    lead = f"{asked} " if asked else ", " if match.start() else ""
    tail = after or ("," if stop[-1:] == "," or goes_on or (rest and not stop) else "." if stop else "")
    if not after and rest and rest[0] in f"{_STOPS})":
        tail = ""
    return f"{lead}{_END}{tail} "


def _rules() -> dict[str, tuple[Rule, ...]]:
    opening = (rule('[“„«「『‟"]', _opening),)
    closing = rule(rf"(?P<stop>[{_STOPS}]{{0,3}})[”»」』\"](?P<after>[,.;:!?](?![\d.]))?", _closing)
    rules: dict[str, tuple[Rule, ...]] = dict.fromkeys("“„«「『‟", opening)
    rules |= dict.fromkeys(_STOPS, (closing,)) | dict.fromkeys("”»」』", (closing,))
    rules[_STRAIGHT] = (*opening, closing)
    rules["`"] = (rule("``", _opening),)
    rules["″"] = (rule("″", always(" ")),)
    return rules


#: Tried before what is done with the marks otherwise.
SYMBOL_RULES = _rules()
