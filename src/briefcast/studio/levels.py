"""Several voices in one chapter, brought to one level before it is mastered.

The level of a voice is the gated loudness (ITU-R BS.1770-4) of all it says in the chapter. Voices are only turned
down, to the softest of them, so that none can clip; mastering brings the whole to the programme's loudness again.
"""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from briefcast.studio.loudness import BLOCK_STEPS, STEP_MS, integrated
from briefcast.studio.mastering import master
from briefcast.studio.metering import step_energies
from briefcast.studio.mp3 import RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefcast.model import Clip, Samples

    #: Name of a voice -> dB.
    Decibels = dict[str, float]

#: The compressor takes more from a voice of high peaks, and brings voices nearer that are to differ; so it is heard
#: what comes of it, and mended, until the voices are so close to what is wished, or so many times.
_CLOSE_DB = 0.2
_LOOKS = 4


def at_one_level(clips: Sequence[Clip], voices: Sequence[str], volumes: Mapping[str, float]) -> list[Clip]:
    """The clips with every voice as loud as the others, but for its volume as it is heard in the mastered chapter.

    Args:
        clips: a chapter's clips, all at one rate, the silence around them cut.
        voices: the name of the voice in each; empty where there is none.
        volumes: name of a voice -> how much louder than the others it is to be, dB; 0 where it is not named.
    """
    if len(set(voices) - {""}) < 2:
        return list(clips)
    levels = {voice: level for voice in set(voices) - {""} if math.isfinite(level := _level(voice, clips, voices))}
    if len(levels) < 2:
        return list(clips)
    gains = {voice: volumes.get(voice, 0.0) - level for voice, level in levels.items()}
    turned = _turned_down(clips, voices, gains)
    for _ in range(_LOOKS):
        heard = _mastered(turned)
        missing = {voice: volumes.get(voice, 0.0) - _level(voice, heard, voices) for voice in levels}
        if max(missing.values()) - min(missing.values()) < _CLOSE_DB:
            break
        mean = sum(missing.values()) / len(missing)
        gains = {voice: gain + missing[voice] - mean for voice, gain in gains.items()}
        turned = _turned_down(clips, voices, gains)
    return turned


def _level(voice: str, clips: Sequence[Clip], voices: Sequence[str]) -> float:
    """Gated loudness of a voice's clips one behind the other, LUFS."""
    own = [clip for clip, name in zip(clips, voices, strict=True) if name == voice]
    sound = np.concatenate([clip.samples for clip in own]).astype(np.float32) / np.float32(32768.0)
    # A word shorter than one of the meter's blocks is heard again and again, until it fills one.
    fewest = BLOCK_STEPS * STEP_MS * own[0].rate // 1000
    return integrated(step_energies(np.resize(sound, max(fewest, len(sound))), own[0].rate).tolist())


def _turned_down(clips: Sequence[Clip], voices: Sequence[str], gains: Decibels) -> list[Clip]:
    """The clips under their voices' gains, the highest of which counts as none."""
    highest = max(gains.values())
    return [
        replace(clip, samples=_times(clip.samples, 10 ** ((gains.get(voice, highest) - highest) / 20)))
        for clip, voice in zip(clips, voices, strict=True)
    ]


def _times(samples: Samples, factor: float) -> Samples:
    scaled: Samples = np.rint(samples * np.float32(factor)).astype(np.int16)
    return scaled


def _mastered(clips: Sequence[Clip]) -> list[Clip]:
    """The clips as they come out of the master together."""
    rate = clips[0].rate
    sound = master(np.concatenate([clip.samples for clip in clips]), rate)
    edges = np.cumsum([0, *(len(clip.samples) for clip in clips)]) * (RATE_HZ / rate)
    return [
        replace(clip, samples=sound[round(start) : round(end)], rate=RATE_HZ)
        for clip, (start, end) in zip(clips, pairwise(edges), strict=True)
    ]
