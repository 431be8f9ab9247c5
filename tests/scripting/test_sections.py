"""Where chapters are cut."""

from __future__ import annotations

from briefcast.model import Block, BlockKind
from briefcast.scripting.sections import LONGEST_S, cut_into_sections, seconds_of


def paragraph(subject: str, words: int = 60) -> Block:
    return Block(BlockKind.PARAGRAPH, " ".join([subject] * words))


def test_paragraphs_on_one_subject_stay_together():
    blocks = (*[paragraph("tariffs")] * 3, *[paragraph("glaciers")] * 3)
    assert [len(section.blocks) for section in cut_into_sections(blocks)] == [3, 3]


def test_no_section_without_headings_is_longer_than_two_minutes():
    blocks = tuple(paragraph(f"subject{number // 7}", 40) for number in range(60))
    assert all(seconds_of(section.blocks) <= LONGEST_S for section in cut_into_sections(blocks))


def test_a_tiny_headed_section_joins_the_next():
    blocks = (
        Block(BlockKind.HEADING, "One", 2),
        paragraph("a", 5),
        Block(BlockKind.HEADING, "Two", 2),
        paragraph("b", 200),
        Block(BlockKind.HEADING, "Three", 2),
        paragraph("c", 200),
    )
    assert [section.heading for section in cut_into_sections(blocks)] == ["One", "Three"]


def test_sections_hold_every_block_once():
    blocks = tuple(paragraph(str(number), 30 + number) for number in range(40))
    assert tuple(block for section in cut_into_sections(blocks) for block in section.blocks) == blocks
