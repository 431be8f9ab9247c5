"""What two pieces of text are compared by: their words, whatever the case, the signs and the spaces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefcast.model import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable

_NOT_PROSE = frozenset({BlockKind.HEADING, BlockKind.IMAGE})


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text.

    >>> words_of("Chapter 1: The Sea!")
    ('chapter', '1', 'the', 'sea')
    """
    return tuple(re.findall(r"\w+", text.casefold()))


def prose_words(blocks: Iterable[Block]) -> int:
    """How many words stand in blocks other than headings and pictures."""
    return sum(len(block.text.split()) for block in blocks if block.kind not in _NOT_PROSE)
