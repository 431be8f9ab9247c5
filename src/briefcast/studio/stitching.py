"""Encoded chapters -> one MP3: tag, Info frame, and the frames of every chapter as they are."""

from __future__ import annotations

from importlib.metadata import version
from importlib.resources import files
from typing import IO, TYPE_CHECKING

from briefcast.studio.encoding import BIT_RATE_KBPS
from briefcast.studio.id3 import Tag
from briefcast.studio.mp3 import RATE_HZ, info_frame, info_frame_length

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefcast.model import Marker, Script
    from briefcast.studio.chapter_file import ChapterAudio
    from briefcast.studio.timeline import Place

SYNTHETIC_NOTE = "Read by a synthetic voice."

#: ISO 639-1 -> ISO 639-2 for the languages a system voice is likely to read.
_LANGUAGES = {
    "ar": "ara",
    "cs": "cze",
    "da": "dan",
    "de": "ger",
    "el": "gre",
    "en": "eng",
    "es": "spa",
    "fi": "fin",
    "fr": "fre",
    "hi": "hin",
    "hu": "hun",
    "it": "ita",
    "ja": "jpn",
    "ko": "kor",
    "nl": "dut",
    "no": "nor",
    "pl": "pol",
    "pt": "por",
    "ro": "rum",
    "ru": "rus",
    "sv": "swe",
    "tr": "tur",
    "uk": "ukr",
    "zh": "chi",
}


def stitch(
    script: Script, chapters: Sequence[ChapterAudio], placed: Sequence[Place], marks: Sequence[Marker], file: IO[bytes]
) -> None:
    """Writes the whole MP3 to ``file``, which must be seekable: the Info frame is filled in last."""
    from fastcrc import crc16

    duration_s = placed[-1].end_s
    file.write(tag_of(script, marks, 1000 * duration_s).to_bytes())
    info_position = file.tell()
    file.write(bytes(info_frame_length(BIT_RATE_KBPS)))
    audio_bytes = checksum = 0
    for frames in _kept_frames(chapters, placed):
        file.write(frames)
        audio_bytes += len(frames)
        checksum = crc16.arc(frames, checksum)
    file.seek(info_position)
    file.write(
        info_frame(
            bit_rate_kbps=BIT_RATE_KBPS,
            frames=sum(place.frames for place in placed),
            audio_bytes=audio_bytes,
            audio_crc=checksum,
            samples=duration_s * RATE_HZ,
        )
    )


def tag_of(script: Script, marks: Sequence[Marker], duration_ms: int) -> Tag:
    """What the tag says about an episode of this script."""
    author = script.byline.removeprefix("By ").removeprefix("by ").strip()
    program = f"Briefcast {version('briefcast')}"
    source = f" Article: {script.link}" if script.link else ""
    return Tag(
        title=script.title,
        artist=author or script.site or "Briefcast",
        album=script.site or "Briefcast",
        duration_ms=duration_ms,
        markers=marks,
        language=_LANGUAGES.get(script.language.split("-")[0].lower(), "und"),
        published=script.published,
        comment=f"{SYNTHETIC_NOTE} Made by {program}.{source}",
        encoder=program,
        link=script.link if script.link.isascii() else "",
        extras=(("ai-content", "true"),),
        cover=files("briefcast.studio").joinpath("cover.jpg").read_bytes(),
    )


def _kept_frames(chapters: Sequence[ChapterAudio], placed: Sequence[Place]) -> Iterator[bytes]:
    for chapter, place in zip(chapters, placed, strict=True):
        with chapter.path.open("rb") as file:
            file.seek(chapter.offset)
            yield file.read(chapter.lengths[place.frames])
