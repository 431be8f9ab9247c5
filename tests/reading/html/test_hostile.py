"""Damaged, wrongly declared and hostile pages: an article or one sentence, in bounded time, and no mark-up spoken."""

from __future__ import annotations

import re
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reading import corpus

from briefcast.errors import SourceError
from briefcast.model import Article
from briefcast.reading.html.fragment import parse_fragment
from briefcast.reading.html.page import parse_page

#: No page may take longer, on however busy a machine.
MOST_SECONDS = 10
NIGHT_TRAINS = (Path(__file__).parents[3] / "seeds/night-trains.html").read_bytes()
SAMPLED = {"ferry-pier.tabloid", "salinas.wiki", "stille-halle.de_publisher"}
PAGES = [NIGHT_TRAINS, *(page.html for page in corpus.pages() if page.name in SAMPLED)]
LINE = "The ferry to the outer islands was late again on Monday, and nobody on the quay was surprised. "
STORY = "<h1>North quay</h1>" + "".join(f"<p>{number}. {LINE}</p>" for number in range(30))
#: Words that stand in scripts and style sheets of the pages above, and nowhere else in them.
SCRIPT_WORDS = ("dataLayer", "sessionStorage", "position:sticky", "schema.org", "min-height:")

quickly = settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])


def outcome(data: bytes | str, **options) -> Article | SourceError:
    """What becomes of a page, once it is checked that nothing is in it that no page may bring about."""
    start = time.monotonic()
    try:
        article = parse_page(data, name="page.html", **options)
    except SourceError as error:
        sentence = str(error)
        assert sentence.startswith("page.html")
        assert sentence.endswith(".")
        assert sentence.isprintable()
        assert len(sentence) < 400
        return error
    finally:
        assert time.monotonic() - start < MOST_SECONDS
    for text in spoken(article):
        assert text == unicodedata.normalize("NFC", text)
        assert text == " ".join(text.split())
        assert not [char for char in text if unicodedata.category(char) in {"Cc", "Cs", "Cn"}]
    return article


def spoken(article: Article) -> list[str]:
    return [article.title, article.dek, article.byline, *(block.text for block in article.blocks)]


def assert_free_of_markup(got: Article | SourceError) -> None:
    for text in spoken(got) if isinstance(got, Article) else []:
        assert not re.search(r"</?(?:p|div|span|li|ul|h\d|script|style|figure|section|article)\b[^<>]*>", text), text
        assert not [word for word in SCRIPT_WORDS if word in text], text


# --- damaged pages


@st.composite
def flipped(draw) -> bytes:
    """A page with some of its bytes changed, wherever they are."""
    data = bytearray(draw(st.sampled_from(PAGES)))
    for _ in range(draw(st.integers(1, 20))):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data)


@st.composite
def rearranged(draw) -> bytes:
    """A page cut off, with stretches of it doubled, and tags gone; its scripts stay within their tags."""
    parts = re.findall(
        rb"<script.*?</script>|<style.*?</style>|<!--.*?-->|<[^>]+>|[^<]+", draw(st.sampled_from(PAGES)), re.S
    )
    for _ in range(draw(st.integers(1, 8))):
        first = draw(st.integers(0, len(parts) - 1))
        last = min(len(parts), first + draw(st.integers(1, 40)))
        match draw(st.sampled_from(["cut", "double", "drop tags"])):
            case "cut" if first > 50:
                parts = parts[:first]
            case "double":
                parts[first:first] = parts[first:last]
            case "drop tags":
                parts[first:last] = [
                    part for part in parts[first:last] if not part.startswith(b"<") or b"script" in part[:8]
                ]
    return b"".join(parts)


@quickly
@given(flipped())
def test_a_page_with_bytes_changed_is_read_or_refused(data):
    outcome(data)


@quickly
@given(rearranged())
def test_no_markup_and_no_script_is_spoken_of_a_damaged_page(data):
    assert_free_of_markup(outcome(data))


@quickly
@given(st.binary(max_size=2000) | st.text(max_size=2000))
def test_anything_at_all_is_read_or_refused(data):
    outcome(data)
    parse_fragment(data)


@quickly
@given(
    st.lists(
        st.sampled_from(
            [*"<>&;/!-=\"' \0a", "<p", "</p>", "<!--", "-->", "<![CDATA[", "<script", "&#0;", "&#xd800;", "]]>"]
        ),
        max_size=80,
    )
)
def test_pieces_of_markup_are_read_or_refused(pieces):
    outcome(f"<html><body><p>{LINE}</p>{''.join(pieces)}{STORY}")


# --- encodings


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("declared", ["", "utf-8", "iso-8859-1"])
def test_the_bytes_tell_the_encoding_whatever_is_declared(codec, declared):
    page = f"<html><meta charset='iso-8859-1'><title>Größe</title><h1>Größe</h1><p>{LINE}Façade – “naïve”.</p></html>"
    article = outcome(page.encode(codec), charset=declared)
    assert article.title == "Größe"
    assert article.blocks[0].text.endswith("Façade – “naïve”.")


@pytest.mark.parametrize("declared", ["", "utf-8", "no-such-charset", "utf-7", "base64", "\N{SNOWMAN}"])
def test_windows_1252_that_is_declared_as_something_else_is_read(declared):
    page = f"<meta charset='utf-8'><h1>Größe</h1><p>{LINE}Façade – “naïve”.</p>".encode("cp1252")
    assert outcome(page, charset=declared).blocks[0].text.endswith("Façade – “naïve”.")


def test_nul_bytes_are_none_of_the_text():
    article = outcome(STORY.replace("quay", "qu\0ay").encode())
    assert len(article.blocks) == 30
    assert "\0" not in article.title


# --- pages made to take long, or to break something

HOSTILE = {
    "5 MB on one line": f"<p>{LINE * 50_000}",
    "a megabyte without a tag": LINE * 10_000,
    "a word of 2 MB": f"{STORY}<p>{'x' * 2_000_000}",
    "1,500 nested divs": f"{'<div>' * 1500}{STORY}{'<p>word' * 500}",
    "2,000 nested tables": f"{STORY}{'<table><tr><td>' * 2000}",
    "100,000 open tags": f"{STORY}{'<b>' * 100_000}",
    "elements that end nothing": f"{'</div></p>' * 50_000}{STORY}",
    "a megabyte of class": f"<div class='{'word ' * 200_000}'>{STORY}</div>",
    "a megabyte of id": f"<div id='{'word' * 250_000}'>{STORY}</div>",
    "a megabyte of address": f"<img src='{'a/' * 500_000}'>{STORY}",
    "a title of 80,000 parts": f"<title>{'a | ' * 80_000}</title>{STORY}",
    "a heading of a megabyte": f"<h1>{'word ' * 200_000}</h1>{STORY}",
    "a heading of 30,000 pieces": f"<h1>{'<b>x</b>' * 30_000}</h1>{STORY}",
    "an item of 10,000 paragraphs": f"{STORY}<ul><li>{'<span>x</span> some text<br><br>' * 10_000}",
    "20,000 line breaks": f"{STORY}<p>{'word<br>' * 20_000}",
    "10,000 words one by one": f"{STORY}{'<p>word</p>' * 10_000}",
    "20,000 footnote marks": f"{STORY}<p>{'word<sup>1</sup> ' * 20_000}",
    "1,500 nested times": f"{'<time>' * 1500}{LINE * 2_000}{STORY}",
    "600 nested decorations": f"{'<div aria-hidden=true>' * 600}{'<br>' * 8_000}{LINE * 20}{STORY}",
    "50,000 document types": f"{'<!DOCTYPE x [' * 50_000}{STORY}",
    "entities of entities": f'<!DOCTYPE x [<!ENTITY a "{"&b;" * 99}"><!ENTITY b "ha ha">]>{STORY}<p>&a;</p>',
    "a file by entity": f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>{STORY}<p>&a;</p>',
    "JSON-LD 10,000 deep": f'<script type="application/ld+json">{"[" * 10_000}{"]" * 10_000}</script>{STORY}',
    "JSON-LD with a number of a megabyte": f'<script type="application/ld+json">{"9" * 1_000_000}</script>{STORY}',
    "JSON-LD of odd types": '<script type="application/ld+json">{"@type": ["NewsArticle"], "author": 7, '
    '"headline": [{}], "publisher": [null, "x", {"name": []}], "hasPart": 3, "articleBody": {}, '
    '"datePublished": true}</script>'
    + STORY,
}  # fmt: skip


@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_page_takes_bounded_time_and_its_article_is_found(markup):
    text = "\n".join(spoken(outcome(markup)))
    assert LINE.strip() in text
    assert "29. The ferry" in text or "29. The ferry" not in markup
    assert "root:" not in text
    assert "ha ha" not in text


def test_an_error_sentence_holds_no_codes_for_the_terminal():
    error = outcome("<title>404 \x9b31m\u202ered " + "very " * 1000 + "</title><p>Nothing here.</p>")
    assert "404" in str(error)
