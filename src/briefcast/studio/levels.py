"""Several voices in one chapter, brought to one level before it is mastered.

The level of a voice is the gated loudness (ITU-R BS.1770-4) of all it says in the chapter. Voices are only turned
down, to the softest of them, so that none can clip; mastering brings the whole to the programme's loudness again.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from briefcast.studio.cutting import trimmed
from briefcast.studio.loudness import BLOCK_STEPS, STEP_MS, integrated
from briefcast.studio.metering import step_energies

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefcast.model import Clip, Samples
    from briefcast.studio.recording import Take


def at_one_level(takes: Sequence[Take], volumes: Mapping[str, float]) -> list[Take]:
    """The takes with every voice as loud as the others, but for its volume.

    Args:
        takes: a chapter's takes.
        volumes: name of a voice -> how much louder than the others it is to be, dB; 0 where it is not named.
    """
    voices = sorted({take.voice for take in takes if take.voice})
    if len(voices) < 2:
        return list(takes)
    levels = {voice: _loudness([take.clip for take in takes if take.voice == voice]) for voice in voices}
    wanted = {voice: volumes.get(voice, 0.0) - level for voice, level in levels.items() if math.isfinite(level)}
    highest = max(wanted.values(), default=0.0)
    gains = {voice: 10 ** ((gain - highest) / 20) for voice, gain in wanted.items()}
    return [
        replace(take, clip=replace(take.clip, samples=_turned(take.clip.samples, gains.get(take.voice, 1.0))))
        for take in takes
    ]


def _loudness(clips: Sequence[Clip]) -> float:
    """Gated loudness of a voice's clips one behind the other, LUFS, the silence around them cut."""
    rate = clips[0].rate
    sound = np.concatenate([trimmed(clip).samples for clip in clips]).astype(np.float32) / np.float32(32768.0)
    # A word shorter than one of the meter's blocks is heard again and again, until it fills one.
    fewest = BLOCK_STEPS * STEP_MS * rate // 1000
    return integrated(step_energies(np.resize(sound, max(fewest, len(sound))), rate).tolist())


def _turned(samples: Samples, gain: float) -> Samples:
    turned: Samples = np.rint(samples * np.float32(gain)).astype(np.int16)
    return turned
