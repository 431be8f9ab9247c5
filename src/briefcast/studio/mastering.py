"""Raw speech -> broadcast speech: rumble out, gentle compression, one loudness, no peak too high.

Each chapter is mastered to the target by itself. So its sound depends on its own utterances and
on nothing else: a chapter that has not changed keeps its bytes, chapters can be made in any order,
and none is louder than its neighbour.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from briefcast.studio.loudness import integrated
from briefcast.studio.metering import peaks_between, step_energies
from briefcast.studio.mp3 import RATE_HZ

if TYPE_CHECKING:
    import numpy.typing as npt

    from briefcast.model import Samples

    Floats = npt.NDArray[np.float32]

#: Programme loudness, counted as dual mono (Apple's and the AES's figure for podcasts).
TARGET_LUFS = -16.0
#: LAME's constant bit rate comes out this much quieter than what goes in, dB (measured).
ENCODER_LOSS_DB = 0.45
#: Peaks are held here before encoding, so that they stay below -1 dBTP behind the decoder.
CEILING_DBTP = -1.4

#: Nothing of a voice lies below, Hz.
HIGH_PASS_HZ = 65.0
#: The compressor sees every voice at this level, so that it treats all alike.
_SPEECH_LEVEL_DB = -21.0
_THRESHOLD_DB = -20.0
_RATIO = 2.0
_ATTACK_MS = 8.0
_RELEASE_MS = 140.0

#: The limiter works on steps of this many samples and looks this many steps ahead.
_STEP = 32
_LOOKAHEAD = 6
#: Only samples above this share of the ceiling can hide a peak above it between them.
_NEAR_CEILING = 0.6


def master(samples: Samples, rate: int, ceiling_dbtp: float = CEILING_DBTP) -> Samples:
    """The chapter at the target loudness and 44.1 kHz, ready for the encoder, 16 bit.

    Args:
        samples: 16-bit mono speech, shape (n,).
        rate: its sample rate, Hz.
        ceiling_dbtp: where peaks are held.
    """
    import soxr

    sound = _compressed(samples.astype(np.float32) / np.float32(32768.0), rate)
    sound = soxr.resample(sound * _gain(sound, rate), rate, RATE_HZ)
    finished: Samples = np.rint(limit(sound, ceiling_dbtp) * np.float32(32767.0)).astype(np.int16)
    return finished


def limit(sound: Floats, ceiling_dbtp: float) -> Floats:
    """The sound with true peaks held at the ceiling: gain dips ahead of a peak and recovers after it.

    Within 0.05 dB on what swells and fades within the band of a voice (up to 12 kHz). Tones that start
    at full level pass by up to 0.2 dB, full-band noise by more; so what leaves the encoder is measured.
    """
    ceiling = math.pow(10, ceiling_dbtp / 20)
    near = np.flatnonzero(np.abs(sound) > _NEAR_CEILING * ceiling)
    if not len(near):
        return sound
    steps = -(-len(sound) // _STEP)
    peaks = np.zeros(steps, np.float32)
    np.maximum.at(peaks, near // _STEP, peaks_between(sound, near))
    if float(peaks.max()) <= ceiling:
        return sound
    needed = np.minimum(1.0, ceiling / np.maximum(peaks, ceiling)).astype(np.float32)
    return _turned_down(sound, _smoothed(needed))


def _compressed(sound: Floats, rate: int) -> Floats:
    from pedalboard import Compressor, HighpassFilter, Pedalboard

    compressor = Compressor(threshold_db=_THRESHOLD_DB, ratio=_RATIO, attack_ms=_ATTACK_MS, release_ms=_RELEASE_MS)
    chain = Pedalboard([HighpassFilter(HIGH_PASS_HZ), HighpassFilter(HIGH_PASS_HZ), compressor])
    compressed: Floats = chain(sound * np.float32(10 ** ((_SPEECH_LEVEL_DB - _speech_level(sound, rate)) / 20)), rate)
    return compressed


def _speech_level(sound: Floats, rate: int) -> float:
    """Mean level of the steps of 100 ms in which someone speaks, dB."""
    length = rate // 10
    steps = sound[: len(sound) // length * length].reshape(-1, length)
    power = np.einsum("ij,ij->i", steps, steps) / length
    spoken = power[power > power.max(initial=0.0) / 1000]
    return 10 * math.log10(float(spoken.mean())) if len(spoken) else 0.0


def _gain(sound: Floats, rate: int) -> np.float32:
    """The factor that brings a sound to the target loudness behind the encoder; 1 for silence."""
    measured = integrated(step_energies(sound, rate).tolist())
    wanted = TARGET_LUFS + ENCODER_LOSS_DB
    return np.float32(10 ** ((wanted - measured) / 20) if math.isfinite(measured) else 1.0)


def _smoothed(needed: Floats) -> Floats:
    """The gain for each step: never above what any step nearby needs, and without corners.

    The least gain within the look-ahead on either side, then its mean over half that distance:
    every value averaged lies at or below what the step in the middle needs.
    """
    least = _running_least(needed, 2 * _LOOKAHEAD + 1)
    padded = np.pad(least, _LOOKAHEAD - 1, mode="edge")
    weights = np.hanning(2 * _LOOKAHEAD + 1)[1:-1]
    smooth: Floats = np.convolve(padded, weights / weights.sum(), mode="valid").astype(np.float32)
    return smooth


def _running_least(values: Floats, width: int) -> Floats:
    padded = np.pad(values, width // 2, mode="edge")
    least: Floats = np.lib.stride_tricks.sliding_window_view(padded, width).min(axis=1)
    return least


def _turned_down(sound: Floats, gain: Floats) -> Floats:
    """The sound under a gain that runs in a line from the middle of one step to the middle of the next.

    Only the few steps in which the gain is not one are touched.
    """
    edges = np.pad((gain[1:] + gain[:-1]) / 2, 1, mode="edge")
    active = np.flatnonzero((gain < 1) | (edges[1:] < 1) | (edges[:-1] < 1))
    half = (np.arange(_STEP // 2, dtype=np.float32) + np.float32(0.5)) / (_STEP // 2)
    rising = edges[active, None] * (1 - half) + gain[active, None] * half
    falling = gain[active, None] * (1 - half) + edges[active + 1, None] * half
    out = np.pad(sound, (0, len(gain) * _STEP - len(sound)))
    out.reshape(-1, _STEP)[active] *= np.concatenate([rising, falling], axis=1)
    turned_down: Floats = out[: len(sound)]
    return turned_down
