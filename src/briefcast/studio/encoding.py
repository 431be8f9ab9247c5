"""Mastered sound -> MP3 frames, and back again to measure what a listener gets."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from briefcast.studio.mp3 import RATE_HZ

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from briefcast.model import Samples

#: Constant bit rate of a mono programme.
BIT_RATE_KBPS = 96
#: LAME's search effort, 0 to 9. At this bit rate 7 is three times faster than 2, and on speech its noise
#: is lower in every band (docs/decisions/0003): there are bits enough for every coefficient.
EFFORT = 7


def encode(samples: Samples) -> bytes:
    """Frames of a fresh encoder: 44.1 kHz mono at a constant bit rate, no Info frame, no tag."""
    import lameenc

    encoder = lameenc.Encoder()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(RATE_HZ)
    encoder.set_out_sample_rate(RATE_HZ)
    encoder.set_bit_rate(BIT_RATE_KBPS)
    encoder.set_quality(EFFORT)
    encoder.silence()
    return bytes(encoder.encode(samples.tobytes())) + bytes(encoder.flush())


def decode(stream: bytes) -> npt.NDArray[np.float32]:
    """All samples of an MP3 stream, mono, shape (n,), encoder delay and all."""
    from pedalboard.io import AudioFile

    with AudioFile(io.BytesIO(stream)) as file:
        sound: npt.NDArray[np.float32] = file.read(file.frames)[0]
    return sound
