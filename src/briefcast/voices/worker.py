"""The process in which an engine speaks: ``python -m briefcast.voices.worker``, started by ``isolated.py``.

It is told its voice in the first message on standard input, and then one text a message; it answers on
standard output. It ends as soon as standard input does, whatever the engine is doing.
"""

from __future__ import annotations

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import IO, TYPE_CHECKING, Any

from briefcast.errors import VoiceError
from briefcast.freed_memory import give_back
from briefcast.model import Voice
from briefcast.voices.engine import VoiceUnavailableError, engine_class, reason
from briefcast.voices.messages import clip_facts, receive, send

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from briefcast.voices.engine import Engine
    from briefcast.voices.messages import Message


def main() -> None:
    """Speaks until there is no one left to ask."""
    requests, answers = sys.stdin.buffer, _answers()
    opening = receive(requests)
    if opening is None:
        return
    line = _Line(answers)
    speaking = ThreadPoolExecutor(opening.facts["threads"])
    engine = speaking.submit(_loaded, opening.facts["voice"], line)
    while (request := receive(requests)) is not None:
        line.begin()
        speaking.submit(_answer, request, engine.result, line)
    # Not an ordinary end: an engine that hangs would never let its thread go.
    os._exit(0)


class _Line:
    """Standard output, one answer at a time."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._lock = threading.Lock()
        self._in_hand = 0

    def begin(self) -> None:
        """A text is in hand."""
        with self._lock:
            self._in_hand += 1

    def send(self, facts: Mapping[str, object], data: bytes = b"") -> None:
        """Answers; memory goes back to the system when nothing is in hand any more."""
        with self._lock:
            send(self._stream, facts, data)
            self._in_hand -= "number" in facts
            if not self._in_hand:
                give_back()


def _answers() -> IO[bytes]:
    """Standard output for our answers alone: what an engine prints goes to standard error."""
    stream = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return stream


def _loaded(voice: dict[str, Any], line: _Line) -> Engine | None:
    """The engine, or None if it cannot be loaded; which of both is answered at once."""
    try:
        values: dict[str, Any] = {name: _as_tuples(value) for name, value in voice.items()}
        known = Voice(**values)
        engine = engine_class(known)(known)
    except VoiceUnavailableError as error:
        line.send({"unavailable": str(error)})
        return None
    except Exception as error:  # noqa: BLE001  # an engine of another package may raise anything
        line.send({"unavailable": f"The voice “{voice['name']}” cannot be loaded: {reason(error)}."})
        return None
    line.send({"ready": True})
    return engine


def _answer(request: Message, engine: Callable[[], Engine | None], line: _Line) -> None:
    number, spoken = request.facts["number"], request.facts["spoken"]
    speaker = engine()
    if speaker is None:
        return
    try:
        clip = speaker.speak(spoken)
    except VoiceError as error:
        line.send({"number": number, "failed": str(error)})
    except Exception as error:  # noqa: BLE001  # an engine of another package may raise anything
        line.send({"number": number, "failed": f"The voice failed on “{spoken[:60]}”: {reason(error)}."})
    else:
        line.send({"number": number, **clip_facts(clip)}, clip.samples.tobytes())


def _as_tuples(value: object) -> object:
    """A value of a voice; JSON knows a tuple as a list."""
    return tuple(_as_tuples(item) for item in value) if isinstance(value, list) else value


if __name__ == "__main__":
    main()
