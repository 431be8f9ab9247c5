"""Sound -> what a loudness meter reads from it: K-weighted energy and true peak (ITU-R BS.1770-4).

The K weighting is applied in the frequency domain, a 100 ms step at a time.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from briefcast.studio.loudness import STEP_MS
from briefcast.studio.products import product

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Energies = npt.NDArray[np.float64]
    #: A step of a programme, and the energies of the steps from there on.
    Placed = tuple[int, Energies]

#: Samples of 44.1 kHz in a step, and the rate of every other sample.
_STEP = 4410
_HALF_RATE_HZ = 22_050
#: Steps that are weighted at once, so that no long sound needs much memory.
_AT_ONCE = 64

#: What the standard's high-pass, whose numerator at 48 kHz is 1, -2, 1, has far above its corner.
_HIGH_PASS_GAIN = 1.004995
#: Taps on each side of a sample for the interpolation of true peak, and the points between two samples: the
#: standard's four-fold interpolation misses 0.6 dB at 20 kHz, eight-fold 0.15 dB.
_TAPS = 16
_BETWEEN = (0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875)
#: Only samples above this share of the highest are looked at between samples: what is band-limited
#: as speech is cannot rise further than that between two samples.
_NEAR_PEAK = 0.6


def step_energies(sound: Floats, rate: int) -> Energies:
    """Mean square of the K-weighted sound in each full 100 ms step, shape (steps,).

    >>> from briefcast.studio.loudness import integrated
    >>> tone = np.sin(2 * np.pi * 997 * np.arange(5 * 48000) / 48000).astype(np.float32)
    >>> round(integrated(step_energies(tone * 10 ** (-20 / 20), 48000)), 1)
    -20.0
    """
    length = rate * STEP_MS // 1000
    count = len(sound) // length
    steps = sound[: count * length].reshape(count, length)
    energies = np.zeros(count)
    for start in range(0, count, _AT_ONCE):
        energies[start : start + _AT_ONCE] = _energies(steps[start : start + _AT_ONCE], rate)
    return energies


def placed_energies(sound: Floats, start: int) -> Placed:
    """The energies of a stretch of 44.1 kHz that begins at an even sample of a programme, on the programme's steps.

    Every other sample is enough: above 4 kHz the K weighting is even, so what folds over from above 11 kHz counts
    as much where it lands, unless it comes from above 20 kHz, where there is nothing in speech and in our MP3.
    """
    return start // _STEP, step_energies(_every_other(sound, start).reshape(-1), _HALF_RATE_HZ)


def changed_energies(before: Floats, after: Floats, start: int) -> Placed:
    """By how much the energies of a stretch changed; only the steps in which anything did are measured."""
    old, new = _every_other(before, start), _every_other(after, start)
    changes = np.zeros(len(old))
    rows = np.flatnonzero((old != new).any(axis=1))
    changes[rows] = _energies(new[rows], _HALF_RATE_HZ) - _energies(old[rows], _HALF_RATE_HZ)
    return start // _STEP, changes


def on_one_grid(stretches: Iterable[Placed], steps: int) -> Energies:
    """The sum of energies, each laid from a step of its own on; so many steps."""
    total = np.zeros(steps)
    for first, energies in stretches:
        room = total[first : first + len(energies)]
        room += energies[: len(room)]
    return total


def _every_other(sound: Floats, start: int) -> Floats:
    """Every other sample of a stretch in the programme's steps, silence around it, shape (steps, samples)."""
    before = start % _STEP // 2
    half = sound[::2]
    steps = np.zeros((-(-(before + len(half)) // (_STEP // 2)), _STEP // 2), np.float32)
    steps.reshape(-1)[before : before + len(half)] = half
    return steps


def _energies(steps: Floats, rate: int) -> Energies:
    spectrum = np.fft.rfft(steps, axis=1)
    spectrum *= _weights(rate)
    parts = spectrum.view(np.float32)
    energies: Energies = np.einsum("ij,ij->i", parts, parts) * (2.0 / steps.shape[1] ** 2)
    return energies


def true_peak(sound: Floats) -> float:
    """Highest level between samples, dBTP, by interpolation (BS.1770-4, annex 2)."""
    level = np.abs(sound)
    highest = float(level.max(initial=0.0))
    if highest == 0.0:
        return -math.inf
    near = np.flatnonzero(level > _NEAR_PEAK * highest)
    return 20 * math.log10(max(highest, float(peaks_between(sound, near).max())))


def peaks_between(sound: Floats, positions: npt.NDArray[np.intp]) -> Floats:
    """For each position, in rising order, the highest magnitude at it or within a sample of it, shape (positions,)."""
    if not len(positions):
        return np.zeros(0, np.float32)
    # Sound is padded only where a window would reach beyond it.
    beyond = 0 if positions[0] >= _TAPS and positions[-1] < len(sound) - _TAPS else _TAPS
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(sound, beyond) if beyond else sound, 2 * _TAPS)
    # The spaces behind the positions and before them: those that neighbours share are looked at once.
    is_near = np.zeros(len(sound) + 1, bool)
    is_near[positions] = is_near[positions + 1] = True
    spaces = np.flatnonzero(is_near) - 1
    highest = np.abs(product(windows[spaces + 1 - _TAPS + beyond], _interpolator())).max(axis=1)
    after = highest[np.searchsorted(spaces, positions)]
    before = highest[np.searchsorted(spaces, positions - 1)]
    peaks: Floats = np.maximum(np.maximum(before, after), np.abs(sound[positions]))
    return peaks


@lru_cache(maxsize=8)
def _weights(rate: int) -> Floats:
    """Magnitude of the K filter at each bin of a step; DC and the half rate count for half the power.

    The filter's analogue form (a high shelf of +4 dB at 1682 Hz and a high-pass at 38 Hz) is carried
    to any rate by the bilinear transform, as the standard's 48 kHz coefficients were.
    """
    length = rate * STEP_MS // 1000
    z = np.exp(-2j * np.pi * np.fft.rfftfreq(length))
    shelf = _biquad(z, *_shelf(rate))
    high_pass = _biquad(z, *_high_pass(rate))
    weights = np.abs(shelf * high_pass)
    weights[0] *= math.sqrt(0.5)
    if length % 2 == 0:
        weights[-1] *= math.sqrt(0.5)
    return weights.astype(np.float32)


def _shelf(rate: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    f0, gain_db, q = 1681.974450955533, 3.999843853973347, 0.7071752369554196
    k = math.tan(math.pi * f0 / rate)
    high = 10 ** (gain_db / 20)
    band = high**0.4996667741545416
    norm = 1 + k / q + k * k
    b = ((high + band * k / q + k * k) / norm, 2 * (k * k - high) / norm, (high - band * k / q + k * k) / norm)
    return b, (1.0, 2 * (k * k - 1) / norm, (1 - k / q + k * k) / norm)


def _high_pass(rate: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    f0, q = 38.13547087602444, 0.5003270373238773
    k = math.tan(math.pi * f0 / rate)
    norm = 1 + k / q + k * k
    b = _HIGH_PASS_GAIN / norm
    return (b, -2 * b, b), (1.0, 2 * (k * k - 1) / norm, (1 - k / q + k * k) / norm)


def _biquad(z: npt.NDArray[np.complex128], b: tuple[float, ...], a: tuple[float, ...]) -> npt.NDArray[np.complex128]:
    return (b[0] + b[1] * z + b[2] * z * z) / (a[0] + a[1] * z + a[2] * z * z)


@lru_cache(maxsize=1)
def _interpolator() -> Floats:
    """Windowed sinc at the points between two samples, shape (2 * taps, points)."""
    offsets = np.arange(-_TAPS + 1, _TAPS + 1)[:, None] - np.array(_BETWEEN)
    taps = np.sinc(offsets) * np.cos(np.pi * offsets / (2 * _TAPS + 1)) ** 2
    phases: Floats = (taps / taps.sum(axis=0)).astype(np.float32)
    return phases
