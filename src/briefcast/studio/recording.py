"""Utterances -> takes: each spoken once and kept, by another voice where its own stays silent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from briefcast.errors import VoiceError
from briefcast.model import Clip
from briefcast.studio.cache import digest
from briefcast.voices.engine import VoiceUnavailableError

if TYPE_CHECKING:
    from briefcast.model import Chapter, Utterance
    from briefcast.studio.cache import Cache
    from briefcast.voices.casting import Cast, Speaker

#: Heard where no voice could speak an utterance, ms.
GAP_MS = 400


@dataclass(frozen=True, slots=True)
class Take:
    """An utterance as recorded, and the name of the voice in it (empty if none could speak it)."""

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
    clip = cache.take(part.key)
    if clip is not None:
        return Take(clip, part.speaker.voice.name)
    stand_in = _stand_in(part, cast)
    clip = cache.take(stand_in.key)
    if clip is not None:
        return Take(clip, stand_in.speaker.voice.name if _is_audible(clip) else "")
    return _spoken(part, cast)


def _stand_in(part: Part, cast: Cast) -> Part:
    return Part(part.utterance, cast.stand_in)


def _spoken(part: Part, cast: Cast) -> Take:
    """The first audible take: by the voice itself, by the stand-in, else a short silence."""
    for speaker in (part.speaker, cast.stand_in):
        try:
            clip = speaker.speak(part.utterance.spoken)
        except VoiceUnavailableError:
            raise
        except VoiceError:
            continue
        if _is_audible(clip):
            return Take(clip, speaker.voice.name)
    return Take(_silence(), "")


def _is_audible(clip: Clip) -> bool:
    from briefcast.studio.cutting import is_audible

    return is_audible(clip)


def _silence() -> Clip:
    import numpy as np

    return Clip(np.zeros(22_050 * GAP_MS // 1000, np.int16), 22_050)
