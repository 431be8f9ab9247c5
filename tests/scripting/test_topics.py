"""Where the subject changes, told by the words alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefcast.scripting.topics import topic_starts

BREAD = (
    "The baker kneads the dough before dawn and leaves the dough to rise near the oven for an hour.",
    "Flour, water and salt make the dough; the oven must be hot before the baker puts the bread in.",
    "Bread from a wood oven keeps its crust, which is why the baker heats the oven with beech wood.",
)
RAIL = (
    "Night trains returned to the line in spring, and the railway added a sleeping car to each train.",
    "The railway says the sleeping cars are full on most nights, so a second train will run in summer.",
    "Passengers of the night train pay for a bed in the sleeping car as they would pay for a hotel.",
)


def test_a_new_subject_begins_where_the_words_change():
    assert topic_starts([*BREAD, *RAIL]) == [3]


def test_one_subject_is_not_cut():
    assert topic_starts(BREAD) == []


def test_sentences_of_unlike_texts_are_cut_apart():
    assert topic_starts([*BREAD * 3, *RAIL * 3], sentences=True) == [9]


@pytest.mark.parametrize("units", [[], [""], ["Bread."], ["", "", ""], ["…", "!!!"]])
def test_what_has_nothing_to_cut_stays_whole(units):
    assert topic_starts(units) == []
    assert topic_starts(units, sentences=True) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=25), st.booleans())
def test_cuts_lie_inside_in_order_whatever_the_text(units, sentences):
    starts = topic_starts(units, sentences=sentences)
    assert starts == sorted(set(starts))
    assert all(0 < start < len(units) for start in starts)


def test_the_time_grows_with_the_text_and_not_with_its_square():
    units = [sentence for _ in range(40) for sentence in (*BREAD, *RAIL)]

    def seconds(count: int) -> float:
        began = time.process_time()
        topic_starts(units * count)
        return time.process_time() - began

    assert seconds(8) < 12 * max(seconds(2), 0.05)
