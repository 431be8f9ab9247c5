"""Which language an article is in: as it says of itself, unless its words say otherwise."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from briefcast.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from py3langid.langid import LanguageIdentifier

    from briefcast.model import Article

_RUNNING = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})
#: Fewer letters than this say little of their language.
_FEWEST_LETTERS = 120
#: A language is told from about this many letters.
_LOOKED_AT = 3000
#: How sure the words must be to overrule what the article says of itself.
_SURE = 0.95
#: A text with this share of one language's small words is in that language.
_MANY_SMALL_WORDS = 0.18
_SMALL_WORDS = {
    "en": frozenset(
        "the of and to in is that for it was on with as at by from be are this he she not but they have".split()
    ),
    "de": frozenset(
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an er".split()
    ),
    "fr": frozenset("de la le et les des en un une du que est dans qui pour pas au sur il elle se ce par plus".split()),
    "es": frozenset("de la que el en y los del se las por un para con no una su al lo como más es".split()),
    "it": frozenset("di e il la che in un è per del non una con si da i le al della sono come ha più".split()),
    "pt": frozenset("de a o que e do da em um para com não uma os no se na por mais as dos como".split()),
    "nl": frozenset("de het een van en in is op te dat die voor met zijn niet aan er om ook als maar naar".split()),
}
#: Languages that a voice can be had for; more of them would be told apart less surely.
_CANDIDATES = tuple(
    "af ar bg bn ca cs cy da de el en eo es et eu fa fi fr ga gu he hi hr hu hy id is it ja ka kn ko la lt lv mk ml mr"
    " ms nb nl pa pl pt ro ru sk sl sq sr sv sw ta te th tr uk ur vi zh".split()
)


def with_language(article: Article) -> Article:
    """The article with its language set by its words where they contradict what it says."""
    spoken = (block.text for block in article.blocks if block.kind in _RUNNING)
    return replace(article, language=language_of(spoken, article.language))


def language_of(texts: Iterable[str], declared: str) -> str:
    """The language that running text is in: the declared one, unless the words are plainly of another.

    >>> language_of(["Der Zug fährt am Morgen in die Stadt und kommt am Abend zurück. "] * 3, "en-gb")
    'de'
    """
    sample = _sample(texts)
    if sum(map(str.isalpha, sample)) < _FEWEST_LETTERS:
        return declared
    told = _by_small_words(sample) or _by_letters(sample)
    return told if told and told != declared.split("-", maxsplit=1)[0].lower() else declared


def _by_small_words(sample: str) -> str:
    """The language whose small words are plain to see; empty where it takes a closer look. Costs next to nothing."""
    words = sample.casefold().split()
    shares = sorted(
        ((sum(word in small for word in words) / len(words), tag) for tag, small in _SMALL_WORDS.items()), reverse=True
    )
    (most, told), (next_most, _) = shares[:2]
    return told if most > _MANY_SMALL_WORDS and most > 1.6 * next_most else ""


def _by_letters(sample: str) -> str:
    """The language by a model of letter sequences; empty if that is not sure."""
    told, chance = _identifier().classify(sample)
    return told if chance >= _SURE else ""


def _sample(texts: Iterable[str]) -> str:
    parts: list[str] = []
    length = 0
    for text in texts:
        parts.append(text)
        length += len(text)
        if length > _LOOKED_AT:
            break
    return " ".join(parts)[: 2 * _LOOKED_AT]


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([tag for tag in identifier.labels if tag in _CANDIDATES])
    return identifier
