"""An article as a script: every word once, in order, in chapters worth listening to."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import SEEDS

from briefcast.errors import ScriptError
from briefcast.model import Article, Block, BlockKind, Role
from briefcast.reading import read
from briefcast.reading.markdown import parse_markdown
from briefcast.reading.text import parse_text
from briefcast.scripting import write_script
from briefcast.scripting.pace import WORDS_PER_SECOND

WORDS = st.sampled_from(
    "the river trains of Beijing U.S. Mr. 3.5 said that “candid” Łódź and £1.2bn 5 p.m. ran under old bridge e.g. a "
    "café O’Neill 1990s then they closed it? why! [1] rock’n’roll — not-so-new".split()
)
SENTENCES = st.lists(WORDS, min_size=3, max_size=25).map(lambda words: " ".join(words) + ".")
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=6).map(" ".join)
KINDS = st.sampled_from([BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM])
HEADINGS = st.lists(WORDS, min_size=1, max_size=9).map(lambda words: Block(BlockKind.HEADING, " ".join(words), 2))
BLOCKS = st.lists(st.one_of(st.builds(Block, KINDS, PARAGRAPHS), HEADINGS), min_size=1, max_size=25).filter(
    lambda blocks: any(char.isalnum() for block in blocks for char in block.text)
)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@settings(max_examples=150, deadline=None)
@given(BLOCKS)
def test_every_word_of_an_article_is_spoken_once_and_in_order(blocks):
    article = Article(title="A title of words", blocks=tuple(blocks))
    script = write_script(article)
    spoken = [u.text for u in script.utterances if u.role not in {Role.ANNOUNCER, Role.CREDIT}]
    assert words(" ".join(spoken)) == words(" ".join(block.text for block in blocks))


@settings(max_examples=150, deadline=None)
@given(st.lists(PARAGRAPHS, min_size=2, max_size=15))
def test_every_word_of_a_text_file_is_spoken_or_left_out_on_record(paragraphs):
    article = parse_text("\n\n".join(paragraphs), fallback_title="File")
    script = write_script(article)
    spoken = [utterance.text for utterance in script.utterances][1 if article.title == "File" else 0 :]
    left_out = [omission.text for omission in script.omissions]
    heard = _without_announcements(words(" ".join(spoken))) + words(" ".join(left_out))
    assert sorted(heard) == sorted(words(" ".join(paragraphs)))


@pytest.mark.parametrize("seed", ["foreign-minister-visit.txt", "lost-sounds.md", "numbers-and-names.txt"])
def test_every_word_of_the_seeds_is_spoken_or_left_out_on_record(seed):
    article = read(SEEDS / seed)
    script = write_script(article)
    spoken = " ".join(utterance.text for utterance in script.utterances)
    blocks = [block.text for block in article.blocks]
    expected = " ".join([article.title, article.dek, article.byline, article.dateline, *blocks])
    assert words(expected) == _without_announcements(words(spoken))


def _without_announcements(spoken: list[str]) -> list[str]:
    text = " ".join(spoken)
    for phrase in (
        "Read by a synthetic voice",
        "That is the end of this article",
        "There is a table here which is not read out",
        "There is a code listing here which is not read out",
        "There is a picture here",
    ):
        text = text.replace(phrase, "")
    return text.split()


def test_the_opening_says_title_source_date_and_that_no_person_reads():
    article = parse_markdown(
        "---\ntitle: On bread\nauthor: Ada Moss\ndate: 2024-03-03\nsite: The Harbour Wire\n---\n\nFlour and water.",
        fallback_title="",
    )
    opening = [u for u in write_script(article).chapters[0].utterances if u.role in {Role.ANNOUNCER, Role.CREDIT}]
    assert [u.text for u in opening][:-1] == [
        "On bread",
        "By Ada Moss",
        "2024-03-03",
        "From The Harbour Wire.",
        "Read by a synthetic voice.",
    ]
    assert opening[2].spoken == "March third, twenty twenty-four."


def test_opening_and_closing_are_no_chapters_of_their_own():
    script = write_script(read(SEEDS / "lost-sounds.md"))
    first, last = script.chapters[0].utterances, script.chapters[-1].utterances
    assert first[0].role is Role.ANNOUNCER
    assert first[-1].role is Role.NARRATOR
    assert last[-1].role is Role.CREDIT
    assert last[0].role is Role.NARRATOR


def test_a_heading_is_followed_by_a_pause_and_ends_like_a_sentence():
    script = write_script(read(SEEDS / "lost-sounds.md"))
    heading = next(u for u in script.utterances if u.text == "A label that lasts")
    assert heading.spoken.endswith(".")
    assert heading.pause_ms >= 600


def test_headings_make_the_chapters():
    script = write_script(read(SEEDS / "lost-sounds.md"))
    assert [chapter.title for chapter in script.chapters] == [
        "Introduction",
        "The day the trams went quiet",
        "What is worth keeping",
        "How to record a street",
        "Listening forwards",
    ]


@pytest.mark.parametrize("seed", ["foreign-minister-visit.txt", "numbers-and-names.txt"])
def test_a_text_without_headings_gets_chapters_of_a_pleasant_length(seed):
    script = write_script(read(SEEDS / seed))
    lengths = [sum(len(u.text.split()) for u in c.utterances) / WORDS_PER_SECOND for c in script.chapters]
    assert 3 <= len(lengths) <= 6
    assert all(30 <= length <= 120 for length in lengths)
    assert all(len(chapter.utterances) > 1 for chapter in script.chapters)


@pytest.mark.parametrize("seed", ["foreign-minister-visit.txt", "lost-sounds.md", "numbers-and-names.txt"])
def test_titles_are_short_unlike_and_of_the_articles_own_words(seed):
    article = read(SEEDS / seed)
    titles = [chapter.title for chapter in write_script(article).chapters]
    assert len(set(titles)) == len(titles)
    own = set(words(" ".join(block.text for block in article.blocks).casefold())) | {"introduction"}
    assert all(0 < len(title) <= 40 and set(words(title.casefold())) <= own for title in titles)


@settings(max_examples=100, deadline=None)
@given(BLOCKS)
def test_no_chapter_is_empty_and_no_pause_negative(blocks):
    script = write_script(Article(title="T", blocks=tuple(blocks)))
    for chapter in script.chapters:
        assert chapter.title.strip()
        assert chapter.utterances
        assert all(utterance.spoken.strip() and utterance.pause_ms > 0 for utterance in chapter.utterances)
    assert all(one.title != other.title for one, other in pairwise(script.chapters))


def test_ten_thousand_headings_fit_the_tag():
    blocks = tuple(
        Block(kind, f"Number {number} is a heading or a text", 2 if kind is BlockKind.HEADING else 0)
        for number in range(10_000)
        for kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
    )
    assert len(write_script(Article(title="Many", blocks=blocks)).chapters) <= 255


def test_an_article_of_symbols_is_refused():
    with pytest.raises(ScriptError, match="no words"):
        write_script(Article(title="***", blocks=(Block(BlockKind.PARAGRAPH, "!!!"),)))
