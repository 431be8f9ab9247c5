"""The chime before a chapter: soft, short, and of no account for times, transcripts and caches."""

from __future__ import annotations

import re

import numpy as np
import pytest
from tests.conftest import SEEDS, Built, briefcast

from briefcast.studio.chime import LENGTH_MS, chime

RATE = 44_100


@pytest.fixture(scope="module")
def chimed(tmp_path_factory, shared_cache) -> Built:
    """The essay with a chime; its takes are those of the essay without."""
    folder = tmp_path_factory.mktemp("chimed")
    seed = SEEDS / "lost-sounds.md"
    run = briefcast(
        "build", seed, "--voice", "system", "--announce", "chime", "-o", "a.mp3", cwd=folder, cache=shared_cache
    )
    assert run.status == 0, run.stderr
    return Built(folder / "a.mp3", run)


def level(samples) -> float:
    """Highest sample, dBFS."""
    return 20 * np.log10(max(float(np.abs(samples).max(initial=0.0)), 1e-9))


@pytest.mark.parametrize("rate", [8_000, 22_050, 24_000, 48_000])
def test_it_is_short_soft_and_ends_in_silence(rate):
    clip = chime(rate, 20_000)
    assert 0.6 <= clip.seconds <= 1.2
    assert np.abs(clip.samples.astype(int)).max() == 2_000
    assert abs(int(clip.samples[0])) == abs(int(clip.samples[-1])) == 0
    assert np.abs(np.diff(clip.samples.astype(int))).max() < 2_000 * 2 * np.pi * 1175 / rate


def test_the_same_chime_is_the_same_bytes():
    assert chime(24_000, 9_000).samples.tobytes() == chime(24_000, 9_000).samples.tobytes()


def test_it_sounds_before_every_chapter_but_the_first_and_a_pause_follows(chimed, ffmpeg):  # noqa: ARG001
    lead_in = chimed.manifest["lead_in_ms"]
    first, *others = chimed.manifest["chapters"]
    words = {cue["chapter"]: cue["start_ms"] for cue in reversed(chimed.manifest["utterances"])}
    assert abs(words[0] - first["start_ms"] - lead_in) <= 30
    voice = level(chimed.samples)
    for number, chapter in enumerate(others, 1):
        start, word = chapter["start_ms"], words[number]
        assert abs(word - start - 2 * lead_in - LENGTH_MS) <= 30
        begin, end, spoken = (round(ms * RATE / 1000) for ms in (start + lead_in, word - lead_in, word))
        assert level(chimed.samples[begin - RATE * 2 // 10 : begin - RATE // 50]) < -50
        assert -32 < level(chimed.samples[begin:end]) < voice - 12
        assert level(chimed.samples[end + RATE // 20 : spoken - RATE // 50]) < -45


def test_times_stay_whole_and_no_cue_is_without_words(chimed, essay):
    assert all(chapter["start_ms"] % 1000 == 0 for chapter in chimed.manifest["chapters"])
    assert [cue["text"] for cue in chimed.manifest["utterances"]] == [
        cue["text"] for cue in essay.manifest["utterances"]
    ]
    assert chimed.manifest["warnings"] == essay.manifest["warnings"]
    assert chimed.mp3.with_suffix(".vtt").read_text().count("-->") == essay.mp3.with_suffix(".vtt").read_text().count(
        "-->"
    )
    assert chimed.manifest["loudness"]["integrated_lufs"] == pytest.approx(-16, abs=0.3)


def test_built_again_from_its_script_it_is_the_same_file(chimed, shared_cache, tmp_path):
    """From the cache, and with nothing kept."""
    wishes = ("--voice", "system", "--announce", "chime")
    run = briefcast("script", SEEDS / "lost-sounds.md", *wishes, "-o", "s.md", cwd=tmp_path, cache=shared_cache)
    assert run.status == 0, run.stderr
    assert re.search(r"^announce: chime$", (tmp_path / "s.md").read_text(encoding="utf-8"), re.M)
    briefcast("build", "s.md", "-o", "kept.mp3", cwd=tmp_path, cache=shared_cache)
    briefcast("build", "s.md", "-o", "anew.mp3", "--no-cache", "--workers", 1, cwd=tmp_path, cache=shared_cache)
    assert (tmp_path / "kept.mp3").read_bytes() == chimed.mp3.read_bytes() == (tmp_path / "anew.mp3").read_bytes()
