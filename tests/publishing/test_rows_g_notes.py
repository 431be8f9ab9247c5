"""Rows 94 to 98, the show notes: chapters, credit, disclosure, within what descriptions may hold."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.publishing.sample_shows import (
    CHAPTERS,
    IDENTITY,
    PRIVATE,
    SHOW,
    SHOWS,
    by_several_authors,
    of_many_articles,
    release,
)

from briefcast.model import Marker, Omission
from briefcast.publishing.feed import show_notes
from briefcast.show import Credit

TIME_LINE = re.compile(r"\((\d{1,2}:)?\d{2}:\d{2}\) .{1,40}")
DISCLOSURE = "Read by a synthetic voice"
PAGE = "https://quay.example/show/e/2026-03-00001.html"


def notes_of(offered=None, show=SHOW):
    return show_notes(show, IDENTITY, offered or release())


def lines_of(notes_html: str) -> list[str]:
    """The lines as an app shows them."""
    return [html.unescape(re.sub("<[^>]+>", "", line)) for line in re.split("</p>|<br/>", notes_html)]


def time_lines(notes_html: str) -> list[str]:
    return [line for line in lines_of(notes_html) if TIME_LINE.fullmatch(line)]


def test_g94_each_chapter_has_a_line_with_its_time_the_first_at_zero():
    assert time_lines(notes_of().html) == [f"(00:0{number}:00) {title}" for number, title in enumerate(CHAPTERS)]
    assert notes_of().plain.splitlines()[5] == "(00:00:00) Introduction"


def test_g94_hours_are_told():
    markers = tuple(Marker(f"Part {n}", n * 3_000_000, (n + 1) * 3_000_000) for n in range(3))
    assert time_lines(notes_of(release(markers=markers)).html)[-1] == "(01:40:00) Part 2"


def test_g94_fewer_than_three_chapters_are_no_list():
    assert time_lines(notes_of(release(markers=release().markers[:2])).html) == []


@pytest.mark.parametrize("sample", [name for name, (_, offered) in SHOWS.items() if offered])
def test_g95_only_paragraphs_breaks_and_links_are_used(sample):
    show, offered = SHOWS[sample]
    for one in offered[:10]:
        tree = etree.fromstring(f"<div>{show_notes(show, IDENTITY, one).whole}</div>")
        assert {node.tag for node in tree.iterdescendants()} <= {"p", "br", "a"}


def test_g96_every_article_has_title_author_source_address_and_licence():
    whole = notes_of(by_several_authors()).whole
    assert 'Read aloud from:<br/><a href="https://quay.example/1">Story 1</a>, By Anna Lindt, The Wire<br/>' in whole
    assert '<a href="https://quay.example/3">Story 3</a>, The Wire<br/>' in whole
    assert "Licence: CC-BY-4.0" in whole


def test_g96_all_of_sixty_articles_are_in_the_whole_notes():
    whole = notes_of(of_many_articles()).whole
    for credit in of_many_articles().credits:
        line = f'<a href="{credit.link}">{html.escape(credit.title)}</a>, {credit.byline}, {credit.site}'
        assert line in whole


def test_g96_an_address_that_is_none_of_the_webs_is_not_linked():
    notes = notes_of(release(credits=(Credit(title="Mine", link="javascript:alert(1)"),), omissions=()))
    assert "<a" not in notes.html
    assert "javascript" not in notes.plain


def test_what_was_not_read_is_told_with_its_reason_and_place():
    expected = 'Not read aloud:<br/><a href="https://quay.example/crane#tides">Tide table</a> (a table)'
    assert expected in notes_of().html
    assert "Tide table (a table): https://quay.example/crane#tides" in notes_of().plain


def test_many_omissions_are_cut_with_a_link_to_all():
    notes = notes_of(release(omissions=tuple(Omission(f"Table {n}", "a table") for n in range(50))))
    assert notes.html.count("(a table)") == 20
    assert f'<a href="{PAGE}">The full list</a>' in notes.html
    assert notes.plain.count(f"The full list: {PAGE}") == 1


def test_what_a_voices_licence_asks_to_be_said_is_said():
    assert "Voices:<br/>heart: Voice by the Hibari makers, CC BY 4.0" in notes_of().html


@pytest.mark.parametrize("length", [0, 20, 150, 199, 200, 201, 500, 5000])
def test_g97_a_synthetic_voice_is_told_within_the_first_300_characters(length):
    for word in ("tide ", "R&D ", "港"):
        dek = (word * length)[:length]
        for text in (notes_of(release(dek=dek)).html, notes_of(release(dek=dek)).plain):
            assert 0 <= text.find(DISCLOSURE) <= 300 - len(DISCLOSURE)


def test_g97_is_told_in_the_episodes_language():
    german = notes_of(release(language="de-AT"))
    assert "Gelesen von einer synthetischen Stimme (heart)." in german.html
    assert "Kapitel:" in german.plain
    assert "Nicht vorgelesen:" in german.plain


def test_g97_only_where_a_machine_speaks():
    assert DISCLOSURE not in notes_of(release(voices=(("Ida Holm", False, ""),))).html


def test_g98_sixty_articles_fit_with_the_lists_cut_at_lines():
    notes = notes_of(of_many_articles())
    for text in (notes.html, notes.plain):
        assert 3800 < len(text.encode()) < 4000
        assert DISCLOSURE in text
    assert f'<a href="{PAGE}">The full list</a>' in notes.html
    kept = time_lines(notes.html)
    assert kept == time_lines(notes.whole)[: len(kept)]
    assert len(kept) > 10


ANY = st.text(max_size=120)
LINKS = st.one_of(st.just(""), ANY.map(lambda rest: f"https://quay.example/{rest}"))


@settings(max_examples=60, deadline=None)
@given(
    dek=st.text(max_size=3000) | st.integers(0, 5000).map(lambda count: "&" * count),
    chapters=st.lists(ANY.filter(lambda text: bool(text.strip())), max_size=255),
    articles=st.lists(st.tuples(ANY, LINKS, ANY, ANY), max_size=60),
    omissions=st.lists(st.tuples(ANY, ANY, LINKS), max_size=60),
    voices=st.lists(st.tuples(ANY, st.just(value=True), ANY), min_size=1, max_size=12),
)
def test_g98_whatever_is_told_the_notes_fit_and_are_whole_html(dek, chapters, articles, omissions, voices):
    offered = release(
        dek=dek,
        markers=tuple(Marker(title, n * 1000, n * 1000 + 1000) for n, title in enumerate(chapters)),
        credits=tuple(Credit(title=t, link=link, byline=by, site=site) for t, link, by, site in articles),
        omissions=tuple(Omission(*omission) for omission in omissions),
        voices=tuple(voices),
    )
    show = replace(PRIVATE, base_url=f"https://{'long.' * 45}example/", licence="CC-BY-4.0")
    notes = show_notes(show, IDENTITY, offered)
    assert len(notes.html.encode()) < 4000
    assert len(notes.plain.encode()) < 4000
    assert 0 <= notes.html.find(DISCLOSURE) <= 300 - len(DISCLOSURE)
    assert len(notes.whole.encode()) >= len(notes.html.encode())
    etree.fromstring(f"<div>{''.join(c for c in notes.html if c.isprintable())}</div>")
