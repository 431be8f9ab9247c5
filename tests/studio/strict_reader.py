"""A judge that knows only the rules: a strict ID3v2.3 reader and an MPEG frame walker.

It shares no code with what it judges, understands nothing but version 2.3 without flags, plain
sizes and the encodings 0 and 1, reads front to back, and refuses whatever does not add up.
"""

from __future__ import annotations

import struct
import unicodedata
from dataclasses import dataclass, field


class RefusedError(Exception):
    """The file breaks a rule."""


@dataclass
class Chapter:
    """One CHAP frame."""

    name: str
    start_ms: int
    end_ms: int
    title: str
    link: str | None
    picture: bytes = b""


@dataclass
class Tag:
    """What a strict reader finds in a tag."""

    size: int
    texts: dict[str, str] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    extras: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    contents: list[str] = field(default_factory=list)
    contents_title: str = ""
    chapters: list[Chapter] = field(default_factory=list)
    cover: bytes = b""
    order: list[str] = field(default_factory=list)
    padding: int = 0


def must(holds: bool, rule: str) -> None:
    if not holds:
        raise RefusedError(rule)


def read_tag(data: bytes) -> Tag:
    """The tag at the start of a file."""
    must(data[:3] == b"ID3", "the file begins with a tag")
    must(data[3:5] == b"\x03\x00", "the version is 2.3.0")
    must(data[5] == 0, "no flag is set")
    must(all(byte < 0x80 for byte in data[6:10]), "the size is synchsafe")
    size = sum(byte << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
    body = data[10 : 10 + size]
    must(len(body) == size, "the tag is all there")
    tag = Tag(size=size + 10)
    for name, content in frames(body, tag):
        tag.order.append(name)
        _take(tag, name, content)
    _check_chapters(tag)
    return tag


def frames(body: bytes, tag: Tag | None = None):
    """Name and content of each frame; padding of zeros may end a tag, not a sub-frame list."""
    position = 0
    while position < len(body):
        if body[position] == 0:
            must(tag is not None, "sub-frames have no padding")
            must(not any(body[position:]), "padding is all zeros")
            tag.padding = len(body) - position
            return
        must(position + 10 <= len(body), "a frame header is whole")
        name = body[position : position + 4].decode("ascii")
        must(name.isalnum() and name == name.upper(), f"{name!r} is a frame name")
        (size,) = struct.unpack(">I", body[position + 4 : position + 8])
        must(body[position + 8 : position + 10] == b"\0\0", f"{name} has no flags")
        must(position + 10 + size <= len(body), f"{name} ends within its container")
        yield name, body[position + 10 : position + 10 + size]
        position += 10 + size


def text_of(content: bytes) -> str:
    """The text behind an encoding byte."""
    if content[:1] == b"\0":
        must(content[1:].isascii(), "encoding 0 holds ASCII alone")
        must(b"\0" not in content[1:], "no NUL ends a text")
        return content[1:].decode("ascii")
    must(content[:3] == b"\x01\xff\xfe", "other texts are UTF-16 with a mark")
    text = content[3:].decode("utf-16-le", errors="strict")
    must("\0" not in text and "\ufeff" not in text, "no NUL and no second mark in a text")
    return text


def _take(tag: Tag, name: str, content: bytes) -> None:
    if name == "CTOC":
        must(not tag.contents, "there is one table of contents")
        must(not tag.chapters, "the contents stand before the chapters")
        _read_contents(tag, content)
    elif name == "CHAP":
        must(bool(tag.contents), "the contents stand before the chapters")
        tag.chapters.append(_read_chapter(content))
    elif name == "APIC":
        must(len(tag.chapters) == len(tag.contents), "the picture stands after the last chapter")
        must(content.startswith(b"\0image/jpeg\0\x03\0"), "the cover is a front cover in JPEG")
        tag.cover = content[len(b"\0image/jpeg\0\x03\0") :]
    elif name == "COMM":
        tag.comments.append(_read_comment(content))
    elif name == "TXXX":
        description, _, value = content[1:].partition(b"\0")
        must(content[:1] == b"\0" and content[1:].isascii(), "user texts are ASCII")
        tag.extras[description.decode()] = value.decode()
    elif name == "WOAS":
        tag.links[name] = content.decode("ascii")
    else:
        must(name.startswith("T"), f"{name} is expected in an episode")
        must(name not in tag.texts, f"{name} comes once")
        tag.texts[name] = text_of(content)


def _read_comment(content: bytes) -> str:
    must(content[1:4].isalpha(), "a comment has a language")
    if content[:1] == b"\0":
        must(content[4:5] == b"\0", "the comment's description is empty")
        return text_of(b"\0" + content[5:])
    must(content[4:8] == b"\xff\xfe\0\0", "the comment's description is empty")
    return text_of(b"\x01" + content[8:])


def _read_contents(tag: Tag, content: bytes) -> None:
    must(content.startswith(b"toc\0"), "the contents are called toc")
    must(content[4] == 3, "the contents are top-level and ordered")
    position = 6
    for _ in range(content[5]):
        end = content.index(b"\0", position)
        tag.contents.append(content[position:end].decode("ascii"))
        position = end + 1
    inner = list(frames(content[position:]))
    must([name for name, _ in inner] == ["TIT2"], "the contents have one title")
    tag.contents_title = text_of(inner[0][1])
    must(bool(tag.contents_title), "the contents' title is not empty")


def _read_chapter(content: bytes) -> Chapter:
    name, _, rest = content.partition(b"\0")
    must(0 < len(name) <= 99 and name.isascii(), "a chapter's id is short ASCII")
    start, end = struct.unpack(">II", rest[:8])
    must(rest[8:16] == b"\xff" * 8, "byte offsets are to be ignored")
    title, link, picture = None, None, b""
    for frame, inner in frames(rest[16:]):
        if frame == "TIT2":
            must(title is None, "a chapter has one title")
            title = text_of(inner)
        elif frame == "APIC":
            must(not picture, "a chapter has one picture")
            must(inner.startswith(b"\0image/jpeg\0\0\0"), "a chapter's picture is a JPEG without description")
            picture = inner[len(b"\0image/jpeg\0\0\0") :]
        else:
            must(frame == "WXXX", f"{frame} is expected in a chapter")
            must(inner[:2] == b"\0\0" and inner[2:].isascii(), "a link is plain ASCII")
            must(not inner.endswith(b"\0"), "no NUL ends a link")
            must(not set(b"+%") & set(inner), "a link survives readers that decode it")
            link = inner[2:].decode()
            must(link.startswith(("http://", "https://")), "a link leads to a page")
    must(bool(title), "a chapter's title is not empty")
    must(len(title.encode()) <= 100, "a title is not too long")
    must(unicodedata.normalize("NFC", title) == title, "a title is composed")
    must(not any(unicodedata.category(char)[0] == "C" for char in title), "a title is one line without controls")
    must(title == " ".join(title.split()), "no blank stands at a title's ends or twice within it")
    return Chapter(name.decode(), start, end, title, link, picture)


def _check_chapters(tag: Tag) -> None:
    must(bool(tag.chapters), "there are chapters")
    must([chapter.name for chapter in tag.chapters] == tag.contents, "contents and chapters agree, in order")
    must(len(set(tag.contents)) == len(tag.contents), "ids are unique")
    must(tag.chapters[0].start_ms == 0, "the first chapter begins at 0")
    for chapter in tag.chapters:
        must(chapter.start_ms < chapter.end_ms, "a chapter ends after it begins")
    for one, other in zip(tag.chapters, tag.chapters[1:], strict=False):
        must(one.end_ms == other.start_ms, "chapters tile the file")


@dataclass
class Frame:
    """One MPEG frame as it lies in the file."""

    position: int
    length: int
    bit_rate: int
    rate: int
    mono: bool
    #: How many bytes back its data begins.
    reservoir: int
    body: bytes


def walk(data: bytes, position: int) -> list[Frame]:
    """Every frame from ``position`` to the end of the file, of which none may be left over."""
    out = []
    while position < len(data):
        head = data[position : position + 4]
        must(len(head) == 4 and head[0] == 0xFF and head[1] & 0xFE == 0xFA, f"a Layer III frame at {position}")
        rates = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
        must(head[2] >> 4 not in {0, 15}, "the bit rate is a fixed one")
        bit_rate = rates[head[2] >> 4]
        rate = [44_100, 48_000, 32_000][head[2] >> 2 & 3]
        length = 144_000 * bit_rate // rate + (head[2] >> 1 & 1)
        must(position + length <= len(data), "the last frame is whole")
        after_header = position + (4 if head[1] & 1 else 6)
        reservoir = data[after_header] << 1 | data[after_header + 1] >> 7
        out.append(
            Frame(position, length, bit_rate, rate, head[3] >> 6 == 3, reservoir, data[position : position + length])
        )
        position += length
    must(len({(frame.bit_rate, frame.rate, frame.mono) for frame in out}) == 1, "one format from start to end")
    return out


@dataclass
class Info:
    """The Info frame's contents."""

    frames: int
    size: int
    table: bytes
    encoder: bytes
    delay: int
    padding: int


def read_info(frames: list[Frame]) -> Info:
    """The Info frame, which must be the first and agree with all that follow."""
    body = frames[0].body
    must(body[21:25] == b"Info", "the first frame is an Info frame")
    flags, count, size = struct.unpack(">III", body[25:37])
    must(flags == 15, "all four fields are there")
    must(count == len(frames) - 1, "it counts the frames behind it")
    must(size == sum(frame.length for frame in frames), "it knows the bytes")
    table = body[37:137]
    must(list(table) == sorted(table), "its table of contents rises")
    nearest = 1 + 256 * frames[0].length / size
    missed = [entry - _seek(k, frames, size) for k, entry in enumerate(table)]
    must(max(map(abs, missed)) <= nearest, "its table points at the frames, to one frame")
    must(body[141:145] in {b"LAME", b"Lavf", b"Lavc"}, "players add the decoder's delay for this encoder")
    for frame in frames[1:]:
        must(frame.body[21:25] not in {b"Info", b"Xing"}, "there is no second Info frame")
    must(struct.unpack(">I", body[169:173])[0] == size, "the music's length is right")
    audio = b"".join(frame.body for frame in frames[1:])
    must(struct.unpack(">H", body[173:175])[0] == crc16(audio), "the music's checksum is right")
    must(struct.unpack(">H", body[175:177])[0] == crc16(body[:175]), "the tag's checksum is right")
    word = int.from_bytes(body[162:165], "big")
    return Info(count, size, table, body[141:150], word >> 12, word & 0xFFF)


def _seek(percent: int, frames: list[Frame], size: int) -> int:
    """Where a table of contents points for a share of the playing time, in 256ths of all bytes."""
    audio = frames[1:]
    offset = audio[len(audio) * percent // 100].position - frames[0].position if percent else 0
    return min(255, 256 * offset // size)


_TABLE = []
for _byte in range(256):
    for _ in range(8):
        _byte = _byte >> 1 ^ (0xA001 if _byte & 1 else 0)
    _TABLE.append(_byte)


def crc16(data: bytes) -> int:
    """CRC-16 with the polynomial 0xA001, reflected, from 0."""
    value = 0
    for byte in data:
        value = value >> 8 ^ _TABLE[(value ^ byte) & 0xFF]
    return value
