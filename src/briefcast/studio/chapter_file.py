"""An encoded chapter as it is kept: a line with a checksum and facts, then its MP3 frames."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: Silence before a chapter's first word, ms, and before its chime.
LEAD_IN_MS = 300
#: Changes whenever the same clips would give other bytes.
RECIPE = 3
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


def chapter_parts(facts: dict[str, object], streams: Sequence[bytes]) -> list[bytes]:
    """The parts of a chapter's file."""
    line = json.dumps(facts).encode() + b"\n"
    checksum = zlib.crc32(line)
    for stream in streams:
        checksum = zlib.crc32(stream, checksum)
    return [b"%08x " % checksum, line, *streams]


def open_chapter(path: Path) -> ChapterAudio | None:
    """The chapter in a file, or None if the file is damaged."""
    try:
        content = path.read_bytes()
        if int(content[:8], 16) != zlib.crc32(content[9:]):
            return None
        line = content[: content.index(b"\n") + 1]
        facts = json.loads(line[9:])
        lengths = {int(count): length for count, length in facts["lengths"].items()}
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
