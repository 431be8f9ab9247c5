"""Which texts lean on what stands before them, in seven languages."""

from __future__ import annotations

import pytest

from briefcast.scripting.leaning import leans_back, leans_on_words

LONG = "The baker kneads the dough before dawn and leaves it near the oven for an hour."


@pytest.mark.parametrize(
    ("unit", "before"),
    [
        ("But the mill had closed.", LONG),
        ("He sold the mill.", LONG),
        ("“This is all we have,” she said.", LONG),
        ("and so on", LONG),
        ("2) Knead the dough.", LONG),
        ("The mill had closed.", "Three things had changed by the time that the owners came back to the town:"),
        ("The mill had closed.", "And now?"),
    ],
)
def test_a_paragraph_may_lean_on_the_one_before(unit, before):
    assert leans_back(unit, before)


def test_a_paragraph_that_opens_with_a_name_stands_by_itself():
    assert not leans_back("Theodore sold the mill.", LONG)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Deshalb blieb die Mühle zu."),
        ("de-AT", "Diese Brücke trägt noch immer."),
        ("de", "„Er kam nie zurück“, sagt die Wirtin."),
        ("fr", "C’est le dernier train."),
        ("fr", "Cependant, le pont tient bon."),
        ("fr", "« Elle reviendra », dit le meunier."),
        ("es", "¿Pero quién vendió el molino?"),
        ("es", "Además, el molino cerró."),
        ("it", "Quest’anno il mulino ha chiuso."),
        ("it", "La loro barca è ferma."),
        ("pt-BR", "No entanto, a ponte resiste."),
        ("pt", "Ela vendeu o moinho."),
        ("nl", "Daarom bleef de molen dicht."),
        ("nl", "Zij verkocht de molen."),
    ],
)
def test_pronouns_and_joining_words_are_known_in_each_language(language, text):
    assert leans_on_words(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Der Müller verkaufte die Brücke."),
        ("de", "Erika kam nie zurück."),
        ("fr", "Le meunier vend le pont."),
        ("fr", "Ilse reste à Paris."),
        ("es", "El molino cerró en mayo."),
        ("es", "Yolanda vendió el molino."),
        ("it", "Il mulino ha chiuso a maggio."),
        ("it", "Maria vende la barca."),
        ("pt", "O moinho fechou em maio."),
        ("pt", "Elena vendeu a ponte."),
        ("nl", "De molen ging in mei dicht."),
        ("nl", "Het water stijgt."),
        ("fi", "But this is not known there."),
    ],
)
def test_articles_names_and_languages_without_a_list_do_not_lean(language, text):
    assert not leans_on_words(text, language)
