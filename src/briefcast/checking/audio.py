"""An audio file as a player meets it: tag, frames, sound, and their lengths beside each other."""

from __future__ import annotations

import mmap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefcast.checking.findings import Finding, found
from briefcast.checking.frames import walk
from briefcast.checking.sound import CONTAINERS, listen, sound_findings
from briefcast.checking.tag_reading import MOST_BYTES, TagRead, read_tag
from briefcast.checking.tag_rules import tag_findings
from briefcast.publishing.hosting import PAGES_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: By so much TLEN and the last chapter may differ from the decoded sound, ms.
NEAR_MS = 30
#: What an app shows as the length may be rounded either way, s.
NEAR_S = 1


@dataclass(frozen=True, slots=True)
class Audio:
    """What there is to know of a file."""

    size: int
    #: Of the decoded sound; 0 if it could not be decoded.
    duration_ms: int
    #: None for what is no MP3, and for a tag that could not be read.
    tag: TagRead | None


def check_audio(path: Path, ending: str, where: str, findings: list[Finding]) -> Audio:
    """Looks into a file of that ending, adds what is wrong to ``findings`` and says what it is.

    Raises:
        OSError: it cannot be read.
    """
    size = path.stat().st_size
    if size > PAGES_BYTES:
        findings.append(found("mp3-large", where, f"It has {size // 1_000_000} MB."))
    tag, samples = None, 0
    if ending != ".mp3":
        what = f"It is a {ending} file: only its length and its sound were measured."
        findings.append(found("audio-format", where, what))
    elif not size:
        findings.append(found("mp3-frames", where, "It is empty."))
        return Audio(0, 0, None)
    else:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            tag = read_tag(data[:MOST_BYTES], where, findings)
            frames = walk(data, tag.size, where, findings)
        findings += tag_findings(tag, where) if tag.is_read else ()
        samples = frames.samples if frames else 0
    sound = listen(path, ending if ending in CONTAINERS else ".mp3")
    findings += sound_findings(sound, where)
    if samples and not sound.complaint and samples != sound.samples:
        what = f"By its Info frame it has {samples:,} samples; {sound.samples:,} could be decoded."
        findings.append(found("mp3-decodes", where, what))
    if tag is not None:
        findings += _lengths(tag, sound.duration_ms, where)
    return Audio(size, sound.duration_ms, tag if tag and tag.is_read else None)


def _lengths(tag: TagRead, duration_ms: int, where: str) -> Iterator[Finding]:
    told = tag.texts.get("TLEN", "")
    if told and (not told.isdigit() or len(told) > 9 or abs(int(told) - duration_ms) > NEAR_MS):
        yield found("duration", where, f"TLEN is {told} ms; the sound has {duration_ms}.")
    end = max((chapter.end_ms for chapter in tag.chapters), default=duration_ms)
    if abs(end - duration_ms) > NEAR_MS:
        yield found("duration", where, f"The last chapter ends at {end} ms; the sound has {duration_ms}.")
