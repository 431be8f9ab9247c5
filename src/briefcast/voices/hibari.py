"""The default engine: hibari, a small neural voice whose weights come inside its package."""

from __future__ import annotations

import gc
import math
import os
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from briefcast.errors import VoiceError
from briefcast.model import Clip
from briefcast.voices.engine import VoiceUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt

    from briefcast.model import Voice

#: The only speaker inside the package; any other would be fetched from the network.
SPEAKER = "heart"
RATE_HZ = 24_000
#: More phonemes than this in one call cost breath and memory; the network was not trained on more.
MOST_PHONEMES = 400
#: Noise is part of the voice; a fixed seed makes the same text the same bytes.
SEED = 0

#: onnxruntime from 1.29 on reports its use over the network unless told not to before it is imported.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
os.environ["ORT_TELEMETRY_DISABLED"] = "1"

#: Between these its network keeps a pace within one per cent.
_SLOWEST, _SLOW = 0.5, 0.8

_CLAUSE = re.compile(r"(?<=[,;:—])\s+")


class HibariEngine:
    """hibari-tts set to the speaker in its package, one onnxruntime thread an utterance."""

    concurrency = 8

    def __init__(self, voice: Voice) -> None:
        if voice.speaker != SPEAKER:
            raise VoiceUnavailableError(
                f"hibari has only the speaker “{SPEAKER}” in its package; “{voice.speaker}” would need the network."
            )
        try:
            with _collector_paused(), ThreadPoolExecutor(1) as other:
                from hibari import Hibari
                from hibari.g2p import G2P

                # Its dictionaries and its network take equally long, and neither waits for the other.
                dictionaries = other.submit(G2P)
                self._tts: Any = Hibari(voice=SPEAKER)
                self._phonemes_of: Any = dictionaries.result()
        except Exception as error:  # whatever is broken in there, another voice can still speak
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise VoiceUnavailableError(f"The voice “{voice.name}” cannot be loaded: {reason}.") from error
        self._speed = voice.rate
        self._noise = _Noise()

    @staticmethod
    def fingerprint(voice: Voice) -> str:
        """See ``Engine.fingerprint``."""
        return f"hibari-tts {version('hibari-tts')} {voice.speaker} rate={voice.rate} seed={SEED}"

    @staticmethod
    def native_rate(rate: float) -> float:
        """See ``Engine.native_rate``.

        Sounds last a whole number of 25 ms frames, about three at its own pace: a wish of 1.2 would give 1.07,
        one of 1.35 give 1.48. What is slow enough has frames to choose from and comes out right.
        """
        return rate if _SLOWEST <= rate <= _SLOW else 1.0

    def speak(self, spoken: str) -> Clip:
        """See ``Engine.speak``; a text with no sound in this voice's language gives an empty clip."""
        import numpy as np

        try:
            parts = [self._voiced(phonemes) for phonemes in _in_breaths(self._phonemes_of(spoken))]
        except (ValueError, IndexError, KeyError, RuntimeError) as error:
            raise VoiceError(f"hibari could not speak “{spoken[:60]}”: {error}.") from error
        sound = np.concatenate(parts) if parts else np.zeros(0, np.float32)
        return Clip(np.clip(np.rint(sound * 32767.0), -32768, 32767).astype(np.int16), RATE_HZ)

    def _voiced(self, phonemes: str) -> npt.NDArray[np.float32]:
        ids = self._tts.ids(phonemes)
        sound: npt.NDArray[np.float32] = self._tts.from_ids(ids, speed=self._speed, rng=self._noise)
        return sound


class _Noise:
    """The random numbers that a new generator with our seed would give, drawn once and kept.

    Every utterance starts from the same seed and so needs the same numbers again; drawing them is a
    third of the voice's signal processing.
    """

    def __init__(self) -> None:
        self._drawn: npt.NDArray[np.float32] | None = None

    def standard_normal(self, shape: tuple[int, ...], dtype: type[np.float32]) -> npt.NDArray[np.float32]:
        """The first numbers of the seed's stream, as an array of this shape that the caller may change."""
        import numpy as np

        count = math.prod(shape)
        drawn = self._drawn
        if drawn is None or len(drawn) < count:
            # Two threads may draw at once; both draw the same.
            drawn = np.random.default_rng(SEED).standard_normal(2 * count, dtype=dtype)
            self._drawn = drawn
        return drawn[:count].reshape(shape).copy()


def _in_breaths(phonemes: str) -> list[str]:
    """The phonemes, cut at clauses (else at words) where they are too many for one call."""
    if len(phonemes) <= MOST_PHONEMES:
        return [phonemes] if phonemes.strip() else []
    out: list[str] = []
    for clause in _CLAUSE.split(phonemes):
        for word in [clause] if len(clause) <= MOST_PHONEMES else clause.split(" "):
            piece = word[:MOST_PHONEMES]
            if out and len(out[-1]) + len(piece) < MOST_PHONEMES:
                out[-1] = f"{out[-1]} {piece}"
            else:
                out.append(piece)
    return out


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Loading builds a million small objects; collecting garbage among them would double the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
