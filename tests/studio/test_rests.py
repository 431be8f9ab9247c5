"""The silence that is heard after an utterance: at the voice's pace, longer where another voice goes on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefcast.model import Role, Utterance
from briefcast.scripting import pauses
from briefcast.studio.recording import Part
from briefcast.studio.rests import HANDOVER_MS, rests
from briefcast.voices import load_voice
from briefcast.voices.casting import Speaker

HEART = Speaker(load_voice("heart"))
SYSTEM = Speaker(load_voice("system"))


def part(speaker: Speaker, pause_ms: int = pauses.SENTENCE) -> Part:
    return Part(Utterance("A line.", "A line.", Role.NARRATOR, pause_ms), speaker)


def test_the_same_voice_goes_on_after_the_pause_as_written():
    assert rests([part(HEART), part(HEART, 700), part(HEART, 620)]) == [pauses.SENTENCE, 700, 620]


def test_a_hand_over_takes_longer_than_a_sentence():
    assert HANDOVER_MS > pauses.SENTENCE
    assert rests([part(HEART), part(SYSTEM), part(HEART, 700)]) == [HANDOVER_MS, HANDOVER_MS, 700]


def test_a_longer_pause_stays_and_a_shorter_one_was_meant():
    assert rests([part(HEART, 900), part(SYSTEM, 100), part(HEART, 0)]) == [900, 100, 0]


@pytest.mark.parametrize(
    ("change", "factor"), [({"rate": 2.0}, 0.5), ({"pauses": 1.5}, 1.5), ({"rate": 1.5, "pauses": 1.5}, 1)]
)
def test_pauses_follow_the_pace_and_the_profile(change, factor):
    voice = Speaker(replace(HEART.voice, **change))
    assert rests([part(voice, 600), part(voice, 400)]) == [600 * factor, 400 * factor]
