"""Pace and pitch mean the same for every engine: factors of the voice's own, measured on speech."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefcast.model import Clip
from briefcast.studio.cutting import trimmed
from briefcast.voices import load_voice
from briefcast.voices.casting import Speaker
from briefcast.voices.delivery import delivered

LINES = [
    "She knew the hour by the squeal of the wheels on the bridge, and so did everybody else.",
    "The harbour was closed for three days; then the ships came back, one by one.",
    "Rain is expected over the weekend, and the river may rise by half a metre.",
]


@cache
def spoken(name: str, native_rate: float = 1.0) -> tuple[Clip, ...]:
    """What the engine gives at a pace that it keeps itself."""
    speaker = Speaker(replace(load_voice(name), rate=native_rate))
    return tuple(map(speaker.speak, LINES))


def at_rate(name: str, rate: float) -> list[Clip]:
    """What a speaker makes of that, without starting an engine for each rate."""
    speaker = Speaker(replace(load_voice(name), rate=rate))
    return [delivered(clip, speaker._stretch, 1.0) for clip in spoken(name, speaker._own.rate)]


def seconds(clips) -> float:
    """Length of the speech, the silence around it cut."""
    return sum(trimmed(clip).seconds for clip in clips)


def fundamental(clip: Clip) -> float:
    """Median of the fundamental frequency, Hz, by autocorrelation of the loud frames."""
    sound = clip.samples.astype(float)
    length = clip.rate // 20
    found = []
    for start in range(0, len(sound) - length, length // 2):
        frame = sound[start : start + length]
        if frame.std() < 0.3 * sound.std():
            continue
        shifted = np.fft.irfft(np.abs(np.fft.rfft(frame * np.hanning(length), 2 * length)) ** 2)
        low, high = clip.rate // 400, clip.rate // 60
        lag = low + int(np.argmax(shifted[low:high]))
        if shifted[lag] > 0.4 * shifted[0]:
            found.append(clip.rate / lag)
    return float(np.median(found))


@pytest.mark.parametrize("name", ["heart", "system"])
@pytest.mark.parametrize("rate", [0.6, 0.9, 1.2, 1.35, 2.0])
def test_a_rate_is_a_factor_of_the_voices_own_pace(name, rate):
    assert seconds(spoken(name)) / seconds(at_rate(name, rate)) == pytest.approx(rate, rel=0.03)


@pytest.mark.parametrize("name", ["heart", "system"])
@pytest.mark.parametrize("pitch", [0.8, 1.25])
def test_a_pitch_is_a_factor_of_the_voices_own_and_leaves_the_pace_alone(name, pitch):
    usual = spoken(name)[0]
    shifted = delivered(usual, 1.0, pitch)
    assert fundamental(shifted) / fundamental(usual) == pytest.approx(pitch, rel=0.06)
    assert shifted.seconds == pytest.approx(usual.seconds, rel=0.02)


def test_a_rate_leaves_the_pitch_alone():
    assert fundamental(at_rate("heart", 1.5)[0]) == pytest.approx(fundamental(spoken("heart")[0]), rel=0.05)


def test_a_speaker_delivers_what_its_profile_says():
    speaker = Speaker(replace(load_voice("system"), rate=2.0, pitch=1.25))
    told = [speaker.speak(line) for line in LINES]
    assert seconds(spoken("system")) / seconds(told) == pytest.approx(2.0, rel=0.03)
    assert fundamental(told[0]) / fundamental(spoken("system")[0]) == pytest.approx(1.25, rel=0.06)


def test_the_words_of_a_clip_keep_their_places():
    usual = spoken("heart")[0]
    fast = delivered(usual, 1.25, 1.0)
    assert [word.text for word in fast.words] == [word.text for word in usual.words]
    assert [word.end_ms * 1.25 for word in fast.words] == pytest.approx([word.end_ms for word in usual.words], abs=1)
    assert fast.words[-1].end_ms <= 1000 * fast.seconds + 1


def test_a_voice_at_its_own_pace_and_pitch_is_not_touched():
    clip = Clip(np.arange(1000, dtype=np.int16), 24_000)
    assert delivered(clip, 1.0, 1.0) is clip
    assert delivered(Clip(np.zeros(0, np.int16), 24_000), 1.5, 1.2).seconds == 0


@settings(max_examples=25, deadline=None)
@given(
    st.integers(1, 20_000), st.sampled_from([16_000, 22_050, 24_000, 44_100]), st.floats(0.5, 3.0), st.floats(0.5, 2.0)
)
def test_a_clip_of_any_length_comes_out_to_the_sample(length, rate, pace, pitch):
    noise = np.random.default_rng(length).normal(0, 3000, length).astype(np.int16)
    made = delivered(Clip(noise, rate), pace, pitch)
    if abs(pace - 1) >= 0.001:
        assert len(made.samples) == max(1, round(length / pace))
    assert made.samples.dtype == np.int16


def test_pace_and_pitch_are_in_the_fingerprint_and_volume_is_not():
    voice = load_voice("heart")
    prints = {
        Speaker(replace(voice, **change)).fingerprint for change in ({}, {"rate": 1.2}, {"rate": 0.7}, {"pitch": 1.1})
    }
    assert len(prints) == 4
    assert Speaker(replace(voice, volume=3.0)).fingerprint == Speaker(voice).fingerprint
