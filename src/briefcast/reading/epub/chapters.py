"""Stretches of pages -> the book's blocks, a heading of the first level before each chapter.

The table of contents decides. A line with lines under it is a part if these begin on pages of their
own, or if no words stand before them and they are long: then they are the chapters, and the part's
title goes before that of the first. Otherwise it is a chapter, and the lines under it are its
sections. A book without a table keeps the headings that it has.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefcast.model import Block, BlockKind
from briefcast.reading.epub.wording import prose_words, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefcast.reading.epub.contents import Entry
    from briefcast.reading.epub.pages import Stretch

#: Lines under a part are chapters, and no sections, from this many words in the mean: some two minutes.
CHAPTER_WORDS = 300
DEEPEST = 6
#: A title may stand as up to this many short lines at the top of a page ("Chapter 1", "The Sea").
_TITLE_LINES = 4
_LONGEST_TITLE_LINE = 15
#: How many words a heading may say more than the table of contents: "Chapter Twenty-One".
_NUMBERING_WORDS = 3


def arrange(stretches: Sequence[Stretch], entries: Sequence[Entry]) -> tuple[Block, ...]:
    """The blocks of all stretches in order, with the headings that make chapters of them."""
    if not entries:
        return _under_own_headings(stretches)
    table = _Table(entries, stretches)
    blocks: list[Block] = []
    for run in _runs(stretches):
        blocks += table.headed(run)
    return tuple(blocks)


@dataclass(frozen=True, slots=True)
class _Run:
    """A chapter or a part of one: the blocks from one line of contents to the next."""

    entry: int
    opening: tuple[Block, ...]
    #: What follows on other pages that the table leaves out.
    further: tuple[Block, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.opening + self.further


def _runs(stretches: Sequence[Stretch]) -> Iterable[_Run]:
    """What no line leads to goes with the chapter before; pages before the first chapter stand by themselves."""
    runs: list[_Run] = []
    for stretch in stretches:
        if stretch.entry < 0 and runs and runs[-1].entry >= 0:
            runs[-1] = replace(runs[-1], further=runs[-1].further + stretch.blocks)
        else:
            runs.append(_Run(stretch.entry, stretch.blocks, ()))
    return runs


class _Table:
    """The table of contents of one book: which lines are parts, and how deep each stands."""

    def __init__(self, entries: Sequence[Entry], stretches: Sequence[Stretch]) -> None:
        self._entries = entries
        self._titles = [entry.title for entry in entries]
        self._own = [0] * len(entries)
        for run in _runs(stretches):
            if run.entry >= 0:
                self._own[run.entry] += prose_words(run.blocks)
        self._parts = self._find_parts()
        self._levels: list[int] = []
        for entry in entries:
            above = self._levels[entry.parent] + (entry.parent not in self._parts) if entry.parent >= 0 else 1
            self._levels.append(min(above, DEEPEST - 1))
        self._announced: set[int] = set()

    def headed(self, run: _Run) -> tuple[Block, ...]:
        """A run under its heading; where a part has nothing but its title, that waits for its first chapter."""
        if run.entry < 0:
            return _headed_by_itself(run.opening)
        level = self._levels[run.entry]
        title, blocks, shift = _without_title(self._titles[run.entry], run.opening, level)
        rest = (*_moved(blocks, shift, level), *_moved(run.further, level, level))
        says_nothing = not any(block.text for block in (rest if run.entry in self._parts else run.blocks))
        if says_nothing:
            self._titles[run.entry] = title
            return rest
        return (Block(BlockKind.HEADING, " – ".join((*self._waiting_above(run.entry), title)), level), *rest)

    def _waiting_above(self, number: int) -> list[str]:
        """Titles of the parts that a chapter is the first of."""
        self._announced.add(number)
        above = self._entries[number].parent
        waiting: list[str] = []
        while above >= 0 and above not in self._announced:
            if above in self._parts:
                waiting.insert(0, self._titles[above])
            self._announced.add(above)
            above = self._entries[above].parent
        return waiting

    def _find_parts(self) -> set[int]:
        """Lines that begin no chapter themselves. Those as deep as each other are alike: half of them decide."""
        under: dict[int, list[int]] = defaultdict(list)
        depths: list[int] = []
        for number, entry in enumerate(self._entries):
            under[entry.parent].append(number)
            depths.append(depths[entry.parent] + 1 if entry.parent >= 0 else 0)
        words = list(self._own)
        for number in range(len(words) - 1, -1, -1):
            if (parent := self._entries[number].parent) >= 0:
                words[parent] += words[number]
        parts: set[int] = set()
        for depth in set(depths):
            alike = [number for number in list(under) if number >= 0 and depths[number] == depth]
            chapters = [child for number in alike for child in under[number]]
            without_words = sum(not self._own[number] for number in alike)
            if 2 * without_words >= len(alike) and sum(map(words.__getitem__, chapters)) >= CHAPTER_WORDS * len(
                chapters
            ):
                parts.update(alike)
            parts.update(number for number in alike if self._is_on_other_pages(under[number], number))
        return parts

    def _is_on_other_pages(self, children: Sequence[int], number: int) -> bool:
        return any(self._entries[child].path != self._entries[number].path for child in children)


def _without_title(title: str, blocks: tuple[Block, ...], level: int) -> tuple[str, tuple[Block, ...], int]:
    """The title as it will be read, the blocks without the lines that say it too, and how far headings move.

    The fuller of the two stands: "Chapter 1: The Sea" on the page, "The Sea" in the table. Headings
    move with the one that was taken out; where none was, they move down by the level of the title.
    """
    lines = _opening_lines(blocks)
    for count in range(len(lines), 0, -1):
        said = tuple(word for line in lines[:count] for word in words_of(line.text))
        wanted = words_of(title)
        if not said or not _say_the_same(said, wanted, lines[:count]):
            continue
        taken = lines[:count]
        fuller = _joined(line.text for line in taken) if len(said) > len(wanted) else title
        levels = [line.level for line in taken if line.kind is BlockKind.HEADING]
        kept = tuple(block for block in blocks if not any(block is line for line in taken))
        return fuller, kept, level - max(levels) if levels else level
    return title, blocks, level


def _opening_lines(blocks: tuple[Block, ...]) -> list[Block]:
    """The headings and short lines that a page opens with."""
    lines: list[Block] = []
    for block in blocks:
        if block.kind is BlockKind.IMAGE:
            continue
        is_line = block.kind is BlockKind.PARAGRAPH and len(block.text.split()) <= _LONGEST_TITLE_LINE
        if len(lines) == _TITLE_LINES or not (block.kind is BlockKind.HEADING or is_line):
            break
        lines.append(block)
    return lines


def _say_the_same(said: tuple[str, ...], wanted: tuple[str, ...], lines: Sequence[Block]) -> bool:
    """Whether lines on a page say what the table of contents says: no less, or the last part of it, or a number more.

    Lines that are not headings must say exactly the same.
    """
    if said == wanted:
        return True
    if any(line.kind is not BlockKind.HEADING for line in lines):
        return False
    if len(said) < len(wanted):
        return wanted[-len(said) :] == said or wanted[: len(said)] == said
    return said[-len(wanted) :] == wanted and len(said) - len(wanted) <= _NUMBERING_WORDS


def _joined(lines: Iterable[str]) -> str:
    """Lines of a title as one: "Chapter 1: The Sea"."""
    title = ""
    for line in lines:
        title += (" " if title[-1] in ".:!?–—" else ": ") + line if title else line
    return title


def _headed_by_itself(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Pages before the first chapter: their own first heading stands where a chapter's title would."""
    levels = [block.level for block in blocks if block.kind is BlockKind.HEADING]
    return tuple(_moved(blocks, 1 - min(levels), 0)) if levels else blocks


def _moved(blocks: Iterable[Block], shift: int, above: int) -> list[Block]:
    """Headings moved down, below the level ``above`` and no deeper than there is."""
    return [
        replace(block, level=min(max(block.level + shift, above + 1), DEEPEST))
        if block.kind is BlockKind.HEADING
        else block
        for block in blocks
    ]


def _under_own_headings(stretches: Sequence[Stretch]) -> tuple[Block, ...]:
    """A book without a table of contents: a page without a heading has the name in its head, if no other has it."""
    names = [stretch.page_title for stretch in stretches]
    levels = [block.level for stretch in stretches for block in stretch.blocks if block.kind is BlockKind.HEADING]
    highest = min(levels, default=1)
    blocks: list[Block] = []
    for stretch in stretches:
        has_heading = any(block.kind is BlockKind.HEADING for block in stretch.blocks)
        if not has_heading and stretch.page_title and names.count(stretch.page_title) == 1:
            blocks.append(Block(BlockKind.HEADING, stretch.page_title, highest))
        blocks += stretch.blocks
    return tuple(_moved(blocks, 1 - highest, 0))
