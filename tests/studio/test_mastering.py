"""The master: one loudness, no peak too high."""

from __future__ import annotations

import numpy as np
import pytest

from briefcast.studio.loudness import integrated
from briefcast.studio.mastering import CEILING_DBTP, ENCODER_LOSS_DB, master
from briefcast.studio.metering import step_energies, true_peak
from briefcast.studio.mp3 import RATE_HZ
from briefcast.studio.setting import TARGET_LUFS
from briefcast.voices import load_voice
from briefcast.voices.engine import engine_class


@pytest.fixture(scope="module")
def speech():
    voice = load_voice("system")
    engine = engine_class(voice)(voice)
    clips = [
        engine.speak(f"This is sentence number {number}, and it is spoken so that it can be mastered.")
        for number in range(6)
    ]
    return np.concatenate([clip.samples for clip in clips]), clips[0].rate


@pytest.mark.parametrize("level", [0.05, 0.3, 1.0])
def test_speech_of_any_level_comes_out_at_the_target(speech, level):
    samples, rate = speech
    finished = master((samples * level).astype(np.int16), rate).astype(np.float32) / 32768
    reading = integrated(step_energies(finished, RATE_HZ).tolist())
    assert reading == pytest.approx(TARGET_LUFS + ENCODER_LOSS_DB, abs=0.3)
    assert true_peak(finished) <= CEILING_DBTP + 0.1


def test_its_length_is_kept(speech):
    samples, rate = speech
    assert len(master(samples, rate)) == pytest.approx(len(samples) * RATE_HZ / rate, abs=2)


def test_silence_stays_silence():
    assert not master(np.zeros(24_000, np.int16), 24_000).any()


@pytest.mark.parametrize("target", [-14.0, -18.0, -23.0])
def test_other_loudnesses_are_reached_too(speech, target):
    samples, rate = speech
    finished = master(samples, rate, target).astype(np.float32) / 32768
    assert integrated(step_energies(finished, RATE_HZ).tolist()) == pytest.approx(target + ENCODER_LOSS_DB, abs=0.3)
    assert true_peak(finished) <= CEILING_DBTP + 0.1


def share_below(sound: np.ndarray, rate: int, hz: float) -> float:
    """How much of the energy lies below a frequency, dB."""
    spectrum = np.abs(np.fft.rfft(sound.astype(np.float64))) ** 2
    low = np.fft.rfftfreq(len(sound), 1 / rate) < hz
    return 10 * np.log10(spectrum[low].sum() / spectrum.sum())


def test_rumble_and_a_constant_offset_are_gone(speech):
    """A rumble of 20 Hz, and an offset of a twentieth of full scale."""
    samples, rate = speech
    rumble = 1000 * np.sin(2 * np.pi * 20 * np.arange(len(samples)) / rate)
    soiled = np.clip(samples * 0.7 + rumble + 1638, -32768, 32767).astype(np.int16)
    finished = master(soiled, rate)[RATE_HZ:] / 32768
    assert abs(finished.mean()) < 0.0005
    assert share_below(finished, RATE_HZ, 30) < share_below(soiled - soiled.mean(), rate, 30) - 15


def test_music_is_mixed_under_the_speech_and_the_whole_keeps_to_the_target(speech):
    samples, rate = speech
    seconds = len(samples) / rate + 2
    time = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    music = (0.05 * np.sin(2 * np.pi * 300 * time)).astype(np.float32)
    finished = master(samples, rate, music=music).astype(np.float32) / 32768
    assert len(finished) == len(music)
    assert integrated(step_energies(finished, RATE_HZ).tolist()) == pytest.approx(-16 + ENCODER_LOSS_DB, abs=0.1)
    assert np.abs(finished[-RATE_HZ:]).max() == pytest.approx(0.05 * 10 ** (ENCODER_LOSS_DB / 20), rel=0.15)


def test_a_voice_is_not_pumped_when_it_grows_soft_or_loud(speech):
    """Two halves 6 dB apart stay apart: the compressor is too gentle to lift one against the other."""
    samples, rate = speech
    half = len(samples) // 2
    sound = np.concatenate([samples[:half] * 0.5, samples[:half]]).astype(np.int16)
    finished = master(sound, rate).astype(np.float32) / 32768
    soft, loud = finished[: len(finished) // 2], finished[len(finished) // 2 :]
    apart = 20 * np.log10(np.sqrt(np.mean(loud**2)) / np.sqrt(np.mean(soft**2)))
    assert 3.0 < apart < 6.1
