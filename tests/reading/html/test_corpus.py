"""The corpus of pages, scored as benchmarks/extraction.py does: bounds below which no change may bring the reader."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

import pytest

from briefcast.reading.html.page import parse_page
from briefcast.reading.language import with_language

if TYPE_CHECKING:
    from briefcast.model import Article

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks"))
from extraction import BODY, Sample, Score, corpus, own_pages, score  # it lies outside the package

PAGES = {page.name: page for page in corpus.pages()}


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    """Every page of the corpus, read from its bytes as from a server; none may be refused."""
    return {page.name: with_language(parse_page(page.data, url=page.url, charset=page.charset)) for page in own_pages()}


@pytest.fixture(scope="module")
def scores(articles) -> list[Score]:
    def read_before(page: Sample) -> tuple[str, str]:
        article = articles[page.name]
        return article.title, "\n".join(block.text for block in article.blocks if block.kind in BODY)

    return [score(read_before, page) for page in own_pages()]


def table(scores: list[Score]) -> str:
    """A line for each skin, the worst first: F1, stretches found, furniture kept out, titles right."""

    def skin(one: Score) -> str:
        return one.name.split(".")[1]

    rows = []
    for name, group in groupby(sorted(scores, key=skin), key=skin):
        own = list(group)
        found, wanted, kept_out, unwanted = (sum(part) for part in zip(*(s.snippets for s in own), strict=True))
        titles = sum(s.title_right for s in own)
        rows.append(
            f"{mean(s.f1 for s in own):.3f}  {name:14} with {found}/{wanted}, without {kept_out}/{unwanted},"
            f" titles {titles}/{len(own)}, worst {min(own, key=lambda s: s.f1).name}"
        )
    return "\n" + "\n".join(sorted(rows))


def snippets(scores: list[Score]) -> tuple[float, float]:
    """Share of the body's stretches that are there, and of furniture that is not."""
    found, wanted, kept_out, unwanted = (sum(part) for part in zip(*(s.snippets for s in scores), strict=True))
    return found / wanted, kept_out / unwanted


def test_the_corpus_is_as_large_and_as_mixed_as_it_says():
    assert len(PAGES) >= 75
    assert len({page.skin for page in PAGES.values()}) >= 25
    assert {page.language[:2] for page in PAGES.values()} == {"de", "en", "es", "fr", "it"}


def test_the_words_of_the_article_are_read_and_few_others(scores):
    assert mean(one.f1 for one in scores) >= 0.95, table(scores)


def test_no_page_is_lost(scores):
    worst = min(scores, key=lambda one: one.f1)
    assert worst.f1 >= 0.6, f"{worst.name}: lost {worst.lost}, added {worst.added}"


def test_titles_are_right(scores):
    wrong = [one.name for one in scores if not one.title_right]
    assert len(wrong) <= 0.05 * len(scores), wrong


def test_beginning_middle_and_end_are_there(scores):
    assert snippets(scores)[0] >= 0.94, table(scores)


def test_furniture_is_kept_out(scores):
    assert snippets(scores)[1] >= 0.93, table(scores)


def test_titles_have_no_signs_left_over(articles):
    assert not [
        article.title
        for article in articles.values()
        if not article.title[0].isalnum() and article.title[0] not in "«“„¿"
    ]


def test_every_page_is_told_its_language(articles):
    told = {name: article.language[:2] for name, article in articles.items()}
    assert told == {page.name: page.language[:2] for page in PAGES.values()}


def test_no_page_is_given_another_author(articles):
    wrong = {
        page.name: articles[page.name].byline
        for page in PAGES.values()
        if articles[page.name].byline and page.byline not in articles[page.name].byline
    }
    assert not wrong


def test_most_authors_that_a_page_names_are_found(articles):
    named = [page for page in PAGES.values() if page.byline]
    missed = [page.name for page in named if not articles[page.name].byline]
    assert len(missed) <= 0.25 * len(named), missed


def test_no_page_is_given_another_day(articles):
    told = {name: article.published for name, article in articles.items() if article.published}
    assert told == {name: PAGES[name].date for name in told}


def test_most_days_that_a_page_shows_are_found(articles):
    missed = [page.name for page in PAGES.values() if page.date and not articles[page.name].published]
    assert len(missed) <= 0.35 * len(PAGES), missed


def test_lines_of_the_source_are_spoken_or_on_record(articles):
    """No stretch of an article vanishes: what is in no block is in an omission."""
    lost = [
        (name, stretch)
        for name, page in PAGES.items()
        for stretch in page.present
        if not corpus.contains(
            "\n".join([articles[name].title, articles[name].dek])
            + "\n".join(block.text for block in articles[name].blocks)
            + "\n".join(omission.text for omission in articles[name].omissions),
            stretch,
        )
    ]
    assert not lost
