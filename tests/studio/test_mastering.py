"""The master: one loudness, no peak too high."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefcast.studio.loudness import integrated
from briefcast.studio.mastering import CEILING_DBTP, ENCODER_LOSS_DB, TARGET_LUFS, limit, master
from briefcast.studio.metering import step_energies, true_peak
from briefcast.studio.mp3 import RATE_HZ
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


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(-30, 12), st.sampled_from([110.0, 997.0, 3000.0, 9000.0])), min_size=1, max_size=6))
def test_no_peak_passes_the_limiter(bursts):
    time = np.arange(4410) / RATE_HZ
    sound = np.concatenate(
        [(10 ** (level / 20) * np.sin(2 * np.pi * hz * time)).astype(np.float32) for level, hz in bursts]
    )
    assert true_peak(limit(sound, -1.4)) <= -1.4 + 0.15


def test_what_is_below_the_ceiling_passes_untouched():
    sound = (0.5 * np.sin(np.arange(44_100) / 30)).astype(np.float32)
    assert np.array_equal(limit(sound, -1.4), sound)


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


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(-30, 12), st.floats(100, 12_000), st.floats(0, 6.2)),
        min_size=1,
        max_size=6,
    )
)
def test_no_peak_passes_the_limiter_before_another_meter(bursts):
    """Bursts that swell and fade as speech does, over all the band of a voice, measured by exact interpolation."""
    time = np.arange(4410) / RATE_HZ
    swell = np.minimum(1, np.minimum(np.arange(4410), np.arange(4410)[::-1]) / 200)
    sound = np.concatenate(
        [swell * 10 ** (level / 20) * np.sin(2 * np.pi * hz * time + phase) for level, hz, phase in bursts]
    )
    field = np.pad(limit(sound.astype(np.float32), -1.4).astype(np.float64), 2048)
    spectrum = np.fft.rfft(field)
    finer = np.fft.irfft(np.pad(spectrum, (0, 4 * len(field) + 1 - len(spectrum))), 8 * len(field)) * 8
    assert 20 * np.log10(np.abs(finer).max() + 1e-12) <= -1.4 + 0.05
