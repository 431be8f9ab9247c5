"""One pass over a sentence: where a rule knows what to say, what it says; the rest stays as written.

The scan goes from token to token, never back. A token names the rules worth trying, in order; the first
that matches there and has something to say takes its span. So the time is linear in the text as long as
each pattern looks ahead a bounded way, and nothing that was put into words is put into words again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

Say = Callable[[re.Match[str]], str | None]

#: What a rule says where the voice should pause, whatever stood there.
PAUSE = ", "


class Rule:
    """A pattern, and what to say where it matches; ``None`` leaves the place to the next rule.

    The pattern is compiled when it is first tried: most texts need few of them, and all take a while.
    """

    __slots__ = ("_flags", "_pattern", "match", "say")

    #: Where the pattern matches at a position, or ``None``.
    match: Callable[[str, int], re.Match[str] | None]

    def __init__(self, pattern: str, say: Say, flags: int) -> None:
        self._pattern = pattern
        self._flags = flags
        self.match = self._match_first
        self.say = say

    def _match_first(self, text: str, position: int) -> re.Match[str] | None:
        match: Callable[[str, int], re.Match[str] | None] = re.compile(self._pattern, self._flags).match
        self.match = match
        return match(text, position)


def rule(pattern: str, say: Say, flags: int = 0) -> Rule:
    """A rule from a pattern's text; digits are 0 to 9."""
    return Rule(pattern, say, flags)


def always(said: str) -> Say:
    """Says the same wherever it is asked."""
    return lambda _match: said


class Reading(NamedTuple):
    """What is said for a span of the text."""

    start: int
    end: int
    said: str


@dataclass(frozen=True)
class Grammar:
    """Which rules to try at which kind of token."""

    #: At the first character after a space or an opening bracket, if the sentence holds an address.
    addresses: tuple[Rule, ...] = ()
    digits: tuple[Rule, ...] = ()
    #: At a word that holds a digit too.
    mixed: tuple[Rule, ...] = ()
    #: At a word of capitals alone.
    capitals: tuple[Rule, ...] = ()
    #: At a word, by its lower-case form.
    words: dict[str, tuple[Rule, ...]] = field(default_factory=dict)
    #: At any other character, by the character.
    symbols: dict[str, tuple[Rule, ...]] = field(default_factory=dict)
    #: At any character that has no rule of its own, or none that had something to say.
    others: tuple[Rule, ...] = ()


_TOKEN = re.compile(
    r"\s*+(?:(?P<word>(?>[^\W\d_]++(?:['’][^\W\d_]++)*)(?![\d_]))|(?P<digit>\d)|(?P<letter>[^\W_])|(?P<other>.))",
    re.DOTALL,
)
_IN_CAPITALS = re.compile(r"[A-Z]+(?:['’]s)?")
_ADDRESS = re.compile(r"@|://|\w\.\w|www\.|\w:\d")
_OPENS = frozenset(" \t\n\u00a0(\"'“‘[<,;")


def scan(text: str, grammar: Grammar) -> list[Reading]:
    """The readings of a sentence, in order and without overlap."""
    readings: list[Reading] = []
    has_address = _ADDRESS.search(text) is not None
    position, end = 0, len(text)
    while position < end:
        token = _TOKEN.match(text, position)
        if token is None:
            break
        kind = token.lastgroup or "other"
        position = token.start(kind)
        rules = _rules_for(token[kind], kind, grammar)
        if has_address and (position == 0 or text[position - 1] in _OPENS):
            rules = grammar.addresses + rules
        reading = _first(rules, text, position) if rules else None
        if reading:
            readings.append(reading)
        position = reading.end if reading else token.end()
    return readings


def _rules_for(found: str, kind: str, grammar: Grammar) -> tuple[Rule, ...]:
    if kind == "word":
        rules = grammar.words.get(found.lower(), ())
        return rules + grammar.capitals if found[0].isupper() and _IN_CAPITALS.fullmatch(found) else rules
    if kind == "digit":
        return grammar.digits
    if kind == "letter":
        return grammar.mixed
    return grammar.symbols.get(found, ()) + grammar.others


def _first(rules: tuple[Rule, ...], text: str, position: int) -> Reading | None:
    for each in rules:
        match = each.match(text, position)
        if match and match.end() > position:
            said = each.say(match)
            if said is not None:
                return Reading(position, match.end(), said)
    return None


def word_before(text: str, position: int) -> str:
    """The word that ends just before a position, over spaces and opening marks only; else empty."""
    end = position
    while end > 0 and end > position - 3 and text[end - 1] in " \u00a0(“\"'‘":
        end -= 1
    start = end
    while start > 0 and start > end - 30 and (text[start - 1].isalpha() or text[start - 1] in "'’"):
        start -= 1
    return text[start:end]


_WORD_AFTER = re.compile(r"[\s\u00a0-]{0,2}([^\W\d_]{1,30})")


def word_after(text: str, position: int) -> str:
    """The word that begins just after a position, over a space or hyphen; else empty."""
    match = _WORD_AFTER.match(text, position)
    return match[1] if match else ""


_ENDS_SENTENCE = re.compile(
    r"[\"”’')\]]*(?:\s*$|\s+[\"“‘(]?(?:The|He|She|It|They|We|But|And|In|On|At|When|If|This|That|There|After|A|An|His|Her"
    r"|Their|For|As|So|Then|You|What|Who|Why|How|No|Not|Its|These|Those|Our|My)\b)"
)


def ends_sentence(text: str, position: int) -> bool:
    """Whether a full stop just before ``position`` ends a sentence, not only an abbreviation."""
    return _ENDS_SENTENCE.match(text, position) is not None


def stop_after(match: re.Match[str]) -> str:
    """The full stop to keep behind a match that swallowed one."""
    return "." if match[0].endswith(".") and ends_sentence(match.string, match.end()) else ""
