"""Voices of one chapter come to one level, but for the volume that is wished."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from briefcast.model import Clip
from briefcast.studio.cutting import trimmed
from briefcast.studio.levels import at_one_level
from briefcast.studio.loudness import integrated
from briefcast.studio.metering import step_energies
from briefcast.studio.recording import Take
from briefcast.voices import load_voice
from briefcast.voices.casting import Speaker

LINES = ["The harbour was closed for three days.", "Then the ships came back, one by one.", "Nobody knew why."]


def loudness(takes, voice: str) -> float:
    own = [trimmed(take.clip) for take in takes if take.voice == voice]
    sound = np.concatenate([clip.samples for clip in own]).astype(np.float32) / np.float32(32768)
    return integrated(step_energies(sound, own[0].rate).tolist())


@pytest.fixture(scope="module")
def takes():
    speakers = [Speaker(load_voice("heart")), Speaker(load_voice("system"))]
    return [Take(speaker.speak(line), speaker.voice.name) for line in LINES for speaker in speakers]


def test_voices_that_differ_come_to_one_level(takes):
    assert abs(loudness(takes, "heart") - loudness(takes, "system")) > 1.5
    level = at_one_level(takes, {})
    assert loudness(level, "heart") == pytest.approx(loudness(level, "system"), abs=0.1)


@pytest.mark.parametrize("volume", [-6.0, 3.0, 6.0])
def test_a_volume_is_what_the_others_are_not(takes, volume):
    level = at_one_level(takes, {"system": volume})
    assert loudness(level, "system") - loudness(level, "heart") == pytest.approx(volume, abs=0.1)


def test_nothing_is_turned_up_so_nothing_clips(takes):
    for volume in (0.0, 12.0):
        for before, after in zip(takes, at_one_level(takes, {"heart": volume}), strict=True):
            assert np.abs(after.clip.samples.astype(int)).max() <= np.abs(before.clip.samples.astype(int)).max()


def test_a_single_voice_keeps_its_samples(takes):
    alone = [take for take in takes if take.voice == "heart"]
    assert at_one_level(alone, {"heart": 6.0}) == alone


def test_a_take_without_a_voice_or_without_sound_is_left_alone(takes):
    silent = Take(Clip(np.zeros(8820, np.int16), 22_050), "")
    mute = replace(silent, voice="mute")
    level = at_one_level([*takes, silent, mute], {})
    assert not level[-1].clip.samples.any()
    assert loudness(level, "heart") == pytest.approx(loudness(level, "system"), abs=0.1)


def test_one_short_word_has_a_level_too():
    heart, system = (Speaker(load_voice(name)) for name in ("heart", "system"))
    level = at_one_level([Take(heart.speak(LINES[0]), "heart"), Take(system.speak("No."), "system")], {})
    peaks = [np.abs(take.clip.samples.astype(int)).max() for take in level]
    assert 0.3 < peaks[0] / peaks[1] < 3
