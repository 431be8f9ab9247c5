"""Who reads what: a voice for each role, and the voice that stands in."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from briefcast.model import Role, Voice
from briefcast.voices.delivery import delivered
from briefcast.voices.engine import Engine, VoiceUnavailableError, engine_class
from briefcast.voices.isolated import IsolatedEngine, threads_for
from briefcast.voices.phonemes import with_phonemes
from briefcast.voices.profiles import DEFAULT_VOICE, FALLBACK_VOICE, load_voice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefcast.model import Clip, Utterance


class Speaker:
    """A voice whose engine is started when it first has to speak; safe to share among threads."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        #: Whether its engine has failed to load.
        self.is_unavailable = False
        self._lock = threading.Lock()
        self._engine: IsolatedEngine | None = None

    @cached_property
    def _kind(self) -> type[Engine]:
        try:
            return engine_class(self.voice)
        except VoiceUnavailableError:
            self.is_unavailable = True
            raise

    @cached_property
    def _own(self) -> Voice:
        """The voice as its engine is asked to speak it: at a pace that the engine keeps, at its own pitch."""
        native_rate = getattr(self._kind, "native_rate", _own_pace)
        return replace(self.voice, rate=native_rate(self.voice.rate), pitch=1.0)

    @property
    def _stretch(self) -> float:
        return self.voice.rate / self._own.rate

    @cached_property
    def fingerprint(self) -> str:
        """All that changes how this voice sounds, for the key of a take."""
        engine = self._kind.fingerprint(self._own)
        return f"{engine} stretch={self._stretch:.5g} pitch={self.voice.pitch:.5g}"

    @property
    def concurrency(self) -> int:
        """How many utterances it may speak at once."""
        return self._kind.concurrency

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
        try:
            clip = self._started().speak(self.prepared(spoken))
        except VoiceUnavailableError:
            self.is_unavailable = True
            raise
        return delivered(clip, self._stretch, self.voice.pitch)

    def _started(self) -> IsolatedEngine:
        with self._lock:
            if self._engine is None:
                self._engine = IsolatedEngine(self._own, threads_for(self.concurrency))
            return self._engine


def _own_pace(_rate: float) -> float:
    """The pace at which an engine speaks that says nothing of paces."""
    return 1.0


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

    @property
    def everyone(self) -> tuple[Speaker, ...]:
        """All who may be heard, the stand-in too."""
        return (*(speaker for _, speaker in (*self.speakers, *self.guests)), self.stand_in)

    @property
    def volumes(self) -> dict[str, float]:
        """Name of a voice -> how much louder than the others it is to be, dB."""
        return {speaker.voice.name: speaker.voice.volume for speaker in self.everyone}

    def speaker_of(self, utterance: Utterance) -> Speaker:
        """Who speaks this utterance: the voice it asks for, else the one of its role."""
        return dict(self.guests)[utterance.voice] if utterance.voice else self.speaker(utterance.role)


def cast_for(
    voice: Voice,
    language: str,
    guests: Mapping[str, Voice] | None = None,
    roles: Mapping[Role, Voice] | None = None,
    rate: float = 1.0,
) -> Cast:
    """A voice for every role, and the system's where one does not speak the language.

    Args:
        voice: who reads.
        language: BCP 47 tag of the script.
        guests: voices that utterances ask for, by the name they ask for.
        roles: voices of the roles that another voice than ``voice`` reads.
        rate: pace of them all, as a factor of the pace in their profiles.
    """
    company = _Company(voice, language, rate)
    speakers = tuple((role, company.speaker((roles or {}).get(role, voice))) for role in Role)
    invited = tuple((name, company.speaker(guest)) for name, guest in sorted((guests or {}).items()))
    return Cast(speakers, company.stand_in, tuple(company.warnings), invited)


class _Company:
    """The speakers of one cast: one for each voice, however many roles it has."""

    def __init__(self, main: Voice, language: str, rate: float) -> None:
        self._main = main
        self._language = language
        self._rate = rate
        self._speakers: dict[str, Speaker] = {}
        self.warnings: list[str] = []
        # The stand-in is taught the same words.
        self._fallback = self._adapted(replace(load_voice(FALLBACK_VOICE), phonemes=main.phonemes))
        self.stand_in = Speaker(self._fallback)

    def speaker(self, voice: Voice) -> Speaker:
        """Who speaks for this voice in the script's language."""
        if voice.name not in self._speakers:
            self._speakers[voice.name] = self._engaged(voice)
        return self._speakers[voice.name]

    def _engaged(self, voice: Voice) -> Speaker:
        adapted = self._adapted(voice)
        if adapted.engine != self._fallback.engine and not adapted.speaks(self._language):
            part = "this article" if voice.name == self._main.name else "its part"
            self.warnings.append(
                f"The voice “{voice.name}” does not speak “{self._language}”; the system voice reads {part}."
            )
            return self.stand_in
        return self.stand_in if adapted == self._fallback else Speaker(adapted)

    def _adapted(self, voice: Voice) -> Voice:
        """A voice at the wished pace; set to the language if it has many. Sounds of words are English ones."""
        voice = replace(voice, rate=voice.rate * self._rate)
        if self._language.split("-", maxsplit=1)[0].lower() == "en":
            return voice
        speaker = self._language if "*" in voice.languages else voice.speaker
        return replace(voice, phonemes=(), speaker=speaker)


def recast(cast: Cast, reason: str) -> Cast:
    """The same roles, with the stand-in for every voice that could not be loaded."""

    def able(speaker: Speaker) -> Speaker:
        return cast.stand_in if speaker.is_unavailable else speaker

    return Cast(
        tuple((role, able(speaker)) for role, speaker in cast.speakers),
        cast.stand_in,
        (*cast.warnings, f"{reason} The system voice reads instead."),
        tuple((name, able(speaker)) for name, speaker in cast.guests),
    )


__all__ = ["DEFAULT_VOICE", "Cast", "Speaker", "cast_for", "recast"]
