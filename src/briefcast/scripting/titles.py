"""Section -> chapter title: the author's heading, or the phrase that an author would likeliest have used.

Players and cars show about forty characters, so no title is longer; one that must be cut is cut
between words. Without a heading, the section's phrases compete: each word has a chance to stand
in an author's heading, by how often and how early the section says it, and the phrase with the best
expected overlap wins, times factors for its kind and place. The weights were fitted to published headings;
docs/sections.md says how.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from briefcast.scripting.english_phrases import english_phrases
from briefcast.scripting.phrases import MOST_WORDS, Kind, noun_phrases, sentences_of
from briefcast.scripting.words import STEM, UNSPACED, function_words, primary_tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefcast.scripting.phrases import Phrase

#: Characters that Spotify and car displays show.
LONGEST = 40
#: Characters of a title in a script without spaces, where each says more.
LONGEST_UNSPACED = 20

#: Words in an author's heading, on average.
_HEADING_WORDS = 4.4
#: The chance of a function word or a link to stand in a heading.
_LINK_CHANCE = 0.03
#: Log-odds of a content word: of any; by the log of its stem's count; in the first sentence; early in the text
#: (fades over 20 words); in all other sections; by the log of the section's length; by its share of its stem.
_ANY, _COUNT, _FIRST, _EARLY, _SPREAD, _LENGTH, _SHARE = -1.62, 1.47, 0.26, 2.2, 0.32, -0.69, 0.57
#: Factors of a phrase in the first sentence, that opens that one, and that opens any.
_IN_FIRST, _OPENS_FIRST, _OPENS_ANY = 3.0, 12.0, 1.85
#: Factors of a kind anywhere, and in the first sentence.
_KINDS = {Kind.NOUN: (1.0, 1.0), Kind.HEADLINE: (0.26, 13.7), Kind.ACTION: (1.8, 3.0)}
#: A bare name says little of what a section adds; "China's minister" is more often a part than the whole.
_NAME, _POSSESSIVE = 0.003, 0.49
#: A phrase all of whose words stand in nearly all sections says little of one.
_NEARLY_ALL, _BLAND = 0.8, 0.7
#: Who acts, without what they do; and what only repeats the article's own title.
_PERSONS, _OF_THE_WHOLE = 0.2, 0.1
_PERSON = re.compile(
    r"\b(?:officials?|ministers?|presidents?|child(?:ren)?|spokes(?:man|woman|person)|members?|lawmakers?|users?"
    r"|developers?|researchers?|teenagers?|reporters?|scientists?|residents?|attorneys?|experts?|directors?)$",
    re.I,
)
#: What a word loses with each title that has it already.
_AGAIN = 0.85

_NUMBERING = re.compile(
    r"^(?:(?:chapter|part|step|section|kapitel|chapitre|capítulo|capitolo|hoofdstuk)\s+\w{1,5}\s*[.):–—-]+\s*"
    r"|(?:\d{1,3}(?:\.\d+)*|[IVXLC]{1,6})[.):]\s+|#\d{1,3}[.):]?\s+)(?=\S)",
    re.I,
)
_WORD = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？؟۔])\s*")
_CLAUSE = re.compile(r"[,;:–—(，；：、،؛]")


def heading_title(heading: str, language: str = "en") -> str:
    """A heading as a chapter title: unnumbered, at most forty characters, cut between words.

    >>> heading_title("2. Why the night trains came back, and why they may be gone again soon")
    'Why the night trains came back'
    """
    whole = " ".join(heading.split())
    title = _NUMBERING.sub("", whole).strip(" :–—-") or whole
    if len(title) <= LONGEST:
        return title
    for mark in ("? ", ": ", " – ", " — ", "; ", ". ", " (", ", "):
        front = title.split(mark)[0] + mark.strip(" :–—;.(,")
        if 8 <= len(front) <= LONGEST:
            return front
    return _cut(title, language)


def section_titles(texts: Sequence[str], headings: Sequence[str], language: str = "en", article: str = "") -> list[str]:
    """A title for each section: its heading made to fit or, where that is empty, a phrase of its own text.

    ``article`` is the title of the whole, which no section should only repeat. No two are alike and none is empty.
    """
    titles = [heading_title(heading, language) if heading.strip() else "" for heading in headings]
    bare = [number for number, title in enumerate(titles) if not title]
    chosen = _Chooser(texts, language, [title for title in titles if title], article).titles(bare)
    for number, title in chosen.items():
        titles[number] = title
    return _distinct(titles, language)


class _Section:
    """A section's words with their chances to stand in its heading."""

    def __init__(self, text: str, spread: Counter[str], sections: int, language: str) -> None:
        common = function_words(language)
        words = _words(text)
        counts = Counter(words)
        stems = Counter(map(_stem, words))
        first = set(_words(next(iter(sentences_of(text)), "")))
        #: Content words -> the share of the other sections that have them.
        self.spread: dict[str, float] = {}
        self.chance: dict[str, float] = {}
        length = math.log(len(words) + 2)
        places = {word: place for place, word in reversed(list(enumerate(words)))}
        for word, count in counts.items():
            if word in common:
                continue
            stem = _stem(word)
            self.spread[word] = (spread[stem] - 1) / max(1, sections - 1)
            log_odds = _ANY + _COUNT * math.log(stems[stem]) + _FIRST * (word in first) + _LENGTH * length
            log_odds += _EARLY * math.exp(-places[word] / 20) + _SPREAD * self.spread[word]
            log_odds += _SHARE * math.log(count / stems[stem])
            self.chance[word] = 1 / (1 + math.exp(-log_odds))
        self.phrases = _candidates(text, language)


class _Chooser:
    """Gives sections their titles, the surest first, so that no two are alike."""

    def __init__(self, texts: Sequence[str], language: str, taken: Sequence[str], article: str) -> None:
        self.texts = texts
        self.language = language
        self.common = function_words(language)
        self.spread = Counter(stem for text in texts for stem in {_stem(word) for word in _words(text)})
        self.article = {_stem(word) for word in _words(article)}
        self.used: Counter[str] = Counter()
        #: Stem -> the stems of each title that has it.
        self.sets: defaultdict[str, list[set[str]]] = defaultdict(list)
        for title in taken:
            self._take(title)

    def titles(self, numbers: Sequence[int]) -> dict[int, str]:
        """Number of a section -> its title."""
        sections = {
            number: _Section(self.texts[number], self.spread, len(self.texts), self.language) for number in numbers
        }
        surest = sorted(numbers, key=lambda number: (-self._best(sections[number])[0], number))
        titles: dict[int, str] = {}
        for number in surest:
            title = self._best(sections[number])[1] or opening_words(self.texts[number], self.language)
            self._take(title)
            titles[number] = title[0].upper() + title[1:]
        return titles

    def _best(self, section: _Section) -> tuple[float, str]:
        return max(
            ((self._worth(section, phrase, bonus), phrase) for phrase, bonus in section.phrases.items()),
            default=(0.0, ""),
        )

    def _worth(self, section: _Section, phrase: str, bonus: float) -> float:
        """The phrase's expected overlap with the author's heading, less for what other titles say."""
        words = set(_words(phrase))
        content = words & section.chance.keys()
        stems = {_stem(word) for word in content}
        if not content or any(stems <= other or other <= stems for stem in stems for other in self.sets[stem]):
            return 0.0
        hits = sum(section.chance[word] * _AGAIN ** self.used[_stem(word)] for word in content)
        hits += _LINK_CHANCE * (len(words) - len(content))
        bland = all(section.spread[word] >= _NEARLY_ALL for word in content)
        worth = hits / (len(words) + _HEADING_WORDS) * bonus * (_BLAND if bland else 1.0)
        return worth * (_OF_THE_WHOLE if stems <= self.article else 1.0)

    def _take(self, title: str) -> None:
        stems = {_stem(word) for word in _words(title) if word not in self.common}
        if stems:
            for stem in stems:
                self.sets[stem].append(stems)
            self.used.update(stems)


def _candidates(text: str, language: str) -> dict[str, float]:
    """Phrases short enough for a title -> the factor for where they stand, times how often they do."""
    bonus: dict[str, float] = {}
    count: Counter[str] = Counter()
    for phrase in _phrases(text, language):
        if len(phrase.text) <= LONGEST and not phrase.text.isdigit():
            count[phrase.text] += 1
            bonus[phrase.text] = max(bonus.get(phrase.text, 0.0), _bonus(phrase))
    return {phrase: worth * count[phrase] for phrase, worth in bonus.items()}


def _phrases(text: str, language: str) -> Iterator[Phrase]:
    if primary_tag(language) == "en":
        return english_phrases(sentences_of(text))
    return noun_phrases(text, language)


def _bonus(phrase: Phrase) -> float:
    anywhere, in_first = _KINDS[phrase.kind]
    bonus = anywhere * (_OPENS_ANY if phrase.opens else 1.0)
    if phrase.sentence == 0:
        bonus *= in_first * _IN_FIRST * (_OPENS_FIRST if phrase.opens else 1.0)
    possessive = "’s" in phrase.text or "'s" in phrase.text
    if phrase.kind is Kind.NOUN and _PERSON.search(phrase.text):
        bonus *= _PERSONS
    return bonus * (_NAME if phrase.name else 1.0) * (_POSSESSIVE if possessive else 1.0)


def opening_words(text: str, language: str = "en") -> str:
    """The first clause of a text as a title, without function words at its ends; never empty."""
    sentence = _SENTENCE.split(text.strip(), maxsplit=1)[0]
    clause = next((part for part in map(str.strip, _CLAUSE.split(sentence)) if _WORD.search(part)), sentence)
    common = function_words(language)
    words = clause.split()
    while len(words) > 2 and words[0].casefold().strip("\"“”«»'") in common:
        words.pop(0)
    return _cut(" ".join(words[:MOST_WORDS]), language).strip(' .!?。！？"“”«»') or _cut(text.strip(), language) or "…"


def _distinct(titles: Sequence[str], language: str) -> list[str]:
    """The titles, with a number behind any that has been before."""
    out: list[str] = []
    taken = {title.casefold() for title in titles}
    seen: set[str] = set()
    for title in titles:
        number, distinct = 2, title
        while distinct.casefold() in seen:
            distinct, number = f"{_cut(title, language, LONGEST - 3 - len(str(number)))} ({number})", number + 1
            if distinct.casefold() in taken:
                continue
        seen.add(distinct.casefold())
        out.append(distinct)
    return out


def _cut(title: str, language: str, longest: int = LONGEST) -> str:
    """The title's first words, at most ``longest`` characters, not ending on a function word."""
    if re.search(f"[{UNSPACED}]", title):
        longest = min(longest, LONGEST_UNSPACED)
    if len(title) <= longest:
        return title
    common = function_words(language)
    words = title[: longest + 1].split()[:-1]
    while len(words) > 1 and words[-1].casefold().strip(",;:") in common:
        words.pop()
    return " ".join(words).rstrip(" ,;:–—-") or title[:longest]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _stem(word: str) -> str:
    return word[:STEM]
