"""Episodes as players get them, and the programs that open them."""

from __future__ import annotations

import json
import subprocess
from functools import cached_property

import pytest
from tests.conftest import Built, briefcast, program
from tests.studio.strict_reader import read_info, read_tag, walk

RATE = 44_100
FRAME = 1152


class Opened:
    """A built MP3, taken apart by the strict reader."""

    def __init__(self, built) -> None:
        self.path = built.mp3
        self.manifest = built.manifest
        self.built = built

    @cached_property
    def data(self) -> bytes:
        return self.path.read_bytes()

    @cached_property
    def tag(self):
        return read_tag(self.data)

    @cached_property
    def frames(self):
        """The Info frame and all audio frames."""
        return walk(self.data, self.tag.size)

    @cached_property
    def info(self):
        return read_info(self.frames)

    @property
    def samples(self):
        """What ffmpeg decodes, float32."""
        return self.built.samples

    @property
    def chapters(self) -> list[dict]:
        return self.manifest["chapters"]

    @cached_property
    def chapters_json(self) -> list[dict]:
        return json.loads(self.path.with_suffix(".chapters.json").read_text(encoding="utf-8"))["chapters"]

    def part(self, start_ms: float, end_ms: float):
        """The samples between two times."""
        return self.samples[max(0, round(start_ms * RATE / 1000)) : round(end_ms * RATE / 1000)]


@pytest.fixture(scope="session", params=["news", "essay"])
def mp3(request) -> Opened:
    return Opened(request.getfixturevalue(request.param))


@pytest.fixture
def output_of():
    """Runs a foreign program that must succeed; its standard output and errors together."""

    def run(name: str, *arguments: object) -> str:
        done = subprocess.run(
            [program(name), *map(str, arguments)], capture_output=True, check=True, text=True, errors="replace"
        )
        return done.stdout + done.stderr

    return run


@pytest.fixture(scope="session")
def mp3_of(shared_cache):
    """Builds an MP3 beside an article, read by the system voice."""

    def build(article) -> Opened:
        out = article.with_suffix(".mp3")
        run = briefcast("build", article, "--voice", "system", "-o", out, cwd=article.parent, cache=shared_cache)
        assert run.status == 0, run.stderr
        return Opened(Built(out, run))

    return build
