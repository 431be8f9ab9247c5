"""The limiter: no peak passes, between samples either, whatever comes; what is below stays as it is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefcast.studio.limiting import limit
from briefcast.studio.mp3 import RATE_HZ

TIME = np.arange(4410) / RATE_HZ


def exact_peak(sound: np.ndarray) -> float:
    """True peak, dBTP, by exact sixteen-fold interpolation of the sound in a field of silence."""
    field = np.pad(sound.astype(np.float64), 2048)
    spectrum = np.fft.rfft(field)
    finer = np.fft.irfft(np.pad(spectrum, (0, 8 * len(field) + 1 - len(spectrum))), 16 * len(field)) * 16
    return 20 * np.log10(np.abs(finer).max() + 1e-12)


def swelling(bursts) -> np.ndarray:
    swell = np.minimum(1, np.minimum(np.arange(4410), np.arange(4410)[::-1]) / 200)
    parts = [swell * 10 ** (level / 20) * np.sin(2 * np.pi * hz * TIME + phase) for level, hz, phase in bursts]
    return np.concatenate(parts).astype(np.float32)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(-30, 12), st.floats(100, 16_000), st.floats(0, 6.2)), min_size=1, max_size=6))
def test_no_peak_passes_it(bursts):
    assert exact_peak(limit(swelling(bursts), -1.4)) <= -1.4 + 0.05


@pytest.mark.parametrize("hz", [110.0, 997.0, 3000.0, 9000.0, 14_000.0])
@pytest.mark.parametrize("ceiling", [-1.4, -6.0])
def test_a_tone_that_starts_at_full_level_does_not_pass_either(hz, ceiling):
    sound = np.concatenate([np.zeros(4410), 4 * np.sin(2 * np.pi * hz * TIME), np.zeros(4410)]).astype(np.float32)
    assert exact_peak(limit(sound, ceiling)) <= ceiling + 0.1


@pytest.mark.parametrize("seed", range(3))
def test_noise_as_wide_as_mp3_carries_does_not_pass(seed):
    """Up to 16 kHz, 8 dB too loud."""
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(RATE_HZ))
    spectrum[16_000:] = 0
    noise = np.fft.irfft(spectrum, RATE_HZ).astype(np.float32)
    assert exact_peak(limit(noise / np.abs(noise).max() * np.float32(2.1), -1.4)) <= -1.4 + 0.1


def test_what_is_below_the_ceiling_passes_untouched():
    sound = (0.5 * np.sin(np.arange(44_100) / 30)).astype(np.float32)
    assert np.array_equal(limit(sound, -1.4), sound)


def test_it_looks_ahead_and_leaves_the_sound_far_from_a_peak_alone():
    sound = (0.5 * np.sin(2 * np.pi * 440 * np.arange(RATE_HZ) / RATE_HZ)).astype(np.float32)
    sound[RATE_HZ // 2 : RATE_HZ // 2 + 40] *= 4
    turned = limit(sound, -1.4)
    reach = RATE_HZ * 15 // 1000
    assert np.array_equal(turned[: RATE_HZ // 2 - reach], sound[: RATE_HZ // 2 - reach])
    assert np.array_equal(turned[RATE_HZ // 2 + reach :], sound[RATE_HZ // 2 + reach :])
