"""An encoded chapter as it is kept: its facts, then its MP3 frames or its FLAC, under one seal."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefcast.studio.sealed_file import open_sealed, sealed_parts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: Silence before whatever is heard first in a chapter, ms.
LEAD_IN_MS = 300
#: Changes whenever the same clips would give other bytes.
RECIPE = 8
#: Libraries whose versions decide a chapter's bytes.
MADE_WITH = ("lameenc", "pedalboard", "soundfile", "soxr")


@dataclass(frozen=True, slots=True)
class ChapterAudio:
    """An encoded chapter in a file, and all that the stitcher must know of it."""

    path: Path
    #: Where the frames begin in the file.
    offset: int
    #: Its length on the timeline, whole seconds.
    seconds: int
    #: Number of frames (of FLAC, of samples) -> their bytes, for each number that the stitcher may keep.
    lengths: dict[int, int]
    #: Start and end of each utterance from the chapter's start, ms.
    spans_ms: tuple[tuple[int, int], ...]
    #: Name of the voice that spoke each utterance; empty where none could.
    voices: tuple[str, ...]
    #: What was wrong with the first take of each; empty where it is used.
    notes: tuple[str, ...]
    #: Start and end of each written word of each utterance, from the utterance's start, ms.
    word_times_ms: tuple[tuple[int, ...], ...]
    #: K-weighted mean square of each 100 ms of the decoded frames.
    energies: Sequence[float]
    true_peak_dbtp: float


def chapter_parts(facts: dict[str, object], streams: Sequence[bytes]) -> list[bytes | memoryview]:
    """The parts of a chapter's file."""
    return sealed_parts(facts, streams)


def open_chapter(path: Path) -> ChapterAudio | None:
    """The chapter in a file, or None if it is missing or damaged."""
    sealed = open_sealed(path)
    if sealed is None:
        return None
    facts = sealed.facts
    try:
        return ChapterAudio(
            path=path,
            offset=sealed.offset,
            seconds=facts["seconds"],
            lengths={int(count): length for count, length in facts["lengths"].items()},
            spans_ms=tuple((start, end) for start, end in facts["spans_ms"]),
            voices=tuple(facts["voices"]),
            notes=tuple(facts["notes"]),
            word_times_ms=tuple(map(tuple, facts["word_times_ms"])),
            energies=array("d", facts["energies"]),
            true_peak_dbtp=facts["true_peak_dbtp"],
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
