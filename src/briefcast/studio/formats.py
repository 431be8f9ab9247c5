"""The file formats an episode can have, and how large each is to be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from briefcast.errors import OutputError
from briefcast.studio.encoding import LOSSLESS, MP3, SMALL_MP3

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from briefcast.studio.encoding import Coding


class Format(StrEnum):
    """What kind of file."""

    MP3 = "mp3"
    M4A = "m4a"
    #: The same as M4A under the name and brand by which players know an audiobook.
    M4B = "m4b"
    OPUS = "opus"
    WAV = "wav"


class Quality(StrEnum):
    """How good and how large: the usual rate, or about two thirds of it."""

    STANDARD = "standard"
    SMALL = "small"


_SUFFIXES = {
    ".mp3": Format.MP3,
    ".m4a": Format.M4A,
    ".m4b": Format.M4B,
    ".opus": Format.OPUS,
    ".ogg": Format.OPUS,
    ".wav": Format.WAV,
}
#: Mono bit rates, kb/s. WAV has but one.
_RATES_KBPS = {Format.M4A: (96, 64), Format.M4B: (96, 64), Format.OPUS: (48, 32)}


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the tag of a show's episode says of the show, so that a file that is handed on still tells whose it is."""

    album: str
    artist: str
    #: Baseline JPEG, small enough for a tag.
    cover: bytes
    #: The episode's page (ASCII, http or https), or empty for the article's own.
    link: str = ""
    #: The day for an article that has none.
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """The form in which an episode is written."""

    format: Format = Format.MP3
    quality: Quality = Quality.STANDARD
    #: A small baseline JPEG for each chapter, or nothing for one without; empty if none has one. MP3 and WAV alone
    #: hold them.
    pictures: tuple[bytes, ...] = ()
    #: Of the show it belongs to; None for an episode by itself.
    imprint: Imprint | None = None

    @property
    def coding(self) -> Coding:
        """How its chapters are kept."""
        if self.format is not Format.MP3:
            return LOSSLESS
        return SMALL_MP3 if self.quality is Quality.SMALL else MP3

    @property
    def bit_rate_kbps(self) -> int:
        """Of its sound; 0 for WAV, which is not compressed."""
        if self.format is Format.MP3:
            return self.coding.bit_rate_kbps
        return _RATES_KBPS.get(self.format, (0, 0))[self.quality is Quality.SMALL]


def form_of(path: Path, quality: Quality = Quality.STANDARD) -> Form:
    """The form that a file's name asks for.

    Raises:
        OutputError: its ending is none of those there are.
    """
    found = _SUFFIXES.get(path.suffix.lower())
    if found is None:
        endings = ", ".join(list(_SUFFIXES)[:-1])
        raise OutputError(f"“{path}” does not end in {endings} or .wav; name it {path.stem or 'briefing'}.mp3.")
    return Form(found, quality)
