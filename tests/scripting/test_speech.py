"""Written forms that an engine would misread."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefcast.scripting.speech import spoken_form


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("It cost $3.5 million.", "It cost 3.5 million dollars."),
        ("It cost £1.2bn.", "It cost 1.2 billion pounds."),
        ("It cost $4.99.", "It cost 4 dollars and 99 cents."),
        ("At 12 km/h and 25 °C.", "At 12 kilometres per hour and 25 degrees Celsius."),
        ("On June 19, 2023.", "On June 19th, 2023."),
        ("Dr. Lee and Gov. Ortega", "Doctor Lee and Governor Ortega"),
        ("World War II and Charles III", "World War Two and Charles the Third"),
        ("No. 10 vs. No. 11", "number 10 versus number 11"),
        ("Salt & pepper — and more", "Salt and pepper, and more"),
        ("See https://www.example.org/a/b?c=d for more.", "See example dot org for more."),
        ("As shown [1] before.", "As shown before."),
        ("2019-20", "2019 to 20"),
    ],
)
def test_it_is_put_into_words(written, spoken):
    assert spoken_form(written) == spoken


def test_other_languages_are_left_alone():
    assert spoken_form("Das kostet $5.", language="de") == "Das kostet $5."


def test_a_lexicon_respells_whole_words_only():
    assert spoken_form("Xi met Xis.", (("Xi", "Shee"),)) == "Shee met Xis."


@given(st.text(min_size=1).filter(lambda text: any(char.isalnum() for char in text)))
def test_speech_is_never_lost(text):
    assert any(char.isalnum() for char in spoken_form(text))


@pytest.mark.parametrize("unit", ["7", "a", "1-", "$", "1,", "€5 "])
def test_time_grows_with_length_and_not_with_its_square(unit):
    """Eight times the text takes far less than the 64 times of a rule that starts anew at each character."""
    short, long = (_cpu_seconds(unit * count) for count in (2_500, 20_000))
    assert long < 25 * max(short, 0.002)


def _cpu_seconds(text: str) -> float:
    began = time.process_time()
    spoken_form(text)
    return time.process_time() - began
