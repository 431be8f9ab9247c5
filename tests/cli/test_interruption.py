"""Ctrl-C and sudden death: nothing half-written, nothing spoken twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest
from tests.conftest import SEEDS, briefcast


@pytest.fixture
def interrupted(user):
    """Starts a build and sends it a signal as soon as it has kept a few takes."""

    def run(number: int) -> tuple[int, str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "briefcast", "build", str(SEEDS / "foreign-minister-visit.txt"), "-o", "news.mp3"],
            cwd=user.home,
            env={**os.environ, "XDG_CACHE_HOME": str(user.cache)},
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        deadline = time.monotonic() + 30
        while len(takes(user)) < 5 and time.monotonic() < deadline:
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
