"""What the announcer says around an article, in the article's language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Announcements:
    """The announcer's sentences in one language; ``{site}`` stands for the publication."""

    disclosure: str
    source: str
    closing: str
    introduction: str
    table: str
    code: str


_ENGLISH = Announcements(
    disclosure="Read by a synthetic voice.",
    source="From {site}.",
    closing="That is the end of this article.",
    introduction="Introduction",
    table="There is a table here, which is not read out.",
    code="There is a code listing here, which is not read out.",
)

_BY_LANGUAGE = {
    "en": _ENGLISH,
    "de": Announcements(
        "Gelesen von einer synthetischen Stimme.",
        "Aus {site}.",
        "Hier endet dieser Artikel.",
        "Einleitung",
        "Hier steht eine Tabelle, die nicht vorgelesen wird.",
        "Hier steht Programmcode, der nicht vorgelesen wird.",
    ),
    "fr": Announcements(
        "Lu par une voix de synthèse.",
        "Source : {site}.",
        "C’est la fin de cet article.",
        "Introduction",
        "Ici se trouve un tableau, qui n’est pas lu.",
        "Ici se trouve du code, qui n’est pas lu.",
    ),
    "es": Announcements(
        "Leído por una voz sintética.",
        "De {site}.",
        "Aquí termina este artículo.",
        "Introducción",
        "Aquí hay una tabla que no se lee.",
        "Aquí hay código que no se lee.",
    ),
    "it": Announcements(
        "Letto da una voce sintetica.",
        "Da {site}.",
        "Qui finisce questo articolo.",
        "Introduzione",
        "Qui c’è una tabella, che non viene letta.",
        "Qui c’è del codice, che non viene letto.",
    ),
    "pt": Announcements(
        "Lido por uma voz sintética.",
        "De {site}.",
        "Este artigo termina aqui.",
        "Introdução",
        "Há aqui uma tabela, que não é lida.",
        "Há aqui código, que não é lido.",
    ),
    "nl": Announcements(
        "Voorgelezen door een synthetische stem.",
        "Uit {site}.",
        "Dit is het einde van dit artikel.",
        "Inleiding",
        "Hier staat een tabel, die niet wordt voorgelezen.",
        "Hier staat code, die niet wordt voorgelezen.",
    ),
}


def announcements_in(language: str) -> Announcements:
    """The announcer's sentences for a BCP 47 tag; English where there are none."""
    return _BY_LANGUAGE.get(language.split("-", maxsplit=1)[0].lower(), _ENGLISH)
