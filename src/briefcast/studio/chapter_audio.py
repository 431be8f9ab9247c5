"""A chapter's takes -> its MP3 frames: cut, joined, mastered, encoded, measured.

A chapter's bytes depend on its utterances, voices and settings alone, not on where it stands: it
is a whole number of seconds long, plus a few frames of silence of which the stitcher keeps as many
as its place asks for.

Within a chapter, passages of about half a minute are encoded apart, each by a fresh encoder, cut in
the middle of a pause and on a frame: all cores work on one chapter, and the frames join without a
sample more or less, because every passage has the same delay.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from briefcast.studio.chapter_file import LEAD_IN_MS, chapter_parts
from briefcast.studio.chime import chime
from briefcast.studio.cutting import join, peak, trimmed
from briefcast.studio.encoding import decode, encode
from briefcast.studio.levels import at_one_level
from briefcast.studio.mastering import CEILING_DBTP, master
from briefcast.studio.metering import step_energies, true_peak
from briefcast.studio.mp3 import CHAPTER_DELAY, FRAME_SAMPLES, RATE_HZ, frame_starts
from briefcast.studio.word_times import word_times

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import numpy.typing as npt

    from briefcast.model import Clip, Samples
    from briefcast.studio.cutting import Cut
    from briefcast.studio.recording import Take

    #: Does the same to each of many things, on as many threads as there are.
    Spread = Callable[[Callable[[Samples], "Passage"], Iterable[Samples]], Iterable["Passage"]]

#: The loudest a decoded programme may peak.
HIGHEST_DBTP = -1.0
#: Below this no more is taken off.
_LOWEST_CEILING_DBTP = -4.0
#: A passage is cut at the first pause after so long, if the pause is long enough to hide the cut.
PASSAGE_S = 22.0
_PAUSE_TO_CUT_S = 0.25
#: Frames beyond a chapter's last second: one that its place may ask for, one for the decoder's delay.
_SPARE_FRAMES = 2


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of sound as frames of its own encoder, and as a listener hears it."""

    stream: bytes
    #: Byte position of each frame, and the end.
    starts: list[int]
    decoded: npt.NDArray[np.float32]
    true_peak_dbtp: float


def make_chapter(
    takes: Sequence[Take],
    pauses_ms: Sequence[int],
    spread: Spread,
    *,
    volumes: Mapping[str, float] | None = None,
    with_chime: bool = False,
) -> list[bytes | memoryview]:
    """The parts of a chapter's file: its facts as a line, then its frames."""
    clips = _at_one_rate([trimmed(take.clip) for take in takes])
    clips = at_one_level(clips, [take.voice for take in takes], volumes or {})
    cut = _cut(clips, pauses_ms, with_chime=with_chime)
    seconds = math.ceil(cut.spans[-1][1] / cut.rate + pauses_ms[-1] / 1000)
    passages = _encoded_below_peak(cut, seconds, spread)
    heard = np.concatenate([passage.decoded for passage in passages])[: seconds * RATE_HZ]
    facts = {
        "seconds": seconds,
        "voices": [take.voice for take in takes],
        "lengths": _lengths(passages, seconds),
        "notes": [take.clip.note for take in takes],
        "word_times_ms": [
            word_times(take.utterance.text, take.utterance.spoken, clip)
            for take, clip in zip(takes, clips, strict=True)
        ],
        "spans_ms": [[round(1000 * edge / cut.rate) for edge in span] for span in cut.spans],
        "energies": [float(f"{energy:.4g}") for energy in step_energies(heard, RATE_HZ)],
        "true_peak_dbtp": round(max(passage.true_peak_dbtp for passage in passages), 2),
    }
    return chapter_parts(facts, [passage.stream for passage in passages])


def _cut(clips: list[Clip], pauses_ms: Sequence[int], *, with_chime: bool) -> Cut:
    """The clips joined; if there is a chime, it and a silence like the one before it come first."""
    if not with_chime:
        return join(clips, pauses_ms, LEAD_IN_MS)
    opening = chime(clips[0].rate, max(peak(clip.samples) for clip in clips))
    cut = join([opening, *clips], [LEAD_IN_MS, *pauses_ms], LEAD_IN_MS)
    return replace(cut, spans=cut.spans[1:])


def _lengths(passages: Sequence[Passage], seconds: int) -> dict[int, int]:
    """Number of frames -> their bytes, from the fewest that a place may ask for to all there are."""
    before_frames = sum(len(passage.starts) - 1 for passage in passages[:-1])
    before_bytes = sum(len(passage.stream) for passage in passages[:-1])
    fewest = seconds * RATE_HZ // FRAME_SAMPLES
    counts = enumerate(passages[-1].starts, before_frames)
    return {count: before_bytes + start for count, start in counts if count >= fewest}


def _encoded_below_peak(cut: Cut, seconds: int, spread: Spread, ceiling_dbtp: float = CEILING_DBTP) -> list[Passage]:
    """Passages whose decoded peak keeps below the limit.

    What the encoder adds to a peak cannot be foretold; where it is too much, the ceiling is lowered.
    """
    sound = _padded(master(cut.samples, cut.rate, ceiling_dbtp), seconds)
    edges = _passage_edges(cut, len(sound))
    passages = list(spread(_passage, [sound[start:end] for start, end in pairwise(edges)]))
    excess = max(passage.true_peak_dbtp for passage in passages) - HIGHEST_DBTP
    if excess <= 0 or ceiling_dbtp < _LOWEST_CEILING_DBTP:
        return passages
    return _encoded_below_peak(cut, seconds, spread, ceiling_dbtp - excess - 0.1)


def _passage(sound: Samples) -> Passage:
    """A whole number of frames' worth of sound as that many frames.

    The encoder needs silence behind the sound to give out its last frames; they are dropped again.
    """
    stream = encode(np.concatenate([sound, np.zeros(2 * FRAME_SAMPLES, np.int16)]))
    decoded = decode(stream)[CHAPTER_DELAY : CHAPTER_DELAY + len(sound)]
    starts = frame_starts(stream)[: len(sound) // FRAME_SAMPLES + 1]
    return Passage(stream[: starts[-1]], starts, decoded, true_peak(decoded))


def _passage_edges(cut: Cut, length: int) -> list[int]:
    """Where passages begin and end in the finished sound: in the middle of pauses, on frames."""
    edges = [0]
    for (_, end), (start, _) in zip(cut.spans, cut.spans[1:], strict=False):
        middle = round((end + start) / 2 * RATE_HZ / cut.rate / FRAME_SAMPLES) * FRAME_SAMPLES
        if middle - edges[-1] >= PASSAGE_S * RATE_HZ and start - end >= _PAUSE_TO_CUT_S * cut.rate:
            edges.append(middle)
    return [*edges, length]


def _padded(samples: Samples, seconds: int) -> Samples:
    """Silence behind the sound to the full seconds and the spare frames."""
    length = (-(-seconds * RATE_HZ // FRAME_SAMPLES) + _SPARE_FRAMES) * FRAME_SAMPLES
    return np.concatenate([samples[:length], np.zeros(max(0, length - len(samples)), np.int16)])


def _at_one_rate(clips: Sequence[Clip]) -> list[Clip]:
    """All clips at the highest rate among them: voices of different engines may share a chapter."""
    rate = max(clip.rate for clip in clips)
    if all(clip.rate == rate for clip in clips):
        return list(clips)
    import soxr

    return [
        clip if clip.rate == rate else replace(clip, samples=soxr.resample(clip.samples, clip.rate, rate), rate=rate)
        for clip in clips
    ]
