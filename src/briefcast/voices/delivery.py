"""Pace and pitch of a take, the same for every engine.

An engine is asked for as much of a pace as it keeps well (``Engine.native_rate``); the rest is stretched by Rubber
Band, which changes the length to the sample and leaves the pitch alone. The pitch is shifted by it too, and the
formants stay, so that a voice does not turn into another.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefcast.model import Clip

#: What nobody hears.
_NEARLY_ONE = 0.001
#: Rubber Band needs some sound to work on, samples.
_FEWEST = 2_048


def delivered(clip: Clip, pace: float, pitch: float) -> Clip:
    """The clip so many times as fast and as high.

    Args:
        clip: what the engine gave.
        pace: factor of its pace; 2 halves its length.
        pitch: factor of its fundamental frequency.
    """
    if (abs(pace - 1) < _NEARLY_ONE and abs(pitch - 1) < _NEARLY_ONE) or not len(clip.samples):
        return clip
    import numpy as np
    from pedalboard import time_stretch

    sound = clip.samples.astype(np.float32) / np.float32(32768.0)
    wanted = max(1, round(len(sound) / pace))
    sound = np.pad(sound, (0, max(0, _FEWEST - len(sound))))
    made = time_stretch(sound, clip.rate, stretch_factor=pace, pitch_shift_in_semitones=12 * math.log2(pitch))[0]
    made = np.pad(made[:wanted], (0, max(0, wanted - len(made))))
    words = tuple(
        replace(word, start_ms=round(word.start_ms / pace), end_ms=round(word.end_ms / pace)) for word in clip.words
    )
    return replace(clip, samples=np.clip(np.rint(made * 32767.0), -32768, 32767).astype(np.int16), words=words)
