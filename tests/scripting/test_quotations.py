"""Which words of a paragraph are someone's own: quotations of a sentence or more, in any language's marks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefcast.model import Article, Block, BlockKind, Role
from briefcast.scripting.quotations import spans_of
from briefcast.scripting.writing import write_script


def quoted(text: str, language: str = "en") -> list[str]:
    return [span.text for span in spans_of(text, language) if span.role is Role.QUOTE]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "“We are going home,” she said. “It is late.”", ["“We are going home,”", "“It is late.”"]),
        ("en", "“Where have they gone?” asked Mr. Ode.", ["“Where have they gone?”"]),
        (
            "en",
            "He said, “It is closed. It opens on Monday,” and left.",
            ["“It is closed. It opens on Monday,”"],
        ),
        ("en", '"The ships don\'t come any more," said Ms Lee.', ['"The ships don\'t come any more,"']),
        ("en", "‘It’s the dogs’ home that’s closing,’ she said.", ["‘It’s the dogs’ home that’s closing,’"]),
        ("de", "„Wir gehen heute nach Hause“, sagte die Lehrerin.", ["„Wir gehen heute nach Hause“,"]),
        ("de", "Sie sagte: »Ich komme morgen wieder.« Dann ging sie.", ["»Ich komme morgen wieder.«"]),
        ("de", "‚Wir gehen heute nach Hause‘, sagte sie.", ["‚Wir gehen heute nach Hause‘,"]),
        ("fr", "« Nous rentrons à la maison », a déclaré le maire.", ["« Nous rentrons à la maison »,"]),
        (
            "es",
            "«Nos vamos a casa», dijo. “¿Quién viene conmigo?”",
            ["«Nos vamos a casa»,", "“¿Quién viene conmigo?”"],
        ),
        ("it", "«Torniamo a casa stasera», ha detto il sindaco.", ["«Torniamo a casa stasera»,"]),
        ("pt", "“Vamos voltar para casa hoje”, disse a prefeita.", ["“Vamos voltar para casa hoje”,"]),
        ("nl", "‘We gaan vandaag naar huis’, zei de burgemeester.", ["‘We gaan vandaag naar huis’,"]),
        ("sv", "”Vi går hem nu, hela gänget.” Sedan gick de.", ["”Vi går hem nu, hela gänget.”"]),
        ("pl", "„Idziemy dziś do domu” – powiedziała.", ["„Idziemy dziś do domu”"]),
        ("ja", "彼女は「港は三日間閉鎖されていた」と言った。", ["「港は三日間閉鎖されていた」"]),
        ("zh", "她说：“港口关闭了三天。”然后离开了。", ["“港口关闭了三天。”"]),
    ],
)
def test_a_sentence_in_quotation_marks_is_a_quotation(language, text, expected):
    assert quoted(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He called it “a disgrace.” Nobody answered."),
        ("en", "She read “The Old Man and the Sea,” which he had said was dull."),
        ("en", "They sang “Yes.” The room was cold."),
        ("en", "It was 5’ 6” tall and 12” wide."),
        ("en", "The quotation “never closes and goes on."),
        ("en", "Rock ’n’ roll, the dogs’ home and the ’90s."),
        ("de", "Das Buch „Der große Gatsby“, das sie las, war alt."),
        ("fr", "Il parle de « bonne volonté », sans plus."),
    ],
)
def test_a_title_or_a_few_words_stay_with_the_narrator(language, text):
    assert quoted(text, language) == []


def test_a_quotation_goes_on_after_the_words_that_say_whose_it_is():
    text = "“The boats are old,” she said, “and the sailors are older.” They laughed."
    assert quoted(text) == ["“The boats are old,”", "“and the sailors are older.”"]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="aB .,:!?—“”„«»‹›‘’\"'「」『』と5", max_size=60), st.sampled_from(["en", "de", "fr", "ja"]))
def test_no_character_is_lost_and_no_span_is_without_words(text, language):
    spans = spans_of(text, language)
    assert "".join("".join(span.text for span in spans).split()) == "".join(text.split())
    if len(spans) > 1:
        assert all(any(map(str.isalnum, span.text)) for span in spans)


def test_quotations_in_paragraphs_are_told_apart_on_request_only():
    text = "It was quiet. “Nobody comes here any more,” said the harbour master."
    article = Article(title="T", blocks=(Block(BlockKind.PARAGRAPH, text), Block(BlockKind.QUOTE, "I missed it.")))
    usual = write_script(article)
    assert [u.text for u in usual.utterances if u.role is Role.QUOTE] == ["I missed it."]
    apart = write_script(article, quotes_apart=True)
    assert [(u.role.value, u.text) for u in list(apart.utterances)[2:-1]] == [
        ("narrator", "It was quiet."),
        ("quote", "“Nobody comes here any more,”"),
        ("narrator", "said the harbour master."),
        ("quote", "I missed it."),
    ]
