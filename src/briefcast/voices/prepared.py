"""What an engine would work out anew each time it loads, made once and kept among what can be made again."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Loaded = TypeVar("Loaded")

#: A file that was not used for so long belongs to a version that has gone.
_UNUSED_S = 30 * 24 * 3600.0


def loaded(
    name: str,
    facts: str,
    make: Callable[[Path], object],
    load: Callable[[Path], Loaded],
    flaws: tuple[type[Exception], ...],
) -> Loaded | None:
    """What ``load`` gives of the prepared file; None if it cannot be made or kept here, or if it is damaged.

    A damaged file is removed, and made again the next time.

    Args:
        name: what kind of file it is; the beginning of its name.
        facts: all that decides what is in it.
        make: writes the file.
        load: reads it.
        flaws: what ``load`` raises of a file that is damaged, and ``make`` if it fails.
    """
    path = _folder() / f"{name}-{hashlib.sha256(facts.encode()).hexdigest()[:16]}"
    failures: tuple[type[Exception], ...] = (OSError, *flaws)
    try:
        if path.is_file():
            os.utime(path)
        else:
            _make_whole(path, make)
    except failures:
        return None
    try:
        return load(path)
    except flaws:
        with suppress(OSError):
            path.unlink()
        return None


def _make_whole(path: Path, make: Callable[[Path], object]) -> None:
    """Has the file made under another name, which it changes when it is done; takes away those of old versions."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as folder:
        part = Path(folder) / path.name
        make(part)
        part.replace(path)
    for old in path.parent.iterdir():
        with suppress(OSError):
            if time.time() - old.stat().st_mtime > _UNUSED_S:
                old.unlink()


def _folder() -> Path:
    import platformdirs

    return platformdirs.user_cache_path("briefcast", appauthor=False) / "engines"
