"""Markdown: what is spoken, what is noted, what is left out."""

from __future__ import annotations

from datetime import date

import pytest
from tests.conftest import SEEDS

from briefcast.errors import SourceError
from briefcast.model import BlockKind
from briefcast.reading import read
from briefcast.reading.markdown import parse_markdown


def parsed(text: str):
    return parse_markdown(text, fallback_title="File name")


@pytest.fixture(scope="module")
def essay():
    return read(SEEDS / "lost-sounds.md")


def test_front_matter_gives_title_byline_date_and_standfirst(essay):
    assert essay.title == "Lost Sounds: Who Keeps the Noise of a City?"
    assert essay.byline == "By Tobias Lindqvist-Amari"
    assert essay.published == date(2024, 4, 21)
    assert essay.dek.startswith("Streets change faster")


def test_headings_keep_their_levels(essay):
    levels = {block.text: block.level for block in essay.blocks if block.kind is BlockKind.HEADING}
    assert levels["What is worth keeping"] == 2
    assert levels["A label that lasts"] == 3


def test_marks_links_and_footnote_numbers_are_gone_and_their_words_stay(essay):
    texts = " ".join(block.text for block in essay.blocks)
    assert "without leaving a trace, and usually" in texts
    assert "as if it were a piece of music. They borrowed" in texts
    assert not set("*`[]_") & set(texts)


def test_table_code_image_caption_and_footnote_are_on_record_as_left_out(essay):
    assert [omission.reason for omission in essay.omissions] == [
        "image: not read out",
        "table: not read out",
        "code: not read out",
        "footnote",
        "footnote marks",
    ]


def test_what_is_shown_says_what_it_shows(essay):
    shown = {block.kind: block.text for block in essay.blocks if block.kind in {BlockKind.TABLE, BlockKind.IMAGE}}
    assert shown[BlockKind.TABLE] == "Kind of sound, Recordings, Still heard today"
    assert shown[BlockKind.IMAGE].startswith("Ilse Brandvold records the number 7 tram")


def test_formulas_stay_readable_or_are_mentioned():
    article = parsed("Here $x = 2$ holds, and $\\int f$ too.\n\n$$\n\\sum_i x_i\n$$\n\nIt costs $5 or $6.")
    assert article.blocks[0].text == "Here x = 2 holds, and too."
    assert [block.kind for block in article.blocks].count(BlockKind.FORMULA) == 2
    assert article.blocks[-1].text == "It costs $5 or $6."


def test_html_within_markdown_is_read_as_html():
    article = parsed(
        "# Title\n\n<div>One <b>bold</b> line.</div>\n\n<!-- a note -->\n<script>alert(1)</script>\n\nTwo."
    )
    assert [block.text for block in article.blocks] == ["One bold line.", "Two."]


def test_keep_all_leaves_no_line_out():
    assert [b.text for b in parse_markdown("Share this article", fallback_title="x", keep_all=True).blocks]


def test_a_numbered_list_keeps_its_numbers(essay):
    items = [block.text for block in essay.blocks if block.kind is BlockKind.LIST_ITEM]
    assert items[4].startswith("1. Stand still")
    assert items[0].startswith("It comes from")


def test_quotes_are_quotes(essay):
    assert next(b.text for b in essay.blocks if b.kind is BlockKind.QUOTE).startswith("The rare sounds")


def test_the_first_heading_is_the_title_where_front_matter_has_none():
    article = parsed("# On bread\n\nBy Ada Moss\n\n3 March 2024\n\nFlour and water.")
    assert (article.title, article.byline, article.published) == ("On bread", "By Ada Moss", date(2024, 3, 3))
    assert [block.text for block in article.blocks] == ["Flour and water."]


def test_a_heading_that_repeats_the_title_is_not_spoken_twice():
    article = parsed("---\ntitle: On bread\n---\n\n# On Bread\n\nFlour and water.")
    assert [block.text for block in article.blocks] == ["Flour and water."]


@pytest.mark.parametrize("key", ["lang", "language", "locale"])
def test_the_language_comes_from_front_matter(key):
    assert parsed(f"---\n{key}: de_DE\n---\nGuten Tag.").language == "de-de"


def test_front_matter_that_is_not_yaml_is_refused_with_its_line():
    with pytest.raises(SourceError, match="line 3"):
        parsed("---\ntitle: fine\nauthor: a: b: c\n---\ntext")


def test_a_list_within_a_list_keeps_every_item_once():
    article = parsed("- one\n  - two\n  - three\n- four")
    assert [block.text for block in article.blocks] == ["one", "two", "three", "four"]


def test_a_short_bold_line_is_a_heading_of_the_lowest_level():
    blocks = parse_markdown("# T\n\n**What it costs**\n\nA lot.\n\n**All of it.**\n\nMore.", fallback_title="").blocks
    assert [(block.kind, block.level) for block in blocks] == [
        (BlockKind.HEADING, 6),
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.PARAGRAPH, 0),
    ]


def test_a_thematic_break_is_kept_as_one():
    blocks = parse_markdown("# T\n\nOne.\n\n***\n\nTwo.", fallback_title="").blocks
    assert [block.kind for block in blocks] == [BlockKind.PARAGRAPH, BlockKind.BREAK, BlockKind.PARAGRAPH]
