"""A take as it is kept: its facts, then its samples, under one seal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefcast.model import Clip, Word
from briefcast.studio.sealed_file import open_sealed, sealed_parts

if TYPE_CHECKING:
    from pathlib import Path


def take_parts(clip: Clip) -> list[bytes | memoryview]:
    """The parts of a take's file; the samples are 16-bit, the lower byte first."""
    words = [[word.text, word.start_ms, word.end_ms] for word in clip.words]
    return sealed_parts(
        {"rate": clip.rate, "words": words, "note": clip.note}, [clip.samples.astype("<i2", copy=False).tobytes()]
    )


def open_take(path: Path) -> Clip | None:
    """The take in a file, or None if it is missing or damaged."""
    import numpy as np

    sealed = open_sealed(path)
    if sealed is None:
        return None
    try:
        words = tuple(Word(text, start, end) for text, start, end in sealed.facts["words"])
        return Clip(np.frombuffer(sealed.data, "<i2"), int(sealed.facts["rate"]), words, sealed.facts["note"])
    except (ValueError, KeyError, TypeError):
        return None
