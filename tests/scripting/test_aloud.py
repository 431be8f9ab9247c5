"""What a listener may ask to hear besides: quotation marks, whole addresses, emoji."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefcast.model import Article, Block, BlockKind
from briefcast.scripting import write_briefing, write_script
from briefcast.scripting.script_file import write_script_file
from briefcast.scripting.script_reading import read_script_file
from briefcast.scripting.spoken import Aloud, aloud, speak, spoken_form

#: Marks that no engine reads by name.
QUIET = " .,;:!?'\"’‘“”()-…–"
ALL = Aloud(quotes=True, addresses=True, emoji=True)
MARKED = st.lists(
    st.sampled_from(
        ['"', "“", "”", "«", "»", "″", "``", "🎉", "👍🏽", "🇫🇷", "❤️", "a.com/b?c=%41", "https://a.b/c", "word"]
    )
    | st.sampled_from([" ", ",", ".", "?", "5", "(", ")", "A", "-"]),
    max_size=12,
).map("".join)


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("He said “we won” and left.", "He said, quote, we won, end quote, and left."),
        ("“We won,” he said.", "quote, We won, end quote, he said."),
        ("“Did you?” she asked.", "quote, Did you? end quote, she asked."),
        ('"We won." She left.', "quote, We won, end quote. She left."),
        ("Was it a “soft” landing?", "Was it a, quote, soft, end quote, landing?"),
        ("Is it “over”?", "Is it, quote, over, end quote?"),
        ('(They "knew".)', "(They, quote, knew, end quote.)"),
        ("«No», he said.", "quote, No, end quote, he said."),
        ('He’s 6\'2" and owns a 12" ruler.', "He’s six foot two and owns a twelve-inch ruler."),
    ],
)
def test_quotation_marks_are_said_where_asked(written, spoken):
    assert spoken_form(written, (), "en", Aloud(quotes=True)) == spoken
    assert "quote" not in spoken_form(written)


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("See https://www.example.com/.", "See example dot com."),
        ("See https://example.com/news/a-b.", "See example dot com slash news slash a dash b."),
        ("See example.org/find?q=two%20words.", "See example dot org slash find question mark q equals two words."),
    ],
)
def test_an_address_is_read_to_its_end_where_asked(written, spoken):
    assert spoken_form(written, (), "en", Aloud(addresses=True)) == spoken
    assert "slash" not in spoken_form(written)


@pytest.mark.parametrize(
    ("language", "written", "spoken"),
    [
        ("en", "We won 🎉🎉 today!", "We won, party popper emoji, today!"),
        ("en", "We won ❤️!", "We won, red heart emoji!"),
        ("en", "👍🏽 from 🇫🇷.", "thumbs up emoji, from, France flag emoji."),
        ("en", "🥇🥈", "first place medal emoji, second place medal emoji"),
        ("en", "© 2024", "copyright twenty twenty-four"),
        ("de", "Ja 🎉", "Ja, konfettibombe emoji"),
        ("nl", "Ja 🎉", "Ja"),
    ],
)
def test_emoji_are_named_where_asked(language, written, spoken):
    assert spoken_form(written, (), language, Aloud(emoji=True)).strip() == spoken


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])) | MARKED)
def test_what_is_asked_for_is_plain_words_and_said_once(text):
    spoken = spoken_form(text, (), "en", ALL)
    assert all(char in QUIET or unicodedata.category(char)[0] in "LM" for char in spoken)
    assert '"' not in spoken or '"' in spoken_form(text)
    assert spoken_form(spoken, (), "en", ALL) == spoken


@given(MARKED)
def test_named_emoji_are_tied_to_where_they_stand(text):
    links = speak(text, (), "en", ALL).links
    assert all(0 <= link.written[0] <= link.written[1] <= len(text) for link in links)


def lexicons(_voice: str) -> tuple[tuple[str, str], ...]:
    return ()


ARTICLE = Article(title="A “trial”", blocks=(Block(BlockKind.PARAGRAPH, "He said “yes” 🎉 to a.com/b."),))


def test_a_script_says_it_and_its_file_remembers():
    asked = aloud(["quotes", "emoji"])
    script = write_script(ARTICLE, asked=asked)
    assert "He said, quote, yes, end quote, party popper emoji, to a dot com." in [
        utterance.spoken for utterance in script.utterances
    ]
    text = write_script_file(script, lexicons, asked=asked)
    assert "\nsay: quotes, emoji\n" in text
    assert "[say" not in text.split("-->")[1]
    read = read_script_file(text, "script.md", lexicons)
    assert (read.script, read.asked) == (script, asked)


def test_a_briefing_says_it_in_its_contents_too():
    script = write_briefing([ARTICLE, ARTICLE], asked=Aloud(quotes=True))
    assert any(line.spoken.startswith("A, quote, trial, end quote") for line in script.chapters[0].utterances[:3])
