"""How a text is divided, where its mark-up has no headings: rules, lines of signs, lines in bold."""

from __future__ import annotations

import pytest

from briefcast.model import BlockKind
from briefcast.reading.html.fragment import parse_fragment
from briefcast.reading.html.page import parse_page

ONE = "<p>The baker lights the oven at two in the morning, and nobody is awake to see the smoke go up.</p>"
TWO = "<p>At noon the last loaf is sold, and the shutters of the shop come down for the rest of the day.</p>"


def shape(markup: str) -> str:
    """A letter for each block: p, h for a heading, - for a break."""
    letters = {BlockKind.HEADING: "h", BlockKind.BREAK: "-", BlockKind.IMAGE: "i"}
    return "".join(letters.get(block.kind, "p") for block in parse_fragment(markup).blocks)


@pytest.mark.parametrize("line", ["<hr>", "<p>***</p>", "<div>* * *</div>", "<p>⁂</p>", "<h3>• • •</h3>", "<hr><hr>"])
def test_a_rule_or_a_line_of_signs_is_one_break_without_text(line):
    assert shape(ONE + line + TWO) == "p-p"
    assert not any(block.text for block in parse_fragment(ONE + line + TWO).blocks if block.kind is BlockKind.BREAK)
    assert parse_fragment(ONE + line + TWO).omissions == ()


def test_a_break_parts_nothing_at_either_end_or_under_a_heading():
    assert shape(f"<hr>{ONE}<hr>") == "p"
    assert shape(f"{ONE}<h2>Noon</h2><hr>{TWO}") == "php"


def test_a_rule_beside_what_is_left_out_is_the_pages_and_not_the_texts():
    assert shape(f"{ONE}<hr><p>Follow us on Facebook and X.</p><hr>{TWO}") == "pp"


def test_a_hidden_rule_is_none():
    assert shape(f'{ONE}<hr style="display: none">{TWO}') == "pp"


@pytest.mark.parametrize(
    "line",
    ["<p><b>The shutters</b></p>", "<p><strong><a href=x>The</a> shutters</strong></p>", "<p><i><b>Noon</b></i></p>"],
)
def test_a_short_line_in_bold_over_text_is_a_heading_of_the_lowest_level(line):
    blocks = parse_fragment(ONE + line + TWO).blocks
    assert [(block.kind, block.level) for block in blocks][1] == (BlockKind.HEADING, 6)


@pytest.mark.parametrize(
    "line",
    [
        "<p><b>The shutters come down.</b></p>",
        "<p><b>Noon:</b> the shutters come down</p>",
        f"<p><b>{'long ' * 15}</b></p>",
        "<ul><li><b>Noon</b></li></ul>",
        "<p><b>One Baker's Row</b><br><br><b>Oldhaven</b></p>",
    ],
)
def test_other_text_in_bold_is_text(line):
    assert "h" not in shape(ONE + line + TWO)


def test_a_line_in_bold_that_stands_first_or_last_is_no_heading():
    assert shape(f"<p><b>A day at the bakery</b></p>{ONE}{TWO}") == "ppp"
    assert shape(f"{ONE}{TWO}<p><b>More about bread</b></p>") == "ppp"


def test_the_first_line_in_bold_is_a_heading_if_others_are():
    assert shape(f"<p><b>Night</b></p>{ONE}<p><b>Noon</b></p>{TWO}") == "hphp"


def test_in_a_page_the_text_that_is_read_stays_the_same():
    text = ONE * 3 + TWO
    page = "<html><body><nav>Home</nav><hr><article><h1>Bread</h1><hr>{}{}{}</article><hr></body></html>"
    parts = (ONE.replace("baker", "cook"), TWO.replace("noon", "one"))
    plain = parse_page(page.format(parts[0], "", text + parts[1]))
    parted = parse_page(page.format(parts[0], "<p>* * *</p>", text + parts[1]))
    assert [block.text for block in parted.blocks if block.text] == [block.text for block in plain.blocks]
    assert [block.kind for block in parted.blocks][:2] == [BlockKind.PARAGRAPH, BlockKind.BREAK]
