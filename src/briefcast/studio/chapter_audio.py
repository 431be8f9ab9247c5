"""A chapter's takes -> its MP3 frames, or its FLAC: cut, joined, mastered, encoded, measured.

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
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from briefcast.studio.chapter_file import LEAD_IN_MS, chapter_parts
from briefcast.studio.cutting import join, trimmed
from briefcast.studio.encoding import decode, encode, packed
from briefcast.studio.levels import at_one_level
from briefcast.studio.loudness import STEP_MS
from briefcast.studio.mastering import aligned, finished, given_back, mixed, treated
from briefcast.studio.metering import on_one_grid, placed_energies, true_peak
from briefcast.studio.mp3 import CHAPTER_DELAY, FRAME_SAMPLES, RATE_HZ, frame_starts
from briefcast.studio.music import laid, length_ms
from briefcast.studio.word_times import word_times

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from briefcast.model import Clip, Samples
    from briefcast.studio.cutting import Cut
    from briefcast.studio.encoding import Coding
    from briefcast.studio.mastering import Finished, Mix
    from briefcast.studio.metering import Placed
    from briefcast.studio.recording import Take
    from briefcast.studio.setting import Setting
    from briefcast.studio.spreading import Spread

    Floats = npt.NDArray[np.float32]

#: No chapter is shorter, s: some players take two that begin within a second for one.
_SHORTEST_S = 2
#: The rest at its end may be so much shorter than asked for, s: then, up to the next whole second and the next
#: chapter's first sound, it is never longer than two seconds.
_GIVE_S = 0.15
#: How often a lower ceiling is tried, and by how much more than the excess it is lowered.
_ATTEMPTS = 4
_SAFETY_DB = 0.1
#: A passage is cut at the first pause after so long, if the pause is long enough to hide the cut.
PASSAGE_S = 22.0
_PAUSE_TO_CUT_S = 0.25
#: Frames beyond a chapter's last second: one that its place may ask for, one for the decoder's delay.
_SPARE_FRAMES = 2


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of sound as kept by an encoder of its own, and what a listener hears of it by the meter."""

    stream: bytes
    #: Number of frames (of FLAC, of samples) -> their bytes, wherever the stream may be cut.
    lengths: dict[int, int]
    energies: Placed
    true_peak_dbtp: float
    #: By how much the limiter changed its energies.
    limited: Placed


def make_chapter(
    takes: Sequence[Take],
    pauses_ms: Sequence[int],
    spread: Spread,
    setting: Setting,
    *,
    volumes: Mapping[str, float] | None = None,
) -> list[bytes | memoryview]:
    """The parts of a chapter's file: its facts as a line, then its frames.

    Raises:
        ThemeError: a sound of its theme cannot be read.
    """
    clips = _at_one_rate([trimmed(take.clip) for take in takes])
    clips = at_one_level(clips, [take.voice for take in takes], volumes or {})
    cut = join(clips, pauses_ms, LEAD_IN_MS + length_ms(setting.before))
    spans_s = [(start / cut.rate, end / cut.rate) for start, end in cut.spans]
    rest_s = max(0.0, pauses_ms[-1] / 1000 - _GIVE_S)
    seconds = max(_SHORTEST_S, math.ceil(spans_s[-1][1] + length_ms(setting.after) / 1000 + rest_s))
    music = laid(setting, spans_s, LEAD_IN_MS / 1000)
    passages = _passages(cut, music, seconds, setting, spread)
    facts = {
        "seconds": seconds,
        "voices": [take.voice for take in takes],
        "lengths": _lengths(passages, seconds * RATE_HZ // setting.coding.frame_samples),
        "notes": [take.clip.note for take in takes],
        "word_times_ms": [
            word_times(take.utterance.text, take.utterance.spoken, clip)
            for take, clip in zip(takes, clips, strict=True)
        ],
        "spans_ms": [[round(1000 * edge) for edge in span] for span in spans_s],
        "energies": [
            float(f"{energy:.4g}")
            for energy in on_one_grid((passage.energies for passage in passages), 1000 * seconds // STEP_MS)
        ],
        "true_peak_dbtp": round(max(passage.true_peak_dbtp for passage in passages), 2),
    }
    return chapter_parts(facts, [passage.stream for passage in passages])


def _lengths(passages: Sequence[Passage], fewest: int) -> dict[int, int]:
    """Number of frames -> their bytes, from the fewest that a place may ask for to all there are."""
    before_frames = sum(max(passage.lengths) for passage in passages[:-1])
    before_bytes = sum(len(passage.stream) for passage in passages[:-1])
    counts = ((before_frames + count, before_bytes + length) for count, length in passages[-1].lengths.items())
    return {count: length for count, length in counts if count >= fewest}


def _passages(cut: Cut, music: Floats | None, seconds: int, setting: Setting, spread: Spread) -> list[Passage]:
    """The chapter mastered and encoded, passage by passage."""
    coding = setting.coding
    edges = _passage_edges(cut, music, _length(seconds, coding))
    starts = [aligned(edge, cut.rate)[0] for edge in edges[:-1]]
    speech = treated(cut.samples, cut.rate, [*starts, len(cut.samples)], spread)
    mix = mixed(speech, cut.rate, music, setting.target_lufs + coding.loss_db)
    passages = list(spread(partial(_passage, mix, coding), pairwise(edges)))
    missing = given_back(mix, [passage.limited for passage in passages])
    if missing != 1:
        passages = list(spread(partial(_passage, mix.louder(missing), coding), pairwise(edges)))
    return passages if coding.is_mp3 else [_joined(passages)]


def _passage(mix: Mix, coding: Coding, edges: tuple[int, int]) -> Passage:
    """A passage whose decoded peak keeps below the limit.

    What the encoder adds to a peak cannot be foretold; where it is too much, the ceiling is lowered, and if
    that does not help, the passage is turned down: better soft than clipped.
    """
    ceiling_dbtp, attempts = coding.ceiling_dbtp, 1
    passage = _encoded(finished(mix, *edges, ceiling_dbtp), coding, edges[0])
    while (excess := passage.true_peak_dbtp - coding.highest_dbtp) > 0:
        if attempts < _ATTEMPTS:
            ceiling_dbtp -= excess + _SAFETY_DB
        else:
            mix = mix.louder(10 ** (-(excess + _SAFETY_DB) / 20))
        attempts += 1
        passage = _encoded(finished(mix, *edges, ceiling_dbtp), coding, edges[0])
    return passage


def _encoded(sound: Finished, coding: Coding, start: int) -> Passage:
    """A passage as it is kept, and measured as it is decoded."""
    samples = sound.samples
    if coding.is_mp3:
        stream, starts = _frames(samples, coding.bit_rate_kbps)
        heard = decode(stream)[CHAPTER_DELAY : CHAPTER_DELAY + len(samples)]
        stream, lengths = stream[: starts[-1]], dict(enumerate(starts))
    else:
        stream, lengths = samples.tobytes(), {}
        heard = samples * np.float32(1 / 32768)
    return Passage(stream, lengths, placed_energies(heard, start), true_peak(heard), sound.limited)


def _frames(samples: Samples, bit_rate_kbps: int) -> tuple[bytes, list[int]]:
    """A whole number of frames' worth of sound as a stream, and where each of that many frames begins and ends.

    The encoder needs silence behind the sound to give out its last frames; they are not counted.
    """
    stream = encode(np.concatenate([samples, np.zeros(2 * FRAME_SAMPLES, np.int16)]), bit_rate_kbps)
    return stream, frame_starts(stream)[: len(samples) // FRAME_SAMPLES + 1]


def _joined(passages: Sequence[Passage]) -> Passage:
    """Passages of samples as one FLAC."""
    samples = np.frombuffer(b"".join(passage.stream for passage in passages), np.int16)
    stream = packed(samples)
    return replace(passages[0], stream=stream, lengths={len(samples): len(stream)})


def _passage_edges(cut: Cut, music: Floats | None, length: int) -> list[int]:
    """Where passages begin and end in the finished sound: in the middle of silent pauses, on frames."""
    edges = [0]
    for (_, end), (start, _) in zip(cut.spans, cut.spans[1:], strict=False):
        middle = round((end + start) / 2 * RATE_HZ / cut.rate / FRAME_SAMPLES) * FRAME_SAMPLES
        if middle - edges[-1] >= PASSAGE_S * RATE_HZ and start - end >= _PAUSE_TO_CUT_S * cut.rate:
            if music is not None and music[middle - FRAME_SAMPLES : middle + FRAME_SAMPLES].any():
                continue
            edges.append(middle)
    return [*edges, length]


def _length(seconds: int, coding: Coding) -> int:
    """Samples of a chapter as kept: its seconds, of an MP3 in full frames and with some to spare."""
    if not coding.is_mp3:
        return seconds * RATE_HZ
    return (-(-seconds * RATE_HZ // FRAME_SAMPLES) + _SPARE_FRAMES) * FRAME_SAMPLES


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
