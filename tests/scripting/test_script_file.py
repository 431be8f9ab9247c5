"""The file in which a person edits a script: what is written is read back, and errors say where."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.conftest import SEEDS

from briefcast.errors import SourceError, VoiceError
from briefcast.model import Article, Block, BlockKind, Chapter, Omission, Role, Script, Utterance
from briefcast.reading import read
from briefcast.scripting import Announce, ChapterPlan, write_script
from briefcast.scripting.script_file import write_script_file
from briefcast.scripting.script_reading import is_script_file, read_script_file

LEXICON = (("Qin", "chin"), ("Beijing", "bay jing"))
HEAD = "---\nformat: briefcast script 1\ntitle: Bread\n---\n\n"


def lexicons(voice: str):
    if voice in {"", "heart", "system"}:
        return LEXICON
    raise VoiceError(f"There is no voice “{voice}”; there are heart and system.")


def reread(script: Script, voice: str = "") -> Script:
    return read_script_file(write_script_file(script, lexicons, voice), "script.md", lexicons).script


def spoken(body: str) -> list[Utterance]:
    return list(read_script_file(f"{HEAD}## One\n\n{body}\n", "script.md", lexicons).script.utterances)


WORDS = st.sampled_from(
    "the river trains of Beijing U.S. Mr. 3.5 said that “candid” Łódź and £1.2bn 5 p.m. Qin's O’Neill they closed why! "
    "[1] — # > - * 1. 7) [pause 2s] [voice: x] [say: a | b] [spell: NATO] [Say: hm] \\ \\[ <!-- --> <http://a.b> "
    "![](c) --- e.g. | ] 这是中文。 Qin rock’n’roll ## ### Left out: 1990. …".split(" ")
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)
TEXTS = st.lists(SENTENCES, min_size=1, max_size=4).map(". ".join).filter(lambda text: any(map(str.isalnum, text)))
KINDS = st.sampled_from([BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM])
BLOCKS = st.one_of(
    st.builds(Block, KINDS, TEXTS),
    st.builds(Block, st.just(BlockKind.HEADING), TEXTS, st.integers(1, 4)),
    st.just(Block(BlockKind.BREAK, "")),
    st.just(Block(BlockKind.TABLE, "")),
)


def has_text(blocks: list[Block]) -> bool:
    return any(char.isalnum() for block in blocks for char in block.text)


LINKS = st.sampled_from(["", "https://example.org/a?b=c#d", "http://x.y/(z)"])
LINES = st.text(st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"]), max_size=30)
OMISSIONS = st.builds(
    Omission,
    st.lists(st.one_of(LINES, WORDS), max_size=4).map("\n".join).map(str.strip),
    st.one_of(st.sampled_from(["follow line", "code: not read out"]), LINES.filter(bool)),
    LINKS,
)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(BLOCKS, min_size=1, max_size=12).filter(has_text),
    TEXTS,
    LINKS,
    st.lists(OMISSIONS, max_size=4),
    st.sampled_from(Announce),
)
def test_any_script_is_read_back_exactly(blocks, title, link, omissions, announce):
    article = Article(
        title=" ".join(title.split()),
        byline="By Ada Moss",
        dateline="June 19, 2023",
        published=date(2023, 6, 19),
        site="The “Harbour”: Wire",
        link=link,
        blocks=tuple(blocks),
        omissions=tuple(omissions),
    )
    script = write_script(article, LEXICON, plan=ChapterPlan(announce=announce))
    assert reread(script, "heart") == script


UTTERANCES = st.builds(
    Utterance,
    TEXTS.map(lambda text: " ".join(text.split())),
    TEXTS.map(lambda text: f"{' '.join(text.split())}!"),
    st.sampled_from(list(Role)),
    st.sampled_from([0, 320, 420, 620, 650, 700, 750, 950, 2000, 12345]),
    st.sampled_from(["", "system"]),
)


@settings(max_examples=120, deadline=None)
@given(st.lists(UTTERANCES, min_size=1, max_size=6))
def test_any_utterance_is_read_back_however_it_sounds(utterances):
    script = Script(title="T", language="en", chapters=(Chapter("One", tuple(utterances)),))
    assert reread(script) == script


@settings(max_examples=100, deadline=None)
@example("the \n ##  ##  the \n the")
@given(st.lists(st.one_of(WORDS, st.just("\n"), st.just("\n\n"), st.just("## ")), max_size=40).map(" ".join))
def test_whatever_a_person_types_is_read_or_refused_with_its_place(body):
    try:
        script = read_script_file(f"{HEAD}## One\n\n{body}", "script.md", lexicons).script
    except SourceError as error:
        assert "script.md, line " in str(error)
        assert ", column " in str(error)
    else:
        assert reread(script) == script


@pytest.mark.parametrize("seed", ["foreign-minister-visit.txt", "lost-sounds.md", "numbers-and-names.txt"])
def test_the_seeds_are_read_back_exactly(seed):
    script = write_script(read(SEEDS / seed), LEXICON)
    assert reread(script) == script


def test_a_paragraph_is_a_paragraph_and_a_list_a_list():
    article = Article(
        title="Bread",
        blocks=(
            Block(BlockKind.PARAGRAPH, "It needs three things. All are cheap."),
            Block(BlockKind.LIST_ITEM, "flour"),
            Block(BlockKind.LIST_ITEM, "- salt"),
            Block(BlockKind.LIST_ITEM, "3. Water"),
            Block(BlockKind.QUOTE, "Time is the fourth."),
            Block(BlockKind.PARAGRAPH, "# is no heading."),
        ),
    )
    text = write_script_file(write_script(article), lexicons)
    assert text.endswith(
        "It needs three things. All are cheap.\n\n- flour\n- salt\n3. Water\n\n> Time is the fourth.\n\n"
        "\\# is no heading.\n\n[voice: credit] That is the end of this article.\n"
    )


def test_a_chapter_has_its_link_and_picture():
    chapter = Chapter("One", (Utterance("A.", "A.", Role.NARRATOR, 700),), "https://a.b/#c", "https://a.b/d.jpg")
    script = Script(title="Bread", language="en", chapters=(chapter,))
    assert "## One\n\n<https://a.b/#c>\n\n![](https://a.b/d.jpg)\n\nA.\n" in write_script_file(script, lexicons)
    assert reread(script) == script


def test_what_the_lexicon_says_is_not_marked_and_the_rest_is():
    said = Utterance("Qin met NATO in Ghent.", "chin met N A T O in Ghent.", Role.NARRATOR, 700)
    script = Script(title="T", language="en", chapters=(Chapter("One", (said,)),))
    assert "\nQin met [spell: NATO] in Ghent.\n" in write_script_file(script, lexicons)


class TestMarks:
    def test_a_word_may_be_respelled_and_keeps_its_text(self):
        (line,) = spoken("Mr. [say: Łódź | woodge] is far.")
        assert (line.text, line.spoken) == ("Mr. Łódź is far.", "Mr. woodge is far.")

    def test_a_word_may_be_spelled(self):
        assert spoken("It joined [spell: NATO].")[0].spoken == "It joined N A T O."

    def test_a_pause_ends_an_utterance(self):
        first, second = spoken("One, [pause 2s] two.")
        assert (first.text, first.pause_ms, second.text) == ("One,", 2000, "two.")

    def test_a_pause_on_a_line_of_its_own_follows_the_paragraph_above(self):
        assert [line.pause_ms for line in spoken("One.\n\n[pause 1.5s]\n\nTwo.")] == [1500, 700]

    def test_a_voice_is_a_role_or_a_profile(self):
        lines = spoken("[voice: announcer] One.\n\n[voice: system] Two.\n\n> [voice: system] Three.")
        assert [(line.role, line.voice) for line in lines] == [
            (Role.ANNOUNCER, ""),
            (Role.NARRATOR, "system"),
            (Role.QUOTE, "system"),
        ]

    def test_a_mark_is_never_cut_in_two(self):
        assert len(spoken("[say: He left. She stayed. | He went. She did not.]")) == 1

    def test_comments_are_not_read(self):
        assert [line.text for line in spoken("One <!-- not\n\nthis --> two.")] == ["One", "two."]

    def test_lines_of_a_paragraph_belong_together(self):
        assert [line.text for line in spoken("One goes\non here.\n> Two\n> goes on.")] == [
            "One goes on here.",
            "Two goes on.",
        ]

    def test_brackets_that_are_no_marks_are_text(self):
        assert spoken("He [the mayor] left [1].")[0].text == "He [the mayor] left [1]."


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("## One\n\nText", 1, 1, "front matter"),
        ("---\nformat: briefcast script 9\ntitle: T\n---\n## One\n\nText", 2, 1, "briefcast script 1"),
        ("---\nformat: briefcast script 1\nvoice: heart\n---\n## One\n\nText", 1, 1, "no title"),
        ("---\nformat: briefcast script 1\ntitle: a: b: c\n---\n", 3, 9, "quotation marks"),
        ("---\nformat: briefcast script 1\ntitle: T\nspeed: 2\n---\n", 4, 1, "“speed” is none of"),
        ("---\nformat: briefcast script 1\ntitle: T\npublished: May\n---\n## A\n\nB", 4, 12, "not a date"),
        ("---\nformat: briefcast script 1\ntitle: T\nvoice: hart\n---\n## A\n\nB", 4, 1, "no voice “hart”"),
        (HEAD + "Text", 6, 1, "before the first chapter"),
        (HEAD + "##\n\nText", 6, 1, "no title"),
        (HEAD + "## One\n\n## Two\n\nText", 6, 1, "no words"),
        (HEAD + "## One\n\nText [pause soon] here", 8, 6, "not a pause"),
        (HEAD + "## One\n\nText [pause 2h] here", 8, 6, "not a pause"),
        (HEAD + "## One\n\nText [pause 90s]", 8, 6, "0 to 60 seconds"),
        (HEAD + "## One\n\nText [puase 2s]", 8, 6, "did you mean “[pause”?"),
        (HEAD + "## One\n\nText goes\n  on [say: Qin]", 9, 6, "[say: Qin Gang | chin gahng]"),
        (HEAD + "## One\n\n> Text goes\n> on [say: Qin | ]", 9, 6, "what is written and how"),
        (HEAD + "## One\n\nText [spell: ]", 8, 6, "[spell: NATO]"),
        (HEAD + "## One\n\nText [say: Qin | chin", 8, 6, "not closed"),
        (HEAD + "## One\n\nText [voice: system] more", 8, 6, "at the head"),
        (HEAD + "## One\n\n[voice: sistem] Text", 8, 1, "no voice “sistem”"),
        (HEAD + "## One\n\n- [voice: ] Text", 8, 3, "no name"),
        (HEAD + "## One\n\n[pause 2s]\n\nText", 8, 1, "nothing before this pause"),
        (HEAD + "## One\n\n* * *\n\nText", 8, 1, "no words"),
        (HEAD + "## One\n\nText <!-- what", 8, 6, "not closed"),
        (HEAD + "## One\n\nText\n\n---\n\nLeft out:\n\nthe rest", 14, 1, "- reason: text"),
    ],
)
def test_every_error_says_line_and_column(text, line, column, words):
    with pytest.raises(SourceError) as caught:
        read_script_file(text, "script.md", lexicons)
    assert f"script.md, line {line}, column {column}: " in str(caught.value)
    assert words in str(caught.value)


def test_a_script_without_chapters_is_refused():
    with pytest.raises(SourceError, match="no chapter"):
        read_script_file(HEAD, "script.md", lexicons)


def test_more_chapters_than_the_tag_holds_are_refused_at_the_first_too_many():
    body = "".join(f"## {number}\n\nText.\n\n" for number in range(300))
    with pytest.raises(SourceError, match=rf"line {6 + 4 * 255}, column 1: an MP3 holds 255"):
        read_script_file(HEAD + body, "script.md", lexicons)


@pytest.mark.parametrize("theme", ["none", "chime", "harbour", "my music/theme: one.toml"])
def test_a_theme_is_kept_and_the_usual_one_not_written(theme):
    article = Article(title="Bread", blocks=(Block(BlockKind.PARAGRAPH, "Some words of it."),))
    script = replace(write_script(article), theme=theme)
    text = write_script_file(script, lexicons)
    assert ("\ntheme: " in text) == (theme != "chime")
    assert read_script_file(text, "script.md", lexicons).script == script


def test_a_reason_with_a_colon_stands_between_quotation_marks():
    chapter = Chapter("One", (Utterance("A.", "A.", Role.NARRATOR, 700),))
    left_out = Omission("x = 1", "code: not read out")
    script = Script(title="T", language="en", chapters=(chapter,), omissions=(left_out,))
    assert '\n- "code: not read out": x = 1\n' in write_script_file(script, lexicons)
    assert reread(script) == script


def test_an_article_is_told_from_a_script():
    assert is_script_file(HEAD)
    assert not is_script_file("---\ntitle: On the format: briefcast script 1\n---\n\nText.")
    assert not is_script_file("# Title\n\nformat: briefcast script 1")


def test_an_edit_changes_only_what_was_edited():
    script = write_script(read(SEEDS / "lost-sounds.md"), LEXICON)
    text = write_script_file(script, lexicons)
    edited = read_script_file(
        text.replace("She bought a second-hand", "She found a second-hand"), "x.md", lexicons
    ).script
    before, after = list(script.utterances), list(edited.utterances)
    changed = [number for number, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
    assert len(changed) == 1
    assert after[changed[0]] == replace(
        before[changed[0]],
        text=before[changed[0]].text.replace("bought", "found"),
        spoken=before[changed[0]].spoken.replace("bought", "found"),
    )
