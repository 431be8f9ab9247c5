"""The frames of an MP3: one after the other from the tag to the last byte, all alike, described by the first."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefcast.checking.findings import Finding, found
from briefcast.studio.mp3 import FRAME_SAMPLES, FrameHeader, frame_header

if TYPE_CHECKING:
    from collections.abc import Iterator
    from mmap import mmap

_MONO_INFO, _STEREO_INFO = 4 + 17, 4 + 32
_ALL_FIELDS = 15
_ENCODERS = (b"LAME", b"Lavf", b"Lavc")
#: What may stand behind the frames and must not.
_OTHER_TAGS = ((b"TAG", "ID3v1"), (b"APETAGEX", "APE"), (b"LYRICSBEGIN", "Lyrics3"), (b"ID3", "second ID3v2"))
_BIT_RATES = {True: (64, 128), False: (128, 256)}


@dataclass(frozen=True, slots=True)
class Walk:
    """All frames of a file."""

    headers: tuple[FrameHeader, ...]
    #: Byte position of each, and the end of the last.
    positions: tuple[int, ...]
    #: Samples that are to be heard, by the Info frame; 0 if it does not say.
    samples: int


def walk(data: bytes | mmap, start: int, where: str, findings: list[Finding]) -> Walk | None:
    """All frames from ``start`` on, or None if there is none; what is wrong is added to ``findings``."""
    headers, positions = _frames(data, start)
    if not headers:
        findings.append(found("mp3-frames", where, f"No frame begins at byte {start}."))
        return None
    findings += _end(data, positions[-1], where)
    findings += _alike(headers, where)
    samples = 0
    if _info_name(data, positions[0], headers[0]) == b"Info":
        samples = _Info(data, headers, positions).read(where, findings)
    else:
        what = f"The first frame holds {_info_name(data, positions[0], headers[0])!r}."
        findings.append(found("mp3-info", where, what))
    for number in range(1, len(headers)):
        name = _info_name(data, positions[number], headers[number])
        if name in {b"Info", b"Xing"} or data[positions[number] + 36 : positions[number] + 40] == b"VBRI":
            findings.append(found("mp3-second-info", where, f"Frame {number} at byte {positions[number]} is one more."))
    return Walk(tuple(headers), tuple(positions), samples)


def _frames(data: bytes | mmap, start: int) -> tuple[list[FrameHeader], list[int]]:
    """The headers as far as they follow each other, and where each lies; the last position is their end."""
    headers: list[FrameHeader] = []
    positions = [start]
    while positions[-1] < len(data):
        try:
            header = frame_header(data[positions[-1] : positions[-1] + 4])
        except ValueError:
            break
        if positions[-1] + header.length > len(data):
            break
        headers.append(header)
        positions.append(positions[-1] + header.length)
    return headers, positions


def _end(data: bytes | mmap, end: int, where: str) -> Iterator[Finding]:
    if end == len(data):
        return
    for mark, name in _OTHER_TAGS:
        if data[end : end + len(mark)] == mark:
            yield found("mp3-other-tags", where, f"A {name} tag stands at byte {end:,} of {len(data):,}.")
            return
    yield found("mp3-frames", where, f"No whole frame begins at byte {end:,} of {len(data):,}.")


def _alike(headers: list[FrameHeader], where: str) -> Iterator[Finding]:
    kinds = {(header.bit_rate_kbps, header.rate_hz, header.mono) for header in headers}
    if len(kinds) > 1:
        rates = sorted({kind[0] for kind in kinds})
        what = f"It has frames of {len(kinds)} kinds, from {rates[0]} to {rates[-1]} kb/s."
        yield found("mp3-constant", where, what)
        return
    first = headers[0]
    if first.rate_hz not in {44_100, 48_000}:
        yield found("mp3-rate", where, f"It has {first.rate_hz:,} Hz.")
    least, most = _BIT_RATES[first.mono]
    if not least <= first.bit_rate_kbps <= most:
        yield found("mp3-bit-rate", where, f"It is {'mono' if first.mono else 'stereo'} at {first.bit_rate_kbps} kb/s.")


def _info_name(data: bytes | mmap, position: int, header: FrameHeader) -> bytes:
    at = position + (_MONO_INFO if header.mono else _STEREO_INFO)
    return data[at : at + 4]


class _Info:
    """The Info frame beside the frames it describes."""

    def __init__(self, data: bytes | mmap, headers: list[FrameHeader], positions: list[int]) -> None:
        self._data = data
        self._headers = headers
        self._positions = positions
        offset = _MONO_INFO if headers[0].mono else _STEREO_INFO
        #: From the word "Info" on.
        self._body = data[positions[0] + offset : positions[1]].ljust(160, b"\0")
        self._checked = offset + 120 + 34

    def read(self, where: str, findings: list[Finding]) -> int:
        """Samples that are to be heard, or 0; what is wrong is added to ``findings``."""
        flags, frames, size = struct.unpack(">III", self._body[4:16])
        if flags != _ALL_FIELDS:
            findings.append(found("mp3-info", where, f"Its flags are {flags:#x}."))
            return 0
        true_frames = len(self._headers) - 1
        true_size = self._positions[-1] - self._positions[0]
        if (frames, size) != (true_frames, true_size):
            what = f"It tells of {frames:,} frames and {size:,} bytes; there are {true_frames:,} and {true_size:,}."
            findings.append(found("mp3-info-counts", where, what))
        findings += self._table(true_size, where)
        return self._lame(true_frames, true_size, where, findings)

    def _table(self, size: int, where: str) -> Iterator[Finding]:
        table = self._body[16:116]
        starts = self._positions[1:-1]
        # An entry may be one off, and lie a frame aside.
        near = 1 + 256 * (self._headers[0].length + 1) / size
        right = [
            256 * (starts[len(starts) * k // 100] - self._positions[0] if k and starts else 0) // size
            for k in range(100)
        ]
        if list(table) != sorted(table) or any(abs(a - min(255, b)) > near for a, b in zip(table, right, strict=True)):
            yield found("mp3-info-table", where, "Its entries do not lead to where each percent begins.")

    def _lame(self, frames: int, size: int, where: str, findings: list[Finding]) -> int:
        lame = self._body[120:156]
        delay_padding = int.from_bytes(lame[21:24], "big")
        delay, padding = delay_padding >> 12, delay_padding & 0xFFF
        samples = frames * FRAME_SAMPLES - delay - padding
        if not lame.startswith(_ENCODERS) or not delay or samples <= 0:
            what = f"The encoder is {lame[:9]!r}, the delay {delay}, the padding {padding}."
            findings.append(found("mp3-info-delay", where, what))
            return 0
        length, audio_crc, own_crc = struct.unpack(">IHH", lame[28:36])
        first, second, end = self._positions[0], self._positions[1], self._positions[-1]
        if (length, audio_crc, own_crc) != (
            size,
            _crc(self._data, second, end),
            _crc(self._data, first, first + self._checked),
        ):
            findings.append(found("mp3-info-checksums", where, "They or the length of the music are wrong."))
        return samples


def _crc(data: bytes | mmap, start: int, end: int) -> int:
    from fastcrc import crc16

    checksum = 0
    for at in range(start, end, 1 << 20):
        checksum = crc16.arc(data[at : min(end, at + (1 << 20))], checksum)
    return checksum
