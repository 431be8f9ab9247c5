"""Kokoro-82M: a neural voice with many speakers, in onnxruntime; hibari's dictionary gives it its phonemes."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from briefcast.errors import VoiceError
from briefcast.model import Word
from briefcast.versions import version_of
from briefcast.voices.engine import VoiceUnavailableError, joined, reason
from briefcast.voices.misaki import dictionary, phoneme_numbers, reading
from briefcast.voices.model_files import identity, lack_of_files, model_path
from briefcast.voices.onnx_session import open_session

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    from briefcast.model import Clip, Voice

RATE_HZ = 24_000
#: The network holds 510 phonemes; a shorter call costs less memory and ends with more breath.
MOST_PHONEMES = 300
#: A speaker is one vector of 256 numbers for each length of text up to 510 phonemes.
_STYLE_SHAPE = (510, 1, 256)
#: Changes when the same settings give other sound.
_RECIPE = 1


class KokoroEngine:
    """Kokoro in onnxruntime, one thread an utterance."""

    #: A call keeps one core busy and needs some 150 MB.
    concurrency = 4

    def __init__(self, voice: Voice) -> None:
        lack = self.lack(voice)
        if lack:
            raise VoiceUnavailableError(lack)
        try:
            with ThreadPoolExecutor(1) as other:
                # The dictionary and the network take equally long, and neither waits for the other.
                session = other.submit(_network, model_path(voice))
                self._g2p, self._numbers = dictionary(is_british=_is_british(voice)), phoneme_numbers()
                self._session, self._tells_durations = session.result()
            self._style = _style(voice)
        except VoiceUnavailableError:
            raise
        except Exception as error:  # whatever is broken in there, another voice can still speak
            raise VoiceUnavailableError(f"The voice “{voice.name}” cannot be loaded: {reason(error)}.") from error
        self._rate = voice.rate

    @staticmethod
    def lack(voice: Voice) -> str:
        """See ``Engine``."""
        return lack_of_files(voice)

    @staticmethod
    def fingerprint(voice: Voice) -> str:
        """See ``Engine.fingerprint``."""
        model = identity(model_path(voice))
        accent = "gb" if _is_british(voice) else "us"
        phonemes = f"hibari-tts {version_of('hibari-tts')} {accent}"
        return f"kokoro recipe={_RECIPE} {model} {voice.speaker} {phonemes} rate={voice.rate}"

    def speak(self, spoken: str) -> Clip:
        """See ``Engine.speak``; a text with no sound in this voice's language gives an empty clip."""
        try:
            phonemes, said = reading(self._g2p, spoken)
            words = [word for word in said if word[2] > word[1]]
            sounds = [self._voiced(breath) for breath in _in_breaths(phonemes)]
        except (ValueError, IndexError, KeyError, RuntimeError) as error:
            raise VoiceError(f"Kokoro could not speak “{spoken[:60]}”: {reason(error)}.") from error
        clip = joined([sound.samples for sound in sounds], RATE_HZ)
        return replace(clip, words=_timed(words, sounds)) if self._tells_durations and sounds else clip

    def _voiced(self, phonemes: str) -> _Sound:
        import numpy as np

        known = [letter in self._numbers for letter in phonemes]
        ids = [self._numbers[letter] for letter in phonemes if letter in self._numbers]
        inputs = {
            "tokens": np.array([[0, *ids, 0]], np.int64),
            "style": self._style[len(ids)],
            "speed": np.array([self._rate], np.float32),
        }
        sound, *steps = (output.ravel() for output in self._session.run(None, inputs))
        if not steps:
            return _Sound(sound, [])
        begins_ms = np.concatenate([[0.0], np.cumsum(steps[0])]) * (1000 * len(sound) / RATE_HZ / steps[0].sum())
        # Phoneme n has the number 1 + (those before it that the network knows): a silence comes first.
        places = np.concatenate([[0], np.cumsum(known)]) + 1
        return _Sound(sound, [round(begins_ms[place]) for place in places])


class _Sound(NamedTuple):
    samples: npt.NDArray[np.float32]
    #: When each phoneme begins, and the end of the last, ms; empty if the network does not tell.
    edges_ms: list[int]


def _timed(words: list[tuple[str, int, int]], sounds: list[_Sound]) -> tuple[Word, ...]:
    """The words with the times at which their phonemes are heard in the sounds one behind the other."""
    begins_ms: list[int] = []
    before_ms = end_ms = 0
    for sound in sounds:
        begins_ms += [before_ms + edge for edge in sound.edges_ms[:-1]]
        end_ms = before_ms + sound.edges_ms[-1]
        before_ms += round(1000 * len(sound.samples) / RATE_HZ)
    edges_ms = [*begins_ms, end_ms]
    return tuple(Word(text, edges_ms[start], edges_ms[end]) for text, start, end in words)


def _network(path: Path) -> tuple[Any, bool]:
    """A session of the model, and whether it tells the durations of phonemes."""
    from briefcast.voices.onnx_graph import opened

    network = opened(path.read_bytes(), rounding="Clip")
    return open_session(network.model), bool(network.durations)


def _style(voice: Voice) -> npt.NDArray[np.float32]:
    """The speaker's vectors: ``SPEAKER.bin`` beside the model, or in the collection ``voices-v1.0.bin`` there."""
    import numpy as np

    folder = model_path(voice).parent
    alone, collection = folder / f"{voice.speaker}.bin", folder / "voices-v1.0.bin"
    if alone.is_file():
        return np.fromfile(alone, "<f4").reshape(_STYLE_SHAPE)
    if collection.is_file():
        with np.load(collection) as speakers:
            if voice.speaker in speakers:
                return np.asarray(speakers[voice.speaker], np.float32).reshape(_STYLE_SHAPE)
    raise VoiceUnavailableError(
        f"The voice “{voice.name}” needs its speaker beside the model: {alone}, or {collection.name} with it inside."
    )


def _is_british(voice: Voice) -> bool:
    return voice.languages[0].lower() == "en-gb"


def _in_breaths(phonemes: str) -> list[str]:
    """The phonemes, cut after clauses (else at words) where they are too many for one call."""
    out: list[str] = []
    while len(phonemes) > MOST_PHONEMES:
        window = phonemes[:MOST_PHONEMES]
        clauses = [match.end() for match in re.finditer(r"[,;:—]\s", window)]
        cut = clauses[-1] if clauses else (window.rfind(" ") + 1 or MOST_PHONEMES)
        out.append(phonemes[:cut])
        phonemes = phonemes[cut:]
    return [*out, phonemes] if phonemes.strip() else out
