"""Voice profiles: what ships, and what is wrong with one that does not load."""

from __future__ import annotations

import pytest

from briefcast.errors import VoiceError
from briefcast.model import Role
from briefcast.voices import cast_for, load_voice, voice_names

GOOD = """
name = "mine"
engine = "pyttsx3"
languages = ["en"]
description = "A voice"
licence = "CC0"
credit = "Me"
"""


@pytest.fixture
def profile(tmp_path):
    def write(text: str) -> str:
        path = tmp_path / "mine.toml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def test_every_shipped_profile_loads_with_licence_and_credit():
    voices = [load_voice(name) for name in voice_names()]
    assert [voice.name for voice in voices] == ["heart", "system"]
    assert all(voice.licence and voice.credit for voice in voices)


def test_shipped_lexicons_reach_the_voice():
    assert dict(load_voice("heart").phonemes)["Diaoyutai"]


def test_a_profile_of_ones_own_is_loaded_by_its_path(profile):
    assert load_voice(profile(GOOD)).name == "mine"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (GOOD + "rat = 1.0\n", "did you mean “rate”"),
        (GOOD + "rate = 9\n", "from 0.5 to 2.0"),
        (GOOD + "rate = true\n", "from 0.5 to 2.0"),
        (GOOD.replace('licence = "CC0"\n', ""), "“licence” is missing"),
        (GOOD.replace('["en"]', '"en"'), "list of texts"),
        (GOOD.replace('"A voice"', "3"), "text in quotation marks"),
        ("name = ", "not valid TOML"),
        (GOOD + 'lexicons = ["none"]\n', "none.toml"),
    ],
)
def test_a_bad_profile_is_refused_with_file_and_key(profile, text, complaint):
    path = profile(text)
    with pytest.raises(VoiceError, match=r"\.toml") as raised:
        load_voice(path)
    assert complaint in str(raised.value)


def test_an_unknown_voice_is_refused_with_the_nearest():
    with pytest.raises(VoiceError, match="did you mean heart"):
        load_voice("hart")


def test_a_language_the_voice_does_not_speak_goes_to_the_system_voice():
    cast = cast_for(load_voice("heart"), "de-at")
    assert cast.speaker(Role.NARRATOR).voice.name == "system"
    assert cast.speaker(Role.NARRATOR).voice.speaker == "de-at"
    assert "de-at" in cast.warnings[0]
