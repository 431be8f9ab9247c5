"""Script and cast -> audio file and Episode: the order of the work."""

from __future__ import annotations

import os
import tempfile
from concurrent.futures import FIRST_COMPLETED, wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from briefcast.model import Episode, Loudness
from briefcast.studio.cache import Cache
from briefcast.studio.chapter_file import LEAD_IN_MS
from briefcast.studio.episode_tag import tag_of
from briefcast.studio.finishing import finish
from briefcast.studio.loudness import integrated
from briefcast.studio.planning import plans_of
from briefcast.studio.setting import TARGET_LUFS
from briefcast.studio.timeline import cues, markers, places
from briefcast.studio.workshop import Progress, Shelf, Workshop
from briefcast.voices.casting import recast
from briefcast.voices.engine import VoiceUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Future

    from briefcast.model import Cue, Script
    from briefcast.studio.chapter_file import ChapterAudio
    from briefcast.studio.formats import Form
    from briefcast.studio.planning import Plan
    from briefcast.studio.workshop import Maker
    from briefcast.voices.casting import Cast


@dataclass(frozen=True, slots=True)
class Means:
    """With what an episode is made."""

    #: What was made before and is kept for the next time; None to make everything anew and keep nothing.
    cache: Cache | None = None
    #: Threads for each stage; None for one a core.
    workers: int | None = None
    #: Address of the scheduler of a Dask cluster that makes the chapters; empty to make them here.
    scheduler: str = ""
    #: Loudness of the programme, LUFS, counted as dual mono.
    target_lufs: float = TARGET_LUFS

    @contextmanager
    def shelf(self) -> Iterator[Shelf]:
        """Where the chapters of an episode are kept while it is made."""
        with ExitStack() as stack:
            cache = self.cache or Cache(Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="briefcast-"))))
            yield Shelf(cache, stack.enter_context(cache.holding()))


def produce(script: Script, cast: Cast, file: IO[bytes], *, progress: Progress, means: Means, form: Form) -> Episode:
    """Makes the episode and writes it to ``file``, which must be open under its name.

    If a voice cannot be loaded, the stand-in reads its parts and the episode says so.

    Raises:
        VoiceError: not even the stand-in can be loaded.
        OutputError: takes or chapters cannot be kept.
        ThemeError: the script's theme cannot be used.
        ClusterError: the cluster cannot be reached, or its workers would not make what this machine would.
    """
    with means.shelf() as shelf:
        chapters = None
        while chapters is None:
            try:
                chapters = _made(plans_of(script, cast, means.target_lufs, form.coding), cast, shelf, progress, means)
            except VoiceUnavailableError as error:
                if cast.stand_in.is_unavailable or not any(speaker.is_unavailable for speaker in cast.everyone):
                    raise
                cast = recast(cast, str(error))
        placed = places([chapter.seconds for chapter in chapters], form.coding)
        marks = markers(script, placed)
        finish(tag_of(script, marks, form), chapters, placed, form, file)
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


def _made(plans: Sequence[Plan], cast: Cast, shelf: Shelf, progress: Progress, means: Means) -> list[ChapterAudio]:
    """Every chapter, kept from before or newly made. No maker is called in if there is nothing to make."""
    progress.begin(sum(plan.work for plan in plans))
    made: dict[str, ChapterAudio] = {}
    with ExitStack() as stack:
        maker: Maker | None = None
        in_hand: dict[Future[ChapterAudio], str] = {}
        for plan in plans:
            kept = shelf.chapter(plan.key)
            if kept is not None:
                progress.advance(plan.work, 0.0)
                made[plan.key] = kept
                continue
            maker = maker or _maker(cast, shelf, progress, means, stack)
            made |= _finished(in_hand, fewer_than=maker.window)
            in_hand[maker.begin(plan)] = plan.key
        made |= _finished(in_hand, fewer_than=1)
    return [made[plan.key] for plan in plans]


def _finished(in_hand: dict[Future[ChapterAudio], str], *, fewer_than: int) -> dict[str, ChapterAudio]:
    """Waits until fewer chapters than a number are in hand; those that were finished, by their keys."""
    finished: dict[str, ChapterAudio] = {}
    while len(in_hand) >= fewer_than:
        for job in wait(in_hand, return_when=FIRST_COMPLETED).done:
            finished[in_hand.pop(job)] = job.result()
    return finished


def _maker(cast: Cast, shelf: Shelf, progress: Progress, means: Means, stack: ExitStack) -> Maker:
    if means.scheduler:
        from briefcast.studio.cluster import Cluster

        return Cluster(means.scheduler, cast, shelf, progress, stack)
    return Workshop(cast, shelf, progress, means.workers or _cores(), stack)


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
