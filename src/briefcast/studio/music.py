"""Laying a theme's sounds around and under a chapter's words, as one track of music beside the speech.

Music keeps clear of a chapter's edges: there is silence around every chapter mark, so chapters join
without a click whatever their order. That is why a bed lies under the announcer's opening and closing
words alone, and fades before the article is read.
"""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from briefcast.errors import ThemeError
from briefcast.studio.instruments import played
from briefcast.studio.metering import step_energies
from briefcast.studio.mp3 import RATE_HZ
from briefcast.studio.theme_files import read_sound

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from briefcast.studio.setting import Setting
    from briefcast.studio.themes import Piece

    Floats = npt.NDArray[np.float32]

#: So much of a file is heard as each part, s; a bed comes round again.
LONGEST_S = {"opening": 12.0, "sting": 3.0, "closing": 12.0, "bed": 120.0}
_FADE_OUT_S = 1.2
_EDGE_S = 0.01
#: Between the end of one round of a file's bed and the start of the next, s.
_LOOP_S = 1.0
#: Between music and words, ms.
GAP_MS = 300
#: The bed comes in this long before the first word, and is down to its level this long before, s.
_BED_IN_S, _DUCKED_S = 1.2, 0.25
#: So much louder it is while nobody speaks, dB, and below this it is not heard.
_OPEN_DB, _SILENT_DB = 8.0, -60.0
#: Silence beneath which a file's start is cut, beside its peak.
_SILENT_START = 0.003


def length_ms(piece: Piece | None) -> int:
    """How long a piece and the gap beside it take, ms; 0 for none."""
    return 0 if piece is None else math.ceil(1000 * len(sound_of(piece)) / RATE_HZ) + GAP_MS


def laid(setting: Setting, spans_s: Sequence[tuple[float, float]], begin_s: float) -> Floats | None:
    """The music of a chapter, 44.1 kHz, beside speech of -16 LUFS; None if there is none.

    Args:
        setting: what is to be heard.
        spans_s: start and end of each utterance.
        begin_s: when the piece before them begins.
    """
    if not (setting.before or setting.after or setting.bed):
        return None
    end_s = spans_s[-1][1] + length_ms(setting.after) / 1000
    track = np.zeros(math.ceil((end_s + 0.1) * RATE_HZ), np.float32)
    if setting.bed:
        track = _enveloped(sound_of(setting.bed), _bed_levels(setting, spans_s, begin_s), len(track))
    if setting.before:
        _add(track, sound_of(setting.before), begin_s, setting.level_db)
    if setting.after:
        _add(track, sound_of(setting.after), spans_s[-1][1] + GAP_MS / 1000, setting.level_db)
    return track


@lru_cache(maxsize=8)
def sound_of(piece: Piece) -> Floats:
    """A piece at 44.1 kHz, cut to its longest, its loudest 0.4 s at -16 LUFS.

    Raises:
        ThemeError: its file cannot be read any more.
    """
    sound = _from_file(piece) if piece.digest else played(piece.source)
    energies = step_energies(np.pad(sound, (0, RATE_HZ)), RATE_HZ)
    loudest = float(np.convolve(energies, np.full(4, 0.25), mode="valid").max())
    if not loudest > 0:
        raise ThemeError(f"The sound {piece.source} is silent; give another.")
    return sound * np.float32(10 ** ((-16.0 + 0.691 - 10 * math.log10(2 * loudest)) / 20))


def _from_file(piece: Piece) -> Floats:
    sound = read_sound(Path(piece.source))
    loud = np.flatnonzero(np.abs(sound) > _SILENT_START * np.abs(sound).max(initial=0.0))
    sound = sound[loud[0] :] if len(loud) else sound
    longest = round(LONGEST_S[piece.part] * RATE_HZ)
    is_cut = len(sound) > longest
    sound = sound[:longest].copy()
    if piece.part == "bed":
        return _seamless(sound)
    _fade(sound, _EDGE_S, _FADE_OUT_S if is_cut else _EDGE_S)
    return sound


def _seamless(sound: Floats) -> Floats:
    """A bed whose end runs over into its start."""
    seam = min(round(_LOOP_S * RATE_HZ), len(sound) // 2)
    turn = np.sin(np.linspace(0, np.pi / 2, seam, dtype=np.float32))
    out = sound[: len(sound) - seam].copy()
    out[:seam] = out[:seam] * turn + sound[len(sound) - seam :] * turn[::-1]
    return out


def _fade(sound: Floats, in_s: float, out_s: float) -> None:
    rise, fall = (min(round(seconds * RATE_HZ), len(sound) // 2) for seconds in (in_s, out_s))
    sound[:rise] *= np.linspace(0, 1, rise, dtype=np.float32)
    sound[len(sound) - fall :] *= np.linspace(1, 0, fall, dtype=np.float32)


def _bed_levels(setting: Setting, spans_s: Sequence[tuple[float, float]], begin_s: float) -> list[tuple[float, float]]:
    """Points, s and dB, between which the bed's level runs: under the first and last utterances."""
    points = [(0.0, _SILENT_DB)]
    if setting.head:
        points += _under(setting, spans_s[: setting.head], max(begin_s, spans_s[0][0] - _BED_IN_S))
        follows_s = spans_s[setting.head][0] if setting.head < len(spans_s) else math.inf
        points.append((min(points[-1][0] + _BED_IN_S, follows_s - 0.05), _SILENT_DB))
    if setting.tail:
        spoken = spans_s[len(spans_s) - setting.tail :]
        before_s = spans_s[-setting.tail - 1][1] if setting.tail < len(spans_s) else begin_s
        points += [(before_s + 0.05, _SILENT_DB), *_under(setting, spoken, before_s + 0.1)]
        points.append((points[-1][0] + _BED_IN_S, _SILENT_DB))
    return points


def _under(setting: Setting, spoken: Sequence[tuple[float, float]], from_s: float) -> list[tuple[float, float]]:
    """Points of the bed's level: coming in, ducked before the first word, kept so to the end of the last."""
    first, last = spoken[0][0], spoken[-1][1]
    points = [(from_s, _SILENT_DB)]
    if first - from_s > 2 * _DUCKED_S + 0.3:
        points.append(((from_s + first) / 2 - _DUCKED_S / 2, setting.bed_db + _OPEN_DB))
    return [*points, (first - _DUCKED_S / 4, setting.bed_db), (last, setting.bed_db)]


def _enveloped(bed: Floats, points: list[tuple[float, float]], length: int) -> Floats:
    """The bed round and round under a level that runs in lines of dB from point to point, nothing at its lowest."""
    step = RATE_HZ // 100
    times, levels = zip(*points, strict=True)
    level = np.interp(np.arange(length // step + 2) / 100, times, levels)
    gain = np.where(level <= _SILENT_DB, 0.0, 10 ** (level / 20))
    smooth = np.interp(np.arange(length) / step, np.arange(len(gain)), gain).astype(np.float32)
    out: Floats = np.resize(bed, length) * smooth
    return out


def _add(track: Floats, sound: Floats, at_s: float, level_db: float) -> None:
    start = round(at_s * RATE_HZ)
    room = track[start : start + len(sound)]
    room += sound[: len(room)] * np.float32(10 ** (level_db / 20))
