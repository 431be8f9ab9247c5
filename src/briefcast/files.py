"""Files that are there whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from briefcast.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes the name ``path`` when the block ends well, and vanishes when it does not.

    What goes wrong within the block is the block's to report.

    Raises:
        OutputError: the folder is missing or not writable, or the disk is full.
    """
    with reported(path):
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        os.close(descriptor)
        # Opened by its name, which a library that writes files itself can then ask for.
        with part.open("wb") as file:
            yield file
            with reported(path):
                file.flush()
            part.chmod(0o666 & ~_umask())
            part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes) -> None:
    """Writes ``data`` to ``path``, or leaves what was there.

    Raises:
        OutputError: the folder is missing or not writable, or the disk is full.
    """
    with new_file(path) as file, reported(path):
        file.write(data)


def write_first(path: Path, data: bytes) -> bool:
    """Writes ``data`` to ``path`` unless there is a file already, and says whether it did.

    Of many who try at once, one does.

    Raises:
        OutputError: the folder is missing or not writable, or the disk is full.
    """
    with reported(path):
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with reported(path):
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            part.chmod(0o666 & ~_umask())
            return _named_first(part, path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def reported(path: Path) -> Iterator[None]:
    """Turns the system's errors within the block into one sentence about ``path``."""
    try:
        yield
    except OSError as error:
        raise cannot_write(path, error) from error


def _named_first(part: Path, path: Path) -> bool:
    """Gives a file a second name, which is only given where there is none, as a replacement does not promise."""
    try:
        path.hardlink_to(part)
    except FileExistsError:
        return False
    except OSError:  # a file system without second names
        if path.exists():
            return False
        part.replace(path)
    return True


def at_home(path: str) -> Path:
    """A path whose "~" stands for a person's folder, if there is such a person."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        return Path(path)


def is_there(path: Path) -> bool:
    """Whether there is a file or folder of that name; none can have one that is too long."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def cannot_write(path: Path, error: OSError) -> OutputError:
    """What to tell a person whose file could not be written."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return OutputError(f"{path} was not written: the disk is full; free some space and run the command again.")
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return OutputError(
                f"{path} may not be written: no permission for {path.parent}; allow it, or choose another folder."
            )
        case errno.ENOENT | errno.ENOTDIR:
            return OutputError(f"{path} cannot be written: there is no folder {path.parent}; create it first.")
        case _:
            return OutputError(f"{path} could not be written: {error.strerror or error}.")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
