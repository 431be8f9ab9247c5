"""How fast a voice speaks on this machine: measured when asked, kept until engine or settings change."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

from briefcast.errors import OutputError, VoiceError
from briefcast.files import write_whole
from briefcast.voices.engine import engine_class

if TYPE_CHECKING:
    from pathlib import Path

    from briefcast.model import Clip, Voice

#: Said to hear a voice and to time it: numbers, a question, a name, a quotation.
SAMPLE = (
    "Good evening.",
    "The harbour was quiet at half past six, and two hundred people had come to see the last tram leave.",
    "Why did they wait? “It was never late,” said Ilse Brandvold, “until today.”",
)


def sample(voice: Voice) -> list[Clip]:
    """The sample in this voice; how fast it went is kept. The engine's first words are not timed: they wake it.

    Raises:
        VoiceError: the voice cannot be loaded or did not speak.
    """
    engine = engine_class(voice)(voice)
    clips = [engine.speak(SAMPLE[0])]
    began = time.perf_counter()
    clips += [engine.speak(line) for line in SAMPLE[1:]]
    spent = time.perf_counter() - began
    _keep(voice, sum(clip.seconds for clip in clips[1:]) / spent)
    return clips


def known_speeds(voices: list[Voice]) -> dict[str, float]:
    """Name of a voice -> seconds of speech it gave in a second, one utterance at a time, where it was measured."""
    kept = _kept()
    keys = {voice.name: _key(voice) for voice in voices}
    return {name: kept[key] for name, key in keys.items() if key in kept}


def _key(voice: Voice) -> str:
    """What a speed holds for; a voice whose engine is not there has none."""
    try:
        return engine_class(voice).fingerprint(voice)
    except (VoiceError, ImportError):
        return ""


def _keep(voice: Voice, speed: float) -> None:
    speeds = {**_kept(), _key(voice): round(speed, 2)}
    try:
        _file().parent.mkdir(parents=True, exist_ok=True)
        write_whole(_file(), json.dumps(speeds, indent=1).encode())
    except (OSError, OutputError):
        return  # a figure for a table is not worth an error


def _kept() -> dict[str, float]:
    try:
        kept = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(kept, dict):
        return {}
    return {key: float(value) for key, value in kept.items() if isinstance(value, int | float)}


def _file() -> Path:
    import platformdirs

    return platformdirs.user_cache_path("briefcast", appauthor=False) / "voice-speeds.json"
