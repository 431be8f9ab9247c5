"""A build of which nothing changed leaves its files as they stand; whatever did change is seen."""

from __future__ import annotations

import os
import re

import pytest

TEXT = "# The lamp\n\nA lamp was lit by the bridge. Nobody saw who had lit it.\n"
BUILD = ("build", "a.md", "--voice", "system", "-o", "a.mp3")
NAMES = ("a.mp3", "a.vtt", "a.chapters.json", "a.json")


@pytest.fixture
def built(user):
    """A person who has built a short article; ``built.first`` is what was said."""
    (user.home / "a.md").write_text(TEXT, encoding="utf-8")
    user.first = user(*BUILD)
    assert user.first.status == 0, user.first.stderr
    return user


def contents(user):
    return {name: (user.home / name).read_bytes() for name in NAMES}


def was_left(user, run, before) -> bool:
    """Whether the files are those that were there, not new ones of the same bytes."""
    assert run.status == 0, run.stderr
    return {name: (user.home / name).stat().st_ino for name in NAMES} == before


def inodes(user):
    return {name: (user.home / name).stat().st_ino for name in NAMES}


def test_it_says_the_same_and_touches_no_file(built):
    before = inodes(built)
    run = built(*BUILD)
    assert was_left(built, run, before)
    made = r"Made in .*"
    assert re.sub(made, "", run.stdout) == re.sub(made, "", built.first.stdout)
    assert run.stderr == ""


def test_notes_are_told_again(user):
    (user.home / "a.txt").write_text("A lamp was lit by the bridge. Nobody saw who had lit it.", encoding="utf-8")
    first, second = (user("build", "a.txt", "--voice", "system", "-q").stderr for _ in range(2))
    assert first.startswith("Note: ")
    assert second == first
    assert list(user.cache.rglob("*.build"))


def test_a_build_in_which_a_voice_stood_in_is_tried_again(user):
    (user.home / "a.md").write_text(TEXT, encoding="utf-8")
    broken = user.home / "broken" / "onnxruntime"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise ImportError('gone')")
    words = ("build", "a.md", "--voice", "heart")
    assert "cannot be loaded" in user(*words, PYTHONPATH=str(broken.parent)).stderr
    assert not list(user.cache.rglob("*.build"))


def test_quiet_is_silent_then_too(built):
    run = built(*BUILD, "-q")
    assert (run.status, run.stdout, run.stderr) == (0, "", "")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("change", ["missing", "changed"])
def test_a_file_that_is_missing_or_was_changed_is_written_again(built, name, change):
    whole = contents(built)
    if change == "missing":
        (built.home / name).unlink()
    else:
        (built.home / name).write_bytes(whole[name][:-1] + b"?")
    assert built(*BUILD).status == 0
    assert contents(built) == whole


def test_a_changed_source_is_read_even_if_its_size_and_time_are_the_same(built):
    source = built.home / "a.md"
    status = source.stat()
    source.write_text(TEXT.replace("lamp", "ramp"), encoding="utf-8")
    os.utime(source, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert built(*BUILD).status == 0
    assert b"ramp" in (built.home / "a.vtt").read_bytes()


def test_a_changed_lexicon_is_read(built):
    lexicon = built.home / "own.toml"
    lexicon.write_text('[words]\nbridge = "brig"\n', encoding="utf-8")
    assert built(*BUILD, "--lexicon", "own.toml").status == 0
    before = contents(built)["a.json"]
    lexicon.write_text('[words]\nbridge = "brag"\n', encoding="utf-8")
    assert built(*BUILD, "--lexicon", "own.toml").status == 0
    assert contents(built)["a.json"] != before


@pytest.mark.parametrize(
    "options", [("--title", "Another"), ("--loudness", "-18"), ("--rate", "1.2"), ("--quality", "small")]
)
def test_another_wish_is_met_and_the_first_one_again_after_it(built, options):
    first = contents(built)
    assert built(*BUILD, *options).status == 0
    assert contents(built) != first
    assert built(*BUILD).status == 0
    assert contents(built) == first


def test_a_note_that_is_damaged_is_told_of_and_made_again(built):
    (note,) = built.cache.rglob("*.build")
    note.write_bytes(note.read_bytes()[:-3] + b"xyz")
    assert "1 entry of the cache was damaged" in built(*BUILD).stderr
    assert built(*BUILD).stderr == ""


def test_a_damaged_chapter_is_told_of(built):
    (chapter,) = built.cache.rglob("*.frames")
    content = bytearray(chapter.read_bytes())
    content[-100] ^= 1
    chapter.write_bytes(content)
    assert chapter.name in built(*BUILD).stderr


def test_standard_input_is_always_read(user):
    for word in ("one", "two"):
        run = user("build", "-", "--voice", "system", "-o", "in.mp3", stdin=f"This is {word}.".encode())
        assert run.status == 0, run.stderr
        assert word in (user.home / "in.vtt").read_text(encoding="utf-8")
    assert not list(user.cache.rglob("*.build"))


def test_with_no_cache_everything_is_made_anew(built):
    before = inodes(built)
    assert not was_left(built, built(*BUILD, "--no-cache"), before)
