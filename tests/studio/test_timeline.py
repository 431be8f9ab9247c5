"""The one timeline."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from briefcast.model import Chapter, Role, Script, Utterance
from briefcast.studio.chapter_file import ChapterAudio
from briefcast.studio.mp3 import CHAPTER_DELAY, FRAME_SAMPLES, RATE_HZ
from briefcast.studio.timeline import cues, markers, places

LENGTHS = st.lists(st.integers(1, 4000), min_size=1, max_size=255)


@given(LENGTHS)
def test_chapters_tile_the_programme_on_whole_seconds(lengths):
    placed = places(lengths)
    assert placed[0].start_s == 0
    assert placed[-1].end_s == sum(lengths)
    assert all(one.end_s == other.start_s for one, other in pairwise(placed))


@given(LENGTHS)
def test_frames_follow_each_other_and_hold_the_programme_and_the_delay(lengths):
    placed = places(lengths)
    assert all(one.first_frame + one.frames == other.first_frame for one, other in pairwise(placed))
    padding = (placed[-1].first_frame + placed[-1].frames) * FRAME_SAMPLES - sum(lengths) * RATE_HZ
    assert CHAPTER_DELAY <= padding < CHAPTER_DELAY + FRAME_SAMPLES


@given(LENGTHS)
def test_sound_begins_at_most_a_frame_after_the_second(lengths):
    for place in places(lengths):
        assert 0 <= place.sound_start_ms - 1000 * place.start_s < 1000 * FRAME_SAMPLES / RATE_HZ


@given(LENGTHS)
def test_no_place_asks_for_more_frames_than_a_chapter_has(lengths):
    """A chapter is encoded with two frames to spare."""
    for place, seconds in zip(places(lengths), lengths, strict=True):
        fewest = seconds * RATE_HZ // FRAME_SAMPLES
        assert fewest <= place.frames <= -(-seconds * RATE_HZ // FRAME_SAMPLES) + 2


@given(st.lists(st.lists(st.integers(200, 20_000), min_size=1, max_size=8), min_size=1, max_size=40))
def test_cues_lie_inside_their_chapters_in_order(chapters):
    """Each chapter: lengths of its utterances in ms, 300 ms of silence before each and 700 after the last."""
    audio = [_audio(lengths) for lengths in chapters]
    script = Script(
        title="T",
        language="en",
        chapters=tuple(
            Chapter(f"Chapter {number}", tuple(Utterance("a", "a", Role.NARRATOR, 300) for _ in lengths))
            for number, lengths in enumerate(chapters)
        ),
    )
    placed = places([chapter.seconds for chapter in audio])
    found = cues(script, audio, placed)
    assert all(one.end_ms <= other.start_ms for one, other in pairwise(found))
    rest = iter(found)
    for marker, lengths in zip(markers(script, placed), chapters, strict=True):
        for cue in (next(rest) for _ in lengths):
            assert marker.start_ms <= cue.start_ms < cue.end_ms <= marker.end_ms


def _audio(lengths: list[int]) -> ChapterAudio:
    spans, position = [], 0
    for length in lengths:
        spans.append((position + 300, position + 300 + length))
        position = spans[-1][1]
    told = ("v",) * len(lengths), ("",) * len(lengths), ((0, 10),) * len(lengths)
    return ChapterAudio(Path("unread"), 0, -(-(position + 700) // 1000), {}, tuple(spans), *told, (), -2.0)
