"""A take that cannot be what was to be said is found out, and one that can is not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefcast.model import Clip
from briefcast.studio.take_check import fault, syllables

RATE_HZ = 16_000
TEXT = "The foreign minister said on Monday that the talks would go on."


def tone(seconds, amplitude=0.5):
    wave = amplitude * np.sin(2 * np.pi * 200 * np.arange(round(seconds * RATE_HZ)) / RATE_HZ)
    return np.rint(32767 * wave).astype(np.int16)


def silence(seconds):
    return np.zeros(round(seconds * RATE_HZ), np.int16)


def clip(*parts):
    return Clip(np.concatenate(parts), RATE_HZ)


def test_a_take_of_the_length_of_its_words_that_ends_in_silence_is_good():
    assert fault(clip(silence(0.2), tone(3.5), silence(0.1)), TEXT) is None


@pytest.mark.parametrize(
    ("take", "what"),
    [
        (clip(silence(3.5)), "no sound"),
        (clip(silence(0)), "no sound"),
        (clip(tone(0.9), silence(0.1)), "only 0.9 seconds for 16 syllables"),
        (clip(tone(9.0), silence(0.1)), "9.0 seconds for 16 syllables"),
        (clip(tone(1.5), silence(1.5), tone(1.0), silence(0.1)), "a silence of 1.5 seconds"),
        (clip(np.clip(tone(3.5, 0.9).astype(int) * 2, -32768, 32767).astype(np.int16), silence(0.1)), "clipped"),
        (clip(tone(3.4975)), "cut off"),
    ],
)
def test_every_fault_is_named(take, what):
    assert what in fault(take, TEXT)


def test_a_voice_set_to_another_pace_is_measured_by_that_pace():
    slow, fast = clip(tone(9.0), silence(0.1)), clip(tone(1.2), silence(0.1))
    assert fault(slow, TEXT, 0.5) is None
    assert fault(fast, TEXT, 2.0) is None


def test_what_is_spelled_out_may_take_as_long_as_its_letters():
    assert fault(clip(tone(3.0), silence(0.1)), "The IAEA, 1938") is None


@pytest.mark.parametrize(
    ("text", "fewest", "most"),
    [("Łódź", 1, 1), ("Übermut", 3, 3), ("外交部长", 4, 4), ("первый день", 3, 3), ("15", 1, 6), ("...", 0, 0)],
)
def test_syllables_of_other_scripts_are_counted_by_their_own_letters(text, fewest, most):
    assert syllables(text) == (fewest, most)


@given(st.text())
def test_any_text_has_at_least_as_many_syllables_at_most_as_at_least(text):
    fewest, most = syllables(text)
    assert 0 <= fewest <= most
