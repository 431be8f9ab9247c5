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
@pytest.mark.parametrize("dbfs", [-20.0, -33.0])
def test_a_tone_in_two_equal_channels_reads_its_peak_level(rate, dbfs):
    """A 1 kHz sine at -20 dBFS in both channels reads -20 LUFS: the meter counts the mono file twice."""
    assert loudness(tone(dbfs, 20, rate), rate) == pytest.approx(dbfs, abs=0.1)


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
