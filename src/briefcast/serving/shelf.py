"""The folder that is served: a path of the web -> a file of the disk, or nothing."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from briefcast.publishing.public_files import PublicFile, Turn
from briefcast.serving.conditions import Validators

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST_PATH = 1_000


@dataclass(frozen=True, slots=True)
class OnShelf:
    """An open file that may be served. Whoever gets it closes it."""

    file: BinaryIO
    size: int
    validators: Validators
    content_type: str
    cache_control: str

    @property
    def is_text(self) -> bool:
        """Whether it gets smaller by compression."""
        return self.content_type.startswith("text/") or self.content_type.partition(";")[0].endswith(("json", "xml"))


def taken(root: Path, path: str) -> OnShelf | None:
    """The file behind a decoded path of a request; None where there is none that may be served.

    Nothing outside the folder is ever served: no "..", no name that begins with a dot, no symbolic link, no device.
    """
    names = [name for name in path.split("/") if name]
    if len(path) > _LONGEST_PATH or not all(map(_may_be_served, names)):
        return None
    if not names or path.endswith("/"):
        names.append("index.html")
    opened = _opened(root, names)
    if opened is None:
        return None
    status = os.fstat(opened.fileno())
    if not stat.S_ISREG(status.st_mode):
        opened.close()
        return None
    name = "/".join(names)
    # The publisher writes the hash of what cannot change into its name (see publishing.addresses).
    lasting = any(len(part) >= 12 and _is_hash(part) for part in names[-1].replace(".", "-").split("-"))
    about = PublicFile(Turn.PAGE, name, root / name, lasting)
    validators = Validators(f"{status.st_mtime_ns:x}-{status.st_size:x}", int(status.st_mtime))
    return OnShelf(opened, status.st_size, validators, about.content_type, about.cache_control)


def _may_be_served(name: str) -> bool:
    return not name.startswith(".") and "\\" not in name and "\0" not in name and ":" not in name and name.isprintable()


def _is_hash(part: str) -> bool:
    return all(char in "0123456789abcdef" for char in part)


def _opened(root: Path, names: list[str]) -> BinaryIO | None:
    """The file, opened without following a link anywhere below the root."""
    place = root
    try:
        for name in names[:-1]:
            place /= name
            if not stat.S_ISDIR(place.lstat().st_mode):
                return None
        place /= names[-1]
        if not stat.S_ISREG(place.lstat().st_mode):
            return None
        descriptor = os.open(place, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError):
        return None
    return os.fdopen(descriptor, "rb")
