"""Blocks -> where the author marked a new part: headings, and what stands in for them.

In place of headings authors use numbered lines, questions ("Q: ..."), times of day in a live blog,
and breaks ("***"). Each counts only if the article has several of its kind.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefcast.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefcast.model import Block

#: The level of a mark that is not a heading: below all of those.
UNHEADED_LEVEL = 7
#: So many marks of a kind make a habit of the author's.
_HABIT = 3
_QUESTIONS = 2
#: A numbered line is a heading if it is no longer and a paragraph follows.
_MOST_WORDS = 14

_QUESTION = re.compile(
    r"(?:Q(?:uestion)?|Frage|Pregunta|Domanda|Pergunta|Vraag)(?:\s?\d{1,3})?\s?[.:]\s+(?P<title>\S.*)", re.I
)
_TIME = re.compile(
    r"(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s?[ap]\.?m\.?)?(?:\s(?:[A-Z]{2,4}|Uhr))?\s*(?:[–—:|-]\s*)?(?P<title>.*)", re.I
)
_NUMBERED = re.compile(r"#?(?P<number>\d{1,3})(?:[.):]|\s[–—-])\s+(?P<title>\S.*)")


@dataclass(frozen=True, slots=True)
class Mark:
    """A block with which a new part begins."""

    at: int
    #: What the author calls the part; empty after a break.
    title: str
    #: 1 is the highest; a part ends where one of its level or a higher one begins.
    level: int


def marks_of(blocks: Sequence[Block]) -> list[Mark]:
    """All marks, in the order of the text."""
    marks = {
        at: Mark(at, block.text, block.level) for at, block in enumerate(blocks) if block.kind is BlockKind.HEADING
    }
    for find in (_questions, _times, _numbered, _breaks):
        for mark in find(blocks):
            marks.setdefault(mark.at, mark)
    return [marks[at] for at in sorted(marks)]


def _questions(blocks: Sequence[Block]) -> list[Mark]:
    return _habit(blocks, _QUESTION, _is_prose, _QUESTIONS)


def _times(blocks: Sequence[Block]) -> list[Mark]:
    return _habit(blocks, _TIME, _is_prose, _HABIT)


def _numbered(blocks: Sequence[Block]) -> list[Mark]:
    """Short numbered lines before paragraphs, counting up or down by one: "7. Bread"."""

    def is_line(block: Block) -> bool:
        return block.kind in {BlockKind.LIST_ITEM, BlockKind.PARAGRAPH} and len(block.text.split()) <= _MOST_WORDS

    marks = [
        mark
        for mark in _habit(blocks, _NUMBERED, is_line, _HABIT)
        if mark.at + 1 < len(blocks) and blocks[mark.at + 1].kind in {BlockKind.PARAGRAPH, BlockKind.QUOTE}
    ]
    numbers = [int(match["number"]) for mark in marks if (match := _NUMBERED.fullmatch(blocks[mark.at].text))]
    steps = {following - number for number, following in itertools.pairwise(numbers)}
    return marks if len(marks) >= _HABIT and steps in ({1}, {-1}) else []


def _habit(
    blocks: Sequence[Block], pattern: re.Pattern[str], may_be: Callable[[Block], bool], least: int
) -> list[Mark]:
    """A mark at each block that the pattern fits, if there are enough of them."""
    marks = [
        Mark(at, match["title"].strip() if _is_title(match["title"]) else "", UNHEADED_LEVEL)
        for at, block in enumerate(blocks)
        if may_be(block) and (match := pattern.fullmatch(block.text))
    ]
    return marks if len(marks) >= least else []


def _breaks(blocks: Sequence[Block]) -> list[Mark]:
    return [
        Mark(at, "", UNHEADED_LEVEL)
        for at, block in enumerate(blocks)
        if at and blocks[at - 1].kind is BlockKind.BREAK and block.kind is not BlockKind.BREAK
    ]


def _is_prose(block: Block) -> bool:
    return block.kind in {BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM}


def _is_title(text: str) -> bool:
    """Whether what follows a number or time names the part, and is not its text."""
    return 0 < len(text.split()) <= _MOST_WORDS or text.rstrip().endswith("?")
