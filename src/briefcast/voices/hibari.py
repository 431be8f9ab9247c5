"""The default engine: hibari, a small neural voice whose weights come inside its package."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from briefcast.errors import VoiceError
from briefcast.model import Word
from briefcast.versions import version_of
from briefcast.voices.engine import VoiceUnavailableError, joined, reason
from briefcast.voices.misaki import dictionary, phoneme_numbers, reading
from briefcast.voices.model_files import identity, lack_of_files, model_path
from briefcast.voices.onnx_session import open_rewritten

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from onnxruntime import InferenceSession

    from briefcast.model import Clip, Voice

#: The only speaker inside the package; the model of any other is fetched and named in its profile.
SPEAKER = "heart"
#: More phonemes than this, about 45 words, cost breath, and memory with their number.
MOST_PHONEMES = 260
#: Noise is part of the voice; a fixed seed makes the same text the same bytes.
SEED = 0

#: Tensors of the network: five spectra a frame, its pitch, and how long each phoneme is, in steps of 25 ms.
_OUTPUTS = ("/head/Add_output_0", "f0", "/Clip_output_0")
_STEP_MS = 25
#: A sound is heard so long before the step that is counted as its first: measured where the first word is heard,
#: and against another program's alignment of 50 sentences.
_EARLY_MS = 40
#: A long sentence is cut behind one of these, and the edges ramped for so long.
_CLAUSE_ENDS = (", ", "; ", ": ", "—", ". ", "? ", "! ")
_RAMP_MS = 4

#: Between these its network keeps a pace within one per cent.
_SLOWEST, _SLOW = 0.5, 0.8


class HibariEngine:
    """hibari-tts set to the speaker in its package, one onnxruntime thread an utterance."""

    concurrency = 8

    def __init__(self, voice: Voice) -> None:
        lack = self.lack(voice)
        if lack:
            raise VoiceUnavailableError(lack)
        try:
            self._network = _network(model_path(voice) if voice.model else _packaged())
            self._numbers = phoneme_numbers()
            self._g2p = dictionary(is_british=voice.languages[0].lower() == "en-gb")
        except Exception as error:  # whatever is broken in there, another voice can still speak
            raise VoiceUnavailableError(f"The voice “{voice.name}” cannot be loaded: {reason(error)}.") from error
        from briefcast.voices.waveform import noise

        self._speed = voice.rate
        self._noise = noise(SEED)

    @staticmethod
    def lack(voice: Voice) -> str:
        """See ``Engine``."""
        if voice.model:
            return lack_of_files(voice)
        if voice.speaker == SPEAKER:
            return ""
        return f"hibari has only the speaker “{SPEAKER}” in its package; give “{voice.speaker}” a model in its profile."

    @staticmethod
    def fingerprint(voice: Voice) -> str:
        """See ``Engine.fingerprint``."""
        model = f" {voice.languages[0].lower()} {identity(model_path(voice))}" if voice.model else ""
        return f"hibari-tts {version_of('hibari-tts')} {voice.speaker}{model} rate={voice.rate} seed={SEED} waveform=3"

    @staticmethod
    def native_rate(rate: float) -> float:
        """See ``Engine.native_rate``.

        Sounds last a whole number of 25 ms frames, about three at its own pace: a wish of 1.2 would give 1.07,
        one of 1.35 give 1.48. What is slow enough has frames to choose from and comes out right.
        """
        return rate if _SLOWEST <= rate <= _SLOW else 1.0

    def speak(self, spoken: str) -> Clip:
        """See ``Engine.speak``; a text with no sound in this voice's language gives an empty clip."""
        from briefcast.voices.waveform import RATE_HZ

        try:
            phonemes, said = reading(self._g2p, spoken)
            voiced = _joined([self._voiced(phonemes[start:end]) for start, end in breaths(phonemes)])
        except (ValueError, IndexError, KeyError, RuntimeError) as error:
            raise VoiceError(f"hibari could not speak “{spoken[:60]}”: {reason(error)}.") from error
        edges = voiced.edges_ms
        # The space before a word has a length too, in which the mouth already forms the word.
        words = tuple(Word(text, edges[max(0, start - 1)], edges[end]) for text, start, end in said)
        return replace(joined([voiced.sound], RATE_HZ), words=words)

    def _voiced(self, phonemes: str) -> _Voiced:
        """The phonemes as sound, with the time at which each begins, and the end."""
        import numpy as np

        from briefcast.voices.waveform import waveform

        known = [letter in self._numbers for letter in phonemes]
        ids = [0, *(self._numbers[letter] for letter in phonemes if letter in self._numbers), 0]
        spectra, pitch, steps = self._network.run(
            _OUTPUTS, {"ids": np.array([ids], np.int64), "speed": np.array([self._speed], np.float32)}
        )
        begins = np.concatenate([[0.0], np.cumsum(steps.ravel())]) * _STEP_MS
        # Phoneme n is that of number 1 + (those before it that the network knows): a silence comes first.
        places = np.concatenate([[0], np.cumsum(known)]) + 1
        return _Voiced(
            waveform(spectra[0], pitch[0], self._noise), [max(0, round(begins[place]) - _EARLY_MS) for place in places]
        )


class _Voiced(NamedTuple):
    sound: npt.NDArray[np.float32]
    #: When each phoneme begins, and the end of the last, ms.
    edges_ms: list[int]


def breaths(phonemes: str) -> list[tuple[int, int]]:
    """Where phonemes are cut into calls: behind a clause where they are too many for one, else behind a word.

    >>> breaths("həlˈO ")
    [(0, 6)]
    """
    spans, start = [], 0
    while len(phonemes) - start > MOST_PHONEMES:
        window = phonemes[start : start + MOST_PHONEMES]
        cut = max(window.rfind(mark) + len(mark) for mark in _CLAUSE_ENDS if mark in window or mark == _CLAUSE_ENDS[0])
        if cut < MOST_PHONEMES // 4:
            cut = window.rfind(" ") + 1 or MOST_PHONEMES
        spans.append((start, start + cut))
        start += cut
    return [*spans, (start, len(phonemes))] if phonemes[start:].strip() else spans


def _joined(parts: list[_Voiced]) -> _Voiced:
    """Parts in a row; where they meet they are ramped, so that nothing clicks."""
    import numpy as np

    from briefcast.voices.waveform import RATE_HZ

    if len(parts) == 1:
        return parts[0]
    sounds: list[npt.NDArray[np.float32]] = [np.zeros(0, np.float32)]
    edges: list[int] = []
    for part in parts:
        before_ms = round(1000 * sum(map(len, sounds)) / RATE_HZ)
        edges = [*edges[:-1], *(before_ms + edge for edge in part.edges_ms)]
        count = min(RATE_HZ * _RAMP_MS // 1000, len(part.sound) // 2)
        ramp = np.linspace(0.0, 1.0, count, endpoint=False, dtype=np.float32)
        part.sound[:count] *= ramp
        part.sound[len(part.sound) - count :] *= ramp[::-1]
        sounds.append(part.sound)
    return _Voiced(np.concatenate(sounds), edges)


def _network(model: Path) -> InferenceSession:
    """The network with the outputs we use."""
    from briefcast.voices.onnx_graph import with_outputs

    return open_rewritten(f"{identity(model)} {_OUTPUTS}", lambda: with_outputs(model.read_bytes(), _OUTPUTS))


def _packaged() -> Path:
    """The network in hibari's package."""
    return Path(str(files("hibari") / "assets" / "hibari.onnx"))
