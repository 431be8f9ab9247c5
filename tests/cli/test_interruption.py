"""Ctrl-C and sudden death: nothing half-written, nothing spoken twice."""

from __future__ import annotations

import os
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
    before = {path.name: path.stat().st_mtime_ns for path in user.cache.rglob("*.take")}
    assert len(before) >= 5
    run = briefcast("build", SEEDS / "foreign-minister-visit.txt", "-o", "news.mp3", cwd=user.home, cache=user.cache)
    assert run.status == 0, run.stderr
    after = {path.name: path.stat().st_mtime_ns for path in user.cache.rglob("*.take")}
    assert {name: after[name] for name in before} == before
    assert (user.home / "news.mp3").read_bytes() == news.mp3.read_bytes()


def test_a_build_with_chimes_goes_on_too_and_ends_as_one_that_was_never_stopped(user, interrupted, tmp_path):
    source, chimes = SEEDS / "foreign-minister-visit.txt", ("--announce", "chime")
    interrupted(signal.SIGINT, *chimes)
    interrupted(signal.SIGKILL, *chimes)
    kept = {path.name: path.stat().st_mtime_ns for path in user.cache.rglob("*.take")}
    assert len(kept) >= 10
    assert briefcast("build", source, "-o", "news.mp3", *chimes, cwd=user.home, cache=user.cache).status == 0
    assert {p.name: p.stat().st_mtime_ns for p in user.cache.rglob("*.take") if p.name in kept} == kept
    takes_only = tmp_path / "takes"
    shutil.copytree(user.cache, takes_only, ignore=shutil.ignore_patterns("chapters"))
    assert briefcast("build", source, "-o", "whole.mp3", *chimes, cwd=user.home, cache=takes_only).status == 0
    assert (user.home / "news.mp3").read_bytes() == (user.home / "whole.mp3").read_bytes()
