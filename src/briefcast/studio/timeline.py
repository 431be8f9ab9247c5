"""Chapters -> the one timeline: where each begins, in seconds and in MP3 frames.

Chapters begin on whole seconds, because players show and keep no finer times; the sound begins
with the first frame at or after that second, at most 26 ms late.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefcast.model import Cue, Marker
from briefcast.studio.mp3 import CHAPTER_DELAY, FRAME_SAMPLES, RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefcast.model import Script, Utterance
    from briefcast.studio.chapter_file import ChapterAudio


@dataclass(frozen=True, slots=True)
class Place:
    """Where a chapter stands."""

    start_s: int
    end_s: int
    #: Frames before its first one, and how many of its own are kept.
    first_frame: int
    frames: int

    @property
    def sound_start_ms(self) -> float:
        """When its first sample is heard."""
        return 1000 * self.first_frame * FRAME_SAMPLES / RATE_HZ


def places(lengths_s: Sequence[int]) -> list[Place]:
    """A place for each chapter, given their lengths in whole seconds.

    >>> [(place.start_s, place.first_frame) for place in places([10, 20])]
    [(0, 0), (10, 383)]
    """
    out: list[Place] = []
    start = 0
    for number, length in enumerate(lengths_s):
        last = number == len(lengths_s) - 1
        first = _frames_in(start * RATE_HZ)
        after = _frames_in((start + length) * RATE_HZ + (CHAPTER_DELAY if last else 0))
        out.append(Place(start, start + length, first, after - first))
        start += length
    return out


def markers(script: Script, placed: Sequence[Place]) -> tuple[Marker, ...]:
    """The chapters with their times, each linked to the article where its link survives every player."""
    link = script.link if not set("+%") & set(script.link) else ""
    return tuple(
        Marker(chapter.title, 1000 * place.start_s, 1000 * place.end_s, chapter.link or link)
        for chapter, place in zip(script.chapters, placed, strict=True)
    )


def cues(script: Script, chapters: Sequence[ChapterAudio], placed: Sequence[Place]) -> tuple[Cue, ...]:
    """Every utterance with its times in the episode."""
    return tuple(
        _cue(utterance, audio, number, place.sound_start_ms)
        for chapter, audio, place in zip(script.chapters, chapters, placed, strict=True)
        for number, utterance in enumerate(chapter.utterances)
    )


def _cue(utterance: Utterance, audio: ChapterAudio, number: int, chapter_start_ms: float) -> Cue:
    start, end = (round(chapter_start_ms + edge) for edge in audio.spans_ms[number])
    times = tuple(min(start + time, end) for time in audio.word_times_ms[number])
    return Cue(utterance, start, end, audio.voices[number], times, audio.notes[number])


def _frames_in(samples: int) -> int:
    """Fewest frames that hold this many samples."""
    return -(-samples // FRAME_SAMPLES)
