"""The meter on signals whose reading is known: EBU Tech 3341 by code, counted as dual mono."""

from __future__ import annotations

import math

import numpy as np
import pytest

from briefcast.studio.loudness import integrated
from briefcast.studio.metering import step_energies, true_peak


def tone(dbfs: float, seconds: float, rate: int = 48_000, hz: float = 1000.0) -> np.ndarray:
    return (10 ** (dbfs / 20) * np.sin(2 * np.pi * hz * np.arange(int(seconds * rate)) / rate)).astype(np.float32)


def loudness(sound: np.ndarray, rate: int = 48_000) -> float:
    return integrated(step_energies(sound, rate).tolist())


@pytest.mark.parametrize("rate", [22_050, 24_000, 44_100, 48_000])
@pytest.mark.parametrize("hz", [997.0, 1000.0])
@pytest.mark.parametrize("dbfs", [-20.0, -23.0, -33.0])
def test_a_tone_in_two_equal_channels_reads_its_peak_level(rate, hz, dbfs):
    """A sine in both channels reads its peak level (EBU Tech 3341, cases 1 and 2): a mono file is counted twice."""
    assert loudness(tone(dbfs, 20, rate, hz), rate) == pytest.approx(dbfs, abs=0.1)


@pytest.mark.parametrize(
    ("parts", "reading"),
    [
        ([(-36, 10), (-23, 60), (-36, 10)], -23.0),
        ([(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)], -23.0),
        ([(-26, 20), (-20, 20.1), (-26, 20)], -23.0),
    ],
)
def test_quiet_passages_are_gated_out(parts, reading):
    """EBU Tech 3341, cases 3 to 5."""
    assert loudness(np.concatenate([tone(*part) for part in parts])) == pytest.approx(reading, abs=0.1)


def test_silence_has_no_loudness():
    assert loudness(np.zeros(48_000, np.float32)) == -math.inf
    assert loudness(np.zeros(10, np.float32)) == -math.inf
    assert true_peak(np.zeros(100, np.float32)) == -math.inf


@pytest.mark.parametrize(("phase", "over_sample_peak"), [(0.0, 0.0), (np.pi / 4, 3.01)])
def test_a_peak_between_samples_is_found(phase, over_sample_peak):
    """A sine at a quarter of the rate, sampled on and beside its crests (EBU Tech 3341, cases 15 and 16)."""
    ends = np.minimum(1, np.minimum(np.arange(4800), np.arange(4800)[::-1]) / 500)
    sound = (0.5 * ends * np.sin(np.pi / 2 * np.arange(4800) + np.pi / 2 + phase)).astype(np.float32)
    sample_peak = 20 * math.log10(float(np.abs(sound).max()))
    assert true_peak(sound) == pytest.approx(sample_peak + over_sample_peak, abs=0.3)


def between(sound: np.ndarray) -> float:
    """True peak by exact sixteen-fold interpolation of the sound in a field of silence."""
    field = np.pad(sound.astype(np.float64), 2048)
    spectrum = np.fft.rfft(field)
    spectrum = np.pad(spectrum, (0, len(field) * 8 + 1 - len(spectrum)))
    return 20 * math.log10(np.abs(np.fft.irfft(spectrum, len(field) * 16)).max() * 16)


@pytest.mark.parametrize("seed", range(10))
def test_true_peak_agrees_with_an_exact_interpolation(seed):
    """On noise as wide as a voice of 24 kHz can be."""
    noise = np.fft.rfft(np.random.default_rng(seed).standard_normal(4410) * 0.1)
    noise[1200:] = 0
    sound = np.fft.irfft(noise, 4410).astype(np.float32)
    assert true_peak(sound) == pytest.approx(between(sound), abs=0.2)
