"""Several narrators in one briefing: they take turns by article."""

from __future__ import annotations

from briefcast.model import Article, Block, BlockKind, Role
from briefcast.scripting import Reader, Readers, write_briefing
from briefcast.scripting.script_file import write_script_file
from briefcast.scripting.script_reading import read_script_file

ARTICLES = [
    Article(
        title=f"Story {number}",
        blocks=(
            Block(BlockKind.PARAGRAPH, f"This is what happened on day {number}. It rained at noon."),
            Block(BlockKind.QUOTE, f"I saw it all on day {number}."),
        ),
    )
    for number in range(1, 5)
]
TURNS = Readers((Reader(), Reader("joe")))


def voices(script, role: Role) -> list[set[str]]:
    return [{u.voice for u in chapter.utterances if u.role is role} for chapter in script.chapters]


def test_narrators_take_turns_by_article_and_the_announcer_stays():
    script = write_briefing(ARTICLES, TURNS)
    assert voices(script, Role.NARRATOR) == [{""}, {"joe"}, {""}, {"joe"}]
    assert set.union(*voices(script, Role.ANNOUNCER)) == {""}


def test_a_quotation_is_read_by_the_articles_narrator_unless_another_voice_has_that_role():
    assert voices(write_briefing(ARTICLES, TURNS), Role.QUOTE) == [{""}, {"joe"}, {""}, {"joe"}]
    apart = Readers(TURNS.narrators, quotes_apart=True)
    assert voices(write_briefing(ARTICLES, apart), Role.QUOTE) == [{""}] * 4


def test_each_narrator_reads_by_the_words_of_its_own_lexicon():
    readers = Readers((Reader(), Reader("joe", (("noon", "twelve"),))))
    spoken = [u.spoken for u in write_briefing(ARTICLES, readers).utterances if u.text == "It rained at noon."]
    assert spoken == ["It rained at noon.", "It rained at twelve."] * 2


def test_a_script_of_several_narrators_is_written_and_read_back_exactly():
    script = write_briefing(ARTICLES, TURNS)
    text = write_script_file(script, lambda _: (), "narrator=heart,joe quote=system", rate=1.25)
    assert "\nvoice: " in text
    assert "\nrate: 1.25\n" in text
    file = read_script_file(text, "script.md", lambda _: ())
    assert file.script == script
    assert (str(file.billing), file.rate) == ("narrator=heart,joe quote=system", 1.25)
