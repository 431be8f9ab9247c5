"""Chapters made by the workers of a Dask cluster: a chapter goes out, the content of its file comes back.

Before any work, every worker is asked for the versions and voices that decide the sound; where one would
make other bytes than this machine, nothing is sent. A chapter whose worker dies is given to another.
"""

from __future__ import annotations

import functools
import logging
import re
import time
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefcast.errors import ClusterError
from briefcast.studio.cache import Cache, default_folder
from briefcast.studio.chapter_file import MADE_WITH, RECIPE
from briefcast.studio.planning import plan_of
from briefcast.studio.recording import record, take_of
from briefcast.studio.workshop import pool
from briefcast.versions import version_of
from briefcast.voices.casting import Cast, Speaker
from briefcast.voices.engine import VoiceUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import ExitStack

    from distributed import Client
    from distributed import Future as Promise

    from briefcast.model import Chapter, Role, Voice
    from briefcast.studio.chapter_file import ChapterAudio
    from briefcast.studio.planning import Plan
    from briefcast.studio.setting import Setting
    from briefcast.studio.workshop import Progress, Shelf

#: How long to wait for a scheduler to answer, and for a worker when there is none, seconds.
CONNECTION_S = 10
ABSENCE_S = 60.0
#: How often it is looked whether there are workers still, seconds.
_GLANCE_S = 5.0
#: Chapters on their way for each thread of the workers: one in hand, one waiting.
_CHAPTERS_A_THREAD = 2


@dataclass(frozen=True, slots=True)
class Voices:
    """A cast as it can be sent: who reads what, nothing loaded."""

    speakers: tuple[tuple[Role, Voice], ...]
    stand_in: Voice
    guests: tuple[tuple[str, Voice], ...]

    @classmethod
    def of(cls, cast: Cast) -> Voices:
        """The voices of a cast."""
        return cls(
            tuple((role, speaker.voice) for role, speaker in cast.speakers),
            cast.stand_in.voice,
            tuple((name, speaker.voice) for name, speaker in cast.guests),
        )

    @property
    def all(self) -> set[Voice]:
        """Every voice that may be heard."""
        return {self.stand_in, *(voice for _, voice in (*self.speakers, *self.guests))}


class Cluster:
    """The workers behind a scheduler, as a maker of chapters."""

    def __init__(self, address: str, cast: Cast, shelf: Shelf, progress: Progress, stack: ExitStack) -> None:
        """Connects and asks the workers.

        Raises:
            ClusterError: Dask is not installed, no scheduler or worker answers, or a worker has other versions.
        """
        self._address = address
        self._voices = Voices.of(cast)
        self._facts = facts_of(self._voices)
        self._shelf = shelf
        self._progress = progress
        self._client = stack.enter_context(_connection(address))
        self._threads = self._checked_workers()
        self._couriers = pool(self.window, stack)

    @property
    def window(self) -> int:
        """See ``Maker.window``."""
        return _CHAPTERS_A_THREAD * self._threads

    def begin(self, plan: Plan) -> Future[ChapterAudio]:
        """See ``Maker.begin``."""
        return self._couriers.submit(self._fetch, plan)

    def _checked_workers(self) -> int:
        """The threads of all workers, every one of which would make the bytes that this machine makes."""
        with _explained(self._address):
            threads = self._client.nthreads()
            answers = self._client.run(facts_of, self._voices, on_error="return")
        if not threads:
            raise ClusterError(
                f"The scheduler at {self._address} has no workers; start some with “dask worker {self._address}”."
            )
        for worker, answer in answers.items():
            if not isinstance(answer, dict):
                raise ClusterError(
                    f"The worker {worker} cannot make chapters ({answer}); "
                    f"install briefcast {version_of('briefcast')} with the extra “cluster” there."
                )
            agree(worker, answer, self._facts)
        return sum(threads.values())

    def _fetch(self, plan: Plan) -> ChapterAudio:
        with _explained(self._address):
            promise = self._client.submit(chapter_content, plan.chapter, self._voices, self._facts, plan.setting)
            content = self._awaited(promise)
        chapter = self._shelf.keep(plan.key, [content])
        self._progress.advance(plan.work, float(chapter.seconds))
        return chapter

    def _awaited(self, promise: Promise) -> bytes:
        """The result, as long as there is a worker that may give it."""
        seen = time.monotonic()
        while True:
            try:
                return bytes(promise.result(timeout=_GLANCE_S))
            except TimeoutError:
                if self._client.nthreads():
                    seen = time.monotonic()
                elif time.monotonic() - seen > ABSENCE_S:
                    raise ClusterError(
                        f"No worker is left at {self._address}. The chapters that came back are kept; "
                        "start workers and run the same command again."
                    ) from None


def facts_of(voices: Voices) -> dict[str, str]:
    """All on this machine that decides the bytes of a chapter: versions, and the voices' fingerprints."""
    libraries = {name: version_of(name) for name in ("briefcast", *MADE_WITH)}
    return {**libraries, "recipe": str(RECIPE)} | {
        f"the voice “{voice.name}”": _fingerprint(voice) for voice in sorted(voices.all, key=lambda voice: voice.name)
    }


def agree(worker: str, theirs: dict[str, str], ours: dict[str, str]) -> None:
    """Makes sure that a worker would make the same bytes.

    Raises:
        ClusterError: it would not; says by which difference.
    """
    for name, own in ours.items():
        if theirs.get(name) != own:
            raise ClusterError(
                f"The worker {worker} would not sound like this machine: of {name} it has "
                f"“{theirs.get(name, 'nothing')}”, this machine “{own}”; install the same versions on both."
            )


def chapter_content(chapter: Chapter, voices: Voices, facts: dict[str, str], setting: Setting) -> bytes:
    """Makes a chapter on a worker, which keeps its takes in its own cache; the content of the chapter's file.

    Raises:
        ClusterError: the worker came later than the others and has other versions.
        VoiceUnavailableError: a voice cannot be loaded there.
        OutputError: takes cannot be kept there.
        ThemeError: a sound file of the theme is not there.
    """
    from briefcast.studio.chapter_audio import make_chapter

    agree("that joined late", facts_of(voices), facts)
    cast, cache = _cast(voices), Cache(default_folder())
    plan = plan_of(chapter, cast, setting)
    for part in plan.parts:
        record(part, cast, cache)
    takes = [take_of(part, cast, cache) for part in plan.parts]
    return b"".join(make_chapter(takes, plan.pauses_ms, map, setting, volumes=cast.volumes))


@functools.lru_cache(maxsize=4)
def _cast(voices: Voices) -> Cast:
    """The cast on a worker, which loads each voice once however many chapters come."""
    speakers = {voice: Speaker(voice) for voice in voices.all}
    return Cast(
        tuple((role, speakers[voice]) for role, voice in voices.speakers),
        speakers[voices.stand_in],
        guests=tuple((name, speakers[voice]) for name, voice in voices.guests),
    )


def _fingerprint(voice: Voice) -> str:
    try:
        return Speaker(voice).fingerprint
    except VoiceUnavailableError as error:
        return f"not there: {error}"


@contextmanager
def _connection(address: str) -> Iterator[Client]:
    """A client of the scheduler, closed at the end."""
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError(
            "A scheduler needs Dask, which is not installed; run “pip install 'briefcast[cluster]'”."
        ) from error
    if not re.fullmatch(r"(tcp|tls)://.+:\d+", address):
        raise ClusterError(f"“{address}” is not the address of a scheduler; write tcp://host:8786.")
    # What Dask would say of a lost scheduler in many lines is said here in one.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with _explained(address):
        client = Client(address, timeout=CONNECTION_S, set_as_default=False)
    try:
        yield client
    finally:
        with suppress(OSError, CancelledError):
            client.close(timeout=CONNECTION_S)


@contextmanager
def _explained(address: str) -> Iterator[None]:
    """Turns what goes wrong between machines into one sentence."""
    from distributed import KilledWorker

    try:
        yield
    except KilledWorker as error:
        raise ClusterError(
            f"A chapter ended {error.allowed_failures + 1} workers at {address} one after the other, the last one "
            f"{error.last_worker.address}; they may lack memory. See their logs, or build without --scheduler."
        ) from error
    except (OSError, CancelledError) as error:
        raise ClusterError(
            f"The scheduler at {address} does not answer ({type(error).__name__}). The chapters that came back are "
            "kept; see that it runs, and run the same command again."
        ) from error
