"""Finished sound -> WAV with chapters: cue points with labels, and an ID3 tag in a chunk of its own.

Sources: Microsoft and IBM, Multimedia Programming Interface 1.0 (RIFF, fmt, cue, LIST adtl, LIST INFO);
EBU Tech 3306 (RF64, for what four gigabytes cannot hold).
"""

from __future__ import annotations

import struct
from typing import IO, TYPE_CHECKING

from briefcast.studio.mp3 import RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefcast.model import Samples
    from briefcast.studio.id3 import Tag

_SAMPLE_BYTES = 2
_PCM = 1
#: What a 32-bit size can say.
_LARGEST = 0xFFFF_FFFF
#: RIFF's names for what a tag says.
_INFO = {"INAM": "title", "IART": "artist", "IPRD": "album", "IGNR": "genre", "ICMT": "comment", "ISFT": "encoder"}


def write_wav(tag: Tag, sound: Iterable[Samples], file: IO[bytes]) -> None:
    """Writes the whole file, as the sound comes.

    Args:
        tag: what the file says about itself; its length must be the sound's.
        sound: 16-bit mono samples at 44.1 kHz, in pieces.
        file: where to.

    Raises:
        ValueError: the sound has another length than the tag says.
        OSError: the file cannot be written.
    """
    data_bytes = tag.duration_ms * RATE_HZ // 1000 * _SAMPLE_BYTES
    trailer = _cues(tag) + _labels(tag) + _info(tag) + _chunk(b"id3 ", tag.to_bytes())
    file.write(_head(data_bytes, len(trailer)))
    written = sum(file.write(samples.astype("<i2").tobytes()) for samples in sound)
    if written != data_bytes:
        raise ValueError(f"{written} bytes of sound where {data_bytes} were announced")
    file.write(trailer)


def _head(data_bytes: int, trailer_bytes: int) -> bytes:
    """All before the first sample: 44 bytes, as the simplest readers expect, or RF64 where that cannot be."""
    fmt = _chunk(b"fmt ", struct.pack("<HHIIHH", _PCM, 1, RATE_HZ, RATE_HZ * _SAMPLE_BYTES, _SAMPLE_BYTES, 16))
    size = 4 + len(fmt) + 8 + data_bytes + trailer_bytes
    if size <= _LARGEST:
        return b"RIFF" + struct.pack("<I", size) + b"WAVE" + fmt + b"data" + struct.pack("<I", data_bytes)
    sizes = struct.pack("<QQQI", size + 36, data_bytes, data_bytes // _SAMPLE_BYTES, 0)
    unknown = struct.pack("<I", _LARGEST)
    return b"RF64" + unknown + b"WAVE" + _chunk(b"ds64", sizes) + fmt + b"data" + unknown


def _cues(tag: Tag) -> bytes:
    """A point for each chapter, at its first sample.

    They count from 0, like the chapters of the ID3 tag: FFmpeg, which reads both, takes them for the same.
    """
    starts = [marker.start_ms * RATE_HZ // 1000 for marker in tag.markers]
    points = [struct.pack("<II4sIII", number, start, b"data", 0, 0, start) for number, start in enumerate(starts)]
    return _chunk(b"cue ", struct.pack("<I", len(points)) + b"".join(points))


def _labels(tag: Tag) -> bytes:
    """The chapters' titles, in UTF-8."""
    labels = [
        _chunk(b"labl", struct.pack("<I", number) + _text(marker.title)) for number, marker in enumerate(tag.markers)
    ]
    return _chunk(b"LIST", b"adtl" + b"".join(labels))


def _info(tag: Tag) -> bytes:
    texts = {name: getattr(tag, fact) for name, fact in _INFO.items()}
    texts["ICRD"] = tag.published.isoformat() if tag.published else ""
    chunks = [_chunk(name.encode(), _text(text)) for name, text in texts.items() if text]
    return _chunk(b"LIST", b"INFO" + b"".join(chunks))


def _text(text: str) -> bytes:
    return text.encode() + b"\0"


def _chunk(name: bytes, content: bytes) -> bytes:
    """A chunk, its content filled up to an even number of bytes."""
    return name + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)
