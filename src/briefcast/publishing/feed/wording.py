"""What show notes say in Briefcast's own words, in the episode's language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """The headings of show notes in one language."""

    chapters: str
    #: The articles told, which says too what was done with them: Creative Commons licences ask for that.
    sources: str
    omissions: str
    #: Names the page on which a list that was cut is whole.
    full_list: str
    voices: str
    licence: str


_ENGLISH = Wording("Chapters:", "Read aloud from:", "Not read aloud:", "The full list", "Voices:", "Licence:")
_BY_LANGUAGE = {
    "en": _ENGLISH,
    "de": Wording("Kapitel:", "Vorgelesen aus:", "Nicht vorgelesen:", "Die ganze Liste", "Stimmen:", "Lizenz:"),
    "fr": Wording("Chapitres :", "Lu à voix haute :", "Non lu :", "La liste complète", "Voix :", "Licence :"),
    "es": Wording("Capítulos:", "Leído en voz alta:", "No leído:", "La lista completa", "Voces:", "Licencia:"),
    "it": Wording("Capitoli:", "Letto ad alta voce:", "Non letto:", "L’elenco completo", "Voci:", "Licenza:"),
    "pt": Wording("Capítulos:", "Lido em voz alta:", "Não lido:", "A lista completa", "Vozes:", "Licença:"),
    "nl": Wording("Hoofdstukken:", "Voorgelezen uit:", "Niet voorgelezen:", "De hele lijst", "Stemmen:", "Licentie:"),
}


def wording_in(language: str) -> Wording:
    """The headings for a BCP 47 tag; English where there are none."""
    return _BY_LANGUAGE.get(language.split("-", maxsplit=1)[0].lower(), _ENGLISH)
