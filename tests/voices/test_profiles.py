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
    assert voices[0].name == "heart"
    assert all(voice.licence and voice.credit for voice in voices)


def test_shipped_lexicons_reach_the_voice():
    assert dict(load_voice("heart").phonemes)["Diaoyutai"]


def test_a_profile_of_ones_own_is_loaded_by_its_path(profile):
    assert load_voice(profile(GOOD)).name == "mine"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (GOOD + "rat = 1.0\n", "line 8: “rat” is not a key of a voice profile; did you mean “rate”"),
        (GOOD + "[colour]\nhue = 1\n", "line 8: “colour” is not a key of a voice profile; allowed are name, engine"),
        (GOOD + "rate = 9\n", "line 8: “rate” must be a number from 0.5 to 2."),
        (GOOD + "rate = true\n", "line 8: “rate” must be a number from 0.5 to 2."),
        (GOOD + "\n# louder\nvolume = 90\n", "line 10: “volume” must be a number from -20 to 20 (dB)."),
        (GOOD + "pitch = nan\n", "line 8: “pitch” must be a number from 0.5 to 2."),
        (GOOD + "pauses = -1\n", "line 8: “pauses” must be a number from 0 to 4."),
        (GOOD + 'sex = "none"\n', 'line 8: “sex” must be "female" or "male".'),
        (GOOD + 'synthetic = "no"\n', "line 8: “synthetic” must be true or false."),
        (GOOD.replace('licence = "CC0"\n', ""), "“licence” is missing"),
        (GOOD.replace('["en"]', '"en"'), "line 4: “languages” must be a list of language tags"),
        (GOOD.replace('["en"]', "[]"), "line 4: “languages” must be a list of language tags"),
        (GOOD.replace('["en"]', '["English!"]'), "line 4: “languages” must be a list of language tags"),
        (GOOD.replace('"A voice"', "3"), "line 5: “description” must be a text in quotation marks"),
        (GOOD.replace('"mine"', '"mine, or yours"'), "line 2: “name” must be a name of letters"),
        ("name = ", "not valid TOML"),
        (GOOD + 'lexicons = ["none"]\n', "none.toml"),
    ],
)
def test_a_bad_profile_is_refused_with_file_line_key_and_what_is_allowed(profile, text, complaint):
    path = profile(text)
    with pytest.raises(VoiceError, match=r"\.toml") as raised:
        load_voice(path)
    assert complaint in str(raised.value)


def test_every_key_of_a_profile_reaches_the_voice(profile, tmp_path):
    keys = 'rate = 1.1\npitch = 0.9\nvolume = -3\npauses = 1.2\nmodel = "m.onnx"\nsex = "male"\nsynthetic = false\n'
    voice = load_voice(profile(GOOD + keys))
    assert (voice.rate, voice.pitch, voice.volume, voice.pauses) == (1.1, 0.9, -3.0, 1.2)
    assert (voice.sex, voice.synthetic) == ("male", False)
    assert voice.model == str(tmp_path / "m.onnx")


def test_a_profile_in_a_persons_own_folder_is_found_by_name(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    own = tmp_path / "briefcast" / "voices"
    own.mkdir(parents=True)
    (own / "mine.toml").write_text(GOOD, encoding="utf-8")
    (own / "heart.toml").write_text(GOOD.replace('"mine"', '"heart"'), encoding="utf-8")
    assert "mine" in voice_names()
    assert load_voice("mine").description == "A voice"
    assert load_voice("heart").description == "A voice"
    (own / "other.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(VoiceError, match="line 2: “name” must be “other”, as its file is called"):
        load_voice("other")


def test_an_unknown_voice_is_refused_with_the_nearest():
    with pytest.raises(VoiceError, match="did you mean heart"):
        load_voice("hart")


def test_a_language_the_voice_does_not_speak_goes_to_the_system_voice():
    cast = cast_for(load_voice("heart"), "de-at")
    assert cast.speaker(Role.NARRATOR).voice.name == "system"
    assert cast.speaker(Role.NARRATOR).voice.speaker == "de-at"
    assert "de-at" in cast.warnings[0]
