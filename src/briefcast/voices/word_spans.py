"""Which of the sounds of an utterance are which word's, where a voice tells sounds but not words."""

from __future__ import annotations

from bisect import bisect_right
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def word_spans(words: Sequence[str], said: str) -> list[tuple[int, int]]:
    """For each word the first of its letters in ``said`` and the one behind its last, in order, none overlapping.

    A voice runs words together ("of the" -> "ʌvðə") and says them otherwise than alone. So the words as they
    sound alone, one behind the other, are laid along what was said; between letters that agree a place is found
    in proportion.

    >>> word_spans(["ʌv", "ðiː", "siː"], "ʌvðəsiː")
    [(0, 2), (2, 4), (4, 7)]
    """
    alone = "".join(words)
    matcher = SequenceMatcher(None, alone, said, autojunk=False)
    anchors = [(0, 0)]
    for block in matcher.get_matching_blocks():
        anchors += [(block.a, block.b), (block.a + block.size, block.b + block.size)]
    edges, place = [0], 0
    for word in words:
        place += len(word)
        edges.append(_laid(place, anchors))
    return list(pairwise(edges))


def _laid(place: int, anchors: list[tuple[int, int]]) -> int:
    """The place in what was said that belongs to this one."""
    behind = bisect_right(anchors, place, key=lambda anchor: anchor[0])
    from_a, from_b = anchors[behind - 1]
    if behind == len(anchors):
        return from_b
    to_a, to_b = anchors[behind]
    return from_b + round((place - from_a) * (to_b - from_b) / (to_a - from_a))
