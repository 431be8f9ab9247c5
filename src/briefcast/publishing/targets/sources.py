"""The bytes of a show's own files, read piece by piece."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from briefcast.errors import PublishError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

#: Bytes read and sent at a time.
PIECE_BYTES = 1 << 18


def pieces(source: Path, offset: int = 0, size: int = PIECE_BYTES) -> Iterator[bytes]:
    """The bytes of a file from an offset on, in pieces of a size.

    Raises:
        PublishError: it cannot be read.
    """
    try:
        file = source.open("rb")
    except OSError as error:
        raise cannot_read(source, error) from error
    with file:
        file.seek(offset)
        while piece := _read(file, source, size):
            # What fails where the piece goes is not a failure to read.
            yield piece


def digest(source: Path) -> str:
    """The SHA-256 of a file, hexadecimal.

    Raises:
        PublishError: it cannot be read.
    """
    seen = hashlib.sha256()
    for piece in pieces(source):
        seen.update(piece)
    return seen.hexdigest()


def _read(file: IO[bytes], source: Path, size: int) -> bytes:
    try:
        return file.read(size)
    except OSError as error:
        raise cannot_read(source, error) from error


def cannot_read(source: Path, error: OSError) -> PublishError:
    """What to tell a person when a file of the show is gone or closed."""
    return PublishError(f"{source} cannot be read ({error.strerror or error}); publish the show again.")
