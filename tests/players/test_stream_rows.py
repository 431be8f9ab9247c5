"""What players require of the MP3 stream; rows 1 to 17 of the check-list in docs/players.md."""

from __future__ import annotations

import re
import subprocess

import numpy as np
from mutagen.mp3 import MP3, BitrateMode
from tests.players.conftest import FRAME, RATE
from tests.studio.strict_reader import read_info, read_tag, walk


def test_row_01_every_frame_has_one_bit_rate_one_rate_and_one_mode(mp3):
    assert len({(frame.bit_rate, frame.rate, frame.mono) for frame in mp3.frames}) == 1
    assert MP3(mp3.path).info.bitrate_mode == BitrateMode.CBR


def test_row_02_the_sample_rate_is_44100(mp3, output_of):
    shown = output_of("ffprobe", "-v", "error", "-select_streams", "a", "-show_entries", "stream=sample_rate", mp3.path)
    assert "sample_rate=44100" in shown


def test_row_03_it_is_mono_at_96_kilobits(mp3):
    assert mp3.frames[0].mono
    assert mp3.frames[0].bit_rate == 96


def test_row_03_the_small_size_is_mono_at_64_kilobits(user):
    (user.home / "a.txt").write_text("Small files\n\nA small file travels faster over a thin line.\n", encoding="utf-8")
    assert user("build", "a.txt", "--voice", "system", "--quality", "small").status == 0
    data = (user.home / "a.mp3").read_bytes()
    frames = walk(data, read_tag(data).size)
    assert read_info(frames).frames == len(frames) - 1
    assert (frames[0].bit_rate, frames[0].rate, frames[0].mono) == (64, RATE, True)


def test_row_04_the_first_frame_is_called_info_and_not_xing(mp3):
    assert mp3.frames[0].body[21:25] == b"Info"


def test_row_05_the_info_frame_counts_frames_and_bytes(mp3, output_of):
    assert mp3.info.frames == len(mp3.frames) - 1
    assert mp3.info.size == len(mp3.data) - mp3.tag.size
    assert not re.search(r"WARNING|ERROR", output_of("mp3val", mp3.path))


def test_row_06_its_table_of_contents_rises_and_points_at_the_frames(mp3):
    table = list(mp3.info.table)  # read_info compares each entry with the frames
    assert table == sorted(table)


def test_row_07_delay_and_padding_make_the_decoded_length_exact(mp3):
    assert mp3.info.encoder.startswith((b"LAME", b"Lavf", b"Lavc"))
    exact = mp3.info.frames * FRAME - mp3.info.delay - mp3.info.padding
    assert exact == len(mp3.samples) == mp3.manifest["duration_ms"] * RATE // 1000


def test_row_08_both_checksums_are_right(mp3):
    assert mp3.info  # read_info refuses a wrong checksum over the music or over the tag


def test_row_09_there_is_no_second_info_frame_and_no_other_kind_of_tag(mp3):
    assert all(frame.body[21:25] not in {b"Info", b"Xing"} for frame in mp3.frames[1:])
    assert mp3.data[-128:-125] != b"TAG"
    assert b"APETAGEX" not in mp3.data
    assert b"ID3" not in mp3.data[mp3.tag.size - 1 :][:10]


def test_row_10_the_file_is_its_tag_and_its_frames_and_nothing_else(mp3):
    assert mp3.tag.size + sum(frame.length for frame in mp3.frames) == len(mp3.data)


def test_row_11_the_whole_file_decodes_without_a_word_of_complaint(mp3, output_of):
    assert output_of("ffmpeg", "-v", "error", "-xerror", "-i", mp3.path, "-f", "null", "-") == ""


def test_row_12_the_first_frame_of_each_chapter_leans_on_none_before(mp3):
    for chapter in mp3.chapters:
        assert mp3.frames[1 + -(-chapter["start_ms"] * RATE // 1000 // FRAME)].reservoir == 0


def test_row_13_no_sample_jumps_where_chapters_join(mp3):
    usual = np.percentile(np.abs(np.diff(mp3.samples)), 99.9)
    for chapter in mp3.chapters[1:]:
        around = mp3.part(chapter["start_ms"] - 60, chapter["start_ms"] + 60)
        assert np.abs(np.diff(around)).max() <= usual


def test_row_14_the_same_input_gives_the_same_bytes(user):
    (user.home / "a.txt").write_text("Twice the same\n\nWhat was said once is said again.\n", encoding="utf-8")
    built = []
    for cache in ("one", "two"):
        assert user("build", "a.txt", "--voice", "heart", XDG_CACHE_HOME=str(user.home / cache)).status == 0
        built.append((user.home / "a.mp3").read_bytes())
    assert built[0] == built[1]


def test_row_15_all_lengths_agree(mp3):
    duration_ms = mp3.manifest["duration_ms"]
    assert int(mp3.tag.texts["TLEN"]) == duration_ms
    assert mp3.tag.chapters[-1].end_ms == duration_ms
    assert abs(1000 * MP3(mp3.path).info.length - duration_ms) <= 1


def test_row_16_names_made_from_an_article_are_plain(user):
    (user.home / "a.txt").write_text("Ein Märchen & mehr\n\nEs war einmal ein Text.\n", encoding="utf-8")
    assert user("build", "a.txt", "--voice", "system").status == 0
    assert (user.home / "a.mp3").is_file()


def test_row_17_an_hour_is_43_megabytes(mp3):
    an_hour = (len(mp3.data) - mp3.tag.size) * 3_600_000 / mp3.manifest["duration_ms"]
    assert an_hour < 43_300_000


def test_a_player_that_knows_only_the_file_plays_it_to_the_end(mp3, output_of):
    said = output_of("mpv", "--no-config", "--ao=null", "--untimed", "--no-video", "--msg-level=all=info", mp3.path)
    assert "Exiting... (End of file)" in said


def test_ffmpeg_seeks_to_each_chapter_within_one_frame(mp3):
    for chapter in mp3.chapters[1:]:
        seconds = chapter["start_ms"] / 1000
        command = ["ffmpeg", "-v", "error", "-ss", f"{seconds}", "-i", str(mp3.path), "-t", "2", "-f", "f32le", "-"]
        heard = np.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout, np.float32)
        there = mp3.part(chapter["start_ms"], chapter["start_ms"] + 2000)
        first, expected = (int(np.flatnonzero(np.abs(part) > 0.02)[0]) for part in (heard, there))
        assert abs(first - expected) <= FRAME
