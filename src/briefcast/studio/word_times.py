"""When each written word is heard: from the words a voice tells of, else by how much there is to say in each."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefcast.model import Clip, Word

#: How long a word is, in letters: each word begins and ends, and a stop brings a pause.
_EVERY_WORD = 1.0
_PAUSES = {",": 2.5, ";": 3.5, ":": 3.5, ".": 4.0, "?": 4.0, "!": 4.0, "—": 3.0, "–": 3.0}
#: What a digit is worth, in letters: "seven".
_DIGIT = 4.0


def word_times(text: str, spoken: str, clip: Clip) -> tuple[int, ...]:
    """Start and end of each word of ``text`` within the clip, ms, one after the other; never falling.

    Words are what white space divides. A word that is spoken as it is written has the time the voice tells;
    words spoken otherwise, "1999", share the time of what is said for them.

    Args:
        text: as written.
        spoken: as read aloud.
        clip: the sound of it, trimmed.
    """
    end_ms = round(1000 * clip.seconds)
    heard = [(word.text, word.start_ms, word.end_ms) for word in clip.words] or _by_weight(spoken, 0, end_ms)
    return tuple(_never_falling(_written(text.split(), heard), end_ms))


def moved(words: Sequence[Word], offset_ms: float, end_ms: int) -> tuple[Word, ...]:
    """The words after so much was cut away before them and all behind ``end_ms``."""
    from briefcast.model import Word

    edges = [(word.text, round(word.start_ms - offset_ms), round(word.end_ms - offset_ms)) for word in words]
    return tuple(Word(text, min(max(0, start), end_ms), min(max(0, end), end_ms)) for text, start, end in edges)


def _written(words: Sequence[str], heard: Sequence[tuple[str, int, int]]) -> list[int]:
    """The times of written words, found beside those that were heard."""
    said, written = [_bare(text) for text, _, _ in heard], [_bare(word) for word in words]
    matcher = SequenceMatcher(a=said, b=written, autojunk=False)
    out: list[int] = []
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            out += [edge for _, begin, finish in heard[first:last] for edge in (begin, finish)]
        elif start < end:
            before = heard[first][1] if first < last else (out[-1] if out else 0)
            after = heard[last - 1][2] if first < last else before
            for _, begin, finish in _by_weight(" ".join(words[start:end]), before, after):
                out += [begin, finish]
    return out


def _by_weight(text: str, start_ms: int, end_ms: int) -> list[tuple[str, int, int]]:
    words = text.split()
    edges = list(accumulate(map(_weight, words), initial=0.0))
    whole = (end_ms - start_ms) / (edges[-1] or 1.0)
    times = [start_ms + round(edge * whole) for edge in edges]
    return [(word, begin, end) for word, (begin, end) in zip(words, pairwise(times), strict=True)]


def _weight(word: str) -> float:
    letters = sum(_DIGIT if char.isdigit() else 1.0 for char in word if char.isalnum())
    return _EVERY_WORD + letters + _PAUSES.get(word.rstrip("”’\"')]")[-1:], 0.0)


def _bare(word: str) -> str:
    return re.sub(r"\W", "", word).casefold() or word


def _never_falling(times: Sequence[int], end_ms: int) -> list[int]:
    return list(accumulate((min(max(0, time), end_ms) for time in times), max))
