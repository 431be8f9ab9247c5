"""A take as it is kept: its facts, then its samples, under one seal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefcast.model import Clip
from briefcast.studio.sealed_file import open_sealed, sealed_parts

if TYPE_CHECKING:
    from pathlib import Path


def take_parts(clip: Clip) -> list[bytes | memoryview]:
    """The parts of a take's file; the samples are 16-bit, the lower byte first."""
    return sealed_parts({"rate": clip.rate}, [clip.samples.astype("<i2", copy=False).tobytes()])


def open_take(path: Path) -> Clip | None:
    """The take in a file, or None if it is missing or damaged."""
    import numpy as np

    sealed = open_sealed(path)
    if sealed is None:
        return None
    try:
        return Clip(np.frombuffer(sealed.data, "<i2"), int(sealed.facts["rate"]))
    except (ValueError, KeyError, TypeError):
        return None
