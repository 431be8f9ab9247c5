"""What is known of noun phrases in a few languages other than English: the words around them."""

from __future__ import annotations

from dataclasses import dataclass

from briefcast.scripting.words import primary_tag


@dataclass(frozen=True, slots=True)
class Grammar:
    """What leads a noun phrase in, what may link two, and what cannot stand in one."""

    #: Words right before a noun phrase.
    leads: frozenset[str]
    #: Words between two noun phrases of one title.
    links: frozenset[str]
    #: Articles that may follow a link.
    articles: frozenset[str]
    #: Whether nouns are written with a capital, as in German.
    capital_nouns: bool = False


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BY_LANGUAGE = {
    "de": Grammar(
        leads=_words(
            "der die das den dem des ein eine einen einem einer eines im in am an auf aus bei mit nach von vom zu zum "
            "zur über unter vor hinter zwischen für gegen ohne um durch seit und oder kein keine ihre ihr sein seine "
            "unsere diese dieser dieses diesem diesen jede jeder"
        ),
        links=_words("der des von vom für in im und am an auf mit zum zur zwischen gegen ohne"),
        articles=_words("der die das den dem des ein eine einen einem einer"),
        capital_nouns=True,
    ),
    "fr": Grammar(
        leads=_words(
            "le la les l un une des du de d au aux en dans sur sous par pour avec sans son sa ses leur leurs ce cet "
            "cette ces et ou"
        ),
        links=_words("de du des d au aux à en et pour sur dans contre entre sans"),
        articles=_words("le la les l un une"),
    ),
    "es": Grammar(
        leads=_words(
            "el la los las un una unos unas del de al en con por para sin sobre entre su sus este esta estos estas y o"
        ),
        links=_words("de del y en para por con a al sin contra entre sobre"),
        articles=_words("el la los las un una"),
    ),
    "it": Grammar(
        leads=_words(
            "il lo la i gli le l un uno una del dello della dei degli delle dell di al allo alla ai agli alle nel "
            "nella nei nelle con per senza su sul sulla tra fra suo sua suoi sue questo questa e o"
        ),
        links=_words("di del dello della dei degli delle dell e in nel nella per con a al alla contro tra fra senza"),
        articles=_words("il lo la i gli le l un una"),
    ),
    "pt": Grammar(
        leads=_words(
            "o a os as um uma uns umas do da dos das de no na nos nas em com por para pelo pela sem sobre entre seu "
            "sua seus suas este esta e ou"
        ),
        links=_words("de do da dos das e em no na para por com contra entre sem sobre"),
        articles=_words("o a os as um uma"),
    ),
    "nl": Grammar(
        leads=_words(
            "de het een van in op met voor door naar uit bij over onder tussen tegen zonder zijn haar hun deze dit "
            "die dat en of"
        ),
        links=_words("van in op voor en met tussen tegen zonder over"),
        articles=_words("de het een"),
    ),
}


def grammar_of(language: str) -> Grammar | None:
    """What is known of noun phrases in a language, or None."""
    return _BY_LANGUAGE.get(primary_tag(language))
