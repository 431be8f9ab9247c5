"""Blocks -> sections: where one chapter ends and the next begins.

Headings decide where there are any. An article without them is cut between paragraphs so that
sections come near a length that is pleasant to listen to, and where neighbouring paragraphs share
few words; the best cut of all is found by dynamic programming.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from dataclasses import dataclass

from briefcast.model import Block, BlockKind

#: Words a voice reads in a second, at an even pace.
WORDS_PER_SECOND = 2.7
#: Length that a section without a heading of its own aims at, seconds.
TARGET_S = 75.0
SHORTEST_S = 30.0
LONGEST_S = 115.0
#: A headed section shorter than this is joined to the next, seconds.
TINY_S = 25.0
#: A CTOC frame counts its chapters in one byte.
MOST_CHAPTERS = 255

#: How much a cut between paragraphs on the same subject costs, against one unit of squared length error.
COHESION_WEIGHT = 1.5


@dataclass(frozen=True, slots=True)
class Section:
    """A run of blocks that becomes one chapter; ``heading`` is the author's, or empty."""

    heading: str
    blocks: tuple[Block, ...]


def cut_into_sections(blocks: tuple[Block, ...]) -> list[Section]:
    """Sections in order; together they hold every block once."""
    levels = Counter(block.level for block in blocks if block.kind is BlockKind.HEADING)
    if not levels:
        return [Section("", run) for run in _cut_by_length(blocks)]
    repeated = [level for level in sorted(levels) if levels[level] > 1]
    return _within_limit(_joined_tiny(_cut_at_headings(blocks, repeated[0] if repeated else max(levels))))


def seconds_of(blocks: tuple[Block, ...]) -> float:
    """About how long the blocks take to read, seconds."""
    return sum(_word_count(block) for block in blocks) / WORDS_PER_SECOND


def _word_count(block: Block) -> int:
    return len(block.text.split())


def _cut_at_headings(blocks: tuple[Block, ...], level: int) -> list[Section]:
    sections: list[Section] = []
    run: list[Block] = []
    heading = ""
    for block in blocks:
        if block.kind is BlockKind.HEADING and block.level <= level:
            if run:
                sections.append(Section(heading, tuple(run)))
            run, heading = [], block.text
        run.append(block)
    sections.append(Section(heading, tuple(run)))
    return sections


def _joined_tiny(sections: list[Section]) -> list[Section]:
    """A section too short for a chapter goes before the next one, or behind the last."""
    out: list[Section] = []
    for section in sections:
        if out and seconds_of(out[-1].blocks) < TINY_S:
            before = out.pop()
            out.append(Section(before.heading or section.heading, before.blocks + section.blocks))
        else:
            out.append(section)
    if len(out) > 1 and seconds_of(out[-1].blocks) < TINY_S:
        last = out.pop()
        out[-1] = Section(out[-1].heading, out[-1].blocks + last.blocks)
    return out


def _within_limit(sections: list[Section]) -> list[Section]:
    if len(sections) <= MOST_CHAPTERS:
        return sections
    share = math.ceil(len(sections) / MOST_CHAPTERS)
    runs = [sections[start : start + share] for start in range(0, len(sections), share)]
    return [Section(run[0].heading, tuple(block for section in run for block in section.blocks)) for run in runs]


def _cut_by_length(blocks: tuple[Block, ...]) -> list[tuple[Block, ...]]:
    """The cheapest cut: squared error of each section's length, plus the cohesion cut through."""
    if not blocks:
        return []
    # A very long work gets longer sections rather than more than the tag can hold.
    stretch = max(1.0, seconds_of(blocks) / TARGET_S / (MOST_CHAPTERS * 0.75))
    starts = [0.0]
    for block in blocks:
        starts.append(starts[-1] + _word_count(block) / WORDS_PER_SECOND / stretch)
    cohesion = _cohesion(blocks)
    best = [0.0] + [math.inf] * len(blocks)
    back = [0] * (len(blocks) + 1)
    for end in range(1, len(blocks) + 1):
        for start in range(end - 1, -1, -1):
            seconds = starts[end] - starts[start]
            cost = best[start] + _length_cost(seconds) + (COHESION_WEIGHT * cohesion[start] if start else 0.0)
            if cost < best[end]:
                best[end], back[end] = cost, start
            if seconds > 2 * LONGEST_S:
                break
    cuts = [len(blocks)]
    while cuts[-1]:
        cuts.append(back[cuts[-1]])
    cuts.reverse()
    return [blocks[start:end] for start, end in itertools.pairwise(cuts)]


def _length_cost(seconds: float) -> float:
    cost = ((seconds - TARGET_S) / 35.0) ** 2
    if seconds < SHORTEST_S or seconds > LONGEST_S:
        cost += 8.0
    return cost + 0.5


def _cohesion(blocks: tuple[Block, ...]) -> list[float]:
    """For each block, how much its words are those of the two blocks before it (cosine, 0 to 1)."""
    bags = [Counter(_content_words(block.text)) for block in blocks]
    spread = Counter(word for bag in bags for word in bag)
    weighted = [{word: count * math.log(1 + len(bags) / spread[word]) for word, count in bag.items()} for bag in bags]
    return [
        max((_cosine(weighted[index], weighted[other]) for other in range(max(0, index - 2), index)), default=0.0)
        for index in range(len(bags))
    ]


def _content_words(text: str) -> list[str]:
    return [word[:6] for word in re.findall(r"\w+", text.casefold()) if len(word) > 3]


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    shared = sum(weight * other[word] for word, weight in one.items() if word in other)
    size = math.sqrt(sum(w * w for w in one.values())) * math.sqrt(sum(w * w for w in other.values()))
    return shared / size if size else 0.0
