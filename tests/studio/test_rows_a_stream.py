"""What every podcast player needs of an MP3's frames, on three real episodes; a test for each rule."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from itertools import pairwise

import numpy as np
import pytest
from mutagen.mp3 import MP3, BitrateMode
from tests.conftest import briefcast, built_as, program
from tests.studio.listening import RATE, at, decoded
from tests.studio.strict_reader import crc16, read_info, read_tag, walk

from briefcast.publishing.hosting import hosted_name, size_note
from briefcast.studio.encoding import decode
from briefcast.studio.mp3 import CHAPTER_DELAY, FRAME_SAMPLES


@pytest.fixture(params=["news", "essay", "harbour"])
def episode(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def data(episode):
    return episode.mp3.read_bytes()


@pytest.fixture
def frames(data):
    return walk(data, read_tag(data).size)


def first_frames(episode) -> list[int]:
    """The frame with which each chapter begins, not counting the Info frame."""
    return [-(-chapter["start_ms"] * RATE // 1000 // FRAME_SAMPLES) for chapter in episode.manifest["chapters"]]


def test_a01_every_frame_has_one_bit_rate_sample_rate_and_channel_mode(episode, frames):
    assert len({(frame.bit_rate, frame.rate, frame.mono) for frame in frames}) == 1
    assert MP3(episode.mp3).info.bitrate_mode == BitrateMode.CBR


def test_a02_the_sample_rate_is_44100(episode, frames):
    command = [program("ffprobe"), "-v", "error", "-show_entries", "stream=sample_rate", "-of", "json", episode.mp3]
    found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    assert found["streams"][0]["sample_rate"] == str(frames[0].rate) == "44100"
    assert episode.manifest["settings"]["sample_rate_hz"] == RATE


def test_a03_it_is_mono_at_96_kbps_and_at_64_where_it_is_to_be_small(episode, frames):
    quality = episode.manifest["settings"]["quality"]
    assert frames[0].mono
    assert frames[0].bit_rate == {"standard": 96, "small": 64}[quality]
    assert frames[0].bit_rate == episode.manifest["settings"]["bit_rate_kbps"]


def test_a04_the_first_frame_is_an_info_frame(frames):
    assert frames[0].body[21:25] == b"Info"


def test_a05_the_info_frame_counts_frames_and_bytes_and_mp3val_agrees(episode, frames):
    info = read_info(frames)
    assert info.frames == len(frames) - 1
    assert info.size == sum(frame.length for frame in frames)
    report = subprocess.run([program("mp3val"), str(episode.mp3)], check=True, capture_output=True, text=True).stdout
    assert "MPEG frames" in report
    assert not re.search(r"WARNING|ERROR", report)


def test_a06_the_table_of_contents_rises_and_points_where_each_percent_lies(frames):
    info = read_info(frames)
    audio = frames[1:]
    offsets = [audio[len(audio) * k // 100].position - frames[0].position if k else 0 for k in range(100)]
    assert list(info.table) == sorted(info.table)
    assert all(abs(entry - 256 * offset // info.size) <= 1 for entry, offset in zip(info.table, offsets, strict=True))


def test_a07_delay_and_padding_leave_the_samples_that_were_put_in(episode, frames):
    info = read_info(frames)
    assert info.encoder.startswith(b"LAME")
    assert info.delay == 576
    samples = at(episode.manifest["duration_ms"])
    assert info.frames * FRAME_SAMPLES - info.delay - info.padding == samples
    assert len(episode.samples) == samples


def test_a08_both_checksums_and_the_length_of_the_music_are_right(frames):
    body = frames[0].body
    assert int.from_bytes(body[169:173], "big") == sum(frame.length for frame in frames)
    assert int.from_bytes(body[173:175], "big") == crc16(b"".join(frame.body for frame in frames[1:]))
    assert int.from_bytes(body[175:177], "big") == crc16(body[:175])


def test_a09_there_is_no_second_info_frame_and_no_other_tag(data, frames):
    assert not any(frame.body[21:25] in {b"Info", b"Xing"} or frame.body[36:40] == b"VBRI" for frame in frames[1:])
    assert data[-128:-125] != b"TAG"
    assert b"APETAGEX" not in data
    assert b"LYRICSBEGIN" not in data
    assert data.count(b"ID3\x03") + data.count(b"ID3\x04") == 1


def test_a10_the_file_is_a_tag_and_frames_to_its_last_byte(data, frames):
    assert frames[0].position == read_tag(data).size
    assert frames[-1].position + frames[-1].length == len(data)


def test_a11_the_whole_file_decodes_without_a_word_of_complaint(episode):
    command = [program("ffmpeg"), "-v", "error", "-xerror", "-i", str(episode.mp3), "-f", "null", "-"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    done = subprocess.run(
        [program("mpg123"), "-q", "-t", str(episode.mp3)], check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a12_each_chapter_leans_on_no_frame_before_it(episode, frames):
    assert [frames[1:][first].reservoir for first in first_frames(episode)] == [0] * len(first_frames(episode))


def test_a13_the_joined_file_sounds_like_its_chapters_decoded_apart(episode, frames):
    audio = [frame.body for frame in frames[1:]]
    joined = decode(b"".join(audio))
    edges = [*first_frames(episode), len(audio)]
    for first, after in pairwise(edges):
        apart = decode(b"".join(audio[first:after]))[CHAPTER_DELAY : (after - first - 1) * FRAME_SAMPLES]
        start = first * FRAME_SAMPLES + CHAPTER_DELAY
        difference = np.abs(joined[start : start + len(apart)] - apart)
        assert difference[FRAME_SAMPLES:].max() <= 1 / 32768
        assert difference.max() <= 2 / 32768


def test_a14_the_same_takes_give_the_same_bytes(harbour, shared_cache, tmp_path):
    """The voice's takes are kept; chapters are mastered, encoded and stitched anew."""
    shutil.copytree(shared_cache, tmp_path / "cache")
    chapters = list((tmp_path / "cache").rglob("chapters"))
    assert chapters
    for folder in chapters:
        shutil.rmtree(folder)
    again = built_as("harbour.mp3", tmp_path, tmp_path / "cache", "--quality", "small")
    assert again.mp3.read_bytes() == harbour.mp3.read_bytes()


def test_a15_tag_chapters_and_players_agree_about_the_length(episode, data):
    tag = read_tag(data)
    length_ms = len(decoded(episode.mp3)) * 1000 / RATE
    assert int(tag.texts["TLEN"]) == tag.chapters[-1].end_ms == int(length_ms)
    assert MP3(episode.mp3).info.length * 1000 == pytest.approx(length_ms, abs=1)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Why the night trains came back", "why-the-night-trains-came-back"),
        ("Łódź & São Paulo: 100 % café", "lodz-sao-paulo-100-cafe"),
        ("港口新闻", "briefing"),
        ("a" * 100, "a" * 60),
    ],
)
def test_a16_a_name_made_from_a_title_is_plain_ascii(title, name):
    assert hosted_name(title) == name
    assert re.fullmatch(r"[A-Za-z0-9._-]+", hosted_name(title))


def test_a17_a_file_too_large_for_many_hosts_is_told_of():
    assert size_note("a.mp3", 200_000_000) == ""
    assert size_note("a.mp3", 212_345_678).startswith("a.mp3 has 212 MB.")


def test_an_ending_that_is_no_format_is_refused_with_all_there_are(tmp_path):
    (tmp_path / "a.txt").write_text("A title\n\nA sentence.\n")
    run = briefcast("build", "a.txt", "-o", "a.aiff", cwd=tmp_path, cache=tmp_path / "cache")
    assert run.status == 2
    assert "a.aiff" in run.stderr
    assert all(ending in run.stderr for ending in (".mp3", ".m4a", ".m4b", ".opus", ".wav"))
