"""MPEG-1 Layer III frames: where they lie, and the Info frame that describes a whole stream.

Sources: ISO/IEC 11172-3, 2.4.1.3 (frame header); the Xing/Info header and LAME tag as their
players read them.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

#: Samples in one frame, and the rate and channel mode that every frame of ours has.
FRAME_SAMPLES = 1152
RATE_HZ = 44_100
#: Samples the encoder puts before the first one it was given, and the decoder before it can speak.
ENCODER_DELAY = 576
DECODER_DELAY = 529
#: A chapter encoded afresh begins this many samples into its first decoded frame.
CHAPTER_DELAY = ENCODER_DELAY + DECODER_DELAY

_BIT_RATES_KBPS = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_RATES_HZ = (44_100, 48_000, 32_000)
_MONO_SIDE_INFO = 17
_HEADER = 4
#: Everything of the LAME tag before its own checksum, counted from the frame's first byte (mono).
_CHECKED_BYTES = 175


@dataclass(frozen=True, slots=True)
class FrameHeader:
    """The first four bytes of a frame."""

    bit_rate_kbps: int
    rate_hz: int
    padded: bool
    mono: bool

    @property
    def length(self) -> int:
        """Bytes from this frame's header to the next one's."""
        return 144_000 * self.bit_rate_kbps // self.rate_hz + self.padded


def frame_header(data: bytes, position: int = 0) -> FrameHeader:
    """The header at ``position``.

    Raises:
        ValueError: there is no MPEG-1 Layer III frame at that position.
    """
    word = int.from_bytes(data[position : position + _HEADER], "big")
    bit_rate, rate = (word >> 12) & 0xF, (word >> 10) & 0x3
    if len(data) < position + _HEADER or word >> 17 != 0x7FFD or not 0 < bit_rate < 15 or rate == 3:
        raise ValueError(f"no MPEG-1 Layer III frame at byte {position}")
    return FrameHeader(
        _BIT_RATES_KBPS[bit_rate], _RATES_HZ[rate], padded=bool(word & 0x200), mono=(word >> 6) & 0x3 == 3
    )


def frame_starts(stream: bytes) -> list[int]:
    """Byte position of each frame in a stream of nothing but frames, and the end of the last one.

    Raises:
        ValueError: the stream holds something else.
    """
    starts = [0]
    while starts[-1] < len(stream):
        starts.append(starts[-1] + frame_header(stream, starts[-1]).length)
    if starts[-1] != len(stream):
        raise ValueError("the last frame is cut short")
    return starts


def info_frame_length(bit_rate_kbps: int) -> int:
    """Bytes of the Info frame for a bit rate."""
    return FrameHeader(bit_rate_kbps, RATE_HZ, padded=False, mono=True).length


def info_frame(*, bit_rate_kbps: int, frames: int, audio_bytes: int, audio_crc: int, samples: int) -> bytes:
    """The silent frame at the start that tells a player the exact length and how to seek.

    Args:
        bit_rate_kbps: constant bit rate of the audio.
        frames: audio frames that follow.
        audio_bytes: bytes of these frames.
        audio_crc: their CRC-16/ARC.
        samples: samples that were put in: what is left of the frames is delay and padding.

    Raises:
        ValueError: the frames are too few or too many for the samples.
    """
    from fastcrc import crc16

    padding = frames * FRAME_SAMPLES - ENCODER_DELAY - samples
    if not 0 <= padding < 4096:
        raise ValueError(f"{frames} frames cannot hold {samples} samples")
    length = info_frame_length(bit_rate_kbps)
    total = length + audio_bytes
    table = bytes(min(255, 256 * (length + audio_bytes * k // 100) // total) if k else 0 for k in range(100))
    body = b"Info" + struct.pack(">III", 0xF, frames, total) + table + struct.pack(">I", 100 - _QUALITY)
    lame = b"LAME3.100" + bytes([0x01, _LOWPASS_HZ[bit_rate_kbps] // 100]) + bytes(8) + bytes([0x00, bit_rate_kbps])
    lame += ((ENCODER_DELAY << 12) | padding).to_bytes(3, "big") + bytes(4)
    lame += struct.pack(">IH", total, audio_crc)
    frame = _header_bytes(bit_rate_kbps) + bytes(_MONO_SIDE_INFO) + body + lame
    frame = frame[:_CHECKED_BYTES].ljust(_CHECKED_BYTES, b"\0")
    return (frame + struct.pack(">H", crc16.arc(frame))).ljust(length, b"\0")


#: LAME's quality setting, and its low-pass at each bit rate, as told in the LAME tag.
_QUALITY = 7
_LOWPASS_HZ = {64: 16_500, 96: 20_000}


def _header_bytes(bit_rate_kbps: int) -> bytes:
    """Header of an unpadded mono frame without checksum."""
    word = 0x7FFD << 17 | 1 << 16 | _BIT_RATES_KBPS.index(bit_rate_kbps) << 12 | 3 << 6 | 1 << 2
    return word.to_bytes(_HEADER, "big")
