"""Spoken lines -> a WAV file, for trying a voice or a word."""

from __future__ import annotations

import io
import wave
from typing import TYPE_CHECKING

from briefcast.errors import VoiceError
from briefcast.files import write_whole
from briefcast.model import Role
from briefcast.voices.casting import cast_for, recast
from briefcast.voices.engine import VoiceUnavailableError

if TYPE_CHECKING:
    from pathlib import Path

    from briefcast.model import Clip, Voice
    from briefcast.voices.casting import Cast

_GAP_S = 0.35


def write_wav(spoken: list[str], voice: Voice, language: str, path: Path, rate: float = 1.0) -> tuple[str, ...]:
    """Writes the lines as 16-bit mono WAV, a short silence between them; why another voice speaks, if one does.

    Raises:
        VoiceError: nothing could be spoken.
        OutputError: the file could not be written.
    """
    cast = cast_for(voice, language, rate=rate)
    try:
        clips = _clips(spoken, cast)
    except VoiceUnavailableError as error:
        if cast.stand_in.is_unavailable:
            raise
        cast = recast(cast, str(error))
        clips = _clips(spoken, cast)
    if not clips:
        raise VoiceError("There is nothing to say; give a text with words in it.")
    write_whole(path, as_wav(clips))
    return cast.warnings


def as_wav(clips: list[Clip]) -> bytes:
    """Clips of one voice, at least one, as 16-bit mono WAV with a short silence between them."""
    import numpy as np

    rate = clips[0].rate
    gap = np.zeros(round(_GAP_S * rate), np.int16)
    sound = np.concatenate([part for clip in clips for part in (clip.samples, gap)][:-1])
    memory = io.BytesIO()
    with wave.open(memory, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(sound.tobytes())
    return memory.getvalue()


def _clips(spoken: list[str], cast: Cast) -> list[Clip]:
    narrator = cast.speaker(Role.NARRATOR)
    return [narrator.speak(line) for line in spoken]
