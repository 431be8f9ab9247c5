"""The cache as a folder: how large it is, which entries go when it is too large, and which are damaged.

Any of this may be done while others read and write: an entry that vanishes is a miss to them.
"""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefcast.studio.chapter_file import open_chapter
from briefcast.studio.sealed_file import open_sealed
from briefcast.studio.take_file import open_take

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

#: The folders of entries, and the one of chapters that an episode holds until it is stitched.
KINDS = ("takes", "chapters", "builds")
HELD = "held"
#: Grows by a byte for each so many bytes that were written since the last sweep.
_COUNTER = "written"
_COUNTED_BYTES = 65_536
#: A sweep leaves so much of the limit, and the next comes when as much as was freed may have been written.
_KEPT_SHARE = 0.9
#: What a killed process left behind is certainly no one's after so long.
_PART_AGE_S = 3600.0
_HELD_AGE_S = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in the cache."""

    path: Path
    size: int
    #: Seconds since the epoch.
    last_used: float


@dataclass(frozen=True, slots=True)
class Contents:
    """What a cache holds of one kind."""

    kind: str
    count: int
    size: int


def contents(folder: Path) -> list[Contents]:
    """Number and bytes of the entries of each kind."""
    found = [_entries(folder, kind) for kind in KINDS]
    return [
        Contents(kind, len(some), sum(entry.size for entry in some)) for kind, some in zip(KINDS, found, strict=True)
    ]


def note_written(folder: Path, count: int, limit_bytes: int) -> bool:
    """Counts bytes that were written; whether there may be too many by now, so that a sweep is due."""
    with suppress(OSError), (folder / _COUNTER).open("ab") as file:
        file.write(b"." * -(-count // _COUNTED_BYTES))
        return file.tell() * _COUNTED_BYTES > limit_bytes * (1 - _KEPT_SHARE)
    return False


def sweep(folder: Path, limit_bytes: int) -> int:
    """Removes the entries that were unused the longest until the rest is within the limit; the bytes freed."""
    with suppress(OSError):
        (folder / _COUNTER).unlink()
    _remove_held(folder)
    entries = _all_entries(folder)
    excess = sum(entry.size for entry in entries) - int(limit_bytes * _KEPT_SHARE)
    freed = 0
    for entry in sorted(entries, key=lambda entry: entry.last_used):
        if freed >= excess:
            break
        freed += entry.size if _removed(entry) else 0
    return freed


def clear(folder: Path) -> int:
    """Removes every entry; the bytes freed."""
    _remove_held(folder)
    return sum(entry.size for entry in _all_entries(folder) if _removed(entry))


def remove_damaged(folder: Path) -> list[Path]:
    """Reads every entry and removes those that are damaged; which they were."""
    opened: dict[str, Callable[[Path], object]] = {"takes": open_take, "chapters": open_chapter, "builds": open_sealed}
    entries = [(kind, entry) for kind in KINDS for entry in _entries(folder, kind)]
    return [entry.path for kind, entry in entries if opened[kind](entry.path) is None and _removed(entry)]


def _all_entries(folder: Path) -> Sequence[Entry]:
    return [entry for kind in KINDS for entry in _entries(folder, kind)]


def _entries(folder: Path, kind: str) -> Sequence[Entry]:
    """The entries of a kind that are there; what a killed process was writing is removed on the way."""
    found = []
    for path in (folder / kind).glob("*/*"):
        with suppress(OSError):
            status = path.stat()
            entry = Entry(path, status.st_size, status.st_mtime)
            if path.suffix != ".part":
                found.append(entry)
            elif time.time() - entry.last_used > _PART_AGE_S:
                _removed(entry)
    return found


def _removed(entry: Entry) -> bool:
    """Removes an entry; whether it was still there."""
    try:
        entry.path.unlink()
    except OSError:
        return False
    return True


def _remove_held(folder: Path) -> None:
    """Removes what killed processes were holding."""
    for held in (folder / HELD).glob("*"):
        with suppress(OSError):
            if time.time() - held.stat().st_mtime > _HELD_AGE_S:
                shutil.rmtree(held)
