"""Two real episodes as a listener gets them: decoded, measured, and read by other people's programs."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from briefcast.studio.loudness import integrated
from briefcast.studio.metering import step_energies

RATE = 44_100
FRAME = 1152


@pytest.fixture(params=["news", "essay"])
def episode(request):
    return request.getfixturevalue(request.param)


def level(samples) -> float:
    """Highest sample, dBFS."""
    return 20 * np.log10(max(float(np.abs(samples).max(initial=0.0)), 1e-9))


@pytest.fixture
def samples(episode, ffmpeg):  # noqa: ARG001  # ffmpeg decodes them
    return episode.samples


def at(ms: float) -> int:
    return round(ms * RATE / 1000)


def test_each_chapters_first_sound_begins_where_it_should(episode, samples):
    """The chime, within 60 ms of the chapter's start and its lead-in."""
    for chapter in episode.manifest["chapters"]:
        start = at(chapter["start_ms"])
        window = np.abs(samples[start : start + 3 * RATE])
        onset_ms = 1000 * int(np.flatnonzero(window > 0.01)[0]) / RATE
        assert abs(onset_ms - episode.manifest["lead_in_ms"]) <= 60


def test_each_chapters_first_word_begins_where_its_cue_says(episode, samples):
    first = {cue["chapter"]: cue["start_ms"] for cue in reversed(episode.manifest["utterances"])}
    for start_ms in first.values():
        window = np.abs(samples[at(start_ms - 150) : at(start_ms + 1000)])
        onset_ms = 1000 * int(np.flatnonzero(window > 0.02)[0]) / RATE - 150
        assert -5 <= onset_ms <= 60


def test_every_chapter_is_as_loud_as_the_episode(episode, samples):
    for chapter in episode.manifest["chapters"]:
        part = samples[at(chapter["start_ms"]) : at(chapter["end_ms"])]
        assert integrated(step_energies(part, RATE).tolist()) == pytest.approx(-16.0, abs=0.5)


def test_every_cue_has_sound_and_lies_in_its_chapter(episode, samples):
    chapters = episode.manifest["chapters"]
    for cue in episode.manifest["utterances"]:
        chapter = chapters[cue["chapter"]]
        assert chapter["start_ms"] <= cue["start_ms"] < cue["end_ms"] <= chapter["end_ms"]
        assert level(samples[at(cue["start_ms"]) : at(cue["end_ms"])]) > -20


def test_between_cues_there_is_silence(episode, samples):
    """So a cue is neither early nor late by more than its trimmed edges. Between chapters is the chime."""
    for one, other in pairwise(episode.manifest["utterances"]):
        if one["chapter"] != other["chapter"]:
            continue
        gap = samples[at(one["end_ms"] + 30) : at(other["start_ms"] - 5)]
        assert level(gap) < -45


def test_no_two_pauses_are_stacked(episode):
    """Between two utterances of a chapter lies the one pause of the first, to the millisecond."""
    for one, other in pairwise(episode.manifest["utterances"]):
        if one["chapter"] == other["chapter"]:
            assert abs(other["start_ms"] - one["end_ms"] - one["pause_ms"]) <= 1


def test_noise_between_words_is_below_60_db_under_full_scale(episode, samples):
    """In the middle of every silence of 0.15 s and more: four in five within sentences, all between them."""
    step = RATE // 100
    power = np.square(samples[: len(samples) // step * step].reshape(-1, step)).mean(axis=1)
    quiet = power < 10 ** (-42 / 10)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], quiet, [False]]).astype(int)))
    rests = [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if end - start >= 15]
    floors = [10 * np.log10(power[start + 4 : end - 4].mean() + 1e-12) for start, end in rests]
    assert len(floors) > 20
    assert np.mean(np.array(floors) < -60) > 0.8
    for one, other in pairwise(episode.manifest["utterances"]):
        if one["chapter"] == other["chapter"]:
            gap = samples[at(one["end_ms"] + 40) : at(other["start_ms"] - 40)]
            assert 10 * np.log10(np.square(gap).mean() + 1e-12) < -60
