"""The ID3v2.3 tag at the start of a file, read as the strictest apps read it: plain sizes, front to back.

Sources: ID3v2.3.0; ID3v2 Chapter Frame Addendum 1.0. It shares no code with the writer of our own tags.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefcast.checking.findings import Finding, found

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADER = 10
#: No tag that a phone would read before the first sound is longer.
MOST_BYTES = 20_000_000
_UNSET = b"\xff" * 8


@dataclass(slots=True)
class TagChapter:
    """A CHAP frame."""

    name: str
    start_ms: int
    end_ms: int
    has_offsets: bool
    #: Its TIT2 frames.
    titles: list[str] = field(default_factory=list)
    #: Its WXXX frames as they stand, encoding byte and all.
    links: list[bytes] = field(default_factory=list)
    picture_bytes: int = 0


@dataclass(slots=True)
class Contents:
    """A CTOC frame."""

    flags: int
    entries: list[str]
    title: str
    #: How many CHAP frames stood before it.
    chapters_before: int


@dataclass(slots=True)
class Picture:
    """An APIC frame of the whole file."""

    encoding: int
    mime: str
    kind: int
    data: bytes
    chapters_before: int


@dataclass(slots=True)
class TagRead:
    """What a tag says, as far as it could be read."""

    #: Bytes to the first frame of sound.
    size: int
    #: Whether its frames could be gone through at all.
    is_read: bool = False
    texts: dict[str, str] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    extras: dict[str, str] = field(default_factory=dict)
    contents: list[Contents] = field(default_factory=list)
    chapters: list[TagChapter] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)


def read_tag(head: bytes, where: str, findings: list[Finding]) -> TagRead:
    """The tag in the first bytes of a file; what breaks its form is added to ``findings``."""
    if head[:3] != b"ID3" or len(head) < HEADER:
        findings.append(found("tag", where, f"It begins with {head[:4]!r}."))
        return TagRead(0)
    if any(byte > 0x7F for byte in head[6:HEADER]):
        findings.append(found("tag-sizes", where, "The size of the tag is not synchsafe."))
    size = sum((byte & 0x7F) << shift for byte, shift in zip(head[6:HEADER], (21, 14, 7, 0), strict=True))
    tag = TagRead(HEADER + size)
    if head[3:5] != b"\x03\x00" or head[5]:
        what = f"It is version 2.{head[3]}.{head[4]} with flags {head[5]:#04x}."
        findings.append(found("tag-version", where, what))
        tag.size += HEADER if head[3] == 4 and head[5] & 0x10 else 0
        return tag
    if len(head) < tag.size:
        what = f"The tag should have {tag.size:,} bytes and {len(head):,} are there."
        findings.append(found("tag-sizes", where, what))
        return tag
    tag.is_read = True
    _Reader(tag, where, findings).read(head[HEADER : tag.size])
    return tag


class _Reader:
    """Takes the frames of one tag, one after the other."""

    def __init__(self, tag: TagRead, where: str, findings: list[Finding]) -> None:
        self._tag = tag
        self._where = where
        self._findings = findings

    def read(self, body: bytes) -> None:
        """Takes all frames."""
        take = {
            "CTOC": self._contents,
            "CHAP": self._chapter,
            "APIC": self._picture,
            "COMM": self._comment,
            "TXXX": self._extra,
        }
        for name, content in self._frames(body, "the tag"):
            try:
                if name in take:
                    take[name](content)
                elif name.startswith("T"):
                    self._tag.texts.setdefault(name, self._text(content, name))
            except (ValueError, IndexError, struct.error):
                self._tell("tag-sizes", f"{name} breaks off.")

    def _frames(self, body: bytes, holder: str) -> Iterator[tuple[str, bytes]]:
        position = 0
        while position < len(body):
            if body[position] == 0:
                if body[position:].strip(b"\0") or holder != "the tag":
                    self._tell("tag-sizes", f"Something other than frames fills the end of {holder}.")
                return
            name = body[position : position + 4].decode("latin-1")
            if len(body) < position + HEADER or not (name.isalnum() and name.isupper() and name.isascii()):
                self._tell("tag-sizes", f"No frame begins at byte {position} of {holder}.")
                return
            (size,) = struct.unpack(">I", body[position + 4 : position + 8])
            if body[position + 8 : position + HEADER] != b"\0\0":
                self._tell("tag-version", f"{name} has flags.")
            position += HEADER
            if position + size > len(body):
                self._tell("tag-sizes", f"{name} has {size:,} bytes, more than are left in {holder}.")
                return
            yield name, body[position : position + size]
            position += size

    def _text(self, content: bytes, name: str) -> str:
        """The text behind an encoding byte."""
        encoding, data = content[0], content[1:]
        if encoding == 0 and data.isascii():
            return data.decode("ascii").removesuffix("\0")
        if encoding == 1 and (not data or data[:2] in {b"\xff\xfe", b"\xfe\xff"}):
            try:
                return data.decode("utf-16").removesuffix("\0")
            except UnicodeDecodeError:
                self._tell("tag-encoding", f"{name} is no UTF-16.")
                return ""
        self._tell("tag-encoding", f"{name} has encoding {encoding} and begins with {data[:8]!r}.")
        codec = {0: "latin-1", 1: "utf-16-le", 2: "utf-16-be", 3: "utf-8"}.get(encoding, "latin-1")
        return data.decode(codec, "replace").removesuffix("\0")

    def _contents(self, content: bytes) -> None:
        rest = content[content.index(b"\0") + 1 :]
        flags, count, rest = rest[0], rest[1], rest[2:]
        entries = []
        for _ in range(count):
            entry, _, rest = rest.partition(b"\0")
            entries.append(entry.decode("latin-1"))
        titles = [self._text(inner, name) for name, inner in self._frames(rest, "the CTOC") if name == "TIT2"]
        before = len(self._tag.chapters)
        self._tag.contents.append(Contents(flags, entries, titles[0] if titles else "", before))

    def _chapter(self, content: bytes) -> None:
        name, _, rest = content.partition(b"\0")
        start, end = struct.unpack(">II", rest[:8])
        chapter = TagChapter(name.decode("latin-1"), start, end, has_offsets=rest[8:16] != _UNSET)
        for frame, inner in self._frames(rest[16:], f"CHAP {chapter.name}"):
            if frame == "TIT2":
                chapter.titles.append(self._text(inner, f"the title of CHAP {chapter.name}"))
            elif frame == "WXXX":
                chapter.links.append(inner)
            elif frame == "APIC":
                chapter.picture_bytes += len(inner)
        self._tag.chapters.append(chapter)

    def _picture(self, content: bytes) -> None:
        mime, _, rest = content[1:].partition(b"\0")
        kind, encoding = rest[0], content[0]
        if encoding in {1, 2}:
            end = 1 + next(at for at in range(0, len(rest) - 2, 2) if rest[at + 1 : at + 3] == b"\0\0") + 2
        else:
            end = rest.index(b"\0", 1) + 1
        picture = Picture(encoding, mime.decode("latin-1"), kind, rest[end:], len(self._tag.chapters))
        self._tag.pictures.append(picture)

    def _comment(self, content: bytes) -> None:
        _, text = self._described(content[:1], content[4:], "COMM")
        self._tag.comments.append(text)

    def _extra(self, content: bytes) -> None:
        name, text = self._described(content[:1], content[1:], "TXXX")
        self._tag.extras[name] = text

    def _described(self, encoding: bytes, data: bytes, name: str) -> tuple[str, str]:
        """A description and a text, with a NUL of the encoding's width between them."""
        if encoding == b"\1":
            end = next(at for at in range(0, len(data) - 1, 2) if data[at : at + 2] == b"\0\0")
            description, text = data[:end], data[end + 2 :]
        else:
            description, _, text = data.partition(b"\0")
        return self._text(encoding + description, name), self._text(encoding + text, name)

    def _tell(self, rule: str, what: str) -> None:
        self._findings.append(found(rule, self._where, what))
