"""The system's own voice through pyttsx3: eSpeak NG on Linux, SAPI 5, NSSpeechSynthesizer.

On Linux pyttsx3 finds the eSpeak NG library of the package espeakng-loader, which is loaded first
under the same name, so nothing has to be installed. There ``runAndWait`` returns before the file
is written and a second call loses the first file; so one thread owns the engine, speaks one
utterance at a time, and waits for the event that is sent when the file is closed.
"""

from __future__ import annotations

import ctypes
import os
import sys
import tempfile
import threading
import wave
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from briefcast.errors import VoiceError
from briefcast.model import Clip
from briefcast.voices.engine import VoiceUnavailableError

if TYPE_CHECKING:
    from typing import TypeAlias

    from briefcast.model import Voice

    # pyttsx3 comes without types.
    Pyttsx3: TypeAlias = Any

_ON_LINUX = sys.platform.startswith("linux")

#: Words a minute at rate 1.
WORDS_PER_MINUTE = 175
#: Between these eSpeak NG keeps a pace within one per cent; at twice its pace it is three too fast.
_SLOWEST, _FASTEST = 0.5, 1.75
#: An utterance that takes longer than this is given up, seconds.
TIME_LIMIT_S = 60.0


class SystemEngine:
    """pyttsx3 in a thread of its own."""

    concurrency = 1

    def __init__(self, voice: Voice) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="pyttsx3")
        self._written = threading.Event()
        try:
            self._engine = self._thread.submit(self._open, voice).result()
        except (ImportError, OSError, RuntimeError, ValueError, KeyError) as error:
            raise VoiceUnavailableError(f"The system voice cannot be loaded: {error}.") from error

    @staticmethod
    def fingerprint(voice: Voice) -> str:
        """See ``Engine.fingerprint``."""
        try:
            library = version("espeakng-loader")
        except PackageNotFoundError:
            library = "none"
        return f"pyttsx3 {version('pyttsx3')} {sys.platform} espeak {library} {voice.speaker} rate={voice.rate}"

    @staticmethod
    def native_rate(rate: float) -> float:
        """See ``Engine.native_rate``; the scale of words a minute is only known to be even in eSpeak NG."""
        return min(max(rate, _SLOWEST), _FASTEST) if _ON_LINUX else 1.0

    def speak(self, spoken: str) -> Clip:
        """See ``Engine.speak``."""
        if not any(char.isalnum() for char in spoken):
            raise VoiceError(f"There are no words to speak in “{spoken[:60]}”.")
        try:
            return self._thread.submit(self._to_clip, spoken).result(timeout=TIME_LIMIT_S + 5)
        except TooSlow:
            raise VoiceError(f"The system voice hung on “{spoken[:60]}”.") from None

    def _open(self, voice: Voice) -> Pyttsx3:
        if _ON_LINUX:
            _load_espeak(self._written)
        import pyttsx3

        engine = pyttsx3.init()
        engine.connect("finished-utterance", self._on_finished)
        _choose_speaker(engine, voice.speaker)
        engine.setProperty("rate", round(WORDS_PER_MINUTE * voice.rate))
        return engine

    def _on_finished(self, name: str, completed: bool) -> None:  # noqa: ARG002, FBT001  # pyttsx3 names them
        self._written.set()

    def _to_clip(self, spoken: str) -> Clip:
        with tempfile.TemporaryDirectory(prefix="briefcast-") as folder:
            path = Path(folder) / "utterance.wav"
            self._written.clear()
            self._engine.save_to_file(spoken, str(path))
            self._engine.runAndWait()
            if not self._written.wait(TIME_LIMIT_S) or not path.is_file():
                raise VoiceError(f"The system voice did not finish “{spoken[:60]}”.")
            return _clip_in(path)


def _load_espeak(written: threading.Event) -> None:
    """Makes pyttsx3 find the library and data of espeakng-loader.

    The library ends the whole process if it cannot find its data, so the folder is named first.
    """
    import espeakng_loader

    os.environ.setdefault("ESPEAK_DATA_PATH", espeakng_loader.get_data_path())
    ctypes.CDLL(espeakng_loader.get_library_path())
    from pyttsx3.drivers import espeak

    # The driver prints a line for every file; standard output belongs to our results.
    espeak.print = lambda *_, **__: None
    # Its loop naps for 10 ms at a time, as long as a sentence takes to speak; here the nap ends with the sentence.
    espeak.time = SimpleNamespace(sleep=written.wait)


def _choose_speaker(engine: Pyttsx3, speaker: str) -> None:
    """Sets the speaker: an eSpeak voice or language; elsewhere a voice of that language if there is one."""
    if _ON_LINUX:
        engine.setProperty("voice", speaker)
        return
    primary = speaker.split("-", maxsplit=1)[0]
    for voice in engine.getProperty("voices"):
        tags = [tag.decode("ascii", "ignore") if isinstance(tag, bytes) else str(tag) for tag in voice.languages or []]
        if speaker in {voice.id, voice.name} or any(tag.lower().startswith(primary) for tag in tags):
            engine.setProperty("voice", voice.id)
            return


def _clip_in(path: Path) -> Clip:
    """The sound in the file an engine wrote: 16-bit mono WAV, or whatever else a platform prefers."""
    import numpy as np

    try:
        with wave.open(str(path), "rb") as file:
            if (file.getnchannels(), file.getsampwidth()) == (1, 2):
                return Clip(np.frombuffer(file.readframes(file.getnframes()), np.int16), file.getframerate())
    except (wave.Error, EOFError):
        pass
    from pedalboard.io import AudioFile

    with AudioFile(str(path)) as sound:
        samples = sound.read(sound.frames).mean(axis=0)
        return Clip(np.rint(samples * 32767.0).astype(np.int16), round(sound.samplerate))
