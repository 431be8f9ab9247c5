"""Utterances -> takes: each spoken once, checked, and kept.

A take that cannot be right is spoken again in two halves, and then by the stand-in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from briefcast.errors import VoiceError
from briefcast.model import Clip
from briefcast.studio.cache import digest
from briefcast.voices.engine import VoiceUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefcast.model import Chapter, Utterance
    from briefcast.studio.cache import Cache
    from briefcast.voices.casting import Cast, Speaker

#: Heard where no voice could speak an utterance, ms.
GAP_MS = 400
#: Between the halves of a sentence that had to be spoken in two, ms.
HALVES_APART_MS = 180


@dataclass(frozen=True, slots=True)
class Take:
    """An utterance as recorded, and the name of the voice in it (empty if none could speak it)."""

    utterance: Utterance
    clip: Clip
    voice: str


@dataclass(frozen=True)
class Part:
    """An utterance and who is to speak it."""

    utterance: Utterance
    speaker: Speaker

    @cached_property
    def key(self) -> str:
        """Key of its take: what is said and all that decides how it sounds."""
        return digest("take", self.speaker.fingerprint, self.speaker.prepared(self.utterance.spoken))


def parts_of(chapter: Chapter, cast: Cast) -> tuple[Part, ...]:
    """A chapter's utterances with their speakers."""
    return tuple(Part(utterance, cast.speaker_of(utterance)) for utterance in chapter.utterances)


def record(part: Part, cast: Cast, cache: Cache) -> float:
    """Speaks an utterance unless there is a take of it, and keeps the take; its length in seconds.

    Raises:
        VoiceUnavailableError: the voice cannot be loaded on this machine.
        OutputError: the take cannot be kept.
    """
    kept = cache.take(part.key)
    if kept is not None:
        return kept.seconds
    take = _spoken(part, cast)
    if take.voice != part.speaker.voice.name:
        cache.keep_take(_stand_in(part, cast).key, take.clip)
    else:
        cache.keep_take(part.key, take.clip)
    return take.clip.seconds


def take_of(part: Part, cast: Cast, cache: Cache) -> Take:
    """The take that ``record`` kept; spoken anew if it was lost since."""
    for candidate in (part, _stand_in(part, cast)):
        clip = cache.take(candidate.key)
        if clip is not None:
            return Take(part.utterance, clip, candidate.speaker.voice.name if _is_audible(clip) else "")
    return _spoken(part, cast)


def _stand_in(part: Part, cast: Cast) -> Part:
    return Part(part.utterance, cast.stand_in)


def _spoken(part: Part, cast: Cast) -> Take:
    """The first good take: by the voice itself, by the stand-in; else whatever is heard; else a short silence."""
    heard: list[Take] = []
    for speaker in dict.fromkeys((part.speaker, cast.stand_in)):
        for clip, fault in _attempts(part.utterance.spoken, speaker):
            take = Take(part.utterance, clip, speaker.voice.name)
            if fault is None:
                return take
            if _is_audible(clip):
                heard.append(Take(part.utterance, replace(clip, note=fault), speaker.voice.name))
    return heard[-1] if heard else Take(part.utterance, _silence(), "")


def _attempts(spoken: str, speaker: Speaker) -> Iterator[tuple[Clip, str | None]]:
    """A speaker's takes of a text, each with what is wrong with it: in one breath, then in two."""
    from briefcast.studio.take_check import fault

    pace = speaker.voice.rate
    try:
        clip = speaker.speak(spoken)
        first = fault(clip, spoken, pace)
        yield clip, first
        halves = halved(spoken)
        if halves:
            clips = [speaker.speak(half) for half in halves]
            faults = [fault(clip, half, pace) for clip, half in zip(clips, halves, strict=True)]
            yield replace(_joined(clips), note=first or ""), faults[0] or faults[1]
    except VoiceUnavailableError:
        raise
    except VoiceError:
        return


def halved(spoken: str) -> tuple[str, str] | None:
    """A text in two, at the end of the clause nearest its middle, else between words; None for a single word.

    >>> halved("They came, and then they went home.")
    ('They came,', 'and then they went home.')
    """
    for pattern in (r"[,;:—–.?!][”’\"')\]]*\s+", r"\s+"):
        cuts = [match.end() for match in re.finditer(pattern, spoken.strip())]
        if cuts:
            cut = min(cuts, key=lambda at: abs(at - len(spoken) / 2))
            return spoken.strip()[:cut].rstrip(), spoken.strip()[cut:]
    return None


def _joined(clips: Sequence[Clip]) -> Clip:
    """Clips in a row, their edges trimmed and ramped so that nothing clicks, with the pause of a comma between."""
    from briefcast.studio.cutting import join, trimmed

    if not all(map(_is_audible, clips)):
        return clips[0]
    cut = join([trimmed(clip) for clip in clips], [HALVES_APART_MS] * len(clips), 0)
    return Clip(cut.samples, cut.rate)


def _is_audible(clip: Clip) -> bool:
    from briefcast.studio.cutting import is_audible

    return is_audible(clip)


def _silence() -> Clip:
    import numpy as np

    return Clip(np.zeros(22_050 * GAP_MS // 1000, np.int16), 22_050)
