"""A chapter's utterances -> its MP3 frames: cut, joined, mastered, encoded, measured.

A chapter's bytes depend on its utterances, voices and settings alone, not on where it stands: it
is a whole number of seconds long, plus a few frames of silence of which the stitcher keeps as many
as its place asks for.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

import numpy as np

from briefcast.model import Clip
from briefcast.studio.chapter_file import LEAD_IN_MS
from briefcast.studio.cutting import join, trimmed
from briefcast.studio.encoding import decode, encode
from briefcast.studio.mastering import CEILING_DBTP, master
from briefcast.studio.metering import step_energies, true_peak
from briefcast.studio.mp3 import CHAPTER_DELAY, FRAME_SAMPLES, RATE_HZ, frame_starts

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from briefcast.model import Samples
    from briefcast.studio.recording import Take

#: The loudest a decoded programme may peak.
HIGHEST_DBTP = -1.0
#: Below this no more is taken off.
_LOWEST_CEILING_DBTP = -4.0


def make_chapter(takes: Sequence[Take], pauses_ms: Sequence[int]) -> list[bytes]:
    """The parts of a chapter's file: its facts as a line of JSON, then its frames."""
    cut = join(_at_one_rate([trimmed(take.clip) for take in takes]), pauses_ms, LEAD_IN_MS)
    seconds = math.ceil(cut.spans[-1][1] / cut.rate + pauses_ms[-1] / 1000)
    stream, decoded = _encoded_below_peak(cut.samples, cut.rate, seconds)
    heard = decoded[CHAPTER_DELAY : CHAPTER_DELAY + seconds * RATE_HZ]
    starts = frame_starts(stream)
    fewest = seconds * RATE_HZ // FRAME_SAMPLES
    facts = {
        "seconds": seconds,
        "voices": [take.voice for take in takes],
        "lengths": {count: starts[count] for count in range(fewest, len(starts))},
        "spans_ms": [[round(1000 * edge / cut.rate) for edge in span] for span in cut.spans],
        "energies": [float(f"{energy:.4g}") for energy in step_energies(heard, RATE_HZ)],
        "true_peak_dbtp": round(true_peak(heard), 2),
    }
    return [json.dumps(facts).encode() + b"\n", stream]


def _encoded_below_peak(
    samples: Samples, rate: int, seconds: int, ceiling_dbtp: float = CEILING_DBTP
) -> tuple[bytes, npt.NDArray[np.float32]]:
    """Frames whose decoded peak keeps below the limit, and the sound decoded from them.

    What the encoder adds to a peak cannot be foretold; where it is too much, the ceiling is lowered.
    """
    stream = encode(_padded(master(samples, rate, ceiling_dbtp), seconds))
    decoded = decode(stream)
    excess = true_peak(decoded) - HIGHEST_DBTP
    if excess <= 0 or ceiling_dbtp < _LOWEST_CEILING_DBTP:
        return stream, decoded
    return _encoded_below_peak(samples, rate, seconds, ceiling_dbtp - excess - 0.1)


def _padded(samples: Samples, seconds: int) -> Samples:
    """Silence behind the sound to the full seconds, and what two spare frames and the delay need."""
    frames = -(-seconds * RATE_HZ // FRAME_SAMPLES) + 2
    length = frames * FRAME_SAMPLES + CHAPTER_DELAY
    return np.concatenate([samples[:length], np.zeros(max(0, length - len(samples)), np.int16)])


def _at_one_rate(clips: Sequence[Clip]) -> list[Clip]:
    """All clips at the highest rate among them: voices of different engines may share a chapter."""
    rate = max(clip.rate for clip in clips)
    if all(clip.rate == rate for clip in clips):
        return list(clips)
    import soxr

    return [clip if clip.rate == rate else Clip(soxr.resample(clip.samples, clip.rate, rate), rate) for clip in clips]
