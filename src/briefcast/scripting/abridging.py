"""Article -> the same article cut to a listening time, in whole sentences of its own.

Every section keeps its first sentence; then the sentences that say most of their section's words in
least time come in, until the time is used. Order stays, and a sentence that leans on the one before
("He", "This", "But") comes only with it. What is cut is listed with the omissions.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefcast.errors import ScriptError
from briefcast.model import Article, Block, BlockKind, Omission
from briefcast.scripting.leaning import leans_on_words
from briefcast.scripting.pace import seconds_to_read
from briefcast.scripting.sections import cut_into_sections
from briefcast.scripting.sentences import has_words, speakable_sentences
from briefcast.scripting.words import content_words

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Seconds that the pauses after a sentence add to it, on average.
PAUSE_S = 0.45
#: Why a sentence is not there.
REASON = "cut to the listening time"

_SPEECH = {BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM}


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence, and where it stands."""

    number: int
    block: int
    section: int
    text: str
    seconds: float
    #: It cannot be understood without the sentence before it.
    leans: bool


def abridge(article: Article, minutes: float) -> Article:
    """The article with as many of its sentences as can be read in the time.

    Args:
        article: what to cut; one that is short enough comes back as it is.
        minutes: the listening time, announcements left out of account.

    Raises:
        ScriptError: the time is too short for one sentence of each section.
    """
    others = (block for block in article.blocks if block.kind not in _SPEECH and has_words(block.text))
    budget = 60 * minutes - sum(seconds_to_read(block.text) + PAUSE_S for block in others)
    sentences = _sentences(article)
    if sum(sentence.seconds for sentence in sentences) <= budget:
        return article
    kept = _kept(sentences, budget, article.language)
    if not kept:
        raise ScriptError(
            f"“{article.title}” cannot be cut to {minutes:g} minutes without losing a section whole; allow more time."
        )
    return _with_only(article, sentences, kept)


def _sentences(article: Article) -> list[_Sentence]:
    """All sentences with their sections; a section that leads with a heading owns the heading's time."""
    sections = cut_into_sections(article.blocks, article.language)
    section_of = _section_of_blocks(article.blocks, [section.blocks for section in sections])
    out: list[_Sentence] = []
    for at, block in enumerate(article.blocks):
        if block.kind not in _SPEECH:
            continue
        before = out[-1] if out else None
        for place, text in enumerate(speakable_sentences(block.text, article.language)):
            leans = (
                before is not None
                and (leans_on_words(text, article.language) or before.text.endswith(":"))
                and (place > 0 or before.block == at - 1)
            )
            sentence = _Sentence(len(out), at, section_of[at], text, seconds_to_read(text) + PAUSE_S, leans)
            out.append(sentence)
            before = sentence
    return out


def _section_of_blocks(blocks: Sequence[Block], sections: Sequence[Sequence[Block]]) -> list[int]:
    """For each block the section in which it begins; a very long one may go on in the next."""
    lengths = [sum(len("".join(block.text.split())) for block in section) for section in sections]
    ends = list(itertools.accumulate(lengths))
    out: list[int] = []
    position = section = 0
    for block in blocks:
        while section < len(ends) - 1 and position >= ends[section]:
            section += 1
        out.append(section)
        position += len("".join(block.text.split()))
    return out


def _kept(sentences: Sequence[_Sentence], budget: float, language: str) -> set[int]:
    """Numbers of the sentences that stay: the first of each section, then the worthiest that fit."""
    kept: set[int] = set()
    spent = 0.0
    for _, run in itertools.groupby(sentences, key=lambda sentence: sentence.section):
        group = _with_support(next(run).number, sentences, kept)
        spent += sum(sentences[number].seconds for number in group)
        kept.update(group)
    if spent > budget:
        return set()
    words = [Counter(content_words(sentence.text, language)) for sentence in sentences]
    told = Counter(word for number in kept for word in words[number])
    weights = _weights(sentences, words)
    queue = [
        (-_worth(words[number], weights[number], told, sentences[number]), number) for number in range(len(sentences))
    ]
    heapq.heapify(queue)
    while queue:
        stale, number = heapq.heappop(queue)
        if number in kept:
            continue
        worth = -_worth(words[number], weights[number], told, sentences[number])
        if worth > stale + 1e-9:
            heapq.heappush(queue, (worth, number))
            continue
        group = _with_support(number, sentences, kept)
        seconds = sum(sentences[one].seconds for one in group)
        if spent + seconds <= budget:
            spent += seconds
            kept.update(group)
            for one in group:
                told.update(words[one])
    return kept


def _with_support(number: int, sentences: Sequence[_Sentence], kept: set[int]) -> list[int]:
    """The sentence and, as far as they are not there, those that it leans on."""
    group = [number]
    while sentences[group[-1]].leans and group[-1] - 1 not in kept:
        group.append(group[-1] - 1)
    return group


def _weights(sentences: Sequence[_Sentence], words: Sequence[Counter[str]]) -> list[dict[str, float]]:
    """For each sentence what each of its words is worth: by how often its section says it."""
    counts: dict[int, Counter[str]] = {}
    for sentence, said in zip(sentences, words, strict=True):
        counts.setdefault(sentence.section, Counter()).update(said)
    return [
        {word: math.log1p(counts[sentence.section][word]) for word in said}
        for sentence, said in zip(sentences, words, strict=True)
    ]


def _worth(said: Counter[str], weights: dict[str, float], told: Counter[str], sentence: _Sentence) -> float:
    """What a sentence adds to what is told already, for a second of listening."""
    return sum(weights[word] / (1 + told[word]) for word in said) / sentence.seconds


def _with_only(article: Article, sentences: Sequence[_Sentence], kept: set[int]) -> Article:
    blocks: list[Block] = []
    omissions: list[Omission] = []
    by_block = {at: list(run) for at, run in itertools.groupby(sentences, key=lambda sentence: sentence.block)}
    for at, block in enumerate(article.blocks):
        if at not in by_block:
            blocks.append(block)
            continue
        text = " ".join(sentence.text for sentence in by_block[at] if sentence.number in kept)
        if has_words(text):
            blocks.append(replace(block, text=text))
        for cut, run in itertools.groupby(by_block[at], key=lambda sentence: sentence.number not in kept):
            if cut:
                omissions.append(Omission(" ".join(sentence.text for sentence in run), REASON))
    left, bare = _without_bare_headings(blocks)
    omissions += (Omission(heading.text, REASON) for heading in bare)
    return replace(article, blocks=tuple(left), omissions=(*article.omissions, *omissions))


def _without_bare_headings(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """The blocks without the headings under which nothing is said any more, and those headings."""
    left: list[Block] = []
    bare: list[Block] = []
    said_below = dict.fromkeys(range(1, 7), False)
    for block in reversed(blocks):
        if block.kind is BlockKind.HEADING:
            level = min(6, max(1, block.level))
            (left if said_below[level] else bare).append(block)
            said_below |= dict.fromkeys(range(level, 7), False)
        else:
            left.append(block)
            if block.kind not in {BlockKind.IMAGE, BlockKind.BREAK}:
                said_below = dict.fromkeys(said_below, True)
    return left[::-1], bare[::-1]
