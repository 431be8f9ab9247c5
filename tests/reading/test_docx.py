"""Word documents: what is read, from whatever styles, and what is left out; files that are none."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reading.books import SPOILERS, WORD, replaced, with_bytes, with_parts, without_entry, zipped

from briefcast.errors import SourceError
from briefcast.model import Article, Block, BlockKind
from briefcast.reading.docx import parse_docx

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.document import Document
    from docx.text.paragraph import Paragraph

SPACES = (
    f'xmlns:w="{WORD}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
LONG = "The ferry left before the gulls had finished their quarrel over the fish market that morning."


def saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def parsed(document: Document | bytes, *, keep_all: bool = False) -> Article:
    data = document if isinstance(document, bytes) else saved(document)
    return parse_docx(io.BytesIO(data), name="report.docx", fallback_title="File name", keep_all=keep_all)


def failure(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        parsed(data)
    return str(caught.value)


def document(*paragraphs: str | tuple[str, str]) -> Document:
    """A document of paragraphs: text, or text and style."""
    made = docx.Document()
    for paragraph in paragraphs:
        made.add_paragraph(*((paragraph,) if isinstance(paragraph, str) else paragraph))
    return made


def append(paragraph: Paragraph, xml: str) -> Paragraph:
    """Adds XML to a paragraph; the usual name spaces are declared."""
    name, _, rest = xml.partition(">")
    closed = name.endswith("/")
    paragraph._p.append(parse_xml(f"{name.rstrip('/')} {SPACES}{'/' if closed else ''}>{rest}"))
    return paragraph


def shown(blocks: Iterable[Block]) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for block in blocks]


def omitted(article: Article) -> list[tuple[str, str]]:
    return [(omission.text, omission.reason) for omission in article.omissions]


class TestStyles:
    """Paragraphs are what their styles mean."""

    def test_headings_have_their_levels(self):
        article = parsed(document(("One", "Heading 1"), LONG, ("Two", "Heading 3"), LONG, ("Three", "Heading 1"), LONG))
        headings = [(block.level, block.text) for block in article.blocks if block.kind is BlockKind.HEADING]
        assert headings == [(1, "One"), (3, "Two"), (1, "Three")]

    def test_headings_below_the_sixth_level_are_of_the_sixth(self):
        article = parsed(document(("One", "Heading 1"), LONG, ("Two", "Heading 9"), LONG, ("Three", "Heading 1"), LONG))
        assert [block.level for block in article.blocks if block.text == "Two"] == [6]

    def test_title_and_subtitle_are_the_title_and_standfirst(self):
        article = parsed(document(("The Salt Road", "Title"), ("What is left of it", "Subtitle"), LONG))
        assert (article.title, article.dek) == ("The Salt Road", "What is left of it")
        assert shown(article.blocks) == [(BlockKind.PARAGRAPH, LONG)]

    def test_a_title_of_two_paragraphs_is_one(self):
        assert parsed(document(("The Salt", "Title"), ("Road", "Title"), LONG)).title == "The Salt Road"

    def test_styles_are_known_in_every_language(self):
        """Word translates the ids of its styles, and never their names."""
        data = saved(document(("Salz", "Title"), ("Eins", "Heading 1"), LONG, ("Zwei", "Heading 1"), LONG))
        for entry in ("word/document.xml", "word/styles.xml"):
            data = replaced(data, entry, ('"Heading1"', '"berschrift1"'), ('"Title"', '"Titel"'))
        data = replaced(data, "word/styles.xml", ('<w:name w:val="Titel"', '<w:name w:val="Title"'))
        article = parsed(data)
        assert article.title == "Salz"
        assert [block.text for block in article.blocks if block.kind is BlockKind.HEADING] == ["Eins", "Zwei"]

    def test_a_style_of_a_persons_own_is_what_it_is_based_on(self):
        made = document(LONG)
        style = made.styles.add_style("Chapter name of mine", 1)
        style.base_style = made.styles["Heading 2"]
        made.add_paragraph("One", "Chapter name of mine")
        made.add_paragraph(LONG)
        assert shown(parsed(made).blocks)[1] == (BlockKind.HEADING, "One")

    def test_a_paragraph_with_an_outline_level_of_its_own_is_a_heading(self):
        made = document(LONG, "One", LONG)
        made.paragraphs[1]._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {SPACES} w:val="1"/>'))
        assert parsed(made).blocks[1] == Block(BlockKind.HEADING, "One", 2)

    def test_bold_lines_are_headings_where_no_style_says_what_is(self):
        made = document(LONG)
        made.add_paragraph().add_run("The quay").bold = True
        made.add_paragraph(LONG)
        assert shown(parsed(made).blocks)[1] == (BlockKind.HEADING, "The quay")

    def test_bold_lines_are_paragraphs_where_styles_do(self):
        made = document(("One", "Heading 1"), LONG, ("Two", "Heading 1"))
        made.add_paragraph().add_run("The quay").bold = True
        made.add_paragraph(LONG)
        assert (BlockKind.PARAGRAPH, "The quay") in shown(parsed(made).blocks)

    @pytest.mark.parametrize("line", ["***", "* * *", "rule"])
    def test_a_line_of_stars_or_a_rule_is_a_break(self, line):
        made = document(LONG, "" if line == "rule" else line, LONG)
        if line == "rule":
            rule = '<v:rect xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
            picture = parse_xml(f'<w:r {SPACES}><w:pict>{rule} style="height:1.5pt" o:hr="t"/></w:pict></w:r>')
            made.paragraphs[1]._p.append(picture)
        assert [kind for kind, _ in shown(parsed(made).blocks)] == [
            BlockKind.PARAGRAPH,
            BlockKind.BREAK,
            BlockKind.PARAGRAPH,
        ]

    @pytest.mark.parametrize("style", ["Quote", "Intense Quote"])
    def test_quotations_are_quotations(self, style):
        assert shown(parsed(document(LONG, ("So she said.", style))).blocks)[1] == (BlockKind.QUOTE, "So she said.")

    def test_the_table_of_contents_goes(self):
        made = document(LONG)
        for name in ("toc 1", "toc 2"):
            made.styles.add_style(name, 1)
        made.add_paragraph("Contents", "TOC Heading")
        made.add_paragraph("The quay\t3", "toc 1")
        made.add_paragraph("The wall\t5", "toc 2")
        article = parsed(made)
        assert len(article.blocks) == 1
        assert omitted(article) == [("Contents · The quay 3 · The wall 5", "table of contents")]


class TestLists:
    """Items carry the numbers that Word would show."""

    def test_numbered_items_keep_their_numbers_and_bullets_have_none(self):
        article = parsed(document(("one", "List Number"), ("two", "List Number"), ("three", "List Bullet")))
        assert shown(article.blocks) == [(BlockKind.LIST_ITEM, text) for text in ("1. one", "2. two", "three")]

    def test_a_list_goes_on_after_a_paragraph(self):
        article = parsed(document(("one", "List Number"), LONG, ("two", "List Number")))
        assert [block.text for block in article.blocks] == ["1. one", LONG, "2. two"]

    def numbered(self, levels: str, items: list[tuple[str, int]], override: str = "") -> list[str]:
        numbering = (
            f'<w:numbering {SPACES}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
            f'<w:num w:numId="8"><w:abstractNumId w:val="7"/>{override}</w:num></w:numbering>'
        )
        made = document()
        for text, depth in items:
            properties = made.add_paragraph(text)._p.get_or_add_pPr()
            properties.append(parse_xml(f'<w:numPr {SPACES}><w:ilvl w:val="{depth}"/><w:numId w:val="8"/></w:numPr>'))
        data = saved(made)
        return [block.text for block in parsed(with_numbering(data, numbering)).blocks]

    def test_levels_are_counted_each_by_itself_and_begin_anew(self):
        levels = (
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
            '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>'
        )
        items = [("a", 0), ("b", 1), ("c", 1), ("d", 0), ("e", 1)]
        assert self.numbered(levels, items) == ["1. a", "1.1. b", "1.2. c", "2. d", "2.1. e"]

    @pytest.mark.parametrize(
        ("kind", "numbers"),
        [
            ("lowerLetter", ["c) x", "d) y"]),
            ("upperLetter", ["C) x", "D) y"]),
            ("lowerRoman", ["iii) x", "iv) y"]),
            ("upperRoman", ["III) x", "IV) y"]),
            ("decimalZero", ["3) x", "4) y"]),
            ("bullet", ["x", "y"]),
        ],
    )
    def test_numbers_are_written_as_the_list_says_and_begin_where_it_says(self, kind, numbers):
        level = f'<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="%1)"/></w:lvl>'
        assert self.numbered(level, [("x", 0), ("y", 0)]) == numbers

    def test_a_list_may_begin_anew_at_another_number(self):
        level = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
        assert self.numbered(level, [("x", 0)], override) == ["5. x"]


def with_numbering(data: bytes, numbering: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()} | {"word/numbering.xml": numbering})


class TestShown:
    """Tables, pictures and equations are said in a few words and kept in full."""

    def table(self, *rows: tuple[str, ...]) -> Document:
        made = document(LONG)
        table = made.add_table(len(rows), len(rows[0]))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(number, column).text = text
        return made

    def test_a_table_is_said_by_its_header_row(self):
        article = parsed(self.table(("Year", "Riders"), ("1900", "12"), ("1901", "14")))
        assert shown(article.blocks)[1] == (BlockKind.TABLE, "Year, Riders")
        assert omitted(article) == [("Year | Riders\n1900 | 12\n1901 | 14", "table: not read out")]

    def test_a_first_row_of_figures_is_no_header(self):
        assert shown(parsed(self.table(("1900", "12", "3"), ("1901", "14", "4"), ("1902", "15", "5"))).blocks)[1] == (
            BlockKind.TABLE,
            "",
        )

    @pytest.mark.parametrize("place", ["above", "below"])
    def test_a_table_is_said_by_its_caption(self, place):
        made = self.table(("Year", "Riders"), ("1900", "12"), ("1901", "14"))
        caption = made.add_paragraph("Riders by year", "Caption")
        if place == "above":
            made.tables[0]._tbl.addprevious(caption._p)
        assert shown(parsed(made).blocks)[1:] == [(BlockKind.TABLE, "Riders by year")]

    def picture(self, description: str) -> str:
        return (
            f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="{description}"/>'
            "<a:graphic><a:graphicData><pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    def test_a_picture_is_said_by_its_description(self):
        made = document(LONG)
        append(made.add_paragraph(), self.picture("Three boats at the quay"))
        article = parsed(made)
        assert shown(article.blocks)[1] == (BlockKind.IMAGE, "Three boats at the quay")
        assert omitted(article) == [("Three boats at the quay", "image: not read out")]

    def test_a_picture_without_a_description_is_on_record(self):
        made = document(LONG)
        append(made.add_paragraph(), self.picture(""))
        assert omitted(parsed(made)) == [("Picture 1", "image: not read out")]

    def test_a_picture_is_said_by_the_caption_under_it(self):
        made = document(LONG)
        append(made.add_paragraph(), self.picture("Three boats at the quay"))
        made.add_paragraph("Boats, 1903", "Caption")
        assert shown(parsed(made).blocks)[1:] == [(BlockKind.IMAGE, "Boats, 1903")]

    def test_an_equation_of_its_own_is_a_formula(self):
        made = document(LONG)
        part = "<m:r><m:t>{}</m:t></m:r>"
        power = f"<m:sSup><m:e>{part.format('c')}</m:e><m:sup>{part.format('2')}</m:sup></m:sSup>"
        fraction = f"<m:f><m:num>{part.format('a+b')}</m:num><m:den>{power}</m:den></m:f>"
        append(made.add_paragraph(), f"<m:oMathPara><m:oMath>{fraction}</m:oMath></m:oMathPara>")
        article = parsed(made)
        assert shown(article.blocks)[1] == (BlockKind.FORMULA, "")
        assert omitted(article) == [("(a+b)/c²", "formula: not read out")]

    def test_a_short_equation_in_a_line_is_read_with_it(self):
        made = document("Water boils at ")
        append(made.paragraphs[0], "<m:oMath><m:r><m:t>t=100</m:t></m:r></m:oMath>").add_run(" degrees.")
        assert parsed(made).blocks[0].text == "Water boils at t=100 degrees."

    @pytest.mark.parametrize(
        ("equation", "text"),
        [
            ("<m:rad><m:deg/><m:e>X</m:e></m:rad>", "√x"),
            ("<m:sSub><m:e>X</m:e><m:sub>Y</m:sub></m:sSub>", "x_y"),
            ("<m:d><m:e>X</m:e><m:e>Y</m:e></m:d>", "(x, y)"),
            ('<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>X</m:sub><m:sup/><m:e>Y</m:e></m:nary>', "∑_x y"),
            ("<m:func><m:fName>X</m:fName><m:e>Y</m:e></m:func>", "xy"),
        ],
    )
    def test_equations_are_kept_as_a_line(self, equation, text):
        made = document(LONG)
        for name in "xy":
            equation = equation.replace(name.upper(), f"<m:r><m:t>{name}</m:t></m:r>")
        append(made.add_paragraph(), f"<m:oMathPara><m:oMath>{equation}</m:oMath></m:oMathPara>")
        assert omitted(parsed(made)) == [(text, "formula: not read out")]


class TestInline:
    """What stands in lines."""

    def test_inserted_text_is_read_and_deleted_text_is_not(self):
        made = document("He wrote ")
        append(made.paragraphs[0], '<w:ins w:id="1" w:author="a"><w:r><w:t>a new line</w:t></w:r></w:ins>')
        append(made.paragraphs[0], '<w:del w:id="2" w:author="a"><w:r><w:delText>an old line</w:delText></w:r></w:del>')
        append(made.paragraphs[0], '<w:moveFrom w:id="3"><w:r><w:t> gone</w:t></w:r></w:moveFrom>')
        append(made.paragraphs[0], '<w:moveTo w:id="4"><w:r><w:t> here</w:t></w:r></w:moveTo>')
        article = parsed(made)
        assert article.blocks[0].text == "He wrote a new line here"
        assert omitted(article) == [("an old line", "deleted in tracked changes")]

    def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(self):
        made = document("One and", " two.")
        properties = parse_xml(f'<w:rPr {SPACES}><w:del w:id="1" w:author="a"/></w:rPr>')
        made.paragraphs[0]._p.get_or_add_pPr().append(properties)
        assert [block.text for block in parsed(made).blocks] == ["One and two."]

    @pytest.mark.parametrize(
        "xml",
        [
            '<w:hyperlink w:anchor="x"><w:r><w:t>here</w:t></w:r></w:hyperlink>',
            '<w:smartTag w:element="City"><w:r><w:t>here</w:t></w:r></w:smartTag>',
            '<w:fldSimple w:instr=" REF x "><w:r><w:t>here</w:t></w:r></w:fldSimple>',
            "<w:sdt><w:sdtContent><w:r><w:t>here</w:t></w:r></w:sdtContent></w:sdt>",
            '<w:bdo w:val="ltr"><w:r><w:t>here</w:t></w:r></w:bdo>',
            "<w:r><w:ruby><w:rt><w:t>note</w:t></w:rt><w:rubyBase><w:t>here</w:t></w:rubyBase></w:ruby></w:r>",
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF</w:instrText><w:t>here</w:t></w:r>',
        ],
    )
    def test_words_within_links_fields_and_tags_are_read(self, xml):
        made = document("It is ")
        append(made.paragraphs[0], xml).add_run(" again.")
        assert parsed(made).blocks[0].text == "It is here again."

    def test_soft_hyphens_go_and_words_at_breaks_stay_apart(self):
        made = document("light\u00adhouse")
        made.paragraphs[0].add_run().add_break(WD_BREAK.PAGE)
        made.paragraphs[0].add_run("after")
        made.paragraphs[0].add_run().add_tab()
        made.paragraphs[0].add_run("tab")
        append(made.paragraphs[0], "<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t><w:softHyphen/></w:r>")
        assert parsed(made).blocks[0].text == "lighthouse after tabco-op"

    def test_hidden_text_is_not_read(self):
        made = document("Seen.")
        append(made.paragraphs[0], "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Unseen.</w:t></w:r>")
        append(made.paragraphs[0], '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> Seen too.</w:t></w:r>')
        article = parsed(made)
        assert article.blocks[0].text == "Seen. Seen too."
        assert omitted(article) == [("Unseen.", "hidden in the document")]

    def box(self, text: str) -> str:
        return f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"

    def test_a_text_box_follows_its_paragraph_and_is_read_once(self):
        made = document(LONG, "Then it rained.")
        both = (
            f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>{self.box("In a box.")}'
            f"</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{self.box('In a box.')}"
            "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
        append(made.paragraphs[0], both)
        assert [block.text for block in parsed(made).blocks] == [LONG, "In a box.", "Then it rained."]

    def test_a_text_box_in_the_old_form_alone_is_read(self):
        made = document(LONG)
        append(
            made.paragraphs[0],
            f"<w:r><w:pict><v:shape><v:textbox>{self.box('Old.')}</v:textbox></v:shape></w:pict></w:r>",
        )
        assert [block.text for block in parsed(made).blocks] == [LONG, "Old."]

    def test_text_in_the_strict_form_of_the_format_is_read(self):
        data = saved(document(LONG))
        strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
        assert parsed(replaced(data, "word/document.xml", (WORD, strict))).blocks[0].text == LONG


class TestBeside:
    """Notes, comments, headers and footers are on record and not read."""

    NOTES = (
        f'<w:{{0}}s {SPACES}><w:{{0}} w:id="-1" w:type="separator"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:{{0}}>'
        '<w:{0} w:id="2"><w:p><w:r><w:footnoteRef/><w:t> It was oil.</w:t></w:r></w:p></w:{0}></w:{0}s>'
    )

    def noted(self, kind: str) -> bytes:
        made = document("The lamp")
        append(made.paragraphs[0], f'<w:r><w:{kind}Reference w:id="2"/></w:r>').add_run(" was out.")
        return with_parts(saved(made), {f"{kind}s": self.NOTES.format(kind)})

    @pytest.mark.parametrize("kind", ["footnote", "endnote"])
    def test_notes_go_with_their_marks(self, kind):
        article = parsed(self.noted(kind))
        assert article.blocks[0].text == "The lamp was out."
        assert omitted(article) == [("It was oil.", kind)]

    def test_notes_follow_the_text_when_all_is_to_be_kept(self):
        article = parsed(self.noted("footnote"), keep_all=True)
        assert [block.text for block in article.blocks] == ["The lamp was out.", "It was oil."]
        assert not article.omissions

    def test_comments_go(self):
        made = document(LONG)
        made.add_comment(made.paragraphs[0].runs, text="Is that so?", author="Jan")
        article = parsed(made)
        assert article.blocks[0].text == LONG
        assert omitted(article) == [("Is that so?", "comment")]

    def test_headers_and_footers_go_and_page_numbers_are_not_worth_a_word(self):
        made = document(LONG)
        made.sections[0].header.paragraphs[0].text = "The Salt Road, draft"
        made.sections[0].footer.paragraphs[0].text = "3"
        assert omitted(parsed(made)) == [("The Salt Road, draft", "running head")]


class TestHead:
    """Title, byline, date and language."""

    def properties(self, **values: object) -> Document:
        made = document(LONG)
        for name, value in values.items():
            setattr(made.core_properties, name, value)
        return made

    def test_the_properties_tell_what_the_text_does_not(self):
        made = self.properties(
            title="On Salt",
            author="Mira Holt; Jan Vos",
            created=datetime(2024, 3, 3, 8, 0, tzinfo=UTC),
            language="en-GB",
        )
        article = parsed(made)
        assert (article.title, article.byline, article.language) == ("On Salt", "By Mira Holt and Jan Vos", "en-gb")
        assert (article.dateline, article.published) == ("", date(2024, 3, 3))

    @pytest.mark.parametrize(
        "title", ["", "Microsoft Word - Document1", "Document1", "Dokument 2", "report_final.docx", "Untitled", " - "]
    )
    def test_what_programs_give_is_no_title(self, title):
        assert parsed(self.properties(title=title)).title == "File name"

    @pytest.mark.parametrize(
        "author",
        ["python-docx", "User", "Microsoft Office User", "Admin", "mira@example.org", "DESKTOP-4711", "Windows User"],
    )
    def test_what_computers_are_called_is_no_author(self, author):
        article = parsed(self.properties(author=author))
        assert (article.byline, article.published) == ("", None)

    def test_the_text_is_believed_before_the_properties(self):
        made = document(("The Salt Road", "Title"), "By Ada Moss", "June 19, 2023", LONG)
        made.core_properties.title, made.core_properties.author = "Old template", "Mira Holt"
        article = parsed(made)
        assert (article.title, article.byline) == ("The Salt Road", "By Ada Moss")
        assert article.published == date(2023, 6, 19)
        assert [block.text for block in article.blocks] == [LONG]

    def test_a_first_heading_above_all_others_is_the_title(self):
        article = parsed(document(("On Salt", "Heading 1"), LONG, ("Roads", "Heading 2"), LONG))
        assert article.title == "On Salt"
        assert [block.text for block in article.blocks] == [LONG, "Roads", LONG]

    def test_a_first_heading_among_others_is_no_title(self):
        article = parsed(document(("Salt", "Heading 1"), LONG, ("Roads", "Heading 1"), LONG))
        assert article.title == "File name"
        assert article.blocks[0].text == "Salt"

    def test_a_heading_that_repeats_the_title_is_not_read_twice(self):
        article = parsed(document(("On Salt", "Title"), ("On salt", "Heading 1"), LONG, ("Roads", "Heading 1"), LONG))
        assert [block.text for block in article.blocks] == [LONG, "Roads", LONG]

    def test_the_language_is_that_of_the_documents_text_by_default(self):
        data = replaced(saved(document(LONG)), "word/styles.xml", ('w:val="en-US"', 'w:val="sv-SE"'))
        assert parsed(data).language == "sv-se"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


class TestRefused:
    """Files that are no Word documents are told what they are."""

    @pytest.mark.parametrize(
        ("stream", "message"),
        [
            ("EncryptedPackage", "locked with a password"),
            ("WordDocument", "a document of Word 97 to 2003"),
            ("Workbook", "a spreadsheet"),
            ("PowerPoint Document", "a presentation"),
            ("Something else", "no Word document"),
        ],
    )
    def test_older_and_locked_files_are_told_by_what_is_in_them(self, stream, message):
        told = failure(OLE + bytes(3_000_000) + stream.encode("utf-16-le") + bytes(100))
        assert message in told
        assert "save" in told

    @pytest.mark.parametrize(
        ("entry", "message"),
        [
            ("content.xml", "OpenDocument"),
            ("xl/workbook.xml", "spreadsheet"),
            ("ppt/presentation.xml", "presentation"),
            ("META-INF/container.xml", "EPUB"),
            ("a.txt", "no Word document"),
        ],
    )
    def test_other_archives_are_told_by_what_is_in_them(self, entry, message):
        assert message in failure(zipped({entry: "<x/>"}))

    def test_other_text_is_told_by_its_beginning(self):
        assert "Rich Text" in failure(b"{\\rtf1 words}")
        assert "web page" in failure(b"<html><body>words</body></html>")
        assert "not a Word document" in failure(b"words")

    def test_a_document_without_text_is_told_as_such(self):
        assert "holds no text" in failure(saved(document()))

    def test_a_bomb_is_refused(self):
        body = f"<w:p><w:r><w:t>{'a' * 15_000_000}</w:t></w:r></w:p>"
        assert "ZIP bomb" in failure(
            zipped({"word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"})
        )

    def test_paragraphs_without_end_are_refused(self):
        body = "".join(f"<w:p><w:r><w:t>{number * 7919}</w:t></w:r></w:p>" for number in range(20_001))
        data = zipped({"word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"})
        assert "too large to be one document" in failure(data)

    @pytest.mark.parametrize(
        "body",
        [
            "<w:tbl><w:tr><w:tc>" * 60 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 60,
            '<w:p><w:r><w:sym w:char="zz"/></w:r></w:p>',
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="x"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>',
        ],
    )
    def test_a_document_that_is_out_of_order_is_told_as_such(self, body):
        data = zipped({"word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"})
        assert "built in a way that cannot be read" in failure(data)

    def test_entities_do_not_grow(self):
        laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
        body = "<w:p><w:r><w:t>Ha &l11; ha.</w:t></w:r></w:p>"
        xml = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><w:document {SPACES}><w:body>{body}</w:body></w:document>'
        assert parsed(zipped({"word/document.xml": xml})).blocks[0].text == "Ha ha."


def sample() -> bytes:
    made = document(("The Salt Road", "Title"), ("One", "Heading 1"), LONG, ("item", "List Number"), ("x", "Quote"))
    made.add_table(2, 2).cell(0, 0).text = "cell"
    append(made.add_paragraph("A note"), '<w:r><w:footnoteReference w:id="2"/></w:r>')
    return with_parts(saved(made), {"footnotes": TestBeside.NOTES.format("footnote")})


SAMPLE = sample()


def is_read_or_told(data: bytes) -> None:
    """An article, or a failure of one sentence."""
    try:
        assert parsed(data).title
    except SourceError as error:
        assert str(error).endswith(".")
        assert "\n" not in str(error)


class TestDamage:
    """Whatever has happened to a document, it is read or there is a sentence."""

    @pytest.mark.parametrize("part", [number / 30 for number in range(30)])
    def test_a_document_that_breaks_off(self, part):
        is_read_or_told(SAMPLE[: int(len(SAMPLE) * part)])

    @settings(max_examples=80, deadline=10_000)
    @given(st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 255)), min_size=1, max_size=10))
    def test_bytes_that_changed(self, changes):
        is_read_or_told(with_bytes(SAMPLE, changes))

    @pytest.mark.parametrize("number", range(18))
    def test_a_part_that_is_gone(self, number):
        is_read_or_told(without_entry(SAMPLE, number))

    @settings(max_examples=40, deadline=10_000)
    @given(
        st.sampled_from(["document", "styles", "numbering", "_rels/document.xml.rels", "footnotes"]),
        st.floats(0, 1),
        st.integers(0, 40),
        st.lists(st.sampled_from(SPOILERS), max_size=4).map("".join),
    )
    def test_xml_that_was_spoilt(self, name, place, length, spoiler):
        entry = f"word/{name}" + ("" if name.endswith(".rels") else ".xml")
        with zipfile.ZipFile(io.BytesIO(SAMPLE)) as archive:
            entries = {part: archive.read(part) for part in archive.namelist()}
        at = int(place * len(entries[entry]))
        entries[entry] = entries[entry][:at] + spoiler.encode("utf-8", "replace") + entries[entry][at + length :]
        is_read_or_told(zipped(entries))
