"""``briefcast cache``, and the options of ``build`` that concern it."""

from __future__ import annotations

import pytest


@pytest.fixture
def built(user):
    """A person who has built a short article."""
    (user.home / "a.txt").write_text("A lamp was lit by the bridge. Nobody saw who had lit it.", encoding="utf-8")
    run = user("build", "a.txt", "--voice", "system")
    assert run.status == 0, run.stderr
    return user


def test_info_counts_takes_and_chapters(built):
    run = built("cache", "info")
    assert run.stdout.splitlines()[0] == str(built.cache / "briefcast")
    assert [line.split()[:2] for line in run.stdout.splitlines()[1:]] == [
        ["takes", str(len(list(built.cache.rglob("*.take"))))],
        ["chapters", "1"],
        ["builds", "1"],
    ]


def test_verify_names_what_is_damaged_and_the_next_build_makes_it_anew_with_the_same_bytes(built):
    first = (built.home / "a.mp3").read_bytes()
    assert built("cache", "verify").status == 0
    (chapter,) = built.cache.rglob("*.frames")
    content = bytearray(chapter.read_bytes())
    content[-100] ^= 1
    chapter.write_bytes(content)
    run = built("cache", "verify")
    assert run.status == 1
    assert str(chapter) in run.stdout
    assert built("build", "a.txt", "--voice", "system").status == 0
    assert (built.home / "a.mp3").read_bytes() == first


def test_a_build_that_finds_a_turned_bit_says_so_and_gives_the_same_bytes(built):
    first = (built.home / "a.mp3").read_bytes()
    (chapter,) = built.cache.rglob("*.frames")
    content = bytearray(chapter.read_bytes())
    content[0] ^= 0x20
    chapter.write_bytes(content)
    run = built("build", "a.txt", "--voice", "system")
    assert (run.status, run.stderr.count("1 entry of the cache was damaged")) == (0, 1)
    assert chapter.name in run.stderr
    assert (built.home / "a.mp3").read_bytes() == first


def test_clear_leaves_nothing(built):
    assert "freed" in built("cache", "clear").stdout
    assert not list(built.cache.rglob("*.take"))
    assert not list(built.cache.rglob("*.frames"))


@pytest.mark.parametrize(
    ("size", "said"), [("lots", "write it like"), ("3MB", "the least is 100.0 MB"), ("-1GB", "is not")]
)
def test_a_limit_that_makes_no_sense_is_refused(user, size, said):
    (user.home / "a.txt").write_text("A lamp.", encoding="utf-8")
    run = user("build", "a.txt", "--cache-limit", size)
    assert run.status == 2
    assert said in run.stderr
    assert user("build", "a.txt", BRIEFCAST_CACHE_LIMIT=size).status == 2
