"""Which sounds of a theme fall to which chapter: so that a chapter's bytes depend on its own alone."""

from __future__ import annotations

import wave

import pytest

from briefcast.model import Chapter, Role, Script, Utterance
from briefcast.studio.encoding import MP3
from briefcast.studio.setting import Setting, settings_of


def line(role: Role) -> Utterance:
    return Utterance("Words.", "Words.", role, 300)


A, N = Role.ANNOUNCER, Role.NARRATOR


def script(theme: str, *roles: tuple[Role, ...]) -> Script:
    chapters = tuple(Chapter(f"Part {number}", tuple(map(line, said))) for number, said in enumerate(roles))
    return Script(title="Bread", language="en", chapters=chapters, theme=theme)


@pytest.fixture
def closing_only(tmp_path):
    """A folder with a theme of a closing alone, very soft."""
    with wave.open(str(tmp_path / "end.wav"), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes((0, 16, 0, 240)) * 4000)
    (tmp_path / "my.toml").write_text('closing = "end.wav"\nlevel_db = -20\n')
    return str(tmp_path / "my.toml")


def test_the_opening_goes_to_the_first_the_closing_to_the_last_a_sting_to_all_but_the_first():
    settings = settings_of(script("harbour", (A, A, N), (N,), (N,), (N, A)), -16.0, MP3)
    assert [setting.before.part for setting in settings] == ["opening", "sting", "sting", "sting"]
    assert [bool(setting.after) for setting in settings] == [False, False, False, True]
    assert settings[1] == settings[2]


def test_a_bed_lies_under_what_the_announcer_says_first_and_last():
    settings = settings_of(script("harbour", (A, A, N, A, N), (N, A), (A, N, N, A, A)), -16.0, MP3)
    assert [(bool(setting.bed), setting.head, setting.tail) for setting in settings] == [
        (True, 2, 0),
        (False, 0, 0),
        (True, 0, 2),
    ]


def test_a_bed_lies_once_under_a_chapter_of_the_announcer_alone():
    (only,) = settings_of(script("lantern", (A, A, A)), -16.0, MP3)
    assert (only.head, only.tail) == (3, 0)


def test_a_chapter_in_which_nothing_of_the_theme_is_heard_is_as_without_one(closing_only):
    settings = settings_of(script(closing_only, (A, N), (N,), (N, A)), -18.0, MP3)
    assert settings[:2] == [Setting(target_lufs=-18.0)] * 2
    assert settings[2].level_db == -20.0
