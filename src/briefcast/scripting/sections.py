"""Blocks -> sections: where one chapter ends and the next begins.

What the author marked decides first (``landmarks``). A part that is too long to listen to in one go,
and an article without marks, is cut where its subject changes (``topics``), with a preference for
lengths that are pleasant to listen to; the best cut of all is found by dynamic programming.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefcast.model import Block, BlockKind
from briefcast.scripting.landmarks import marks_of
from briefcast.scripting.leaning import leans_back
from briefcast.scripting.pace import WORDS_PER_SECOND, seconds_to_read
from briefcast.scripting.sentences import split_sentences
from briefcast.scripting.topics import LEANING, PARAGRAPH_CUT, Bags, cheapest_cuts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefcast.scripting.landmarks import Mark

#: A CTOC frame counts its chapters in one byte.
MOST_CHAPTERS = 255
#: Price of a cut within a paragraph, nats.
SENTENCE_CUT = 25.0
#: How much a length outside the pleasant ones costs: nats by the square of the log of the ratio.
LENGTH_WEIGHT = 100.0
#: So many times as much it costs where a paragraph is so long that it is cut between sentences.
WITHIN_PARAGRAPH = 6.0
#: More than any other cost of a text: for sections that are too short.
_FORBIDDEN = 1e6


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long sections may be, seconds; all follow from the length that is aimed at."""

    target: float = 90.0

    @property
    def pleasant(self) -> tuple[float, float]:
        """Any length between these is as good as another: 60 to 120."""
        return self.target * 2 / 3, self.target * 4 / 3

    @property
    def shortest(self) -> float:
        """No section is shorter, if there is another: 30."""
        return self.target / 3

    @property
    def tiny(self) -> float:
        """Where else only one would be left, a section with a heading of its own joins only if it is shorter: 25."""
        return self.target * 5 / 18

    @property
    def long(self) -> float:
        """A section with a heading of its own that is longer is divided: 240."""
        return self.target * 8 / 3


@dataclass(frozen=True, slots=True)
class Section:
    """A run of blocks that becomes one chapter."""

    #: The author's heading, or empty.
    heading: str
    blocks: tuple[Block, ...]
    #: The heading of the part that the section belongs to, or empty.
    parent: str = ""

    @property
    def seconds(self) -> float:
        """About how long it takes to read, seconds."""
        return seconds_of(self.blocks)


def seconds_of(blocks: Sequence[Block]) -> float:
    """About how long blocks take to read, seconds."""
    return sum(seconds_to_read(block.text) for block in blocks)


def cut_into_sections(
    blocks: Sequence[Block], language: str = "en", *, lengths: Lengths | None = None, count: int | None = None
) -> list[Section]:
    """Sections in order; together they hold every word once, and none is without words.

    Args:
        blocks: the article.
        language: BCP 47 tag.
        lengths: how long sections should be; for a work of many hours they grow by themselves.
        count: how many sections there shall be, as far as there are sentences to part.
    """
    if not blocks:
        return []
    wanted = lengths or Lengths()
    enough = Lengths(max(wanted.target, seconds_of(blocks) / (0.75 * MOST_CHAPTERS)))
    parts = _by_marks(Section("", tuple(blocks)), marks_of(blocks), language, enough)
    sections = _at_most(_joined_short(_with_words(parts), enough), MOST_CHAPTERS)
    return _exactly(sections, min(count, MOST_CHAPTERS), language) if count else sections


def _by_marks(whole: Section, marks: Sequence[Mark], language: str, lengths: Lengths) -> list[Section]:
    """A part cut at its highest marks, and each piece that is long at the marks within it."""
    if not marks:
        return cut_by_subject(whole, language, lengths)
    level = _level_to_cut(marks)
    starts = [mark for mark in marks if mark.level <= level and mark.at > 0]
    opening = next((mark.title for mark in marks if mark.at == 0 and mark.level <= level), whole.heading)
    edges = [0, *(mark.at for mark in starts), len(whole.blocks)]
    sections: list[Section] = []
    for (start, end), heading in zip(
        itertools.pairwise(edges), [opening, *(mark.title for mark in starts)], strict=True
    ):
        piece = Section(heading, whole.blocks[start:end], whole.parent if heading == whole.heading else whole.heading)
        if piece.seconds <= lengths.long:
            sections.append(piece)
        else:
            inner = [
                replace(mark, at=mark.at - start) for mark in marks if start <= mark.at < end and mark.level > level
            ]
            sections += _by_marks(piece, inner, language, lengths)
    return sections


def _level_to_cut(marks: Sequence[Mark]) -> int:
    """The highest level with more than one mark; else the lowest there is."""
    levels = sorted(mark.level for mark in marks)
    return next((one for one, other in itertools.pairwise(levels) if one == other), levels[-1])


def _with_words(sections: Sequence[Section]) -> list[Section]:
    """The sections, those of headings or symbols alone joined to the next, or the last to the one before."""
    out: list[Section] = []
    held: tuple[Block, ...] = ()
    for section in sections:
        blocks = held + section.blocks
        if _can_stand(section):
            out.append(replace(section, blocks=blocks))
            held = ()
        else:
            held = blocks
    if held and out:
        out[-1] = replace(out[-1], blocks=out[-1].blocks + held)
    elif held:
        out.append(Section(next((block.text for block in held if _has_letters(block)), ""), held))
    return out


def _can_stand(section: Section) -> bool:
    """Whether there is something to read, and words to call it by: a heading or its own."""
    named = bool(section.heading) or any(map(_has_letters, section.blocks))
    return named and any(map(_is_text, section.blocks))


def _is_text(block: Block) -> bool:
    return block.kind is not BlockKind.HEADING and (
        _has_letters(block) or block.kind in {BlockKind.TABLE, BlockKind.CODE}
    )


def _has_letters(block: Block) -> bool:
    return any(char.isalnum() for char in block.text)


def _joined_short(sections: Sequence[Section], lengths: Lengths) -> list[Section]:
    """A section too short for a chapter joins its shorter neighbour; a little shorter is better than a single one."""
    joined = _joined_below(lengths.shortest, sections, lengths)
    return joined if len(joined) > 1 else _joined_below(lengths.tiny, sections, lengths)


def _joined_below(least: float, sections: Sequence[Section], lengths: Lengths) -> list[Section]:
    out: list[Section] = []
    for number, section in enumerate(sections):
        after = sections[number + 1].seconds if number + 1 < len(sections) else math.inf
        tiny = section.seconds < least
        if out and (out[-1].seconds < least or (tiny and _is_roomy(out[-1], section, after, lengths))):
            before = out.pop()
            heading = before.heading or (section.heading if before.seconds < least else "")
            out.append(Section(heading, before.blocks + section.blocks, before.parent))
        else:
            out.append(section)
    return out


def _is_roomy(before: Section, section: Section, after: float, lengths: Lengths) -> bool:
    """Whether a tiny section goes with the one before it: always the last, else where that is the shorter one."""
    if after is math.inf:
        return True
    return before.seconds <= after and before.seconds + section.seconds <= lengths.pleasant[1]


def _at_most(sections: list[Section], most: int) -> list[Section]:
    if len(sections) <= most:
        return sections
    share = math.ceil(len(sections) / most)
    runs = [sections[start : start + share] for start in range(0, len(sections), share)]
    return [Section(run[0].heading, tuple(block for section in run for block in section.blocks)) for run in runs]


def _exactly(sections: list[Section], count: int, language: str) -> list[Section]:
    """So many sections: the longest divided, or the shortest neighbours joined, one after the other."""
    out = _joined_to(sections, count)
    whole: set[int] = set()
    while len(out) < count and len(whole) < len(out):
        at = max((at for at in range(len(out)) if id(out[at]) not in whole), key=lambda at: out[at].seconds)
        pieces = _with_words(cut_by_subject(out[at], language, Lengths(out[at].seconds / 2), forced=True))
        out[at : at + 1] = _joined_to(pieces, 1 + count - len(out))
        if len(pieces) == 1:
            whole.add(id(out[at]))
    return out


def _joined_to(sections: Sequence[Section], count: int) -> list[Section]:
    """The sections, the shortest neighbours joined until there are no more than ``count``."""
    out = list(sections)
    while len(out) > count:
        pairs = [one.seconds + other.seconds for one, other in itertools.pairwise(out)]
        at = pairs.index(min(pairs))
        one, other = out[at : at + 2]
        out[at : at + 2] = [Section(one.heading or other.heading, one.blocks + other.blocks, one.parent)]
    return out


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is not cut: a paragraph, or a sentence of a very long one."""

    block: Block
    seconds: float
    #: It goes on in the paragraph of the unit before it.
    within: bool


def cut_by_subject(section: Section, language: str, lengths: Lengths, *, forced: bool = False) -> list[Section]:
    """The section, cut where its subject changes; only the first piece keeps the heading."""
    if section.seconds <= lengths.pleasant[0]:
        return [section]
    units = [unit for block in section.blocks for unit in _units(block, language, lengths.pleasant[1])]
    longest_words = int(2 * lengths.long * WORDS_PER_SECOND)
    bags = Bags([unit.block.text for unit in units], language, longest_run=longest_words)
    starts = cheapest_cuts(bags, _prices(units, language, lengths, forced=forced))
    runs = [units[start:end] for start, end in itertools.pairwise([0, *starts, len(units)])]
    headings = [section.heading, *[""] * (len(runs) - 1)]
    parents = [section.parent, *[section.heading or section.parent] * (len(runs) - 1)]
    return [
        Section(heading, _blocks_of(run), parent) for run, heading, parent in zip(runs, headings, parents, strict=True)
    ]


def _units(block: Block, language: str, longest: float) -> list[_Unit]:
    seconds = seconds_to_read(block.text)
    if seconds <= longest:
        return [_Unit(block, seconds, within=False)]
    return [
        _Unit(replace(block, text=sentence), seconds_to_read(sentence), within=number > 0)
        for number, sentence in enumerate(split_sentences(block.text, language))
    ]


def _blocks_of(units: Sequence[_Unit]) -> tuple[Block, ...]:
    """Units as blocks again, the sentences of one paragraph joined."""
    blocks: list[Block] = []
    for number, unit in enumerate(units):
        if number and unit.within:
            blocks[-1] = replace(blocks[-1], text=f"{blocks[-1].text} {unit.block.text}")
        else:
            blocks.append(unit.block)
    return tuple(blocks)


def _prices(units: Sequence[_Unit], language: str, lengths: Lengths, *, forced: bool) -> Callable[[int, int], float]:
    """What a run of units costs beside its words: its cut and its length, nats."""
    before = [0.0, *itertools.accumulate(unit.seconds for unit in units)]
    cuts = [0.0, *(0.0 if forced else _cut_price(units, start, language) for start in range(1, len(units)))]
    weight = 50 * LENGTH_WEIGHT if forced else LENGTH_WEIGHT
    if any(unit.within for unit in units):
        weight *= WITHIN_PARAGRAPH

    def price(start: int, end: int) -> float:
        return cuts[start] + weight * _strain(before[end] - before[start], lengths)

    return price


def _cut_price(units: Sequence[_Unit], start: int, language: str) -> float:
    unit, before = units[start], units[start - 1]
    if before.block.kind is BlockKind.HEADING:
        return _FORBIDDEN
    if unit.within:
        return SENTENCE_CUT
    same_list = unit.block.kind is BlockKind.LIST_ITEM and before.block.kind is BlockKind.LIST_ITEM
    leaning = same_list or leans_back(unit.block.text, before.block.text, language)
    return PARAGRAPH_CUT + (LEANING if leaning else 0.0)


def _strain(seconds: float, lengths: Lengths) -> float:
    """How far a length is from the pleasant ones: the log of the ratio, squared; too short is out of the question."""
    low, high = lengths.pleasant
    if seconds < lengths.shortest:
        return _FORBIDDEN * (2 - seconds / lengths.shortest)
    ratio = low / seconds if seconds < low else max(1.0, seconds / high)
    return math.log(ratio) ** 2
