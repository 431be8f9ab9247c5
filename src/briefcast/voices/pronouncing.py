"""What a voice would stumble on: words it does not know, words said in two ways, how it would say them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from briefcast.voices.engine import VoiceUnavailableError
from briefcast.voices.misaki import dictionary

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")


class Stumble(NamedTuple):
    """A word worth hearing before a listener does."""

    word: str
    times: int
    #: "unknown", "foreign", "initialism" or "two readings".
    why: str
    #: How the voice would say it, in misaki's phonemes; readings apart by " or ".
    sound: str


class Pronouncer:
    """hibari's dictionary and its network for unknown words, without its voice."""

    def __init__(self) -> None:
        try:
            self._g2p: Any = dictionary(is_british=False)
        except ImportError as error:
            raise VoiceUnavailableError(f"The dictionary of the voice cannot be loaded: {error}.") from error
        self._dictionaries: tuple[Any, ...] = (self._g2p.lexicon.golds, self._g2p.lexicon.silvers)

    def sound(self, text: str) -> str:
        """How a text would be said, in misaki's phonemes."""
        return str(self._g2p(text))

    def readings(self, word: str) -> list[str]:
        """The dictionary's readings of a word; none if it is not there."""
        entry = self._entry(word) or self._entry(word.lower())
        if entry is None:
            return []
        sounds = entry.values() if isinstance(entry, dict) else [entry]
        return list(dict.fromkeys(sound for sound in sounds if sound))

    def _entry(self, word: str) -> Any:  # noqa: ANN401  (a reading, or readings by part of speech)
        return next((words.get(word) for words in self._dictionaries if words.get(word)), None)

    def stumbles(self, spoken: Iterable[str], taught: frozenset[str] = frozenset()) -> list[Stumble]:
        """The words to hear, most frequent first; those of a lexicon are left out."""
        counts = Counter(self._form(word) for line in spoken for word in _WORD.findall(line))
        found = []
        for word, count in counts.items():
            why = "" if word in taught else self._why(word)
            if why:
                sound = " or ".join(self.readings(word)) if why == "two readings" else self.sound(word)
                found.append(Stumble(word, count, why, sound))
        return sorted(found, key=lambda stumble: (-stumble.times, stumble.word.lower()))

    def _form(self, written: str) -> str:
        """The word without its possessive, and in small letters if the dictionary has it so."""
        word = _POSSESSIVE.sub("", written.replace("’", "'"))
        return word.lower() if word.istitle() and self._entry(word.lower()) and not self._entry(word) else word

    def _why(self, word: str) -> str:
        readings = self.readings(word)
        if len(word) == 1:
            return ""
        if readings:
            return "two readings" if _differ(readings) else ""
        if not word.isascii():
            return "foreign"
        if word.isupper():
            return "initialism"
        return "" if self._is_formed(word) else "unknown"

    def _is_formed(self, word: str) -> bool:
        """Whether a word is one of the dictionary's with an ending."""
        lower = word.lower()
        stems = {lower.removesuffix(ending) for ending in ("s", "es", "ed", "d", "ing", "ly", "er", "'s")}
        stems |= {lower.removesuffix("ing") + "e", lower.removesuffix("ies") + "y"}
        return any(stem != lower and self._entry(stem) for stem in stems)


def _differ(readings: list[str]) -> bool:
    """Whether readings differ by more than their stress."""
    return len({re.sub("[ˈˌ]", "", reading) for reading in readings}) > 1
