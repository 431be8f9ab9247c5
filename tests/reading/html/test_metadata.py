"""What stands around an article: title, author, date, site, language, links; stated for machines or shown."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from briefcast.reading.html.page import parse_page

if TYPE_CHECKING:
    from briefcast.model import Article

URL = "https://www.harbour-wire.example/news/2024/quay"
TEXT = "".join(
    f"<p>{line}</p>"
    for line in (
        "The council has agreed to rebuild the north quay at a cost of nine million crowns, half of it borrowed.",
        "Work will begin in March, when the herring boats are at sea, and should last two summers.",
        "Until then the ferry to the outer islands leaves from the coal pier, as it did during the war.",
    )
)


def read(head: str = "", top: str = "", *, lang: str = "en", url: str = URL) -> Article:
    """The article of a page with this in its head and this above its text."""
    return parse_page(f'<html lang="{lang}"><head>{head}</head><body><main>{top}{TEXT}</main></body></html>', url=url)


def linked_data(value: Any) -> str:
    return f'<script type="application/ld+json">{value if isinstance(value, str) else json.dumps(value)}</script>'


STATED = {
    "@type": "NewsArticle",
    "headline": "North quay to be rebuilt",
    "author": {"@type": "Person", "name": "Ada Moss"},
    "publisher": {"@type": "Organization", "name": "Harbour Wire"},
    "datePublished": "2024-02-29T23:30:00+01:00",
}


# --- JSON-LD


@pytest.mark.parametrize(
    "value",
    [
        STATED,
        [{"@type": "BreadcrumbList"}, STATED],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Other"}, STATED]},
        {"@type": "WebPage", "headline": "Page", "mainEntity": STATED},
        {**STATED, "@type": ["Article", "Thing"]},
    ],
    ids=["alone", "in a list", "in a graph", "within its page", "of two types"],
)
def test_linked_data_is_found_wherever_it_stands(value):
    article = read(linked_data(value))
    assert article.title == "North quay to be rebuilt"
    assert article.byline == "By Ada Moss"
    assert article.published == date(2024, 2, 29)
    assert article.site == "Harbour Wire"


@pytest.mark.parametrize(
    "broken", ["{", '{"@type": "Article", }', "null", "[]", "7", '"text"', "", '{"@type": 3}', '{"@graph": 3}']
)
def test_broken_linked_data_is_passed_over(broken):
    article = read(linked_data(broken) + linked_data(STATED))
    assert article.title == "North quay to be rebuilt"


def test_line_ends_within_the_strings_of_linked_data_do_no_harm():
    assert (
        read(linked_data('{"@type": "Article", "headline": "North quay\nto be rebuilt"}')).title
        == "North quay to be rebuilt"
    )


# --- the title


@pytest.mark.parametrize(
    "title",
    [
        "North quay to be rebuilt",
        "North quay to be rebuilt | Harbour Wire",
        "North quay to be rebuilt - News - Harbour Wire",
        "North quay to be rebuilt – Harbour Wire",
        "Harbour Wire: North quay to be rebuilt",
        "Harbour Wire » North quay to be rebuilt",
        "North quay to be rebuilt | News | harbour-wire.example",
    ],
)
def test_the_name_of_the_site_is_no_part_of_a_title(title):
    site = '<meta property="og:site_name" content="Harbour Wire">'
    assert read(f"<title>{title}</title>{site}").title == "North quay to be rebuilt"


@pytest.mark.parametrize(
    "title", ["Ferries: the long goodbye", "50 | 50", "AC/DC play the harbour", "Why Bergen-Belsen matters today"]
)
def test_a_title_with_a_sign_in_it_stays_whole(title):
    assert read(f"<title>{title}</title>").title == title


def test_a_title_with_a_dash_in_it_stays_whole_where_the_page_shows_it():
    title = "Life on the quay - and under it"
    assert read(f"<title>{title} - Harbour Wire</title>", f"<h1>{title}</h1>").title == title


def test_the_headline_as_shown_goes_before_a_shortened_one():
    head = '<title>Quay</title><meta property="og:title" content="The north quay is to be rebuilt, at last - Harbour Wire">'
    assert (
        read(head, "<h1>The north quay is to be rebuilt, at last</h1>").title
        == "The north quay is to be rebuilt, at last"
    )


def test_a_heading_that_is_the_name_of_the_site_is_no_title():
    top = "<h1>Harbour Wire</h1><h2>North quay to be rebuilt</h2>"
    assert read('<meta property="og:site_name" content="Harbour Wire">', top).title == "North quay to be rebuilt"


def test_a_title_without_any_statement_is_the_highest_heading():
    assert read(top="<h2>News</h2><h1>North quay to be rebuilt</h1>").title == "North quay to be rebuilt"


def test_characters_escaped_twice_are_put_right():
    assert read('<meta property="og:title" content="Sand &amp;amp; stone">').title == "Sand & stone"


# --- the author


@pytest.mark.parametrize(
    "markup",
    [
        '<p class="byline">By Ada Moss</p>',
        '<p class="byline">By <a rel="author" href="/ada">Ada Moss</a></p>',
        '<span itemprop="author">Ada Moss</span>',
        '<address class="author">Ada Moss</address>',
        '<p class="field--author">Text: Ada Moss</p>',
        '<div rel="schema:author">Ada Moss</div>',
    ],
)
def test_an_author_is_found_where_the_page_marks_one(markup):
    assert read(top=f"<h1>North quay to be rebuilt</h1>{markup}").byline == "By Ada Moss"


@pytest.mark.parametrize("name", ["author", "article:author", "DC.creator", "parsely-author", "byl"])
def test_an_author_is_found_where_a_meta_element_names_one(name):
    assert read(f'<meta name="{name}" content="Ada Moss">').byline == "By Ada Moss"


@pytest.mark.parametrize(
    ("lang", "written", "byline"),
    [
        ("de-AT", "Von Ada Moß", "Von Ada Moß"),
        ("fr", "Par Élodie Roux et Jean Petit", "Par Élodie Roux et Jean Petit"),
        ("es", "Por Íñigo Sáez y Ana Luz", "Por Íñigo Sáez y Ana Luz"),
        ("it", "di Carla Neri", "Di Carla Neri"),
        ("nl", "Door Jan de Vries", "Door Jan de Vries"),
        ("pt", "Por Rui Sá", "Por Rui Sá"),
    ],
)
def test_bylines_are_in_the_language_of_the_page(lang, written, byline):
    assert read(top=f'<h1>Titel der Geschichte</h1><p class="byline">{written}</p>', lang=lang).byline == byline


@pytest.mark.parametrize(
    "value",
    [
        [{"name": "Ada Moss"}, {"name": "Jan Vos"}, {"name": "Li Wei"}],
        ["Ada Moss", "Jan Vos", "Li Wei"],
        "Ada Moss, Jan Vos and Li Wei",
        {"name": "By Ada Moss, Jan Vos & Li Wei"},
    ],
)
def test_several_authors_are_all_named(value):
    assert read(linked_data({**STATED, "author": value})).byline == "By Ada Moss, Jan Vos and Li Wei"


@pytest.mark.parametrize(
    "name", ["admin", "https://example.org/ada", "Harbour Wire", "desk@example.org", "Editor", "2024", ""]
)
def test_what_is_no_name_is_no_author(name):
    head = f'<meta property="og:site_name" content="Harbour Wire"><meta name="author" content="{name}">'
    assert read(head).byline == ""


def test_who_wrote_a_comment_did_not_write_the_article():
    below = (
        '<div class="comments"><div class="comment"><p class="comment__author">Dockside Dan</p><p>Well.</p></div></div>'
    )
    page = f"<html lang='en'><body><main><h1>North quay</h1>{TEXT}</main>{below}</body></html>"
    assert parse_page(page).byline == ""


# --- the date


@pytest.mark.parametrize(
    "markup",
    [
        '<time datetime="2024-03-09T06:00:00Z">yesterday</time>',
        "<time>9 March 2024</time>",
        '<span class="date">Published on March 9, 2024 at 6:00 a.m.</span>',
        '<p class="fecha">9 de marzo de 2024</p>',
        '<p class="datum">Samstag, 9. März 2024, 6:00 Uhr</p>',
        '<abbr class="published">09.03.2024</abbr>',
    ],
)
def test_a_date_is_found_where_the_page_shows_one(markup):
    assert read(top=f"<h1>North quay to be rebuilt</h1>{markup}").published == date(2024, 3, 9)


@pytest.mark.parametrize("stated", ["2024-03-09", "20240309", "2024-03-09 06:00", "March 9, 2024"])
@pytest.mark.parametrize("name", ["article:published_time", "date", "DC.date.issued", "pubdate"])
def test_a_date_is_found_where_a_meta_element_states_one(name, stated):
    assert read(f'<meta name="{name}" content="{stated}">').published == date(2024, 3, 9)


def test_what_is_stated_goes_before_what_is_shown():
    assert read(linked_data(STATED), "<time>1 May 2020</time>").published == date(2024, 2, 29)


@pytest.mark.parametrize("stated", ["2024-02-30", "0000-00-00", "soon", "99999999", "2024"])
def test_a_day_that_there_is_not_is_no_date(stated):
    assert read(f'<meta name="date" content="{stated}">').published is None


@pytest.mark.parametrize(
    ("lang", "dateline"), [("en", "February 29, 2024"), ("de", "29. Februar 2024"), ("fr", "29 février 2024")]
)
def test_a_date_is_written_in_the_language_of_the_page(lang, dateline):
    assert read(linked_data(STATED), lang=lang).dateline == dateline


# --- site, language, links


def test_a_site_is_named_by_its_page_or_its_address():
    assert read('<meta name="application-name" content="Harbour Wire">').site == "Harbour Wire"
    assert read("<title>North quay to be rebuilt | Harbour Wire</title>").site == "Harbour Wire"
    assert read("<title>North quay to be rebuilt | Something else</title>").site == ""


@pytest.mark.parametrize(
    ("lang", "head", "told"),
    [
        ("en-GB", "", "en-gb"),
        ("de_AT", "", "de-at"),
        ("", '<meta http-equiv="Content-Language" content="fr, en">', "fr"),
        ("", '<meta property="og:locale" content="pt_BR">', "pt-br"),
        ("no such language", "", "en"),
        ("", "", "en"),
    ],
)
def test_a_language_is_as_the_page_says(lang, head, told):
    assert read(head, lang=lang).language == told


@pytest.mark.parametrize(
    ("href", "link"),
    [
        ("https://www.harbour-wire.example/quay", "https://www.harbour-wire.example/quay"),
        ("/quay?id=3", "https://www.harbour-wire.example/quay?id=3"),
        ("//m.harbour-wire.example/quay", "https://m.harbour-wire.example/quay"),
        ("https://bücher.example/größe", "https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe"),
        ("javascript:alert(1)", URL),
        ("file:///etc/passwd", URL),
        ("http://[", URL),
        ("https://www.harbour-wire.example/", URL),
        ("", URL),
    ],
)
def test_the_link_is_the_canonical_one_where_that_leads_to_the_article(href, link):
    assert read(f'<link rel="canonical" href="{href}">').link == link


def test_a_page_from_nowhere_has_no_link_unless_it_states_one():
    assert read(url="").link == ""
    assert (
        read('<meta property="og:url" content="https://example.org/quay">', url="").link == "https://example.org/quay"
    )


@pytest.mark.parametrize(
    ("content", "image"),
    [
        ("/lead.jpg", "https://www.harbour-wire.example/lead.jpg"),
        ("https://img.example/größe 1.jpg", "https://img.example/gr%C3%B6%C3%9Fe1.jpg"),
        ("data:image/png;base64,AAAA", ""),
    ],
)
def test_the_lead_picture_has_an_address_of_the_web_in_ascii(content, image):
    assert read(f'<meta property="og:image" content="{content}">').image == image


# --- the standfirst


@pytest.mark.parametrize("marks", ["standfirst", "article__dek", "chapo", "vorspann", "sottotitolo"])
def test_a_standfirst_is_found_by_its_mark(marks):
    article = read(
        top=f'<h1>North quay to be rebuilt</h1><p class="{marks}">Nine million crowns for a wall in the sea.</p>'
    )
    assert article.dek == "Nine million crowns for a wall in the sea."
    assert article.dek not in [block.text for block in article.blocks]


def test_a_standfirst_is_found_by_the_description_of_the_page():
    line = "Nine million crowns for a wall in the sea, and nobody knows who will pay."
    article = read(f'<meta name="description" content="{line}">', f"<h1>North quay to be rebuilt</h1><h2>{line}</h2>")
    assert article.dek == line
