"""The title of an episode: clean for every app, and no other episode's."""

from __future__ import annotations

import html
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefcast.publishing.releases.titles import LONGEST, clean_title, distinct_title

DAY = date(2026, 1, 31)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("  Low \t tide\n", "Low tide"),
        ("Tide\x00 \x07table\x1b", "Tide table"),
        ("Is 3 < 4 > 2?", "Is 3 ‹ 4 › 2?"),
        ("Fish &amp;amp; chips", "Fish & chips"),
        ("&lt;b&gt;Bold&lt;/b&gt;", "‹b›Bold‹/b›"),
        ("AT&T", "AT&T"),
        ("e\u0301te\u0301", "été"),
        ("港口 🚢 👩‍🚀", "港口 🚢 👩‍🚀"),
        ("\x00\x01", "Untitled"),
        ("", "Untitled"),
    ],
)
def test_a_title_is_one_clean_line(written, shown):
    assert clean_title(written) == shown


@given(st.text())
def test_no_title_holds_what_an_app_would_read_otherwise(text):
    title = clean_title(text)
    assert 0 < len(title) <= LONGEST
    assert title == title.strip()
    assert html.unescape(title) == title
    assert "<" not in title
    assert all(unicodedata.category(char) not in {"Cc", "Cs"} for char in title)


@given(st.text())
def test_a_clean_title_stays_as_it_is(text):
    assert clean_title(clean_title(text)) == clean_title(text)


def test_a_long_title_is_cut_with_an_ellipsis():
    assert clean_title("word " * 100).endswith("…")


def test_the_second_of_a_title_gets_its_day_and_the_third_a_number():
    assert distinct_title("News", [], DAY) == "News"
    assert distinct_title("News", ["news"], DAY) == "News (2026-01-31)"
    assert distinct_title("News", ["News", "News (2026-01-31)"], DAY) == "News (2026-01-31, 2)"


@given(st.lists(st.sampled_from(["News", "news", "NEWS", "x" * 255, "X" * 255]), max_size=8))
def test_titles_made_distinct_are_distinct_and_not_too_long(titles):
    taken: list[str] = []
    for title in titles:
        taken.append(distinct_title(title, taken, DAY))
    assert len({title.casefold() for title in taken}) == len(titles)
    assert all(len(title) <= LONGEST for title in taken)
