"""The recipe in docs/voices.md: an engine of another package is installed, listed, and reads an article."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import wave
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent / "engine_package"


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """The package as pip installs it, in a folder of its own."""
    source, target = tmp_path_factory.mktemp("source") / "package", tmp_path_factory.mktemp("site")
    shutil.copytree(PACKAGE, source)
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index"]
    command += ["--no-deps", "--no-build-isolation", "--target", str(target), str(source)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture
def hummer(user, installed):
    """A person who has the package and put its profile into their own voices."""
    voices = user.cache / "config" / "briefcast" / "voices"
    voices.mkdir(parents=True)
    shutil.copy(PACKAGE / "tone.toml", voices)

    def run(*arguments, **options):
        return user(*arguments, **{"PYTHONPATH": str(installed), **options})

    run.home = user.home
    return run


def test_its_voice_is_listed_and_ready(hummer):
    voices = {voice["name"]: voice for voice in json.loads(hummer("voices", "--json").stdout)}
    assert voices["tone"]["engine"] == "tone"
    assert voices["tone"]["ready"] is True


def test_without_the_package_the_list_says_what_the_voice_needs(hummer, tmp_path):
    listed = json.loads(hummer("voices", "--json", PYTHONPATH=str(tmp_path)).stdout)
    tone = next(voice for voice in listed if voice["name"] == "tone")
    assert tone["ready"] is False
    assert "needs the engine “tone”, which is not installed" in tone["lacks"]


def test_its_voice_reads_an_article(hummer):
    (hummer.home / "article.txt").write_text("Trams\n\nThe trams went quiet. Nobody noticed.\n", encoding="utf-8")
    built = hummer("build", "article.txt", "--voice", "tone")
    assert built.status == 0, built.stderr
    manifest = json.loads((hummer.home / "article.json").read_text(encoding="utf-8"))
    assert {utterance["voice"] for utterance in manifest["utterances"]} == {"tone"}
    assert "CC0-1.0" in json.dumps(manifest["voices"])


def test_its_sample_is_a_note_for_each_word_as_long_as_its_letters(hummer):
    heard = hummer("say", "one two three four", "--voice", "tone", "-o", "four.wav")
    assert heard.status == 0, heard.stderr
    with wave.open(str(hummer.home / "four.wav")) as sound:
        assert sound.getnframes() / sound.getframerate() == pytest.approx(15 * 0.08 + 0.1, abs=0.01)
