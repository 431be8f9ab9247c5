"""Text -> noun phrases that could stand as a title, told without a tagger.

A noun phrase is a run of content words that an article, a preposition or the like leads in and that
a function word, a verb or punctuation ends; a second one may be linked to it ("the price of
bread"). Its last words alone are a phrase too, its first words are not. Verbs are known by a list
of common ones and by their forms.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefcast.scripting.grammar import CALENDAR, IRREGULAR_VERBS, LEADS_OF_VERBS, NOUNS_TOO, Grammar, grammar_of
from briefcast.scripting.words import function_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Words that a title has at most.
MOST_WORDS = 7

_TOKEN = re.compile(r"[^\W_]+(?:[’'.&-][^\W_]+)*(?:(?<=\b[A-Z]\.[A-Z])\.)?|[^\w\s]")
_SENTENCE_END = re.compile(
    r"(?<=[.!?…])(?<!\b[A-Z]\.)(?<!\b(?:Mr|Dr|St|Ms)\.)(?<!\bMrs\.)[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9ÀÖØ-Þ¿¡])"
)
#: Function words that stand in names: "New York", "Second World War".
_IN_NAMES = frozenset("new first second third last one two three".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase as written, and where it stands."""

    text: str
    #: Its words and links, as written.
    tokens: tuple[str, ...]
    #: Number of its sentence in the text, from 0.
    sentence: int
    #: Nothing but an article stands before it in its sentence.
    opens: bool
    #: Its halves are linked by a preposition that as often belongs to a verb before them.
    loose: bool


_CONTRACTION = re.compile(r"(?:n[’']t|[’'](?:ll|re|ve|d|m))$")
_NO_NOUN_ENDINGS = ("ed", "ly", "ous", "ful", "ive", "able", "ible", "less", "ical", "’s", "'s")


def sentences_of(text: str) -> list[str]:
    """A text cut roughly at the ends of sentences."""
    return [piece for piece in _SENTENCE_END.split(text) if piece]


def noun_phrases(text: str, language: str = "en") -> Iterator[Phrase]:
    """Noun phrases of two to seven words in the order of the text, some more than once.

    >>> [phrase.text for phrase in noun_phrases("She paid the price of old bread.")]
    ['price of old bread', 'old bread']
    """
    grammar = grammar_of(language)
    if grammar is None:
        return
    common = function_words(language)
    sentences = [_TOKEN.findall(sentence) for sentence in sentences_of(text)]
    said_twice = None if grammar.verbs or grammar.capital_nouns else _said_twice(sentences)
    for number, tokens in enumerate(sentences):
        runs = list(_runs(tokens, grammar, common))
        if said_twice is not None:
            runs = [(start, _sure_end(tokens, start, end, said_twice)) for start, end in runs]
        for run, following in itertools.zip_longest(runs, runs[1:]):
            for first, end in _spans(tokens, run, following, grammar):
                words = tuple(tokens[first:end])
                opens = first == 0 or (first == 1 and tokens[0].casefold() in grammar.articles)
                linked = end > run[1]
                loose = linked and tokens[run[1]].casefold() not in grammar.firm_links
                yield Phrase(_joined(words), words, number, opens, loose)


def _runs(tokens: Sequence[str], grammar: Grammar, common: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Start and end of each longest run of words that a noun phrase can hold, if something leads it in."""
    start = 0
    while start < len(tokens):
        end = start
        while end < len(tokens) and _may_stand(tokens, end, start, grammar, common):
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


def _may_stand(tokens: Sequence[str], at: int, start: int, grammar: Grammar, common: frozenset[str]) -> bool:
    """Whether a token can be part of the noun phrase that begins at ``start``."""
    token = tokens[at]
    word = token.casefold()
    if word in _IN_NAMES | grammar.outside and _is_inside_name(tokens, at):
        return True
    if not token[0].isalnum() or word in common or word in grammar.outside or word in grammar.leads:
        return False
    if word.isdigit() and len(word) != 4:
        return False
    return not grammar.verbs or not _is_verb_at(tokens, at, start, grammar)


def _is_verb_at(tokens: Sequence[str], at: int, start: int, grammar: Grammar) -> bool:
    """Whether an English word is a verb where it stands, or holds one ("we'll")."""
    word = tokens[at].casefold()
    after = tokens[at + 1].casefold() if at + 1 < len(tokens) else ""
    takes_object = at > start and word.endswith("s") and after in grammar.articles
    before = tokens[at - 1].casefold() if at else ""
    return (
        bool(_CONTRACTION.search(word))
        or takes_object
        or _is_verb(tokens[at], before, begins=at == start, grammar=grammar)
    )


def _is_inside_name(tokens: Sequence[str], at: int) -> bool:
    """Whether a word with a capital stands before another one, and not at the head of the sentence."""
    return 0 < at < len(tokens) - 1 and tokens[at][0].isupper() and tokens[at + 1][0].isupper()


def _is_verb(token: str, before: str, *, begins: bool, grammar: Grammar) -> bool:
    """Whether an English word is a verb here; right after an article it is taken for a noun."""
    word = re.sub(r"[’']s$", "", token.casefold())
    if token[0].isupper() and before not in {"", "."}:
        return False
    if word in IRREGULAR_VERBS or word.endswith("ly"):
        return True
    if begins and before in grammar.leads - LEADS_OF_VERBS:
        return False
    if word in grammar.verbs:
        return begins or before.endswith("s") or word not in NOUNS_TOO
    if word.endswith("ing"):
        return not begins and bool({word[:-3], word[:-3] + "e", word[:-4]} & grammar.verbs)
    plain = {word.removesuffix("s"), word.removesuffix("es"), re.sub("ies$", "y", word)} & grammar.verbs
    return word.endswith("ed") or (bool(plain) and (begins or not plain & NOUNS_TOO))


def _may_end(tokens: Sequence[str], end: int, grammar: Grammar) -> bool:
    """Whether a phrase may end before ``end``: on a noun that nothing belonging to it follows."""
    token = tokens[end - 1]
    word = token.casefold()
    after = tokens[end].casefold() if end < len(tokens) else ""
    if word in CALENDAR or after in grammar.outside or (after[:1].isdigit() and token[0].isupper()):
        return False
    if word[0].isdigit() and not (re.fullmatch(r"1\d{3}|20\d{2}", word) and tokens[end - 2].casefold() in {"of", "in"}):
        return False
    if grammar.capital_nouns:
        return token[0].isupper()
    if grammar.verbs:
        return token[0].isupper() or not word.endswith(_NO_NOUN_ENDINGS)
    return True


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
    """Whether the words before ``end`` are only the first half of a phrase: "the price" of "the price of bread"."""
    after = tokens[end].casefold() if end < len(tokens) else ""
    names = end + 1 < len(tokens) and tokens[end - 1][0].isupper() and tokens[end + 1][0].isupper()
    return after in {"of", "de", "du", "di", "do", "da", "van"} or (after in {"and", "&"} and names)


def _is_linked(tokens: Sequence[str], end: int, start: int, grammar: Grammar) -> bool:
    """Whether a run that ends at ``end`` and one that begins at ``start`` make one phrase."""
    gap = [token.casefold() for token in tokens[end:start]]
    if not gap or gap[0] not in grammar.links or len(gap) > 2 or (len(gap) == 2 and gap[1] not in grammar.articles):
        return False
    gerunds = tokens[end - 1].endswith("ing"), tokens[start].endswith("ing")
    return not grammar.verbs or gap[0] == "of" or not gerunds[1] or (gap[0] == "and" and gerunds[0])


def _joined(tokens: Sequence[str]) -> str:
    """Tokens as written: nothing after an elided article, as in "l’eau"."""
    return re.sub(r"([’'])\s+", r"\1", " ".join(tokens))
