"""A script and its cast -> what is to be made: a plan for each chapter, with the key of its encoded form."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from briefcast.studio.cache import digest
from briefcast.studio.chapter_file import MADE_WITH, RECIPE
from briefcast.studio.recording import Part, parts_of
from briefcast.studio.rests import rests

if TYPE_CHECKING:
    from briefcast.model import Chapter, Script
    from briefcast.voices.casting import Cast


@dataclass(frozen=True, slots=True)
class Plan:
    """A chapter to be made: its parts and the key of its encoded form."""

    chapter: Chapter
    parts: tuple[Part, ...]
    key: str
    #: Whether a chime is heard before it.
    chime: bool

    @property
    def work(self) -> int:
        """How much there is to do, in characters to be spoken."""
        return sum(len(part.utterance.spoken) for part in self.parts)

    @property
    def pauses_ms(self) -> list[int]:
        """Silence after each of its parts."""
        return rests(self.parts)


def plans_of(script: Script, cast: Cast) -> list[Plan]:
    """A plan for each chapter."""
    return [plan_of(chapter, cast, chime=script.chime and number > 0) for number, chapter in enumerate(script.chapters)]


def plan_of(chapter: Chapter, cast: Cast, *, chime: bool) -> Plan:
    """The plan for a chapter."""
    parts = parts_of(chapter, cast)
    facts = [
        (part.key, part.utterance.text, part.speaker.voice.volume, rest)
        for part, rest in zip(parts, rests(parts), strict=True)
    ]
    return Plan(chapter, parts, digest("chapter", RECIPE, versions(), chime, cast.stand_in.voice.volume, facts), chime)


@functools.cache
def versions() -> tuple[str, ...]:
    """Of the libraries that decide a chapter's bytes."""
    return tuple(version(library) for library in MADE_WITH)
