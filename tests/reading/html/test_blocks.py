"""The walk through mark-up that is content throughout: what becomes a block, of which kind, and what is only shown."""

from __future__ import annotations

import pytest

from briefcast.model import Block, BlockKind, Omission
from briefcast.reading.html.fragment import parse_fragment

BASE = "https://example.org/a/b"


def blocks(markup: str) -> tuple[Block, ...]:
    return parse_fragment(markup, base=BASE).blocks


def texts(markup: str) -> list[str]:
    return [block.text for block in blocks(markup)]


def kinds(markup: str) -> list[tuple[str, str]]:
    return [(str(block.kind), block.text) for block in blocks(markup)]


def left_out(markup: str) -> dict[str, str]:
    """Reason -> text of what is not in a block."""
    reasons: dict[str, str] = {}
    for omission in parse_fragment(markup, base=BASE).omissions:
        before = reasons.get(omission.reason)
        reasons[omission.reason] = f"{before} · {omission.text}" if before else omission.text
    return reasons


# --- headings and their anchors


def test_headings_keep_their_levels():
    assert [(b.level, b.text) for b in blocks("<h1>One</h1><h3>Three</h3><p>text</p>")][:2] == [
        (1, "One"),
        (3, "Three"),
    ]


def test_a_heading_by_role_is_one():
    assert [b.level for b in blocks('<div role="heading" aria-level="4">Four</div><div role="heading">Two</div>')] == [
        4,
        2,
    ]


@pytest.mark.parametrize(
    "markup",
    [
        '<h2 id="here">Title</h2>',
        '<h2><a name="here"></a>Title</h2>',
        '<h2><span id="here">Title</span></h2>',
        '<section id="here"><h2>Title</h2><p>Text</p></section>',
    ],
)
def test_a_heading_is_found_by_the_id_that_leads_to_it(markup):
    assert blocks(markup)[0] == Block(BlockKind.HEADING, "Title", level=2, anchor="here")


def test_a_section_leads_to_its_first_heading_only():
    found = blocks('<section id="here"><h2>One</h2><h2>Two</h2></section>')
    assert [block.anchor for block in found] == ["here", ""]


def test_a_paragraph_keeps_its_own_id():
    assert blocks('<p id="p7">Text</p>')[0].anchor == "p7"


def test_a_kicker_within_a_heading_is_none_of_it():
    markup = '<h2><span class="kicker">Culture</span><span>: </span>A town sings</h2><p>Text</p>'
    assert texts(markup) == ["A town sings", "Text"]
    assert left_out(markup) == {"kicker": "Culture"}


@pytest.mark.parametrize(
    "mark", ['<a href="#x">¶</a>', '<a href="#x">#</a>', '<span class="mw-editsection">[edit]</span>']
)
def test_signs_beside_a_heading_are_not_read(mark):
    assert texts(f'<h2 id="x">Title {mark}</h2>') == ["Title"]


# --- lists


def test_items_of_a_bulleted_list_have_no_bullet():
    assert kinds("<ul><li>One</li><li><p>Two</p></li></ul>") == [("list item", "One"), ("list item", "Two")]


def test_items_of_a_numbered_list_have_their_numbers():
    assert texts("<ol><li>One<li>Two</ol>") == ["1. One", "2. Two"]
    assert texts('<ol start="7"><li>Seven<li value="10">Ten<li>Eleven</ol>') == ["7. Seven", "10. Ten", "11. Eleven"]


def test_a_nested_list_counts_for_itself():
    markup = "<ol><li>One<ol><li>Inner</ol><li>Two<ul><li>Bullet</ul><li>Three</ol>"
    assert texts(markup) == ["1. One", "1. Inner", "2. Two", "Bullet", "3. Three"]


def test_the_second_paragraph_of_an_item_has_no_number():
    assert texts("<ol><li><p>One</p><p>More</p></li><li>Two</li></ol>") == ["1. One", "More", "2. Two"]


def test_a_list_of_terms_is_a_list():
    assert kinds("<dl><dt>Hull</dt><dd>The body of a boat</dd></dl>") == [
        ("list item", "Hull"),
        ("list item", "The body of a boat"),
    ]


def test_a_very_long_item_is_a_paragraph():
    assert kinds(f"<ul><li>{'word ' * 80}</li></ul>")[0][0] == "paragraph"


# --- quotes, lines, spaces


def test_a_quotation_is_one_and_what_follows_is_none():
    assert kinds("<blockquote><p>I came.</p><p>I saw.</p></blockquote><p>He left.</p>") == [
        ("quote", "I came."),
        ("quote", "I saw."),
        ("paragraph", "He left."),
    ]


def test_two_line_breaks_part_paragraphs():
    assert texts("The ferry was late.<br><br>Nobody cared.<br>&nbsp;<br>It rained.") == [
        "The ferry was late.",
        "Nobody cared.",
        "It rained.",
    ]


def test_one_line_break_within_a_sentence_is_a_space():
    assert texts(
        "<p>A sentence that somebody has broken where the edge of their screen was,<br>and that goes on.</p>"
    ) == ["A sentence that somebody has broken where the edge of their screen was, and that goes on."]


def test_the_lines_of_a_poem_stay_together():
    assert texts(
        "<p>" + "<br>".join(["The tide comes in", "and takes the sand", "and leaves a shell"] * 3) + "</p>"
    ) == [" ".join(["The tide comes in and takes the sand and leaves a shell"] * 3)]


def test_spans_set_together_do_not_run_into_each_other():
    assert texts("<p><span>That was one.</span><span>Two follows.</span></p>") == ["That was one. Two follows."]
    assert texts("<p>a<b>b</b>c and U.<b>S.</b> and <i>re</i>write</p>") == ["abc and U.S. and rewrite"]


def test_cells_and_boxes_set_together_are_lines_of_their_own():
    assert texts("<div>One<div>Two</div>Three</div>") == ["One", "Two", "Three"]


def test_white_space_and_invisible_characters_are_folded():
    assert texts("<p>  A\n\tbroken&nbsp;line\u200b with soft&shy;hyphen, cafe\u0301 </p>") == [
        "A broken line with softhyphen, café"
    ]


def test_ruby_is_read_once():
    assert texts("<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字</p>") == ["漢字"]


# --- what nobody sees, what nobody hears


@pytest.mark.parametrize(
    "attributes",
    [
        "hidden",
        'style="display: none"',
        'style="color:red;visibility:hidden"',
        'class="sr-only"',
        'class="visually-hidden"',
        'aria-hidden="true"',
    ],
)
def test_hidden_parts_are_on_record_and_not_read(attributes):
    markup = f"<p>Seen.</p><div {attributes}><p>Unseen.</p></div>"
    assert texts(markup) == ["Seen."]
    assert left_out(markup) == {"hidden on the page": "Unseen."}


def test_a_hidden_part_of_a_line_is_taken_out_of_it():
    assert texts('<p>Ten <span class="sr-only">opens elsewhere</span>boats.</p>') == ["Ten boats."]


def test_a_closed_dialog_is_hidden_and_an_open_one_is_not():
    assert texts("<p>A</p><dialog><p>Closed</p></dialog><dialog open><p>Open</p></dialog>") == ["A", "Open"]


def test_what_a_script_may_find_later_is_not_hidden():
    assert texts('<div hidden="until-found"><p>Text</p></div>') == ["Text"]


def test_scripts_styles_and_comments_are_never_text():
    markup = "<p>One<!-- secret --> two<script>secret()</script><style>.secret{}</style><template>secret</template></p>"
    assert texts(f"{markup}<noscript>secret</noscript><svg><text>secret</text></svg>") == ["One two"]
    assert left_out(markup) == {}


def test_a_label_in_a_sentence_is_taken_out_of_it():
    assert texts('<p>The pier<label for="n1">⊕ note</label> burned.</p>') == ["The pier burned."]


def test_buttons_are_on_record_and_not_read():
    markup = "<p>Text</p><button>Press</button><form><p>Stays</p><select><option>One</option></select></form>"
    assert texts(markup) == ["Text", "Stays"]
    assert left_out(markup) == {"button or form": "Press · One"}


# --- footnote marks


@pytest.mark.parametrize(
    "mark",
    [
        "<sup>1</sup>",
        '<sup><a href="#fn1">1</a></sup>',
        '<sup class="reference"><a href="#c">[12]</a></sup>',
        '<a href="#n">[3]</a>',
        "<sup>*</sup>",
    ],
)
def test_footnote_marks_are_taken_out_and_kept_on_record(mark):
    markup = f"<p>The pier burned in 1904.{mark} Nobody was hurt.</p>"
    assert texts(markup) == ["The pier burned in 1904. Nobody was hurt."]
    assert "footnote marks" in left_out(markup)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("An area of 40 km<sup>2</sup>.", "An area of 40 km²."),
        ("10<sup>6</sup> grains", "10⁶ grains"),
        ("x<sup>n</sup>", "xⁿ"),
        ("the 5<sup>th</sup> of May", "the 5th of May"),
        ("CO<sub>2</sub>", "CO2"),
        ("<sup>14</sup>C", "¹⁴C"),
    ],
)
def test_powers_and_letters_stay(markup, text):
    assert texts(f"<p>{markup}</p>") == [text]


def test_notes_at_the_foot_are_left_out():
    markup = '<p>Text</p><div class="footnotes"><ol><li>From the town archive.</li></ol></div>'
    assert texts(markup) == ["Text"]
    assert left_out(markup) == {"footnote": "1. From the town archive."}


# --- pictures


def test_a_picture_has_an_address_and_its_caption_without_the_credit():
    found = parse_fragment(
        '<figure><img src="/p.jpg" alt="A long grey pier"><figcaption>The pier in May. '
        '<span class="credit">Foto: A. Lee</span></figcaption></figure>',
        base=BASE,
    )
    assert found.blocks[0].kind is BlockKind.IMAGE
    assert found.blocks[0].image == "https://example.org/p.jpg"
    assert found.blocks[0].text == "The pier in May."
    assert [(omission.reason, omission.text) for omission in found.omissions] == [
        ("image: not read out", "The pier in May."),
        ("image credit", "Foto: A. Lee"),
    ]
    assert found.omissions[0].link == "https://example.org/p.jpg"


def test_a_picture_without_a_caption_has_its_alternative_text():
    assert kinds('<p>Text</p><img src="p.jpg" alt="A long grey pier">')[1] == ("image", "A long grey pier")


@pytest.mark.parametrize("alt", ["", "IMG 2033", "p.jpg", "pier"])
def test_an_alternative_text_that_says_nothing_is_not_said(alt):
    assert kinds(f'<img src="p.jpg" alt="{alt}">') == [("image", "")]


def test_captions_of_blogs_are_captions():
    markup = '<div class="wp-caption"><img src="p.jpg"><p class="wp-caption-text">The pier in May</p></div><p>Text</p>'
    assert kinds(markup) == [("image", "The pier in May"), ("paragraph", "Text")]


def test_a_line_in_italics_right_below_a_picture_is_its_caption():
    assert kinds('<p><img src="p.jpg"></p><p><em>The pier in May</em></p><p>Text</p>') == [
        ("image", "The pier in May"),
        ("paragraph", "Text"),
    ]


def test_icons_and_counting_pixels_are_no_pictures():
    assert blocks('<img src="i.gif" width="1" height="1"><img src="i.png" width="16"><p>Text</p>')[0].text == "Text"


def test_a_picture_that_a_script_loads_has_its_real_address():
    markup = '<img src="data:image/gif;base64,R0" data-src="/real.jpg"><img srcset="/small.jpg 300w, /large.jpg 900w">'
    assert [b.image for b in blocks(markup)] == ["https://example.org/real.jpg", "https://example.org/small.jpg"]


def test_an_emoji_that_is_a_picture_is_its_sign():
    assert texts('<p>Hello <img class="emoji" alt="🚲" src="e.png"> there</p>') == ["Hello 🚲 there"]


# --- tables, listings, formulae

ROWS = "<tr><th>Year<th>Boats</tr><tr><td>1990<td>41</tr><tr><td>2020<td>7</tr>"


def test_a_table_of_figures_is_named_by_its_caption():
    markup = f"<p>Text</p><table><caption>Boats by year</caption>{ROWS}</table>"
    assert kinds(markup)[1] == ("table", "Boats by year")
    assert left_out(markup)["table: not read out"] == "Year | Boats\n1990 | 41\n2020 | 7"


def test_a_table_without_a_caption_is_named_by_its_first_row():
    assert kinds(f"<table>{ROWS}</table>") == [("table", "Year, Boats")]


@pytest.mark.parametrize(
    "table",
    [
        f"<table><tr><td>Menu</td><td><p>{'A long story. ' * 30}</p><p>It ends.</p></td></tr></table>",
        "<table role='presentation'><tr><td><p>A story.</p><td>It ends.</tr><tr><td>a<td>It ends.</tr></table>",
        "<table><tr><td><table><tr><td>It ends.</table></table>",
    ],
)
def test_the_text_in_a_table_that_is_a_layout_is_read(table):
    assert ("paragraph", "It ends.") in kinds(table)


def test_computer_code_is_shown_and_verse_is_read():
    code = "<pre>def pier(length):\n    return length * 2\n\nprint(pier(3))</pre>"
    assert kinds(f"<p>Text</p>{code}")[1] == ("code", "")
    assert left_out(code)["code: not read out"].startswith("def pier(length):\n    return")
    verse = "<pre>The tide comes in\n   and takes the sand\nand leaves a shell</pre>"
    assert kinds(verse) == [("paragraph", "The tide comes in and takes the sand and leaves a shell")]


def test_a_word_of_code_in_a_sentence_is_read():
    assert texts("<p>Type <code>ls -l</code> and wait.</p>") == ["Type ls -l and wait."]


def test_a_short_formula_in_a_line_is_read_with_it():
    assert texts("<p>If <math><mi>x</mi><mo>=</mo><mn>2</mn></math> then stop.</p>") == ["If x=2 then stop."]


def test_a_formula_set_apart_is_shown():
    markup = (
        '<p>Text</p><math display="block"><semantics><mrow><mi>E</mi><mo>=</mo><mi>m</mi></mrow>'
        '<annotation encoding="application/x-tex">E = m c^2</annotation></semantics></math>'
    )
    assert kinds(markup) == [("paragraph", "Text"), ("formula", "")]
    assert left_out(markup) == {"formula: not read out": "E = m c^2"}


def test_a_formula_that_a_script_has_set_is_not_read_twice():
    markup = (
        '<p>If <span class="katex"><span class="katex-mathml"><math><semantics><mrow><mi>x</mi></mrow>'
        '<annotation encoding="application/x-tex">x</annotation></semantics></math></span>'
        '<span class="katex-html" aria-hidden="true">x</span></span> is small.</p>'
    )
    assert texts(markup) == ["If x is small."]


def test_what_is_shown_leads_to_its_place():
    shown = parse_fragment(f'<table id="t1">{ROWS}</table>', base=BASE).omissions
    assert shown == (Omission("Year | Boats\n1990 | 41\n2020 | 7", "table: not read out", f"{BASE}#t1"),)


# --- the fragment as a whole


def test_furniture_in_a_fragment_is_left_out_unless_all_is_wanted():
    markup = "<p>The ferry was late.</p><p>Share this article</p>"
    assert texts(markup) == ["The ferry was late."]
    assert left_out(markup) == {"share line": "Share this article"}
    assert [b.text for b in parse_fragment(markup, keep_all=True).blocks] == [
        "The ferry was late.",
        "Share this article",
    ]


def test_neighbours_left_out_for_one_reason_are_one_omission():
    found = parse_fragment("<p>Text</p><button>One</button><button>Two</button><p>Text</p><button>Three</button>")
    assert [omission.text for omission in found.omissions] == ["One · Two", "Three"]


def test_the_title_of_a_fragment_is_that_of_its_document():
    assert (
        parse_fragment("<html><head><title> A &amp; B </title></head><body><p>Text</p></body></html>").title == "A & B"
    )


def test_a_page_without_a_body_element_is_read_whole():
    assert texts("<!doctype html><title>T</title><article><p>One</p></article><main>Two</main>") == ["One", "Two"]


@pytest.mark.parametrize("nothing", ["", " ", "<!-- -->", "<html></html>", b"", "<?xml version='1.0'?>"])
def test_nothing_has_no_blocks(nothing):
    assert parse_fragment(nothing).blocks == ()
