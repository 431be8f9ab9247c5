"""An engine that dies, hangs, mumbles or talks out of turn on words made for it, as another package would bring it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np

from briefcast.errors import VoiceError
from briefcast.model import Clip

RATE_HZ = 16_000
#: In a hurry, no more words than this come out right at once.
MOST_WORDS = 8


class Troublemaker:
    """Says every syllable as a fifth of a second of tone, unless a word tells it otherwise."""

    concurrency = 4

    def __init__(self, voice):
        if voice.speaker == "dead on arrival":
            os._exit(7)
        self._memory = Path(voice.speaker) if voice.speaker else None

    @staticmethod
    def fingerprint(voice):
        return f"troublemaker {voice.speaker}"

    def speak(self, spoken):
        if "crash" in spoken or ("stumble" in spoken and self._is_first_time()):
            os.abort()
        if "hang" in spoken:
            time.sleep(600)
        if "print" in spoken:
            print("I am printed where answers go.", flush=True)  # noqa: T201
        if "refuse" in spoken:
            raise VoiceError("I refuse.")
        if "break" in spoken:
            raise ZeroDivisionError("one by zero")
        if "hurry" in spoken and len(spoken.split()) > MOST_WORDS:
            return tone(0.1)
        if "mute" in spoken:
            return Clip(np.zeros(RATE_HZ, np.int16), RATE_HZ)
        return tone(0.2 * len(spoken.split()) * 1.5)

    def _is_first_time(self):
        marker = self._memory / "stumbled"
        first = not marker.exists()
        marker.touch()
        return first


def tone(seconds):
    time.sleep(0.02)
    count = round(seconds * RATE_HZ)
    sound = 8000 * np.sin(2 * np.pi * 220 * np.arange(count) / RATE_HZ)
    return Clip(np.concatenate([sound, np.zeros(RATE_HZ // 20)]).astype(np.int16), RATE_HZ)
