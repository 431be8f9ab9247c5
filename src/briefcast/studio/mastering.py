"""Raw speech -> broadcast speech: rumble out, quiet between words, gentle dynamics, one loudness, no peak too high.

Each chapter is mastered to the target by itself. So its sound depends on its own utterances and
on nothing else: a chapter that has not changed keeps its bytes, chapters can be made in any order,
and none is louder than its neighbour.

Within a chapter the work is done stretch by stretch, each cut in silence, where no filter remembers anything: on
all cores, and in little memory however long the chapter. What binds them, the level before the compressor and the
gain behind it, comes from energies that are measured once: a gain changes them by its square.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from briefcast.studio.dynamics import quiet_between_words, soft_sibilants
from briefcast.studio.encoding import MP3
from briefcast.studio.limiting import limit
from briefcast.studio.loudness import integrated
from briefcast.studio.metering import changed_energies, on_one_grid, step_energies
from briefcast.studio.mp3 import RATE_HZ
from briefcast.studio.setting import TARGET_LUFS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from briefcast.model import Samples
    from briefcast.studio.metering import Placed
    from briefcast.studio.spreading import Spread

    Floats = npt.NDArray[np.float32]
    Energies = npt.NDArray[np.float64]

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


@dataclass(frozen=True, slots=True)
class Mix:
    """Treated speech and its music, and the gains that bring both to the target; any stretch can be finished apart."""

    #: At the voice's rate, Hz, of one level.
    speech: Floats
    rate: int
    #: At 44.1 kHz, or None.
    music: Floats | None
    speech_gain: float
    music_gain: float
    #: K-weighted mean square of each 100 ms under these gains, and the loudness wanted of them, LUFS.
    energies: Energies
    wanted_lufs: float

    def louder(self, factor: float) -> Mix:
        """The same under a gain."""
        return replace(
            self,
            speech_gain=self.speech_gain * factor,
            music_gain=self.music_gain * factor,
            energies=self.energies * factor**2,
        )


@dataclass(frozen=True, slots=True)
class Finished:
    """A stretch ready for the encoder: 16 bit, 44.1 kHz; and by how much the limiter changed its energies."""

    samples: Samples
    limited: Placed


def master(
    samples: Samples,
    rate: int,
    target_lufs: float = TARGET_LUFS,
    ceiling_dbtp: float = CEILING_DBTP,
    music: Floats | None = None,
    *,
    loss_db: float = ENCODER_LOSS_DB,
) -> Samples:
    """The whole at the target loudness and 44.1 kHz, ready for the encoder, 16 bit, as one stretch.

    Args:
        samples: 16-bit mono speech, shape (n,).
        rate: its sample rate, Hz.
        target_lufs: loudness behind the encoder and the decoder.
        ceiling_dbtp: where peaks are held.
        music: what is heard around and under the speech, 44.1 kHz, as loud as it is to be beside speech of
            ``TARGET_LUFS``; it may be longer than the speech.
        loss_db: what the encoder takes off.
    """
    speech = treated(samples, rate, [0, len(samples)], map)
    mix = mixed(speech, rate, music, target_lufs + loss_db)
    length = max(math.ceil(len(samples) * RATE_HZ / rate), 0 if music is None else len(music))
    done = finished(mix, 0, length, ceiling_dbtp)
    missing = given_back(mix, [done.limited])
    return done.samples if missing == 1 else finished(mix.louder(missing), 0, length, ceiling_dbtp).samples


def treated(samples: Samples, rate: int, edges: Sequence[int], spread: Spread) -> Floats:
    """Speech of one level, without rumble, noise between words, sharp sibilants or great leaps of level.

    Args:
        samples: 16-bit mono speech, shape (n,).
        rate: its sample rate, Hz.
        edges: the first sample of each stretch, in silence, and the end of the last.
        spread: does the work on each.
    """
    from pedalboard import Compressor, HighpassFilter, Pedalboard

    speech = np.empty(len(samples), np.float32)
    stretches = [slice(start, end) for start, end in pairwise(edges)]

    def cleaned(part: slice) -> Energies:
        without_rumble = Pedalboard([HighpassFilter(HIGH_PASS_HZ), HighpassFilter(HIGH_PASS_HZ)])
        speech[part] = without_rumble(samples[part] * np.float32(1 / 32768), rate)
        return _powers(speech[part], rate)

    level = _spoken_level(np.concatenate(list(spread(cleaned, stretches))))
    gain = np.float32(10 ** ((_SPEECH_LEVEL_DB - level) / 20))

    def evened(part: slice) -> None:
        even = soft_sibilants(quiet_between_words(speech[part], rate, level), rate, level)
        compressor = Compressor(threshold_db=_THRESHOLD_DB, ratio=_RATIO, attack_ms=_ATTACK_MS, release_ms=_RELEASE_MS)
        speech[part] = Pedalboard([compressor])(even * gain, rate)

    list(spread(evened, stretches))
    return speech


def mixed(speech: Floats, rate: int, music: Floats | None, wanted_lufs: float) -> Mix:
    """Treated speech and music beside it, brought to a loudness together."""
    energies = step_energies(speech, rate)
    speech_gain, music_gain = gain_to(energies, wanted_lufs), 10 ** ((wanted_lufs - TARGET_LUFS) / 20)
    energies *= speech_gain**2
    if music is None:
        return Mix(speech, rate, None, speech_gain, 0.0, energies, wanted_lufs)
    # They do not go together, so that their energies add up.
    steps = math.ceil(max(len(speech) / rate, len(music) / RATE_HZ) * 10)
    both = on_one_grid([(0, energies), (0, step_energies(music, RATE_HZ) * music_gain**2)], steps)
    mix = Mix(speech, rate, music, speech_gain, music_gain, both, wanted_lufs)
    return mix.louder(gain_to(both, wanted_lufs))


def finished(mix: Mix, start: int, end: int, ceiling_dbtp: float) -> Finished:
    """A stretch of the mix, 44.1 kHz, from a sample in silence to another, with its peaks held; silence behind it."""
    loud = _at_output_rate(mix, start, end)
    if mix.music is not None:
        part = mix.music[start:end]
        if part.any():
            loud[: len(part)] += part * np.float32(mix.music_gain)
    held = limit(loud, ceiling_dbtp)
    samples: Samples = np.rint(held * np.float32(32767.0)).astype(np.int16)
    return Finished(samples, (0, np.zeros(0)) if held is loud else changed_energies(loud, held, start))


def given_back(mix: Mix, limited: Iterable[Placed]) -> float:
    """The factor that gives back what the limiter took; 1 where it is too little to matter."""
    after = on_one_grid([(0, mix.energies), *limited], len(mix.energies))
    missing = gain_to(after, mix.wanted_lufs)
    return missing if abs(missing - 1) > _NO_LOSS else 1.0


def gain_to(energies: Energies, wanted_lufs: float) -> float:
    """The factor that brings a programme to a loudness; 1 for silence."""
    measured = integrated(energies.tolist())
    return float(10 ** ((wanted_lufs - measured) / 20)) if math.isfinite(measured) else 1.0


def speech_level(sound: Floats, rate: int) -> float:
    """Mean level of the steps of 100 ms in which someone speaks, dB."""
    return _spoken_level(_powers(sound, rate))


def aligned(position: int, rate: int) -> tuple[int, int]:
    """The last sample at a rate that falls on one of 44.1 kHz at or before a position, and the sample it falls on.

    >>> aligned(1152, 24_000), aligned(1152, 22_050)
    ((560, 1029), (576, 1152))
    """
    unit = math.gcd(rate, RATE_HZ)
    count = position // (RATE_HZ // unit)
    return count * (rate // unit), count * (RATE_HZ // unit)


def _at_output_rate(mix: Mix, start: int, end: int) -> Floats:
    """The speech of a stretch at 44.1 kHz under its gain, silence behind it."""
    import soxr

    (first, falls_on), (last, _) = (
        aligned(start, mix.rate),
        aligned(end + RATE_HZ // math.gcd(mix.rate, RATE_HZ), mix.rate),
    )
    sound = soxr.resample(mix.speech[first:last] * np.float32(mix.speech_gain), mix.rate, RATE_HZ)
    sound = sound[start - falls_on :][: end - start]
    silence = end - start - len(sound)
    return np.pad(sound, (0, silence)) if silence else sound


def _powers(sound: Floats, rate: int) -> Energies:
    """Mean square of each full step of 100 ms."""
    length = rate // 10
    steps = sound[: len(sound) // length * length].reshape(-1, length)
    powers: Energies = np.einsum("ij,ij->i", steps, steps).astype(np.float64) / length
    return powers


def _spoken_level(powers: Energies) -> float:
    spoken = powers[powers > powers.max(initial=0.0) / 1000]
    return 10 * math.log10(float(spoken.mean())) if len(spoken) else 0.0
