"""An engine in a package of its own: a note for each word, higher for longer words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefcast.errors import VoiceError
from briefcast.model import Clip

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from briefcast.model import Voice

RATE_HZ = 22_050
#: A word is hummed about as long as a voice would need for it.
LETTER_S = 0.08


class ToneEngine:
    """Hums; ``speaker`` is the frequency of the lowest note in Hz."""

    #: How many utterances it may speak at once, each from a thread of its own.
    concurrency = 4

    def __init__(self, voice: Voice) -> None:
        self._lowest_hz = float(voice.speaker or 220)
        self._letter_s = LETTER_S / voice.rate

    @staticmethod
    def lack(voice: Voice) -> str:
        """What the voice needs and has not got, and how to get it; may be left out."""
        return "" if (voice.speaker or "220").isdecimal() else f"“{voice.speaker}” is no frequency; give one in Hz."

    @staticmethod
    def fingerprint(voice: Voice) -> str:
        """All that changes the sound."""
        return f"tone-voice 1.0 {voice.speaker} rate={voice.rate}"

    def speak(self, spoken: str) -> Clip:
        """The text as 16-bit mono sound."""
        import numpy as np

        words = spoken.split()
        if not words:
            raise VoiceError("There are no words to hum.")
        notes = [self._note(len(word)) for word in words]
        silence = np.zeros(RATE_HZ // 10)
        return Clip((8_000 * np.concatenate([*notes, silence])).astype(np.int16), RATE_HZ)

    def _note(self, letters: int) -> npt.NDArray[np.float64]:
        import numpy as np

        time_s = np.arange(1, round(letters * self._letter_s * RATE_HZ)) / RATE_HZ
        fade = np.sin(np.pi * time_s / time_s[-1])
        note: npt.NDArray[np.float64] = fade * np.sin(2 * np.pi * self._lowest_hz * (1 + letters / 12) * time_s)
        return note
