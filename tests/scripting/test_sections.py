"""Where chapters are cut."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefcast.model import Block, BlockKind
from briefcast.scripting.landmarks import marks_of
from briefcast.scripting.sections import MOST_CHAPTERS, Lengths, cut_into_sections

SUBJECTS = "tariffs glaciers violins bakeries ferries beehives lighthouses orchards".split()


def paragraph(subject: str, words: int = 60) -> Block:
    return Block(BlockKind.PARAGRAPH, " ".join([subject.capitalize(), *[subject] * (words - 1)]) + ".")


def heading(text: str, level: int = 2) -> Block:
    return Block(BlockKind.HEADING, text, level)


def item(text: str) -> Block:
    return Block(BlockKind.LIST_ITEM, text)


BREAK = Block(BlockKind.BREAK, "")


def headings(blocks: list[Block] | tuple[Block, ...], **wishes: object) -> list[str]:
    return [section.heading for section in cut_into_sections(blocks, **wishes)]


def test_paragraphs_on_one_subject_stay_together():
    blocks = (*[paragraph("tariffs")] * 4, *[paragraph("glaciers")] * 4)
    assert [len(section.blocks) for section in cut_into_sections(blocks)] == [4, 4]


def test_a_short_item_is_one_chapter():
    assert len(cut_into_sections((paragraph("tariffs", 70), paragraph("glaciers", 60)))) == 1


def test_sections_without_headings_last_between_half_a_minute_and_three():
    blocks = tuple(paragraph(SUBJECTS[number // 9 % 8], 40) for number in range(80))
    assert all(30 <= section.seconds <= 180 for section in cut_into_sections(blocks))


def test_a_very_long_paragraph_is_cut_between_sentences():
    text = " ".join(f"{subject.capitalize()} {subject} are {subject} again and again." for subject in SUBJECTS * 40)
    sections = cut_into_sections((Block(BlockKind.PARAGRAPH, text),))
    assert len(sections) > 3
    assert all(30 <= section.seconds <= 130 for section in sections)
    assert " ".join(section.blocks[0].text for section in sections) == text
    assert all(section.blocks[0].text.endswith(".") for section in sections)


def test_a_chapter_does_not_begin_with_a_paragraph_that_leans_on_the_last():
    opening = Block(BlockKind.PARAGRAPH, "But glaciers " + "glaciers " * 55 + "glaciers.")
    blocks = [*[paragraph("tariffs")] * 4, opening, *[paragraph("glaciers")] * 4]
    free = [*[paragraph("tariffs")] * 4, *[paragraph("glaciers")] * 5]
    assert len(cut_into_sections(free)[0].blocks) == 4
    assert not cut_into_sections(blocks)[-1].blocks[0].text.startswith("But") or len(cut_into_sections(blocks)) == 2


class TestHeadings:
    def test_each_makes_a_chapter(self):
        blocks = [heading("One"), paragraph("a", 100), heading("Two"), paragraph("b", 100)]
        assert headings(blocks) == ["One", "Two"]

    def test_a_tiny_section_joins_the_next(self):
        blocks = [
            heading("One"),
            paragraph("a", 5),
            heading("Two"),
            paragraph("b", 200),
            heading("Three"),
            paragraph("c", 200),
        ]
        assert headings(blocks) == ["One", "Three"]

    def test_none_lasts_less_than_half_a_minute_if_there_is_another(self):
        blocks = [block for name in SUBJECTS for block in (heading(name), paragraph(name, 66))]
        sections = cut_into_sections(blocks)
        assert len(sections) > 1
        assert all(section.seconds >= 30 for section in sections)

    def test_two_short_ones_stay_two(self):
        assert headings([heading("One"), paragraph("a", 70), heading("Two"), paragraph("b", 70)]) == ["One", "Two"]

    def test_a_tiny_section_joins_the_one_before_if_that_is_the_shorter(self):
        blocks = [
            heading("One"),
            paragraph("a", 90),
            heading("Two"),
            paragraph("b", 9),
            heading("Three"),
            paragraph("c", 300),
        ]
        assert headings(blocks) == ["One", "Three"]

    def test_a_long_section_is_divided_at_the_headings_within_it(self):
        blocks = [
            *(heading("Towns"), paragraph("a", 200)),
            *(heading("Travel"), paragraph("b", 100), heading("By car", 3), paragraph("c", 400)),
            *(heading("By bus", 3), paragraph("d", 400)),
        ]
        assert headings(blocks) == ["Towns", "Travel", "By car", "By bus"]

    def test_a_long_section_without_headings_is_divided_by_subject(self):
        blocks = [
            heading("Trade"),
            *[paragraph("tariffs")] * 6,
            *[paragraph("glaciers")] * 6,
            heading("End"),
            paragraph("x", 90),
        ]
        sections = cut_into_sections(blocks)
        assert [section.heading for section in sections] == ["Trade", "", "End"]
        assert sections[1].parent == "Trade"

    def test_ten_thousand_make_no_more_chapters_than_the_tag_holds(self):
        blocks = [block for number in range(10_000) for block in (heading(f"No. {number}"), paragraph("a", 5))]
        assert len(cut_into_sections(blocks)) <= MOST_CHAPTERS

    def test_headings_alone_make_one_chapter(self):
        assert headings([heading("One"), heading("Two"), heading("Three")]) == ["One"]

    def test_a_heading_at_the_end_stays_with_the_text_before_it(self):
        blocks = [heading("One"), paragraph("a", 100), heading("Two")]
        assert headings(blocks) == ["One"]


class TestPseudoHeadings:
    def test_questions_of_an_interview(self):
        blocks = []
        for number in range(3):
            blocks += [Block(BlockKind.PARAGRAPH, f"Q: Why is number {number} here?"), paragraph(SUBJECTS[number], 90)]
        assert headings(blocks) == [f"Why is number {number} here?" for number in range(3)]

    def test_a_listicle_that_counts_down(self):
        blocks = [paragraph("intro", 90)]
        for number in (3, 2, 1):
            blocks += [item(f"{number}. The {SUBJECTS[number]}"), paragraph(SUBJECTS[number], 90)]
        assert headings(blocks) == ["", "The bakeries", "The violins", "The glaciers"]

    def test_an_ordinary_list_is_no_listicle(self):
        blocks = [paragraph("intro", 40), *[item(f"{number}. A step") for number in range(1, 9)], paragraph("end", 20)]
        assert [mark.title for mark in marks_of(blocks)] == []

    def test_times_of_a_live_blog(self):
        blocks = []
        for clock, subject in (("14:05", "ferries"), ("13.40", "orchards"), ("1:15 p.m.", "beehives")):
            blocks += [Block(BlockKind.PARAGRAPH, f"{clock} – The {subject} arrive"), paragraph(subject, 90)]
        assert headings(blocks) == ["The ferries arrive", "The orchards arrive", "The beehives arrive"]

    def test_breaks(self):
        blocks = [paragraph("a", 100), BREAK, paragraph("b", 100), BREAK, paragraph("c", 100)]
        assert [len(section.blocks) for section in cut_into_sections(blocks)] == [2, 2, 1]


class TestWishes:
    @pytest.mark.parametrize("count", [1, 2, 5, 9, 40])
    def test_a_number_of_chapters_is_met(self, count):
        blocks = [paragraph(SUBJECTS[number % 8], 50) for number in range(40)]
        assert len(cut_into_sections(blocks, count=count)) == count

    def test_no_chapter_is_smaller_than_a_sentence(self):
        assert len(cut_into_sections([Block(BlockKind.PARAGRAPH, "One thing. Another thing.")], count=5)) <= 2

    def test_headings_are_kept_where_chapters_are_joined(self):
        blocks = [block for name in SUBJECTS for block in (heading(name), paragraph(name, 100))]
        assert headings(blocks, count=3)[0] == "tariffs"
        assert len(headings(blocks, count=3)) == 3

    @pytest.mark.parametrize("seconds", [60, 90, 300])
    def test_a_length_is_aimed_at(self, seconds):
        words = [f"{SUBJECTS[number % 8]}{number % 97}" for number in range(6000)]
        blocks = [Block(BlockKind.PARAGRAPH, " ".join(words[at : at + 40])) for at in range(0, 6000, 40)]
        sections = cut_into_sections(blocks, lengths=Lengths(seconds))
        assert seconds / 2 < sum(section.seconds for section in sections) / len(sections) < seconds * 2


KINDS = st.sampled_from([BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM])
TEXTS = st.lists(st.sampled_from([*SUBJECTS, "Q:", "7.", "14:05", "But", "the.", "…"]), min_size=1, max_size=60).map(
    " ".join
)
BLOCKS = st.one_of(
    st.builds(Block, KINDS, TEXTS),
    st.builds(heading, TEXTS, st.integers(1, 6)),
    st.just(BREAK),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=40), st.one_of(st.none(), st.integers(1, 12)))
def test_sections_hold_every_word_once_and_in_order(blocks, count):
    sections = cut_into_sections(blocks, count=count)
    held = " ".join(block.text for section in sections for block in section.blocks)
    assert re.findall(r"\w+", held) == re.findall(r"\w+", " ".join(block.text for block in blocks))


@settings(max_examples=150, deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=40), st.one_of(st.none(), st.integers(1, 12)))
def test_no_section_is_without_words_unless_the_whole_is(blocks, count):
    sections = cut_into_sections(blocks, count=count)
    if any(re.search(r"\w", block.text) for block in blocks):
        assert all(any(re.search(r"\w", block.text) for block in section.blocks) for section in sections)


def test_a_table_without_words_behind_a_break_is_no_chapter_of_its_own():
    """There would be nothing to call it by."""
    talk = Block(BlockKind.PARAGRAPH, "The harbour was quiet, and nobody on the ferry said a word. " * 8)
    blank = (Block(BlockKind.BREAK, ""), Block(BlockKind.TABLE, ""))
    assert len(cut_into_sections([talk, talk, *blank, *blank])) == 1
