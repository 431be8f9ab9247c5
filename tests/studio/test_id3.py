"""The tag, before a strict judge and before mutagen."""

from __future__ import annotations

import io
import struct
import unicodedata
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mutagen.id3 import ID3
from tests.studio.strict_reader import RefusedError, read_tag

from briefcast.model import Marker
from briefcast.studio.id3 import Tag, safe_link
from briefcast.studio.player_titles import player_titles

TITLES = st.text(min_size=1, max_size=40).filter(
    lambda text: any(unicodedata.category(char)[0] in "LN" for char in text)
)
LINKS = st.sampled_from(["", "https://example.org/a", "https://example.org/b?c=d#e"])


def markers(titles, links=None, step_ms=31_000):
    links = links or [""] * len(titles)
    return [
        Marker(title, number * step_ms, (number + 1) * step_ms, link)
        for number, (title, link) in enumerate(zip(titles, links, strict=True))
    ]


def tag(marks, **facts):
    facts = {"title": "Title", "artist": "Author", "album": "Show", "duration_ms": marks[-1].end_ms, **facts}
    return Tag(markers=marks, **facts).to_bytes()


FULL = {
    "title": "Łódź & “São Paulo” 北京 🎧",
    "artist": "Ada Moss",
    "published": date(2024, 3, 9),
    "comment": "Read by a synthetic voice – made offline.",
    "link": "https://example.org/story",
    "extras": (("ai-content", "true"),),
    "cover": b"\xff\xd8\xff\xc0 not really a picture",
    "encoder": "Briefcast",
}


def test_a_strict_reader_finds_every_fact():
    found = read_tag(tag(markers(["One", "Zwei – zweitens", "三"]), **FULL))
    assert found.texts["TIT2"] == FULL["title"]
    assert (found.texts["TYER"], found.texts["TDAT"]) == ("2024", "0903")
    assert found.texts["TLEN"] == "93000"
    assert found.texts["TLAN"] == "eng"
    assert found.comments == [FULL["comment"]]
    assert found.extras == {"ai-content": "true"}
    assert found.links == {"WOAS": "https://example.org/story"}
    assert [chapter.title for chapter in found.chapters] == ["One", "Zwei – zweitens", "三"]
    assert found.cover == FULL["cover"]
    assert found.padding >= 1024


def test_frames_stand_in_the_order_that_streaming_readers_need():
    order = read_tag(tag(markers(["A", "B"]), **FULL)).order
    assert order.index("CTOC") < order.index("CHAP") < order.index("APIC")
    assert order[-1] == "APIC"


def test_mutagen_reads_the_same():
    found = ID3(io.BytesIO(tag(markers(["One", "Two – deux"]), **FULL)), translate=False)
    assert found.version == (2, 3, 0)
    assert found["TIT2"].text == [FULL["title"]]
    assert found["CTOC:toc"].child_element_ids == ["chp0", "chp1"]
    chapters = sorted(found.getall("CHAP"), key=lambda chapter: chapter.start_time)
    assert [(c.start_time, c.end_time, str(c.sub_frames["TIT2"])) for c in chapters] == [
        (0, 31_000, "One"),
        (31_000, 62_000, "Two – deux"),
    ]
    assert found["APIC:"].data == FULL["cover"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TITLES, LINKS), min_size=1, max_size=255), st.text(max_size=60))
@example([("Cafe\x07\u0301", "")], "A control character between a letter and its accent")
@example([("one \x07 two", ""), ("\x07 three", "")], "A control character between blanks")
@example([("Four\r\n\tfive\x0b\u2028six 🎧 北京 e\u0301", "")], "Line ends of every kind")
def test_any_titles_survive_as_players_show_them(chapters, title):
    titles, links = zip(*chapters, strict=True)
    shown = player_titles(titles)
    found = read_tag(tag(markers(shown, links), title=title or "x"))
    assert [(chapter.title, chapter.link or "") for chapter in found.chapters] == list(zip(shown, links, strict=True))


@pytest.mark.parametrize("count", [0, 256])
def test_a_number_of_chapters_that_the_contents_cannot_count_is_refused(count):
    with pytest.raises(ValueError, match="1 to 255"):
        Tag(
            title="T", artist="A", album="S", duration_ms=1000, markers=markers([str(n) for n in range(count)])
        ).to_bytes()


def test_255_chapters_fit():
    found = read_tag(tag(markers([f"Chapter {number}" for number in range(255)])))
    assert len(found.chapters) == 255
    assert all(one.start_ms < other.start_ms for one, other in pairwise(found.chapters))


def swap(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    return data.replace(old, new, 1)


GOOD = tag(markers(["First", "Second", "Drittes – ü"], ["https://example.org/a", "", ""]), **FULL)


@pytest.mark.parametrize(
    "broken",
    [
        swap(GOOD, b"ID3\x03", b"ID3\x04"),
        swap(GOOD, b"toc\0\x03", b"toc\0\x00"),
        swap(GOOD, b"CTOC", b"CTOX"),
        swap(GOOD, b"\0First", b"\0Fir\xdft"),
        swap(GOOD, struct.pack(">II", 0, 31_000), struct.pack(">II", 31_000, 0)),
        swap(GOOD, struct.pack(">II", 31_000, 62_000), struct.pack(">II", 32_000, 62_000)),
        swap(GOOD, b"https://example.org/a", b"https://example.org/+"),
        swap(GOOD, b"chp1\0" + struct.pack(">I", 31_000), b"chp7\0" + struct.pack(">I", 31_000)),
        swap(GOOD, b"TIT2\0\0\0\x06\0\0\0First", b"TIT2\0\0\0\x07\0\0\0First"),
        swap(GOOD, b"https://example.org/a", b"https://example.org/\0"),
        swap(GOOD, b"\0First", b"\0Fir\nt"),
        GOOD[:-1] + b"\x01",
    ],
)
def test_the_judge_itself_refuses_what_is_broken(broken):
    read_tag(GOOD)
    with pytest.raises((RefusedError, UnicodeDecodeError, ValueError)):
        read_tag(broken)


def test_the_judge_itself_refuses_chapters_out_of_order():
    """Both frames are good by themselves; they only stand in the wrong order."""
    one, two = (GOOD.index(b"CHAP", GOOD.index(name) - 20) for name in (b"chp0\0\0\0\0\0", b"chp1\0\0\0y"))
    end = two + 10 + struct.unpack(">I", GOOD[two + 4 : two + 8])[0]
    swapped = GOOD[:one] + GOOD[two:end] + GOOD[one:two] + GOOD[end:]
    assert len(swapped) == len(GOOD)
    with pytest.raises(RefusedError, match="in order"):
        read_tag(swapped)


@pytest.mark.parametrize("title", ["\ufeffMarked", "Twice \ufeff marked"])
def test_a_mark_within_a_text_is_not_written_for_a_second_one(title):
    read_tag(tag(markers([title]), title=title))


@pytest.mark.parametrize(
    ("link", "safe"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("https://example.org/a#caf%C3%A9", "https://example.org/a"),
        ("https://example.org/a+b", ""),
        ("https://example.org/caf%C3%A9#d", ""),
        ("https://example.org/café", ""),
        ("https://example.org/a b", ""),
        ("mailto:ada@example.org", ""),
    ],
)
def test_a_link_that_some_player_would_change_is_shortened_or_left_out(link, safe):
    assert safe_link(link) == safe


def test_a_chapter_without_a_link_of_its_own_leads_to_the_article():
    found = read_tag(tag(markers(["One", "Two"], ["https://example.org/50%25", ""]), link="https://example.org/story"))
    assert [chapter.link for chapter in found.chapters] == ["https://example.org/story"] * 2
