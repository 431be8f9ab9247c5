"""A person writes a script, edits it, and builds it."""

from __future__ import annotations

import json

import pytest

ARTICLE = """\
# Bread

Flour and water make a dough. The dough rests overnight.

## The oven

The oven burns beech wood. It must be hot before the bread goes in.
"""


@pytest.fixture
def script(user):
    """A script of a small article, written by the command."""
    (user.home / "bread.md").write_text(ARTICLE, encoding="utf-8")
    run = user("script", "bread.md", "-o", "script.md", "--voice", "system")
    assert run.status == 0, run.stderr
    return user.home / "script.md"


def takes(user) -> set[str]:
    return {path.name for path in user.cache.rglob("*.take")}


def manifest(user, name: str):
    return json.loads((user.home / f"{name}.json").read_text(encoding="utf-8"))


def test_an_unedited_script_builds_the_very_episode_of_the_article(user, script):
    for source, out in (("bread.md", "a.mp3"), (script, "b.mp3")):
        run = user("build", source, "--voice", "system", "-o", out)
        assert run.status == 0, run.stderr
    assert (user.home / "a.mp3").read_bytes() == (user.home / "b.mp3").read_bytes()


def test_an_edited_paragraph_alone_is_spoken_again(user, script):
    user("build", script)
    before = takes(user)
    text = script.read_text(encoding="utf-8")
    script.write_text(text.replace("burns beech wood. It must", "burns oak. It has to"), encoding="utf-8")
    run = user("build", script)
    assert run.status == 0, run.stderr
    assert len(takes(user) - before) == 2
    assert "The oven burns oak." in [utterance["text"] for utterance in manifest(user, "script")["utterances"]]


def test_the_voice_of_the_front_matter_reads_unless_another_is_named(user, script):
    user("build", script, "-o", "own.mp3")
    assert set(manifest(user, "own")["cast"].values()) == {"system"}
    user("build", script, "--voice", "heart", "-o", "named.mp3")
    assert set(manifest(user, "named")["cast"].values()) == {"heart"}


def test_a_paragraph_may_have_a_voice_of_its_own(user, script):
    text = script.read_text(encoding="utf-8").replace("The oven burns", "[voice: system] The oven burns")
    script.write_text(text, encoding="utf-8")
    user("build", script, "--voice", "heart", "-o", "two.mp3")
    voices = {utterance["text"]: utterance["voice"] for utterance in manifest(user, "two")["utterances"]}
    assert voices["The oven burns beech wood."] == "system"
    assert voices["The dough rests overnight."] == "heart"
    assert {voice["name"] for voice in manifest(user, "two")["voices"]} == {"heart", "system"}


def test_titles_pauses_and_respellings_reach_the_episode(user, script):
    text = script.read_text(encoding="utf-8")
    text = text.replace("### The oven", "## Fire\n\n<https://example.org/#fire>\n\n### The oven")
    text = text.replace("beech wood.", "[say: beech | beach] wood. [pause 3s]")
    script.write_text(text, encoding="utf-8")
    run = user("build", script)
    assert run.status == 0, run.stderr
    assert manifest(user, "script")["chapters"][1]["title"] == "Fire"
    assert manifest(user, "script")["chapters"][1]["link"] == "https://example.org/#fire"
    (line,) = [line for line in manifest(user, "script")["utterances"] if "beech" in line["text"]]
    assert (line["text"], line["spoken"], line["pause_ms"]) == (
        "The oven burns beech wood.",
        "The oven burns beach wood.",
        3000,
    )


def test_a_mistake_is_told_with_its_place(user, script):
    text = script.read_text(encoding="utf-8").replace("beech wood.", "beech wood. [pause long]")
    script.write_text(text, encoding="utf-8")
    run = user("build", script)
    line = text[: text.index("[pause long]")].count("\n") + 1
    assert run.status == 1
    assert f"script.md, line {line}, column 28: " in run.stderr
    assert "Traceback" not in run.stderr


def test_an_unknown_voice_is_told_with_its_place(user, script):
    text = script.read_text(encoding="utf-8").replace("The oven burns", "[voice: hart] The oven burns")
    script.write_text(text, encoding="utf-8")
    run = user("build", script)
    assert run.status == 1
    assert "no voice called “hart”; did you mean heart?" in run.stderr
    assert ", column 1: " in run.stderr


def test_a_script_keeps_its_chapters(user, script):
    run = user("build", script, "--chapters", 3)
    assert run.status == 2
    assert "is a script and has its chapters" in run.stderr


def test_what_is_said_aloud_is_kept_in_the_script_and_can_be_asked_for_later(user):
    (user.home / "a.md").write_text("# News\n\nHe said “yes” at a.com/b.\n", encoding="utf-8")
    run = user("script", "a.md", "--say", "quotes", "-o", "script.md")
    assert run.status == 0, run.stderr
    assert "He said, quote, yes, end quote, at a dot com." in user("script", "script.md", "--json").stdout
    again = user("script", "script.md", "--say", "addresses").stdout
    assert "\nsay: quotes, addresses\n" in again
    text = (user.home / "script.md").read_text(encoding="utf-8").replace("say: quotes", "say: commas")
    (user.home / "script.md").write_text(text, encoding="utf-8")
    refused = user("script", "script.md")
    assert (refused.status, refused.stderr.count("\n")) == (1, 1)
    assert "“commas” is none of quotes, addresses, emoji." in refused.stderr


def test_a_script_on_standard_input_is_built_as_one(user, script):
    text = script.read_bytes()
    run = user("build", "-", "-o", "piped.mp3", stdin=text)
    assert run.status == 0, run.stderr
    user("build", script, "-o", "named.mp3")
    assert (user.home / "piped.mp3").read_bytes() == (user.home / "named.mp3").read_bytes()
    wrong = user("build", "-", stdin=text.replace(b"## ", b"##", 1))
    assert "standard input, line" in wrong.stderr
