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
    """The sound, 44.1 kHz, with true peaks held at the ceiling, dBTP (docs/sound.md has the figures)."""
    ceiling = 10 ** (ceiling_dbtp / 20)
    for _ in range(_PASSES):
        needed = _needed(sound, ceiling)
        if needed is None:
            break
        sound = under_gain(sound, softened(least_around(needed, _LOOKAHEAD, _LOOKAHEAD), _LOOKAHEAD))
    return sound


def _needed(sound: Floats, ceiling: float) -> Floats | None:
    """The gain that each step needs by itself; None if no peak is too high."""
    near = np.flatnonzero(np.abs(sound) > _NEAR_CEILING * ceiling)
    if not len(near):
        return None
    peaks = np.zeros(math.ceil(len(sound) / STEP), np.float32)
    np.maximum.at(peaks, near // STEP, peaks_between(sound, near))
    # A hair below, so that the last pass is not spent on rounding.
    if float(peaks.max()) <= ceiling * 1.001:
        return None
    needed: Floats = np.minimum(1.0, ceiling / np.maximum(peaks, ceiling)).astype(np.float32)
    return needed
