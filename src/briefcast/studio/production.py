"""Script and cast -> MP3 and Episode: the order of the work, and who does it when.

Utterances are spoken by as many threads as the voice allows; a chapter is cut, mastered and encoded
as soon as all of its takes are there. Takes and chapters go to disk, so memory holds no more than
the chapters in hand, and an interrupted run loses only what was in hand.
"""

from __future__ import annotations

import os
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import version
from typing import IO, TYPE_CHECKING, Protocol

from briefcast.freed_memory import give_back_large_blocks
from briefcast.model import Episode, Loudness
from briefcast.studio.cache import Cache, digest
from briefcast.studio.chapter_file import LEAD_IN_MS, MADE_WITH, RECIPE, open_chapter
from briefcast.studio.loudness import integrated
from briefcast.studio.recording import Part, parts_of, record, take_of
from briefcast.studio.stitching import stitch
from briefcast.studio.timeline import cues, markers, places
from briefcast.voices.casting import recast
from briefcast.voices.engine import VoiceUnavailableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefcast.model import Chapter, Cue, Script
    from briefcast.studio.chapter_file import ChapterAudio
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
class _Plan:
    """A chapter to be made: its parts and the key of its encoded form."""

    parts: tuple[Part, ...]
    key: str
    #: Whether a chime is heard before it.
    chime: bool

    @property
    def work(self) -> int:
        return sum(len(part.utterance.spoken) for part in self.parts)


def produce(
    script: Script, cast: Cast, file: IO[bytes], *, cache: Cache, progress: Progress, workers: int | None = None
) -> Episode:
    """Makes the episode and writes its MP3 to ``file``.

    If the voice cannot be loaded, the stand-in reads everything and the episode says so.

    Raises:
        VoiceError: not even the stand-in can be loaded.
        OutputError: takes or chapters cannot be kept.
    """
    count = workers or _cores()
    give_back_large_blocks()
    try:
        chapters = _made(script, cast, cache, progress, count)
    except VoiceUnavailableError as error:
        if all(speaker is cast.stand_in for _, speaker in (*cast.speakers, *cast.guests)):
            raise
        cast = recast(cast, str(error))
        chapters = _made(script, cast, cache, progress, count)
    placed = places([chapter.seconds for chapter in chapters])
    marks = markers(script, placed)
    stitch(script, chapters, placed, marks, file)
    spoken = cues(script, chapters, placed)
    return Episode(
        script=script,
        duration_ms=1000 * placed[-1].end_s,
        lead_in_ms=LEAD_IN_MS,
        markers=marks,
        cues=spoken,
        loudness=_loudness(chapters),
        cast=tuple((role, speaker.voice.name) for role, speaker in cast.speakers),
        warnings=(*cast.warnings, *_stand_in_warnings(spoken, cast)),
    )


def _made(script: Script, cast: Cast, cache: Cache, progress: Progress, workers: int) -> list[ChapterAudio]:
    """Every chapter, from the cache or newly made."""
    plans = [_plan(chapter, cast, chime=script.chime and number > 0) for number, chapter in enumerate(script.chapters)]
    progress.begin(sum(plan.work for plan in plans))
    with ExitStack() as stack:
        session = _Session(cast, cache, progress, workers, stack)
        jobs = [session.begin(plan) for plan in plans]
        return [job if not isinstance(job, Future) else job.result() for job in jobs]


class _Session:
    """The threads of one production.

    Booths where voices speak, benches where chapters are put together,
    and encoders that share the passages of a chapter.
    """

    def __init__(self, cast: Cast, cache: Cache, progress: Progress, workers: int, stack: ExitStack) -> None:
        self._cast = cast
        self._cache = cache
        self._progress = progress
        self._workers = workers
        self._stack = stack
        self._booths: dict[int, ThreadPoolExecutor] = {}
        self._benches = self._pool(workers)
        self._encoders = self._pool(workers)

    def begin(self, plan: _Plan) -> ChapterAudio | Future[ChapterAudio]:
        """The chapter, if it was made before; else the promise of it."""
        kept = _kept_chapter(plan, self._cache)
        if kept is not None:
            self._progress.advance(plan.work, 0.0)
            return kept
        recorded = [self._booth(part.speaker).submit(self._speak, part) for part in plan.parts]
        return self._benches.submit(self._finish, plan, recorded)

    def _speak(self, part: Part) -> None:
        seconds = record(part, self._cast, self._cache)
        self._progress.advance(_SPEAKING_SHARE * len(part.utterance.spoken), seconds)

    def _finish(self, plan: _Plan, recorded: Sequence[Future[None]]) -> ChapterAudio:
        # Imported while the voices speak, and not at all if every chapter is there.
        from briefcast.studio.chapter_audio import make_chapter

        for take in recorded:
            take.result()
        takes = [take_of(part, self._cast, self._cache) for part in plan.parts]
        pauses_ms = [part.utterance.pause_ms for part in plan.parts]
        made = make_chapter(takes, pauses_ms, self._encoders.map, with_chime=plan.chime)
        path = self._cache.keep_chapter(plan.key, made)
        chapter = open_chapter(path)
        if chapter is None:
            raise ValueError(f"the chapter just written to {path} cannot be read")
        self._progress.advance((1 - _SPEAKING_SHARE) * plan.work, 0.0)
        return chapter

    def _booth(self, speaker: Speaker) -> ThreadPoolExecutor:
        """The threads of a speaker, as many as its engine allows."""
        if id(speaker) not in self._booths:
            self._booths[id(speaker)] = self._pool(min(self._workers, speaker.concurrency))
        return self._booths[id(speaker)]

    def _pool(self, workers: int) -> ThreadPoolExecutor:
        """Threads that drop what they have not begun when the work ends early."""
        pool = ThreadPoolExecutor(workers)
        self._stack.callback(pool.shutdown, cancel_futures=True)
        return pool


def _plan(chapter: Chapter, cast: Cast, *, chime: bool) -> _Plan:
    parts = parts_of(chapter, cast)
    key = digest(
        "chapter",
        RECIPE,
        _versions(),
        chime,
        [(part.key, part.utterance.text, part.utterance.pause_ms) for part in parts],
    )
    return _Plan(parts, key, chime)


def _kept_chapter(plan: _Plan, cache: Cache) -> ChapterAudio | None:
    path = cache.chapter(plan.key)
    return open_chapter(path) if path else None


def _versions() -> list[str]:
    return [version(library) for library in MADE_WITH]


def _cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _loudness(chapters: Sequence[ChapterAudio]) -> Loudness:
    """Of the whole programme as decoded, from what was measured in each chapter."""
    energies = [energy for chapter in chapters for energy in chapter.energies]
    return Loudness(
        integrated_lufs=round(integrated(energies), 2),
        true_peak_dbtp=max(chapter.true_peak_dbtp for chapter in chapters),
    )


def _stand_in_warnings(spoken: Sequence[Cue], cast: Cast) -> list[str]:
    """A sentence for each utterance that was not spoken by the voice cast for it."""
    out = []
    for cue in spoken:
        expected = cast.speaker_of(cue.utterance).voice.name
        if not cue.voice:
            out.append(f"No voice could speak “{cue.utterance.text[:60]}”; there is a short silence instead.")
        elif cue.voice != expected:
            out.append(f"The voice “{expected}” could not speak “{cue.utterance.text[:60]}”; “{cue.voice}” reads it.")
        if cue.voice and cue.note:
            out.append(f"The first take of “{cue.utterance.text[:60]}” was not used: {cue.note}.")
    return out
