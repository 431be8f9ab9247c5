"""A script and its cast -> what is to be made: a plan for each chapter, with the key of its encoded form."""

from __future__ import annotations

import functools
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from briefcast.studio.cache import digest
from briefcast.studio.chapter_file import MADE_WITH, RECIPE
from briefcast.studio.recording import Part, parts_of
from briefcast.studio.rests import rests
from briefcast.studio.setting import settings_of
from briefcast.versions import version_of

if TYPE_CHECKING:
    from briefcast.model import Chapter, Script
    from briefcast.studio.encoding import Coding
    from briefcast.studio.setting import Setting
    from briefcast.voices.casting import Cast


@dataclass(frozen=True, slots=True)
class Plan:
    """A chapter to be made: its parts and the key of its encoded form."""

    chapter: Chapter
    parts: tuple[Part, ...]
    key: str
    #: How it is to sound beside its words.
    setting: Setting

    @property
    def work(self) -> int:
        """How much there is to do, in characters to be spoken."""
        return sum(len(part.utterance.spoken) for part in self.parts)

    @property
    def pauses_ms(self) -> list[int]:
        """Silence after each of its parts."""
        return rests(self.parts)


def plans_of(script: Script, cast: Cast, target_lufs: float, coding: Coding) -> list[Plan]:
    """A plan for each chapter.

    Raises:
        ThemeError: the script's theme cannot be used.
    """
    settings = settings_of(script, target_lufs, coding)
    return [plan_of(chapter, cast, setting) for chapter, setting in zip(script.chapters, settings, strict=True)]


def plan_of(chapter: Chapter, cast: Cast, setting: Setting) -> Plan:
    """The plan for a chapter."""
    parts = parts_of(chapter, cast)
    facts = [
        (part.key, part.utterance.text, part.speaker.voice.volume, rest)
        for part, rest in zip(parts, rests(parts), strict=True)
    ]
    key = digest("chapter", RECIPE, versions(), asdict(setting), cast.stand_in.voice.volume, facts)
    return Plan(chapter, parts, key, setting)


@functools.cache
def versions() -> tuple[str, ...]:
    """Of the libraries that decide a chapter's bytes."""
    return tuple(version_of(library) for library in MADE_WITH)
