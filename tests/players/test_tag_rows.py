"""What players require of the ID3 tag; rows 18 to 38 of the check-list in docs/players.md."""

from __future__ import annotations

import io
import json
import re
import struct
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from mutagen.id3 import ID3
from tests.studio.strict_reader import read_tag

from briefcast.model import Marker
from briefcast.studio.id3 import Tag

if TYPE_CHECKING:
    from tests.players.conftest import Opened

HARD_TITLES = ("Peking: 中文标题", "Launch day 🚀", "العربية", "Übergröße, naïve café", 'Q&A <live> "quoted"')


@pytest.fixture(scope="module")
def hard(tmp_path_factory, mp3_of) -> Opened:
    """An episode whose chapters have titles in many scripts, each with a link."""
    article = "\n\n".join(
        f"## {title}\n\n{'This part is here to give its title something to stand above, and it goes on. ' * 12}"
        for title in HARD_TITLES
    )
    folder = tmp_path_factory.mktemp("hard")
    (folder / "hard.md").write_text(f"# Titles of every kind 中文 🚀\n\n{article}\n", encoding="utf-8")
    return mp3_of(folder / "hard.md")


def test_row_18_the_tag_is_version_2_3_without_a_flag(mp3):
    assert mp3.data[:6] == b"ID3\x03\x00\x00"  # the strict reader refuses any frame flag


def test_row_19_all_sizes_add_up_to_the_tag(mp3):
    assert mp3.tag.padding >= 1024


def test_row_20_one_table_of_contents_names_every_chapter_in_order(mp3):
    assert mp3.tag.order.count("CTOC") == 1
    assert mp3.tag.contents == [chapter.name for chapter in mp3.tag.chapters]


def test_row_21_the_table_of_contents_has_a_title(mp3):
    assert mp3.tag.contents_title


def test_row_22_contents_come_first_then_chapters_in_time_order(mp3, output_of):
    order = [name for name in mp3.tag.order if name in {"CTOC", "CHAP"}]
    assert order == ["CTOC", *["CHAP"] * len(mp3.chapters)]
    shown = json.loads(output_of("ffprobe", "-v", "error", "-show_chapters", "-of", "json", mp3.path))["chapters"]
    starts = [float(chapter["start_time"]) for chapter in shown]
    assert starts == sorted(starts)


def test_row_23_element_ids_are_short_ascii_and_unlike(mp3):
    names = [chapter.name for chapter in mp3.tag.chapters]
    assert all(re.fullmatch(r"chp\d+", name) for name in names)
    assert len(set(names)) == len(names)


def test_row_24_more_than_255_headings_still_give_at_most_255_chapters(user):
    text = "\n\n".join(f"## Number {n}\n\nA line for this one." for n in range(300))
    (user.home / "many.md").write_text(f"# Many\n\n{text}\n", encoding="utf-8")
    shown = user("script", "many.md", "--json")
    assert shown.status == 0
    assert 1 <= len(json.loads(shown.stdout)["chapters"]) <= 255


def test_row_25_chapters_tile_the_file_from_0_to_its_end(mp3):
    chapters = mp3.tag.chapters
    assert chapters[0].start_ms == 0
    assert all(chapter.start_ms < chapter.end_ms for chapter in chapters)
    assert all(one.end_ms == other.start_ms for one, other in pairwise(chapters))
    assert chapters[-1].end_ms == 1000 * len(mp3.samples) // 44_100


def test_row_26_byte_offsets_are_to_be_ignored(mp3):
    found = ID3(mp3.path, translate=False).getall("CHAP")
    assert all(chapter.start_offset == chapter.end_offset == 0xFFFFFFFF for chapter in found)


def test_row_27_titles_are_one_composed_line_of_40_characters_at_most(mp3, hard):
    for chapter in (*mp3.tag.chapters, *hard.tag.chapters):
        assert 1 <= len(chapter.title) <= 40
        assert len(chapter.title.encode()) <= 100
        assert unicodedata.is_normalized("NFC", chapter.title)
        assert not any(unicodedata.category(char).startswith("C") for char in chapter.title)


def test_row_28_ascii_is_ascii_and_all_else_utf_16_with_a_mark(hard):
    assert hard.tag.texts["TIT2"] == "Titles of every kind 中文 🚀"
    assert hard.data.count("中文".encode("utf-16-le")) >= 2


LINKS = ("https://example.org/a", "http://example.org/b?c=d&e=f", "https://xn--bcher-kva.example/x#part-2")


@pytest.mark.parametrize("link", LINKS)
def test_row_29_a_chapters_link_is_plain_ascii_without_an_end_mark(link):
    data = Tag(title="T", artist="A", album="B", duration_ms=9, markers=[Marker("C", 0, 9, link)]).to_bytes()
    found = read_tag(data).chapters[0].link
    assert found == link
    assert urlsplit(found).scheme in {"http", "https"}
    assert struct.pack(">I", len(link) + 2) in data  # the frame holds encoding, empty description, and the link alone


@pytest.mark.parametrize("link", ["https://example.org/a+b", "https://example.org/caf%C3%A9", "https://example.org/é"])
def test_row_30_a_link_that_some_reader_would_change_is_left_out(link):
    data = Tag(title="T", artist="A", album="B", duration_ms=9, markers=[Marker("C", 0, 9, link)]).to_bytes()
    assert read_tag(data).chapters[0].link is None


def test_row_31_chapters_carry_no_picture(mp3):
    assert all(not chapter.sub_frames.getall("APIC") for chapter in ID3(mp3.path).getall("CHAP"))


def test_row_32_the_one_cover_is_a_small_square_baseline_jpeg_behind_the_chapters(mp3):
    from PIL import Image

    assert mp3.tag.order.count("APIC") == 1
    assert mp3.tag.order[-1] == "APIC"
    assert len(mp3.tag.cover) <= 200_000
    with Image.open(io.BytesIO(mp3.tag.cover)) as picture:
        assert (picture.format, picture.mode, picture.info.get("progressive")) == ("JPEG", "RGB", None)
        assert 600 <= picture.width == picture.height <= 1400


def test_row_33_the_tag_is_small(mp3):
    assert mp3.tag.size <= 300_000


def test_row_34_the_tag_says_what_a_bare_file_must(mp3):
    assert {"TIT2", "TPE1", "TALB", "TCON", "TLAN", "TLEN", "TENC"} <= mp3.tag.texts.keys()
    assert mp3.tag.texts["TCON"] == "Podcast"
    if mp3.manifest["published"]:
        year, month, day = mp3.manifest["published"].split("-")
        assert (mp3.tag.texts["TYER"], mp3.tag.texts["TDAT"]) == (year, day + month)


def test_row_35_the_tag_has_the_title_of_the_manifest(mp3):
    assert mp3.tag.texts["TIT2"] == mp3.manifest["title"]


def test_row_36_the_tag_says_that_the_voice_is_synthetic(mp3):
    assert "synthetic voice" in mp3.tag.comments[0]
    assert mp3.tag.extras["ai-content"] == "true"


def test_row_37_mutagen_and_ffprobe_read_the_same_chapters(mp3, hard, output_of):
    for episode in (mp3, hard):
        ours = [(chapter["title"], chapter["start_ms"], chapter["end_ms"]) for chapter in episode.chapters]
        tags = ID3(episode.path, translate=False)
        chapters = [tags[f"CHAP:{name}"] for name in tags["CTOC:toc"].child_element_ids]
        assert [(str(c.sub_frames["TIT2"]), c.start_time, c.end_time) for c in chapters] == ours
        shown = json.loads(output_of("ffprobe", "-v", "error", "-show_chapters", "-of", "json", episode.path))
        assert [
            (c["tags"]["title"], round(1000 * float(c["start_time"])), round(1000 * float(c["end_time"])))
            for c in shown["chapters"]
        ] == ours


def test_row_37_eyed3_reads_the_same_chapters(hard, output_of):
    shown = output_of("eyeD3", "--no-color", "--plugin=json", hard.path)
    assert hard.manifest["title"] in json.loads(shown[shown.index("{") : shown.rindex("}") + 1]).get("title", "")


def test_row_37_mpv_lists_the_same_chapters(hard, output_of):
    said = output_of(
        "mpv", "--no-config", "--ao=null", "--untimed", "--no-video", "--end=1",
        "--term-playing-msg=${chapter-list}", hard.path,
    )  # fmt: skip
    titles = re.findall(r'"title":"((?:[^"\\]|\\.)*)"', said) or re.findall(r"title=(.*)", said)
    assert titles or all(chapter["title"] in said for chapter in hard.chapters)
    assert all(chapter["title"].split('"')[0] in said for chapter in hard.chapters)


def test_row_38_a_reader_of_plain_sizes_and_two_encodings_reads_it_front_to_back(hard):
    assert [chapter.title for chapter in hard.tag.chapters] == [chapter["title"] for chapter in hard.chapters]
