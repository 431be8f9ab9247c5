"""Every written word has its time: in order, within the clip, and there where the voice says it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefcast.model import Clip, Word
from briefcast.studio.cutting import trimmed
from briefcast.studio.word_times import word_times


def clip(seconds, *words):
    return Clip(np.zeros(round(seconds * 1000), np.int16), 1000, tuple(Word(*word) for word in words))


def test_words_that_are_said_as_written_have_the_times_the_voice_tells():
    said = clip(1.0, ("Good", 10, 300), ("morning.", 320, 900))
    assert word_times("Good morning.", "Good morning.", said) == (10, 300, 320, 900)


def test_a_year_has_the_time_of_the_words_that_are_said_for_it():
    said = clip(2.0, ("In", 0, 200), ("nineteen", 200, 600), ("ninety", 600, 1000), ("we", 1000, 1200))
    assert word_times("In 1990 we", "In nineteen ninety we", said) == (0, 200, 200, 1000, 1000, 1200)


def test_written_words_that_are_not_said_take_no_time():
    said = clip(1.0, ("Well,", 0, 400), ("yes.", 400, 900))
    assert word_times("Well, [1] yes.", "Well, yes.", said) == (0, 400, 400, 400, 400, 900)


def test_where_the_voice_tells_nothing_longer_words_take_longer():
    times = word_times("A refrigerator, no", "A refrigerator, no", clip(3.0))
    lengths = [end - start for start, end in zip(times[::2], times[1::2], strict=True)]
    assert times[0] == 0
    assert times[-1] == 3000
    assert lengths[1] > lengths[2] > lengths[0]


@given(
    st.text(st.sampled_from("ab 1.,"), max_size=30),
    st.text(st.sampled_from("ab 1.,"), max_size=30),
    st.lists(st.tuples(st.sampled_from(["a", "b,", "ab"]), st.integers(-50, 2000), st.integers(-50, 2000)), max_size=6),
)
def test_whatever_a_voice_tells_the_times_never_fall_and_stay_within_the_clip(text, spoken, words):
    times = word_times(text, spoken, clip(1.0, *words))
    assert len(times) == 2 * len(text.split())
    assert list(times) == sorted(times)
    assert all(0 <= time <= 1000 for time in times)


def test_words_keep_their_place_in_the_sound_when_silence_is_cut_away():
    sound = np.concatenate([np.zeros(500), np.full(1000, 9000), np.zeros(500)]).astype(np.int16)
    whole = Clip(sound, 1000, (Word("Good", 500, 900), Word("morning.", 900, 2000)))
    cut = trimmed(whole)
    before = 500 - 12
    assert cut.words == (Word("Good", 500 - before, 900 - before), Word("morning.", 900 - before, 1057))


@pytest.mark.parametrize("text", ["", "—"])
def test_a_text_without_words_is_no_trouble(text):
    assert len(word_times(text, text, clip(1.0))) == 2 * len(text.split())
