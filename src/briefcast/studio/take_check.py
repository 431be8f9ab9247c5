"""Whether a take can be what was to be said: heard, whole, no longer or shorter than the words can be."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import numpy as np

from briefcast.studio.cutting import is_audible, peak

if TYPE_CHECKING:
    import numpy.typing as npt

    from briefcast.model import Clip

#: The fewest and most syllables a second at a voice's own pace. Of 225 utterances of four articles each voice
#: spoke between: heart 3.7 and 7.2, system 3.2 and 7.6.
SLOWEST, FASTEST = 2.2, 10.0
#: A single word may be drawn out, seconds.
_ALWAYS_ALLOWED_S = 1.0
#: No pause within a sentence is so long at a voice's own pace, seconds; of the same utterances the longest was 0.6.
LONGEST_SILENCE_S = 1.2
#: So many samples in a row at full scale are not a peak but a flat top.
_FLAT_TOP = 8
_FULL_SCALE = 32767
#: Sound is looked at in steps of so long; one so far below the clip's peak is silent.
_STEP_S = 0.01
_SILENT = 0.01
#: The last step may be so loud, of the peak: speech that is cut off ends louder.
_LOUDEST_END = 0.1

_WORD = re.compile(r"\w+")
_VOWELS = re.compile(r"[aeiouyæøœıаеёиоуыэюяіїєαεηιοωυ]+")
_LETTERS_PER_SYLLABLE = 2.5
#: What a digit or a letter spelled out may take: "seven", "double-u".
_SPELLED = 3


def fault(clip: Clip, spoken: str, pace: float = 1.0) -> str | None:
    """What is wrong with a take, or None if it is good.

    Args:
        clip: the take as the engine gave it.
        spoken: the text.
        pace: the rate the voice is set to, as a factor of its own.
    """
    if not is_audible(clip):
        return "no sound"
    loud = _loud_steps(clip)
    seconds = (loud[-1] + 1 - loud[0]) * _STEP_S
    return _fault_of_length(seconds, spoken, pace) or _fault_of_sound(clip, loud, pace)


def _fault_of_length(seconds: float, spoken: str, pace: float) -> str | None:
    fewest, most = syllables(spoken)
    if seconds < fewest / (FASTEST * pace):
        return f"only {seconds:.1f} seconds for {fewest} syllables"
    if seconds > most / (SLOWEST * pace) + _ALWAYS_ALLOWED_S:
        return f"{seconds:.1f} seconds for {most} syllables"
    return None


def _fault_of_sound(clip: Clip, loud: npt.NDArray[np.intp], pace: float) -> str | None:
    silence = float(np.diff(loud).max(initial=1) - 1) * _STEP_S
    if silence > LONGEST_SILENCE_S / min(pace, 1.0):
        return f"a silence of {silence:.1f} seconds within it"
    if _has_flat_top(clip):
        return "clipped peaks"
    if _ends_loud(clip):
        return "an end that is cut off"
    return None


def syllables(spoken: str) -> tuple[int, int]:
    """The fewest and the most syllables that a text may have.

    >>> syllables("The minister said so.")
    (6, 6)
    >>> syllables("BBC")
    (1, 9)
    """
    fewest = most = 0
    for word in _WORD.findall(unicodedata.normalize("NFC", spoken)):
        low = _syllables_of(word.lower())
        is_spelled = any(char.isdigit() for char in word) or (word.isupper() and len(word) > 1)
        fewest += 1 if is_spelled else low
        most += max(low, _SPELLED * len(word)) if is_spelled else low
    return fewest, most


def _syllables_of(word: str) -> int:
    """Vowels in a row are one; a script that writes none has so many letters to a syllable, or one."""
    bare = "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
    if any(unicodedata.category(char) == "Lo" for char in bare):
        han = sum("\u3040" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7af" for char in word)
        return max(1, han or round(len(bare) / _LETTERS_PER_SYLLABLE))
    return max(1, len(_VOWELS.findall(bare)))


def _loud_steps(clip: Clip) -> npt.NDArray[np.intp]:
    """Numbers of the steps in which something is heard."""
    size = int(clip.rate * _STEP_S)
    padded = np.pad(clip.samples, (0, -len(clip.samples) % size)).reshape(-1, size)
    highest = np.maximum(padded.max(axis=1).astype(np.int32), -padded.min(axis=1).astype(np.int32))
    return np.flatnonzero(highest >= _SILENT * peak(clip.samples))


def _has_flat_top(clip: Clip) -> bool:
    at_top = np.flatnonzero(np.abs(clip.samples.astype(np.int32)) >= _FULL_SCALE)
    if len(at_top) < _FLAT_TOP:
        return False
    return bool(np.any(at_top[_FLAT_TOP - 1 :] - at_top[: 1 - _FLAT_TOP] == _FLAT_TOP - 1))


def _ends_loud(clip: Clip) -> bool:
    end = clip.samples[-max(1, int(clip.rate * _STEP_S)) :]
    return peak(end) > _LOUDEST_END * peak(clip.samples)
