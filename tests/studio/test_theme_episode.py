"""A theme in a finished episode, as decoded: in its place, ducked under speech, silent at every mark."""

from __future__ import annotations

import json
import shutil
from itertools import pairwise

import numpy as np
import pytest
from tests.conftest import SEEDS, Built, briefcast

from briefcast.studio.loudness import integrated
from briefcast.studio.metering import step_energies
from briefcast.studio.mp3 import RATE_HZ

SEED = SEEDS / "lost-sounds.md"


def built(folder, cache, *options) -> Built:
    run = briefcast("build", SEED, "--voice", "system", *options, "-o", "a.mp3", cwd=folder, cache=cache)
    assert run.status == 0, run.stderr
    return Built(folder / "a.mp3", run)


@pytest.fixture(scope="module")
def bare(tmp_path_factory, shared_cache) -> Built:
    """The essay with no theme; all takes are shared with the others."""
    return built(tmp_path_factory.mktemp("bare"), shared_cache, "--theme", "none")


@pytest.fixture(scope="module")
def harbour(tmp_path_factory, shared_cache) -> Built:
    """The essay with a full theme, bed and all."""
    return built(tmp_path_factory.mktemp("harbour"), shared_cache, "--theme", "harbour")


def part(episode: Built, start_ms: float, end_ms: float) -> np.ndarray:
    return episode.samples[round(start_ms * RATE_HZ / 1000) : round(end_ms * RATE_HZ / 1000)]


def db(sound: np.ndarray) -> float:
    return 10 * np.log10(np.square(sound.astype(np.float64)).mean() + 1e-12)


def cues(episode: Built, chapter: int) -> list[dict]:
    return [cue for cue in episode.manifest["utterances"] if cue["chapter"] == chapter]


def test_without_a_theme_the_first_word_follows_the_lead_in(bare):
    for number, chapter in enumerate(bare.manifest["chapters"]):
        assert abs(cues(bare, number)[0]["start_ms"] - chapter["start_ms"] - bare.manifest["lead_in_ms"]) <= 30


def test_a_theme_changes_no_word_and_no_whole_second(bare, harbour, essay):
    for themed in (harbour, essay):
        assert [cue["text"] for cue in themed.manifest["utterances"]] == [
            cue["text"] for cue in bare.manifest["utterances"]
        ]
        assert all(chapter["start_ms"] % 1000 == 0 for chapter in themed.manifest["chapters"])
        assert themed.manifest["warnings"] == bare.manifest["warnings"]


@pytest.mark.parametrize("name", ["harbour", "essay"])
def test_sounds_are_heard_before_every_chapter_and_at_the_end(name, request):
    """Softer than the voice, and not within 0.2 s of a word where there is no bed."""
    episode = request.getfixturevalue(name)
    voice = db(part(episode, 0, 1e9))
    for number, chapter in enumerate(episode.manifest["chapters"]):
        first = cues(episode, number)[0]["start_ms"]
        sound = part(episode, chapter["start_ms"] + 300, first - 300)
        assert voice - 24 < db(sound) < voice
        if number:
            assert db(part(episode, first - 150, first - 10)) < -60
    last = episode.manifest["utterances"][-1]["end_ms"]
    assert voice - 24 < db(part(episode, last + 350, last + 1100)) < voice


def test_there_is_silence_around_every_chapter_mark(harbour):
    for chapter in harbour.manifest["chapters"]:
        mark = chapter["start_ms"]
        assert db(part(harbour, max(0, mark - 150), mark + 200)) < -60


def test_the_bed_lies_at_least_15_db_under_the_announcer_and_is_gone_before_the_article(harbour):
    opening = [cue for cue in cues(harbour, 0) if cue["role"] in {"announcer", "credit"}]
    pairs = list(pairwise(opening))
    assert pairs
    speech = db(np.concatenate([part(harbour, cue["start_ms"], cue["end_ms"]) for cue in opening]))
    for one, other in pairs:
        bed = db(part(harbour, one["end_ms"] + 60, other["start_ms"] - 60))
        assert -55 < bed < speech - 15
    articles = [cue for cue in cues(harbour, 0) if cue["role"] not in {"announcer", "credit"}]
    for one, other in pairwise(articles):
        assert db(part(harbour, one["end_ms"] + 60, other["start_ms"] - 30)) < -60
    assert db(part(harbour, articles[0]["start_ms"] - 40, articles[0]["start_ms"] - 5)) < -55


def test_the_bed_comes_and_goes_without_a_step(harbour):
    """No step from sample to sample in music or bed is above those of the speech."""
    steps = np.abs(np.diff(harbour.samples))
    first = round(cues(harbour, 0)[0]["start_ms"] * RATE_HZ / 1000)
    last = round(harbour.manifest["utterances"][-1]["end_ms"] * RATE_HZ / 1000)
    usual = np.quantile(steps, 0.999)
    assert steps[:first].max() < usual
    assert steps[last:].max() < usual


@pytest.mark.parametrize("name", ["harbour", "essay", "bare"])
def test_whole_and_chapters_keep_the_loudness(name, request):
    episode = request.getfixturevalue(name)
    assert integrated(step_energies(episode.samples, RATE_HZ).tolist()) == pytest.approx(-16, abs=0.3)
    assert episode.manifest["loudness"]["true_peak_dbtp"] <= -1.0
    readings = [
        integrated(step_energies(part(episode, c["start_ms"], c["end_ms"]), RATE_HZ).tolist())
        for c in episode.manifest["chapters"]
    ]
    assert max(readings) - min(readings) < 1.0


def test_the_speech_itself_is_as_loud_with_a_theme_as_without(harbour, bare):
    for number in range(len(bare.manifest["chapters"])):
        levels = [
            db(np.concatenate([part(episode, cue["start_ms"], cue["end_ms"]) for cue in cues(episode, number)]))
            for episode in (harbour, bare)
        ]
        assert abs(levels[0] - levels[1]) < 0.7


def test_built_again_from_its_script_it_is_the_same_file(harbour, shared_cache, tmp_path):
    """From what is kept, and with every chapter mastered and encoded anew by another number of threads."""
    wishes = ("--voice", "system", "--theme", "harbour")
    run = briefcast("script", SEED, *wishes, "-o", "s.md", cwd=tmp_path, cache=shared_cache)
    assert run.status == 0, run.stderr
    assert "\ntheme: harbour\n" in (tmp_path / "s.md").read_text(encoding="utf-8")
    takes_only = tmp_path / "cache"
    shutil.copytree(shared_cache, takes_only, ignore=lambda _, names: [name for name in names if name == "chapters"])
    for cache, workers in ((shared_cache, 2), (takes_only, 1)):
        run = briefcast("build", "s.md", "-o", "again.mp3", "--workers", workers, cwd=tmp_path, cache=cache)
        assert run.status == 0, run.stderr
        assert (tmp_path / "again.mp3").read_bytes() == harbour.mp3.read_bytes()


@pytest.mark.parametrize("target", ["-14", "-23"])
def test_another_loudness_can_be_asked_for(tmp_path, shared_cache, target):
    episode = built(tmp_path, shared_cache, "--loudness", target)
    loudness = json.loads(episode.mp3.with_suffix(".json").read_text(encoding="utf-8"))["loudness"]
    assert loudness["integrated_lufs"] == pytest.approx(float(target), abs=0.3)
    assert loudness["true_peak_dbtp"] <= -1.0


def test_a_theme_that_cannot_be_used_ends_the_build_in_one_sentence(user):
    run = user("build", SEED, "--theme", "gong")
    assert run.status == 1
    assert run.stderr.count("\n") == 1
    assert "There is no theme “gong”" in run.stderr
    assert list(user.home.iterdir()) == []
