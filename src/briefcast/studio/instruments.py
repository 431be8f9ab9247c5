"""Briefcast's own sounds: the chime and two themes, played here note by note from sines.

Everything is decided by the lists of notes below; nothing is drawn by chance, so the same theme is the
same samples. How loud a sound is heard is decided where it is laid, not here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from briefcast.studio.mp3 import RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    #: Time since the note was struck, s, and its frequency, Hz -> its sound.
    Instrument = Callable[[Floats, float], Floats]

#: A note: semitones above the a of 440 Hz, when it is struck, s, and its share of the whole.
Note = tuple[int, float, float]

#: Echoes that give a sound some room: when, ms, and how strong.
_ECHOES = ((37, 0.22), (59, 0.18), (83, 0.14), (127, 0.10), (181, 0.07), (241, 0.05))
_ATTACK_S = 0.008
#: Over so long a sound fades out at its end, s.
_RELEASE_S = 0.25
#: A bed comes round again after so long, s; a note may ring on into the next round.
BED_S = 16.0


def _bell(since: Floats, hz: float) -> Floats:
    """A struck bar: the tone, and a high partial that is gone at once."""
    sound: Floats = _decay(since, 0.34) * _sine(since, hz) + 0.16 * _decay(since, 0.07) * _sine(since, 3.93 * hz)
    return sound


def _chime(since: Floats, hz: float) -> Floats:
    return _decay(since, 0.16) * _sine(since, hz)


def _string(since: Floats, hz: float) -> Floats:
    """A plucked string: the higher a partial, the softer and the sooner gone."""
    parts = [_decay(since, 0.55 / n**0.7) * _sine(since, n * hz) / n**1.6 for n in range(1, 6)]
    sound: Floats = np.sum(parts, axis=0, dtype=np.float32)
    return sound


def _pad(since: Floats, hz: float) -> Floats:
    """A soft chord of the kind an organ's flutes give, swelling over a second and fading over two."""
    swell = np.clip(since / 1.0, 0, 1) * np.clip((5.0 - since) / 2.0, 0, 1)
    beating = _sine(since, hz) + _sine(since, hz * 1.0023) + 0.3 * _sine(since, 2 * hz)
    sound: Floats = (swell * beating).astype(np.float32)
    return sound


_CHIME_UP: Sequence[Note] = ((5, 0.0, 1.0), (12, 0.11, 0.8), (17, 0.22, 0.5))
_CHIME_DOWN: Sequence[Note] = ((17, 0.0, 0.6), (12, 0.13, 0.8), (5, 0.26, 1.0))

#: Sound -> its length, s, and what each instrument plays.
_SCORES: dict[str, tuple[float, Sequence[tuple[Instrument, Sequence[Note]]]]] = {
    "chime/opening": (0.9, [(_chime, _CHIME_UP)]),
    "chime/sting": (0.9, [(_chime, _CHIME_UP)]),
    "chime/closing": (1.0, [(_chime, _CHIME_DOWN)]),
    # Plucked strings over low flutes, in g major with a ninth: unhurried.
    "harbour/opening": (
        5.0,
        [
            (_string, ((-26, 0.0, 1.0), (-14, 0.4, 0.8), (-7, 0.8, 0.8), (-3, 1.2, 0.8), (0, 1.6, 0.7), (2, 2.0, 0.9))),
            (_pad, ((-26, 0.0, 0.35), (-19, 0.0, 0.25), (-10, 0.3, 0.2))),
        ],
    ),
    "harbour/sting": (1.8, [(_string, ((-14, 0.0, 1.0), (-7, 0.18, 0.9), (0, 0.36, 0.8)))]),
    "harbour/closing": (
        5.0,
        [
            (_string, ((2, 0.0, 0.7), (0, 0.4, 0.7), (-3, 0.8, 0.8), (-7, 1.2, 0.9), (-14, 1.7, 1.0), (-26, 1.7, 0.9))),
            (_pad, ((-26, 0.0, 0.35), (-19, 0.0, 0.25))),
        ],
    ),
    "harbour/bed": (
        BED_S,
        [
            (_pad, tuple((-26 + shift, 4.0 * bar, 0.5) for bar, shift in enumerate((0, 5, 9, 7)))),
            (_pad, tuple((-10 + shift, 4.0 * bar, 0.3) for bar, shift in enumerate((0, 1, 3, 2)))),
            (_string, tuple((-14 + step, 1.0 * beat, 0.35) for beat, step in enumerate((0, 7, 11, 7) * 4))),
        ],
    ),
    # Struck bars on five tones of d: light, a morning's programme.
    "lantern/opening": (
        4.0,
        [(_bell, ((-7, 0.0, 0.9), (-3, 0.22, 0.7), (0, 0.44, 0.8), (5, 0.66, 0.9), (2, 1.1, 0.7), (5, 1.32, 1.0)))],
    ),
    "lantern/sting": (1.4, [(_bell, ((0, 0.0, 0.9), (5, 0.16, 0.9)))]),
    "lantern/closing": (
        4.0,
        [(_bell, ((5, 0.0, 0.9), (2, 0.22, 0.7), (0, 0.44, 0.8), (-3, 0.66, 0.8), (-7, 1.1, 1.0), (-19, 1.1, 0.8)))],
    ),
    "lantern/bed": (
        BED_S,
        [
            (_bell, tuple((step, 0.5 * beat, 0.5) for beat, step in enumerate((-7, 0, -3, 0, -10, -3, -7, -3) * 4))),
            (_pad, tuple((-31 + shift, 4.0 * bar, 0.6) for bar, shift in enumerate((0, 9, 5, 7)))),
        ],
    ),
}


def played(name: str) -> Floats:
    """One of our own sounds ("harbour/opening"), 44.1 kHz, shape (n,), its peak at one."""
    length_s, voices = _SCORES[name]
    count = round(length_s * RATE_HZ)
    ringing = np.zeros(count + 6 * RATE_HZ, np.float32)
    for instrument, notes in voices:
        for semitones, struck_s, share in notes:
            _strike(ringing, instrument, 440.0 * 2 ** (semitones / 12), struck_s, share)
    ringing = _with_echoes(ringing)
    if name.endswith("/bed"):
        # What rings beyond the end is heard at the start of the next round, so that no seam is heard.
        sound = ringing[:count]
        sound[: len(ringing) - count] += ringing[count:]
    else:
        sound = ringing[:count] * np.clip((count - np.arange(count)) / (_RELEASE_S * RATE_HZ), 0, 1)
    finished: Floats = (sound / np.abs(sound).max()).astype(np.float32)
    return finished


def _strike(sound: Floats, instrument: Instrument, hz: float, struck_s: float, share: float) -> None:
    start = round(struck_s * RATE_HZ)
    since = np.arange(min(len(sound) - start, 6 * RATE_HZ), dtype=np.float32) / np.float32(RATE_HZ)
    sound[start : start + len(since)] += np.float32(share) * instrument(since, hz)


def _with_echoes(sound: Floats) -> Floats:
    out = sound.copy()
    for delay_ms, share in _ECHOES:
        delay = delay_ms * RATE_HZ // 1000
        out[delay:] += np.float32(share) * sound[:-delay]
    return out


def _decay(since: Floats, seconds: float) -> Floats:
    """Struck within a few milliseconds, then falling to a third in so long."""
    decay: Floats = np.minimum(since / np.float32(_ATTACK_S), 1) * np.exp(-since / np.float32(seconds))
    return decay


def _sine(since: Floats, hz: float) -> Floats:
    sine: Floats = np.sin(np.float32(2 * np.pi * hz) * since)
    return sine
