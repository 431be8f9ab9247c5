"""Voices of one chapter come to one level, but for the volume that is wished, as heard in the mastered chapter."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from briefcast.model import Clip
from briefcast.studio.cutting import trimmed
from briefcast.studio.levels import at_one_level
from briefcast.studio.loudness import integrated
from briefcast.studio.mastering import master
from briefcast.studio.metering import step_energies
from briefcast.studio.mp3 import RATE_HZ
from briefcast.voices import load_voice
from briefcast.voices.casting import Speaker

LINES = [
    "The harbour was closed for three days, and nobody was told why.",
    "Then the ships came back, one by one, with their lamps lit.",
    "The market opened again, and the square was full before eight.",
]
VOICES = ["one", "two"] * len(LINES)


@pytest.fixture(scope="module")
def clips():
    """Two voices in turn, the second much louder than the first."""
    speaker = Speaker(load_voice("system"))
    spoken = [trimmed(speaker.speak(line)) for line in LINES]
    soft = [Clip((clip.samples * 0.3).astype(np.int16), clip.rate) for clip in spoken]
    return [clip for pair in zip(soft, reversed(spoken), strict=True) for clip in pair]


def difference(clips) -> float:
    """How much louder the second voice is in the mastered chapter, LU."""
    rate = clips[0].rate
    sound = master(np.concatenate([clip.samples for clip in clips]), rate).astype(np.float32) / np.float32(32768)
    edges = np.cumsum([0, *(len(clip.samples) for clip in clips)]) * RATE_HZ // rate
    parts = [sound[start:end] for start, end in pairwise(edges)]
    one, two = (integrated(step_energies(np.concatenate(parts[first::2]), RATE_HZ).tolist()) for first in (0, 1))
    return two - one


def peak(clip) -> int:
    return int(np.abs(clip.samples.astype(int)).max())


def test_voices_that_differ_come_to_one_level(clips):
    assert difference(clips) > 3
    assert difference(at_one_level(clips, VOICES, {})) == pytest.approx(0, abs=0.25)


@pytest.mark.parametrize("volume", [-6.0, -2.0, 3.0, 6.0])
def test_a_volume_is_heard_as_it_is_wished(clips, volume):
    assert difference(at_one_level(clips, VOICES, {"two": volume})) == pytest.approx(volume, abs=0.3)


def test_nothing_is_turned_up_so_nothing_clips(clips):
    for volume in (0.0, 12.0):
        levelled = at_one_level(clips, VOICES, {"one": volume})
        assert all(peak(after) <= peak(before) for before, after in zip(clips, levelled, strict=True))


def test_a_single_voice_keeps_its_samples(clips):
    assert at_one_level(clips, ["one"] * len(clips), {"one": 6.0}) == clips


def test_a_clip_without_a_voice_or_without_sound_is_left_alone(clips):
    silence = Clip(np.zeros(8820, np.int16), clips[0].rate)
    levelled = at_one_level([*clips, silence, silence], [*VOICES, "", "mute"], {})
    assert not levelled[-1].samples.any()
    assert difference(levelled[:-2]) == pytest.approx(0, abs=0.25)


def test_one_short_word_has_a_level_too(clips):
    word = Clip(clips[1].samples[2000:5000], clips[1].rate)
    long, short = at_one_level([clips[0], word], ["one", "two"], {})
    assert 0.3 < peak(long) / peak(short) < 3
