"""Episode facts -> an ID3v2.3 tag with chapters, in the order that every player reads.

Sources: ID3v2.3.0 (tag and frames), ID3v2 Chapter Frame Addendum 1.0 (CHAP, CTOC). Version 2.3,
no flags, plain frame sizes, texts in ASCII or UTF-16 with a byte order mark, the table of contents
before the chapters, the chapters in time order, the picture last: what a streaming reader, a strict
one and an old one all understand. General tag libraries sort frames by size, which breaks the
chapters' order; so the tag is written here, and read back by others in the tests.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from briefcast.model import Marker

#: Room for a later editor, bytes.
PADDING = 1024
#: Chapters a CTOC frame can count.
MOST_CHAPTERS = 255
_NO_OFFSET = b"\xff" * 8
_TOP_LEVEL_AND_ORDERED = 3
_FRONT_COVER = 3
_OTHER_PICTURE = 0
#: ASCII that is no blank, no control and is not undone by any player.
_SAFE_LINK = re.compile(r"[!-$&-*,-~]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """What a tag says about an episode; empty texts are left out."""

    title: str
    artist: str
    album: str
    duration_ms: int
    markers: Sequence[Marker]
    #: ISO 639-2 code such as "eng".
    language: str = "eng"
    genre: str = "Podcast"
    published: date | None = None
    comment: str = ""
    encoder: str = ""
    #: Link to the article (ASCII, http or https).
    link: str = ""
    #: User-defined texts, such as ("ai-content", "true").
    extras: Sequence[tuple[str, str]] = ()
    #: Baseline JPEG.
    cover: bytes = b""
    #: A small baseline JPEG for each chapter, or nothing for one without; empty if none has one.
    pictures: Sequence[bytes] = ()

    def to_bytes(self) -> bytes:
        """The whole tag.

        Raises:
            ValueError: no chapter, or more than the table of contents can count.
        """
        body = b"".join((*self._facts(), *self._chapters(), self._picture())) + bytes(PADDING)
        return b"ID3\x03\x00\x00" + _synchsafe(len(body)) + body

    def _facts(self) -> list[bytes]:
        texts = [
            ("TIT2", self.title),
            ("TPE1", self.artist),
            ("TALB", self.album),
            ("TCON", self.genre),
            ("TYER", f"{self.published:%Y}" if self.published else ""),
            ("TDAT", f"{self.published:%d%m}" if self.published else ""),
            ("TLAN", self.language),
            ("TLEN", str(self.duration_ms)),
            ("TENC", self.encoder),
        ]
        frames = [_text_frame(name, text) for name, text in texts if text]
        if self.comment:
            frames.append(_comment_frame(self.language, self.comment))
        frames += [_user_text_frame(name, text) for name, text in self.extras]
        if self.link:
            frames.append(_frame("WOAS", self.link.encode("ascii")))
        return frames

    def _chapters(self) -> list[bytes]:
        if not 1 <= len(self.markers) <= MOST_CHAPTERS:
            raise ValueError(f"a tag holds 1 to {MOST_CHAPTERS} chapters, not {len(self.markers)}")
        ids = [f"chp{number}".encode() + b"\0" for number in range(len(self.markers))]
        pictures = self.pictures or [b""] * len(ids)
        contents = (
            b"toc\0" + bytes([_TOP_LEVEL_AND_ORDERED, len(ids)]) + b"".join(ids) + _text_frame("TIT2", "Chapters")
        )
        return [
            _frame("CTOC", contents),
            *(
                _chapter_frame(name, marker, safe_link(marker.link) or safe_link(self.link), picture)
                for name, marker, picture in zip(ids, self.markers, pictures, strict=True)
            ),
        ]

    def _picture(self) -> bytes:
        if not self.cover:
            return b""
        return _picture_frame(_FRONT_COVER, self.cover)


def _chapter_frame(name: bytes, marker: Marker, link: str, picture: bytes) -> bytes:
    body = name + struct.pack(">II", marker.start_ms, marker.end_ms) + _NO_OFFSET + _text_frame("TIT2", marker.title)
    if link:
        body += _frame("WXXX", b"\0\0" + link.encode("ascii"))
    if picture:
        body += _picture_frame(_OTHER_PICTURE, picture)
    return _frame("CHAP", body)


def safe_link(link: str) -> str:
    """The link if every player opens what it says, else the same without its fragment, else nothing.

    Players undo + and % in their own ways and then open something else.
    """
    for safe in (link, link.partition("#")[0]):
        if safe.startswith(("http://", "https://")) and _SAFE_LINK.fullmatch(safe):
            return safe
    return ""


def _picture_frame(kind: int, jpeg: bytes) -> bytes:
    return _frame("APIC", b"\0image/jpeg\0" + bytes([kind]) + b"\0" + jpeg)


def _text_frame(name: str, text: str) -> bytes:
    encoding, data = _encoded(text)
    return _frame(name, encoding + data)


def _comment_frame(language: str, text: str) -> bytes:
    encoding, data = _encoded(text)
    no_description = b"\0" if encoding == b"\0" else b"\xff\xfe\0\0"
    return _frame("COMM", encoding + language.encode("ascii") + no_description + data)


def _user_text_frame(name: str, text: str) -> bytes:
    return _frame("TXXX", b"\0" + name.encode("ascii") + b"\0" + text.encode("ascii"))


def _frame(name: str, body: bytes) -> bytes:
    return name.encode("ascii") + struct.pack(">I", len(body)) + b"\0\0" + body


def _encoded(text: str) -> tuple[bytes, bytes]:
    """Encoding byte and text: ASCII where it suffices, else UTF-16 with its mark; one clean line."""
    # What is dropped goes first: a letter and its accent may only meet when a control between them is gone.
    kept = (char for char in text if char.isspace() or unicodedata.category(char) not in {"Cc", "Cs"})
    line = " ".join(unicodedata.normalize("NFC", "".join(kept).replace("\ufeff", "")).split())
    if line.isascii():
        return b"\0", line.encode("ascii")
    return b"\x01", b"\xff\xfe" + line.encode("utf-16-le")


def _synchsafe(number: int) -> bytes:
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))
