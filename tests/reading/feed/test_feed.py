"""Feeds: every format in whatever state it comes, which entries carry their whole text, and nothing that a
document type declares."""

from __future__ import annotations

import io
import json
import time
from datetime import date, timedelta

import feedparser
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.conftest import SEEDS

from briefcast.errors import SourceError
from briefcast.model import BlockKind, Omission
from briefcast.reading.feed import Feed, article_from, looks_like_feed, parse_feed

SEED = (SEEDS / "feed.xml").read_bytes()
LONG = "The tide came in at four and took the chairs with it. " * 20
CONTENT = "http://purl.org/rss/1.0/modules/content/"
RSS2 = f'<rss version="2.0" xmlns:content="{CONTENT}" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>{{}}</channel></rss>'


def rss(items: str, head: str = "<title>The Harbour Wire</title>") -> bytes:
    return RSS2.format(head + items).encode()


def item(**parts: str) -> str:
    tags = {"content": "content:encoded", "creator": "dc:creator", "date": "pubDate"}
    inner = "".join(f"<{tags.get(name, name)}>{text}</{tags.get(name, name)}>" for name, text in parts.items())
    return f"<item>{inner}</item>"


def parse(data: bytes | str, **options) -> Feed:
    data = data.encode() if isinstance(data, str) else data
    return parse_feed(data, name="feed.xml", base="https://harbour.example/feed.xml", **options)


def first(data: bytes | str, **options):
    return parse(data, **options).entries[0]


def title(text: str) -> str:
    return first(rss(item(title=text, link="https://harbour.example/1"))).title


def article(data: bytes | str, *, keep_all: bool = False):
    feed = parse(data)
    return article_from(feed.entries[0], feed, keep_all=keep_all)


ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de-AT">
  <title>Hafenblatt</title>
  <link rel="self" href="https://harbour.example/atom.xml"/>
  <link href="https://harbour.example/"/>
  <author><name>Ida Brandt</name></author>
  <entry>
    <title type="html">Ebbe &amp;amp; Flut</title>
    <link rel="alternate" type="text/html" href="/ebbe"/>
    <link rel="replies" href="/ebbe/comments"/>
    <id>tag:harbour.example,2026:1</id>
    <published>2026-03-01T23:30:00-05:00</published>
    <updated>2026-03-05T00:00:00Z</updated>
    <summary>Was das Wasser nimmt.</summary>
    <content type="html">&lt;p&gt;Um vier kam das Wasser.&lt;/p&gt;
      &lt;p&gt;&lt;a href="foto"&gt;Es&lt;/a&gt; nahm die St&#252;hle mit.&lt;/p&gt;</content>
  </entry>
  <entry>
    <title>An English note</title>
    <link href="https://harbour.example/note"/>
    <id>tag:harbour.example,2026:2</id>
    <updated>2026-03-03T10:00:00Z</updated>
    <author><name>Tomas Reyle</name></author><author><name>Pia Sundqvist</name></author>
    <content type="xhtml" xml:lang="en" xml:base="https://harbour.example/notes/">
      <x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:p>The <x:em>chairs</x:em> came back.</x:p>
      <x:p><x:img src="chair.jpg" alt="A chair"/></x:p></x:div></content>
  </entry>
</feed>"""

RSS1 = f"""<?xml version="1.0"?>
<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
         xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="{CONTENT}">
  <channel rdf:about="https://harbour.example/rss1">
    <title>The Harbour Wire</title><link>https://harbour.example/</link><dc:language>en</dc:language>
    <items><rdf:Seq><rdf:li resource="https://harbour.example/a"/></rdf:Seq></items>
  </channel>
  <item rdf:about="https://harbour.example/a">
    <title>The chairs are gone</title><link>https://harbour.example/a</link>
    <dc:creator>Ida Brandt</dc:creator><dc:date>2026-03-01</dc:date>
    <content:encoded><![CDATA[<p>The tide took the chairs.</p>]]></content:encoded>
  </item>
</rdf:RDF>"""

JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "The Harbour Wire",
    "home_page_url": "https://harbour.example/",
    "language": "en-GB",
    "authors": [{"name": "Ida Brandt"}],
    "items": [
        {
            "id": "1",
            "url": "https://harbour.example/1",
            "title": "Old",
            "content_text": "It rained.\n\nThen <it> stopped.",
        },
        {
            "id": "https://harbour.example/2",
            "content_html": "<p>The tide took the chairs, and nobody said a word about it.</p>",
            "summary": "Chairs, again.",
            "date_published": "2026-03-02T08:00:00+01:00",
            "authors": [{"name": "Tomas Reyle"}],
            "language": "sv",
            "image": "https://harbour.example/chair.jpg",
        },
        {"id": "3", "url": "https://harbour.example/3", "title": "Only a teaser", "summary": "There is more."},
    ],
}


#: Whatever JSON can hold, under names that mean something in a feed.
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(sorted({*JSON, *JSON["items"][1]})), inner, max_size=3)
    ),
    max_leaves=5,
)


class TestFormats:
    def test_the_sample_feed_gives_three_whole_articles(self):
        feed = parse(SEED)
        articles = [article_from(entry, feed) for entry in feed.entries]
        assert (feed.title, feed.link, feed.language) == ("The Harbour Wire", "https://harbourwire.example/", "en-gb")
        assert [(one.title, one.byline, one.published) for one in articles] == [
            ("The lighthouse that learned to count & tell", "By Maren Holt", date(2026, 3, 6)),
            ("Ferry to the outer islands will run on Sundays again", "By Tomas Reyle and Maren Holt", date(2026, 3, 4)),
            ("Why the fish market moved its bell", "By Pia Sundqvist", date(2026, 2, 28)),
        ]
        for one in articles:
            assert (one.site, one.language, one.dateline) == ("The Harbour Wire", "en-gb", "")
            assert 150 <= sum(len(block.text.split()) for block in one.blocks) <= 300
            kinds = {block.kind for block in one.blocks}
            assert {BlockKind.HEADING, BlockKind.PARAGRAPH} <= kinds
            assert {BlockKind.LIST_ITEM, BlockKind.IMAGE} & kinds

    def test_atom_with_html_and_xhtml_content(self):
        feed = parse(ATOM)
        note, tide = feed.entries
        assert (feed.title, feed.link, feed.language) == ("Hafenblatt", "https://harbour.example/", "de-at")
        assert (tide.title, tide.link, tide.byline) == ("Ebbe & Flut", "https://harbour.example/ebbe", "By Ida Brandt")
        assert (tide.summary, tide.language) == ("Was das Wasser nimmt.", "de-at")
        assert (note.byline, note.language) == ("By Tomas Reyle and Pia Sundqvist", "en")
        german, english = article_from(tide, feed), article_from(note, feed)
        assert [block.text for block in german.blocks] == ["Um vier kam das Wasser.", "Es nahm die Stühle mit."]
        assert (german.dek, german.site) == ("Was das Wasser nimmt.", "Hafenblatt")
        assert english.blocks[0].text == "The chairs came back."
        assert english.image == "https://harbour.example/notes/chair.jpg"

    def test_rss_1(self):
        feed = parse(RSS1)
        entry = feed.entries[0]
        assert (feed.title, feed.link, feed.language) == ("The Harbour Wire", "https://harbour.example/", "en")
        assert (entry.title, entry.link) == ("The chairs are gone", "https://harbour.example/a")
        assert (entry.byline, entry.published) == ("By Ida Brandt", date(2026, 3, 1))
        assert article_from(entry, feed).blocks[0].text == "The tide took the chairs."

    def test_json_feed(self):
        feed = parse(json.dumps(JSON))
        tide, old, teaser = feed.entries
        assert (feed.title, feed.link, feed.language) == ("The Harbour Wire", "https://harbour.example/", "en-gb")
        assert (tide.title, tide.link) == ("The tide took the chairs, and nobody said…", "https://harbour.example/2")
        assert (tide.byline, tide.language, tide.published) == ("By Tomas Reyle", "sv", date(2026, 3, 2))
        assert (article_from(tide, feed).dek, article_from(tide, feed).image) == (
            "Chairs, again.",
            JSON["items"][1]["image"],
        )
        assert [block.text for block in article_from(old, feed).blocks] == ["It rained.", "Then <it> stopped."]
        assert old.byline == "By Ida Brandt"
        assert (teaser.summary, article_from(teaser, feed)) == ("There is more.", None)

    @pytest.mark.parametrize("name", ["seed", "atom", "rss 1"])
    def test_feedparser_finds_the_same(self, name):
        data = {"seed": SEED, "atom": ATOM.encode(), "rss 1": RSS1.encode()}[name]
        ours = sorted(parse(data).entries, key=lambda entry: entry.link)
        headers = {"content-location": "https://harbour.example/feed.xml", "content-type": "application/xml"}
        theirs = sorted(
            feedparser.parse(io.BytesIO(data), response_headers=headers).entries, key=lambda entry: entry.link
        )
        for entry, other in zip(ours, theirs, strict=True):
            assert entry.link == other.link
            assert entry.title == other.title.replace("&amp;", "&")
            in_utc = date(*(other.get("published_parsed") or other.get("updated_parsed"))[:3])
            assert abs(in_utc - entry.published) <= timedelta(days=1)
            assert len(entry.markup) == pytest.approx(len(other.content[0].value), rel=0.25)

    @pytest.mark.parametrize(
        "data",
        [
            b"", b"hello", b"<html><body>hi</body></html>", b"\x89PNG\r\n", b"{}", b'{"items": []}', b"{", b"[1]",
            b"<feeds/>", b"<?xml version='1.0'?>", b"<!DOCTYPE rss [", b'{"version": 1}', b"{" * 100_000,
            b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000,
        ],
    )  # fmt: skip
    def test_what_is_no_feed_is_refused_with_one_sentence(self, data):
        with pytest.raises(SourceError, match=r"^feed\.xml .+\.$"):
            parse(data)

    def test_an_empty_feed_is_a_feed_without_entries(self):
        assert parse("<rss><channel><title>Quiet</title></channel></rss>") == Feed(title="Quiet")


class TestOrder:
    def test_newest_first_whatever_the_order_of_the_feed_and_its_offsets(self):
        dates = {
            "noon": "Mon, 02 Mar 2026 12:00:00 +0000",
            "before": "2026-03-02T12:30:00+01:00",
            "after": "Mon, 2 Mar 26 07:30 EST",
            "undated": "",
            "older": "1 March 2026",
            "nonsense": "soon",
        }
        items = "".join(
            item(title=name, link=f"https://harbour.example/{name}", date=when) for name, when in dates.items()
        )
        feed = parse(rss(items))
        assert [entry.title for entry in feed.entries] == ["after", "noon", "before", "older", "undated", "nonsense"]

    def test_the_day_is_the_one_that_was_written(self):
        late = item(title="a", link="https://harbour.example/1", date="Mon, 19 Jun 2023 23:30:00 -0700")
        assert first(rss(late)).published == date(2023, 6, 19)

    @pytest.mark.parametrize(
        "written",
        ["Mon, 19 Jun 2023 10:00:00 GMT", "19 Jun 2023 10:00 Z", "2023-06-19", "2023-06-19T10:00:00.123456789Z",
         "2023-06-19 10:00:00 +0200", "June 19, 2023", "Monday, 19 June 2023 10:00"],
    )  # fmt: skip
    def test_dates_in_many_forms(self, written):
        assert first(rss(item(title="a", link="https://harbour.example/1", date=written))).published == date(
            2023, 6, 19
        )

    @pytest.mark.parametrize(
        "written", ["", "yesterday", "0001-01-01T00:00:00Z", "99999-01-01", "2023-13-45", "1" * 9999]
    )
    def test_a_date_that_is_none_is_none(self, written):
        assert first(rss(item(title="a", link="https://harbour.example/1", date=written))).published is None


class TestTitles:
    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("Tea &amp; sympathy", "Tea & sympathy"),
            ("Tea &amp;amp; sympathy", "Tea & sympathy"),
            ("Tea &amp;amp;amp; sympathy", "Tea & sympathy"),
            ("Caf&amp;eacute; and &amp;#8220;bar&amp;#8221;", "Café and “bar”"),
            ("The &lt;em&gt;Meridian&lt;/em&gt; sails", "The Meridian sails"),
            ("The &amp;lt;em&amp;gt;Meridian&amp;lt;/em&amp;gt; sails", "The Meridian sails"),
            ("<![CDATA[A <b>bold <i>new</i></b> pier<br/>opens]]>", "A bold new pier opens"),
            ("A <b>bold</b> pier", "A bold pier"),
            ("How to use the &lt;div&gt; tag", "How to use the <div> tag"),
            ("When 3 &lt; 4 &amp; 5 &gt; 4", "When 3 < 4 & 5 > 4"),
            ("  Two\n   lines\u00ad ", "Two lines"),
            ("AT&amp;T buys R&amp;D", "AT&T buys R&D"),
        ],
    )
    def test_html_and_entities_in_titles(self, written, read):
        assert title(written) == read

    def test_a_missing_title_is_the_first_words_of_the_text(self):
        assert first(rss(item(content="&lt;p&gt;One two three.&lt;/p&gt;"))).title == "One two three."
        assert first(rss(item(content=LONG))).title == "The tide came in at four and took…"

    def test_a_missing_title_and_text_leave_it_untitled(self):
        assert first(rss(item(link="https://harbour.example/1"))).title == "Untitled"

    def test_a_heading_that_says_the_title_again_is_not_read_twice(self):
        text = "&lt;h1&gt;The pier&lt;/h1&gt;&lt;p&gt;It opens.&lt;/p&gt;"
        assert [block.text for block in article(rss(item(title="The Pier", content=text))).blocks] == ["It opens."]


class TestLinks:
    def test_an_identifier_that_is_a_permanent_link_stands_in_for_a_missing_link(self):
        assert first(rss(item(guid="https://harbour.example/7", title="a"))).link == "https://harbour.example/7"

    def test_an_identifier_that_is_none_does_not(self):
        items = '<item><guid isPermaLink="false">https://harbour.example/7</guid><description>Hi.</description></item>'
        assert first(rss(items)).link == ""
        assert first(rss(item(guid="harbour-7", description="Hi."))).link == ""

    def test_relative_links_and_pictures_are_made_absolute(self):
        text = "&lt;p&gt;Hi&lt;/p&gt;&lt;img src='a.jpg' alt='a'&gt;"
        one = article(rss(item(title="a", link="/2026/pier/", content=text)))
        assert (one.link, one.image) == (
            "https://harbour.example/2026/pier/",
            "https://harbour.example/2026/pier/a.jpg",
        )

    @pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "http://[", "ftp://e.org/a", "#"])
    def test_only_web_addresses_are_links(self, link):
        one = parse_feed(rss(item(title="a", link=link, description="Hi.")), name="feed.xml").entries[0]
        assert one.link == ""

    def test_entries_with_nothing_to_read_and_nowhere_to_go_are_left_out(self):
        assert parse(rss(item(title="Only a title") + "<item/>")).entries == ()

    def test_a_picture_named_beside_the_text_is_the_lead_image(self):
        media = '<media:thumbnail xmlns:media="http://search.yahoo.com/mrss/" url="https://harbour.example/t.jpg"/>'
        enclosure = '<enclosure url="https://harbour.example/e.jpg" type="image/jpeg" length="1"/>'
        sound = '<enclosure url="https://harbour.example/e.mp3" type="audio/mpeg" length="1"/>'
        for parts, image in ((media, "t.jpg"), (enclosure, "e.jpg"), (sound, "")):
            one = first(rss(f"<item><link>https://harbour.example/1</link>{parts}</item>"))
            assert one.image == (f"https://harbour.example/{image}" if image else "")


class TestBylines:
    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("Ida Brandt", "By Ida Brandt"),
            ("by Ida Brandt", "by Ida Brandt"),
            ("ida@harbour.example (Ida Brandt)", "By Ida Brandt"),
            ("Ida Brandt &lt;ida@harbour.example&gt;", "By Ida Brandt"),
            ("ida@harbour.example", ""),
            ("admin", ""),
            ("The Harbour Wire", ""),
            ("", ""),
        ],
    )
    def test_names_without_addresses(self, written, read):
        assert first(rss(item(link="https://harbour.example/1", author=written))).byline == read

    def test_three_authors(self):
        three = "<dc:creator>A. One</dc:creator><dc:creator>B. Two</dc:creator><dc:creator>C. Three</dc:creator>"
        assert (
            first(rss(f"<item><link>https://e.example/</link>{three}</item>")).byline
            == "By A. One, B. Two and C. Three"
        )


class TestWhetherTheTextIsWhole:
    """``article_from`` gives None where the page must be fetched."""

    @staticmethod
    def of_description(text: str, **parts: str):
        parts = {"title": "The tide", "link": "https://harbour.example/1", **parts}
        return article(rss(item(description=f"<![CDATA[{text}]]>", **parts)))

    def test_a_short_description_is_a_teaser(self):
        assert self.of_description("The tide came in at four. It took the chairs.") is None

    def test_a_long_one_that_ends_like_a_text_is_the_text(self):
        assert self.of_description(f"<p>{LONG}</p>").blocks[0].text == LONG.strip()

    def test_so_is_one_in_paragraphs(self):
        text = "".join(f"<p>{LONG[:216]}</p>" for _ in range(3))
        assert len(self.of_description(text).blocks) == 3

    @pytest.mark.parametrize(
        "end",
        ["…", "...", " [&#8230;]", " [...]", " and then", "<a href='/1'>Read more</a>",
         "<p>Continue reading “The tide” →</p>", "<a href='/1'>Weiterlesen »</a>", "<p>Lire la suite</p>"],
    )  # fmt: skip
    def test_but_not_one_that_breaks_off(self, end):
        assert self.of_description(f"<p>{LONG.strip().removesuffix('.')}{end}</p>") is None

    def test_the_line_that_wordpress_adds_is_not_the_end_of_the_text(self):
        footer = '<p>The post <a href="/1">The tide</a> appeared first on <a href="/">The Harbour Wire</a>.</p>'
        assert self.of_description(f"<p>{LONG}[&#8230;]</p>\n{footer}") is None
        assert self.of_description(f"<p>The tide came in at four.</p>\n{footer}") is None
        assert self.of_description(f"<p>{LONG}</p>\n{footer}").omissions == (
            Omission("The post The tide appeared first on The Harbour Wire.", "feed footer"),
        )

    def test_a_note_without_a_title_is_whole_at_any_length(self):
        assert self.of_description("The tide took my chair.", title="").blocks[0].text == "The tide took my chair."

    def test_without_a_page_there_is_no_more_to_be_had(self):
        assert self.of_description("The tide took my chair...", link="").blocks[0].text == "The tide took my chair..."

    def test_an_atom_summary_is_never_the_text(self):
        atom = ATOM.replace("content", "summary").replace(' type="xhtml"', "")
        assert all(article_from(entry, parse(atom)) is None for entry in parse(atom).entries)

    def test_content_is_the_text_also_if_it_is_short(self):
        assert article(rss(item(title="a", link="https://harbour.example/1", content="Closed today."))) is not None

    def test_content_that_says_that_there_is_more_is_a_teaser(self):
        short = "<![CDATA[<p>The tide came in at four.</p><p><a href='/1'>Continue reading</a></p>]]>"
        assert article(rss(item(title="a", link="https://harbour.example/1", content=short))) is None

    def test_a_full_article_that_ends_with_a_link_to_another_is_whole(self):
        full = f"<![CDATA[<p>{LONG}</p><p>{LONG}</p><p>Read more: <a href='/2'>When the chairs came back</a></p>]]>"
        assert article(rss(item(title="a", link="https://harbour.example/1", content=full))) is not None

    def test_content_without_a_word_is_no_text(self):
        assert article(rss(item(title="a", link="https://harbour.example/1", content="&lt;p&gt; &lt;/p&gt;"))) is None

    def test_content_elsewhere_is_no_text(self):
        atom = ATOM.replace('<content type="html">', '<content type="html" src="/ebbe.html">')
        feed = parse(atom)
        assert article_from(feed.entries[1], feed) is None


class TestWhatIsLeftOut:
    def test_the_footer_is_on_record_in_seven_languages(self):
        footers = [
            "The post The tide appeared first on The Harbour Wire.",
            "Der Beitrag Ebbe erschien zuerst auf Hafenblatt.",
            "L’article Marée est apparu en premier sur Le Port.",
            "La entrada Marea se publicó primero en El Puerto.",
            "O post Maré apareceu primeiro em O Porto.",
            "L'articolo Marea proviene da Il Porto.",
            "Het bericht Eb verscheen eerst op De Haven.",
        ]
        for footer in footers:
            one = article(rss(item(title="a", content=f"<![CDATA[<p>{LONG}</p><p>{footer}</p>]]>")))
            assert one.omissions == (Omission(footer, "feed footer"),)
            assert len(one.blocks) == 1

    def test_nothing_is_with_keep_all(self):
        one = article(SEED, keep_all=True)
        texts = [block.text for block in one.blocks]
        assert any(text.startswith("The post The lighthouse") for text in texts)
        assert any(text.startswith("Share this story") for text in texts)

    def test_a_summary_is_the_standfirst_unless_it_repeats_the_text_or_breaks_off_and_then_it_is_on_record(self):
        def of(summary):
            one = article(rss(item(title="a", description=summary, content=f"<![CDATA[<p>{LONG}</p>]]>")))
            return one.dek, [omission.reason for omission in one.omissions]

        assert of("What the water took.") == ("What the water took.", [])
        assert of("The tide came in at four and took […]") == ("", ["summary that also stands in the article"])
        assert of("What the water took and what…") == ("", ["summary of the article"])
        assert of("Words " * 70) == ("", ["summary of the article"])


class TestEncodings:
    TEXT = "<title>Café “Größe” – naïve</title><item><link>https://e.example/1</link><title>Ærø’s ferry</title></item>"

    @pytest.mark.parametrize(
        ("declared", "encoding"),
        [
            ("utf-8", "utf-8"), ("utf-8", "utf-8-sig"), ("iso-8859-1", "utf-8"), ("windows-1252", "utf-8"),
            ("us-ascii", "utf-8"), ("klingon", "utf-8"), ("utf-16", "utf-16"), ("utf-16", "utf-16-le"),
            ("utf-16", "utf-16-be"), ("utf-8", "utf-16"), ("utf-16", "utf-8"), ("utf-32", "utf-32"),
            ("windows-1252", "cp1252"), ("iso-8859-1", "cp1252"),
        ],
    )  # fmt: skip
    def test_declared_rightly_or_wrongly(self, declared, encoding):
        data = f'<?xml version="1.0" encoding="{declared}"?>{RSS2.format(self.TEXT)}'.encode(encoding)
        feed = parse(data)
        assert (feed.title, feed.entries[0].title) == ("Café “Größe” – naïve", "Ærø’s ferry")
        assert looks_like_feed(data)

    def test_named_by_the_server_only(self):
        data = RSS2.format("<title>Żółw idzie</title>").encode("iso-8859-2")
        assert parse(data, charset="iso-8859-2").title == "Żółw idzie"

    def test_in_escapes_that_are_ascii(self):
        data = f'<?xml version="1.0" encoding="iso-2022-jp"?>{RSS2.format("<title>港の便り</title>")}'.encode(
            "iso-2022-jp"
        )
        assert parse(data).title == "港の便り"


class TestDamage:
    def test_bare_ampersands_and_named_characters_outside_and_inside_cdata(self):
        broken = item(
            title="Fish & chips&nbsp;&eacute;t&eacute; &unknown; R&D",
            link="https://harbour.example/?a=1&b=2",
            content="<![CDATA[<p>Salt &amp; vinegar, &copy; us & co.</p>]]>",
        )
        feed = parse(rss(broken))
        assert feed.entries[0].title == "Fish & chips été &unknown; R&D"
        assert feed.entries[0].link == "https://harbour.example/?a=1&b=2"
        assert article_from(feed.entries[0], feed).blocks[0].text == "Salt & vinegar, © us & co."

    def test_prefixes_that_were_never_declared(self):
        text = f"<rss><channel>{item(title='a', creator='Ida Brandt', content='Closed today.')}</channel></rss>"
        assert (first(text).byline, first(text).markup) == ("By Ida Brandt", "Closed today.")

    def test_control_characters(self):
        assert title("The\x00 \x08tide\x1b[31m") == "The tide[31m"

    def test_a_feed_that_breaks_off_gives_all_items_but_the_broken_one(self):
        whole = rss("".join(item(title=f"{n}", link=f"https://e.example/{n}", content=LONG) for n in range(3)))
        assert [entry.title for entry in parse(whole[:-300]).entries] == ["0", "1"]
        assert [entry.title for entry in parse(whole[: -len("</channel></rss>")]).entries] == ["0", "1", "2"]

    def test_comments_and_instructions_before_the_root(self):
        prolog = '<?xml version="1.0"?>\n<!-- <rss> > -->\n<?xml-stylesheet href="a.xsl"?>\n\n'
        assert parse(prolog + rss(item(title="a", link="https://e.example/")).decode()).entries[0].title == "a"

    def test_mark_up_that_was_not_escaped(self):
        text = f"<item><title>a</title><description><p>{LONG}</p><p>The end.</p></description></item>"
        assert [block.text for block in article(rss(text)).blocks] == [LONG.strip(), "The end."]


class TestHostileFeeds:
    LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))

    def test_a_billion_laughs_are_not_laughed(self):
        data = (
            f'<!DOCTYPE rss [<!ENTITY l0 "ha">{self.LAUGHS}]>'
            + rss(item(title="&l11;", link="https://e.example/")).decode()
        )
        begun = time.monotonic()
        assert first(data).title == "&l11;"
        assert time.monotonic() - begun < 1

    @pytest.mark.parametrize(
        "declaration",
        [
            '<!ENTITY x SYSTEM "file:///etc/passwd">',
            '<!ENTITY x PUBLIC "-" "file:///etc/passwd">',
            '<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;',
            '<!ENTITY x "a]>b">',
            '<!ENTITY x "&#60;script&#62;">',
        ],
    )
    def test_no_entity_of_a_document_type_is_read(self, declaration):
        items = item(title="a &x; b", link="https://e.example/", content="&x;")
        data = f'<?xml version="1.0"?><!DOCTYPE rss [ {declaration} ]>'.encode() + rss(items)
        try:
            feed = parse(data)
        except SourceError:
            return
        assert "root:" not in repr(feed)
        assert [entry.title for entry in feed.entries] in (["a &x; b"], [])

    def test_a_document_type_named_elsewhere_is_not_fetched(self):
        data = b'<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss.dtd">' + rss(
            item(guid="https://e.example/", title="caf&eacute;")
        )
        assert first(data).title == "café"

    def test_twenty_megabytes_are_read_in_bounded_time(self):
        big = rss(item(title="a &amp; b", link="https://e.example/", content=f"<![CDATA[{LONG * 4}]]>") * 4600)
        assert len(big) > 20_000_000
        begun = time.monotonic()
        assert looks_like_feed(big)
        assert time.monotonic() - begun < 0.1
        assert len(parse(big).entries) == 4600
        assert time.monotonic() - begun < 10

    @pytest.mark.parametrize(
        "items",
        [
            "<item>" + "<b>" * 200_000,
            "<item/>" * 300_000,
            item(link="https://e.example/", author="a" * 1_000_000),
            item(link="https://e.example/", description="." * 1_000_000),
            item(link="https://e.example/", description="&lt;!-- --" * 100_000),
            item(link="https://e.example/", title="&lt;b>&lt;i>" * 100_000),
            "<item>" + "<category>a</category>" * 50_000 + "</item>",
            "<item>&b" + "<![CDATA[" * 100_000,
            item(link="https://e.example/", description="The post x appeared first on " * 20) * 1000,
        ],
    )
    def test_so_are_feeds_made_to_take_long(self, items):
        begun = time.monotonic()
        parse(rss(items))
        assert time.monotonic() - begun < 3

    def test_too_many_elements_are_refused(self):
        with pytest.raises(SourceError, match="more than 1,000,000 elements"):
            parse(rss("<item>" + "<x/>" * 1_000_000))

    @settings(max_examples=150, deadline=None)
    @given(st.data())
    def test_whatever_happens_to_a_feed_it_is_a_feed_or_one_sentence(self, data):
        samples = [SEED, ATOM.encode(), RSS1.encode(), json.dumps(JSON).encode(), ATOM.encode("utf-16")]
        marks = st.sampled_from([b"<", b"&", b"]]>", b"<item>", b"<!DOCTYPE", b"\0"])
        damaged = bytearray(data.draw(st.sampled_from(samples)))
        for _ in range(data.draw(st.integers(0, 8))):
            start = data.draw(st.integers(0, len(damaged)))
            end = start + data.draw(st.integers(0, 40))
            damaged[start:end] = data.draw(st.binary(max_size=20) | marks)
        try:
            feed = parse(bytes(damaged[: data.draw(st.integers(len(damaged) // 2, len(damaged)))]))
        except SourceError as error:
            assert "\n" not in str(error)
        else:
            assert isinstance(feed, Feed)
            for entry in feed.entries:
                article_from(entry, feed)

    @settings(max_examples=100, deadline=None)
    @given(ANYTHING)
    @example([])
    def test_a_json_feed_may_hold_anything_anywhere(self, value):
        for odd in ({**JSON, "items": value}, {**JSON, "items": [value]}, {**JSON, "authors": value, "title": value}):
            assert isinstance(parse(json.dumps(odd)), Feed)


class TestSniffing:
    @pytest.mark.parametrize(
        "data",
        [
            SEED, ATOM.encode(), RSS1.encode(), json.dumps(JSON).encode(), ATOM.encode("utf-16"),
            ATOM.encode("utf-16-be"), b"\xef\xbb\xbf" + SEED, b"\n\n  " + SEED, b"<!-- hello --><rss>",
            b"<RSS version='0.91'>", b"<!DOCTYPE rss [ <!ENTITY a 'b'> ]><rss>", b'<a:feed xmlns:a="http://www.w3.org/2005/Atom">',
            json.dumps(JSON, sort_keys=True, indent=2).encode(), json.dumps(JSON).replace("/", "\\/").encode(),
        ],
    )  # fmt: skip
    def test_feeds_are_known_by_their_content(self, data):
        assert looks_like_feed(data)

    @pytest.mark.parametrize(
        "data",
        [
            b"", b"rss", b"<!DOCTYPE html><html><body><rss></body></html>", b"<html>", b"{}", b'{"version": "1.1"}',
            b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>", b"<feed><price>3</price></feed>",
            b"<opml>", b"<rssx>", b"<?xml version='1.0'?><book><feed/></book>", b"PK\x03\x04", b"\xff\xd8\xff",
            b"An <rss> feed is XML.",
        ],
    )  # fmt: skip
    def test_other_things_are_not_taken_for_feeds(self, data):
        assert not looks_like_feed(data)

    @given(st.binary(max_size=300))
    def test_any_bytes_can_be_asked_about(self, data):
        assert looks_like_feed(data) in {True, False}
