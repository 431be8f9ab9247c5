"""Raw speech -> broadcast speech: rumble out, quiet between words, gentle dynamics, one loudness, no peak too high.

Each chapter is mastered to the target by itself. So its sound depends on its own utterances and
on nothing else: a chapter that has not changed keeps its bytes, chapters can be made in any order,
and none is louder than its neighbour.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from briefcast.studio.dynamics import quiet_between_words, soft_sibilants
from briefcast.studio.encoding import MP3
from briefcast.studio.limiting import limit
from briefcast.studio.loudness import integrated
from briefcast.studio.metering import step_energies
from briefcast.studio.mp3 import RATE_HZ
from briefcast.studio.setting import TARGET_LUFS

if TYPE_CHECKING:
    import numpy.typing as npt

    from briefcast.model import Samples

    Floats = npt.NDArray[np.float32]

#: What the usual MP3 takes off, and where peaks are held for it.
ENCODER_LOSS_DB = MP3.loss_db
CEILING_DBTP = MP3.ceiling_dbtp

#: Nothing of a voice lies below, Hz.
HIGH_PASS_HZ = 65.0
#: The compressor sees every voice at this level, so that it treats all alike.
_SPEECH_LEVEL_DB = -21.0
_THRESHOLD_DB = -20.0
_RATIO = 2.0
_ATTACK_MS = 8.0
_RELEASE_MS = 140.0
#: A gain this near to one (0.05 dB) is not worth a second pass.
_NO_LOSS = 0.006


def master(
    samples: Samples,
    rate: int,
    target_lufs: float = TARGET_LUFS,
    ceiling_dbtp: float = CEILING_DBTP,
    music: Floats | None = None,
    *,
    loss_db: float = ENCODER_LOSS_DB,
) -> Samples:
    """The chapter at the target loudness and 44.1 kHz, ready for the encoder, 16 bit.

    Args:
        samples: 16-bit mono speech, shape (n,).
        rate: its sample rate, Hz.
        target_lufs: loudness behind the encoder and the decoder.
        ceiling_dbtp: where peaks are held.
        music: what is heard around and under the speech, 44.1 kHz, as loud as it is to be beside speech of
            ``TARGET_LUFS``; it may be longer than the speech.
        loss_db: what the encoder takes off.
    """
    import soxr

    speech = _treated(samples.astype(np.float32) / np.float32(32768.0), rate)
    sound = soxr.resample(speech, rate, RATE_HZ)
    wanted = target_lufs + loss_db
    if music is not None:
        sound = _mixed(sound * _gain(sound, wanted), music * np.float32(10 ** ((wanted - TARGET_LUFS) / 20)))
    loud = sound * _gain(sound, wanted)
    sound = limit(loud, ceiling_dbtp)
    # The limiter takes some loudness away; where it had to work and that can be measured, it is given back once.
    if sound is not loud and abs((missing := _gain(sound, wanted)) - 1) > _NO_LOSS:
        sound = limit(sound * missing, ceiling_dbtp)
    finished: Samples = np.rint(sound * np.float32(32767.0)).astype(np.int16)
    return finished


def _treated(speech: Floats, rate: int) -> Floats:
    """Speech of one level, without rumble, noise between words, sharp sibilants or great leaps of level."""
    from pedalboard import Compressor, HighpassFilter, Pedalboard

    clean = Pedalboard([HighpassFilter(HIGH_PASS_HZ), HighpassFilter(HIGH_PASS_HZ)])(speech, rate)
    level = speech_level(clean, rate)
    clean = soft_sibilants(quiet_between_words(clean, rate, level), rate, level)
    compressor = Compressor(threshold_db=_THRESHOLD_DB, ratio=_RATIO, attack_ms=_ATTACK_MS, release_ms=_RELEASE_MS)
    treated: Floats = Pedalboard([compressor])(clean * np.float32(10 ** ((_SPEECH_LEVEL_DB - level) / 20)), rate)
    return treated


def _mixed(speech: Floats, music: Floats) -> Floats:
    length = max(len(speech), len(music))
    mixed: Floats = np.pad(speech, (0, length - len(speech))) + np.pad(music, (0, length - len(music)))
    return mixed


def speech_level(sound: Floats, rate: int) -> float:
    """Mean level of the steps of 100 ms in which someone speaks, dB."""
    length = rate // 10
    steps = sound[: len(sound) // length * length].reshape(-1, length)
    power = np.einsum("ij,ij->i", steps, steps) / length
    spoken = power[power > power.max(initial=0.0) / 1000]
    return 10 * math.log10(float(spoken.mean())) if len(spoken) else 0.0


def _gain(sound: Floats, wanted_lufs: float) -> np.float32:
    """The factor that brings a sound of 44.1 kHz to a loudness; 1 for silence."""
    measured = integrated(step_energies(sound, RATE_HZ).tolist())
    return np.float32(10 ** ((wanted_lufs - measured) / 20) if math.isfinite(measured) else 1.0)
