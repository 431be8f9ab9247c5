"""Text -> whether it leans on what stands before it: "But", "He", "This", and their like in seven languages.

Spanish, Italian and Portuguese leave out most pronouns; what such a sentence leans on cannot be told by its
first words, so only those it does say count.
"""

from __future__ import annotations

import re
from functools import lru_cache

from briefcast.scripting.words import primary_tag

#: A paragraph of fewer words leads on to the next one.
_SHORT_WORDS = 12

#: Pronouns that stand for something named before, and words that join on to it; a comma parts them.
_OPENERS = {
    "en": "he, she, it, they, this, these, that, those, his, her, its, their, such, him, them, both, each, however, "
    "but, and, also, additionally, furthermore, moreover, or, so, then, thus, therefore, besides, instead, "
    "nevertheless, nonetheless, yet, still, likewise, similarly, finally, another, other, for example, for instance, "
    "in addition, in fact",
    "de": "er, sie, es, ihm, ihn, ihnen, sein, seine, seiner, seinem, seinen, ihr, ihre, ihrer, ihrem, ihren, dies, "
    "diese, dieser, dieses, diesem, diesen, jene, jener, jenes, deren, dessen, solche, solcher, beide, aber, doch, "
    "und, oder, auch, außerdem, zudem, ferner, jedoch, dennoch, trotzdem, deshalb, deswegen, daher, darum, dabei, "
    "dafür, dagegen, damit, danach, daneben, daraufhin, darauf, dazu, davon, davor, dann, dort, also, so, somit, "
    "schließlich, stattdessen, ebenso, allerdings, hingegen, andere, ein anderer, eine andere, zum beispiel, etwa so",
    "fr": "il, elle, ils, elles, lui, eux, ce, c', cet, cette, ces, cela, ça, ceci, celui, celle, ceux, celles, son, "
    "sa, ses, leur, leurs, tous deux, toutes deux, mais, et, ou, donc, or, ni, car, aussi, ainsi, alors, puis, "
    "ensuite, enfin, cependant, pourtant, toutefois, néanmoins, de plus, en outre, par ailleurs, par exemple, "
    "en effet, en fait, de même, au contraire, en revanche, d'autres, un autre, une autre",
    "es": "él, ella, ellos, ellas, ello, este, esta, esto, estos, estas, ese, esa, eso, esos, esas, aquel, aquella, "
    "aquello, aquellos, aquellas, su, sus, ambos, ambas, pero, y, e, o, también, tampoco, además, así, entonces, "
    "luego, después, por eso, por tanto, por lo tanto, por ejemplo, sin embargo, no obstante, aun así, en cambio, "
    "finalmente, asimismo, de hecho, otro, otra, otros, otras",
    "it": "egli, ella, lui, lei, loro, esso, essa, essi, esse, questo, questa, questi, queste, quest', quello, "
    "quella, quelli, quelle, ciò, suo, sua, suoi, sue, il suo, la sua, i suoi, le sue, il loro, la loro, i loro, "
    "le loro, entrambi, entrambe, ma, e, ed, o, però, anche, inoltre, così, allora, poi, quindi, dunque, perciò, "
    "pertanto, tuttavia, infatti, infine, invece, eppure, per esempio, ad esempio, di conseguenza, del resto, altro, "
    "altra, altri, altre, un altro, un'altra",
    "pt": "ele, ela, eles, elas, este, esta, isto, estes, estas, esse, essa, isso, esses, essas, aquele, aquela, "
    "aquilo, aqueles, aquelas, seu, sua, seus, suas, o seu, a sua, os seus, as suas, ambos, ambas, mas, e, ou, "
    "também, além disso, assim, então, depois, por isso, portanto, porém, contudo, todavia, no entanto, entretanto, "
    "por exemplo, de facto, de fato, finalmente, aliás, outro, outra, outros, outras",
    "nl": "hij, zij, ze, hem, hen, hun, haar, zijn, dit, dat, deze, die, zulke, beide, beiden, maar, en, of, dus, ook, "
    "want, bovendien, daarnaast, daarom, daardoor, daarna, daarbij, daarmee, daarvoor, daartoe, toch, echter, dan, "
    "toen, zo, vervolgens, ten slotte, tenslotte, uiteindelijk, desondanks, niettemin, bijvoorbeeld, een ander, "
    "een andere, andere",
}


def leans_back(unit: str, before: str, language: str = "en") -> bool:
    """Whether a paragraph reads as going on from the one before it.

    >>> leans_back("But he stayed.", "The others went home after the meeting had ended without a vote.")
    True
    """
    return bool(
        _LISTED.match(unit)
        or leans_on_words(unit, language)
        or before.rstrip().endswith(":")
        or len(before.split()) < _SHORT_WORDS
    )


def leans_on_words(text: str, language: str = "en") -> bool:
    """Whether a text begins with a word that points back ("He", "But"), or in lower case.

    >>> leans_on_words("Deshalb blieb er.", "de"), leans_on_words("Der Zug hielt.", "de")
    (True, False)
    """
    return bool(_openers(primary_tag(language)).match(text)) or text[:1].islower()


_LISTED = re.compile(r"[\"“‘'(]*(?:[-–•*]|\d+[.)])")


@lru_cache(maxsize=16)
def _openers(tag: str) -> re.Pattern[str]:
    """Matches at the start of a text that begins with one of the language's openers; never where none are known."""
    words = [re.escape(word).replace("'", "['’]") for word in _OPENERS.get(tag, "").split(", ") if word]
    ends = [word if word.endswith("['’]") else rf"{word}\b" for word in words]
    return re.compile(rf"[\"“”„«‘'(¿¡]*\s?(?:{'|'.join(ends)})" if ends else r"(?!)", re.I)
