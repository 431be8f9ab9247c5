"""Text -> phonemes in misaki's letters, word by word, by the dictionary in hibari's package.

hibari and Kokoro were made to speak these phonemes; both number them alike.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from hibari.g2p import G2P

    from briefcast.model import Voice


class Reading(NamedTuple):
    """A text as phonemes."""

    phonemes: str
    #: The words as they stand in the text, each with its first phoneme and the one behind its last.
    words: list[tuple[str, int, int]]


def dictionary(voice: Voice) -> G2P:
    """The dictionary for the English that a voice speaks; takes half a second to load."""
    from hibari.g2p import G2P

    return G2P(british=voice.languages[0].lower() == "en-gb")


def phoneme_numbers() -> dict[str, int]:
    """The number of each phoneme in the networks."""
    numbers: dict[str, int] = json.loads((files("hibari") / "assets" / "vocab.json").read_text(encoding="utf-8"))
    return numbers


def reading(dictionary: G2P, spoken: str) -> Reading:
    """The phonemes of a text, and which of them are a word's; none of a text without sound."""
    from hibari.g2p.normalize import normalize

    phonemes, text, start = "", "", 0
    words: list[tuple[str, int, int]] = []
    for token in dictionary.phonemize_tokens(dictionary.tokenize(normalize(spoken))):
        phonemes += token.phonemes or ""
        text += token.text
        if token.whitespace:
            words.append((text, start, len(phonemes)))
            phonemes += " "
            text, start = "", len(phonemes)
    words.append((text, start, len(phonemes)))
    return Reading(phonemes, [word for word in words if word[0].strip()]) if phonemes.strip() else Reading("", [])
