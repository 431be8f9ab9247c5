"""Units of text -> where the subject changes, by the words that they share.

A run of units is scored as one bag of content words drawn from a source of its own (the
Dirichlet-multinomial model of Eisenstein and Barzilay, 2008): the more its words repeat, the fewer
nats it costs to write them down. Dynamic programming finds the cheapest runs, each paying a fixed
price, as Utiyama and Isahara (2001) do. Two runs that in the end differ too little are joined again.
All figures were chosen on public data; docs/sections.md says how.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from typing import TYPE_CHECKING

from briefcast.scripting.leaning import leans_back
from briefcast.scripting.words import content_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    #: The price of a run from one unit up to, not including, another, nats.
    Price = Callable[[int, int], float]

#: Weight of a word that a run has not used yet (the Dirichlet prior).
SMOOTHING = 0.3
#: Price of a cut between paragraphs, nats.
PARAGRAPH_CUT = 16.0
#: Price of a cut between sentences: a share of the text's content words, within bounds, nats.
SENTENCE_CUT_SHARE = 0.01
SENTENCE_CUT = (6.0, 20.0)
#: Runs that differ by less than this are joined, nats a content word.
LEAST_DIFFERENCE = 0.08
#: Further price of a paragraph that leans on the one before it, nats.
LEANING = 5.0
#: Sentences whose subjects differ by less than this, nats a content word, belong to one article,
#: where a change of words says less: they are cut by a smoother model at a higher price.
UNRELATED = 0.58
COHERENT_SMOOTHING = 1.5
COHERENT_CUT = 24.0
#: Content words that a run may hold before it must be cut: keeps the work in proportion to the text.
LONGEST_RUN = 2500
#: Different words that the model allows for at most; more would make the runs of a book ever longer.
MOST_TYPES = 2000


def topic_starts(units: Sequence[str], language: str = "en", *, sentences: bool = False) -> list[int]:
    """Indices of the units at which a new subject begins, without 0.

    Args:
        units: paragraphs, or sentences, in order.
        language: BCP 47 tag.
        sentences: the units are sentences; these are cut with more reserve.
    """
    bags = Bags(units, language)
    if not sentences:
        return _joined(bags, cheapest_cuts(bags, lambda start, _: _cut_price(units, start, language)))
    low, high = SENTENCE_CUT
    price = min(high, max(low, SENTENCE_CUT_SHARE * bags.words))
    starts = cheapest_cuts(bags, lambda start, _: price if start else 0.0)
    if _difference(bags, starts) >= UNRELATED:
        return _joined(bags, starts)
    smooth = Bags(units, language, smoothing=COHERENT_SMOOTHING)
    return cheapest_cuts(smooth, lambda start, _: COHERENT_CUT if start else 0.0)


def _cut_price(units: Sequence[str], start: int, language: str) -> float:
    if not start:
        return 0.0
    return PARAGRAPH_CUT + (LEANING if leans_back(units[start], units[start - 1], language) else 0.0)


class Bags:
    """Units as bags of content words, and what a run of them costs to write down."""

    def __init__(
        self,
        units: Sequence[str],
        language: str = "en",
        *,
        smoothing: float = SMOOTHING,
        longest_run: int = LONGEST_RUN,
    ) -> None:
        self._longest_run = longest_run
        numbers: dict[str, int] = {}
        #: For each unit the numbers of its content words.
        self.bags = [
            [numbers.setdefault(word, len(numbers)) for word in content_words(unit, language)] for unit in units
        ]
        #: Content words before each unit, and in all.
        self.before = [0, *itertools.accumulate(map(len, self.bags))]
        weight = smoothing * max(1, min(len(numbers), MOST_TYPES))
        self._log_of = [math.log(smoothing + count) for count in range(self.words + 1)]
        #: What a word seen so many times has cost in all.
        self._written = [0.0, *itertools.accumulate(self._log_of)]
        self._norm = [0.0, *itertools.accumulate(math.log(weight + count) for count in range(self.words))]

    @property
    def words(self) -> int:
        """Content words in all."""
        return self.before[-1]

    def costs_from(self, start: int) -> Iterator[float]:
        """The costs in nats of the runs that begin at ``start``, by growing length."""
        seen: dict[int, int] = {}
        cost, words = 0.0, 0
        for bag in self.bags[start:]:
            words += len(bag)
            if words > self._longest_run and words > len(bag):
                return
            for word in bag:
                count = seen.get(word, 0)
                seen[word] = count + 1
                cost -= self._log_of[count]
            yield cost + self._norm[words]

    def cost(self, start: int, end: int) -> float:
        """The cost of one run in nats, however long it is."""
        seen = Counter(itertools.chain.from_iterable(self.bags[start:end]))
        written = sum(self._written[count] for count in seen.values())
        return self._norm[self.before[end] - self.before[start]] - written


def cheapest_cuts(bags: Bags, price: Price) -> list[int]:
    """Where the cheapest runs begin, without 0: their words' cost and the price of each run, nats."""
    count = len(bags.bags)
    best = [0.0] + [math.inf] * count
    back = [0] * (count + 1)
    for start in range(count):
        for end, cost in enumerate(bags.costs_from(start), start + 1):
            total = best[start] + cost + price(start, end)
            if total < best[end]:
                best[end], back[end] = total, start
    starts: list[int] = []
    position = back[count]
    while position:
        starts.append(position)
        position = back[position]
    return starts[::-1]


def _difference(bags: Bags, starts: Sequence[int]) -> float:
    """How much cheaper the runs are than the whole as one, nats a content word."""
    edges = [0, *starts, len(bags.bags)]
    apart = sum(bags.cost(start, end) for start, end in itertools.pairwise(edges))
    return (bags.cost(0, len(bags.bags)) - apart) / max(1, bags.words)


def _joined(bags: Bags, starts: Sequence[int]) -> list[int]:
    """The starts without those where two runs differ too little, the least one first."""
    edges = [0, *starts, len(bags.bags)]
    apart = [_difference_at(bags, edges, at) for at in range(1, len(edges) - 1)]
    while apart and (least := min(apart)) < LEAST_DIFFERENCE:
        at = apart.index(least)
        del edges[at + 1], apart[at]
        for neighbour in (at - 1, at):
            if 0 <= neighbour < len(apart):
                apart[neighbour] = _difference_at(bags, edges, neighbour + 1)
    return edges[1:-1]


def _difference_at(bags: Bags, edges: Sequence[int], at: int) -> float:
    start, middle, end = edges[at - 1 : at + 2]
    gain = bags.cost(start, end) - bags.cost(start, middle) - bags.cost(middle, end)
    return gain / max(1, bags.before[end] - bags.before[start])
