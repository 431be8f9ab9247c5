"""The one timeline."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from briefcast.studio.mp3 import CHAPTER_DELAY, FRAME_SAMPLES, RATE_HZ
from briefcast.studio.timeline import places

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
