"""Titles that a person would read: short, whole, unlike, in the article's own words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefcast.scripting.english_phrases import english_phrases
from briefcast.scripting.phrases import Kind, noun_phrases, sentences_of
from briefcast.scripting.titles import heading_title, section_titles

HARBOUR = """\
The harbour wall was built in 1890 to shelter the fishing fleet. The harbour wall has stood against every storm since \
then, but divers found cracks below the water line last winter. Repairs to the harbour wall begin in May.
Tourists bring most of the town's income today. A ferry service to the islands carries 40,000 people a year, and the \
ferry service will add a second boat next summer. Hotels near the quay are full from June to September.
Anna Lindt, the mayor, wants a museum of fishing in the old cannery. A museum would cost two million euros, and the \
council has put aside a third of that sum.""".splitlines()


def phrases(text: str, language: str = "en") -> set[str]:
    if language == "en":
        return {phrase.text for phrase in english_phrases(sentences_of(text))}
    return {phrase.text for phrase in noun_phrases(text, language)}


def headlines(sentence: str) -> list[str]:
    return [phrase.text for phrase in english_phrases([sentence]) if phrase.kind is Kind.HEADLINE]


def test_a_section_is_titled_by_a_phrase_that_it_says_early_and_often():
    assert section_titles(HARBOUR, ["", "", ""]) == [
        "Harbour wall",
        "Ferry service",
        "Anna Lindt wants a museum of fishing",
    ]


def test_an_authors_heading_stays_and_no_other_title_repeats_it():
    titles = section_titles(HARBOUR, ["The harbour wall", "", ""])
    assert titles[0] == "The harbour wall"
    assert "wall" not in " ".join(titles[1:])


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("2. Why the trains came back", "Why the trains came back"),
        ("3.1 Method", "3.1 Method"),
        ("IV. The end", "The end"),
        ("Chapter 3: The old mill", "The old mill"),
        ("STEP 2: Review the plan", "Review the plan"),
        ("1984 was a good year", "1984 was a good year"),
        ("How do you keep the oven hot? And what do you do in winter?", "How do you keep the oven hot?"),
        ("The day on which the trams went quiet and the town woke up late", "The day on which the trams went quiet"),
    ],
)
def test_a_heading_loses_its_number_and_what_does_not_fit(heading, title):
    assert heading_title(heading) == title


def test_a_section_says_more_than_a_name_and_than_the_articles_title():
    texts = [
        "Anna Lindt landed in Lima early on Sunday to modest applause.",
        "The old bridge is shut. Divers found cracks.",
    ]
    assert section_titles(texts, ["", ""])[0] == "Anna Lindt landed in Lima"
    assert section_titles(texts, ["", ""], article="The old bridge")[1] != "Old bridge"


def test_phrases_are_whole_noun_phrases():
    found = phrases("The price of old bread rose in New York City, and bakers sold the last loaves by Monday.")
    assert "price of old bread" in found
    assert "New York City" in found
    assert "York City" not in found
    assert "loaves by Monday" not in found


def test_a_verb_does_not_end_a_phrase():
    assert "waterfall method relies" not in phrases("The waterfall method relies on a plan.")
    assert "search engines try" not in phrases("The search engines try to help.")


@pytest.mark.parametrize(
    ("language", "text", "phrase"),
    [
        ("de", "Der Preis der alten Häuser steigt. Der Preis der alten Häuser ist hoch.", "Preis der alten Häuser"),
        ("fr", "Le prix du pain augmente. Le prix du pain reste haut.", "prix du pain"),
        ("es", "El precio de la vivienda sube. El precio de la vivienda preocupa.", "precio de la vivienda"),
        ("it", "Il prezzo del pane sale. Il prezzo del pane preoccupa.", "prezzo del pane"),
        ("pt", "O preço da habitação sobe. O preço da habitação preocupa.", "preço da habitação"),
        ("nl", "De prijs van het brood stijgt. De prijs van het brood is hoog.", "prijs van het brood"),
    ],
)
def test_other_languages_have_phrases_of_their_own(language, text, phrase):
    assert phrase in phrases(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "这座城市的电车在一九五七年停运了。人们开始开车上班。"),
        ("ar", "ذهب الوزير إلى بكين يوم الأحد. وقال إن المحادثات كانت صريحة."),
        ("fi", "Raitiovaunut lopettivat vuonna 1957. Ihmiset alkoivat ajaa autoilla."),
        ("en", "42"),
        ("xx", "Qo nuv tlhIngan Hol."),
    ],
)
def test_a_text_without_known_phrases_gets_its_opening_words(language, text):
    titles = section_titles([text, text], ["", ""], language)
    assert len(set(titles)) == 2
    assert all(0 < len(title) <= 40 for title in titles)


WORDS = st.sampled_from(
    "the river trains of Beijing U.S. said “candid” Łódź 5 p.m. ran old bridge a café — why! 2024".split()
)
TEXTS = st.lists(WORDS, min_size=1, max_size=40).map(" ".join).filter(lambda text: re.search(r"\w", text))


@settings(max_examples=120, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=12), st.sampled_from(["en", "de", "fr", "sv", "zh"]))
def test_titles_are_never_empty_long_or_alike(texts, language):
    titles = section_titles(texts, [""] * len(texts), language)
    assert len({title.casefold() for title in titles}) == len(texts)
    assert all(title.strip() and len(title) <= 40 for title in titles)


@pytest.mark.parametrize(
    ("sentence", "headline"),
    [
        ("The trip had been planned for February.", "trip planned for February"),
        ("Mr. Blinken left on Monday night for London, where he is due to speak.", "Blinken left for London"),
        ("Ana Lindt landed in Lima early on Sunday to modest applause.", "Ana Lindt landed in Lima"),
        ("Taiwan took up much of the argument.", "Taiwan took up much of the argument"),
        ("One American request was turned down flat.", "American request turned down flat"),
        ("The council did not approve the plan.", "council did not approve the plan"),
    ],
)
def test_a_main_clause_becomes_a_headline_without_article_auxiliary_and_date(sentence, headline):
    assert headline in headlines(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "If the harbour freezes, the ferries stop.",
        "The mayor said that the wall was safe.",
        "Each side restated familiar complaints.",
        "Would the council approve the plan?",
        "He approved the plan.",
    ],
)
def test_a_clause_that_would_say_more_than_its_sentence_is_no_headline(sentence):
    assert headlines(sentence) == []


@settings(max_examples=80, deadline=None)
@given(TEXTS)
def test_no_phrase_begins_with_a_function_word_or_is_longer_than_seven(text):
    leading = set("a an the of in on for with by at from to and or but his her its their he she it".split())
    for phrase in english_phrases(sentences_of(text)):
        words = phrase.text.split()
        assert words[0].casefold() not in leading
        assert 2 <= len(words) <= 7
