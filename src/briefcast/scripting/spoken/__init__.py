"""Written -> spoken: what an engine would misread, put into words as a newsreader would."""

from __future__ import annotations

from briefcast.scripting.spoken.aloud import ALOUD, Aloud, aloud
from briefcast.scripting.spoken.form import SILENT, Link, Spoken, speak
from briefcast.scripting.spoken.lexicon import Lexicon

__all__ = ["ALOUD", "SILENT", "Aloud", "Lexicon", "Link", "Spoken", "aloud", "speak", "spoken_form"]


def spoken_form(text: str, lexicon: Lexicon = (), language: str = "en", asked: Aloud = SILENT) -> str:
    """``text`` as it is to be read aloud; never empty if ``text`` is not blank.

    ``asked`` is what is to be heard that is passed over otherwise.

    >>> spoken_form("Dr. Lee paid £1.2bn on June 19 for World War II bonds.")
    'Doctor Lee paid one point two billion pounds on June nineteenth for World War two bonds.'
    """
    return speak(text, lexicon, language, asked).text
