"""Words cut at the end of a line -> whole again, with the hyphen or without it.

The document itself is the dictionary: a hyphen stays if the word stands with it in the middle of a
line, and goes if it stands without it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Longer words are not looked up.
MAX_WORD = 80
HYPHENS = "-\u2010\u00ad"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*(?:[-\u2010][^\W\d_]+(?:['’][^\W\d_]+)*)*")
_REST = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
#: First halves of compounds, and the ends with which they make a word that is written in one.
_KEEP_AFTER = frozenset("well self half great vice quasi twenty thirty forty fifty sixty seventy eighty ninety".split())
_ENDINGS = frozenset("est er ly ness ish ing ings less".split())
_SUSPENDED = frozenset("and or und oder et ou y o to".split())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a document as they stand away from line ends."""

    words: frozenset[str]
    compounds: frozenset[str]
    first_halves: frozenset[str]
    last_halves: frozenset[str]

    @classmethod
    def of(cls, lines: Iterable[str]) -> Vocabulary:
        """The vocabulary of these lines; their first and last words may be cut and do not count."""
        words: set[str] = set()
        compounds: set[str] = set()
        for line in lines:
            for match in _WORD.finditer(line):
                word = match[0].casefold().replace("\u2010", "-")
                if "-" not in word:
                    if match.start() and line[match.end() :].strip():
                        words.add(word)
                elif match.start() and line[match.end() :].strip(".,;:!?”’\")'"):
                    compounds.add(word)
        firsts = frozenset(word.rsplit("-", 1)[0] for word in compounds)
        lasts = frozenset(word.rsplit("-", 1)[1] for word in compounds)
        return cls(frozenset(words), frozenset(compounds), firsts, lasts)

    def keeps_hyphen(self, head: str, rest: str) -> bool:
        """Whether ``head`` and ``rest``, cut at a line end, are written with a hyphen."""
        head, rest = head.casefold().replace("\u2010", "-"), rest.casefold()
        if f"{head}-{rest}" in self.compounds:
            return True
        last = head.rsplit("-", 1)[-1]
        if head + rest in self.words or last + rest in self.words:
            return False
        return (last in _KEEP_AFTER and rest not in _ENDINGS) or (
            head in self.first_halves and rest in self.last_halves
        )


def joined(before: str, after: str, vocabulary: Vocabulary) -> str:
    """Two lines as one text.

    >>> none = Vocabulary.of([])
    >>> joined("the coun-", "cil met", none), joined("the Anglo-", "Saxon king", none)
    ('the council met', 'the Anglo-Saxon king')
    """
    if not before or not after:
        return before or after
    head = before[-MAX_WORD:].rsplit(maxsplit=1)[-1][:-1]
    if before[-1] not in HYPHENS or not head:
        return before + ("" if spaceless(before[-1]) and spaceless(after[0]) else " ") + after
    rest = _REST.match(after)
    if rest and rest[0].casefold() in _SUSPENDED and before[-1] != "\u00ad":
        return f"{before} {after}"
    if not rest or not after[0].islower() or not head[-1].isalpha():
        return before + after
    keeps = vocabulary.keeps_hyphen(head.lstrip("(“\"‘'["), rest[0])
    return before[:-1] + ("-" if keeps else "") + after


def spaceless(char: str) -> bool:
    """Whether the character is of a script that is written without spaces: Chinese or Japanese."""
    return "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\uff00" <= char <= "\uff65"
