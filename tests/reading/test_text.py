"""Plain text as people paste it."""

from __future__ import annotations

from datetime import date

from tests.conftest import SEEDS

from briefcast.model import Block, BlockKind
from briefcast.reading import read
from briefcast.reading.text import parse_text


def parsed(text: str):
    return parse_text(text, fallback_title="File name")


def test_pasted_news_gives_title_byline_date_and_body():
    article = read(SEEDS / "foreign-minister-visit.txt")
    assert article.title == "Washington and Beijing agree to keep talking after two days of tense diplomacy"
    assert article.byline == "By Eleanor Marsh-Whitfield"
    assert article.published == date(2023, 6, 19)
    assert article.blocks[0].text.startswith("Antony Blinken landed in Beijing")


def test_a_standfirst_that_returns_in_the_body_is_spoken_there_only():
    article = read(SEEDS / "foreign-minister-visit.txt")
    repeated = [o.text for o in article.omissions if o.reason == "standfirst that is also a paragraph of the article"]
    assert len(repeated) == 1
    assert [block.text for block in article.blocks].count(repeated[0]) == 1
    assert article.dek == ""


def test_a_standfirst_over_a_byline_is_kept_as_such():
    article = read(SEEDS / "numbers-and-names.txt")
    assert article.dek.startswith("Every year the Meridian Marathon")
    assert article.dek not in [block.text for block in article.blocks]


def test_the_last_line_of_site_furniture_is_left_out_with_its_reason():
    article = read(SEEDS / "foreign-minister-visit.txt")
    assert ("Follow Harbour Wire on Facebook and X.", "follow line") in [(o.text, o.reason) for o in article.omissions]
    assert not any("Follow" in block.text for block in article.blocks)


def test_hard_wrapped_lines_become_one_paragraph():
    wrapped = (
        "A title\n\nThe first line of a paragraph that was wrapped by an editor\n"
        "at sixty characters, and the second line of it, and the third\nline which ends it."
    )
    assert [block.text for block in parsed(wrapped).blocks] == [
        (
            "The first line of a paragraph that was wrapped by an editor at sixty characters, "
            "and the second line of it, and the third line which ends it."
        )
    ]


def test_a_long_first_paragraph_is_not_taken_for_a_title():
    article = parsed("The council met on Monday. It agreed on nothing.\n\nIt will meet again.")
    assert article.title == "File name"
    assert len(article.blocks) == 2


def test_a_short_line_over_a_paragraph_is_a_heading():
    body = "He said that the work would be finished by the end of the year, and that it would cost less. It did."
    after = "Then the roof was taken off, and the rain came in, and the works were put off until the next spring."
    kinds = [block.kind for block in parsed(f"Title\n\n{body}\n\nWhat comes next\n\n{after}").blocks]
    assert kinds == [BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_a_line_of_asterisks_is_a_break_and_not_text():
    assert parsed("Title\n\nOne thing is said.\n\n* * *\n\nAnother is said.").blocks == (
        Block(BlockKind.PARAGRAPH, "One thing is said."),
        Block(BlockKind.BREAK, ""),
        Block(BlockKind.PARAGRAPH, "Another is said."),
    )


def test_list_lines_are_items_of_their_own():
    article = parsed(
        "Title\n\nIt needs three things, and all of them are cheap and easy to find:\n- flour\n- salt\n- water"
    )
    assert [(b.kind, b.text) for b in article.blocks[1:]] == [
        (BlockKind.LIST_ITEM, "- flour"),
        (BlockKind.LIST_ITEM, "- salt"),
        (BlockKind.LIST_ITEM, "- water"),
    ]
