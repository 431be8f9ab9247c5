"""Where chapters are made: the threads of this machine, and who does what when.

Booths where voices speak, benches where chapters are put together, and encoders that share the passages
of a chapter; a bench for two encoders is enough. Takes and chapters go to disk, so memory holds no more than
the chapters in hand, and an interrupted run loses only what was in hand.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from briefcast.freed_memory import give_back_large_blocks
from briefcast.studio.recording import record, take_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import ExitStack
    from pathlib import Path

    from briefcast.studio.cache import Cache
    from briefcast.studio.chapter_file import ChapterAudio
    from briefcast.studio.planning import Plan
    from briefcast.studio.recording import Part
    from briefcast.voices.casting import Cast, Speaker

#: Of a chapter's work, the share of speaking; the rest is mastering and encoding.
_SPEAKING_SHARE = 0.7


class Progress(Protocol):
    """Is told how far the work is; may be called from any thread."""

    def begin(self, total: float) -> None:
        """Work starts; ``total`` is in a unit of its own."""
        ...

    def advance(self, work: float, audio_s: float) -> None:
        """So much of the total is done, giving so many seconds of new speech."""
        ...


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the chapters of one episode come from and go to."""

    cache: Cache
    #: The folder that holds them until the episode is stitched.
    held: Path

    def chapter(self, key: str) -> ChapterAudio | None:
        """The chapter, if it was made before."""
        return self.cache.chapter(key, self.held)

    def keep(self, key: str, parts: Sequence[bytes | memoryview]) -> ChapterAudio:
        """Keeps a chapter; see ``Cache.keep_chapter``."""
        return self.cache.keep_chapter(key, parts, self.held)


class Maker(Protocol):
    """Makes chapters."""

    @property
    def window(self) -> int:
        """How many chapters it should have in hand at once, to be busy and no more."""
        ...

    def begin(self, plan: Plan) -> Future[ChapterAudio]:
        """The promise of the chapter."""
        ...


class Workshop:
    """The threads of one production on this machine."""

    def __init__(self, cast: Cast, shelf: Shelf, progress: Progress, workers: int, stack: ExitStack) -> None:
        self._cast = cast
        self._shelf = shelf
        self._progress = progress
        self._workers = workers
        self._stack = stack
        self._booths: dict[int, ThreadPoolExecutor] = {}
        self._benches = pool(-(-workers // 2), stack)
        self._encoders = pool(workers, stack)
        give_back_large_blocks()

    @property
    def window(self) -> int:
        """See ``Maker.window``: one on each bench, and as many that are being spoken."""
        return self._workers + 1

    def begin(self, plan: Plan) -> Future[ChapterAudio]:
        """See ``Maker.begin``."""
        recorded = [self._booth(part.speaker).submit(self._speak, part) for part in plan.parts]
        return self._benches.submit(self._finish, plan, recorded)

    def _speak(self, part: Part) -> None:
        seconds = record(part, self._cast, self._shelf.cache)
        self._progress.advance(_SPEAKING_SHARE * len(part.utterance.spoken), seconds)

    def _finish(self, plan: Plan, recorded: Sequence[Future[None]]) -> ChapterAudio:
        # Imported while the voices speak, and not at all if every chapter is there.
        from briefcast.studio.chapter_audio import make_chapter

        for take in recorded:
            take.result()
        takes = [take_of(part, self._cast, self._shelf.cache) for part in plan.parts]
        made = make_chapter(takes, plan.pauses_ms, self._encoders.map, plan.setting, volumes=self._cast.volumes)
        chapter = self._shelf.keep(plan.key, made)
        self._progress.advance((1 - _SPEAKING_SHARE) * plan.work, 0.0)
        return chapter

    def _booth(self, speaker: Speaker) -> ThreadPoolExecutor:
        """The threads of a speaker, as many as its engine allows."""
        if id(speaker) not in self._booths:
            self._booths[id(speaker)] = pool(min(self._workers, speaker.concurrency), self._stack)
        return self._booths[id(speaker)]


def pool(workers: int, stack: ExitStack) -> ThreadPoolExecutor:
    """Threads that drop what they have not begun when the work ends early."""
    threads = ThreadPoolExecutor(workers)
    stack.callback(threads.shutdown, cancel_futures=True)
    return threads
