"""The messages between Briefcast and the process in which an engine speaks: facts as JSON, and sound."""

from __future__ import annotations

import json
import struct
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from briefcast.model import Clip, Word

if TYPE_CHECKING:
    from collections.abc import Mapping

_LENGTHS = struct.Struct(">II")


class Message(NamedTuple):
    """What was said across the pipe."""

    facts: dict[str, Any]
    data: bytes


def send(stream: IO[bytes], facts: Mapping[str, object], data: bytes = b"") -> None:
    """Writes one message.

    Raises:
        OSError: the other side has gone.
    """
    line = json.dumps(facts).encode()
    stream.write(_LENGTHS.pack(len(line), len(data)) + line + data)
    stream.flush()


def receive(stream: IO[bytes]) -> Message | None:
    """The next message, or None if the other side has gone, be it in the middle of one."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    line_length, data_length = _LENGTHS.unpack(lengths)
    line, data = stream.read(line_length), stream.read(data_length)
    if len(line) + len(data) < line_length + data_length:
        return None
    return Message(json.loads(line), data)


def clip_facts(clip: Clip) -> dict[str, object]:
    """What there is to say of a clip beside its samples."""
    return {"rate": clip.rate, "words": [[word.text, word.start_ms, word.end_ms] for word in clip.words]}


def clip_of(message: Message) -> Clip:
    """The clip in a message that was sent with ``clip_facts`` and its samples."""
    import numpy as np

    words = tuple(Word(text, start, end) for text, start, end in message.facts["words"])
    return Clip(np.frombuffer(message.data, np.int16), message.facts["rate"], words)
