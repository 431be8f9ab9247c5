"""What was sent to a target: the file that remembers it between two runs, so that only what changed is sent."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any

from briefcast.files import reported, write_whole
from briefcast.publishing.targets.target import checked_path

if TYPE_CHECKING:
    import os
    from pathlib import Path

#: Raised when an older file can no longer be read; it is then forgotten, and all but lasting files are sent again.
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Note:
    """What is remembered of a file that was sent."""

    #: The mark it has at the target.
    mark: str
    #: Of its bytes, hexadecimal.
    sha256: str
    #: Size (bytes) and time (ns) of the file here; while both are the same, its bytes are.
    size_bytes: int
    changed_ns: int

    def is_of(self, status: os.stat_result) -> bool:
        """Whether the file here is as it was when this was noted."""
        return (self.size_bytes, self.changed_ns) == (status.st_size, status.st_mtime_ns)


def recall(memory: Path) -> dict[str, Note]:
    """The notes by path; none if there is no such file or it is not one of ours."""
    notes: dict[str, Note] = {}
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        content: dict[str, Any] = json.loads(memory.read_bytes())
        if content["format"] == FORMAT:
            for path, values in content["files"].items():
                notes[checked_path(path)] = Note(*values)
    return notes


def remember(memory: Path, notes: dict[str, Note]) -> None:
    """Writes the notes.

    Raises:
        OutputError: they cannot be written.
    """
    content = {"format": FORMAT, "files": {path: astuple(notes[path]) for path in sorted(notes)}}
    with reported(memory):
        memory.parent.mkdir(exist_ok=True)
    write_whole(memory, json.dumps(content, separators=(",", ":")).encode() + b"\n")
