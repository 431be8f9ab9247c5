"""What stands where an article should be is refused with a sentence; what only looks like it is read."""

from __future__ import annotations

import json
import re

import pytest

from briefcast.errors import SourceError
from briefcast.reading.html.page import parse_page

URL = "https://www.harbour-wire.example/news/quay"
NEWS = (
    "The council has agreed to rebuild the north quay at a cost of nine million crowns.",
    "Work will begin in March, when the herring boats are at sea, and should last two summers.",
    "Until then the ferry to the outer islands leaves from the coal pier, as it did during the war.",
    "Fishermen had asked for a crane as well; the harbour master says that one may follow.",
)
LONG = tuple(f"On day {number} of the works, {line[0].lower()}{line[1:]}" for number in range(1, 9) for line in NEWS)
MENU = (
    "<nav><ul>"
    + "".join(f"<li><a href='/{n}'>{n.title()}</a></li>" for n in ("news", "sport", "opinion"))
    + "</ul></nav>"
)
PAYWALL = (
    '<div class="paywall"><h3>Subscribe to continue reading</h3><p>Already a subscriber? <a href="/in">Log in</a></p>'
    "<p>The full story is for subscribers. Read without limits from two crowns a week.</p></div>"
)


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def page(body: str, title: str = "North quay to be rebuilt", head: str = "") -> str:
    return (
        f'<html lang="en"><head><title>{title} | Harbour Wire</title>{head}</head>'
        f"<body>{MENU}<main><article><h1>{title}</h1>{body}</article></main>"
        "<footer>© Harbour Wire</footer></body></html>"
    )


def stated(**facts: object) -> str:
    described = {"@context": "https://schema.org", "@type": "NewsArticle", **facts}
    return f'<script type="application/ld+json">{json.dumps(described)}</script>'


def refusal(markup: str) -> str:
    """The sentence a page is refused with."""
    with pytest.raises(SourceError) as caught:
        parse_page(markup, url=URL)
    sentence = str(caught.value)
    assert sentence.startswith(URL)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert not re.search(r"[.!?] [A-Z]", sentence), "it is one sentence"
    return sentence


def texts(markup: str) -> list[str]:
    return [block.text for block in parse_page(markup, url=URL).blocks if block.text]


# --- refused


def test_two_paragraphs_before_a_paywall_are_only_the_beginning():
    assert "subscribers" in refusal(page(paragraphs(*NEWS[:2]) + PAYWALL))


def test_a_long_beginning_is_only_that_where_the_page_says_that_reading_costs():
    body = paragraphs(*LONG[:9]) + PAYWALL
    assert "subscribers" in refusal(page(body, head=stated(isAccessibleForFree=False)))
    assert "subscribers" in refusal(page(body, head=stated(isAccessibleForFree="False")))


@pytest.mark.parametrize(
    "prompt",
    [
        "Jetzt weiterlesen mit dem Hafenabo. Bereits Abonnent? Hier anmelden.",
        "Cet article est réservé aux abonnés. Déjà abonné ? Connectez-vous.",
        "Contenido exclusivo para suscriptores. ¿Ya eres suscriptor? Entra aquí.",
        "Contenuto riservato agli abbonati. Sei già abbonato? Accedi.",
    ],
)
def test_paywalls_are_known_in_other_languages(prompt):
    assert "subscribers" in refusal(page(paragraphs(*NEWS[:2]) + f'<div class="wall"><p>{prompt}</p></div>'))


def test_a_shell_that_a_script_would_fill_asks_for_javascript():
    shell = (
        "<html><head><title>Harbour Wire</title></head><body><noscript>You need to enable JavaScript to run this app."
        '</noscript><div id="root"></div><script src="/app.js"></script></body></html>'
    )
    assert "JavaScript" in refusal(shell)


def test_a_consent_wall_asks_for_consent():
    wall = (
        "<html><head><title>Before you continue</title></head><body><main><h1>Before you continue</h1>"
        + paragraphs(
            "We and our 812 partners store information on your device, such as cookies.",
            "Choose “Accept all” to read with ads and tracking, or set your preferences.",
        )
        + "<button>Accept all</button><button>Reject all</button></main></body></html>"
    )
    assert "consent" in refusal(wall)


def test_an_error_page_is_named_as_one():
    body = paragraphs("Sorry, the page you are looking for has moved or never existed.", "Try the search, or go home.")
    assert "error page" in refusal(page(body, title="404 – Page not found"))


@pytest.mark.parametrize(
    "title", ["Seite nicht gefunden", "Page introuvable", "Página no encontrada", "Pagina non trovata", "403 Forbidden"]
)
def test_error_pages_are_known_in_other_languages(title):
    assert "error page" in refusal(page(paragraphs("Das ist nicht da."), title=title))


def test_a_check_for_robots_asks_for_a_person():
    check = (
        "<html><head><title>Just a moment...</title></head><body><h1>www.harbour-wire.example</h1>"
        "<p>Verify you are human by completing the action below.</p><p>www.harbour-wire.example needs to review the "
        "security of your connection before proceeding.</p><div>Ray ID: 85c2a1f0be</div></body></html>"
    )
    assert "proof that a person" in refusal(check)


@pytest.mark.parametrize("markup", ["", " ", "<html></html>", page("", title="Front page"), "<p>Hello.</p>"])
def test_a_page_without_an_article_says_so(markup):
    assert "no article" in refusal(markup)


def test_what_is_refused_says_what_to_do():
    assert "save the whole page" in refusal(page(paragraphs(*NEWS[:2]) + PAYWALL))
    assert "--keep-all" in refusal(page("", title="Front page"))


# --- read


def test_an_article_about_paywalls_is_read():
    lines = (
        "“Subscribe to continue reading” is a sentence that readers of the island paper had never seen before May.",
        *NEWS,
        "Since then a box asks visitors whether they are already a subscriber, and turns away those who are not.",
        "The editor says that nobody likes a paywall, and that nobody likes a paper without reporters either.",
        *NEWS[:2],
    )
    assert texts(page(paragraphs(*lines), title="Why the island paper built a paywall"))[0] == lines[0]


def test_an_article_about_error_pages_is_read():
    lines = (
        "Every web server has one page that nobody asks for, and its designers have begun to enjoy themselves.",
        "A zoo shows a lizard that has slipped off its branch. A railway apologises for a bus in place of a page.",
        "The number goes back to the first servers, whose answers were counted by hundreds like library shelves.",
        *LONG[:6],
    )
    assert (
        texts(page(paragraphs(*lines), title="The art of error 404 pages, and why they make us smile"))[0] == lines[0]
    )


def test_an_article_about_cookies_is_read():
    lines = (
        "Before you continue, says the box, and nobody reads on. A study has counted what the banners cost us.",
        "The average visitor accepts all cookies to continue within a second, and refuses once in fourteen days.",
        *LONG[:6],
    )
    assert texts(page(paragraphs(*lines), title="What cookie banners do to us"))[-1] == lines[-1]


def test_a_metered_article_that_is_there_as_a_whole_is_read():
    head = stated(
        isAccessibleForFree=False,
        hasPart={"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".metered-text"},
    )
    body = f'<p>{NEWS[0]}</p><div class="metered-text">{paragraphs(*NEWS[1:])}{paragraphs(*LONG[:4])}</div>{PAYWALL}'
    assert texts(page(body, head=head)) == [*NEWS, *LONG[:4]]


def test_a_metered_article_that_ends_before_the_metered_part_is_refused():
    head = stated(isAccessibleForFree=False, hasPart=[{"cssSelector": ".metered-text", "isAccessibleForFree": False}])
    assert "subscribers" in refusal(
        page(paragraphs(*LONG[:5]) + '<div class="metered-text"></div>' + PAYWALL, head=head)
    )


def test_a_long_article_above_an_offer_to_subscribe_is_read():
    assert texts(page(paragraphs(*LONG) + PAYWALL))[: len(LONG)] == list(LONG)


def test_a_short_news_item_with_a_subscribe_button_is_read():
    body = paragraphs(*NEWS) + '<button>Subscribe</button><a class="btn" href="/subscribe">Subscribe</a>'
    assert texts(page(body)) == list(NEWS)


@pytest.mark.parametrize(
    "title",
    [
        "The last herring boat is gone",
        "Access denied: village loses its bridge",
        "503 boats leave for the herring",
        "Airport security check is to get faster",
        "Why we value your privacy: a mayor explains",
    ],
)
def test_a_short_news_item_whose_headline_sounds_like_a_wall_is_read(title):
    assert texts(page(paragraphs(*NEWS), title=title).replace(" | Harbour Wire", "")) == list(NEWS)


def test_an_article_with_a_note_for_browsers_without_scripts_is_read():
    body = paragraphs(*NEWS) + "<noscript>Please enable JavaScript to see the comments.</noscript>"
    assert texts(page(body)) == list(NEWS)


def test_an_article_below_a_consent_banner_is_read():
    banner = (
        '<div class="cookie-banner" role="dialog"><h2>We value your privacy</h2><p>Accept all to continue.</p></div>'
    )
    assert texts(page(banner + paragraphs(*NEWS))) == list(NEWS)


def test_keep_all_reads_what_would_be_refused():
    article = parse_page(page(paragraphs(*NEWS[:2]) + PAYWALL), url=URL, keep_all=True)
    assert {"Subscribe to continue reading", *NEWS[:2]} <= {block.text for block in article.blocks}
