"""An encoded chapter as it is kept: a line of facts, then its MP3 frames."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: Silence before a chapter's first word, ms.
LEAD_IN_MS = 300
#: Changes whenever the same clips would give other bytes.
RECIPE = 1
#: Libraries whose versions decide a chapter's bytes.
MADE_WITH = ("lameenc", "pedalboard", "soxr")


@dataclass(frozen=True, slots=True)
class ChapterAudio:
    """An encoded chapter in a file, and all that the stitcher must know of it."""

    path: Path
    #: Where the frames begin in the file.
    offset: int
    #: Its length on the timeline, whole seconds.
    seconds: int
    #: Number of frames -> their bytes, for each number that the stitcher may keep.
    lengths: dict[int, int]
    #: Start and end of each utterance from the chapter's start, ms.
    spans_ms: tuple[tuple[int, int], ...]
    #: Name of the voice that spoke each utterance; empty where none could.
    voices: tuple[str, ...]
    #: K-weighted mean square of each 100 ms of the decoded frames.
    energies: tuple[float, ...]
    true_peak_dbtp: float


def open_chapter(path: Path) -> ChapterAudio | None:
    """The chapter in a file, or None if the file is damaged."""
    try:
        with path.open("rb") as file:
            line = file.readline()
        facts = json.loads(line)
        lengths = {int(count): length for count, length in facts["lengths"].items()}
        if path.stat().st_size != len(line) + max(lengths.values()):
            return None
        return ChapterAudio(
            path=path,
            offset=len(line),
            seconds=facts["seconds"],
            lengths=lengths,
            spans_ms=tuple((start, end) for start, end in facts["spans_ms"]),
            voices=tuple(facts["voices"]),
            energies=tuple(facts["energies"]),
            true_peak_dbtp=facts["true_peak_dbtp"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
