"""The waveform is what the package would have made of the same prediction and the same random numbers."""

import numpy as np

from briefcast.voices.waveform import BINS, HOP, RATE_HZ, noise, pulses, waveform

FRAMES = 150


class SameNoise:
    def standard_normal(self, shape, dtype):
        return np.ascontiguousarray(noise(0)[: shape[1] // 2].T).view(dtype).copy()


def prediction():
    draw = np.random.default_rng(3)
    spectra = draw.normal(-3, 1, (FRAMES, 5 * BINS)).astype(np.float32)
    pitch = np.where(np.arange(FRAMES) % 50 < 30, 180 + 20 * np.sin(np.arange(FRAMES) / 9), 0).astype(np.float32)
    return spectra, pitch


def test_sound_is_as_the_package_makes_it():
    from hibari import dsp

    spectra, pitch = prediction()
    parts = [np.ascontiguousarray(part.T) for part in np.split(spectra, 5, axis=1)]
    theirs = dsp.synth(*parts, pitch, SameNoise())
    ours = waveform(spectra, pitch, noise(0))
    assert len(ours) == FRAMES * HOP
    assert np.abs(ours - theirs).max() < 0.01 * np.abs(theirs).max()


def test_a_pulse_train_has_a_pulse_each_period_and_is_silent_where_there_is_no_voice():
    train = pulses(np.full(40, 200.0, np.float32))
    peaks = np.flatnonzero(train > 0.8 * train.max())
    starts = peaks[np.flatnonzero(np.diff(peaks, prepend=-100) > 10)]
    assert set(np.diff(starts)) <= {RATE_HZ // 200 - 1, RATE_HZ // 200, RATE_HZ // 200 + 1}
    assert not pulses(np.zeros(40, np.float32)).any()


def test_the_same_seed_gives_the_same_numbers():
    assert np.array_equal(noise(0), noise(0))
    assert not np.array_equal(noise(0), noise(1))
