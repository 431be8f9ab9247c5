"""A file of facts and data under one seal: how takes and chapters are kept.

The first line is a checksum in eight hexadecimal digits, a space, and the facts as JSON; the data follows.
The checksum is of everything behind it and is compared as it is written, so a single bit that is another
than it was, anywhere in the file, breaks the seal.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

#: Bytes before the facts: the checksum and a space.
_SEAL_LENGTH = 9


@dataclass(frozen=True, slots=True)
class Sealed:
    """The content of a file whose seal is whole."""

    facts: dict[str, Any]
    content: bytes
    #: Where the data begins in the content.
    offset: int

    @property
    def data(self) -> memoryview:
        """The data, not copied."""
        return memoryview(self.content)[self.offset :]


def sealed_parts(facts: Mapping[str, object], data: Iterable[bytes | memoryview]) -> list[bytes | memoryview]:
    """The parts of a sealed file, in order."""
    parts = [json.dumps(facts, ensure_ascii=False).encode() + b"\n", *data]
    checksum = 0
    for part in parts:
        checksum = zlib.crc32(part, checksum)
    return [_seal(checksum), *parts]


def open_sealed(path: Path) -> Sealed | None:
    """What is in a sealed file, or None if it is missing, damaged or of another kind."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    if content[:_SEAL_LENGTH] != _seal(zlib.crc32(memoryview(content)[_SEAL_LENGTH:])):
        return None
    end = content.find(b"\n")
    try:
        facts = json.loads(content[_SEAL_LENGTH : end + 1])
    except ValueError:
        return None
    return Sealed(facts, content, end + 1) if isinstance(facts, dict) else None


def _seal(checksum: int) -> bytes:
    return b"%08x " % checksum
