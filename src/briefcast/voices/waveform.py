"""What hibari's network predicts -> sound: a source, filtered frame by frame, and an inverse STFT.

The network gives for each frame of 12.5 ms five spectra and a pitch. With them a frame's spectrum is::

    harmonics * spectrum of a pulse train at that pitch + noise * random numbers + rest with phases of its own

Our own form of what the package does in Python (Apache-2.0, hibari/dsp.py): frame after frame as the network
gives them, in blocks that stay in the processor's cache, without the turns between bins and frames.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Spectra = npt.NDArray[np.complex64]

RATE_HZ = 24_000
HOP = 300
WINDOW = 4 * HOP
BINS = WINDOW // 2 + 1
#: Frames that are worked on at once: what they need fits into the second cache of most processors.
BLOCK = 64
#: Frames of random numbers, used again and again: 13 seconds, too long for an ear to notice.
NOISE_FRAMES = 16 * BLOCK

#: Below this pitch a frame is unvoiced; harmonics above the highest are left out, Hz.
_LOWEST_HZ = 40.0
_HIGHEST_HZ = 11_000.0
#: The natural logarithm of the most that a branch may amplify.
_MOST_GAIN = 7.0
_HANN = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / WINDOW)).astype(np.float32)
#: Scaled so that a cosine of amplitude 1 peaks at 1 in its spectrum.
_SOURCE_HANN = _HANN / (WINDOW / 4)


def noise(seed: int) -> Spectra:
    """The random numbers of a seed; the same for every utterance, so equal words give equal samples."""
    drawn = np.random.default_rng(seed).standard_normal((NOISE_FRAMES, 2 * BINS), dtype=np.float32)
    return drawn.view(np.complex64)


def waveform(spectra: Floats, pitch_hz: Floats, random: Spectra) -> Floats:
    """The sound of the frames: ``HOP`` samples each, full scale at 1.

    Args:
        spectra: for each frame the five predicted spectra, one behind the other, shape (frames, 5 * BINS).
        pitch_hz: for each frame its pitch.
        random: what ``noise`` gave.
    """
    frames = len(spectra)
    padded = np.pad(pulses(pitch_hz), WINDOW // 2, mode="reflect")
    windows = sliding_window_view(padded, WINDOW)[::HOP]
    voiced = _near(pitch_hz > _LOWEST_HZ)
    hops = np.zeros((frames + 3, HOP), np.float32)
    for start in range(0, frames, BLOCK):
        end = min(start + BLOCK, frames)
        spectrum = _unvoiced(spectra[start:end], random[start % NOISE_FRAMES :][: end - start])
        rows = np.flatnonzero(voiced[start:end])
        spectrum[rows] += _voiced(spectra[start:end][rows], windows[start:end][rows])
        sound = np.fft.irfft(spectrum, WINDOW, axis=1)
        quarters = (sound * _HANN).reshape(-1, 4, HOP)
        for number in range(4):
            hops[start + number : end + number] += quarters[:, number]
    hops /= _overlap(frames)
    return hops.reshape(-1)[WINDOW // 2 : WINDOW // 2 + frames * HOP]


def _near(voiced: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Frames whose window may hold a pulse: those within three frames of a voiced one."""
    near: npt.NDArray[np.bool_] = np.any(sliding_window_view(np.pad(voiced, 3), 7), axis=1)
    return near


def pulses(pitch_hz: Floats) -> Floats:
    """A pulse train that follows the pitch: all harmonics below the highest, each with amplitude 1; else 0.

    The sum of the cosines of t, 2t ... nt is sin((n + 1/2) t) / (2 sin(t/2)) - 1/2.
    """
    pitch = _per_sample(pitch_hz)
    turns = np.cumsum(np.maximum(pitch, _LOWEST_HZ), dtype=np.float64) / RATE_HZ
    out = np.zeros(len(pitch), np.float32)
    voiced = np.flatnonzero(pitch > _LOWEST_HZ)
    pitch, turns = pitch[voiced], turns[voiced]
    angle = (2 * np.pi * (turns - np.floor(turns))).astype(np.float32)
    harmonics = (np.floor(_HIGHEST_HZ / pitch) + 0.5).astype(np.float32)
    below = 2 * np.sin(angle / 2)
    # At the top of a pulse both sines are nearly nothing, and their ratio the number of harmonics.
    top = np.abs(below) <= 2e-3
    below[top] = 1
    out[voiced] = np.where(top, harmonics, np.sin(harmonics * angle) / below) - 0.5
    return out


def _per_sample(pitch_hz: Floats) -> Floats:
    """The pitch between the middles of frames, on straight lines."""
    padded = np.pad(pitch_hz, 1, mode="edge")[:, None]
    share = ((np.arange(HOP) + 0.5) / HOP).astype(np.float32)
    first, second = np.split(share, 2)
    before = padded[:-2] + (padded[1:-1] - padded[:-2]) * (first + 0.5)
    after = padded[1:-1] + (padded[2:] - padded[1:-1]) * (second - 0.5)
    return np.concatenate([before, after], axis=1).reshape(-1)


def _part(spectra: Floats, number: int) -> Floats:
    """One of the five spectra: size and turn of the harmonics, size of the noise, size and phase of the rest."""
    return spectra[:, BINS * number : BINS * (number + 1)]


def _unvoiced(spectra: Floats, drawn: Spectra) -> Spectra:
    out = _polar(_gain(_part(spectra, 3)), _part(spectra, 4))
    out += drawn * _gain(_part(spectra, 2))
    return out


def _voiced(spectra: Floats, windows: Floats) -> Spectra:
    out = _polar(_gain(_part(spectra, 0)), np.float32(np.pi) * np.tanh(_part(spectra, 1)))
    out *= np.fft.rfft(windows * _SOURCE_HANN, axis=1)
    return out


def _gain(logarithm: Floats) -> Floats:
    gain: Floats = np.exp(np.minimum(logarithm, _MOST_GAIN))
    return gain


def _polar(size: Floats, angle: Floats) -> Spectra:
    out = np.empty(size.shape, np.complex64)
    np.multiply(np.cos(angle), size, out=out.real)
    np.multiply(np.sin(angle), size, out=out.imag)
    return out


def _overlap(frames: int) -> Floats:
    """The sum of the squared windows over each sample, by which overlapping frames are made one again."""
    squared = (_HANN * _HANN).reshape(4, HOP)
    out = np.full((frames + 3, HOP), 1e-11, np.float32)
    for number in range(4):
        out[number : number + frames] += squared[number]
    return out
