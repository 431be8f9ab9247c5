"""Ctrl-C and sudden death: nothing half-written, nothing spoken twice."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest
from tests.conftest import SEEDS, briefcast


@pytest.fixture
def interrupted(user):
    """Starts a build and sends it a signal as soon as it has kept a few more takes."""

    def run(number: int, *options: str) -> tuple[int, str]:
        source, before = str(SEEDS / "foreign-minister-visit.txt"), len(takes(user))
        process = subprocess.Popen(
            [sys.executable, "-m", "briefcast", "build", source, "-o", "news.mp3", *options],
            cwd=user.home,
            env={**os.environ, "XDG_CACHE_HOME": str(user.cache)},
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        deadline, enough = time.monotonic() + 30, before + 5
        while len(takes(user)) < enough and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(number)
        message = process.communicate(timeout=30)[1]
        return process.returncode, message

    return run


def takes(user) -> set[str]:
    return {path.name for path in user.cache.rglob("*.take")}


def test_ctrl_c_says_so_and_leaves_nothing_half_written(user, interrupted):
    status, message = interrupted(signal.SIGINT)
    assert status == 130
    assert "run the same command again" in message
    assert "Traceback" not in message
    assert list(user.home.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_the_next_run_goes_on_where_it_was_and_ends_with_the_same_bytes(user, interrupted, number, news):
    interrupted(number)
    before = entries(user)
    assert len(before) >= 5
    run = briefcast("build", SEEDS / "foreign-minister-visit.txt", "-o", "news.mp3", cwd=user.home, cache=user.cache)
    assert run.status == 0, run.stderr
    after = entries(user)
    assert {name: after[name] for name in before} == before
    assert (user.home / "news.mp3").read_bytes() == news.mp3.read_bytes()


def test_a_build_with_music_goes_on_too_and_ends_as_one_that_was_never_stopped(user, interrupted, tmp_path):
    source, music = SEEDS / "foreign-minister-visit.txt", ("--theme", "harbour")
    interrupted(signal.SIGINT, *music)
    interrupted(signal.SIGKILL, *music)
    kept = entries(user)
    assert len(kept) >= 10
    assert briefcast("build", source, "-o", "news.mp3", *music, cwd=user.home, cache=user.cache).status == 0
    after = entries(user)
    assert {name: after[name] for name in kept} == kept
    takes_only = tmp_path / "takes"
    shutil.copytree(user.cache, takes_only, ignore=shutil.ignore_patterns("chapters"))
    assert briefcast("build", source, "-o", "whole.mp3", *music, cwd=user.home, cache=takes_only).status == 0
    assert (user.home / "news.mp3").read_bytes() == (user.home / "whole.mp3").read_bytes()


#: Raise it to look harder: 30 take a minute on an idle machine.
DEATHS = int(os.environ.get("BRIEFCAST_DEATHS", "6"))


def test_sudden_deaths_at_any_moment_lose_nothing_kept_and_change_no_byte(user):
    """All processes of a build are killed at random moments, again and again; what was spoken is never spoken anew."""
    sentence = "In year {}, the harbour master counted the blue boats."
    chapters = [f"## Winter {c}\n\n" + " ".join(sentence.format(9 * c + n) for n in range(6)) for c in range(1, 4)]
    (user.home / "book.md").write_text("\n\n".join(["# Winters", *chapters]), encoding="utf-8")
    began = time.monotonic()
    assert user("build", "book.md", "-o", "whole.mp3", "--no-cache").status == 0
    longest_s = time.monotonic() - began
    chance = random.Random(7)  # noqa: S311  # the same every time, and no secret
    kept: dict[str, int] = {}
    for _ in range(DEATHS):
        if killed_after(user, chance.uniform(0.0, longest_s)) == 0:
            shutil.rmtree(user.cache)
            kept = {}
        now = entries(user)
        assert {name: now.get(name) for name in kept} == kept
        kept = now
        assert {path.suffix for path in user.home.iterdir()} <= {".md", ".mp3", ".vtt", ".json", ".part"}
    run = user("build", "book.md", "-o", "book.mp3")
    assert run.status == 0, run.stderr
    assert "damaged" not in run.stderr
    now = entries(user)
    assert {name: now.get(name) for name in kept} == kept
    assert (user.home / "book.mp3").read_bytes() == (user.home / "whole.mp3").read_bytes()


def killed_after(user, seconds: float) -> int:
    """Starts a build and kills all its processes after a time; its exit status."""
    with subprocess.Popen(
        [sys.executable, "-m", "briefcast", "build", "book.md", "-q"],
        cwd=user.home,
        env={**os.environ, "XDG_CACHE_HOME": str(user.cache)},
        start_new_session=True,
    ) as process:
        try:
            return process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return process.wait()


def entries(user) -> dict[str, int]:
    """The takes and chapters that are kept, each with the number of its file: another file was made anew."""
    kept = (path for suffix in ("take", "frames") for path in user.cache.glob(f"briefcast/*s/*/*.{suffix}"))
    return {path.name: path.stat().st_ino for path in kept}
