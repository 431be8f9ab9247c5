"""What has been made before: takes of utterances and encoded chapters, each under the key of its making.

A key is the digest of everything that decides the sound, so an entry is never stale; it is written
whole or not at all, so an interrupted run leaves only good ones for the next.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefcast.files import reported, write_whole
from briefcast.studio.take_file import open_take, take_parts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefcast.model import Clip


def digest(*facts: object) -> str:
    """A key: the digest of facts, told apart from any other facts."""
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False, default=str).encode()).hexdigest()[:40]


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of takes and chapters, each in a sealed file."""

    folder: Path

    def take(self, key: str) -> Clip | None:
        """The take under this key, or None if there is none that can be read."""
        return open_take(self._path("takes", key, "take"))

    def keep_take(self, key: str, clip: Clip) -> None:
        """Keeps a take.

        Raises:
            OutputError: the folder cannot be written.
        """
        write_whole(self._place("takes", key, "take"), b"".join(take_parts(clip)))

    def chapter(self, key: str) -> Path | None:
        """The file of the chapter under this key, or None."""
        path = self._path("chapters", key, "frames")
        return path if path.is_file() else None

    def keep_chapter(self, key: str, parts: Sequence[bytes | memoryview]) -> Path:
        """Keeps an encoded chapter and says where.

        Raises:
            OutputError: the folder cannot be written.
        """
        path = self._place("chapters", key, "frames")
        write_whole(path, b"".join(parts))
        return path

    def _path(self, kind: str, key: str, suffix: str) -> Path:
        return self.folder / kind / key[:2] / f"{key}.{suffix}"

    def _place(self, kind: str, key: str, suffix: str) -> Path:
        path = self._path(kind, key, suffix)
        with reported(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        return path


def default_folder() -> Path:
    """The platform's folder for what can be made again."""
    from platformdirs import user_cache_path

    return user_cache_path("briefcast", appauthor=False)
