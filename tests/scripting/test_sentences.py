"""Where a sentence ends, and where it only seems to."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefcast.scripting.sentences import MAX_CHARACTERS, split_sentences, whole_sentences


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


@pytest.mark.parametrize(
    "sentences",
    [
        ["“It was candid.", "We agreed on little,” he said."],
        ['"No way!', "I never did that.", 'Did you?" she asked.'],
        ["She asked for bids in May.", "Someone answered in July."],
        ["Bring photos, maps, etc.", "Keep them dry."],
        ["It rained (we did not mind.) Still, it rained."],
        ["It rained all day.", "(We did not mind.)", "Then it snowed."],
        ["Ms. Nguyễn met former Gov. Ortega.", "They spoke."],
        ["The house (est. 1924) is small.", "It was sold."],
        ["Yes.", "No.", "Maybe so."],
        ["She works at Yahoo! in the accounts office.", "He does not."],
        ["We make a good team, you and I.", "Did you see Albert I. Jones?"],
        ["He left the bank at 6 P.M.", "Mr. Smith then went home."],
    ],
)
def test_sentences_end_in_quotations_and_brackets_and_behind_months(sentences):
    assert whole_sentences(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    "items",
    [
        ["1. The first item", "2. The second item", "3. The third"],
        ["1.) The first item.", "2.) The second item."],
        ["a. The first item", "b. The second item", "c. The third"],
        ["• 9. The first item", "• 10. The second item"],
    ],
)
def test_a_list_in_a_paragraph_is_told_apart(items):
    assert whole_sentences(" ".join(items)) == items


def test_a_blank_line_a_heading_and_a_bare_list_part_the_text():
    assert whole_sentences("Weather\nIt rained. It\nsnowed.\n\nThe end") == [
        "Weather",
        "It rained.",
        "It snowed.",
        "The end",
    ]
    assert whole_sentences("salt\nwater and flour\nyeast") == ["salt", "water and flour", "yeast"]


def test_sentences_are_found_quickly():
    text = " ".join(f"“It was candid. We agreed on {n} points,” he said at 5 p.m. on Monday." for n in range(3_000))
    began = time.process_time()
    whole_sentences(text)
    assert time.process_time() - began < len(text) / 500_000
