"""Books: which pages are read, what becomes a chapter under which title, and what is left out."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reading.books import (
    METADATA,
    SPOILERS,
    Book,
    nav,
    ncx,
    old_page,
    page,
    prose,
    with_bytes,
    without_entry,
    zipped,
)

from briefcast.errors import SourceError
from briefcast.model import Article, BlockKind
from briefcast.reading.epub import parse_epub


def parsed(book: Book, *, keep_all: bool = False) -> Article:
    return parse_epub(book.file(), name="book.epub", fallback_title="File name", keep_all=keep_all)


def outline(article: Article) -> list[tuple[int, str]]:
    """Levels and texts of all headings."""
    return [(block.level, block.text) for block in article.blocks if block.kind is BlockKind.HEADING]


def reasons(article: Article) -> list[str]:
    return [omission.reason for omission in article.omissions]


def texts(article: Article) -> str:
    return "\n".join(block.text for block in article.blocks)


def failure(book: Book | bytes) -> str:
    data = book if isinstance(book, bytes) else book.bytes()
    with pytest.raises(SourceError) as caught:
        parse_epub(io.BytesIO(data), name="book.epub", fallback_title="File name")
    return str(caught.value)


class TestChapters:
    """What the table of contents makes of the pages."""

    def test_each_page_is_a_chapter_with_the_title_that_the_contents_give(self):
        book = Book(
            {"a.xhtml": page("<h1>I</h1>" + prose()), "b.xhtml": page("<h1>II</h1>" + prose(start=3))},
            nav=nav([("The Quay", "a.xhtml"), ("The Wall", "b.xhtml")]),
        )
        assert outline(parsed(book)) == [(1, "The Quay"), (2, "I"), (1, "The Wall"), (2, "II")]

    def test_a_heading_that_says_what_the_contents_say_is_read_once(self):
        book = Book(
            {
                "a.xhtml": page("<h2>THE QUAY</h2><h3>Morning</h3>" + prose()),
                "b.xhtml": page("<p>The Wall</p>" + prose()),
            },
            nav=nav([("1. The Quay", "a.xhtml"), ("The Wall", "b.xhtml")]),
        )
        assert outline(parsed(book)) == [(1, "1. The Quay"), (2, "Morning"), (1, "The Wall")]
        assert texts(parsed(book)).count("The Wall") == 1

    def test_of_two_headings_that_say_the_same_the_fuller_is_read(self):
        book = Book(
            {"a.xhtml": page("<h1>Chapter 1</h1><h2>The Quay</h2><h3>Morning</h3>" + prose())},
            nav=nav([("The Quay", "a.xhtml")]),
        )
        assert outline(parsed(book)) == [(1, "Chapter 1: The Quay"), (2, "Morning")]

    def test_an_older_book_has_its_titles_from_the_ncx(self):
        book = Book(
            {"a.html": old_page("<h1>The Quay</h1>" + prose()), "b.html": old_page(prose())},
            ncx=ncx([("The Quay", "a.html"), ("The Wall", "b.html")]),
        )
        assert outline(parsed(book)) == [(1, "The Quay"), (1, "The Wall")]

    def test_a_nav_that_leads_nowhere_gives_way_to_the_ncx(self):
        book = Book({"a.xhtml": page(prose())}, nav=nav([("Gone", "gone.xhtml")]), ncx=ncx([("The Quay", "a.xhtml")]))
        assert outline(parsed(book)) == [(1, "The Quay")]

    def test_one_page_can_hold_many_chapters(self):
        body = (
            f'<div><h2 id="c1">The Quay</h2>{prose()}'
            f'<div class="x"><p><a id="c2"></a></p><h2>The Wall</h2>{prose()}</div>'
            f'<h2><a name="c3">The Mill</a></h2>{prose()}</div>'
        )
        lines = [("The Quay", "a.xhtml#c1"), ("The Wall", "a.xhtml#c2"), ("The Mill", "a.xhtml#c3")]
        article = parsed(Book({"a.xhtml": old_page(body)}, ncx=ncx(lines)))
        assert outline(article) == [(1, "The Quay"), (1, "The Wall"), (1, "The Mill")]
        assert [block.kind for block in article.blocks][:3] == [
            BlockKind.HEADING,
            BlockKind.PARAGRAPH,
            BlockKind.PARAGRAPH,
        ]

    def test_words_that_stand_in_no_paragraph_belong_to_the_innermost_line_that_leads_to_their_page(self):
        lines = [("Part One", "a.xhtml", [("The Quay", "a.xhtml"), ("The Wall", "b.xhtml")])]
        book = Book({"a.xhtml": page("Bare words."), "b.xhtml": page(prose())}, nav=nav(lines))
        assert [block.text for block in parsed(book).blocks][:3] == ["Part One – The Quay", "Bare words.", "The Wall"]

    def test_what_stands_above_the_first_anchor_belongs_to_the_chapter_before(self):
        book = Book(
            {
                "a.xhtml": page(prose(1)),
                "b.xhtml": page(f'<p>The end of the quay.</p><h1 id="b">The Wall</h1>{prose(1)}'),
            },
            nav=nav([("The Quay", "a.xhtml"), ("The Wall", "b.xhtml#b")]),
        )
        article = parsed(book)
        heard = [block.text for block in article.blocks]
        assert heard.index("The end of the quay.") < heard.index("The Wall")
        assert outline(article) == [(1, "The Quay"), (1, "The Wall")]

    def test_anchors_that_are_missing_are_found_by_the_words_of_the_heading(self):
        body = f"<h1>The Quay</h1>{prose()}<h1>The Wall</h1>{prose()}"
        lines = [("The Quay", "a.xhtml#x1"), ("The Wall", "a.xhtml#x2"), ("Nowhere", "a.xhtml#x3")]
        assert outline(parsed(Book({"a.xhtml": page(body)}, nav=nav(lines)))) == [(1, "The Quay"), (1, "The Wall")]

    def test_a_page_that_the_contents_leave_out_goes_on_with_the_chapter_before(self):
        book = Book(
            {
                "a1.xhtml": page("<h1>The Quay</h1>" + prose()),
                "a2.xhtml": page("<h1>Evening</h1>" + prose(start=2)),
                "b.xhtml": page(prose()),
            },
            nav=nav([("The Quay", "a1.xhtml"), ("The Wall", "b.xhtml")]),
        )
        article = parsed(book)
        assert outline(article) == [(1, "The Quay"), (2, "Evening"), (1, "The Wall")]
        assert sum(block.kind is BlockKind.PARAGRAPH for block in article.blocks) == 6

    def test_a_book_without_contents_keeps_the_headings_it_has(self):
        book = Book(
            {
                "a.xhtml": page("<h2>The Quay</h2>" + prose() + "<h3>Evening</h3>" + prose()),
                "b.xhtml": page(prose(), title="The Wall"),
                "c.xhtml": page("<h2>The Mill</h2>" + prose()),
            }
        )
        assert outline(parsed(book)) == [(1, "The Quay"), (2, "Evening"), (1, "The Wall"), (1, "The Mill")]

    def test_a_name_that_all_pages_share_is_no_title_of_a_chapter(self):
        book = Book({name: page(prose(), title="The Ledger") for name in ("a.xhtml", "b.xhtml")})
        assert outline(parsed(book)) == []

    def test_a_part_on_a_page_of_its_own_goes_before_its_first_chapter(self):
        book = Book(
            {
                "p1.xhtml": page("<h1>Part One</h1><h2>Water</h2>"),
                "a.xhtml": page("<h1>The Quay</h1>" + prose()),
                "b.xhtml": page("<h1>The Wall</h1>" + prose()),
                "p2.xhtml": page("<h1>Part Two</h1><p>A motto about mills.</p>"),
                "c.xhtml": page("<h1>The Mill</h1>" + prose()),
            },
            nav=nav(
                [
                    ("Part One: Water", "p1.xhtml", [("The Quay", "a.xhtml"), ("The Wall", "b.xhtml")]),
                    ("Part Two", "p2.xhtml", [("The Mill", "c.xhtml")]),
                ]
            ),
        )
        article = parsed(book)
        assert outline(article) == [
            (1, "Part One: Water – The Quay"),
            (1, "The Wall"),
            (1, "Part Two"),
            (1, "The Mill"),
        ]
        assert "A motto about mills." in texts(article)

    def test_a_part_that_leads_nowhere_goes_before_its_first_chapter(self):
        book = Book(
            {"a.xhtml": page(prose()), "b.xhtml": page(prose())},
            nav=nav([("Part One", "", [("The Quay", "a.xhtml"), ("The Wall", "b.xhtml")])]),
        )
        assert outline(parsed(book)) == [(1, "Part One – The Quay"), (1, "The Wall")]

    def test_long_chapters_on_one_page_with_their_part_are_chapters(self):
        body = f'<h1 id="p">Part One</h1><h2 id="a">The Quay</h2>{prose(9)}<h2 id="b">The Wall</h2>{prose(9)}'
        lines = [("Part One", "a.xhtml#p", [("The Quay", "a.xhtml#a"), ("The Wall", "a.xhtml#b")])]
        assert outline(parsed(Book({"a.xhtml": page(body)}, nav=nav(lines)))) == [
            (1, "Part One – The Quay"),
            (1, "The Wall"),
        ]

    def test_short_lines_on_the_page_of_their_chapter_are_its_sections(self):
        body = (
            f'<h1>The Quay</h1>{prose(1)}<p class="head" id="s1">Morning</p>{prose(1)}'
            f'<h2 id="s2">Evening</h2>{prose(1)}'
        )
        lines = [("The Quay", "a.xhtml", [("Morning", "a.xhtml#s1"), ("Evening", "a.xhtml#s2")])]
        article = parsed(Book({"a.xhtml": page(body)}, nav=nav(lines)))
        assert outline(article) == [(1, "The Quay"), (2, "Morning"), (2, "Evening")]
        assert texts(article).count("Morning") == 1

    def test_no_block_has_an_anchor_for_none_leads_anywhere(self):
        body = f'<h1 id="c">The Quay</h1><h2 id="d">Morning</h2>{prose(1)}'
        assert {block.anchor for block in parsed(Book({"a.xhtml": page(body)})).blocks} == {""}


#: A book with all that stands around a text.
FRONT = {
    "cover.xhtml": page('<img src="c.jpg" alt="Cover of the Lamplighter’s Ledger"/>'),
    "title.xhtml": page("<h1>The Lamplighter’s Ledger</h1><p>a novel</p><p>Mira Holt</p><p>Harbour Press</p>"),
    "rights.xhtml": page(
        "<p>Copyright © 2021 Mira Holt</p><p>All rights reserved.</p><p>ISBN 978-0-00-000000-2</p>"
        "<p>First published by Harbour Press.</p>"
    ),
    "list.xhtml": page(
        "<h2>Contents</h2><p><a href='a.xhtml'>1. The Quay</a></p><p><a href='b.xhtml'>2. The Wall</a></p>"
        "<p><a href='c.xhtml'>3. The Mill</a></p>"
    ),
    "for.xhtml": page("<p>For Jan, who knows why</p>"),
    "a.xhtml": page("<h1>The Quay</h1>" + prose(4)),
    "b.xhtml": page("<h1>The Wall</h1>" + prose(4)),
    "c.xhtml": page("<h1>The Mill</h1>" + prose(4)),
    "x1.xhtml": page("<h1>Index</h1>" + "".join(f"<p>lamp, {n}, {n + 7}</p>" for n in range(30))),
    "x2.xhtml": page("".join(f"<p>wall, {n}, {n + 9}</p>" for n in range(30))),
}
LINES = (
    ("The Quay", "a.xhtml"),
    ("The Wall", "b.xhtml"),
    ("The Mill", "c.xhtml"),
    ("Index", "x1.xhtml"),
)


class TestLeftOut:
    """Pages and parts that are no text of the book. Each is on record."""

    def test_cover_title_page_copyright_contents_and_index_go_and_a_dedication_stays(self):
        article = parsed(Book(FRONT, nav=nav(LINES)))
        assert [reason for reason in reasons(article) if not reason.startswith("image")] == [
            "cover page",
            "title page",
            "copyright page",
            "table of contents",
            "index",
            "index",
        ]
        assert outline(article) == [(1, "The Quay"), (1, "The Wall"), (1, "The Mill")]
        assert article.blocks[0].text == "For Jan, who knows why"

    def test_what_is_left_out_is_on_record_in_full(self):
        article = parsed(Book(FRONT, nav=nav(LINES)))
        lost = next(omission.text for omission in article.omissions if omission.reason == "copyright page")
        assert "ISBN 978-0-00-000000-2" in lost
        assert "All rights reserved." in lost

    def test_all_of_it_stays_when_all_is_to_be_kept(self):
        article = parsed(Book(FRONT, nav=nav(LINES)), keep_all=True)
        assert "ISBN 978-0-00-000000-2" in texts(article)
        assert "lamp, 3, 10" in texts(article)
        assert not [reason for reason in reasons(article) if not reason.startswith("image")]

    @pytest.mark.parametrize(
        ("kind", "reason"),
        [
            ("cover", "cover page"),
            ("titlepage", "title page"),
            ("copyright-page", "copyright page"),
            ("toc", "table of contents"),
            ("index", "index"),
            ("loi", "list of illustrations or tables"),
            ("endnotes", "endnote"),
        ],
    )
    def test_a_page_is_what_its_epub_type_says(self, kind, reason):
        book = Book(
            {"x.xhtml": page("<p>Some words here.</p>", body_type=f"frontmatter {kind}"), "a.xhtml": page(prose())}
        )
        assert [(omission.text, omission.reason) for omission in parsed(book).omissions] == [
            ("Some words here.", reason)
        ]

    @pytest.mark.parametrize("kind", ["dedication", "foreword", "preface", "epigraph", "afterword", "bodymatter"])
    def test_dedications_and_forewords_stay(self, kind):
        book = Book({"x.xhtml": page("<p>Some words here.</p>", body_type=kind), "a.xhtml": page(prose())})
        assert not parsed(book).omissions

    def test_a_part_of_a_page_is_what_its_epub_type_says(self):
        body = f"<section epub:type='copyright-page'><p>Some words.</p></section>{prose()}"
        article = parsed(Book({"a.xhtml": page(body)}))
        assert reasons(article) == ["copyright page"]
        assert "Some words" not in texts(article)

    def test_the_guide_of_an_older_book_is_believed(self):
        book = Book(
            {"x.html": old_page("<p>Words on a page.</p>"), "a.html": old_page(prose())}, guide={"cover": "x.html"}
        )
        assert reasons(parsed(book)) == ["cover page"]

    def test_a_guide_that_calls_the_whole_book_its_contents_is_not_believed(self):
        book = Book({"a.html": old_page(prose(140, 40))}, guide={"toc": "a.html", "cover": "a.html"})
        assert not parsed(book).omissions

    def test_the_landmarks_of_a_newer_book_are_believed(self):
        book = Book(
            {"x.xhtml": page("<p>Words on a page.</p>"), "a.xhtml": page(prose())},
            nav=nav([("The Quay", "a.xhtml")], landmarks={"titlepage": "x.xhtml", "bodymatter": "a.xhtml"}),
        )
        assert reasons(parsed(book)) == ["title page"]

    def test_the_nav_in_the_spine_is_not_read_out(self):
        contents = nav([("The Quay", "a.xhtml")])
        article = parsed(Book({"nav.xhtml": contents, "a.xhtml": page(prose())}, nav=contents))
        assert outline(article) == [(1, "The Quay")]
        assert set(reasons(article)) == {"table of contents"}

    def test_pages_outside_the_reading_order_go(self):
        book = Book({"a.xhtml": page(prose()), "x.xhtml": page("<p>An answer.</p>")}, outside=["x.xhtml"])
        assert [(o.text, o.reason) for o in parsed(book).omissions] == [("An answer.", "outside the reading order")]

    def test_pages_that_are_missing_or_pictures_are_on_record(self):
        book = Book({"a.xhtml": page(prose()), "p.svg": "<svg/>", "gone.xhtml": page(prose())})
        data = zipped({name: content for name, content in book.entries().items() if "gone" not in name})
        article = parse_epub(io.BytesIO(data), name="b", fallback_title="b")
        assert [(o.text, o.reason) for o in article.omissions] == [
            ("OEBPS/p.svg", "page that is not text"),
            ("OEBPS/gone.xhtml", "page that the book lacks"),
        ]

    def test_the_words_of_project_gutenberg_around_a_book_go(self):
        body = f'<section class="pg-boilerplate pgheader"><p>The ebook of a thing.</p></section>{prose()}'
        assert reasons(parsed(Book({"a.xhtml": page(body)}))) == ["Project Gutenberg's own words"]

    def test_a_line_of_furniture_goes(self):
        article = parsed(Book({"a.xhtml": page(prose() + "<p>Follow us on Facebook.</p>")}))
        assert reasons(article) == ["follow line"]

    @pytest.mark.parametrize(
        "body",
        [
            "<h1>Index</h1>" + prose(3),
            "<h1>Contents</h1>" + prose(3),
            "<h1>Copyright</h1>" + prose(3),
            "<h1>The Cover</h1>" + prose(3),
            "<p>© is a sign that she had never seen, and the ISBN on the back was smudged.</p>" + prose(3),
        ],
    )
    def test_a_chapter_is_not_taken_for_a_page_about_the_book(self, body):
        lines = [("Index", "a.xhtml"), ("Two", "b.xhtml"), ("Three", "c.xhtml")]
        book = Book({"a.xhtml": page(body), "b.xhtml": page(prose()), "c.xhtml": page(prose())}, nav=nav(lines))
        assert not parsed(book).omissions


class TestNotes:
    """Notes and their marks are not read."""

    def test_notes_that_say_so_go_with_their_marks(self):
        body = (
            '<p>The lamp<a epub:type="noteref" href="#n1">1</a> was out.</p>'
            '<aside epub:type="footnote" id="n1"><p>It was oil.</p></aside>'
        )
        article = parsed(Book({"a.xhtml": page(body + prose())}))
        assert article.blocks[0].text == "The lamp was out."
        assert [(o.text, o.reason) for o in article.omissions] == [("It was oil.", "footnote"), ("1", "footnote marks")]

    def test_notes_that_do_not_say_so_are_known_by_the_links_there_and_back(self):
        first = page(
            '<p>The lamp<sup><a id="r1" href="n.xhtml#n1">1</a></sup> was out.<a id="r2" href="n.xhtml#n2">*</a></p>'
        )
        notes = page(
            '<h1>Notes</h1><p id="n1"><a href="a.xhtml#r1">1</a> It was oil.</p><ol><li id="n2"><p>So they say. '
            '<a href="a.xhtml#r2">↩</a></p></li></ol>'
        )
        lines = [("The Quay", "a.xhtml"), ("Notes", "n.xhtml")]
        article = parsed(Book({"a.xhtml": first, "n.xhtml": notes}, nav=nav(lines)))
        assert [block.text for block in article.blocks] == ["The Quay", "The lamp was out."]
        assert [(o.text, o.reason) for o in article.omissions] == [
            ("1 *", "footnote marks"),
            ("1 It was oil.", "footnote"),
            ("So they say. ↩", "footnote"),
            ("Notes", "footnote"),
        ]

    def test_a_chapter_whose_heading_leads_back_to_the_contents_is_no_note(self):
        contents = page('<p><a id="t1" href="a.xhtml#c1">1</a></p><p><a id="t2" href="a.xhtml#c2">2</a></p>')
        chapters = page(
            f'<div id="c1"><h2><a href="t.xhtml#t1">1</a></h2>{prose()}</div>'
            f'<p id="c2"><a href="t.xhtml#t2">2</a></p>{prose()}'
        )
        article = parsed(Book({"t.xhtml": contents, "a.xhtml": chapters}))
        assert sum(len(block.text) > 100 for block in article.blocks) == 4

    def test_page_numbers_of_the_printed_book_go(self):
        body = '<p>The lamp <span epub:type="pagebreak" id="p12">12</span>was out.</p>'
        article = parsed(Book({"a.xhtml": page(body + prose())}))
        assert article.blocks[0].text == "The lamp was out."
        assert [(o.text, o.reason) for o in article.omissions] == [("12", "page number")]


class TestMarkup:
    """The mark-up of pages."""

    def test_named_entities_of_html_come_out_as_characters(self):
        body = "<p>Anna&nbsp;Lindt &mdash; a caf&eacute; &amp; a quay&hellip;</p>"
        assert parsed(Book({"a.xhtml": page(body)})).blocks[0].text == "Anna Lindt — a café & a quay…"

    def test_broken_xhtml_is_read_as_html(self):
        body = "<p>The lamp<br>was <b>out & cold.</p><p>So was <i>she</b>.</p>"
        article = parsed(Book({"a.xhtml": page(body)}))
        assert [block.text for block in article.blocks] == ["The lamp was out & cold.", "So was she."]

    def test_an_empty_title_does_not_swallow_the_page(self):
        markup = page(prose()).replace("<title></title>", '<title/><script src="x.js"/>')
        assert len(parsed(Book({"a.xhtml": markup})).blocks) == 2

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
    def test_a_page_may_be_in_another_encoding(self, encoding):
        markup = page("<p>The café was shut.</p>").replace("utf-8", encoding).encode(encoding)
        assert parsed(Book({"a.xhtml": markup})).blocks[0].text == "The café was shut."

    def test_entities_that_a_page_declares_do_not_grow(self):
        laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
        markup = page("<p>Ha &l11; ha.</p>").replace("<!DOCTYPE html>", f'<!DOCTYPE html [<!ENTITY l0 "ha">{laughs}]>')
        assert len(texts(parsed(Book({"a.xhtml": markup + ""})))) < 100

    def test_lists_quotations_and_tables_are_what_they_are(self):
        body = (
            "<ol><li>one</li><li>two</li></ol><blockquote><p>Said so.</p></blockquote>"
            "<table><tr><th>Year</th><th>Lamps</th></tr><tr><td>1900</td><td>12</td></tr></table>"
        )
        article = parsed(Book({"a.xhtml": page(body)}))
        assert [(block.kind, block.text) for block in article.blocks] == [
            (BlockKind.LIST_ITEM, "1. one"),
            (BlockKind.LIST_ITEM, "2. two"),
            (BlockKind.QUOTE, "Said so."),
            (BlockKind.TABLE, "Year, Lamps"),
        ]


class TestMetadata:
    """What the book says of itself."""

    def metadata(self, xml: str) -> Article:
        return parsed(Book({"a.xhtml": page(prose())}, metadata=xml))

    def test_title_author_language(self):
        article = self.metadata(METADATA)
        assert (article.title, article.byline, article.language) == (
            "The Lamplighter’s Ledger",
            "By Mira Holt",
            "en-gb",
        )

    def test_titles_and_roles_of_a_newer_book(self):
        article = self.metadata(
            '<dc:title id="s">A Harbour Story</dc:title><meta refines="#s" property="title-type">subtitle</meta>'
            '<dc:title id="t">The Ledger</dc:title><meta refines="#t" property="title-type">main</meta>'
            '<dc:creator id="a">Mira Holt</dc:creator><meta refines="#a" property="role">aut</meta>'
            '<dc:creator id="b">Jan Vos</dc:creator><meta refines="#b" property="role">ill</meta>'
            "<dc:creator>Ada Moss</dc:creator><dc:creator>Ben Ode</dc:creator>"
            "<dc:date>2021-05-03T00:00:00Z</dc:date><dc:publisher>Harbour Press</dc:publisher>"
        )
        assert (article.title, article.dek) == ("The Ledger", "A Harbour Story")
        assert article.byline == "By Mira Holt, Ada Moss and Ben Ode"
        assert (article.dateline, article.published) == ("2021-05-03", date(2021, 5, 3))
        assert article.site == "Harbour Press"

    def test_roles_and_dates_of_an_older_book(self):
        article = self.metadata(
            '<dc:title>The Ledger</dc:title><dc:creator opf:role="edt">Jan Vos</dc:creator>'
            '<dc:creator opf:role="aut">Mira Holt</dc:creator><dc:date opf:event="modification">2022-01-01</dc:date>'
            '<dc:date opf:event="publication">1998</dc:date><dc:language>en_US</dc:language>'
        )
        assert article.byline == "By Mira Holt"
        assert (article.dateline, article.published, article.language) == ("1998", None, "en-us")

    def test_what_programs_write_for_unknown_is_unknown(self):
        article = self.metadata(
            "<dc:title> </dc:title><dc:creator>Unknown</dc:creator><dc:date>0101-01-01T00:00:00+00:00</dc:date>"
            "<dc:language>und</dc:language>"
        )
        assert (article.title, article.byline, article.dateline, article.language) == ("File name", "", "", "en")


class TestRefused:
    """What cannot be read gets a sentence that says why."""

    def encryption(self, algorithm: str, target: str) -> str:
        return (
            '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"'
            ' xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
            f'<enc:EncryptionMethod Algorithm="{algorithm}"/><enc:CipherData>'
            f'<enc:CipherReference URI="{target}"/></enc:CipherData></enc:EncryptedData></encryption>'
        )

    @pytest.mark.parametrize(
        ("others", "kind"),
        [
            ({"META-INF/rights.xml": '<rights xmlns="http://ns.adobe.com/adept"/>'}, "Adobe ADEPT"),
            ({"META-INF/sinf.xml": "<sinf/>"}, "Apple FairPlay"),
            ({"META-INF/license.lcpl": "{}"}, "Readium LCP"),
            ({}, "of a kind it does not name"),
        ],
    )
    def test_a_book_with_drm_is_told_by_its_kind(self, others, kind):
        cipher = self.encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OEBPS/a.xhtml")
        book = Book({"a.xhtml": bytes(range(256)) * 4}, others={"META-INF/encryption.xml": cipher, **others})
        assert failure(book).startswith(f"book.epub is protected by DRM ({kind}): Briefcast cannot open it;")

    def test_garbled_text_beside_a_licence_is_drm_even_without_a_list(self):
        book = Book({"a.xhtml": bytes(range(128, 256)) * 8}, others={"META-INF/sinf.xml": "<sinf/>"})
        assert "Apple FairPlay" in failure(book)

    @pytest.mark.parametrize("algorithm", ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"])
    def test_garbled_fonts_are_no_hindrance(self, algorithm):
        others = {
            "META-INF/encryption.xml": self.encryption(algorithm, "OEBPS/font.otf"),
            "META-INF/rights.xml": "<r/>",
        }
        assert parsed(Book({"a.xhtml": page(prose())}, others=others)).blocks

    def test_a_book_of_pictures_is_told_as_such(self):
        fixed = METADATA + '<meta property="rendition:layout">pre-paginated</meta>'
        pages = {"a.xhtml": page('<img src="1.jpg"/>')}
        assert "fixed pages" in failure(Book(pages, metadata=fixed))
        assert "no text" in failure(Book(pages))

    def test_an_archive_that_is_no_book_is_told_as_such(self):
        assert "not an EPUB book" in failure(zipped({"a.txt": "words"}))

    def test_a_book_without_pages_is_told_as_such(self):
        assert "has no pages" in failure(Book({}))

    def test_a_bomb_is_refused(self):
        assert "ZIP bomb" in failure(Book({"a.xhtml": page("<p>" + "a" * 15_000_000 + "</p>")}))

    def test_tags_without_end_are_refused(self):
        book = Book({f"{number}.xhtml": page("<p><i></i>a</p>" * 6_500) for number in range(10)})
        assert "far more mark-up" in failure(book)

    def test_a_tag_with_a_thousand_attributes_is_refused(self):
        attributes = " ".join(f'a{number}=""' for number in range(1001))
        assert "far more mark-up" in failure(Book({"a.xhtml": page(f"<p {attributes}>words</p>")}))


SAMPLE = Book(
    {
        "cover.xhtml": page('<img src="c.jpg" alt="Cover of a book"/>'),
        "a.xhtml": page("<h1>The Quay</h1>" + prose(1) + '<p>Note<sup><a id="r" href="#n">1</a></sup></p>'),
        "b.xhtml": page('<h1 id="b">The Wall</h1><p id="n"><a href="#r">1</a> a note</p>' + prose(1)),
    },
    nav=nav([("Part", "", [("The Quay", "a.xhtml"), ("The Wall", "b.xhtml#b")])]),
    ncx=ncx([("The Quay", "a.xhtml")]),
).bytes()


def is_read_or_told(data: bytes) -> None:
    """An article, or a failure of one sentence."""
    try:
        assert parse_epub(io.BytesIO(data), name="b", fallback_title="b").title
    except SourceError as error:
        assert str(error).endswith(".")
        assert "\n" not in str(error)


class TestDamage:
    """Whatever has happened to a book, it is read or there is a sentence."""

    @pytest.mark.parametrize("part", [n / 40 for n in range(40)])
    def test_a_book_that_breaks_off(self, part):
        is_read_or_told(SAMPLE[: int(len(SAMPLE) * part)])

    @settings(max_examples=150, deadline=10_000)
    @given(st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 255)), min_size=1, max_size=10))
    def test_bytes_that_changed(self, changes):
        is_read_or_told(with_bytes(SAMPLE, changes))

    @pytest.mark.parametrize("number", range(9))
    def test_a_file_that_is_gone(self, number):
        is_read_or_told(without_entry(SAMPLE, number))

    @settings(max_examples=150, deadline=10_000)
    @given(
        st.sampled_from(["a.xhtml", "nav.xhtml", "toc.ncx", "book.opf"]),
        st.floats(0, 1),
        st.integers(0, 40),
        st.lists(st.sampled_from(SPOILERS), max_size=4).map("".join),
    )
    def test_mark_up_that_was_spoilt(self, name, place, length, spoiler):
        book = Book(
            {"a.xhtml": page("<h1>A</h1>" + prose(1))}, nav=nav([("A", "a.xhtml")]), ncx=ncx([("A", "a.xhtml")])
        )
        entries = book.entries()
        content = str(entries[f"OEBPS/{name}"])
        at = int(place * len(content))
        entries[f"OEBPS/{name}"] = (content[:at] + spoiler + content[at + length :]).encode("utf-8", "replace")
        is_read_or_told(zipped(entries))


MEASURE = """
import io, resource, sys, time
from briefcast.reading.epub import parse_epub
from tests.reading.books import Book, nav, page, prose
parse_epub(Book({"a.xhtml": page(prose())}).file(), name="b", fallback_title="b")
pages = {f"c{n}.xhtml": page(f"<h1>Chapter {n}</h1>" + prose(6, 90, n)) for n in range(1000)}
book = Book(pages, nav=nav([(f"Chapter {n}", f"c{n}.xhtml") for n in range(1000)])).file()
before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
article = parse_epub(book, name="b", fallback_title="b")
print(len(article.blocks), time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="measures memory as Linux counts it")
def test_a_book_of_a_thousand_pages_takes_little_time_and_memory():
    """3 MB of text take 1.4 s of one core and 6 MB, for one page is held at a time."""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", MEASURE], check=True, capture_output=True, text=True, cwd=root, timeout=60
    )
    blocks, seconds, kilobytes = map(float, done.stdout.split())
    assert blocks == 7000
    assert seconds < 10
    assert kilobytes < 40_000
