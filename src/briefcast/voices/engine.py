"""What an engine must do, and how one is found.

Engines are entry points of the group ``briefcast.engines``, so another package can add one. None
is imported before it is asked for.
"""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Protocol, cast

from briefcast.errors import VoiceError

if TYPE_CHECKING:
    from briefcast.model import Clip, Voice

GROUP = "briefcast.engines"


class VoiceUnavailableError(VoiceError):
    """A voice's engine cannot be loaded on this machine; another voice may stand in."""


class Engine(Protocol):
    """A loaded synthesiser set to one voice."""

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
