"""Peaks held at a ceiling, between samples too: the gain dips ahead of a peak and recovers after it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from briefcast.studio.gains import STEP, least_around, softened, under_gain
from briefcast.studio.metering import peaks_between

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

#: Steps that the limiter looks ahead, and in which it recovers.
_LOOKAHEAD = 6
#: Only samples above this share of the ceiling can hide a peak above it between them.
_NEAR_CEILING = 0.5
#: How often what still passes, because the gain itself moves a peak, is turned down once more.
_PASSES = 5


def limit(sound: Floats, ceiling_dbtp: float) -> Floats:
    """The sound, 44.1 kHz, with true peaks held at the ceiling, dBTP (docs/sound.md has the figures).

    It is the sound itself if no peak is too high.
    """
    ceiling = 10 ** (ceiling_dbtp / 20)
    near = np.flatnonzero(np.abs(sound) > _NEAR_CEILING * ceiling)
    for _ in range(_PASSES):
        needed = _needed(sound, near, ceiling)
        if needed is None:
            break
        gain = softened(least_around(needed, _LOOKAHEAD, _LOOKAHEAD), _LOOKAHEAD)
        sound = under_gain(sound, gain)
        # A peak that lies low and whose surroundings were left alone need not be looked at again.
        touched = least_around(gain, 2, 2) < 1
        near = near[touched[near // STEP]]
    return sound


def _needed(sound: Floats, near: npt.NDArray[np.intp], ceiling: float) -> Floats | None:
    """The gain that each step needs by itself for the peaks near some samples; None if no peak is too high."""
    if not len(near):
        return None
    peaks = np.zeros(math.ceil(len(sound) / STEP), np.float32)
    np.maximum.at(peaks, near // STEP, peaks_between(sound, near))
    # A hair below, so that the last pass is not spent on rounding.
    if float(peaks.max()) <= ceiling * 1.001:
        return None
    needed: Floats = np.minimum(1.0, ceiling / np.maximum(peaks, ceiling)).astype(np.float32)
    return needed
