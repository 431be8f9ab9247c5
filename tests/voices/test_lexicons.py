"""Words taught to a voice: phonemes, respellings, the shipped names, a person's own lexicon."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefcast.errors import VoiceError
from briefcast.model import Role
from briefcast.voices import load_voice
from briefcast.voices.casting import Speaker, cast_for
from briefcast.voices.phonemes import as_misaki, as_respelling, phonemes_in, with_phonemes
from briefcast.voices.profiles import load_lexicon, profiles_folder
from briefcast.voices.teaching import teach

NAMES = profiles_folder() / "lexicons" / "names.toml"


@pytest.mark.parametrize(
    ("ipa", "misaki", "respelling"),
    [
        ("ʃiː dʒɪnˈpɪŋ", "ʃi ʤɪnpˈɪŋ", "shee jin-ping"),
        ("ˈmækrɒn", "mˈækɹɑn", "mak-rahn"),
        ("ˈkiːv", "kˈiv", "keev"),
        ("reɪkjəvɪk", "ɹAkjəvɪk", "rayk-yuh-vik"),
        ("wuːtʃ", "wuʧ", "wooch"),
        ("ʃɪˈvɔːn", "ʃɪvˈɔn", "shiv-awn"),
    ],
)
def test_ipa_becomes_what_each_engine_takes(ipa, misaki, respelling):
    assert as_misaki(ipa) == misaki
    assert as_respelling(misaki) == respelling


@pytest.mark.parametrize(
    ("said", "misaki"),
    [("/wuːdʒ/", "wuʤ"), ("[[tS'In]]", "ʧˈɪn"), ("[[w'u:dZ]]", "wˈuʤ"), ("wooj", ""), ("W.H.O.", ""), ("//", "")],
)
def test_an_entry_gives_phonemes_or_a_respelling(said, misaki):
    assert phonemes_in(said) == misaki


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_phonemes(text):
    as_respelling(as_misaki(text))
    phonemes_in(f"/{text}/")


def test_only_whole_words_are_given_their_sounds():
    taught = (("Xi", "ʃˈi"), ("quinoa", "kˈinwɑ"))
    assert with_phonemes("Xi’s Xis ate Quinoa.", taught, "pyttsx3") == "shee’s Xis ate keen-wah."
    assert with_phonemes("Xi’s", taught, "hibari") == "[Xi](/ʃˈi/)’s"


def test_the_shipped_names_are_many_and_each_can_be_said():
    words = tomllib.loads(NAMES.read_text(encoding="utf-8"))["words"]
    assert len(words) >= 490
    for written, said in words.items():
        assert phonemes_in(said) or said[0] != "/", written
        assert as_respelling(phonemes_in(said)) or said[0] != "/", written


def test_a_voice_keeps_sounds_apart_from_respellings():
    voice = load_voice("heart")
    assert ("Łódź", "wˈuʤ") in voice.phonemes
    assert ("WHO", "W.H.O.") in voice.lexicon
    assert Speaker(voice).prepared("In Łódź.") == "In [Łódź](/wˈuʤ/)."
    assert Speaker(load_voice("system")).prepared("In Łódź.") == "In wooj."


def test_a_word_is_taught_and_taught_anew_without_losing_the_rest(tmp_path):
    lexicon = tmp_path / "mine.toml"
    lexicon.write_text('# Mine.\n[words]\n"Quirke" = "kwerk"  # a colleague\n\n[other]\n', encoding="utf-8")
    teach("Quirke", "/kwɜːk/", lexicon)
    teach('The "Ark"', "the ark", lexicon)
    assert load_lexicon(lexicon) == (("Quirke", "/kwɜːk/"), ('The "Ark"', "the ark"))
    assert lexicon.read_text(encoding="utf-8").startswith("# Mine.\n[words]\n")


@pytest.mark.parametrize(
    ("word", "said", "reason"),
    [
        ("", "x", "begin it with"),
        ("&", "and", "begin it with"),
        ("a", "…", "cannot be said"),
        ("a", "/…/", "cannot be said"),
    ],
)
def test_what_cannot_be_taught_is_refused_in_a_sentence(word, said, reason, tmp_path):
    with pytest.raises(VoiceError, match=reason):
        teach(word, said, tmp_path / "mine.toml")
    assert not (tmp_path / "mine.toml").exists()


def test_a_new_word_changes_only_the_sentences_that_hold_it():
    voice = load_voice("heart")
    taught = replace(voice, phonemes=(*voice.phonemes, ("Zorblax", "zˈɔɹblæks")))
    lines = ["Nothing to see here.", "Zorblax left.", "They met in Łódź."]
    changed = [line for line in lines if Speaker(voice).prepared(line) != Speaker(taught).prepared(line)]
    assert changed == ["Zorblax left."]


def test_english_sounds_are_not_forced_on_other_languages():
    cast = cast_for(load_voice("heart"), "fr")
    assert cast.speaker(Role.NARRATOR).prepared("Emmanuel Macron") == "Emmanuel Macron"
    cast = cast_for(load_voice("heart"), "en")
    assert cast.stand_in.prepared("In Łódź.") == "In wooj."
