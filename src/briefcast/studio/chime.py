"""The chime before a chapter: three soft tones, made here from sines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from briefcast.model import Clip

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

#: How long it sounds, ms.
LENGTH_MS = 900
#: Its peak under that of the voice it stands before, dB.
_UNDER_VOICE_DB = 20.0
#: Of each tone its pitch, Hz, when it is struck, ms, and its share: d, a, and the d above.
_TONES = ((587.33, 0, 1.0), (880.0, 110, 0.8), (1174.66, 220, 0.5))
#: A tone falls to a third in so long, s.
_DECAY_S = 0.16
#: Ramps at the start of a tone and at the end of the whole, so that nothing clicks, ms.
_ATTACK_MS = 8
_RELEASE_MS = 120


def chime(rate: int, voice_peak: int) -> Clip:
    """The chime at a sample rate, Hz, soft beside a voice of that peak (16 bit)."""
    time = np.arange(rate * LENGTH_MS // 1000) / rate
    sound = sum(share * _tone(time - struck_ms / 1000, pitch) for pitch, struck_ms, share in _TONES)
    sound *= np.clip((LENGTH_MS / 1000 - time) * 1000 / _RELEASE_MS, 0, 1)
    peak = voice_peak * 10 ** (-_UNDER_VOICE_DB / 20)
    return Clip(np.rint(sound * (peak / np.abs(sound).max())).astype(np.int16), rate)


def _tone(time: Floats, pitch: float) -> Floats:
    """A struck tone; silence before time 0."""
    since = np.maximum(time, 0)
    swell = np.minimum(since * 1000 / _ATTACK_MS, 1) * np.exp(-since / _DECAY_S)
    tone: Floats = swell * np.sin(2 * np.pi * pitch * since)
    return tone
