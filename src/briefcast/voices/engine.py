"""What an engine must do, and how one is found.

Engines are entry points of the group ``briefcast.engines``, so another package can add one. None
is imported before it is asked for.
"""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Protocol, cast

from briefcast.errors import VoiceError
from briefcast.model import Clip

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from briefcast.model import Voice

GROUP = "briefcast.engines"


class VoiceUnavailableError(VoiceError):
    """A voice's engine cannot be loaded on this machine; another voice may stand in."""


class Engine(Protocol):
    """A loaded synthesiser set to one voice.

    A class may also have a static method ``lack(voice) -> str``: a sentence that says what the voice needs and
    has not got on this machine, and how to get it; empty if it has all. It must be quick: ``briefcast voices`` asks.
    """

    #: How many utterances it may speak at once, each from a thread of its own.
    concurrency: int

    def __init__(self, voice: Voice) -> None:
        """Loads what the voice needs.

        Raises:
            VoiceUnavailableError: the engine, its model or its data is not there or does not load.
        """
        ...

    @staticmethod
    def fingerprint(voice: Voice) -> str:
        """All that changes the sound: versions, model, settings. Cheap: nothing is loaded."""
        ...

    @staticmethod
    def native_rate(rate: float) -> float:
        """The pace to ask the engine for where ``rate`` is wished; what is missing is stretched (``delivery``).

        To be within 3 % of it, measured on speech, a factor of the voice's own. An engine that has no such member
        always speaks at its own pace.
        """
        ...

    def speak(self, spoken: str) -> Clip:
        """The text as sound, with whatever silence the engine puts around it.

        Raises:
            VoiceError: the engine failed or took too long.
        """
        ...


def engine_class(voice: Voice) -> type[Engine]:
    """The engine that speaks this voice.

    Raises:
        VoiceUnavailableError: no such engine is installed, or importing it fails.
    """
    found = [entry for entry in entry_points(group=GROUP) if entry.name == voice.engine]
    if not found:
        known = ", ".join(sorted(entry.name for entry in entry_points(group=GROUP)))
        raise VoiceUnavailableError(
            f"The voice “{voice.name}” needs the engine “{voice.engine}”, which is not installed; there are: {known}."
        )
    try:
        return cast("type[Engine]", found[0].load())
    except ImportError as error:
        raise VoiceUnavailableError(f"The engine “{voice.engine}” cannot be loaded: {error}.") from error


def lack_of(voice: Voice) -> str:
    """What stands in the way of this voice on this machine, as far as can be told without loading it; or empty."""
    try:
        engine = engine_class(voice)
    except VoiceUnavailableError as error:
        return str(error)
    return str(engine.lack(voice)) if hasattr(engine, "lack") else ""


def joined(parts: Sequence[npt.NDArray[np.float32]], rate: int) -> Clip:
    """Sounds between -1 and 1, one behind the other, as a clip at this sample rate (Hz); without any an empty one."""
    import numpy as np

    sound = np.concatenate(parts) if parts else np.zeros(0, np.float32)
    return Clip(np.clip(np.rint(sound * 32767.0), -32768, 32767).astype(np.int16), rate)


def reason(error: Exception) -> str:
    """An error of somebody else's as the end of a sentence: its first line, without a full stop."""
    return str(error).splitlines()[0].rstrip(".") if str(error).strip() else type(error).__name__
