"""How near titles come to the headings that authors wrote over the same sections.

``python benchmarks/titles.py GOLD.jsonl [--show N]`` reads documents a line, ``{"units": [...], "boundaries":
[index of each unit that opens a section, but the first], "titles": [the author's headings]}``, and prints ROUGE-1
and ROUGE-L (F1 of words and of the longest common subsequence) of each method against the headings, the headings
themselves left out of the text. Sections called an introduction or preface are skipped. Needs ``pip install yake``.
"""

import argparse
import json
import math
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

from briefcast.scripting.english_phrases import english_phrases
from briefcast.scripting.phrases import sentences_of
from briefcast.scripting.titles import LONGEST, section_titles

SKIPPED = {"(intro)", "preface", "introduction", "introduction."}
Texts = Sequence[str]


def shipped(texts: Texts) -> list[str]:
    """The phrase whose words an author would likeliest have used."""
    return section_titles(texts, [""] * len(texts))


def commonest_phrase(texts: Texts) -> list[str]:
    """The phrase that the section says most, the longer one of two."""
    return [_best(text, lambda phrase, said: said[phrase] + len(phrase) / 1000) for text in texts]


def distinctive_phrase(texts: Texts) -> list[str]:
    """The phrase with the greatest TF-IDF over the document's sections."""
    bags = [Counter(_words(text)) for text in texts]
    spread = Counter(word for bag in bags for word in bag)

    def title(text: str, bag: Counter[str]) -> str:
        def worth(phrase: str, _: Counter[str]) -> float:
            words = set(_words(phrase))
            weights = [bag[word] * math.log(1 + len(texts) / max(1, spread[word])) for word in words]
            return sum(weights) / math.sqrt(len(words))

        return _best(text, worth)

    return [title(text, bag) for text, bag in zip(texts, bags, strict=True)]


def first_sentence(texts: Texts) -> list[str]:
    """The first sentence, cut between words to forty characters."""
    return [_cut(sentences_of(text)[0]) for text in texts]


def first_seven_words(texts: Texts) -> list[str]:
    """The first seven words, however long."""
    return [" ".join(text.split()[:7]) for text in texts]


def yake(texts: Texts) -> list[str]:
    """YAKE's best phrase of up to three words."""
    from yake import KeywordExtractor

    extractor = KeywordExtractor(lan="en", n=3, top=1)
    return [(extractor.extract_keywords(text) or [("", 0.0)])[0][0] for text in texts]


METHODS: tuple[Callable[[Texts], list[str]], ...] = (
    shipped,
    distinctive_phrase,
    commonest_phrase,
    yake,
    first_sentence,
    first_seven_words,
)


def _best(text: str, worth: Callable[[str, Counter[str]], float]) -> str:
    said = Counter(phrase.text for phrase in english_phrases(sentences_of(text)) if len(phrase.text) <= LONGEST)
    return max(sorted(said), key=lambda phrase: worth(phrase, said), default=_cut(text))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST + 1].rpartition(" ")[0]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def rouge_1(title: str, heading: str) -> float:
    """F1 of the words that title and heading share."""
    one, other = Counter(_words(title)), Counter(_words(heading))
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def rouge_l(title: str, heading: str) -> float:
    """F1 of their longest common subsequence of words."""
    one, other = _words(title), _words(heading)
    row = [0] * (len(other) + 1)
    for word in one:
        before = row
        row = [0]
        for at, word_of_other in enumerate(other):
            row.append(before[at] + 1 if word == word_of_other else max(row[at], before[at + 1]))
    return 2 * row[-1] / max(1, len(one) + len(other))


def main() -> None:
    """Prints the table, and some pairs to read."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("gold", type=Path)
    arguments.add_argument("--show", type=int, default=0, metavar="N", help="print N sections' titles and headings")
    given = arguments.parse_args()
    documents = []
    for line in given.gold.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        headings = gold.get("titles") or []
        if any(str(heading).endswith(".conllu") for heading in headings):
            continue  # names of files, not headings
        edges = [0, *sorted(set(gold["boundaries"])), len(gold["units"])]
        texts = [" ".join(gold["units"][start:end]) for start, end in pairwise(edges)]
        if len(headings) == len(texts):
            documents.append((texts, headings))
    pairs: list[tuple[str, str]] = []
    for method in METHODS:
        scores = []
        for texts, headings in documents:
            for title, heading in zip(method(texts), headings, strict=True):
                if heading and heading.casefold() not in SKIPPED:
                    scores.append((rouge_1(title, heading), rouge_l(title, heading), len(_words(title))))
                    pairs += [(title, heading)] if method is shipped else []
        count = len(scores)
        means = [sum(column) / count for column in zip(*scores, strict=True)]
        rouge = f"ROUGE-1 {means[0]:.3f}  ROUGE-L {means[1]:.3f}"
        print(f"{method.__name__:20} {count} sections  {rouge}  {means[2]:.1f} words")
    for title, heading in random.Random(7).sample(pairs, min(given.show, len(pairs))):  # noqa: S311  # the same every time, and no secret
        print(f"{title:42} | {heading}")


if __name__ == "__main__":
    main()
