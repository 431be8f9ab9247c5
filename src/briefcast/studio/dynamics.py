"""What is done to speech by its own level: noise between words turned down, sharp sibilants softened.

Both are measured on the voice itself and leave alone a voice that does not need them: a synthesiser
with digital silence between words, or one whose sibilants lie well under its vowels.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from briefcast.studio.gains import STEP, least_around, softened, steps_of, under_gain
from briefcast.studio.products import product

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

#: What is softer than this, under the speech's mean level, is the noise between words, dB.
NOISE_DB = -31.0
#: How much the noise is turned down for each dB it lies below, and at the most, dB.
_EXPANSION = 2.0
_DEEPEST_DB = 24.0
#: How long before and after a word the sound is left as it is, ms: no consonant loses its edge.
_BEFORE_WORD_MS = 20
_AFTER_WORD_MS = 35

#: Where sibilants lie, Hz, and how far over the mean level of the speech they may rise, dB.
_SIBILANTS_HZ = 4500.0
SIBILANTS_DB = -4.0
#: What goes beyond is brought back by this share, and by so much at the most, dB.
_SOFTENING = 0.67
_SOFTEST_DB = 6.0
_TAPS = 31
#: Samples that are filtered at once.
_BLOCK = 32

_STILL = 1e-7


def quiet_between_words(speech: Floats, rate: int, level_db: float) -> Floats:
    """The speech with the noise between its words turned down, far enough from words to leave them whole.

    Args:
        speech: mono.
        rate: its sample rate, Hz.
        level_db: mean level of the speech, dB.
    """
    below = np.maximum(0.0, level_db + NOISE_DB - _levels(steps_of(speech), reach=6))
    cut = np.minimum(_EXPANSION * below, _DEEPEST_DB).astype(np.float32)
    per_step = rate / 1000 / STEP
    # A word ahead counts as much as one just past: the least cut on either side.
    cut = least_around(cut, round(_AFTER_WORD_MS * per_step), round(_BEFORE_WORD_MS * per_step))
    if not cut.any():
        return speech
    return under_gain(speech, _factor(softened(cut, round(15 * per_step))))


def soft_sibilants(speech: Floats, rate: int, level_db: float) -> Floats:
    """The speech with its sharpest sibilants softened; only the band in which they lie is touched.

    Args and result as of ``quiet_between_words``.
    """
    if rate < 3 * _SIBILANTS_HZ:
        return speech
    hissing = _filtered(speech, _high_band(rate))
    over = np.maximum(0.0, _levels(steps_of(hissing), reach=4) - (level_db + SIBILANTS_DB))
    if not over.any():
        return speech
    softer = np.minimum(_SOFTENING * over, _SOFTEST_DB).astype(np.float32)
    return speech - hissing + under_gain(hissing, _factor(softened(softer, 4)))


def _filtered(sound: Floats, taps: Floats) -> Floats:
    """The sound convolved with a symmetrical filter, of the sound's own length.

    As a product of matrices, a block of samples at a time: many times as fast as numpy's convolution.
    """
    reach = len(taps) // 2
    blocks = -(-len(sound) // _BLOCK)
    padded = np.zeros(blocks * _BLOCK + 2 * reach, np.float32)
    padded[reach : reach + len(sound)] = sound
    windows = np.lib.stride_tricks.sliding_window_view(padded, _BLOCK + 2 * reach)[::_BLOCK]
    filtered: Floats = product(windows, _as_matrix(taps.tobytes())).reshape(-1)[: len(sound)]
    return filtered


@lru_cache(maxsize=8)
def _as_matrix(taps: bytes) -> Floats:
    """The matrix that filters a block: in each column the taps, one lower than in the column before."""
    column = np.frombuffer(taps, np.float32)
    matrix = np.zeros((_BLOCK + len(column) - 1, _BLOCK), np.float32)
    for number in range(_BLOCK):
        matrix[number : number + len(column), number] = column
    return matrix


def _levels(steps: Floats, reach: int) -> Floats:
    """Mean level around each step, dB."""
    power = np.einsum("ij,ij->i", steps, steps) / STEP
    levels: Floats = 10 * np.log10(np.maximum(softened(power.astype(np.float32), reach), _STILL**1.5))
    return levels


def _factor(cut_db: Floats) -> Floats:
    factor: Floats = np.power(10, -cut_db / 20).astype(np.float32)
    return factor


@lru_cache(maxsize=8)
def _high_band(rate: int) -> Floats:
    """A linear-phase high-pass (windowed sinc), so that the band can be taken out and put back."""
    offsets = np.arange(_TAPS) - _TAPS // 2
    corner = 2 * _SIBILANTS_HZ / rate
    low = np.sinc(corner * offsets) * corner * np.hamming(_TAPS)
    band: Floats = ((offsets == 0) - low / low.sum()).astype(np.float32)
    return band
