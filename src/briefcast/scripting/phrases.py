"""Text -> noun phrases that could stand as a title, told without a tagger: German, French and their neighbours.

A noun phrase is a run of content words that an article, a preposition or the like leads in and that
a function word or punctuation ends; a second one may be linked to it ("le prix du pain"). Its last words
alone are a phrase too, its first words are not. Where verbs cannot be told from nouns, a run ends after its
first word, but for names and words that the text says together again.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from briefcast.scripting.grammar import Grammar, grammar_of
from briefcast.scripting.words import function_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Words that a title has at most.
MOST_WORDS = 7

_TOKEN = re.compile(r"[^\W_]+(?:[’'.&-][^\W_]+)*(?:(?<=\b[A-Z]\.[A-Z])\.)?|[^\w\s]")
_SENTENCE_END = re.compile(
    r"(?<=[.!?…])(?<!\b[A-Z]\.)(?<!\b(?:Mr|Dr|St|Ms)\.)(?<!\bMrs\.)[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9ÀÖØ-Þ¿¡])"
)


class Kind(Enum):
    """What a phrase is."""

    NOUN = "noun phrase"
    #: Subject, verb and object.
    HEADLINE = "headline"
    #: A verb without a subject, and its object.
    ACTION = "action"


class Phrase(NamedTuple):
    """A phrase as it would stand in a title, and where it stands."""

    text: str
    #: Number of its sentence in the text, from 0.
    sentence: int
    #: Nothing but an article stands before it in its sentence.
    opens: bool
    #: All its words are names.
    name: bool
    kind: Kind = Kind.NOUN


def sentences_of(text: str) -> list[str]:
    """A text cut roughly at the ends of sentences."""
    return [piece for piece in _SENTENCE_END.split(text) if piece]


def noun_phrases(text: str, language: str) -> Iterator[Phrase]:
    """Noun phrases of two to seven words in the order of the text, some more than once; none in unknown languages.

    >>> [phrase.text for phrase in noun_phrases("Le prix du pain augmente.", "fr")]
    ['prix du pain']
    """
    grammar = grammar_of(language)
    if grammar is None:
        return
    common = function_words(language)
    sentences = [_TOKEN.findall(sentence) for sentence in sentences_of(text)]
    said_twice = None if grammar.capital_nouns else _said_twice(sentences)
    for number, tokens in enumerate(sentences):
        runs = list(_runs(tokens, grammar, common))
        if said_twice is not None:
            runs = [(start, _sure_end(tokens, start, end, said_twice)) for start, end in runs]
        for run, following in itertools.zip_longest(runs, runs[1:]):
            for first, end in _spans(tokens, run, following, grammar):
                words = tuple(tokens[first:end])
                opens = first == 0 or (first == 1 and tokens[0].casefold() in grammar.articles)
                yield Phrase(_joined(words), number, opens, all(word[0].isupper() for word in words))


def _runs(tokens: Sequence[str], grammar: Grammar, common: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Start and end of each longest run of words that a noun phrase can hold, if something leads it in."""
    start = 0
    while start < len(tokens):
        end = start
        while end < len(tokens) and _may_stand(tokens, end, grammar, common):
            end += 1
        if end > start and _is_led_in(tokens, start, end, grammar) and _may_end(tokens, end, grammar):
            yield start, end
        start = max(end, start + 1)


def _said_twice(sentences: Sequence[Sequence[str]]) -> set[tuple[str, str]]:
    """Neighbouring words that the text says more than once."""
    pairs = Counter(
        (one.casefold(), other.casefold()) for tokens in sentences for one, other in itertools.pairwise(tokens)
    )
    return {pair for pair, count in pairs.items() if count > 1}


def _sure_end(tokens: Sequence[str], start: int, end: int, said_twice: set[tuple[str, str]]) -> int:
    """Where a run ends that may hold a verb: after its first word, and what is a name or said again."""
    for at in range(start + 1, end):
        one, other = tokens[at - 1], tokens[at]
        name = one[0].isupper() and other[0].isupper()
        if not name and (one.casefold(), other.casefold()) not in said_twice:
            return at
    return end


def _is_led_in(tokens: Sequence[str], start: int, end: int, grammar: Grammar) -> bool:
    before = tokens[start - 1].casefold() if start else ""
    return before in grammar.leads or (tokens[start][0].isupper() and (start > 0 or end - start > 1))


def _may_stand(tokens: Sequence[str], at: int, grammar: Grammar, common: frozenset[str]) -> bool:
    """Whether a token can be part of a noun phrase."""
    word = tokens[at].casefold()
    if not word[0].isalnum() or word in common or word in grammar.leads:
        return False
    return len(word) == 4 or not word.isdigit()


def _may_end(tokens: Sequence[str], end: int, grammar: Grammar) -> bool:
    """Whether a phrase may end before ``end``: on a noun that nothing belonging to it follows."""
    token = tokens[end - 1]
    after = tokens[end] if end < len(tokens) else ""
    if token[0].isdigit() or (after[:1].isdigit() and token[0].isupper()):
        return False
    return not grammar.capital_nouns or token[0].isupper()


def _spans(
    tokens: Sequence[str], run: tuple[int, int], following: tuple[int, int] | None, grammar: Grammar
) -> Iterator[tuple[int, int]]:
    """Start and end of the run's last words, with the run that is linked to it and alone."""
    start, end = run
    linked = following[1] if following and _is_linked(tokens, end, following[0], grammar) else 0
    for first in range(start, end):
        if first > start and tokens[first][0].isupper() and tokens[first - 1][0].isupper():
            continue  # within a name
        if linked and linked - first <= MOST_WORDS and not _is_cut(tokens, linked) and not tokens[first][0].isdigit():
            yield first, linked
        if 1 < end - first <= MOST_WORDS and not _is_cut(tokens, end):
            yield first, end


def _is_cut(tokens: Sequence[str], end: int) -> bool:
    """Whether the words before ``end`` are only the first half of a phrase: "le prix" of "le prix du pain"."""
    after = tokens[end].casefold() if end < len(tokens) else ""
    names = end + 1 < len(tokens) and tokens[end - 1][0].isupper() and tokens[end + 1][0].isupper()
    return after in {"de", "du", "di", "do", "da", "van"} or (after == "&" and names)


def _is_linked(tokens: Sequence[str], end: int, start: int, grammar: Grammar) -> bool:
    """Whether a run that ends at ``end`` and one that begins at ``start`` make one phrase."""
    gap = [token.casefold() for token in tokens[end:start]]
    return bool(gap) and gap[0] in grammar.links and (len(gap) == 1 or (len(gap) == 2 and gap[1] in grammar.articles))


def _joined(tokens: Sequence[str]) -> str:
    """Tokens as written: nothing after an elided article, as in "l’eau"."""
    return re.sub(r"([’'])\s+", r"\1", " ".join(tokens))
