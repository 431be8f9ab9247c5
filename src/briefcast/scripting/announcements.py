"""What the announcer says around an article, in the article's language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcements:
    """The announcer's sentences in one language.

    ``{site}`` stands for the publication, ``{what}`` for what a table, formula or picture shows.
    """

    disclosure: str
    source: str
    closing: str
    closing_of_briefing: str
    contents: str
    introduction: str
    table: str
    table_of: str
    code: str
    code_of: str
    formula: str
    picture_of: str
    #: How the title of a briefing of several articles goes on behind the first title; ``{count}`` more.
    more: str


_ENGLISH = Announcements(
    disclosure="Read by a synthetic voice.",
    source="From {site}.",
    closing="That is the end of this article.",
    closing_of_briefing="That is the end of this briefing.",
    contents="In this briefing:",
    introduction="Introduction",
    table="There is a table here, which is not read out.",
    table_of="There is a table here, which is not read out: {what}",
    code="There is a code listing here, which is not read out.",
    code_of="There is a code listing here, which is not read out: {what}",
    formula="There is a formula here, which is not read out.",
    picture_of="There is a picture here: {what}",
    more="and {count} more",
)

_BY_LANGUAGE = {
    "en": _ENGLISH,
    "de": Announcements(
        disclosure="Gelesen von einer synthetischen Stimme.",
        source="Aus {site}.",
        closing="Hier endet dieser Artikel.",
        closing_of_briefing="Hier endet diese Sendung.",
        contents="In dieser Sendung:",
        introduction="Einleitung",
        table="Hier steht eine Tabelle, die nicht vorgelesen wird.",
        table_of="Hier steht eine Tabelle, die nicht vorgelesen wird: {what}",
        code="Hier steht Programmcode, der nicht vorgelesen wird.",
        code_of="Hier steht Programmcode, der nicht vorgelesen wird: {what}",
        formula="Hier steht eine Formel, die nicht vorgelesen wird.",
        picture_of="Hier ist ein Bild: {what}",
        more="und {count} weitere",
    ),
    "fr": Announcements(
        disclosure="Lu par une voix de synthèse.",
        source="Source : {site}.",
        closing="C’est la fin de cet article.",
        closing_of_briefing="C’est la fin de cette édition.",
        contents="Au sommaire :",
        introduction="Introduction",
        table="Ici se trouve un tableau, qui n’est pas lu.",
        table_of="Ici se trouve un tableau, qui n’est pas lu : {what}",
        code="Ici se trouve du code, qui n’est pas lu.",
        code_of="Ici se trouve du code, qui n’est pas lu : {what}",
        formula="Ici se trouve une formule, qui n’est pas lue.",
        picture_of="Ici se trouve une image : {what}",
        more="et {count} autres",
    ),
    "es": Announcements(
        disclosure="Leído por una voz sintética.",
        source="De {site}.",
        closing="Aquí termina este artículo.",
        closing_of_briefing="Aquí termina esta edición.",
        contents="En esta edición:",
        introduction="Introducción",
        table="Aquí hay una tabla que no se lee.",
        table_of="Aquí hay una tabla que no se lee: {what}",
        code="Aquí hay código que no se lee.",
        code_of="Aquí hay código que no se lee: {what}",
        formula="Aquí hay una fórmula que no se lee.",
        picture_of="Aquí hay una imagen: {what}",
        more="y {count} más",
    ),
    "it": Announcements(
        disclosure="Letto da una voce sintetica.",
        source="Da {site}.",
        closing="Qui finisce questo articolo.",
        closing_of_briefing="Qui finisce questa edizione.",
        contents="In questa edizione:",
        introduction="Introduzione",
        table="Qui c’è una tabella, che non viene letta.",
        table_of="Qui c’è una tabella, che non viene letta: {what}",
        code="Qui c’è del codice, che non viene letto.",
        code_of="Qui c’è del codice, che non viene letto: {what}",
        formula="Qui c’è una formula, che non viene letta.",
        picture_of="Qui c’è un’immagine: {what}",
        more="e altri {count}",
    ),
    "pt": Announcements(
        disclosure="Lido por uma voz sintética.",
        source="De {site}.",
        closing="Este artigo termina aqui.",
        closing_of_briefing="Esta edição termina aqui.",
        contents="Nesta edição:",
        introduction="Introdução",
        table="Há aqui uma tabela, que não é lida.",
        table_of="Há aqui uma tabela, que não é lida: {what}",
        code="Há aqui código, que não é lido.",
        code_of="Há aqui código, que não é lido: {what}",
        formula="Há aqui uma fórmula, que não é lida.",
        picture_of="Há aqui uma imagem: {what}",
        more="e mais {count}",
    ),
    "nl": Announcements(
        disclosure="Voorgelezen door een synthetische stem.",
        source="Uit {site}.",
        closing="Dit is het einde van dit artikel.",
        closing_of_briefing="Dit is het einde van deze uitzending.",
        contents="In deze uitzending:",
        introduction="Inleiding",
        table="Hier staat een tabel, die niet wordt voorgelezen.",
        table_of="Hier staat een tabel, die niet wordt voorgelezen: {what}",
        code="Hier staat code, die niet wordt voorgelezen.",
        code_of="Hier staat code, die niet wordt voorgelezen: {what}",
        formula="Hier staat een formule, die niet wordt voorgelezen.",
        picture_of="Hier staat een afbeelding: {what}",
        more="en nog {count}",
    ),
}


def announcements_in(language: str) -> Announcements:
    """The announcer's sentences for a BCP 47 tag; English where there are none."""
    return _BY_LANGUAGE.get(language.split("-", maxsplit=1)[0].lower(), _ENGLISH)
