"""A gain for each short step of a sound -> the sound under it, without corners that could be heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

#: Samples in a step.
STEP = 32


def steps_of(sound: Floats) -> Floats:
    """The sound in steps, shape (steps, STEP), silence behind it to a full step."""
    return np.pad(sound, (0, -len(sound) % STEP)).reshape(-1, STEP)


def least_around(values: Floats, before: int, after: int) -> Floats:
    """The least value from ``before`` steps before each to ``after`` steps after it."""
    padded = np.pad(values, (before, after), mode="edge")
    width = before + after + 1
    # Least of ever longer runs: each round doubles what a value has looked at.
    run = 1
    while 2 * run <= width:
        padded = np.minimum(padded[:-run], padded[run:])
        run *= 2
    rest = width - run
    least: Floats = np.minimum(padded[: len(padded) - rest], padded[rest:])
    return least


def softened(values: Floats, reach: int) -> Floats:
    """Each value as the weighted mean (Hann) of those less than ``reach`` steps away."""
    weights = np.hanning(2 * reach + 1)[1:-1].astype(np.float32)
    padded = np.pad(values, reach - 1, mode="edge")
    soft: Floats = np.convolve(padded, weights / weights.sum(), mode="valid").astype(np.float32)
    return soft


def under_gain(sound: Floats, gain: Floats) -> Floats:
    """The sound under a gain that runs in a line from the middle of one step to the middle of the next.

    Only the steps in which the gain is not one are touched.
    """
    edges = np.pad((gain[1:] + gain[:-1]) / 2, 1, mode="edge")
    active = np.flatnonzero((gain < 1) | (edges[1:] < 1) | (edges[:-1] < 1))
    half = (np.arange(STEP // 2, dtype=np.float32) + np.float32(0.5)) / (STEP // 2)
    rising = edges[active, None] * (1 - half) + gain[active, None] * half
    falling = gain[active, None] * (1 - half) + edges[active + 1, None] * half
    out = np.pad(sound, (0, len(gain) * STEP - len(sound)))
    out.reshape(-1, STEP)[active] *= np.concatenate([rising, falling], axis=1)
    turned: Floats = out[: len(sound)]
    return turned
