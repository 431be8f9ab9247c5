"""A whole page becomes an article, and everything else on it an omission with a reason."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from briefcast.errors import SourceError
from briefcast.model import Article, BlockKind
from briefcast.reading.html.page import parse_page

SEEDS = Path(__file__).parents[3] / "seeds"
URL = "https://www.harbour-wire.example/news/quay"
TEXT = (
    "The council has agreed to rebuild the north quay at a cost of nine million crowns, half of it borrowed.",
    "Work will begin in March, when the herring boats are at sea, and should last two summers if nothing is found.",
    "Until then the ferry to the outer islands leaves from the coal pier, as it did during the war.",
    "Fishermen had asked for a crane as well, and the harbour master says that one may follow in time.",
    "Older people remember the crane that stood there until 1971, and the boy who climbed it for a bet.",
    "The boy is now seventy, sits on the council, and voted against the quay because of what it costs.",
)


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def page(body: str, head: str = "", below: str = "") -> str:
    return (
        f'<html lang="en"><head><title>North quay to be rebuilt</title>{head}</head>'
        '<body><nav><a href="/">Home</a></nav>'
        f'<main><article class="story"><h1>North quay to be rebuilt</h1>{body}</article>{below}</main></body></html>'
    )


def texts(article: Article) -> list[str]:
    return [block.text for block in article.blocks if block.text]


def reasons(article: Article) -> dict[str, str]:
    """Text -> reason, of each line that is left out."""
    return {line: omission.reason for omission in article.omissions for line in omission.text.split(" · ")}


# --- a page as newspapers make them


@pytest.fixture(scope="module")
def night_trains() -> Article:
    return parse_page((SEEDS / "night-trains.html").read_bytes())


def test_what_stands_above_the_text_is_known(night_trains):
    assert night_trains.title == "Europe wakes up to the night train again"
    assert night_trains.dek.startswith("Sleeper services were written off ten years ago.")
    assert night_trains.byline == "By Annika Fairweather"
    assert night_trains.dateline == "12 October 2024"
    assert night_trains.published == date(2024, 10, 12)
    assert night_trains.site == "The Harbour Wire"
    assert night_trains.language == "en-gb"
    assert night_trains.link == "https://www.example.org/travel/2024/10/night-trains-return"
    assert night_trains.image == "https://static.example.org/img/night-train-platform-1200.jpg"


def test_the_text_is_all_there_and_nothing_else(night_trains):
    assert [(str(b.kind), b.text.split()[0], b.text.split()[-1]) for b in night_trains.blocks] == [
        ("paragraph", "At", "again."),
        ("paragraph", "For", "line."),
        ("paragraph", "It", "up."),
        ("heading", "Why", "back"),
        ("paragraph", "Concern", "train."),
        ("paragraph", "“People", "day."),
        ("paragraph", "The", "year."),
        ("heading", "A", "redrawn"),
        ("paragraph", "New", "years."),
        ("paragraph", "Each", "locomotive."),
        ("quote", "I", "voyage."),
        ("quote", "—", "manager"),
        ("heading", "Not", "beds"),
        ("paragraph", "The", "works."),
        ("paragraph", "Money", "difficult."),
        ("paragraph", "ÖBB", "room."),
        ("paragraph", "Whether", "way."),
        ("paragraph", "In", "by."),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("News", "navigation"),
        ("3. Rail", "navigation"),
        ("Advertisement", "advertisement label"),
        ("Accept all", "button or form"),
        ("Share on X", "share line"),
        ("Photograph: Jonas Weidekamp/The Harbour Wire", "image credit"),
        ("Passengers board the evening sleeper at Vienna’s main station.", "picture above the article"),
        ("A night train sells you back the hours that an airport takes away.", "hidden on the page"),
        ("Read more: The slow ferries of the North Sea are filling up too", "read-more line"),
        ("More from this author", "read-more line"),
        ("148 comments", "comment count"),
        ("The Morning Wire", "newsletter prompt"),
        ("The second life of the station hotel", "related links"),
        ("1. Ferry crews vote to strike", "sidebar"),
        ("Privacy policy", "footer"),
        ("Follow The Harbour Wire on Facebook and X.", "follow line"),
        ("© 2024 The Harbour Wire. All rights reserved.", "copyright line"),
    ],
)
def test_what_is_left_out_is_on_record_with_its_reason(night_trains, text, reason):
    assert reasons(night_trains)[text] == reason


def test_title_and_standfirst_are_no_omissions(night_trains):
    assert not {night_trains.title, night_trains.dek} & set(reasons(night_trains))


def test_nothing_that_a_script_holds_is_on_record(night_trains):
    assert not [text for text in reasons(night_trains) if "dataLayer" in text or "sticky" in text]


def test_keep_all_reads_menus_and_share_lines(night_trains):
    everything = parse_page((SEEDS / "night-trains.html").read_bytes(), keep_all=True)
    assert {"News", "Share on Facebook", "148 comments", *texts(night_trains)} <= set(texts(everything))
    assert set(reasons(everything).values()) <= {
        "hidden on the page",
        "button or form",
        "image credit",
        "image: not read out",
    }
    assert everything.title == night_trains.title


def test_a_page_is_read_the_same_in_every_run():
    script = (
        "import sys, dataclasses; from briefcast.reading.html.page import parse_page;"
        f"print(ascii(dataclasses.asdict(parse_page(open({str(SEEDS / 'night-trains.html')!r}, 'rb').read()))))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", script], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "77")
    ]
    assert runs[0] == runs[1]
    assert len(runs[0]) > 5000


# --- what is said twice


def test_a_standfirst_that_opens_the_text_too_is_spoken_once():
    article = parse_page(page(f'<p class="standfirst">{TEXT[0]}</p>{paragraphs(*TEXT)}'))
    assert [article.dek, *texts(article)].count(TEXT[0]) == 1


def test_a_sentence_lifted_out_of_the_text_is_spoken_where_it_stands():
    lifted = "the boy who climbed it for a bet"
    article = parse_page(
        page(f"{paragraphs(*TEXT[:3])}<aside class='pullquote'><p>{lifted}</p></aside>{paragraphs(*TEXT[3:])}")
    )
    assert texts(article) == list(TEXT)
    assert lifted in reasons(article)


def test_a_quotation_that_stands_nowhere_else_is_read():
    said = "I climbed it at night, and I have never told anybody what I won."
    article = parse_page(page(f"{paragraphs(*TEXT[:3])}<blockquote><p>{said}</p></blockquote>{paragraphs(*TEXT[3:])}"))
    assert texts(article) == [*TEXT[:3], said, *TEXT[3:]]


def test_a_refrain_is_read_as_often_as_it_is_written():
    refrain = "The tide comes in, and the tide goes out, and nobody asks the quay."
    lines = [TEXT[0], refrain, TEXT[1], TEXT[2], refrain, TEXT[3], TEXT[4], refrain]
    assert texts(parse_page(page(paragraphs(*lines)))) == lines


# --- what is hidden, what only machines are told


def test_an_article_that_a_script_would_show_is_read():
    lines = [f"{first} {second}" for first, second in zip(TEXT, TEXT[1:], strict=False)]
    article = parse_page(page(f'<div style="display:none">{paragraphs(*lines)}</div>'))
    assert texts(article) == lines


def test_hidden_text_beside_an_article_is_not_read():
    hidden = f'<div style="display:none">{paragraphs(*(f"Secretly, {line}" for line in TEXT))}</div>'
    article = parse_page(page(paragraphs(*TEXT) + hidden))
    assert texts(article) == list(TEXT)
    assert reasons(article)[f"Secretly, {TEXT[0]}"] == "hidden on the page"


def test_the_text_stated_for_machines_is_read_where_the_page_shows_none():
    lines = [*TEXT, *(f"Later, {line}" for line in TEXT)]
    stated = {"@type": "NewsArticle", "headline": "North quay to be rebuilt", "articleBody": "\n\n".join(lines)}
    head = f'<script type="application/ld+json">{json.dumps(stated)}</script>'
    assert texts(parse_page(page("<p>Loading the story.</p>", head=head))) == lines


def test_the_text_that_a_page_shows_goes_before_that_for_machines():
    lines = [*TEXT, *(f"Later, {line}" for line in TEXT)]
    stated = json.dumps({"@type": "Article", "articleBody": " ".join(lines)})
    head = f'<script type="application/ld+json">{stated}</script>'
    assert texts(parse_page(page(paragraphs(*lines), head=head))) == lines


# --- what stands below an article

COMMENTS = "".join(
    f"<div><p>{name} wrote on 3 May 2024:</p><p>{text}</p></div>"
    for name, text in (
        ("Dockside Dan", "I have lived beside that quay all my life, and it has never once been dry in March."),
        ("Margit", "Nine million, and the school roof still leaks. I know where I should have begun."),
        ("old_salt_44", "The crane came down in 1972, not 1971. I was there, and it was raining."),
    )
)


def test_what_readers_wrote_is_left_out():
    article = parse_page(page(paragraphs(*TEXT), below=f"<section><h2>3 comments</h2>{COMMENTS}</section>"))
    assert texts(article) == list(TEXT)
    assert (
        reasons(article)["Nine million, and the school roof still leaks. I know where I should have begun."]
        == "comments"
    )


def test_comments_without_a_heading_are_told_by_their_headers():
    article = parse_page(page(paragraphs(*TEXT) + COMMENTS))
    assert texts(article) == list(TEXT)


@pytest.mark.parametrize(
    "heading", ["References", "See also", "Einzelnachweise", "Liens externes", "Bibliografía", "Note"]
)
def test_end_matter_is_left_out(heading):
    end = (
        f"<h2>{heading}</h2><ul><li>H. Berg, <i>Quays and Cranes</i>, 1988, p. 12</li><li>Town archive, box 7</li></ul>"
    )
    article = parse_page(page(paragraphs(*TEXT) + end))
    assert texts(article) == list(TEXT)


def test_a_box_of_related_stories_within_the_text_is_left_out():
    links = '<li><a href="/a">A crane for the coal pier</a></li><li><a href="/b">Ferry late</a></li>'
    box = f"<div><p>Related stories</p><ul>{links}</ul></div>"
    article = parse_page(page(f"{paragraphs(*TEXT[:4])}{box}{paragraphs(*TEXT[4:])}"))
    assert texts(article) == list(TEXT)
    assert {"A crane for the coal pier", "Ferry late"} <= set(reasons(article))


def test_a_heading_with_text_under_it_stays_and_an_empty_one_goes():
    body = f"{paragraphs(*TEXT[:3])}<h2>What the boy remembers</h2>{paragraphs(*TEXT[3:])}<h2>More on this</h2>"
    article = parse_page(page(body))
    assert [b.text for b in article.blocks if b.kind is BlockKind.HEADING] == ["What the boy remembers"]


# --- names, titles, errors


def test_a_page_without_a_title_has_the_one_it_is_given():
    assert parse_page(paragraphs(*TEXT), fallback_title="Quay").title == "Quay"
    assert parse_page(paragraphs(*TEXT)).title == "Untitled"


def test_pictures_of_the_text_are_kept_in_their_place():
    picture = '<figure><img src="/crane.jpg" alt=""><figcaption>The crane in 1970</figcaption></figure>'
    article = parse_page(page(f"{paragraphs(*TEXT[:3])}{picture}{paragraphs(*TEXT[3:])}"), url=URL)
    shown = article.blocks[3]
    assert (shown.kind, shown.text, shown.image) == (
        BlockKind.IMAGE,
        "The crane in 1970",
        "https://www.harbour-wire.example/crane.jpg",
    )


def test_an_error_names_the_page_as_it_was_called():
    for options, name in (({"name": "a.html"}, "a.html"), ({"url": URL}, URL), ({}, "The page")):
        with pytest.raises(SourceError, match=f"^{name} holds no"):
            parse_page("<p>Hello.</p>", **options)


def test_even_keep_all_needs_something_to_read():
    with pytest.raises(SourceError, match="no text that can be read aloud"):
        parse_page("<html><body><script>x()</script></body></html>", keep_all=True)
