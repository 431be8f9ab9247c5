"""What holds for the spoken form of any text: safe for every engine, stable, quick, tied to the written words."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefcast.scripting.spoken import speak, spoken_form

#: Marks that no engine reads by name.
QUIET = " .,;:!?'\"’‘“”()-…–"
PIECES = (
    "1 10 1990 3.5 1,000 $ £ % / - – — . , ' \" ( ) [ ] & @ # * + = < > ° km am p.m. Jan. May March Dr. St. No. "
    "vs. v. I IV Charles Chapter The U.S. USD bn m k st nd × ½ ² ³ α 中 🎉 \u200b \u202e \x00 ^ ~ _ | BC AD c. pp. "
    "www. .com http:// e.g. "
    "etc. GMT '90s ’ “ … -5 007 1e9 Q3 F-16 CO2 NATO Ave Inc. TX 75201 SW1A 2AA box call e.s.t. № 1/2 3:00 5th XIV"
).split(" ")
WRITTEN = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " "])), min_size=1, max_size=9).map(
    lambda pairs: "".join(piece + gap for piece, gap in pairs)
)
ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1) | WRITTEN


@given(ANY_TEXT)
def test_no_character_is_left_that_an_engine_reads_by_name(text):
    odd = [char for char in spoken_form(text) if char not in QUIET and unicodedata.category(char)[0] not in "LM"]
    assert not odd


@given(ANY_TEXT)
def test_what_is_spoken_already_is_spoken_as_it_stands(text):
    spoken = spoken_form(text)
    assert spoken_form(spoken) == spoken


@example("ª")
@given(ANY_TEXT.filter(str.strip))
def test_something_is_always_said(text):
    assert spoken_form(text)
    if any(char.isalnum() for char in text):
        assert any(char.isalnum() for char in spoken_form(text))


@given(ANY_TEXT, st.sampled_from(["es", "fr", "de", "it", "pt", "pt-br", "nl", "sv", "en-gb"]))
@settings(max_examples=60, deadline=None)
def test_no_language_is_hurt_by_any_text(text, language):
    assert spoken_form(text, (), language) or not text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "7" * 10_000,
        "1e400",
        "31/02/2024",
        "$£€5",
        "a" * 100_000,
        "1,234,567,890,123,456,789,012,345,678,901,234,567,890",
        "\x00\x1b[31m",
        "٣٫٥ ९९ 5",
        "½½½",
        "1/0",
        "99:99",
        "#" * 500,
        "0000-00-00",
        "€-5.5.5,5",
    ],
)
def test_odd_input_is_read_all_the_same(text):
    assert spoken_form(text)


def test_a_number_of_ten_thousand_digits_is_told_and_not_read():
    assert spoken_form("7" * 10_000) == "a number of ten thousand digits"


UNITS = (
    "7 a 1- $ 1, €5␣ 1. a.a / 1/2␣ 1: − I X␣ [1] #a 1␣May␣ 5␣km␣ 5' x^2␣ a-1 A1- 9␣Elm␣ 5%- 1+ 0 A.␣ '90s␣ 1990- 🎉 "
    "1␣to␣"
)


@pytest.mark.parametrize("unit", [unit.replace("␣", " ") for unit in UNITS.split()])
def test_time_grows_with_length_and_not_with_its_square(unit):
    """Eight times the text takes far less than the 64 times of a rule that starts anew at each character.

    CPU time, the best of three, so that a busy machine does not count.
    """
    short, long = (_cpu_seconds(unit * (length // len(unit))) for length in (2_500, 20_000))
    assert long < 25 * max(short, 0.002)


def _cpu_seconds(text: str) -> float:
    def once() -> float:
        began = time.process_time()
        speak.__wrapped__(text)
        return time.process_time() - began

    return min(once() for _ in range(3))


def test_a_sentence_of_the_news_takes_well_under_a_millisecond():
    sentences = [
        f"Dr. Lee paid £{n}.2bn on June {n % 28 + 1}, 2023, about {n}% more than in 1999, he said at 5 p.m."
        for n in range(300)
    ]
    assert sum(map(_cpu_seconds, sentences)) / len(sentences) < 0.003


def aligned(text, lexicon=(), language="en"):
    spoken = speak(text, lexicon, language)
    return [(text[slice(*link.written)], spoken.text[slice(*link.spoken)]) for link in spoken.links]


def test_spoken_words_are_tied_to_the_written_ones():
    assert aligned("Dr. Lee paid $3.5m on 5 May.") == [
        ("Dr.", "Doctor"),
        ("Lee", "Lee"),
        ("paid", "paid"),
        ("$3.5m", "three point five million dollars"),
        ("on", "on"),
        ("5 May.", "the fifth of May."),
    ]


def test_marks_that_are_not_seen_do_not_shift_the_ties():
    assert aligned("in\u200bvisible \u202e½ cup") == [
        ("in\u200bvisible", "invisible"),
        ("½", "one half"),
        ("cup", "cup"),
    ]


@given(ANY_TEXT)
def test_ties_run_in_order_and_cover_every_spoken_word(text):
    spoken = speak(text)
    ends = [link.spoken for link in spoken.links]
    assert all(spoken.text[end:start] in {"", " "} for (_, end), (start, _) in pairwise(ends))
    assert all(0 <= link.written[0] <= link.written[1] <= len(text) for link in spoken.links)
    assert not ends or (ends[0][0], ends[-1][1]) == (0, len(spoken.text))


LEXICON = (("Xi", "Shee"), ("Mr. Xi", "Mister Shee"), ("WHO", "W.H.O."), ("AT&T", "A T and T"))


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Xi met Xis.", "Shee met Xis."),
        ("Mr. Xi paid $5.", "Mister Shee paid five dollars."),
        ("Who asked the WHO?", "Who asked the W.H.O.?"),
        ("AT&T fell 5%.", "A T and T fell five percent."),
        ("xi is a letter.", "xi is a letter."),
    ],
)
def test_a_lexicon_respells_whole_words_in_their_own_case(written, spoken):
    assert spoken_form(written, LEXICON) == spoken


def test_phonemes_in_a_lexicon_are_passed_on_as_they_stand():
    assert spoken_form("Xi paid $5.", (("Xi", "[Xi](/ʃˈi/)"),)) == "[Xi](/ʃˈi/) paid five dollars."


@pytest.mark.parametrize(
    ("language", "date"),
    [("en", "April third twenty twenty-four"), ("en-us", "April third twenty twenty-four")]
    + [(tag, "the fourth of March twenty twenty-four") for tag in ("en-gb", "en-au", "en-ie", "en-IN")],
)
def test_a_date_in_figures_follows_the_custom_of_the_country(language, date):
    written = "04/03/2024"
    assert spoken_form(f"on {written}", (), language) == f"on {date}"


@pytest.mark.parametrize(
    ("language", "written", "spoken"),
    [
        ("es", "El 19 de junio de 2023.", "El diecinueve de junio de dos mil veintitrés."),
        ("es", "Pagó 1.034,56 €.", "Pagó mil treinta y cuatro euros con cincuenta y seis céntimos."),
        ("es", "El Sr. López corrió 21 km.", "El señor López corrió veintiún kilómetros."),
        ("fr", "Le 1er mai, à 14h30.", "Le premier mai, à quatorze heures trente."),
        ("fr", "5 % de plus.", "cinq pour cent de plus."),
        ("fr", "Il vaut 9,99 €.", "Il vaut neuf euros et quatre-vingt-dix-neuf centimes."),
        ("de", "Am 19. Juni 1999 fiel er.", "Am neunzehnten Juni neunzehnhundertneunundneunzig fiel er."),
        ("de", "Er zahlte 3,5 Mio. €.", "Er zahlte drei Komma fünf Millionen Euro."),
        ("de", "Um 14:30 Uhr waren es 25 °C.", "Um vierzehn Uhr dreißig waren es fünfundzwanzig Grad Celsius."),
        ("it", "Il 1º maggio 2024 costa 5 €.", "Il primo maggio duemilaventiquattro costa cinque euro."),
        ("pt", "O Sr. Silva pagou 5 €.", "O senhor Silva pagou cinco euros."),
        ("nl", "Op 19 juni reed dhr. Smit 71 km.", "Op negentien juni reed de heer Smit eenenzeventig kilometer."),
        ("sv", "Det kostar 5 kr & mer.", "Det kostar 5 kr & mer."),
    ],
)  # fmt: skip
def test_other_languages_say_numbers_dates_and_sums_their_own_way(language, written, spoken):
    assert spoken_form(written, (), language) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("It held 105 men.", "It held one hundred and five men."),
        ("It held 2,345 men.", "It held two thousand three hundred and forty-five men."),
        ("It held 1,005 men.", "It held one thousand and five men."),
        (
            "In 2009 it cost £120,500.",
            "In two thousand and nine it cost one hundred and twenty thousand five hundred pounds.",
        ),
        ("It weighs 400 kg.", "It weighs four hundred kilograms."),
    ],
)
def test_the_british_say_and_within_numbers(written, spoken):
    assert spoken_form(written, (), "en-gb") == spoken
    assert spoken_form(spoken, (), "en-gb") == spoken
