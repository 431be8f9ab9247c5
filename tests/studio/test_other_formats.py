"""M4A, M4B, Ogg Opus and WAV of one script: what others' programs read from them, and that they sound alike."""

from __future__ import annotations

import base64
import json
import os
import re
import resource
import struct
import subprocess
import sys

import numpy as np
import pytest
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus
from mutagen.wave import WAVE
from tests.conftest import HARBOUR, built_as, program
from tests.studio.listening import RATE, at, chapters_by_mpv, decoded, lag, reading
from tests.studio.strict_reader import read_tag

from briefcast.model import Marker
from briefcast.studio.id3 import Tag
from briefcast.studio.wav import write_wav

ALL = ["harbour.m4b", "harbour.m4a", "harbour.opus", "harbour.wav"]
TITLE = "港口新闻 – “Łódź” & the ferry 🎧"


@pytest.fixture(scope="module")
def made(tmp_path_factory, harbour, shared_cache):  # noqa: ARG001  # its takes are used again
    """The script in a format: ``made("harbour.m4b")``."""
    built = {}

    def in_format(name):
        if name not in built:
            built[name] = built_as(name, tmp_path_factory.mktemp("format"), shared_cache)
        return built[name]

    return in_format


def chapters_of(built) -> list[tuple[str, float, float]]:
    return [(c["title"], c["start_ms"] / 1000, c["end_ms"] / 1000) for c in built.manifest["chapters"]]


def probed(path) -> dict:
    command = [
        program("ffprobe"),
        "-v",
        "error",
        "-show_chapters",
        "-show_format",
        "-show_streams",
        "-of",
        "json",
        path,
    ]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stderr == ""
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", ALL)
def test_ffprobe_shows_the_chapters_title_and_artist(made, name):
    found = probed(made(name).mp3)
    assert [
        (c["tags"]["title"], float(c["start_time"]), round(float(c["end_time"]), 1)) for c in found["chapters"]
    ] == chapters_of(made(name))
    facts = {key.lower(): text for key, text in found["format"].get("tags", {}).items()}
    for stream in found["streams"]:
        facts |= {key.lower(): text for key, text in stream.get("tags", {}).items()}
    assert (facts["title"], facts["artist"]) == (TITLE, "Ada Moss")


@pytest.mark.parametrize("name", ALL)
def test_mpv_shows_the_chapters(made, name, tmp_path):
    wanted = [(title, start) for title, start, _ in chapters_of(made(name))]
    assert chapters_by_mpv(made(name).mp3, tmp_path / "list.lua") == wanted


@pytest.mark.parametrize("name", ALL)
def test_the_whole_decodes_to_the_length_that_the_manifest_tells(made, name):
    samples = decoded(made(name).mp3)
    assert abs(len(samples) - at(made(name).manifest["duration_ms"])) <= 1024


@pytest.mark.parametrize("name", [name for name in ALL if not name.endswith(".wav")])
def test_every_chapter_is_heard_on_the_sample_where_the_wav_has_it(made, name):
    reference = decoded(made("harbour.wav").mp3)
    samples = decoded(made(name).mp3)
    for _, start_s, _ in chapters_of(made(name)):
        part = slice(at(1000 * start_s), at(1000 * start_s + 4000))
        assert abs(lag(samples[part], reference[part], 2000)) <= 1


@pytest.mark.parametrize("name", ALL)
def test_ffmpeg_lands_within_a_frame_of_every_chapter(made, name):
    samples = decoded(made(name).mp3)
    for _, start_s, _ in chapters_of(made(name)):
        landed = decoded(made(name).mp3, seek_s=start_s, seconds=2.5)
        there = samples[at(1000 * start_s) :][: len(landed)]
        assert abs(lag(landed[: len(there)], there, 4096)) <= 1024


@pytest.mark.parametrize("name", ALL)
def test_each_is_as_loud_as_the_mp3_and_peaks_no_higher_than_it_may(made, name):
    measured = reading("-i", str(made(name).mp3))
    assert measured.integrated_lufs == pytest.approx(-16.0, abs=0.5)
    assert measured.peak_dbtp <= -1.0
    assert measured.range_lu <= 8.0


@pytest.mark.parametrize("name", ALL)
def test_the_sound_is_the_finished_one_and_not_an_mp3_of_it(made, harbour, name):
    """What it differs by from the finished sound is far below what the MP3 differs by."""
    reference = decoded(made("harbour.wav").mp3)

    def noise(samples):
        count = min(len(reference), len(samples))
        return float(np.square(samples[:count] - reference[:count]).mean())

    assert noise(decoded(made(name).mp3)) < noise(harbour.samples)


@pytest.mark.parametrize("name", ALL)
def test_the_same_takes_give_the_same_bytes(made, name, tmp_path, shared_cache):
    again = built_as(name, tmp_path, shared_cache)
    assert again.mp3.read_bytes() == made(name).mp3.read_bytes()


@pytest.mark.parametrize(("name", "kbps"), [("harbour.m4b", 64), ("harbour.opus", 32)])
def test_small_is_two_thirds_the_size(made, name, kbps, tmp_path, shared_cache):
    small = built_as(name, tmp_path, shared_cache, "--quality", "small")
    assert small.manifest["settings"]["bit_rate_kbps"] == kbps
    assert small.mp3.stat().st_size < 0.85 * made(name).mp3.stat().st_size


def test_an_m4b_says_what_a_library_shows(made, news):
    tags = MP4(made("harbour.m4b").mp3).tags
    assert tags["\xa9nam"] == [TITLE]
    assert tags["\xa9ART"] == ["Ada Moss"]
    assert tags["\xa9alb"] == ["The Harbour Wire 海港"]
    assert tags["\xa9day"] == ["2024-03-09"]
    assert tags["\xa9gen"] == ["Podcast"]
    assert "synthetic voice" in tags["\xa9cmt"][0]
    assert tags["stik"] == [2]
    assert bytes(tags["covr"][0]) == read_tag(news.mp3.read_bytes()).cover


def test_an_m4b_has_both_lists_of_chapters(made):
    """Nero's as mutagen reads it; QuickTime's track as MediaInfo does."""
    path = made("harbour.m4b").mp3
    wanted = [(title, start) for title, start, _ in chapters_of(made("harbour.m4b"))]
    assert [(chapter.title, chapter.start) for chapter in MP4(path).chapters] == wanted
    report = subprocess.run([program("mediainfo"), str(path)], check=True, capture_output=True, text=True).stdout
    menus = report.split("\nMenu #")[1:]
    assert len(menus) == 2
    for title, start in wanted:
        clock = f"{int(start) // 3600:02}:{int(start) // 60 % 60:02}:{int(start) % 60:02}.000"
        assert all(re.search(rf"{clock} +: .*{re.escape(title)}", menu) for menu in menus)


@pytest.mark.parametrize(("name", "brand"), [("harbour.m4b", b"M4B "), ("harbour.m4a", b"M4A ")])
def test_an_m4a_and_an_m4b_bear_their_brand_and_have_their_index_in_front(made, name, brand):
    data = made(name).mp3.read_bytes()
    assert data[4:12] == b"ftyp" + brand
    assert data.index(b"moov") < data.index(b"mdat")


def test_atomicparsley_reads_the_m4a(made):
    command = [program("AtomicParsley"), str(made("harbour.m4a").mp3), "-t"]
    report = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert f'Atom "©nam" contains: {TITLE}' in report
    assert 'Atom "covr" contains: 1 piece of artwork' in report


def test_an_opus_file_has_chapters_links_and_cover_as_comments(made, news):
    tags = OggOpus(made("harbour.opus").mp3).tags
    for number, (title, start, _) in enumerate(chapters_of(made("harbour.opus"))):
        assert tags[f"chapter{number:03}name"] == [title]
        assert tags[f"chapter{number:03}"] == [f"00:{int(start) // 60:02}:{int(start) % 60:02}.000"]
        assert tags[f"chapter{number:03}url"] == [made("harbour.opus").manifest["chapters"][number]["link"]]
    assert tags["title"] == [TITLE]
    assert tags["ai-content"] == ["true"]
    assert "synthetic voice" in tags["description"][0]
    block = base64.b64decode(tags["metadata_block_picture"][0])
    cover = read_tag(news.mp3.read_bytes()).cover
    assert block.startswith(struct.pack(">II", 3, 10) + b"image/jpeg")
    assert block.endswith(struct.pack(">I", len(cover)) + cover)


def test_opusinfo_finds_nothing_wrong(made):
    done = subprocess.run(
        [program("opusinfo"), str(made("harbour.opus").mp3)], capture_output=True, text=True, check=True
    )
    assert "Pre-skip: 312" in done.stdout
    assert not re.search(r"warning|error|illegal", done.stdout + done.stderr, re.I)


def test_sndfile_info_reads_the_wavs_cues_and_labels(made):
    built = made("harbour.wav")
    report = subprocess.run([program("sndfile-info"), str(built.mp3)], capture_output=True, check=True).stdout
    text = report.decode(errors="replace")
    assert f"Frames      : {at(built.manifest['duration_ms'])}" in text
    for number, (_, start, _) in enumerate(chapters_of(built)):
        assert re.search(rf"Cue ID :\s+{number} .*Offset\s*:\s*{at(1000 * start)}\b", text)


def test_mutagen_reads_the_tag_in_the_wav(made):
    tags = WAVE(made("harbour.wav").mp3).tags
    chapters = sorted(tags.getall("CHAP"), key=lambda chapter: chapter.start_time)
    assert [(str(c.sub_frames["TIT2"]), c.start_time / 1000, c.end_time / 1000) for c in chapters] == chapters_of(
        made("harbour.wav")
    )
    assert str(tags["TIT2"]) == TITLE


def test_a_wav_of_another_length_than_it_announces_is_a_fault(tmp_path):
    tag = Tag(title="T", artist="A", album="S", duration_ms=1000, markers=[Marker("One", 0, 1000)])
    with (tmp_path / "a.wav").open("wb") as file, pytest.raises(ValueError, match="bytes of sound"):
        write_wav(tag, [np.zeros(RATE - 1, np.int16)], file)


class Holes:
    """A file that leaves out what is all zeros."""

    def __init__(self, file):
        self._file = file

    def write(self, data):
        if len(data) > 1_000_000 and not any(data[:64]):
            self._file.seek(len(data), 1)
            return len(data)
        return self._file.write(data)


def test_a_wav_that_four_gigabytes_cannot_hold_is_an_rf64_that_ffmpeg_reads(tmp_path):
    """Fourteen hours of silence, in a file with holes."""
    seconds = 14 * 3600
    tag = Tag(title="T", artist="A", album="S", duration_ms=1000 * seconds, markers=[Marker("One", 0, 1000 * seconds)])
    path = tmp_path / "long.wav"
    silence = np.zeros(60 * RATE, np.int16)
    with path.open("wb") as file:
        write_wav(tag, (silence for _ in range(seconds // 60)), Holes(file))
    assert path.stat().st_size > 2**32
    with path.open("rb") as file:
        assert file.read(4) == b"RF64"
    found = probed(path)
    assert float(found["format"]["duration"]) == seconds
    path.unlink()


@pytest.mark.parametrize("name", ["a.m4b", "a.opus", "a.wav"])
def test_a_file_that_cannot_grow_is_told_of_in_one_sentence_and_nothing_is_left(made, name, tmp_path, shared_cache):
    """No file may be larger than 60 kB, as if the disk were full; the chapters are in the cache already."""
    made("harbour.wav")
    (tmp_path / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "briefcast", "build", "harbour.md", "--voice", "system", "-o", name],
        cwd=tmp_path,
        env={**os.environ, "XDG_CACHE_HOME": str(shared_cache)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000)),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert f"Error: {name} could not be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["harbour.md"]
