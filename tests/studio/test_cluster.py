"""Chapters made by the workers of a real Dask cluster on this machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from tests.conftest import briefcast

from briefcast.errors import ClusterError
from briefcast.studio.cluster import agree

DASK = str(Path(sys.executable).with_name("dask"))


@contextmanager
def running(*command: str, cache: Path, **environment: str):
    """A process that is certainly gone at the end."""
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "XDG_CACHE_HOME": str(cache), **environment},
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


class Machines:
    """A scheduler, and as many workers as are asked for, each with a cache of its own."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        file = folder / "scheduler.json"
        command = (DASK, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show")
        self.scheduler = stack.enter_context(running(*command, "--scheduler-file", str(file), cache=folder))
        _until(file.is_file)
        self.address = _until(lambda: _address_in(file))

    def worker(self, name: str, **environment: str) -> subprocess.Popen:
        return self._stack.enter_context(
            running(
                *(DASK, "worker", self.address, "--host", "127.0.0.1", "--nthreads", "1"),
                *("--no-nanny", "--no-dashboard", "--local-directory", str(self._folder)),
                cache=self.cache(name),
                **environment,
            )
        )

    def cache(self, name: str) -> Path:
        return self._folder / name

    def await_workers(self, count: int) -> None:
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=60)


def _address_in(file: Path) -> str:
    import json

    try:
        return json.loads(file.read_text(encoding="utf-8"))["address"]
    except ValueError:
        return ""


def _until(true):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if value := true():
            return value
        time.sleep(0.05)
    raise AssertionError("it did not happen within a minute")


@pytest.fixture
def machines(tmp_path):
    with ExitStack() as stack:
        yield Machines(tmp_path, stack)


@pytest.fixture
def book(user) -> Path:
    """Four chapters of some half a minute."""
    sentence = "In year {}, the harbour master counted the blue boats before the storm came, and wrote it down."
    chapters = [
        f"## The winter of {1900 + chapter}\n\n" + " ".join(sentence.format(10 * chapter + n) for n in range(5))
        for chapter in range(4)
    ]
    path = user.home / "book.md"
    path.write_text("# A book of winters\n\n" + "\n\n".join(chapters), encoding="utf-8")
    return path


def test_a_worker_killed_amid_its_work_loses_nothing_and_the_bytes_are_those_of_one_machine(user, book, machines):
    victim, _ = machines.worker("victim"), machines.worker("survivor")
    machines.await_workers(2)
    with running(
        *(sys.executable, "-m", "briefcast", "build", str(book), "-o", str(user.home / "spread.mp3")),
        *("--scheduler", machines.address),
        cache=user.cache,
    ) as build:
        _until(lambda: list(machines.cache("victim").rglob("*.take")))
        victim.send_signal(signal.SIGKILL)
        assert build.wait(timeout=120) == 0
    assert list(machines.cache("survivor").rglob("*.take"))
    assert not list(user.cache.rglob("*.take"))
    assert len(list(user.cache.rglob("chapters/*/*.frames"))) == 4
    assert user("build", book, "-o", "here.mp3", "--no-cache").status == 0
    for suffix in (".mp3", ".vtt", ".chapters.json"):
        assert (user.home / f"spread{suffix}").read_bytes() == (user.home / f"here{suffix}").read_bytes()


def test_missing_workers_and_one_with_another_version_are_named_before_anything_is_spoken(user, book, machines):
    run = user("build", book, "--scheduler", machines.address)
    assert run.status == 1
    assert f"start some with “dask worker {machines.address}”" in run.stderr
    other = user.home / "elsewhere"
    facts = other / "lameenc-0.1.dist-info" / "METADATA"
    facts.parent.mkdir(parents=True)
    facts.write_text("Metadata-Version: 2.1\nName: lameenc\nVersion: 0.1\n", encoding="utf-8")
    machines.worker("old", PYTHONPATH=str(other))
    machines.await_workers(1)
    run = user("build", book, "--scheduler", machines.address, "--voice", "system")
    assert run.status == 1
    assert "of lameenc it has “0.1”, this machine" in run.stderr
    assert "Traceback" not in run.stderr
    assert not list(machines.cache("old").rglob("*.take"))
    assert not list(user.home.glob("*.mp3"))


def test_a_scheduler_that_goes_away_is_one_sentence_and_no_hang(user, book, machines):
    machines.worker("one")
    machines.await_workers(1)
    with subprocess.Popen(
        [sys.executable, "-m", "briefcast", "build", str(book), "--scheduler", machines.address],
        cwd=user.home,
        env={**os.environ, "XDG_CACHE_HOME": str(user.cache)},
        stderr=subprocess.PIPE,
        text=True,
    ) as build:
        _until(lambda: list(machines.cache("one").rglob("*.take")))
        machines.scheduler.kill()
        message = build.communicate(timeout=60)[1]
    assert build.returncode == 1
    assert "run the same command again" in message
    assert "Traceback" not in message
    assert not list(user.home.glob("*.mp3"))


@pytest.mark.parametrize("address", ["nonsense", "tcp://127.0.0.1"])
def test_what_is_no_address_of_a_scheduler_is_refused(tmp_path, address):
    (tmp_path / "a.txt").write_text("A sentence about a lamp.", encoding="utf-8")
    run = briefcast("build", "a.txt", "--scheduler", address, cwd=tmp_path, cache=tmp_path / "cache")
    assert run.status == 1
    assert "tcp://host:8786" in run.stderr


def test_a_worker_that_lacks_a_fact_or_has_another_is_refused_by_name():
    ours = {"lameenc": "1.8", "the voice “heart”": "hibari 1"}
    agree("tcp://a:1", dict(ours), ours)
    for theirs in ({"lameenc": "1.8"}, {**ours, "lameenc": "1.7"}):
        with pytest.raises(ClusterError, match="tcp://a:1"):
            agree("tcp://a:1", theirs, ours)
