"""Themes by name, file, folder and TOML; what is wrong with one is said in one sentence, before a word is spoken."""

from __future__ import annotations

import io
import wave
from typing import TYPE_CHECKING

import numpy as np
import pytest

from briefcast.errors import ThemeError
from briefcast.studio import themes
from briefcast.studio.instruments import played
from briefcast.studio.loudness import integrated
from briefcast.studio.metering import step_energies
from briefcast.studio.mp3 import RATE_HZ
from briefcast.studio.music import LONGEST_S, sound_of
from briefcast.studio.theme_files import read_sound
from briefcast.studio.themes import PARTS, SHIPPED, Theme, load_theme

if TYPE_CHECKING:
    from pathlib import Path

OWN = [f"{name}/{part}" for name in ("harbour", "lantern") for part in PARTS]
OWN += ["chime/opening", "chime/sting", "chime/closing"]


def tone(seconds: float, rate: int = 48_000, hz: float = 440.0) -> np.ndarray:
    return (0.3 * np.sin(2 * np.pi * hz * np.arange(int(seconds * rate)) / rate)).astype(np.float32)


def write(path: Path, sound: np.ndarray, rate: int = 48_000) -> Path:
    """A sound file of the kind its name says, in stereo."""
    both = np.stack([sound, sound])
    if path.suffix == ".m4a":
        import av

        with av.open(str(path), "w") as container:
            stream = container.add_stream("aac", rate=rate, layout="stereo")
            frame = av.AudioFrame.from_ndarray(both, format="fltp", layout="stereo")
            frame.sample_rate = rate
            for packet in (*stream.encode(frame), *stream.encode(None)):
                container.mux(packet)
        return path
    from pedalboard.io import AudioFile

    with AudioFile(str(path), "w", rate, 2) as file:
        file.write(both)
    return path


@pytest.mark.parametrize("name", OWN)
def test_our_own_sounds_are_clean(name):
    """No clipping, no offset, no click: no step beyond that of the highest note at full level; silent ends."""
    sound = played(name)
    assert np.abs(sound).max() == pytest.approx(1.0)
    assert abs(float(sound.mean())) < 0.001
    assert np.abs(np.diff(sound)).max() < 0.15
    assert sound.tobytes() == played(name).tobytes()
    if name.endswith("/bed"):
        assert abs(float(sound[0] - sound[-1])) < 0.02
    else:
        assert max(abs(float(sound[0])), abs(float(sound[-1]))) < 0.001


def test_the_themes_we_ship_have_their_parts():
    for name in SHIPPED:
        theme = load_theme(name)
        assert theme.opening
        assert theme.sting
        assert theme.closing
        assert bool(theme.bed) == (name != "chime")
    assert load_theme("none") == Theme()


@pytest.mark.parametrize("kind", ["wav", "mp3", "flac", "ogg", "m4a"])
def test_a_file_of_any_kind_opens_and_closes(tmp_path, kind):
    theme = load_theme(str(write(tmp_path / f"mine.{kind}", tone(2.0))))
    assert theme.opening
    assert theme.closing
    assert theme.sting is theme.bed is None
    sound = sound_of(theme.opening)
    assert len(sound) == pytest.approx(2.0 * RATE_HZ, rel=0.06)
    middle = np.fft.rfft(sound[RATE_HZ // 2 : RATE_HZ // 2 + RATE_HZ])
    assert int(np.abs(middle).argmax()) == 440


@pytest.mark.parametrize("level", [0.01, 1.0])
def test_a_file_is_brought_to_the_level_of_speech_whatever_its_own(tmp_path, level):
    theme = load_theme(str(write(tmp_path / "mine.wav", np.float32(level) * tone(3.0))))
    assert integrated(step_energies(sound_of(theme.opening), RATE_HZ).tolist()) == pytest.approx(-16, abs=0.3)


def test_a_long_file_is_cut_and_fades_out(tmp_path):
    sound = sound_of(load_theme(str(write(tmp_path / "mine.flac", tone(30.0)))).opening)
    assert len(sound) == round(LONGEST_S["opening"] * RATE_HZ)
    assert np.abs(sound[-RATE_HZ // 50 :]).max() < 0.05 * np.abs(sound).max()


def test_a_folder_names_its_parts_by_their_files(tmp_path):
    write(tmp_path / "sting.wav", tone(1.0))
    write(tmp_path / "bed.ogg", tone(5.0))
    theme = load_theme(str(tmp_path))
    assert theme.sting
    assert theme.bed
    assert theme.opening is theme.closing is None


def test_a_toml_file_names_files_beside_it_and_levels(tmp_path):
    write(tmp_path / "in.wav", tone(1.0))
    (tmp_path / "my.toml").write_text('opening = "in.wav"\nlevel_db = -8\nbed_db = -25.5\n')
    theme = load_theme(str(tmp_path / "my.toml"))
    assert theme.opening.source == str((tmp_path / "in.wav").resolve())
    assert (theme.level_db, theme.bed_db) == (-8.0, -25.5)


def test_another_content_is_another_piece(tmp_path):
    path = tmp_path / "mine.wav"
    first = load_theme(str(write(path, tone(1.0)))).opening
    assert first == load_theme(str(path)).opening
    assert first != load_theme(str(write(path, tone(1.1)))).opening


def silence() -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(16_000))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("gong", None, "no theme “gong”"),
        ("gone.wav", None, "cannot be read: No such file"),
        ("gone.toml", None, "cannot be read: No such file"),
        ("page.wav", b"<html>not sound</html>", "is it really WAV?"),
        ("page.mp3", b"<html>not sound</html>", "is it really MP3?"),
        ("page.m4a", b"<html>not sound</html>", "M4A|cannot be read"),
        ("empty.ogg", b"", "is it really OGG?"),
        ("still.wav", silence(), "is silent"),
        ("a.toml", b"opening = 3", "must be the name of a sound file"),
        ("a.toml", b"tune = 'x.wav'", "“tune” is none of opening"),
        ("a.toml", b"opening", "is not TOML"),
        ("a.toml", b"\xff\xfe", "is not TOML"),
        ("a.toml", b"bed_db = -20", "names no sound"),
        ("a.toml", b"opening = 'x.aiff'", "convert it"),
    ],
)
def test_what_is_wrong_is_said(tmp_path, name, content, words):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ThemeError, match=words) as caught:
        load_theme(str(path) if "." in name else name)
    assert str(caught.value).count("\n") == 0


@pytest.mark.parametrize("line", ["bed_db = -10", "bed_db = true", "bed_db = 'low'", "level_db = 3", "level_db = nan"])
def test_a_level_out_of_range_is_refused(tmp_path, line):
    write(tmp_path / "in.wav", tone(1.0))
    (tmp_path / "my.toml").write_text(f'opening = "in.wav"\n{line}\n')
    with pytest.raises(ThemeError, match="must be a number from -60 to"):
        load_theme(str(tmp_path / "my.toml"))


def test_an_empty_folder_and_a_huge_file_are_refused(tmp_path, monkeypatch):
    with pytest.raises(ThemeError, match=r"holds no theme; put opening\.wav"):
        load_theme(str(tmp_path))
    monkeypatch.setattr(themes, "MOST_BYTES", 1000)
    with pytest.raises(ThemeError, match="at most 0 MB are read"):
        load_theme(str(write(tmp_path / "mine.wav", tone(1.0))))


def test_no_more_of_a_file_is_read_than_asked_for(tmp_path):
    for kind in ("wav", "m4a"):
        assert len(read_sound(write(tmp_path / f"mine.{kind}", tone(4.0)), most_s=1.0)) == pytest.approx(RATE_HZ, abs=2)
