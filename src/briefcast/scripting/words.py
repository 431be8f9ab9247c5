"""Text -> the words that carry its subject, in a form in which "trains" and "train" meet.

Languages written without spaces give pairs of neighbouring characters instead of words.
"""

from __future__ import annotations

import re
from functools import lru_cache

#: Letters of a word that are compared: enough to tell words apart, few enough to drop most endings.
STEM = 5

_ENGLISH = frozenset(
    "a an the of in on for with by at from to over about between against under after before during into through "
    "behind across along among near within without per toward towards despite inside outside beyond above below onto "
    "upon amid around until his her its their our my your this that these those and or i you he she it we they me him "
    "us them who whom whose which what where when why how is are was were be been being am has have had having do "
    "does did done will would shall should can could may might must not no nor but if so than then as because while "
    "though although since also too very more most less least much many some any each every all both few several "
    "other another such only just even still yet already never ever always often there here now again once said says "
    "say told one two new first last own same mr mrs ms dr s t d ll re ve out up down off like well however get make "
    "made used use using am ours yours hers theirs itself himself herself themselves myself yourself ourselves don "
    "didn doesn isn wasn"
    "aren weren won wouldn couldn shouldn hasn haven hadn".split()
)
_WORD = re.compile(r"[^\W_]+")
#: Scripts without spaces: Thai, Lao, Myanmar, Khmer, kana, Han.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_UNSPACED_RUN = re.compile(f"[{UNSPACED}]+")


def primary_tag(language: str) -> str:
    """The language of a BCP 47 tag without its region: "pt" of "pt-BR"."""
    return language.split("-", maxsplit=1)[0].lower()


@lru_cache(maxsize=16)
def function_words(language: str) -> frozenset[str]:
    """Words too common to tell subjects apart, in lower case; empty where none are known.

    English has a list of our own: the published ones count "bill", "area" and "best" among them.
    """
    tag = primary_tag(language)
    if tag == "en":
        return _ENGLISH
    from stop_words import AVAILABLE_LANGUAGES, LANGUAGE_MAPPING, get_stop_words

    if LANGUAGE_MAPPING.get(tag) not in AVAILABLE_LANGUAGES:
        return frozenset()
    return frozenset(word.casefold() for word in get_stop_words(tag))


def content_words(text: str, language: str = "en") -> list[str]:
    """The stems of a text's content words in order.

    >>> content_words("The trains were late; a train waited in 1990.")
    ['train', 'late', 'train', 'waite', '1990']
    """
    common = function_words(language)
    out: list[str] = []
    for word in _WORD.findall(text.casefold()):
        if _UNSPACED_RUN.search(word):
            out += [word[at : at + 2] for at in range(max(1, len(word) - 1))]
        elif (len(word) > 2 and word not in common) or (len(word) == 4 and word.isdigit()):
            out.append(word[:STEM])
    return out
