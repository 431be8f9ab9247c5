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
from briefcast.studio.id3 import Tag

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
def test_any_titles_survive_as_one_clean_line(chapters, title):
    titles, links = zip(*chapters, strict=True)
    found = read_tag(tag(markers(titles, links), title=title or "x"))
    assert [chapter.link or "" for chapter in found.chapters] == list(links)
    for chapter, written in zip(found.chapters, titles, strict=True):
        assert unicodedata.normalize("NFC", chapter.title) == chapter.title
        assert not any(unicodedata.category(char) == "Cc" for char in chapter.title)
        assert set(chapter.title.split()) <= set(unicodedata.normalize("NFC", _clean(written)).split())


def _clean(text: str) -> str:
    return "".join(
        " " if char.isspace() else char
        for char in text
        if char.isspace() or unicodedata.category(char) not in {"Cc", "Cs"}
    )


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
