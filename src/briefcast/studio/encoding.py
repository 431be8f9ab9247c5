"""Mastered sound -> MP3 frames or FLAC, and back again.

An MP3 is stitched from the frames of its chapters. Every other format is encoded from the finished sound
itself, never from an MP3 of it; for that a chapter is kept as FLAC, which loses nothing.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefcast.studio.mp3 import CHAPTER_DELAY, FRAME_SAMPLES, RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt

    from briefcast.model import Samples

#: LAME's search effort, 0 to 9. At 96 kb/s 7 is three times faster than 2, and on speech its noise
#: is lower in every band (docs/decisions/0003): there are bits enough for every coefficient.
EFFORT = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """How the finished sound of a chapter is kept."""

    #: Constant bit rate of an MP3; 0 for FLAC.
    bit_rate_kbps: int = 0
    #: How much quieter it comes out than it went in, dB.
    loss_db: float = 0.0
    #: Where peaks are held before encoding, and where they may be as kept, dBTP.
    ceiling_dbtp: float
    highest_dbtp: float

    @property
    def is_mp3(self) -> bool:
        """Whether it is kept as frames of MP3."""
        return self.bit_rate_kbps > 0

    @property
    def frame_samples(self) -> int:
        """The fewest samples that can be kept or dropped."""
        return FRAME_SAMPLES if self.is_mp3 else 1

    @property
    def delay_samples(self) -> int:
        """What a decoder gives out before the first sample that was put in."""
        return CHAPTER_DELAY if self.is_mp3 else 0


#: MP3 decoded again peaks at -1 dBTP at most; LAME's constant bit rates come out quieter (measured).
MP3 = Coding(bit_rate_kbps=96, loss_db=0.45, ceiling_dbtp=-1.4, highest_dbtp=-1.0)
SMALL_MP3 = Coding(bit_rate_kbps=64, loss_db=0.45, ceiling_dbtp=-1.6, highest_dbtp=-1.0)
#: Held lower, because the encoders that follow add to a peak and are not measured again.
LOSSLESS = Coding(ceiling_dbtp=-2.1, highest_dbtp=-2.0)


def encode(samples: Samples, bit_rate_kbps: int) -> bytes:
    """Frames of a fresh encoder: 44.1 kHz mono at a constant bit rate, no Info frame, no tag."""
    import lameenc

    encoder = lameenc.Encoder()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(RATE_HZ)
    encoder.set_out_sample_rate(RATE_HZ)
    encoder.set_bit_rate(bit_rate_kbps)
    encoder.set_quality(EFFORT)
    encoder.silence()
    return bytes(encoder.encode(samples.tobytes())) + bytes(encoder.flush())


def decode(stream: bytes) -> npt.NDArray[np.float32]:
    """All samples of an MP3 stream, mono, shape (n,), encoder delay and all."""
    import soundfile

    sound: npt.NDArray[np.float32] = soundfile.read(io.BytesIO(stream), dtype="float32")[0]
    return sound


def packed(samples: Samples) -> bytes:
    """16-bit mono samples at 44.1 kHz as a FLAC file."""
    from pedalboard.io import AudioFile

    buffer = io.BytesIO()
    with AudioFile(buffer, "w", RATE_HZ, 1, bit_depth=16, format="flac") as file:
        file.write(samples.reshape(1, -1))
    return buffer.getvalue()


def unpacked(stream: bytes) -> Iterator[Samples]:
    """The samples of a FLAC file, a second at a time."""
    import numpy as np
    from pedalboard.io import AudioFile

    with AudioFile(io.BytesIO(stream)) as file:
        while file.tell() < file.frames:
            yield np.rint(file.read(RATE_HZ)[0] * 32768).astype(np.int16)
