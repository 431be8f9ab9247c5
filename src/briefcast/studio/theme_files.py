"""A person's sound files -> samples: WAV, MP3, FLAC and Ogg by pedalboard, M4A by PyAV."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np

from briefcast.errors import ThemeError
from briefcast.studio.mp3 import RATE_HZ

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

#: No more of a file is read, s.
MOST_S = 600.0


def check(path: Path) -> None:
    """Makes sure that a file holds sound.

    Raises:
        ThemeError: it does not.
    """
    if not np.abs(read_sound(path, most_s=60.0)).max(initial=0.0) > 0.0:
        raise ThemeError(f"The sound {path} is silent for its first minute; give another.")


def read_sound(path: Path, most_s: float = MOST_S) -> Floats:
    """The start of a file at 44.1 kHz, all channels mixed to one, shape (n,).

    Raises:
        ThemeError: the file cannot be read or decoded.
    """
    try:
        content = path.read_bytes()
        sound, rate = (_with_av if path.suffix.lower() == ".m4a" else _with_pedalboard)(content, most_s)
    except OSError as error:
        raise ThemeError(f"The sound {path} cannot be read: {error.strerror or error}.") from error
    except (ValueError, RuntimeError) as error:
        raise ThemeError(f"The sound {path} cannot be decoded; is it really {path.suffix[1:].upper()}?") from error
    if rate == RATE_HZ:
        return sound
    import soxr

    resampled: Floats = soxr.resample(sound, rate, RATE_HZ)
    return resampled


def _with_pedalboard(content: bytes, most_s: float) -> tuple[Floats, int]:
    from pedalboard.io import AudioFile

    with AudioFile(io.BytesIO(content)) as file:
        rate = round(file.samplerate)
        sound = file.read(min(file.frames, int(most_s * rate)))
    mixed: Floats = sound.mean(axis=0, dtype=np.float32)
    return mixed, rate


def _with_av(content: bytes, most_s: float) -> tuple[Floats, int]:
    import av

    blocks: list[Floats] = []
    with av.open(io.BytesIO(content), mode="r") as container:
        if not container.streams.audio:
            raise ValueError("no sound in it")
        rate = container.streams.audio[0].rate
        mono = av.AudioResampler("fltp", "mono", rate)
        wanted = int(most_s * rate)
        for frame in container.decode(audio=0):
            blocks += [part.to_ndarray()[0] for part in mono.resample(frame)]
            if sum(map(len, blocks)) >= wanted:
                break
    if not blocks:
        raise ValueError("no sound in it")
    return np.concatenate(blocks)[:wanted].astype(np.float32), rate
