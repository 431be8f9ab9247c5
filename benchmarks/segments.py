"""Where the shipped segmenter cuts, and how it titles the pieces: to be scored against other people's gold.

``python benchmarks/segments.py INPUTS.jsonl OUT.jsonl [--method NAME]`` reads one document a line,
``{"id", "unit": "paragraph" | "sentence", "units": [text, ...]}``, and writes
``{"id", "boundaries": [index of each unit that opens a segment, but the first], "titles": [one a segment]}``.

The method ``topics``, the default, is ``briefcast.scripting.topics``, which knows no length; ``chapters`` adds
the preference for chapters of one to two minutes with which Briefcast cuts articles. The others are what the
literature offers, for comparison. Prints the CPU time for 1,000 words.
"""

import argparse
import json
import math
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

from briefcast.model import Block, BlockKind
from briefcast.scripting.sections import Lengths, Section, cut_by_subject
from briefcast.scripting.titles import section_titles
from briefcast.scripting.topics import topic_starts
from briefcast.scripting.words import content_words

Units = Sequence[str]


def topics(units: Units, unit: str) -> list[int]:
    """As shipped, without lengths."""
    return topic_starts(units, sentences=unit == "sentence")


def chapters(units: Units, _unit: str) -> list[int]:
    """As shipped, with lengths: what an article without headings gets."""
    blocks = tuple(Block(BlockKind.PARAGRAPH, text) for text in units)
    starts, before = [], 0
    for section in cut_by_subject(Section("", blocks), "en", Lengths())[:-1]:
        before += len(section.blocks)
        starts.append(before)
    return [start for start in starts if start < len(units)]


def nothing(_units: Units, _unit: str) -> list[int]:
    """No cut at all."""
    return []


def texttiling(units: Units, unit: str) -> list[int]:
    """Valleys of the cosine between two paragraphs (eight sentences) and the next, deeper than most."""
    window = 8 if unit == "sentence" else 2
    bags = [Counter(content_words(text)) for text in units]
    scores = [
        _cosine(sum(bags[max(0, at - window) : at], Counter()), sum(bags[at : at + window], Counter()))
        for at in range(1, len(units))
    ]
    depths = [_depth(scores, at) for at in range(len(scores))]
    mean = sum(depths) / max(1, len(depths))
    deviation = math.sqrt(sum((depth - mean) ** 2 for depth in depths) / max(1, len(depths)))
    return [at + 1 for at, depth in enumerate(depths) if depth > 0 and depth > mean + deviation / 2]


def _depth(scores: Sequence[float], at: int) -> float:
    left = right = at
    while left > 0 and scores[left - 1] >= scores[left]:
        left -= 1
    while right < len(scores) - 1 and scores[right + 1] >= scores[right]:
        right += 1
    if at in (left, right):
        return 0.0
    return scores[left] + scores[right] - 2 * scores[at]


def c99(units: Units, _unit: str) -> list[int]:
    """Choi's divisive clustering of the rank matrix, stopped where the gain falls off (mean + 1.2 deviations)."""
    ranks = _ranks([Counter(content_words(text)) for text in units])
    edges, gains, order = [0, len(units)], [], []
    density = _density(ranks, edges)
    while len(edges) <= len(units):
        best = max(
            ((_density(ranks, sorted([*edges, at])), at) for at in range(1, len(units)) if at not in edges),
            default=None,
        )
        if best is None:
            break
        gains.append(best[0] - density)
        density = best[0]
        edges = sorted([*edges, best[1]])
        order.append(best[1])
        if len(order) >= 40:
            break
    if not gains:
        return []
    mean = sum(gains) / len(gains)
    deviation = math.sqrt(sum((gain - mean) ** 2 for gain in gains) / len(gains))
    kept = next((at for at, gain in enumerate(gains) if gain < mean + 1.2 * deviation), len(gains))
    return sorted(order[:kept])


def _ranks(bags: Sequence[Counter[str]], radius: int = 5) -> list[list[float]]:
    count = len(bags)
    alike = [[_cosine(one, other) for other in bags] for one in bags]
    out = []
    for row in range(count):
        line = []
        for column in range(count):
            near = [
                alike[i][j]
                for i in range(max(0, row - radius), min(count, row + radius + 1))
                for j in range(max(0, column - radius), min(count, column + radius + 1))
            ]
            line.append(sum(value < alike[row][column] for value in near) / max(1, len(near) - 1))
        out.append(line)
    return out


def _density(ranks: Sequence[Sequence[float]], edges: Sequence[int]) -> float:
    inside = sum(sum(sum(row[start:end]) for row in ranks[start:end]) for start, end in pairwise(edges))
    return inside / sum((end - start) ** 2 for start, end in pairwise(edges))


def tfidf(units: Units, unit: str) -> list[int]:
    """Runs of the greatest TF-IDF cosine to their own centre, each paying a fixed price."""
    price = 1.5 if unit == "sentence" else 1.0
    bags = [Counter(content_words(text)) for text in units]
    spread = Counter(word for bag in bags for word in bag)
    vectors = [_unit({word: n * math.log(len(bags) / spread[word] + 1) for word, n in bag.items()}) for bag in bags]
    best, back = [0.0] + [-math.inf] * len(units), [0] * (len(units) + 1)
    for start in range(len(units)):
        centre: Counter[str] = Counter()
        for end in range(start + 1, len(units) + 1):
            centre.update(vectors[end - 1])
            worth = best[start] + math.sqrt(sum(value * value for value in centre.values())) - price
            if worth > best[end]:
                best[end], back[end] = worth, start
    starts, at = [], back[len(units)]
    while at:
        starts.append(at)
        at = back[at]
    return starts[::-1]


def _unit(vector: dict[str, float]) -> Counter[str]:
    size = math.sqrt(sum(value * value for value in vector.values())) or 1.0
    return Counter({word: value / size for word, value in vector.items()})


def _cosine(one: Counter[str], other: Counter[str]) -> float:
    shared = sum(count * other[word] for word, count in one.items())
    size = math.sqrt(sum(n * n for n in one.values()) * sum(n * n for n in other.values()))
    return shared / size if size else 0.0


METHODS: dict[str, Callable[[Units, str], list[int]]] = {
    method.__name__: method for method in (topics, chapters, nothing, texttiling, c99, tfidf)
}


def main() -> None:
    """Reads, cuts, titles, writes."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("inputs", type=Path)
    arguments.add_argument("output", type=Path)
    arguments.add_argument("--method", choices=METHODS, default="topics")
    given = arguments.parse_args()
    documents = [json.loads(line) for line in given.inputs.read_text(encoding="utf-8").splitlines() if line.strip()]
    began, lines = time.process_time(), []
    for document in documents:
        units = document["units"]
        starts = METHODS[given.method](units, document.get("unit", "paragraph"))
        texts = [" ".join(units[start:end]) for start, end in pairwise([0, *starts, len(units)])]
        titles = section_titles(texts, [""] * len(texts), document.get("language", "en"))
        lines.append(json.dumps({"id": document["id"], "boundaries": starts, "titles": titles}, ensure_ascii=False))
    seconds = time.process_time() - began
    given.output.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    words = sum(len(unit.split()) for document in documents for unit in document["units"])
    print(f"{len(documents)} documents, {words} words, {1e6 * seconds / max(1, words):.1f} ms CPU for 1,000 words")


if __name__ == "__main__":
    main()
