"""One at a time: who adds to a show, or publishes it, keeps others from doing the same meanwhile."""

from __future__ import annotations

from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING

from briefcast.errors import ShowError
from briefcast.files import cannot_write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class BusyError(ShowError):
    """Another process does that work now."""


class Work(StrEnum):
    """What is done to a show by one process at a time. The two do not hinder each other."""

    ADDING = "adding"
    PUBLISHING = "publishing"


_DOING = {Work.ADDING: "adding to", Work.PUBLISHING: "publishing"}


@contextmanager
def held(folder: Path, work: Work) -> Iterator[None]:
    """Keeps other processes from doing this work on the show in ``folder`` until the block ends.

    The system lets go of the lock when a process dies, so none is ever left behind.

    Raises:
        BusyError: another process does it now.
        OutputError: nothing can be written in the folder.
    """
    from filelock import FileLock, Timeout

    path = folder / f".{work}.lock"
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise BusyError(
            f"Another briefcast is {_DOING[work]} {folder} at the moment; run the command again when it is done."
        ) from None
    except OSError as error:
        raise cannot_write(path, error) from error
    try:
        yield
    finally:
        lock.release()
