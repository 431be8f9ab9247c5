"""Written -> spoken: what an engine would misread, put into words as a newsreader would."""

from __future__ import annotations

from briefcast.scripting.spoken.form import Link, Spoken, speak
from briefcast.scripting.spoken.lexicon import Lexicon

__all__ = ["Lexicon", "Link", "Spoken", "speak", "spoken_form"]


def spoken_form(text: str, lexicon: Lexicon = (), language: str = "en") -> str:
    """``text`` as it is to be read aloud; never empty if ``text`` is not blank.

    >>> spoken_form("Dr. Lee paid £1.2bn on June 19 for World War II bonds.")
    'Doctor Lee paid one point two billion pounds on June nineteenth for World War two bonds.'
    """
    return speak(text, lexicon, language).text
