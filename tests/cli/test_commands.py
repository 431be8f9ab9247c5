"""Help, script, voices, and how fast the command line answers."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from tests.conftest import SEEDS

from briefcast.reading import read
from briefcast.scripting import write_script
from briefcast.voices import load_voice


def test_help_names_every_command_with_examples(user):
    text = user("--help").stdout
    for word in ("build", "script", "voices", "Examples", "Exit status"):
        assert word in text


def test_script_prints_chapters_and_what_is_left_out(user):
    text = user("script", SEEDS / "foreign-minister-visit.txt").stdout
    assert text.startswith("---\nformat: briefcast script 1\ntitle: Washington and Beijing")
    assert text.count("\n## ") >= 3
    assert "- follow line: Follow Harbour Wire on Facebook and X." in text


def test_script_makes_as_many_chapters_as_are_asked_for(user):
    text = user("script", SEEDS / "foreign-minister-visit.txt", "--chapters", 7).stdout
    assert text.count("\n## ") == 7


def test_script_makes_longer_chapters_on_request(user):
    longer = user("script", SEEDS / "lost-sounds.md", "--chapter-minutes", 4).stdout
    assert longer.count("\n## ") < user("script", SEEDS / "lost-sounds.md").stdout.count("\n## ")


def test_script_cuts_an_article_to_a_listening_time(user):
    text = user("script", SEEDS / "foreign-minister-visit.txt", "--minutes", 3).stdout
    assert "\n- cut to the listening time: " in text


def test_script_announces_chapters_on_request(user):
    text = user("script", SEEDS / "foreign-minister-visit.txt", "--announce", "titles").stdout
    second = text.split("\n## ")[2]
    assert second.splitlines()[2].startswith(f"[voice: announcer] {second.splitlines()[0]}")


def test_script_json_has_the_agreed_form(user):
    content = json.loads(user("script", SEEDS / "foreign-minister-visit.txt", "--json").stdout)
    assert list(content) == ["title", "language", "chapters", "omissions"]
    assert list(content["chapters"][0]) == ["title", "utterances"]
    assert list(content["chapters"][0]["utterances"][0]) == ["text", "spoken", "role", "pause_ms"]
    assert list(content["omissions"][0]) == ["text", "reason"]
    script = write_script(read(SEEDS / "foreign-minister-visit.txt"), load_voice("heart").lexicon)
    assert [c["title"] for c in content["chapters"]] == [chapter.title for chapter in script.chapters]


def test_voices_lists_the_default_first(user):
    lines = user("voices").stdout.splitlines()
    assert lines[1].startswith("heart")
    assert any(line.startswith("system") for line in lines)


def test_help_imports_nothing_heavy():
    program = (
        "import sys; from click.testing import CliRunner; from briefcast.cli.entry import briefcast;"
        "CliRunner().invoke(briefcast, ['--help']); print(' '.join(sys.modules))"
    )
    loaded = set(
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    )
    heavy = {
        "numpy",
        "onnxruntime",
        "hibari",
        "pedalboard",
        "soxr",
        "lameenc",
        "pyttsx3",
        "pydub",
        "markdown_it",
        "yaml",
    }
    assert not heavy & loaded


def test_an_unchanged_episode_is_rebuilt_without_loading_engine_or_sound_libraries(user, news, shared_cache):
    program = (
        "import sys; sys.argv = ['briefcast', 'build', '-q', sys.argv[1], '-o', 'again.mp3']\n"
        "from briefcast.cli import main\n"
        "try: main()\n"
        "except SystemExit: print(' '.join(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(SEEDS / "foreign-minister-visit.txt")],
        cwd=user.home,
        env={"XDG_CACHE_HOME": str(shared_cache), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert not {"numpy", "onnxruntime", "pedalboard", "pydub"} & set(done.stdout.split())
    assert (user.home / "again.mp3").read_bytes() == news.mp3.read_bytes()


@pytest.mark.parametrize("command", ["build", "script", "say"])
def test_examples_in_the_help_keep_their_lines(user, command):
    shown = user(command, "--help").stdout
    assert "\\b" not in shown
    assert any(line.startswith("    ") for line in shown.splitlines())
