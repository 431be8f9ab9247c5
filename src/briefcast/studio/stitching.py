"""Encoded chapters -> one MP3: tag, Info frame, and the frames of every chapter as they are."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from briefcast.studio.mp3 import RATE_HZ, info_frame, info_frame_length

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefcast.studio.chapter_file import ChapterAudio
    from briefcast.studio.id3 import Tag
    from briefcast.studio.timeline import Place


def stitch(
    tag: Tag, chapters: Sequence[ChapterAudio], placed: Sequence[Place], bit_rate_kbps: int, file: IO[bytes]
) -> None:
    """Writes the whole MP3 to ``file``, which must be seekable: the Info frame is filled in last."""
    from fastcrc import crc16

    file.write(tag.to_bytes())
    info_position = file.tell()
    file.write(bytes(info_frame_length(bit_rate_kbps)))
    audio_bytes = checksum = 0
    for frames in kept(chapters, placed):
        file.write(frames)
        audio_bytes += len(frames)
        checksum = crc16.arc(frames, checksum)
    file.seek(info_position)
    file.write(
        info_frame(
            bit_rate_kbps=bit_rate_kbps,
            frames=sum(place.frames for place in placed),
            audio_bytes=audio_bytes,
            audio_crc=checksum,
            samples=placed[-1].end_s * RATE_HZ,
        )
    )


def kept(chapters: Sequence[ChapterAudio], placed: Sequence[Place]) -> Iterator[bytes]:
    """Of each chapter, the bytes that its place asks for."""
    for chapter, place in zip(chapters, placed, strict=True):
        with chapter.path.open("rb") as file:
            file.seek(chapter.offset)
            yield file.read(chapter.lengths[place.frames])
