"""PDFs with a text layer: columns, paragraphs, headings, and what of a page is not read."""

from __future__ import annotations

import contextlib
import io
import re
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import reportlab
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from tests.reading import printing
from tests.reading.printing import BODY, H1, H2, PROSE, SAMPLES, SMALL, Press, by_hand, stream

from briefcast.errors import SourceError
from briefcast.model import Article, BlockKind
from briefcast.reading.pdf import parse_pdf
from briefcast.reading.pdf.hyphens import Vocabulary, joined

A, B, C, D = PROSE[:4]


def parsed(data: bytes, **options) -> Article:
    return parse_pdf(io.BytesIO(data), name="paper.pdf", fallback_title="File name", **options)


def press(**options) -> Press:
    return Press(**options)


def texts(article: Article, kind: BlockKind = BlockKind.PARAGRAPH) -> list[str]:
    return [block.text for block in article.blocks if block.kind is kind]


def reasons(article: Article) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for omission in article.omissions:
        out.setdefault(omission.reason, []).append(omission.text)
    return out


def words(texts) -> Counter[str]:
    return Counter(re.findall(r"[\w’'-]+", " ".join(texts)))


@pytest.fixture(scope="module")
def samples():
    return {name: (sample := make(), parsed(sample.data)) for name, make in SAMPLES.items()}


@pytest.mark.parametrize("name", SAMPLES)
def test_every_word_is_read_and_in_its_paragraph(samples, name):
    sample, article = samples[name]
    assert [block.text for block in article.blocks] == list(sample.spoken)
    assert article.title == sample.title


@pytest.mark.parametrize("name", SAMPLES)
def test_no_word_is_lost_when_all_is_kept(samples, name):
    sample, _article = samples[name]
    kept = parsed(sample.data, keep_all=True)
    missing = words(sample.spoken) - words(block.text for block in kept.blocks)
    # A word that the running foot cuts in two is no word.
    assert sum(missing.values()) <= 0.01 * sum(words(sample.spoken).values())


def test_running_heads_and_page_numbers_are_on_record_once(samples):
    found = reasons(samples["report"][1])
    assert found["running head"] == [
        "Rivers Office — Annual report on the Velden valley",
        "For internal use Page 1 of 3",
    ]
    found = reasons(samples["book"][1])
    assert found["running head"] == ["A History of the Velden", "T H E W I D O W ’ S M I L L"]
    assert found["page number"] == ["i … 2"]


def test_heads_that_differ_on_left_and_right_pages_are_known_by_their_counting_numbers(samples):
    assert reasons(samples["paper"][1])["running head"] == ["The memory of rivers 117", "118 Quill and Fenn"]


def test_keep_all_reads_running_heads_footnotes_and_references(samples):
    kept = texts(parsed(samples["paper"][0].data, keep_all=True))
    assert any("118 Quill and Fenn" in text for text in kept)
    assert any(text.startswith("1 The account book") for text in kept)


def test_footnotes_and_references_are_left_out_with_their_reasons(samples):
    found = reasons(samples["paper"][1])
    assert found["footnote"] == ["1 The account book was kept for a hundred and twelve years by four different hands."]
    assert found["reference list"][0] == "References"
    assert len(found["reference list"]) == 9


def test_headings_have_levels_by_size_and_by_number(samples):
    report = {b.text: b.level for b in samples["report"][1].blocks if b.kind is BlockKind.HEADING}
    assert report["Origins"] == 2
    assert report["Early days"] == 3
    paper = {b.text: b.level for b in samples["paper"][1].blocks if b.kind is BlockKind.HEADING}
    assert paper["1 Introduction"] == 2


def test_authors_that_the_file_names_become_the_byline(samples):
    assert samples["paper"][1].byline == "By Ada Quill and Tobias Fenn"


def test_a_word_written_with_a_hyphen_keeps_it_at_a_line_end():
    known = Vocabulary.of(["a well-known map of the mill-pond here", "the mill and the pond and in water"])
    assert joined("the well-", "known map", known) == "the well-known map"
    assert joined("by the mill-", "pond in May", known) == "by the mill-pond in May"
    assert joined("the inspec-", "tor came", known) == "the inspector came"
    assert joined("twenty-", "one wheels", known) == "twenty-one wheels"
    assert joined("Anglo-", "Saxon", known) == "Anglo-Saxon"
    assert joined("first- and second-", "or third-rate", known) == "first- and second- or third-rate"
    assert joined("from 1990-", "95", known) == "from 1990-95"
    assert joined("he said -", "and left", known) == "he said - and left"


def test_a_headline_in_the_middle_of_a_page_parts_what_is_above_from_what_is_below():
    page = press(columns=2, margin=56)
    page.set(A), page.set(B), page.next_column(), page.set(C), page.set(D)
    page.column, page.start = 0, page.y - 60
    page.across("The second story of the day runs over both columns", H2)
    page.y = page.start
    page.set(PROSE[4]), page.set(PROSE[5]), page.next_column(), page.set(PROSE[6]), page.set(PROSE[7])
    assert texts(parsed(page.finished())) == [*PROSE[:8]]


def test_columns_drawn_line_by_line_across_the_page_are_still_read_one_after_the_other():
    left = printing.broken(A + " " + B, BODY, 210, hyphens=False)
    right = printing.broken(C + " " + D, BODY, 210, hyphens=False)
    page = press()
    for number, _line in enumerate(max(left, right, key=len)):
        for x, lines in ((56, left), (300, right)):
            if number < len(lines):
                page.at(x, 700 - 12 * number, lines[number])
    assert " ".join(texts(parsed(page.finished()))).split() == f"{A} {B} {C} {D}".split()


def test_lists_are_items_and_numbers_stay():
    page = press()
    page.set(A)
    page.item(
        "•", "flour, ground twice between the stones that were dressed in the week before, and sifted through silk"
    )
    page.item("•", "salt")
    page.set(B, replace(BODY, before=6))
    page.item("1.", "Open the gate.")
    page.item(
        "2.", "Wait until the water has risen by the breadth of a hand, and then let it fall upon the wheel slowly."
    )
    article = parsed(page.finished())
    assert texts(article, BlockKind.LIST_ITEM) == [
        "flour, ground twice between the stones that were dressed in the week before, and sifted through silk",
        "salt",
        "1. Open the gate.",
        "2. Wait until the water has risen by the breadth of a hand, and then let it fall upon the wheel slowly.",
    ]
    assert texts(article) == [A, B]


def test_a_table_is_said_by_its_caption_and_not_read_cell_by_cell():
    page = press()
    page.set(A)
    page.set("Table 1: Wheels on the river", replace(SMALL, align="left"))
    for row in [("Year", "Wheels", "Sacks a week"), ("1801", "4", "120"), ("1840", "31", "990"), ("1890", "4", "75")]:
        page.row(row)
    page.y -= 14
    page.set(B)
    article = parsed(page.finished())
    assert texts(article, BlockKind.TABLE) == ["Table 1: Wheels on the river"]
    assert texts(article) == [A, B]
    assert reasons(article)["table: not read out"] == [
        "Year | Wheels | Sacks a week\n1801 | 4 | 120\n1840 | 31 | 990\n1890 | 4 | 75"
    ]


def test_a_table_without_a_caption_is_said_by_its_header_row():
    page = press()
    page.set(A)
    for row in [("Year", "Wheels", "Sacks"), ("1801", "4", "120"), ("1840", "31", "990"), ("1890", "4", "75")]:
        page.row(row)
    assert texts(parsed(page.finished()), BlockKind.TABLE) == ["Year, Wheels, Sacks"]


def test_a_caption_stands_for_its_figure_and_a_sentence_goes_on_around_it():
    page = press(size=(420, 300))
    page.set(A), page.set(B[:180].rsplit(" ", 1)[0])
    page.next_page()
    page.at(120, 210, "sluice", SMALL), page.at(200, 190, "upper pond", SMALL)
    page.y = 180
    page.set("Figure 3: The mill as it was in 1840.", SMALL)
    page.set(B[len(B[:180].rsplit(" ", 1)[0]) + 1 :], replace(BODY, before=10))
    article = parsed(page.finished())
    assert texts(article, BlockKind.IMAGE) == ["Figure 3: The mill as it was in 1840."]
    assert reasons(article)["lettering of an image: not read out"] == ["sluice upper pond"]
    assert texts(article) == [A, B]


def test_a_sentence_that_names_a_figure_is_no_caption():
    page = press()
    page.set(A)
    page.set("Figure 3 shows the mill as it was when the railway came, and the pond behind it.")
    assert texts(parsed(page.finished()))[1].startswith("Figure 3 shows")


def test_a_drop_cap_is_joined_to_its_word():
    page = press()
    text = "he first mill on the river was built by a widow who had grown tired of the hill. " + B
    beside = printing.broken(text, BODY, 272, hyphens=False)[:3]
    lines = beside + printing.broken(text.removeprefix(" ".join(beside)), BODY, 300, hyphens=False)
    page.at(72, 674, "T", replace(BODY, size=38))
    for number, line in enumerate(lines):
        page.at(100 if number < 3 else 72, 700 - 12 * number, line)
    article = parsed(page.finished())
    assert texts(article)[0].startswith("The first mill on the river")
    assert len(article.blocks) == 1


def test_ligatures_and_letter_spacing_are_undone():
    pdfmetrics.registerFont(TTFont("Vera", str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")))
    page = press()
    page.at(72, 750, "W A T E R  A N D  W H E E L S", replace(H2, size=16))
    page.y = 735
    page.set("The ﬁrst ofﬁce to ﬂood.", replace(BODY, font="Vera"))
    page.set(A)
    article = parsed(page.finished())
    assert article.title == "WATER AND WHEELS"
    assert texts(article)[0] == "The first office to flood."


def test_print_in_the_margin_at_an_angle_is_on_record():
    page = press()
    page.set(A)
    page.canvas.saveState()
    page.canvas.translate(30, 300)
    page.canvas.rotate(90)
    page.at(0, 0, "arXiv:2401.00001v2 [physics.pop-ph]")
    page.canvas.restoreState()
    article = parsed(page.finished())
    assert texts(article) == [A]
    assert reasons(article)["text at an angle or off the page"] == ["arXiv:2401.00001v2 [physics.pop-ph]"]


def test_a_page_printed_sideways_is_read_upright():
    page = press(columns=2, size=(842, 595))
    page.canvas.translate(0, 595)
    page.canvas.rotate(-90)
    page.canvas.translate(-40, 0)
    page.set(A)
    assert texts(parsed(page.finished())) == [A]


def test_powers_stay_and_footnote_marks_go():
    page = press()
    page.set(A)
    x = 72.0
    for text, raised in (("The pond measured 400 m", 0), ("2", 4), (" in a dry summer, said Fenn.", 0), ("7", 4)):
        style = replace(BODY, size=6) if raised else BODY
        page.at(x, 500 + raised, text, style)
        x += stringWidth(text, style.font, style.size)
    article = parsed(page.finished())
    assert texts(article)[-1] == "The pond measured 400 m² in a dry summer, said Fenn."
    assert reasons(article)["footnote mark"] == ["7"]


def test_chinese_lines_are_joined_without_spaces():
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    page = press()
    style = replace(BODY, font="STSong-Light", size=12)
    page.at(72, 700, "河上的第一座磨坊是一位寡妇建造的因为她厌倦了把粮食背过", style)
    page.at(72, 684, "山去。", style)
    assert texts(parsed(page.finished())) == ["河上的第一座磨坊是一位寡妇建造的因为她厌倦了把粮食背过山去。"]


def test_hebrew_is_read_from_right_to_left():
    letters = "אבגדהוזחטיכלמנ"
    meaning = b"".join(b"<%02x><%04x>" % (65 + n, ord(letter)) for n, letter in enumerate(letters))
    names = stream(
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00><ff> endcodespacerange "
        b"%d beginbfchar %s endbfchar endcmap end" % (len(letters), meaning)
    )
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    # A printer draws what is seen: the last letter of the line stands at its left.
    article = parsed(by_hand(b"BT /F1 12 Tf 72 700 Td (NML 1974 KJ HGF EDCBA) Tj ET", font=font, more=(names,)))
    assert texts(article) == ["אבגדה וזח יכ 1974 למנ"]


def test_the_title_the_file_gives_is_taken_if_people_wrote_it():
    def titled(title: str) -> str:
        page = press(title=title)
        page.set("What the river remembers", H1)
        page.set(A)
        return parsed(page.finished()).title

    assert titled("What the River Remembers") == "What the river remembers"
    assert titled("A memory of water") == "A memory of water"
    for nonsense in (
        "Microsoft Word - final.docx",
        "untitled",
        "paper_v2.pdf",
        "C:\\texts\\river final",
        "",
        "Slide 1",
    ):
        assert titled(nonsense) == "What the river remembers"


def test_byline_and_date_under_the_title_are_taken():
    page = press()
    page.set("What the river remembers", H1)
    page.set("By Ada Quill"), page.set("3 March 2024"), page.set(A)
    article = parsed(page.finished())
    assert (article.byline, article.published) == ("By Ada Quill", date(2024, 3, 3))
    assert texts(article) == [A]


def test_without_any_title_the_name_of_the_file_serves():
    page = press()
    page.set(A)
    assert parsed(page.finished()).title == "File name"


def test_bookmarks_tell_headings_that_the_print_does_not():
    page = press()
    for number, title in enumerate(("How it began", "What was left")):
        page.canvas.bookmarkPage(str(number))
        page.canvas.addOutlineEntry(title, str(number), level=0)
        page.set(title)
        page.set(PROSE[number])
    assert texts(parsed(page.finished()), BlockKind.HEADING) == ["How it began", "What was left"]


def test_a_table_of_contents_is_left_out():
    page = press()
    page.set("Contents", H2)
    for number, title in enumerate(("Origins", "Work", "Decline"), 3):
        page.set(f"{title} {'. ' * 60} {number}", replace(BODY, align="left"))
    page.set("Origins", H2), page.set(A)
    article = parsed(page.finished())
    assert texts(article) == [A]
    assert len(reasons(article)["table of contents"]) == 4


def test_code_is_not_read_out():
    page = press()
    page.set(A)
    for line in ("def grind(corn):", "    return flour(corn)"):
        page.set(line, replace(BODY, font="Courier", align="left", after=0))
    page.set(B, replace(BODY, before=10))
    article = parsed(page.finished())
    assert [block.kind for block in article.blocks] == [BlockKind.PARAGRAPH, BlockKind.CODE, BlockKind.PARAGRAPH]
    assert reasons(article)["code: not read out"] == ["def grind(corn):\nreturn flour(corn)"]


def scan(page: Press) -> None:
    """A page that is a picture."""
    page.canvas.drawImage(ImageReader(Image.new("L", (40, 60), 200)), 50, 50, 400, 600)


def test_a_scan_is_refused_and_says_what_to_do():
    page = press()
    scan(page), page.next_page(), scan(page)
    with pytest.raises(SourceError, match=r"no text in it: 2 pages of images; run it through OCR first"):
        parsed(page.finished())


def test_a_scan_with_stamped_page_numbers_is_a_scan():
    page = press()
    scan(page), page.at(300, 40, "1"), page.next_page(), scan(page), page.at(300, 40, "2")
    with pytest.raises(SourceError, match="2 pages of images"):
        parsed(page.finished())


def test_scanned_pages_among_others_are_on_record():
    page = press()
    page.set(A), page.next_page(), scan(page)
    assert reasons(parsed(page.finished()))["page without text: an image only"] == ["page 2"]


def test_letters_without_a_meaning_are_refused():
    glyphs = b"<</a<</Length 18>>>>"
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/CharProcs"
        + glyphs
        + b"/Encoding<</Type/Encoding/Differences[1/g1/g2/g3]>>/FirstChar 1/LastChar 3/Widths[1 1 1]>>"
    )
    with pytest.raises(SourceError, match="what its letters mean"):
        parsed(by_hand(b"BT /F1 12 Tf 72 700 Td (\001\002\003\001\002) Tj ET", font=font))


def test_a_password_is_asked_for_only_where_one_is_needed():
    def locked(user: str) -> bytes:
        page = press(passwords=(user, "owner"))
        page.set(A)
        return page.finished()

    assert texts(parsed(locked(""))) == [A]
    with pytest.raises(SourceError, match="protected by a password"):
        parsed(locked("secret"))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"PK\x03\x04 a zip", "is not a PDF file"),
        (b"", "is not a PDF file"),
        (b"%PDF-1.7\nnothing of use", "is a damaged PDF"),
        (by_hand(b"", kids=b"[]"), "has no pages"),
        (by_hand(b""), "no text in it: 1 page, all blank"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(data, sentence):
    with pytest.raises(SourceError, match=sentence) as caught:
        parsed(data)
    assert str(caught.value).startswith("paper.pdf ")


def test_a_page_of_a_hundred_thousand_letters_is_read_in_seconds():
    content = (
        b"BT /F1 1 Tf 1.2 TL 10 780 Td "
        + b"(the water was never idle and the wheel went on turning) Tj T* " * 1800
        + b"ET"
    )
    began = time.perf_counter()
    article = parsed(by_hand(content))
    assert time.perf_counter() - began < 5
    assert sum(len(block.text) for block in article.blocks) > 10_000


def test_files_are_read_in_several_threads_at_once(samples):
    data = [sample.data for sample, _ in samples.values()] * 2
    with ThreadPoolExecutor(4) as threads:
        titles = [article.title for article in threads.map(parsed, data)]
    assert titles == [sample.title for sample, _ in samples.values()] * 2


@settings(max_examples=60, deadline=10_000, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(data):
    whole = _small()
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(0, 12))):
        damaged[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    start = data.draw(st.integers(0, len(whole)))
    del damaged[start : start + data.draw(st.sampled_from([0, 0, 1, 40, 400]))]
    with contextlib.suppress(SourceError):
        assert isinstance(parsed(bytes(damaged)), Article)


@cache
def _small() -> bytes:
    page = press(columns=2)
    page.set("What the river remembers", H1), page.set(A), page.next_column(), page.item("1.", B)
    page.next_page(), page.set(C), page.foot("1 A note.")
    return page.finished()
