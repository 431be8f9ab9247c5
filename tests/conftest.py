"""What all tests share: a cache of their own, the seeds, two finished episodes, other people's programs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
#: Set where a missing program must fail a test and not skip it.
NO_SKIPS = os.environ.get("BRIEFCAST_NO_SKIPS") == "1"


@dataclass(frozen=True)
class Run:
    """A finished command."""

    status: int
    stdout: str
    stderr: str


@dataclass
class Built:
    """An episode built by the command line from a seed."""

    mp3: Path
    run: Run

    @cached_property
    def manifest(self) -> dict[str, Any]:
        return json.loads(self.mp3.with_suffix(".json").read_text(encoding="utf-8"))

    @cached_property
    def samples(self) -> Any:
        """What ffmpeg decodes, delay and padding cut by the Info frame, float32."""
        import numpy as np

        command = ["ffmpeg", "-v", "error", "-i", str(self.mp3), "-f", "f32le", "-ac", "1", "-"]
        return np.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout, np.float32)


def briefcast(*arguments: object, cwd: Path, cache: Path, stdin: bytes | None = None, **environment: str) -> Run:
    """Runs the command line as a user would, with a cache of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "briefcast", *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        stdin=None if stdin is not None else subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=120,
        env={
            **os.environ,
            "XDG_CACHE_HOME": str(cache),
            "XDG_CONFIG_HOME": str(cache / "config"),
            "XDG_DATA_HOME": str(cache / "data"),
            "LC_ALL": "C.UTF-8",
            **environment,
        },
    )
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def user(tmp_path: Path, shared_cache: Path):
    """A person at a shell in an empty folder: ``user("build", "a.txt")``; engines have been loaded here before."""
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "cache" / "briefcast").mkdir(parents=True)
    (tmp_path / "cache" / "briefcast" / "engines").symlink_to(shared_cache / "briefcast" / "engines")

    def run(*arguments: object, **options: Any) -> Run:
        return briefcast(*arguments, cwd=home, cache=tmp_path / "cache", **options)

    run.home = home
    run.cache = tmp_path / "cache"
    return run


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory) -> Path:
    """A cache for the episodes below, and for what engines work out once, kept for the session."""
    cache = tmp_path_factory.mktemp("cache")
    (cache / "briefcast" / "engines").mkdir(parents=True)
    return cache


@pytest.fixture(scope="session", autouse=True)
def _own_cache(shared_cache: Path):
    """Keeps the cache of whoever runs the tests out of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(shared_cache))
        yield


def _built(seed: str, voice: str, folder: Path, cache: Path, name: str = "episode.mp3") -> Built:
    out = folder / name
    run = briefcast("build", SEEDS / seed, "--voice", voice, "-o", out, cwd=folder, cache=cache)
    assert run.status == 0, run.stderr
    return Built(out, run)


@pytest.fixture(scope="session")
def once(tmp_path_factory, shared_cache):
    """Builds an episode once for all processes that share the tests: ``once("news", lambda folder, cache: …)``.

    Whoever comes first builds; the takes and chapters of the episode come into each one's cache.
    """
    own = tmp_path_factory.getbasetemp()
    common = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def built(name: str, build: Callable[[Path, Path], Built]) -> Built:
        folder, cache, note = (common / f"{name}-{what}" for what in ("files", "cache", "run.json"))
        with FileLock(common / f"{name}.lock"):
            if not note.exists():
                for new in (folder, cache):
                    shutil.rmtree(new, ignore_errors=True)
                    new.mkdir()
                episode = build(folder, cache)
                note.write_text(json.dumps([episode.mp3.name, asdict(episode.run)]), encoding="utf-8")
        shutil.copytree(cache, shared_cache, dirs_exist_ok=True)
        mp3, run = json.loads(note.read_text(encoding="utf-8"))
        return Built(folder / mp3, Run(**run))

    return built


@pytest.fixture(scope="session")
def news(once) -> Built:
    """The news report without headings, read by the default voice."""
    return once("news", partial(_built, "foreign-minister-visit.txt", "heart"))


@pytest.fixture(scope="session")
def essay(once) -> Built:
    """The Markdown essay, read by the system voice."""
    return once("essay", partial(_built, "lost-sounds.md", "system"))


#: A script that asks much of a tag: letters of many kinds, pictures, long titles, two alike, links that players change.
HARBOUR = """---
format: briefcast script 1
title: 港口新闻 – “Łódź” & the ferry 🎧
byline: By Ada Moss
published: 2024-03-09
publication: The Harbour Wire 海港
source: https://example.org/harbour?page=2
language: en
---

## 港口的早晨 🚢

<https://example.org/harbour#morning>

The first ferry of the day leaves at six. Nobody is on board but the crew and one man with a bicycle.

## 00:31 The ferry

<https://example.org/caf%C3%A9#ferry>

It is forty years old. The engine was made by hand, and the men who made it are still asked for advice.

## The ferry

<https://example.org/ferry#x+y>

By noon there is a queue. The captain counts the cars twice, and then he counts them once more.

## Was die Fähre über den Hafen und die Gezeiten erzählt, wenn man ihr nur lange genug zuhört, abends wie morgens

In the evening the harbour is quiet. You can hear the ropes, and now and then a door.

## नदी के किनारे 👩‍🚀

The last boat comes back in the dark. Its lamp is seen long before it is heard.
"""


@pytest.fixture(scope="session")
def harbour(once) -> Built:
    """A small MP3 of the script that asks much of a tag, read by the system voice."""
    return once("harbour", lambda folder, cache: built_as("harbour.mp3", folder, cache, "--quality", "small"))


@pytest.fixture(scope="session")
def sample_exact(tmp_path_factory, news, essay, harbour, shared_cache):
    """A WAV of an episode above, from the same takes: ``sample_exact(news)``."""
    sources = {
        news.mp3: ("foreign-minister-visit.txt", "heart"),
        essay.mp3: ("lost-sounds.md", "system"),
    }
    made: dict[Path, Built] = {}

    def wav_of(episode: Built) -> Built:
        if episode.mp3 not in made:
            folder = tmp_path_factory.mktemp("wav")
            made[episode.mp3] = (
                built_as("harbour.wav", folder, shared_cache)
                if episode.mp3 == harbour.mp3
                else _built(*sources[episode.mp3], folder, shared_cache, "episode.wav")
            )
        return made[episode.mp3]

    return wav_of


def built_as(name: str, folder: Path, cache: Path, *options: str) -> Built:
    """The script that asks much of a tag as a file of this name."""
    (folder / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    out = folder / name
    run = briefcast("build", "harbour.md", "--voice", "system", *options, "-o", out, cwd=folder, cache=cache)
    assert run.status == 0, run.stderr
    return Built(out, run)


def program(name: str) -> str:
    """The path of a foreign program; the test is skipped, or fails where skips are forbidden, without it."""
    found = shutil.which(name)
    if found:
        return found
    if NO_SKIPS:
        pytest.fail(f"{name} is not installed")
    pytest.skip(f"{name} is not installed")


@pytest.fixture
def ffmpeg() -> str:
    return program("ffmpeg")


@pytest.fixture
def ffprobe() -> str:
    return program("ffprobe")


@pytest.fixture
def mp3val() -> str:
    return program("mp3val")


@pytest.fixture
def troublemaker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The voice of an engine that is found by its entry point, as any other package's is."""
    from briefcast.voices import load_voice

    site = tmp_path / "site"
    about = site / "troublemaker-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: troublemaker\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[briefcast.engines]\ntroublemaker = troublemaker:Troublemaker\n")
    shutil.copy(Path(__file__).with_name("troublemaker.py"), site)
    monkeypatch.syspath_prepend(str(site))
    return replace(load_voice("system"), name="trouble", engine="troublemaker", speaker=str(tmp_path))
