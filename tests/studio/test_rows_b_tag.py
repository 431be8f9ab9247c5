"""What every podcast player needs of an ID3 tag with chapters, on three real episodes; a test for each rule."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import unicodedata
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from mutagen.id3 import ID3
from PIL import Image
from tests.conftest import HARBOUR, briefcast, program
from tests.studio.listening import chapters_by_mpv
from tests.studio.strict_reader import frames, read_tag

from briefcast.model import Marker
from briefcast.studio.id3 import MOST_CHAPTERS, Tag


@pytest.fixture(params=["news", "essay", "harbour"])
def episode(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def data(episode):
    return episode.mp3.read_bytes()


@pytest.fixture
def tag(data):
    return read_tag(data)


@pytest.fixture
def raw(data, tag):
    """Name and content of each frame, in the order of the file."""
    return list(frames(data[10 : tag.size - tag.padding]))


def inside(content: bytes) -> list[tuple[str, bytes]]:
    """The frames within a CHAP frame."""
    return list(frames(content[content.index(b"\0") + 17 :]))


def test_b18_the_version_is_2_3_without_a_flag(data, raw):
    assert data[:6] == b"ID3\x03\x00\x00"
    assert raw  # the reader refuses frames with flags


def test_b19_all_sizes_add_up_to_the_tag(data, tag, raw):
    assert 10 + sum(10 + len(content) for _, content in raw) + tag.padding == tag.size
    assert not any(data[tag.size - tag.padding : tag.size])
    for name, content in raw:
        if name == "CHAP":
            assert sum(10 + len(inner) for _, inner in inside(content)) == len(content) - content.index(b"\0") - 17


def test_b20_one_ordered_table_of_contents_names_every_chapter_once(tag, raw):
    (contents,) = [content for name, content in raw if name == "CTOC"]
    assert contents.startswith(b"toc\0\x03" + bytes([len(tag.chapters)]))
    assert tag.contents == [chapter.name for chapter in tag.chapters]
    assert len(set(tag.contents)) == len(tag.contents)


def test_b21_the_table_of_contents_has_a_title(tag):
    assert tag.contents_title == "Chapters"


def test_b22_contents_then_chapters_in_the_order_of_time(episode, tag):
    assert tag.order.index("CTOC") < tag.order.index("CHAP")
    assert all(one.start_ms < other.start_ms for one, other in pairwise(tag.chapters))
    starts = [float(chapter["start_time"]) for chapter in chapters_by_ffprobe(episode.mp3)]
    assert starts == sorted(starts)


def test_b23_ids_are_short_ascii_and_unique(tag):
    assert all(re.fullmatch(r"chp\d+", chapter.name) for chapter in tag.chapters)


def test_b24_255_chapters_fit_and_one_more_is_refused_before_a_word_is_spoken(tmp_path):
    assert len(read_tag(long_tag(MOST_CHAPTERS)).chapters) == MOST_CHAPTERS
    head = HARBOUR[: HARBOUR.index("## ")]
    (tmp_path / "a.md").write_text(head + "".join(f"## Part {n}\n\nA word.\n\n" for n in range(256)), "utf-8")
    run = briefcast("build", "a.md", "--voice", "system", cwd=tmp_path, cache=tmp_path / "cache")
    assert run.status == 1
    assert "255 chapters" in run.stderr
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["a.md"]


def long_tag(count: int) -> bytes:
    """A tag with as much in it as there may be."""
    marks = [
        Marker("ö" * 46 + f" {n:03}", n * 2000, (n + 1) * 2000, f"https://example.org/{'a' * 60}#{n}")
        for n in range(count)
    ]
    picture = bytes(150_000 // count)
    return Tag(
        title="T", artist="A", album="S", duration_ms=2000 * count, markers=marks, pictures=[picture] * count
    ).to_bytes()


def test_b25_chapters_tile_the_episode_from_0_to_its_last_millisecond(episode, tag):
    assert tag.chapters[0].start_ms == 0
    assert tag.chapters[-1].end_ms == len(episode.samples) * 1000 // 44_100
    assert all(chapter.start_ms < chapter.end_ms for chapter in tag.chapters)
    assert all(one.end_ms == other.start_ms for one, other in pairwise(tag.chapters))


def test_b26_byte_offsets_are_to_be_ignored(raw):
    for name, content in raw:
        if name == "CHAP":
            start = content.index(b"\0") + 1
            assert content[start + 8 : start + 16] == b"\xff" * 8


def test_b27_each_chapter_has_one_short_clean_title(tag, raw):
    for name, content in raw:
        if name == "CHAP":
            assert [inner for inner, _ in inside(content)].count("TIT2") == 1
    for chapter in tag.chapters:
        assert 0 < len(chapter.title.encode()) <= 100
        assert unicodedata.normalize("NFC", chapter.title) == chapter.title
        assert not any(unicodedata.category(char)[0] == "C" for char in chapter.title)


def test_b28_text_is_ascii_or_utf_16_with_its_mark(raw):
    texts = [content for name, content in raw if name.startswith("T") and name != "TXXX"]
    texts += [inner for name, content in raw if name == "CHAP" for sub, inner in inside(content) if sub == "TIT2"]
    for text in texts:
        if text[0] == 0:
            assert text[1:].isascii()
        else:
            assert text[:3] == b"\x01\xff\xfe"
            text[3:].decode("utf-16-le", errors="strict")


def test_b29_links_are_plain_ascii_without_a_nul(raw):
    for name, content in raw:
        for sub, inner in inside(content) if name == "CHAP" else []:
            if sub == "WXXX":
                assert inner[:2] == b"\0\0"
                assert inner[2:].isascii()
                assert inner[-1] != 0
                assert urlsplit(inner[2:].decode()).scheme in {"http", "https"}


def test_b30_no_link_holds_what_some_player_would_change(tag):
    assert not any(set("+%") & set(chapter.link or "") for chapter in tag.chapters)


def test_b30_a_link_that_would_be_changed_gives_way_to_the_page_or_the_article(harbour):
    assert [chapter.link for chapter in read_tag(harbour.mp3.read_bytes()).chapters] == [
        "https://example.org/harbour#morning",
        "https://example.org/harbour?page=2",
        "https://example.org/ferry",
        "https://example.org/harbour?page=2",
        "https://example.org/harbour?page=2",
    ]


def test_b31_no_chapter_has_a_picture_unless_it_was_asked_for(tag):
    assert not any(chapter.picture for chapter in tag.chapters)


def test_b32_the_cover_is_a_square_baseline_jpeg_behind_the_chapters(tag):
    assert tag.order[-1] == "APIC"
    assert tag.order.count("APIC") == 1
    assert len(tag.cover) <= 200_000
    assert b"\xff\xc0" in tag.cover
    assert b"\xff\xc2" not in tag.cover
    with Image.open(io.BytesIO(tag.cover)) as cover:
        assert (cover.format, cover.mode) == ("JPEG", "RGB")
        assert "progressive" not in cover.info
        assert 600 <= cover.width == cover.height <= 1400


def test_b33_the_whole_tag_is_below_300_kb(tag):
    assert tag.size < 300_000


def test_b33_so_is_one_with_all_that_there_may_be(news):
    cover = read_tag(news.mp3.read_bytes()).cover
    assert len(long_tag(MOST_CHAPTERS)) + len(cover) < 300_000


def test_b34_it_says_all_that_a_library_shows(episode):
    found = ID3(episode.mp3, translate=False)
    assert found.version == (2, 3, 0)
    assert {"TIT2", "TPE1", "TALB", "TCON", "TLAN", "TLEN", "TENC"} <= set(found)
    assert str(found["TCON"]) == "Podcast"
    assert int(str(found["TLEN"])) == episode.manifest["duration_ms"]
    assert len(found.getall("COMM")) == 1
    if published := episode.manifest["published"]:
        year, month, day = published.split("-")
        assert (str(found["TYER"]), str(found["TDAT"])) == (year, day + month)
    if episode.manifest["link"]:
        assert found["WOAS"].url == episode.manifest["link"]


def test_b35_title_author_and_show_are_the_episodes(episode, tag):
    assert tag.texts["TIT2"] == episode.manifest["title"]
    assert tag.texts["TALB"] == (episode.manifest["site"] or "Briefcast")
    assert tag.texts["TPE1"] in {episode.manifest["byline"].removeprefix("By "), tag.texts["TALB"]}


def test_b36_it_says_that_the_voice_is_synthetic(tag):
    assert "synthetic voice" in tag.comments[0]
    assert tag.extras["ai-content"] == "true"


def wanted(episode) -> list[tuple[str, int, int]]:
    return [(c["title"], c["start_ms"], c["end_ms"]) for c in episode.manifest["chapters"]]


def chapters_by_ffprobe(path) -> list[dict]:
    command = [program("ffprobe"), "-v", "error", "-show_chapters", "-of", "json", str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stderr == ""
    return json.loads(done.stdout)["chapters"]


def test_b37_ffprobe_shows_the_same_chapters(episode):
    found = chapters_by_ffprobe(episode.mp3)
    assert [
        (c["tags"]["title"], round(1000 * float(c["start_time"])), round(1000 * float(c["end_time"]))) for c in found
    ] == wanted(episode)


def test_b37_mutagen_shows_the_same_chapters(episode):
    found = sorted(ID3(episode.mp3, translate=False).getall("CHAP"), key=lambda chapter: chapter.start_time)
    assert [(str(c.sub_frames["TIT2"]), c.start_time, c.end_time) for c in found] == wanted(episode)


def test_b37_eyed3_shows_the_same_chapters(episode):
    interpreter = Path(program("eyeD3")).read_text(encoding="utf-8").splitlines()[0].removeprefix("#!")
    listing = (
        "import eyed3, json, sys; tag = eyed3.load(sys.argv[1]).tag; "
        "print(json.dumps([(c.title, c.times.start, c.times.end) for c in tag.chapters]), tag.title)"
    )
    command = [interpreter, "-c", listing, str(episode.mp3)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    listed, _, title = done.stdout.partition("] ")
    assert [tuple(chapter) for chapter in json.loads(listed + "]")] == wanted(episode)
    assert title.strip() == episode.manifest["title"]


def test_b37_mpv_shows_the_same_chapters(episode, tmp_path):
    """It counts from before the encoder's and decoder's delay, 25 ms."""
    found = chapters_by_mpv(episode.mp3, tmp_path / "list.lua")
    assert [title for title, _ in found] == [title for title, _, _ in wanted(episode)]
    assert [start for _, start in found] == pytest.approx([start / 1000 for _, start, _ in wanted(episode)], abs=0.026)


def test_b38_a_reader_that_knows_only_the_plain_rules_reads_all_of_it(episode, tag):
    assert [(chapter.title, chapter.start_ms, chapter.end_ms) for chapter in tag.chapters] == wanted(episode)
