"""The system's own voice through pyttsx3: eSpeak NG on Linux, SAPI 5, NSSpeechSynthesizer.

On Linux pyttsx3 finds the eSpeak NG library of the package espeakng-loader, which is loaded first
under the same name, so nothing has to be installed. pyttsx3 would let the library speak on a thread of
the library's own, which may still be at the end of one utterance when the next begins: that one is then
cut off or lost. Here the library speaks on the thread that asks, so an utterance is over when the call
is. One thread owns the engine, as the other platforms want it too.
"""

from __future__ import annotations

import ctypes
import io
import os
import re
import sys
import tempfile
import threading
import wave
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from dataclasses import replace
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from briefcast.errors import VoiceError
from briefcast.model import Clip, Word
from briefcast.versions import version_of
from briefcast.voices.engine import VoiceUnavailableError

if TYPE_CHECKING:
    from collections.abc import Sequence
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
        self._finished = threading.Event()
        #: Where each word stands in the text, and when it is heard, ms; eSpeak alone tells.
        self._heard: list[tuple[int, int]] = []
        try:
            self._engine = self._thread.submit(self._open, voice).result()
        except (ImportError, OSError, RuntimeError, ValueError, KeyError) as error:
            raise VoiceUnavailableError(f"The system voice cannot be loaded: {error}.") from error

    @staticmethod
    def fingerprint(voice: Voice) -> str:
        """See ``Engine.fingerprint``."""
        try:
            library = version_of("espeakng-loader")
        except PackageNotFoundError:
            library = "none"
        return f"pyttsx3 {version_of('pyttsx3')} {sys.platform} espeak {library} {voice.speaker} rate={voice.rate}"

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
            _load_espeak()
        import pyttsx3

        engine = pyttsx3.init()
        engine.connect("finished-utterance", self._on_finished)
        if _ON_LINUX:
            _listen(engine, self._heard)
        _choose_speaker(engine, voice.speaker)
        engine.setProperty("rate", round(WORDS_PER_MINUTE * voice.rate))
        return engine

    def _on_finished(self, name: str, completed: bool) -> None:  # noqa: ARG002, FBT001  # pyttsx3 names them
        self._finished.set()

    def _to_clip(self, spoken: str) -> Clip:
        if not _ON_LINUX:
            with tempfile.TemporaryDirectory(prefix="briefcast-") as folder:
                path = Path(folder) / "utterance.wav"
                self._save(spoken, str(path))
                if not path.is_file():
                    raise VoiceError(f"The system voice did not finish “{spoken[:60]}”.")
                return _clip_in(path)
        # eSpeak's driver opens what it is given with the module wave, which takes a file in memory too.
        file = io.BytesIO()
        self._heard.clear()
        self._save(spoken, file)
        clip = _clip_in(file)
        return replace(clip, words=words_at(spoken, self._heard, round(1000 * clip.seconds)))

    def _save(self, spoken: str, file: str | io.BytesIO) -> None:
        self._finished.clear()
        self._engine.save_to_file(spoken, file)
        self._engine.runAndWait()
        # Elsewhere the file is whole by now, and SAPI's driver would never say so.
        if _ON_LINUX and not self._finished.wait(TIME_LIMIT_S):
            raise VoiceError(f"The system voice did not finish “{spoken[:60]}”.")


def words_at(spoken: str, heard: Sequence[tuple[int, int]], end_ms: int) -> tuple[Word, ...]:
    """The words of a text with their times, given where in the text something was heard to begin, and when.

    A word ends where the next begins. One in which nothing was heard to begin lasts no time. None if
    nothing was heard at all.

    >>> words_at("Good morning.", [(0, 5), (5, 300)], 900)
    (Word(text='Good', start_ms=5, end_ms=300), Word(text='morning.', start_ms=300, end_ms=900))
    """
    if not heard:
        return ()
    tokens = list(re.finditer(r"\S+", spoken))
    starts: list[int] = []
    for token in reversed(tokens):
        later = starts[-1] if starts else end_ms
        inside = [ms for at, ms in heard if token.start() <= at < token.end()]
        starts.append(min([later, *inside]))
    starts.reverse()
    ends = [*starts[1:], end_ms]
    return tuple(Word(token[0], start, end) for token, start, end in zip(tokens, starts, ends, strict=True))


def _load_espeak() -> None:
    """Makes pyttsx3 find the library and data of espeakng-loader, and speak before it returns.

    The library ends the whole process if it cannot find its data, so the folder is named first.
    """
    import espeakng_loader

    os.environ.setdefault("ESPEAK_DATA_PATH", espeakng_loader.get_data_path())
    ctypes.CDLL(espeakng_loader.get_library_path())
    from pyttsx3.drivers import _espeak, espeak

    # How the driver asks for sound in memory; this way of it does so without a thread.
    _espeak.AUDIO_OUTPUT_RETRIEVAL = _espeak.AUDIO_OUTPUT_SYNCHRONOUS
    # The driver prints a line for every file; standard output belongs to our results.
    espeak.print = lambda *_, **__: None
    # Its loop naps between looks at what another thread does; there is none.
    espeak.time = SimpleNamespace(sleep=lambda _: None)


def _listen(engine: Pyttsx3, heard: list[tuple[int, int]]) -> None:
    """Notes where and when eSpeak begins each word, and tells the driver when it has ended.

    The driver passes on words without their times.
    """
    from pyttsx3.drivers import _espeak

    driver = engine.proxy._driver  # noqa: SLF001  # pyttsx3 has no other way to it
    ended = (_espeak.EVENT * 2)()
    ended[0].type = _espeak.EVENT_MSG_TERMINATED

    def on_sound(wav: object, samples: int, events: Any) -> int:  # noqa: ANN401  # an array of C
        for event in events:
            if event.type == _espeak.EVENT_LIST_TERMINATED:
                break
            if event.type == _espeak.EVENT_WORD:
                heard.append((event.text_position - 1, event.audio_position))
        # Without a thread, eSpeak says that it has ended by sending no sound; the driver waits for an event.
        return int(driver._onSynth(wav, samples, events if wav else ended))  # noqa: SLF001

    _espeak.SetSynthCallback(on_sound)


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


def _clip_in(file: Path | io.BytesIO) -> Clip:
    """The sound in the file an engine wrote: 16-bit mono WAV, or whatever else a platform prefers."""
    import numpy as np

    try:
        with wave.open(io.BytesIO(file.getvalue()) if isinstance(file, io.BytesIO) else str(file), "rb") as wav:
            if (wav.getnchannels(), wav.getsampwidth()) == (1, 2):
                return Clip(np.frombuffer(wav.readframes(wav.getnframes()), np.int16), wav.getframerate())
    except (wave.Error, EOFError, FileNotFoundError):
        pass
    if isinstance(file, io.BytesIO) or not file.is_file():
        raise VoiceError("The system voice wrote no sound.")
    from pedalboard.io import AudioFile

    with AudioFile(str(file)) as sound:
        samples = sound.read(sound.frames).mean(axis=0)
        return Clip(np.rint(samples * 32767.0).astype(np.int16), round(sound.samplerate))
