"""An article cut to a listening time: whole sentences, every section, nothing that hangs in the air."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import SEEDS

from briefcast.errors import ScriptError
from briefcast.model import Article, Block, BlockKind
from briefcast.reading import read
from briefcast.scripting import abridge, write_script
from briefcast.scripting.pace import seconds_to_read
from briefcast.scripting.sentences import speakable_sentences

ESSAY = read(SEEDS / "lost-sounds.md")
NEWS = read(SEEDS / "foreign-minister-visit.txt")


def sentences(article: Article) -> list[str]:
    return [sentence for block in article.blocks for sentence in speakable_sentences(block.text)]


def minutes(article: Article) -> float:
    return sum(seconds_to_read(block.text) for block in article.blocks) / 60


def test_an_article_that_is_short_enough_stays_as_it_is():
    assert abridge(ESSAY, 60) is ESSAY


@pytest.mark.parametrize("article", [ESSAY, NEWS], ids=["essay", "news"])
@pytest.mark.parametrize("limit", [2, 3, 4])
def test_it_fits_and_uses_most_of_the_time(article, limit):
    assert 0.6 * limit < minutes(abridge(article, limit)) <= limit


@pytest.mark.parametrize("article", [ESSAY, NEWS], ids=["essay", "news"])
def test_whole_sentences_stay_in_order(article):
    kept, all_of_them = sentences(abridge(article, 3)), iter(sentences(article))
    assert all(sentence in all_of_them for sentence in kept)


def test_every_section_says_something():
    titles = [chapter.title for chapter in write_script(ESSAY).chapters]
    cut = abridge(ESSAY, 2)
    headings = [block.text for block in cut.blocks if block.kind is BlockKind.HEADING]
    assert set(titles[1:]) <= set(headings)
    for before, after in pairwise(cut.blocks):
        assert not before.kind is after.kind is BlockKind.HEADING


def test_a_sentence_that_leans_comes_with_the_one_it_leans_on():
    cut = abridge(NEWS, 2.5)
    original = sentences(NEWS)
    kept = sentences(cut)
    for number, sentence in enumerate(original[1:], 1):
        if sentence in kept and re.match(r"(?:He|It|They|This|But)\b", sentence):
            together = any(
                f"{original[number - 1]} {sentence}" in block.text or block.text == sentence for block in NEWS.blocks
            )
            assert not together or original[number - 1] in kept or sentence == NEWS.blocks[0].text


GERMAN = (
    "Die Fähre nach Wyk fährt seit Mai wieder jede Stunde.",
    "Sie braucht für die Strecke kaum länger als früher.",
    "Der Kapitän steuert die Fähre seit dreißig Jahren durch das Watt.",
    "Deshalb kennt er jede Sandbank zwischen Wyk und Dagebüll.",
    "Im Hafen warten die Gäste mit Rädern und Koffern auf die Fähre.",
    "Diese Gäste buchen ihre Plätze meist schon im Winter.",
)


@pytest.mark.parametrize("limit", [0.12, 0.2, 0.25, 0.3])
def test_no_german_sentence_that_leans_is_left_alone(limit):
    cut = abridge(Article(title="Wyk", blocks=(Block(BlockKind.PARAGRAPH, " ".join(GERMAN)),), language="de"), limit)
    kept = sentences(cut)
    assert 0 < len(kept) < len(GERMAN)
    for first, leaning in zip(GERMAN[::2], GERMAN[1::2], strict=True):
        assert leaning not in kept or first in kept


def test_what_is_cut_is_on_record():
    cut = abridge(NEWS, 3)
    left_out = [o.text for o in cut.omissions if o.reason == "cut to the listening time"]
    words = sorted(re.findall(r"\w+", " ".join([*sentences(cut), *left_out])))
    assert words == sorted(re.findall(r"\w+", " ".join(sentences(NEWS))))


def test_a_time_that_loses_a_section_is_refused():
    with pytest.raises(ScriptError, match="allow more time"):
        abridge(ESSAY, 0.25)


WORDS = st.sampled_from("the river trains He This But ran under old bridge café. closed? 1990 such:".split())
BLOCKS = st.builds(
    Block,
    st.sampled_from([BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.QUOTE, BlockKind.BREAK]),
    st.lists(WORDS, max_size=80).map(" ".join),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=15), st.sampled_from([0.25, 0.5, 1, 2]))
def test_any_article_is_cut_to_size_or_refused(blocks, limit):
    article = Article(title="T", blocks=tuple(blocks))
    try:
        cut = abridge(article, limit)
    except ScriptError:
        return
    spoken = sum(seconds_to_read(b.text) for b in cut.blocks if b.kind in {BlockKind.PARAGRAPH, BlockKind.QUOTE})
    assert spoken <= 60 * limit
