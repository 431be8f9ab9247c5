"""An engine in a process of its own, so that one that dies or hangs costs an utterance and not the run.

The process is replaced when it ends or keeps silent for too long. Texts that were in it at that moment
are spoken again, each alone, so that the one to blame is known; that one fails with a ``VoiceError``.
"""

from __future__ import annotations

import itertools
import math
import os
import subprocess
import sys
import threading
import weakref
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooSlow
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from briefcast.errors import VoiceError
from briefcast.voices.engine import VoiceUnavailableError
from briefcast.voices.messages import clip_of, receive, send

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefcast.model import Clip, Voice
    from briefcast.voices.messages import Message

#: An engine that has not loaded by then never will, seconds.
LOADING_LIMIT_S = 120.0
#: glibc would keep freed memory for each thread apart: with one store for all, hibari needs a quarter less.
_SPARING = {"MALLOC_ARENA_MAX": "1"}
#: A process that has been told to end has this long, seconds.
_ENDING_S = 1.0


#: Memory that an utterance in hand may take, bytes: hibari takes a quarter of it.
_UTTERANCE_BYTES = 400_000_000


@dataclass(frozen=True, slots=True)
class Patience:
    """How long an utterance may take, however busy the machine; the slowest engines speak as fast as one listens."""

    base_s: float = 15.0
    per_character_s: float = 0.3

    def limit_s(self, spoken: str) -> float:
        """Seconds for this text."""
        return self.base_s + self.per_character_s * len(spoken)


def threads_for(concurrency: int) -> int:
    """How many utterances an engine should speak at once here: no more than cores, and memory that is free."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    room = _free_bytes() // _UTTERANCE_BYTES
    return max(1, int(min(concurrency, cores, room)))


def _free_bytes() -> float:
    """Memory that could be had; without end where the system does not tell."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return math.inf
    return next((1024.0 * int(line.split()[1]) for line in lines if line.startswith("MemAvailable:")), math.inf)


class _LostError(Exception):
    """The process ended or was ended before it answered."""


class IsolatedEngine:
    """A voice's engine in a process that is started when it is first needed; safe to share among threads."""

    def __init__(self, voice: Voice, threads: int, patience: Patience = Patience()) -> None:
        """Nothing is loaded yet.

        Args:
            voice: the voice the engine is set to.
            threads: how many utterances it speaks at once.
            patience: how long each may take.
        """
        self._voice = voice
        self._threads = threads
        self._patience = patience
        self._room = _Room(threads)
        self._starting = threading.Lock()
        self._process: _Process | None = None

    def speak(self, spoken: str) -> Clip:
        """The text as sound.

        Raises:
            VoiceUnavailableError: the engine cannot be loaded on this machine.
            VoiceError: the engine failed on this text, twice died of it, or twice took too long.
        """
        with suppress(_LostError), self._room.shared():
            return self._attempt(spoken)
        try:
            with self._room.alone():
                return self._attempt(spoken)
        except _LostError as error:
            raise VoiceError(f"The voice “{self._voice.name}” {error} on “{spoken[:60]}”.") from None

    def _attempt(self, spoken: str) -> Clip:
        process = self._running()
        try:
            return process.ask(spoken, self._patience.limit_s(spoken))
        except _LostError:
            process.stop(grace_s=0)
            raise

    def _running(self) -> _Process:
        with self._starting:
            if self._process is None or self._process.ended:
                self._process = _Process(self._voice, self._threads)
                weakref.finalize(self, self._process.stop)
            return self._process


class _Process:
    """One process with a loaded engine; when it is gone it is gone."""

    def __init__(self, voice: Voice, threads: int) -> None:
        self._name = voice.name
        self._process = _started()
        self._numbers = itertools.count()
        self._pending: dict[int, Future[Clip]] = {}
        self._loaded: Future[None] = Future()
        self._lock = threading.Lock()
        self.ended = False
        with suppress(OSError):
            send(self._input, {"voice": asdict(voice), "threads": threads})
        threading.Thread(target=self._listen, daemon=True, name=f"voice {voice.name}").start()

    @property
    def _input(self) -> IO[bytes]:
        return _pipe(self._process.stdin)

    def ask(self, spoken: str, limit_s: float) -> Clip:
        """Has a text spoken.

        Raises:
            _LostError: the process ended, or did not answer in time.
            VoiceError: the engine could not be loaded, or failed.
        """
        try:
            self._loaded.result(LOADING_LIMIT_S)
        except TooSlow:
            self.stop(grace_s=0)
            raise VoiceUnavailableError(
                f"The voice “{self._name}” was still not loaded after {LOADING_LIMIT_S:.0f} seconds."
            ) from None
        answer = self._asked(spoken)
        try:
            return answer.result(limit_s)
        except TooSlow:
            raise _LostError(f"did not finish within {limit_s:.0f} seconds") from None

    def stop(self, grace_s: float = _ENDING_S) -> None:
        """Ends the process, by force if it must be; may be called more than once and by any thread."""
        self._lose("was ended")
        with suppress(OSError):
            self._input.close()
        try:
            self._process.wait(grace_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _asked(self, spoken: str) -> Future[Clip]:
        answer: Future[Clip] = Future()
        with self._lock:
            if self.ended:
                raise _LostError("ended")
            number = next(self._numbers)
            self._pending[number] = answer
            with suppress(OSError):  # then it has ended, which is noticed where we listen
                send(self._input, {"number": number, "spoken": spoken})
        return answer

    def _listen(self) -> None:
        output = _pipe(self._process.stdout)
        with output:
            while (message := receive(output)) is not None:
                self._take(message)
        self._lose("ended its process")

    def _take(self, message: Message) -> None:
        facts = message.facts
        with self._lock:
            waiting = self._pending.pop(facts["number"], None) if "number" in facts else None
            if "ready" in facts:
                self._loaded.set_result(None)
            elif "unavailable" in facts:
                self._loaded.set_exception(VoiceUnavailableError(facts["unavailable"]))
            elif waiting and "failed" in facts:
                waiting.set_exception(VoiceError(facts["failed"]))
            elif waiting:
                waiting.set_result(clip_of(message))

    def _lose(self, how: str) -> None:
        """Whoever still waits is told that no answer will come."""
        with self._lock:
            self.ended = True
            for answer in self._pending.values():
                answer.set_exception(_LostError(how))
            self._pending.clear()
            if not self._loaded.done():
                reason = f"The voice “{self._name}” cannot be loaded: its process ended."
                self._loaded.set_exception(VoiceUnavailableError(reason))


class _Room:
    """Places for so many utterances at once, or all of them for one alone."""

    def __init__(self, places: int) -> None:
        self._places = places
        self._taken = 0
        self._changed = threading.Condition()

    def shared(self) -> AbstractContextManager[None]:
        """Holds one place."""
        return self._held(1)

    def alone(self) -> AbstractContextManager[None]:
        """Holds every place."""
        return self._held(self._places)

    @contextmanager
    def _held(self, count: int) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: self._taken + count <= self._places)
            self._taken += count
        try:
            yield
        finally:
            with self._changed:
                self._taken -= count
                self._changed.notify_all()


def _started() -> subprocess.Popen[bytes]:
    """A new process that imports what this one would, but nothing from the folder it happens to run in."""
    environment = {**_SPARING, **os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "briefcast.voices.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        # Ctrl-C is ours to act on; the process ends when we close its input.
        start_new_session=True,
    )


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise ValueError("the process was started without this pipe")
    return stream
