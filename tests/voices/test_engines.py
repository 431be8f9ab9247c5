"""The promises every engine keeps, on real sound."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.metadata import entry_points

import numpy as np
import pytest

from briefcast.errors import VoiceError
from briefcast.voices import load_voice, voice_names
from briefcast.voices.engine import GROUP, VoiceUnavailableError, engine_class

LINES = [f"This is line number {number}, which is spoken to see that it is." for number in range(12)]


@pytest.fixture(scope="module", params=["heart", "system"])
def engine(request):
    voice = load_voice(request.param)
    return engine_class(voice)(voice)


def test_every_profile_names_an_engine_that_is_installed():
    names = {entry.name for entry in entry_points(group=GROUP)}
    assert {load_voice(name).engine for name in voice_names()} <= names


def test_a_sentence_takes_about_as_long_as_a_person_would(engine):
    clip = engine.speak("The quick brown fox jumps over the lazy dog, and nobody in the village is surprised.")
    assert clip.samples.dtype == np.int16
    assert clip.rate >= 16_000
    assert 3.5 < clip.seconds < 8.0
    assert np.abs(clip.samples.astype(int)).max() > 2000


def test_the_neural_voice_says_the_same_words_with_the_same_samples():
    voice = load_voice("heart")
    first, second = (engine_class(voice)(voice) for _ in range(2))
    assert np.array_equal(first.speak(LINES[0]).samples, second.speak(LINES[0]).samples)


def test_many_threads_get_each_their_own_line(engine):
    """eSpeak's takes of one line differ by some milliseconds from time to time."""
    lines = [line * (number % 4 + 1) for number, line in enumerate(LINES)]
    alone = [engine.speak(line).seconds for line in lines]
    with ThreadPoolExecutor(4) as pool:
        together = [clip.seconds for clip in pool.map(engine.speak, lines)]
    assert together == pytest.approx(alone, rel=0.02)


def test_a_very_long_sentence_is_spoken_to_its_end(engine):
    clause = "and then the committee went on to the next point of its agenda, "
    short, long = engine.speak(clause * 5), engine.speak(clause * 25)
    assert 4.0 < long.seconds / short.seconds < 6.0


def test_pace_is_set_by_the_rate():
    voices = [replace(load_voice(name), rate=rate) for name in ("heart", "system") for rate in (1.0, 1.5)]
    lengths = [engine_class(voice)(voice).speak(LINES[0]).seconds for voice in voices]
    assert lengths[1] < 0.85 * lengths[0]
    assert lengths[3] < 0.85 * lengths[2]


def test_the_fingerprint_tells_settings_apart():
    voice = load_voice("heart")
    engine = engine_class(voice)
    assert engine.fingerprint(voice) != engine.fingerprint(replace(voice, rate=1.1))


def test_the_system_voice_reads_other_languages():
    voice = replace(load_voice("system"), speaker="de")
    assert engine_class(voice)(voice).speak("Guten Morgen, meine Damen und Herren.").seconds > 1.0


def test_an_unknown_engine_is_unavailable():
    with pytest.raises(VoiceUnavailableError, match="not installed"):
        engine_class(replace(load_voice("heart"), engine="nobody"))


def test_a_speaker_that_is_neither_in_the_package_nor_a_model_is_refused():
    voice = replace(load_voice("heart"), speaker="emma")
    with pytest.raises(VoiceUnavailableError, match="model in its profile"):
        engine_class(voice)(voice)


def test_text_without_words_is_an_error_and_not_a_hang():
    voice = load_voice("system")
    with pytest.raises(VoiceError, match="no words"):
        engine_class(voice)(voice).speak("…")


def test_the_neural_voice_reports_nothing_over_the_network():
    import briefcast.voices.hibari  # noqa: F401

    assert os.environ["ORT_DISABLE_TELEMETRY"] == "1"
