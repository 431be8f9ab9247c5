"""Section -> chapter title: the author's heading, or a phrase of the section's own words.

Players and cars show about forty characters, so no title is longer; one that must be cut is cut
between words. A phrase is a run of content words that an article, preposition or possessive
leads in, which is how a noun phrase stands in English prose; the one that this section says most
and the others least is taken.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Characters that Spotify and car displays show.
LONGEST = 40
MOST_WORDS = 6

_LEADS = frozenset(
    "a an the of in on for with by at from to over about between against under after before during into through "
    "behind across along among near within without per toward towards despite inside outside beyond above below onto "
    "upon amid around until his her its their our my your this that these those and or".split()
)
_FUNCTION = _LEADS | frozenset(
    "i you he she it we they me him us them who whom whose which what where when why how is are was were be been "
    "being am has have had having do does did done will would shall should can could may might must not no nor but "
    "if so than then as because while though although until since also too very more most less least much many some "
    "any each every all both few several other another such only just even still yet already never ever always often "
    "there here now again once said says say told tells asked added called made make makes took take takes taken went "
    "go goes gone came come comes got get gets gave give given put saw seen see found find kept keep left let put set "
    "went began begin become became remain remained include including according held hold met meet agreed agree want "
    "wants wanted later earlier ago soon almost nearly about around up down out off away back s t d ll re ve one two "
    "three four five six seven eight nine ten first second third last next new own same mr mrs ms dr".split()
)
_JOINS = frozenset({"of", "and", "for"})
_TOKEN = re.compile(r"[^\W_]+(?:[’'.&-][^\W_]+)*\.?|[^\w\s]")
_NUMBERING = re.compile(r"^(?:chapter\s+)?(?:\d{1,3}(?:\.\d+)*|[IVXLC]{1,6})[.):]\s+(?=\S)", re.I)


def heading_title(heading: str) -> str:
    """A heading as a chapter title: unnumbered, at most forty characters, cut between words.

    >>> heading_title("2. Why the night trains came back, and why they may be gone again soon")
    'Why the night trains came back'
    """
    title = _NUMBERING.sub("", " ".join(heading.split())).strip(" :–—-") or heading.strip()
    if len(title) <= LONGEST:
        return title
    for mark in (": ", " – ", " — ", "; ", ", "):
        front = title.split(mark)[0]
        if 8 <= len(front) <= LONGEST:
            return front
    return _cut(title)


def phrase_titles(sections: Sequence[str], language: str = "en") -> list[str]:
    """A title for each section's text, no two alike and none empty.

    The phrases are the text's own words; texts in languages other than English are titled by the
    opening words of their first sentence.
    """
    spread = Counter(word for text in sections for word in {_stem(token) for token in _words(text)})
    used: set[str] = set()
    titles: list[str] = []
    for text in sections:
        phrases = _phrases(text) if language.split("-", maxsplit=1)[0] == "en" else []
        own = Counter(map(_stem, _words(text)))
        ranked = sorted(sorted(phrases), key=lambda phrase: -_worth(phrase, text, own, spread, len(sections)))
        title = next((phrase for phrase in ranked if not _clashes(phrase, used)), "") or _opening_words(text)
        title = _distinct(title[0].upper() + title[1:], titles)
        used.update(_stem(word) for word in _words(title))
        titles.append(title)
    return titles


def _distinct(title: str, others: Sequence[str]) -> str:
    number, distinct = 2, title
    while distinct in others:
        distinct, number = f"{_cut(title, LONGEST - 4)} ({number})", number + 1
    return distinct


def _clashes(phrase: str, used: set[str]) -> bool:
    stems = {_stem(word) for word in _words(phrase) if word.casefold() not in _FUNCTION}
    return len(stems & used) > len(stems) / 2


def _phrases(text: str) -> set[str]:
    """Candidate noun phrases of two to six words."""
    found: set[str] = set()
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        tokens = _TOKEN.findall(sentence)
        for start in range(len(tokens)):
            before = tokens[start - 1].casefold() if start else ""
            if _is_content(tokens[start]) and (
                before in _LEADS or (tokens[start][0].isupper() and not _is_name(before))
            ):
                found.update(_phrases_from(tokens, start))
    return found


def _phrases_from(tokens: Sequence[str], start: int) -> list[str]:
    """The longest run of content words, and the same run carried over one "of", "and" or "for"."""
    end = start
    runs: list[str] = []
    while end < len(tokens) and end - start < MOST_WORDS and _is_content(tokens[end]):
        end += 1
    of_follows = end < len(tokens) and tokens[end].casefold() == "of"
    if _ends_well(tokens, end) and end - start >= 2 and not of_follows:
        runs.append(" ".join(tokens[start:end]))
    if end < len(tokens) and tokens[end].casefold() in _JOINS:
        further = end + 1
        if further < len(tokens) and tokens[further].casefold() in {"the", "a", "an"}:
            further += 1
        stop = further
        while stop < len(tokens) and stop - start < MOST_WORDS and _is_content(tokens[stop]):
            stop += 1
        if stop > further and _ends_well(tokens, stop):
            runs.append(" ".join(tokens[start:stop]))
    return [run for run in runs if len(run) <= LONGEST and not run.endswith(("-", "’", "'"))]


def _is_content(token: str) -> bool:
    return token[0].isalpha() and token.casefold() not in _FUNCTION and not token.endswith((".", "ly"))


def _is_name(token: str) -> bool:
    return token[:1].isupper()


def _ends_well(tokens: Sequence[str], end: int) -> bool:
    """The phrase ends before punctuation or a function word, and not on a participle."""
    if tokens[end - 1].endswith(("ing", "ed")):
        return False
    return end >= len(tokens) or not _is_content(tokens[end])


def _worth(phrase: str, text: str, own: Counter[str], spread: Counter[str], sections: int) -> float:
    """How much of the section the phrase's words stand for, and how little of the others."""
    words = [word for word in _words(phrase) if word.casefold() not in _FUNCTION]
    weights = [math.log1p(own[_stem(word)]) * math.log(1.5 + sections / spread[_stem(word)]) for word in words]
    names = sum(word[0].isupper() for word in words)
    early = 1.0 - 0.4 * text.find(phrase.split(" ", maxsplit=1)[0]) / max(1, len(text))
    return float(sum(weights) / math.sqrt(len(weights)) * (1 + 0.12 * names) * early)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*", text)


def _stem(word: str) -> str:
    return re.sub(r"(?:’s|'s|ies|es|s)$", "", word.casefold())


def _opening_words(text: str) -> str:
    sentence = re.split(r"(?<=[.!?。！？])\s*", text.strip(), maxsplit=1)[0]
    clause = re.split(r"[,;:–—(]", sentence)[0].strip() or sentence
    return _cut(clause).strip(' .!?"“”’') or _cut(text.strip()) or "…"


def _cut(title: str, longest: int = LONGEST) -> str:
    """The title's first words, at most ``longest`` characters, not ending on a function word."""
    if len(title) <= longest:
        return title
    words = title[: longest + 1].split()[:-1]
    while len(words) > 1 and words[-1].casefold().strip(",;:") in _FUNCTION:
        words.pop()
    return " ".join(words).rstrip(" ,;:–—-") or title[:longest]
