"""The voices tell when each word is heard, and long sentences come out whole and without a click."""

import threading
from itertools import pairwise

import numpy as np
import pytest

from briefcast.voices import load_voice
from briefcast.voices.engine import engine_class
from briefcast.voices.hibari import MOST_PHONEMES, breaths
from briefcast.voices.system import words_at

TEXT = "The foreign minister said, after a long pause, that nobody had asked the fishermen."
CLAUSE = "and then the committee, tired as it was, went on to the next point of its agenda, "


@pytest.fixture(scope="module", params=["heart", "system"])
def engine(request):
    voice = load_voice(request.param)
    return engine_class(voice)(voice)


def test_each_word_has_its_time_in_order_and_within_the_clip(engine):
    clip = engine.speak(TEXT)
    assert [word.text for word in clip.words] == TEXT.split()
    edges = [edge for word in clip.words for edge in (word.start_ms, word.end_ms)]
    assert edges == sorted(edges)
    assert edges[0] >= 0
    assert edges[-1] <= 1000 * clip.seconds + 1


def test_the_word_after_a_comma_begins_where_the_sound_comes_back(engine):
    """Between "said," and "after" it is silent; the later word begins within 120 ms of the end of that silence."""
    clip = engine.speak(TEXT)
    after = next(word for word in clip.words if word.text == "after")
    loud = np.flatnonzero(np.abs(clip.samples.astype(int)) > 0.02 * np.abs(clip.samples.astype(int)).max())
    silences = [(a, b) for a, b in pairwise(1000 * loud / clip.rate) if b - a > 60]
    assert min(abs(after.start_ms - end) for _, end in silences) < 120


def test_a_sentence_of_three_thousand_characters_is_spoken_whole_and_without_a_click(engine):
    text = (CLAUSE * 40)[:3000]
    clip, short = engine.speak(text), engine.speak(CLAUSE * 2)
    assert clip.seconds / short.seconds == pytest.approx(len(text) / len(CLAUSE * 2), rel=0.12)
    assert [word.text for word in clip.words] == text.split()
    jumps = np.abs(np.diff(clip.samples.astype(int)))
    assert jumps.max() < 1.5 * np.abs(np.diff(short.samples.astype(int))).max()


def test_a_sentence_without_a_comma_is_cut_between_words():
    phonemes = "hˈɑɹbɚ " * 300
    spans = breaths(phonemes)
    assert "".join(phonemes[start:end] for start, end in spans) == phonemes
    assert all(0 < end - start <= MOST_PHONEMES for start, end in spans)
    assert all(phonemes[end - 1] == " " for _, end in spans)


def test_one_endless_word_is_cut_all_the_same():
    assert [end - start for start, end in breaths("a" * 600)] == [MOST_PHONEMES, MOST_PHONEMES, 600 - 2 * MOST_PHONEMES]


def test_a_word_in_which_nothing_was_heard_to_begin_takes_no_time():
    words = words_at("one — two", [(0, 0), (6, 500)], 900)
    assert [(word.start_ms, word.end_ms) for word in words] == [(0, 500), (500, 500), (500, 900)]


def test_espeak_speaks_on_the_engines_own_thread_so_that_no_utterance_reaches_into_the_next():
    import pyttsx3

    voice = load_voice("system")
    engine = engine_class(voice)(voice)
    threads = []
    pyttsx3.init().connect("finished-utterance", lambda **_: threads.append(threading.current_thread()))
    lengths = [engine.speak(text).seconds for text in ("One.", "Two, and three, and four.", "Five.")]
    assert [thread.name[:7] for thread in threads] == ["pyttsx3"] * 3
    assert lengths[0] < lengths[1] > lengths[2]
