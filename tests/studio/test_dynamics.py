"""Noise between words goes and words stay whole; sharp sibilants are softened, others left alone."""

from __future__ import annotations

import numpy as np
import pytest

from briefcast.studio.dynamics import quiet_between_words, soft_sibilants
from briefcast.studio.mastering import speech_level

RATE = 24_000


def hum(seconds: float) -> np.ndarray:
    """Something like a vowel: ten partials of 150 Hz, swelling and fading."""
    time = np.arange(round(seconds * RATE)) / RATE
    wave = sum(np.sin(2 * np.pi * 150 * n * time) / n for n in range(1, 11))
    return 0.2 * wave * np.minimum(1, np.minimum(time, time[::-1]) / 0.02)


def hiss(seconds: float, level: float, low_hz: float = 5000.0) -> np.ndarray:
    """Noise from ``low_hz`` up, of an effective value."""
    noise = np.random.default_rng(3).standard_normal(round(seconds * RATE))
    spectrum = np.fft.rfft(noise)
    spectrum[np.fft.rfftfreq(len(noise), 1 / RATE) < low_hz] = 0
    band = np.fft.irfft(spectrum, len(noise))
    return level * band / np.sqrt(np.mean(band**2))


def db(sound: np.ndarray) -> float:
    return 20 * np.log10(np.sqrt(np.mean(sound.astype(float) ** 2)) + 1e-12)


@pytest.fixture
def words() -> np.ndarray:
    """Two vowels and a soft f at the end of the second, half a second apart, in faint noise."""
    parts = [hum(0.6), np.zeros(RATE // 2), hum(0.6), hiss(0.08, 0.006, 1500.0), np.zeros(RATE // 2)]
    sound = np.concatenate(parts)
    return (sound + hiss(len(sound) / RATE, 0.0020, 100.0)).astype(np.float32)


def test_noise_between_words_falls_below_60_db_under_full_scale(words):
    level = speech_level(words, RATE)
    quiet = quiet_between_words(words, RATE, level)
    pause = slice(int(0.75 * RATE), int(0.95 * RATE))
    mastered_db = -19.0 - level  # what the master adds
    assert db(words[pause]) + mastered_db > -60
    assert db(quiet[pause]) + mastered_db < -70


def test_words_and_their_soft_edges_are_left_as_they_are(words):
    quiet = quiet_between_words(words, RATE, speech_level(words, RATE))
    for start, end in ((0.0, 0.6), (1.1, 1.78)):
        part = slice(int(start * RATE), int(end * RATE))
        assert np.array_equal(quiet[part], words[part])


def test_no_gain_moves_faster_than_can_be_heard(words):
    """A steady tone just under the threshold would show any step."""
    quiet = quiet_between_words(words, RATE, speech_level(words, RATE))
    heard = np.abs(words) > 1e-4
    gain = np.ones(len(words))
    gain[heard] = quiet[heard] / words[heard]
    assert np.abs(np.diff(gain[heard])).max() < 0.05


def test_a_voice_with_silence_between_words_is_not_touched():
    sound = np.concatenate([hum(0.5), np.zeros(RATE // 2), hum(0.5)]).astype(np.float32)
    assert np.abs(quiet_between_words(sound, RATE, speech_level(sound, RATE)) - sound).max() < 1e-4


def test_a_sharp_sibilant_is_softened_and_the_vowel_is_not():
    sound = np.concatenate([hum(0.6), hiss(0.15, 0.28), hum(0.6)]).astype(np.float32)
    soft = soft_sibilants(sound, RATE, speech_level(sound, RATE))
    sharp, vowel = slice(int(0.63 * RATE), int(0.72 * RATE)), slice(0, int(0.55 * RATE))
    assert -6.1 < db(soft[sharp]) - db(sound[sharp]) < -1
    assert np.abs(soft[vowel] - sound[vowel]).max() < 1e-6


def test_a_mild_sibilant_is_left_alone():
    sound = np.concatenate([hum(0.6), hiss(0.15, 0.05), hum(0.6)]).astype(np.float32)
    assert np.array_equal(soft_sibilants(sound, RATE, speech_level(sound, RATE)), sound)


def test_a_narrow_voice_has_no_sibilants_to_soften():
    sound = hum(0.5).astype(np.float32)
    assert soft_sibilants(sound, 8_000, -20.0) is sound
