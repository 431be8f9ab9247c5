"""Transcripts as apps read them: WebVTT, JSON, SRT and HTML (podcast-namespace, transcripts)."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from briefcast.checking.findings import Finding, found

if TYPE_CHECKING:
    from collections.abc import Iterator

#: How far a last cue may lie behind the sound, ms: rounding, not another file.
_ROUNDING_MS = 500
_LONGEST_LINE = 65
_MOST_LINES = 2
_CLOCK = r"(?:\d{2}:)?[0-5]\d:[0-5]\d\.\d{3}"
_TIMES = re.compile(rf"({_CLOCK}) --> ({_CLOCK})(?: [\w:,%.\- ]*)?")
_ENTITY_OR_TAG = re.compile(
    r"&(?:amp|lt|gt|lrm|rlm|nbsp|quot|#\d{1,7}|#x[0-9a-f]{1,6});|</?(?:v|c|b|i|u|lang|ruby|rt)(?:[ .][^<>&]*)?>", re.I
)
_SRT_TIMES = re.compile(r"\d{2}:\d{2}:\d{2},\d{3} --> (\d{2}):(\d{2}):(\d{2}),(\d{3})")
_SCRIPT = re.compile(rb"<script[\s>]", re.I)


@dataclass(frozen=True, slots=True)
class Cue:
    """A piece of a transcript."""

    start_ms: int
    end_ms: int
    lines: tuple[str, ...]


def transcript_findings(data: bytes, kind: str, duration_ms: int, where: str) -> Iterator[Finding]:
    """What is wrong with a transcript of a media type; ``duration_ms`` is the sound's length, 0 if unknown."""
    match kind:
        case "text/vtt":
            yield from _vtt(data, duration_ms, where)
        case "application/json":
            yield from _json(data, duration_ms, where)
        case "application/x-subrip" | "application/srt" | "text/srt":
            yield from _srt(data, duration_ms, where)
        case "text/html":
            if _SCRIPT.search(data):
                yield found("transcript-script", where, "It holds a script.")


def _vtt(data: bytes, duration_ms: int, where: str) -> Iterator[Finding]:
    try:
        text = data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        yield found("vtt-form", where, f"Byte {error.start} is not UTF-8.")
        return
    blocks = re.split(r"\n{2,}", text.strip("\n"))
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", blocks[0].split("\n")[0]):
        yield found("vtt-form", where, "It does not begin with WEBVTT.")
    cues = []
    for block in blocks[1:]:
        lines = block.split("\n")
        if lines[0].startswith(("NOTE", "STYLE", "REGION")):
            continue
        if "-->" not in lines[0]:
            lines = lines[1:]
        times = _TIMES.fullmatch(lines[0]) if lines else None
        if times is None:
            yield found("vtt-form", where, f"This is no cue: {block[:80]!r}.")
            continue
        cues.append(Cue(_ms(times[1]), _ms(times[2]), tuple(lines[1:])))
    if not cues:
        yield found("vtt-form", where, "It has no cue.")
    yield from _cues(cues, where)
    yield from _reach(max((cue.end_ms for cue in cues), default=0), duration_ms, where)


def _cues(cues: list[Cue], where: str) -> Iterator[Finding]:
    for cue in cues:
        for line in cue.lines:
            if "-->" in line or re.search("[&<>]", _ENTITY_OR_TAG.sub("", line)):
                yield found("vtt-text", where, f"A line reads {line!r}.")
        if not "".join(cue.lines).strip():
            yield found("vtt-form", where, f"The cue at {cue.start_ms / 1000:g} s is empty.")
        if cue.end_ms <= cue.start_ms:
            yield found("vtt-order", where, f"The cue at {cue.start_ms / 1000:g} s ends at {cue.end_ms / 1000:g} s.")
        longest = max((len(_seen(line)) for line in cue.lines), default=0)
        if len(cue.lines) > _MOST_LINES or longest > _LONGEST_LINE:
            what = f"The cue at {cue.start_ms / 1000:g} s has {len(cue.lines)} lines, the longest of {longest}."
            yield found("vtt-cue", where, what)
            break
    for one, other in pairwise(cues):
        if other.start_ms < one.end_ms:
            what = f"The cue at {other.start_ms / 1000:g} s begins before the one before it ends"
            yield found("vtt-order", where, f"{what} ({one.end_ms / 1000:g} s).")


def _seen(line: str) -> str:
    """A line of a cue as a listener sees it: without the tag that names the speaker (W3C WebVTT 1, section 4.2.2)."""
    return html.unescape(re.sub(r"<[^>]*>", "", line))


def _json(data: bytes, duration_ms: int, where: str) -> Iterator[Finding]:
    try:
        segments = json.loads(data)["segments"]
        ends = [_segment_end_ms(segment) for segment in segments]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        yield found("transcript-json", where, f"It is no such transcript: {type(error).__name__} {error}.")
        return
    if not ends:
        yield found("transcript-json", where, "It has no segment.")
    yield from _reach(max(ends, default=0), duration_ms, where)


def _segment_end_ms(segment: dict[str, object]) -> int:
    start, end, body = segment["startTime"], segment["endTime"], segment["body"]
    if not isinstance(start, int | float) or not isinstance(end, int | float) or not 0 <= start <= end < 1e7:
        raise ValueError(f"a segment lasts from {start!r:.50} to {end!r:.50}")
    if not isinstance(body, str) or not body.strip():
        raise ValueError(f"the body at {start:g} s is empty")
    return round(end * 1000)


def _srt(data: bytes, duration_ms: int, where: str) -> Iterator[Finding]:
    yield found("transcript-srt", where, "It is in SRT.")
    times = _SRT_TIMES.findall(data.decode("utf-8", "replace"))
    ends = [((int(h) * 60 + int(m)) * 60 + int(s)) * 1000 + int(ms) for h, m, s, ms in times]
    yield from _reach(max(ends, default=0), duration_ms, where)


def _reach(end_ms: int, duration_ms: int, where: str) -> Iterator[Finding]:
    if duration_ms and end_ms > duration_ms + _ROUNDING_MS:
        what = f"It ends at {end_ms / 1000:g} s and the sound at {duration_ms / 1000:g} s."
        yield found("transcript-reach", where, what)


def _ms(clock: str) -> int:
    *hours, minutes, seconds = clock.split(":")
    return int("".join(hours) or 0) * 3_600_000 + int(minutes) * 60_000 + round(float(seconds) * 1000)
