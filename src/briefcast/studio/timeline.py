"""Chapters -> the one timeline: where each begins, in seconds and in frames.

Chapters begin on whole seconds, because players show and keep no finer times; in an MP3 the sound begins
with the first frame at or after that second, at most 26 ms late, in every other format on the sample.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefcast.model import Cue, Marker
from briefcast.studio.encoding import MP3
from briefcast.studio.mp3 import RATE_HZ
from briefcast.studio.player_titles import player_titles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefcast.model import Script, Utterance
    from briefcast.studio.chapter_file import ChapterAudio
    from briefcast.studio.encoding import Coding


@dataclass(frozen=True, slots=True)
class Place:
    """Where a chapter stands."""

    start_s: int
    end_s: int
    #: Frames before its first one, and how many of its own are kept; of FLAC, samples.
    first_frame: int
    frames: int
    #: When its first sample is heard.
    sound_start_ms: float


def places(lengths_s: Sequence[int], coding: Coding = MP3) -> list[Place]:
    """A place for each chapter, given their lengths in whole seconds and how they are kept.

    >>> [(place.start_s, place.first_frame) for place in places([10, 20])]
    [(0, 0), (10, 383)]
    """
    out: list[Place] = []
    start = 0
    for number, length in enumerate(lengths_s):
        last = number == len(lengths_s) - 1
        first = _frames_in(start * RATE_HZ, coding)
        after = _frames_in((start + length) * RATE_HZ + (coding.delay_samples if last else 0), coding)
        sound_start_ms = 1000 * first * coding.frame_samples / RATE_HZ
        out.append(Place(start, start + length, first, after - first, sound_start_ms))
        start += length
    return out


def markers(script: Script, placed: Sequence[Place]) -> tuple[Marker, ...]:
    """The chapters with their times, each linked to its place or else to the article."""
    titles = player_titles([chapter.title for chapter in script.chapters])
    return tuple(
        Marker(title, 1000 * place.start_s, 1000 * place.end_s, chapter.link or script.link)
        for title, chapter, place in zip(titles, script.chapters, placed, strict=True)
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


def _frames_in(samples: int, coding: Coding) -> int:
    """Fewest frames that hold this many samples."""
    return -(-samples // coding.frame_samples)
