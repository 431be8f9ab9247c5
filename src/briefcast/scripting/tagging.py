"""English text -> sentences whose words have a part of speech.

The tagger is the averaged perceptron that comes with hibari, which knows the Penn Treebank's tags. Each
tag becomes one letter here, so that what may follow what can be said as a regular expression over the
letters of a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_TOKEN = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sen|Gov|Gen)\.|(?:[^\W\d_]\.){2,}|[$€£]?\d+(?:[.,:/-]\d+)*(?:%|[^\W\d_]+)?"
    r"|[^\W_]+?(?=n[’']t\b)|n[’']t\b|[’'](?:s|ll|re|ve|d|m)\b"
    r"|[^\W_]+(?:(?:[-&+./_@]|[’'](?!(?:s|ll|re|ve|d|m)\b))[^\W_]+)*(?:\+\+|\(\))?|\S"
)
_FORMS_OF_BE = frozenset("is are was were am 's 're".split())
_FORMS_OF_HAVE = frozenset("has have had 've".split())
_LETTERS = {
    "DT": "D", "PDT": "D", "PRP$": "P", "JJ": "J", "JJR": "J", "JJS": "J", "NN": "N", "NNS": "N", "NNP": "E",
    "NNPS": "E", "CD": "C", "POS": "S", "VBD": "V", "VBZ": "V", "VBP": "V", "MD": "M", "VB": "B", "VBG": "G",
    "VBN": "K", "RB": "R", "RBR": "R", "RBS": "R", "TO": "T", "IN": "I", "CC": "A", "PRP": "U", "EX": "U",
    "WDT": "W", "WP": "W", "WP$": "W", "WRB": "W", "RP": "X",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """Words as written, with a letter each for what they are.

    D article or the like, P possessive pronoun, J adjective, N noun, E name, C number, S possessive 's,
    V finite verb, Z form of be, H form of have, M modal, B plain verb, G -ing, K participle, R adverb,
    n not, T to, I preposition, O of, A and, U pronoun, W who or which, X particle, q quotation mark,
    . and , and ; as they are, - for all else.
    """

    words: tuple[str, ...]
    #: Whether a space stands before each.
    spaced: tuple[bool, ...]
    letters: str

    def written(self, start: int, end: int) -> str:
        """The words from ``start`` to ``end`` as written, on one line."""
        pieces = [" " * self.spaced[at] + self.words[at] for at in range(start, end)]
        return "".join(pieces).strip()


def tagged(sentence: str) -> TaggedSentence:
    """The words of an English sentence with what they are.

    >>> tagged("The council’s plan was not approved.").letters
    'DNSNZnK.'
    """
    found = list(_TOKEN.finditer(sentence))
    words = tuple(match.group() for match in found)
    plain = [word.translate(_PLAIN) for word in words]
    tags = _tagger()(plain)
    letters = "".join(map(_letter, plain, tags))
    spaced = tuple(match.start() > 0 and sentence[match.start() - 1].isspace() for match in found)
    return TaggedSentence(words, spaced, _mended(letters))


_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


def _letter(word: str, tag: str) -> str:
    lower = word.casefold()
    if not any(map(str.isalnum, word)) and lower != "&":
        return {".": ".", "!": ".", "?": ".", ",": ",", ":": ";", ";": ";", '"': "q", "'": "q"}.get(word, "-")
    if tag[:2] in {"VB", "PO"} and lower in _FORMS_OF_BE and (lower != "'s" or tag != "POS"):
        return "Z"
    if tag[:2] == "VB" and lower in _FORMS_OF_HAVE:
        return "H"
    if lower in {"not", "n't"}:
        return "n"
    if lower in {"of", "to", "and", "or", "&"}:
        return {"of": "O", "to": "T"}.get(lower, "A")
    return _LETTERS.get(tag, "-")


def _mended(letters: str) -> str:
    """A participle is the finite verb where the sentence has no other: "the visit ended in May"."""
    if re.search("[VZHM]", letters):
        return letters
    return re.sub("(?<=[NE])K", "V", letters, count=1)


@lru_cache(maxsize=1)
def _tagger() -> Callable[[Sequence[str]], list[str]]:
    """The tagger of the dictionary, without its package, whose import brings the engine's libraries with it.

    Raises:
        ModuleNotFoundError: the package is not installed.
    """
    import gzip
    import json
    from importlib.machinery import SourceFileLoader
    from importlib.util import find_spec
    from types import ModuleType

    package = find_spec("hibari")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("hibari is not installed")
    folder = package.submodule_search_locations[0]
    loader = SourceFileLoader("hibari_tagger", f"{folder}/g2p/tagger.py")
    module = ModuleType(loader.name)
    loader.exec_module(module)
    weights = loader.get_data(f"{folder}/assets/tagger.json.gz")
    tagger: Callable[[Sequence[str]], list[str]] = module.Tagger(json.loads(gzip.decompress(weights)))
    return tagger
