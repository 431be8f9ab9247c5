"""Who reads what: a voice for each role, and the voice that stands in."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from briefcast.model import Role, Voice
from briefcast.voices.engine import engine_class
from briefcast.voices.isolated import IsolatedEngine, threads_for
from briefcast.voices.phonemes import with_phonemes
from briefcast.voices.profiles import DEFAULT_VOICE, FALLBACK_VOICE, load_voice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefcast.model import Clip, Utterance


class Speaker:
    """A voice whose engine is started when it first has to speak; safe to share among threads."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self._lock = threading.Lock()
        self._engine: IsolatedEngine | None = None

    @cached_property
    def fingerprint(self) -> str:
        """All that changes how this voice sounds, for the key of a take."""
        return engine_class(self.voice).fingerprint(self.voice)

    @property
    def concurrency(self) -> int:
        """How many utterances it may speak at once."""
        return engine_class(self.voice).concurrency

    def prepared(self, spoken: str) -> str:
        """The text with the sounds of the words that this voice has been taught, in its engine's own way."""
        phonemes = self.voice.phonemes
        return with_phonemes(spoken, phonemes, self.voice.engine) if phonemes else spoken

    def speak(self, spoken: str) -> Clip:
        """The text as sound.

        Raises:
            VoiceUnavailableError: the engine cannot be loaded on this machine.
            VoiceError: the engine failed on this text.
        """
        with self._lock:
            if self._engine is None:
                self._engine = IsolatedEngine(self.voice, threads_for(self.concurrency))
        return self._engine.speak(self.prepared(spoken))


@dataclass(frozen=True, slots=True)
class Cast:
    """A speaker for each role, and the reasons for any that is not the one asked for."""

    speakers: tuple[tuple[Role, Speaker], ...]
    stand_in: Speaker
    warnings: tuple[str, ...] = ()
    #: Voices that a script asks for by name.
    guests: tuple[tuple[str, Speaker], ...] = ()

    def speaker(self, role: Role) -> Speaker:
        """Who speaks this role."""
        return dict(self.speakers)[role]

    def speaker_of(self, utterance: Utterance) -> Speaker:
        """Who speaks this utterance: the voice it asks for, else the one of its role."""
        return dict(self.guests)[utterance.voice] if utterance.voice else self.speaker(utterance.role)


def cast_for(voice: Voice, language: str, guests: Iterable[str] = ()) -> Cast:
    """One voice for every role, or the system's voice where that one does not speak the language.

    Args:
        voice: the profile to read.
        language: BCP 47 tag of the script.
        guests: names of the voices that utterances ask for.

    Raises:
        VoiceError: a guest is unknown.
    """
    cast = _role_cast(voice, language)
    speakers = {speaker.voice.name: speaker for _, speaker in (*cast.speakers, (None, cast.stand_in))}
    invited: list[tuple[str, Speaker]] = []
    warnings: list[str] = []
    for name in sorted(set(guests)):
        guest = _in_language(load_voice(name), language)
        if guest.speaks(language):
            invited.append((name, speakers.get(guest.name) or Speaker(guest)))
        else:
            invited.append((name, cast.stand_in))
            warnings.append(f"The voice “{name}” does not speak “{language}”; the system voice reads its part.")
    return replace(cast, guests=tuple(invited), warnings=(*cast.warnings, *warnings))


def _role_cast(voice: Voice, language: str) -> Cast:
    """The cast without guests. The stand-in is taught the same words; their sounds are those of English alone."""
    if language.split("-", maxsplit=1)[0].lower() != "en":
        voice = replace(voice, phonemes=())
    fallback = replace(_in_language(load_voice(FALLBACK_VOICE), language), phonemes=voice.phonemes)
    if voice.engine == fallback.engine:
        return _solo(_in_language(voice, language), fallback)
    if voice.speaks(language):
        return _solo(voice, fallback)
    warning = f"The voice “{voice.name}” does not speak “{language}”; the system voice reads this article."
    return _solo(fallback, fallback, warning)


def recast(cast: Cast, reason: str) -> Cast:
    """The same roles, all read by the stand-in, because the voice could not be loaded."""
    return Cast(
        tuple((role, cast.stand_in) for role, _ in cast.speakers),
        cast.stand_in,
        (*cast.warnings, f"{reason} The system voice reads instead."),
        tuple((name, cast.stand_in) for name, _ in cast.guests),
    )


def _solo(voice: Voice, fallback: Voice, *warnings: str) -> Cast:
    speaker = Speaker(voice)
    stand_in = speaker if voice == fallback else Speaker(fallback)
    return Cast(tuple((role, speaker) for role in Role), stand_in, warnings)


def _in_language(voice: Voice, language: str) -> Voice:
    """A many-tongued voice set to a language; for English its own speaker stays."""
    if "*" not in voice.languages or language.split("-", maxsplit=1)[0] == "en":
        return voice
    return replace(voice, speaker=language)


__all__ = ["DEFAULT_VOICE", "Cast", "Speaker", "cast_for", "recast"]
