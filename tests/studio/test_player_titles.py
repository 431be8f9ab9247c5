"""Chapter titles as every player can show them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefcast.studio.player_titles import MOST_BYTES, player_titles


@given(st.lists(st.text(max_size=150), max_size=12))
def test_whatever_the_titles_each_is_a_short_clean_line_of_its_own(titles):
    shown = player_titles(titles)
    assert len(shown) == len(titles)
    assert len({title.casefold() for title in shown}) == len(shown)
    for title in shown:
        assert 0 < len(title.encode()) <= MOST_BYTES
        assert unicodedata.normalize("NFC", title) == title
        assert not any(unicodedata.category(char)[0] == "C" for char in title)
        assert title == " ".join(title.split())


@given(st.lists(st.text(max_size=150), max_size=6))
def test_what_was_made_for_players_once_is_not_changed_again(titles):
    shown = player_titles(titles)
    assert player_titles(shown) == shown


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Storm over the bay", "Storm over the bay"),
        ("港口的早晨 🚢", "港口的早晨"),
        ("👩‍🚀 Up and away", "Up and away"),
        ("00:31 The ferry", "The ferry"),
        ("[1:02:03] – The ferry", "The ferry"),
        ("10:30", "10:30"),
        ("2001: A space odyssey", "2001: A space odyssey"),
        ("Fe\u0301ry\r\nboats", "Féry boats"),
    ],
)
def test_a_title_keeps_its_words_and_loses_the_rest(title, shown):
    assert player_titles([title]) == [shown]


def test_a_long_title_is_cut_between_words():
    (shown,) = player_titles(["What the ferry tells of the harbour and the tides " * 3])
    assert shown.endswith("…")
    assert shown[:-1].split(" ")[-1] in {"What", "the", "ferry", "tells", "of", "harbour", "and", "tides"}


def test_a_long_title_without_blanks_is_cut_between_letters():
    (shown,) = player_titles(["港口" * 40])
    assert shown == "港口" * 16 + "…"
