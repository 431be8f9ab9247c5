"""Two real episodes as a listener gets them: decoded, measured, and read by other people's programs."""

from __future__ import annotations

import json
import re
import subprocess
import unicodedata
from itertools import pairwise

import numpy as np
import pytest
from mutagen.mp3 import MP3, BitrateMode
from tests.studio.strict_reader import read_info, read_tag, walk

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


def test_the_decoded_length_is_the_manifests_to_the_sample(episode, samples):
    assert len(samples) == at(episode.manifest["duration_ms"])


def test_a_strict_reader_accepts_tag_and_frames(episode):
    data = episode.mp3.read_bytes()
    tag = read_tag(data)
    frames = walk(data, tag.size)
    info = read_info(frames)
    assert info.frames * FRAME - info.delay - info.padding == at(episode.manifest["duration_ms"])
    assert tag.texts["TIT2"] == episode.manifest["title"]
    assert int(tag.texts["TLEN"]) == episode.manifest["duration_ms"]
    assert "synthetic" in tag.comments[0]
    assert tag.extras == {"ai-content": "true"}
    assert tag.size < 300_000
    assert [(c.title, c.start_ms, c.end_ms) for c in tag.chapters] == [
        (c["title"], c["start_ms"], c["end_ms"]) for c in episode.manifest["chapters"]
    ]


def test_the_cover_is_a_square_baseline_jpeg(episode):
    cover = read_tag(episode.mp3.read_bytes()).cover
    assert cover[:2] == b"\xff\xd8"
    assert len(cover) < 200_000
    start = cover.index(b"\xff\xc0")
    height, width = (int.from_bytes(cover[start + offset : start + offset + 2]) for offset in (5, 7))
    assert height == width == 1000


def test_each_chapter_leans_on_no_frame_before_it(episode):
    data = episode.mp3.read_bytes()
    frames = walk(data, read_tag(data).size)[1:]
    for chapter in episode.manifest["chapters"]:
        first = -(-chapter["start_ms"] * RATE // 1000 // FRAME)
        assert frames[first].reservoir == 0


def test_chapters_tile_the_file_on_whole_seconds(episode):
    chapters = episode.manifest["chapters"]
    assert chapters[0]["start_ms"] == 0
    assert chapters[-1]["end_ms"] == episode.manifest["duration_ms"]
    assert all(one["end_ms"] == other["start_ms"] for one, other in pairwise(chapters))
    assert all(chapter["start_ms"] % 1000 == 0 for chapter in chapters)


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


def test_there_is_silence_around_every_chapter_mark(episode, samples):
    for chapter in episode.manifest["chapters"]:
        start = at(chapter["start_ms"])
        assert level(samples[max(0, start - RATE // 3) : start + RATE // 5]) < -50


def test_no_silence_is_longer_than_two_seconds(samples):
    step = RATE // 50
    sound = samples[: len(samples) // step * step].reshape(-1, step)
    quiet = np.abs(sound).max(axis=1) < 10 ** (-50 / 20)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], quiet, [False]]).astype(int)))
    assert max((end - start) / 50 for start, end in zip(edges[::2], edges[1::2], strict=True)) <= 2.1


def test_ffmpegs_meter_agrees_that_it_is_loud_enough_and_peaks_low_enough(episode, ffmpeg):
    command = [ffmpeg, "-nostats", "-hide_banner", "-i", str(episode.mp3)]
    meter = ["-af", "ebur128=peak=true:dualmono=true:framelog=verbose", "-f", "null", "-"]
    report = subprocess.run([*command, *meter], check=True, capture_output=True, text=True).stderr
    loudness = float(re.findall(r"I:\s+(-?[\d.]+) LUFS", report)[-1])
    peak = float(re.findall(r"Peak:\s+(-?[\d.]+) dBFS", report)[-1])
    spread = float(re.findall(r"LRA:\s+([\d.]+) LU", report)[-1])
    assert loudness == pytest.approx(-16.0, abs=0.3)
    assert peak <= -1.0
    assert spread <= 8.0
    assert episode.manifest["loudness"]["integrated_lufs"] == pytest.approx(loudness, abs=0.15)
    assert episode.manifest["loudness"]["true_peak_dbtp"] == pytest.approx(peak, abs=0.2)


def test_every_chapter_is_as_loud_as_the_episode(episode, samples):
    for chapter in episode.manifest["chapters"]:
        part = samples[at(chapter["start_ms"]) : at(chapter["end_ms"])]
        assert integrated(step_energies(part, RATE).tolist()) == pytest.approx(-16.0, abs=0.5)


def test_mp3val_finds_nothing_wrong(episode, mp3val):
    report = subprocess.run([mp3val, str(episode.mp3)], check=True, capture_output=True, text=True).stdout
    assert "MPEG frames" in report
    assert not re.search(r"WARNING|ERROR", report)


def test_ffprobe_shows_the_chapters_with_titles_in_order(episode, ffprobe):
    command = [ffprobe, "-v", "error", "-show_chapters", "-of", "json", str(episode.mp3)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stderr == ""
    found = json.loads(done.stdout)["chapters"]
    assert [(c["tags"]["title"], float(c["start_time"]), float(c["end_time"])) for c in found] == [
        (c["title"], c["start_ms"] / 1000, c["end_ms"] / 1000) for c in episode.manifest["chapters"]
    ]


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


def test_no_join_clicks(episode, samples):
    """No step from sample to sample near a join is above those of the speech itself."""
    steps = np.abs(np.diff(samples))
    usual = np.quantile(steps, 0.999)
    for one, other in pairwise(episode.manifest["utterances"]):
        middle = at((one["end_ms"] + other["start_ms"]) / 2)
        assert steps[middle - RATE // 20 : middle + RATE // 20].max() < usual


def test_nothing_is_clipped(samples):
    assert np.abs(samples).max() < 0.9
    assert abs(float(samples.mean())) < 0.001


def test_the_whole_file_decodes_without_a_word_of_complaint(episode, ffmpeg):
    command = [ffmpeg, "-v", "error", "-xerror", "-i", str(episode.mp3), "-f", "null", "-"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_mutagen_finds_one_bit_rate_and_the_exact_length(episode):
    info = MP3(episode.mp3).info
    assert info.bitrate_mode == BitrateMode.CBR
    assert (info.bitrate, info.sample_rate, info.channels) == (96_000, RATE, 1)
    assert info.length == pytest.approx(episode.manifest["duration_ms"] / 1000, abs=0.001)


def test_ffmpegs_meter_finds_every_chapter_as_loud_as_the_episode(episode, ffmpeg):
    """The chapters are cut out by ffmpeg and measured by it too."""
    for chapter in episode.manifest["chapters"]:
        cut = f"atrim={chapter['start_ms'] / 1000}:{chapter['end_ms'] / 1000}"
        meter = f"{cut},ebur128=dualmono=true:framelog=verbose"
        command = [ffmpeg, "-nostats", "-hide_banner", "-i", str(episode.mp3), "-af", meter, "-f", "null", "-"]
        report = subprocess.run(command, check=True, capture_output=True, text=True).stderr
        reading = float(re.findall(r"I:\s+(-?[\d.]+) LUFS", report)[-1])
        assert reading == pytest.approx(episode.manifest["loudness"]["integrated_lufs"], abs=1.0)


def test_chapter_titles_are_short_composed_and_all_different(episode):
    titles = [chapter["title"] for chapter in episode.manifest["chapters"]]
    assert len(set(titles)) == len(titles)
    for title in titles:
        assert 0 < len(title) <= 40
        assert len(title.encode()) <= 100
        assert unicodedata.normalize("NFC", title) == title
        assert not any(unicodedata.category(char).startswith("C") for char in title)
