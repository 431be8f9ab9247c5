"""Articles unlike articles: sensible chapters or one chapter, never an empty one, never an empty title."""

from __future__ import annotations

import time

import pytest

from briefcast.model import Article, Block, BlockKind
from briefcast.scripting import write_script

SENTENCE = "The {a} of the {b} stood by the harbour until the {a} was sold to the {c}."
NOUNS = "baker ferry lantern orchard violin glacier tariff beehive museum tractor".split()


def paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text)


def prose(sentences: int, start: int = 0) -> str:
    return " ".join(
        SENTENCE.format(a=NOUNS[n // 20 % 10], b=NOUNS[(n // 20 + 3) % 10], c=NOUNS[n % 7])
        for n in range(start, start + sentences)
    )


CHINESE = "这座城市的电车在一九五七年停运了。人们开始开车上班。博物馆里还保存着一辆电车，孩子们喜欢坐在里面。"
ARABIC = "وصل الوزير إلى المدينة يوم الأحد. وقال إن المحادثات كانت صريحة. هل تستمر المفاوضات؟ لا أحد يعرف؛ الوقت قصير."
ARTICLES = {
    "one word": ("en", [paragraph("Bread")]),
    "a paragraph of 20,000 words": ("en", [paragraph(prose(1250))]),
    "ten thousand headings": (
        "en",
        [b for n in range(10_000) for b in (Block(BlockKind.HEADING, f"Part {n}", 2), paragraph("It is short."))],
    ),
    "headings without text": ("en", [Block(BlockKind.HEADING, f"Part {n}", n % 6 + 1) for n in range(300)]),
    "lists": (
        "en",
        [Block(BlockKind.LIST_ITEM, f"{n % 9}. The {NOUNS[n % 10]} of the {NOUNS[n % 7]}") for n in range(400)],
    ),
    "verse": ("en", [paragraph(f"O {NOUNS[n % 10]}, my {NOUNS[n % 7]} of {NOUNS[n % 3]},") for n in range(300)]),
    "a transcript": ("en", [paragraph(f"{'ANNA' if n % 2 else 'BEN'}: {prose(3, 3 * n)}") for n in range(60)]),
    "Chinese": ("zh", [paragraph(CHINESE * 3) for _ in range(20)]),
    "one Chinese paragraph": ("zh", [paragraph(CHINESE * 100)]),
    "Arabic": ("ar", [paragraph(ARABIC * 4) for _ in range(20)]),
    "one Arabic paragraph": ("ar", [paragraph(ARABIC * 90)]),
    "symbols between words": (
        "en",
        [paragraph("***"), paragraph("A word."), paragraph("…"), Block(BlockKind.BREAK, "")],
    ),
    "breaks alone around a word": ("en", [Block(BlockKind.BREAK, ""), paragraph("Word"), Block(BlockKind.BREAK, "")]),
}


@pytest.mark.parametrize("name", ARTICLES)
def test_chapters_are_sensible(name):
    language, blocks = ARTICLES[name]
    began = time.process_time()
    chapters = write_script(Article(title="A title", language=language, blocks=tuple(blocks))).chapters
    assert 1 <= len(chapters) <= 255
    assert all(chapter.title.strip() and len(chapter.title) <= 40 for chapter in chapters)
    assert len({chapter.title.casefold() for chapter in chapters}) == len(chapters)
    assert all(any(map(str.isalnum, utterance.text)) for chapter in chapters for utterance in chapter.utterances)
    assert all(chapter.utterances for chapter in chapters)
    assert time.process_time() - began < 20


@pytest.mark.parametrize("name", ["a paragraph of 20,000 words", "one Chinese paragraph", "one Arabic paragraph"])
def test_one_endless_paragraph_has_chapters_too(name):
    language, blocks = ARTICLES[name]
    assert len(write_script(Article(title="A title", language=language, blocks=tuple(blocks))).chapters) > 2


def test_a_thousand_words_are_cut_and_titled_in_a_third_of_a_second():
    blocks = tuple(paragraph(prose(5, 5 * number)) for number in range(13))
    write_script(Article(title="A title", blocks=blocks[:1]))
    began = time.process_time()
    write_script(Article(title="A title", blocks=blocks))
    assert time.process_time() - began < 0.3
