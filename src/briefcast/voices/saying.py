"""Spoken lines -> a WAV file, for trying a voice or a word."""

from __future__ import annotations

import io
import wave
from typing import TYPE_CHECKING

from briefcast.errors import VoiceError
from briefcast.files import write_whole
from briefcast.model import Role
from briefcast.voices.casting import cast_for
from briefcast.voices.engine import VoiceUnavailableError

if TYPE_CHECKING:
    from pathlib import Path

    from briefcast.model import Clip, Voice
    from briefcast.voices.casting import Cast

_GAP_S = 0.35


def write_wav(spoken: list[str], voice: Voice, language: str, path: Path, rate: float = 1.0) -> None:
    """Writes the lines as 16-bit mono WAV, a short silence between them.

    Raises:
        VoiceError: nothing could be spoken.
        OutputError: the file could not be written.
    """
    cast = cast_for(voice, language, rate=rate)
    clips = [_clip(line, cast) for line in spoken]
    if not clips:
        raise VoiceError("There is nothing to say; give a text with words in it.")
    write_whole(path, as_wav(clips))


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


def _clip(line: str, cast: Cast) -> Clip:
    try:
        return cast.speaker(Role.NARRATOR).speak(line)
    except VoiceUnavailableError:
        return cast.stand_in.speak(line)
