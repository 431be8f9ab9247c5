"""Encoded chapters -> the finished file, in whatever format."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from briefcast.studio.encoding import unpacked
from briefcast.studio.formats import Format
from briefcast.studio.stitching import kept, stitch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefcast.model import Samples
    from briefcast.studio.chapter_file import ChapterAudio
    from briefcast.studio.formats import Form
    from briefcast.studio.id3 import Tag
    from briefcast.studio.timeline import Place


def finish(tag: Tag, chapters: Sequence[ChapterAudio], placed: Sequence[Place], form: Form, file: IO[bytes]) -> None:
    """Writes the whole file, which must be open under its name, a chapter at a time."""
    if form.format is Format.MP3:
        stitch(tag, chapters, placed, form.bit_rate_kbps, file)
    elif form.format is Format.WAV:
        from briefcast.studio.wav import write_wav

        write_wav(tag, _sound(chapters, placed), file)
    else:
        from briefcast.studio.containers import write_container

        write_container(tag, _sound(chapters, placed), form, file)


def _sound(chapters: Sequence[ChapterAudio], placed: Sequence[Place]) -> Iterator[Samples]:
    """The whole programme, a second at a time."""
    for stream in kept(chapters, placed):
        yield from unpacked(stream)
