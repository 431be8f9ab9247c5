"""Clips -> one run of sound: silence at the edges cut to the sample, typed pauses put between.

pydub does the cutting and joining, in 16 bit and at the voice's own rate; where speech begins and
ends is found here, to the sample.
"""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from briefcast.studio.word_times import moved

with warnings.catch_warnings():
    # pydub looks for ffmpeg when it is imported and complains if there is none; cutting needs none.
    warnings.simplefilter("ignore")
    from pydub import AudioSegment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefcast.model import Clip, Samples

#: Sound this far below a clip's own peak counts as silence, dB.
SILENCE_DB = 46.0
#: Kept before the first and after the last loud sample, so that no consonant loses its edge, ms.
HEAD_MS = 12
TAIL_MS = 45
#: Ramps on the kept edges, so that no cut clicks, ms.
FADE_MS = 6
#: Quieter than this a clip holds no speech at all, of full scale.
INAUDIBLE = 0.002


@dataclass(frozen=True, slots=True)
class Cut:
    """Utterances joined to one run of sound."""

    #: 16-bit mono samples, shape (n,).
    samples: Samples
    #: Sample rate, Hz.
    rate: int
    #: First and last sample of each utterance in ``samples``.
    spans: tuple[tuple[int, int], ...]


def is_audible(clip: Clip) -> bool:
    """Whether there is any sound in a clip."""
    return len(clip.samples) > 0 and peak(clip.samples) >= INAUDIBLE * 32768


def trimmed(clip: Clip) -> Clip:
    """The clip from just before its first to just after its last loud sample, edges ramped."""
    start, end = _speech_span(clip)
    samples = _ramped(np.frombuffer(_segment(clip).get_sample_slice(start, end).raw_data, np.int16), clip.rate)
    words = moved(clip.words, 1000 * start / clip.rate, round(1000 * len(samples) / clip.rate))
    return replace(clip, samples=samples, words=words)


def join(clips: Sequence[Clip], pauses_ms: Sequence[int], lead_in_ms: int) -> Cut:
    """Trimmed clips in a row: ``lead_in_ms`` of silence first, then each clip and the pause after it.

    All clips must have one rate. The last pause is left out: what follows a chapter is the
    stitcher's to decide.
    """
    rate = clips[0].rate
    sound = AudioSegment.silent(duration=lead_in_ms, frame_rate=rate)
    spans = []
    for number, clip in enumerate(clips):
        start = int(sound.frame_count())
        sound = sound.append(_segment(clip), crossfade=0)
        spans.append((start, int(sound.frame_count())))
        if number < len(clips) - 1:
            sound = sound.append(AudioSegment.silent(duration=pauses_ms[number], frame_rate=rate), crossfade=0)
    return Cut(np.frombuffer(sound.raw_data, np.int16), rate, tuple(spans))


def _segment(clip: Clip) -> AudioSegment:
    return AudioSegment(data=clip.samples.tobytes(), sample_width=2, frame_rate=clip.rate, channels=1)


def peak(samples: Samples) -> int:
    """The highest sample, up or down."""
    return max(int(samples.max()), -int(samples.min()))


def _speech_span(clip: Clip) -> tuple[int, int]:
    """First and last sample of the part that is kept."""
    threshold = peak(clip.samples) * math.pow(10, -SILENCE_DB / 20)
    loud = np.flatnonzero(np.abs(clip.samples.astype(np.int32)) > threshold)
    if not len(loud):
        return 0, len(clip.samples)
    head, tail = (clip.rate * ms // 1000 for ms in (HEAD_MS, TAIL_MS))
    return max(0, int(loud[0]) - head), min(len(clip.samples), int(loud[-1]) + 1 + tail)


def _ramped(samples: Samples, rate: int) -> Samples:
    count = min(rate * FADE_MS // 1000, len(samples) // 2)
    ramp = np.linspace(0.0, 1.0, count, endpoint=False)
    out = samples.copy()
    out[:count] = np.rint(out[:count] * ramp)
    out[len(out) - count :] = np.rint(out[len(out) - count :] * ramp[::-1])
    return out
