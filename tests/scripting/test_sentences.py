"""Where a sentence ends, and where it only seems to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefcast.scripting.sentences import MAX_CHARACTERS, split_sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["The U.S. Secretary of State met Mr. Qin.", "He left at 5 p.m. on Monday."],
        ["He went back to the U.S.", "The visit had been short."],
        ["Dr. J. K. Lee of No. 10 said so.", "Nobody asked why."],
        ["“It was candid,” he said.", "“We agreed on little.”"],
        ["It cost 3.5 million.", "That is a lot."],
        ["Use salt, e.g. sea salt, and water.", "Stir."],
        ["Who knows?", "Nobody!"],
    ],
)
def test_sentences_are_told_apart(sentences):
    assert split_sentences(" ".join(sentences)) == sentences


def test_a_list_number_stays_with_its_sentence():
    assert split_sentences("1. Stand still. Then listen.") == ["1. Stand still.", "Then listen."]


def test_a_sentence_longer_than_a_breath_is_cut_at_a_clause():
    long = ", ".join(["and then the committee went on to the next point of its agenda"] * 12) + "."
    parts = split_sentences(long)
    assert all(len(part) <= MAX_CHARACTERS for part in parts)
    assert all(part.endswith((",", ".")) for part in parts)
    assert " ".join(parts) == long


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"])))
def test_no_character_is_lost_or_moved(text):
    assert "".join("".join(split_sentences(text)).split()) == "".join(text.split())
