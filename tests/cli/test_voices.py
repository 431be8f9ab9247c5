"""``briefcast voices``: the list, hearing a voice, fetching one."""

from __future__ import annotations

import json
import stat
import wave

import pytest

from briefcast.cli.playing import play
from briefcast.voices import load_voice, voice_names
from briefcast.voices.model_files import catalogue


def listed(user, *arguments, **environment):
    run = user("voices", *arguments, **environment)
    assert run.status == 0, run.stderr
    return run.stdout.splitlines()


def test_the_list_has_a_line_for_each_voice_with_the_default_first(user):
    heading, *lines = listed(user)
    assert heading.split() == ["VOICE", "LANGUAGE", "SEX", "ENGINE", "NATURAL", "ERRORS", "SPEED", "READY", "LICENCE"]
    assert [line.split()[0] for line in lines] == voice_names()
    assert lines[0].split() == ["heart", "en", "female", "hibari", "4.2", "3.0", "%", "yes", "Apache-2.0"]


def test_what_a_licence_restricts_is_told_in_the_list(user):
    joe = next(line for line in listed(user) if line.startswith("joe"))
    assert "restricts commercial use" in joe


def test_json_tells_what_a_voice_lacks_and_how_to_get_it(user):
    voices = {voice["name"]: voice for voice in json.loads("\n".join(listed(user, "--json")))}
    assert voices["heart"]["ready"] is True
    assert voices["heart"]["synthetic"] is True
    assert voices["kokoro-emma"]["ready"] is False
    assert "“briefcast voices fetch kokoro-emma” brings it" in voices["kokoro-emma"]["lacks"]


def test_a_voice_that_was_heard_has_a_speed_from_then_on(user):
    before = json.loads("\n".join(listed(user, "--json")))
    heard = user("voices", "system", "-o", "system.wav")
    assert heard.status == 0, heard.stderr
    after = json.loads("\n".join(listed(user, "--json")))
    assert next(voice["speed"] for voice in before if voice["name"] == "system") is None
    assert next(voice["speed"] for voice in after if voice["name"] == "system") > 5
    with wave.open(str(user.home / "system.wav")) as sound:
        assert 8 < sound.getnframes() / sound.getframerate() < 25


def test_where_nothing_can_play_it_the_sample_is_written_under_the_voices_name(user):
    assert user("voices", "system").stdout.startswith("system.wav")
    assert (user.home / "system.wav").stat().st_size > 100_000


def test_a_voice_that_is_not_there_is_named_with_the_nearest(user):
    run = user("voices", "hart")
    assert run.status == 1
    assert run.stderr == "Error: There is no voice called “hart”; did you mean heart?\n"


def test_a_voice_that_was_not_fetched_is_not_heard_by_another(user):
    run = user("voices", "kokoro-emma", "-o", "emma.wav")
    assert run.status == 1
    assert "“briefcast voices fetch kokoro-emma” brings it" in run.stderr
    assert not (user.home / "emma.wav").exists()


def test_a_broken_profile_of_ones_own_does_not_hide_the_other_voices(user):
    own = user.cache / "config" / "briefcast" / "voices"
    own.mkdir(parents=True)
    (own / "mine.toml").write_text('name = "mine"\nvolume = "loud"\n', encoding="utf-8")
    run = user("voices")
    assert run.status == 1
    assert run.stdout.splitlines()[1].startswith("heart")
    assert "mine.toml, line 2: “volume” must be a number from -20 to 20 (dB)." in run.stderr


def test_a_style_and_a_model_are_fetched_from_a_folder_and_checked(user, tmp_path):
    """The whole way with true contents is in test_fetching; here a stick holds a wrong file, then none."""
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "hibari-emma.onnx").write_bytes(b"something else")
    run = user("voices", "fetch", "emma", "--from", stick)
    assert run.status == 1
    assert "other contents than its makers published" in run.stderr
    (stick / "hibari-emma.onnx").unlink()
    assert "There is no file" in user("voices", "fetch", "emma", "--from", stick).stderr


def test_what_is_there_is_not_fetched_again(user):
    models = user.cache / "data" / "briefcast" / "models"
    models.mkdir(parents=True)
    with (models / "hibari-emma.onnx").open("wb") as file:
        file.truncate(catalogue()["hibari-emma.onnx"].size)
    run = user("voices", "fetch", "emma", "heart")
    assert run.status == 0, run.stderr
    assert run.stdout == "The voice “emma” is ready.\nThe voice “heart” is ready.\n"


@pytest.fixture
def players(tmp_path, monkeypatch):
    """Programs of the machine, written by the test, in place of those that are there."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    (tmp_path / "bin").mkdir()

    def add(name: str, script: str) -> None:
        path = tmp_path / "bin" / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    return add


def test_a_player_that_fails_is_followed_by_the_next(players, tmp_path):
    players("paplay", "exit 1")
    players("aplay", f'[ "$1" = -q ] && /bin/cat "$2" > {tmp_path}/heard')
    assert play(b"RIFF of a kind")
    assert (tmp_path / "heard").read_bytes() == b"RIFF of a kind"


def test_without_a_player_nothing_is_played(players):  # noqa: ARG001
    assert not play(b"RIFF")


def test_every_shipped_voice_says_that_a_machine_speaks():
    assert all(load_voice(name).synthetic for name in voice_names())
