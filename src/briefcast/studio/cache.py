"""What has been made before: takes of utterances and encoded chapters, each under the key of its making.

A key is the digest of everything that decides the sound, so an entry is never stale. An entry is written
whole or not at all, under a seal that is looked at whenever it is read: an interrupted run leaves only
good ones, and what a disk has damaged since is made anew. Any number of processes may use one folder: none
waits for another, and what one removes another makes again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefcast.files import reported, write_whole
from briefcast.studio.cache_upkeep import HELD, note_written, sweep
from briefcast.studio.chapter_file import open_chapter
from briefcast.studio.sealed_file import open_sealed, sealed_parts
from briefcast.studio.take_file import open_take, take_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefcast.model import Clip
    from briefcast.studio.chapter_file import ChapterAudio

#: An hour of speech takes some 170 MB of takes and 43 MB of chapters.
DEFAULT_LIMIT_BYTES = 4_000_000_000


def digest(*facts: object) -> str:
    """A key: the digest of facts, told apart from any other facts."""
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False, default=str).encode()).hexdigest()[:40]


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of takes, chapters and notes of builds, each in a sealed file.

    The longest unused go when it grows too large.

    The time of a file is that of its last use.
    """

    folder: Path
    limit_bytes: int = DEFAULT_LIMIT_BYTES
    #: Entries found damaged, and removed.
    damaged: list[Path] = field(default_factory=list, compare=False)
    #: Keys of the chapters that were found or kept.
    chapters_used: set[str] = field(default_factory=set, compare=False)

    def take(self, key: str) -> Clip | None:
        """The take under this key, or None if there is none that is whole."""
        path = self._path("takes", key, "take")
        clip = open_take(path)
        self._used(path, whole=clip is not None)
        return clip

    def keep_take(self, key: str, clip: Clip) -> None:
        """Keeps a take.

        Raises:
            OutputError: the folder cannot be written.
        """
        content = b"".join(take_parts(clip))
        write_whole(self._place("takes", key, "take"), content)
        self._grown(len(content))

    @contextmanager
    def holding(self) -> Iterator[Path]:
        """A folder in which the chapters of one episode stay until it is stitched, whoever clears the cache.

        Raises:
            OutputError: the folder cannot be written.
        """
        place = self.folder / HELD
        with reported(place):
            place.mkdir(parents=True, exist_ok=True)
            held = tempfile.TemporaryDirectory(dir=place, ignore_cleanup_errors=True)
        with held as name:
            yield Path(name)

    def chapter(self, key: str, held: Path) -> ChapterAudio | None:
        """The chapter under this key, held in a folder, or None if there is none that is whole."""
        path, own = self._path("chapters", key, "frames"), held / f"{key}.frames"
        try:
            _link(path, own)
        except OSError:
            return None
        chapter = open_chapter(own)
        if chapter is None:
            own.unlink(missing_ok=True)
        self._used(path, whole=chapter is not None)
        self.chapters_used.add(key)
        return chapter

    def are_whole(self, keys: Iterable[str]) -> bool:
        """Whether all chapters under these keys are there and undamaged, which counts as their use."""
        paths = [self._path("chapters", key, "frames") for key in keys]
        if not all(open_sealed(path) for path in paths):
            return False
        for path in paths:
            self._used(path, whole=True)
        return True

    def build(self, key: str) -> dict[str, Any] | None:
        """The facts noted of a build, or None if there are none that are whole."""
        path = self._path("builds", key, "build")
        sealed = open_sealed(path)
        self._used(path, whole=sealed is not None)
        return sealed.facts if sealed else None

    def keep_build(self, key: str, facts: Mapping[str, object]) -> None:
        """Notes facts of a build.

        Raises:
            OutputError: the folder cannot be written.
        """
        content = b"".join(sealed_parts(facts, ()))
        write_whole(self._place("builds", key, "build"), content)
        self._grown(len(content))

    def keep_chapter(self, key: str, parts: Sequence[bytes | memoryview], held: Path) -> ChapterAudio:
        """Keeps an encoded chapter, also in the folder that holds it for its episode.

        Raises:
            OutputError: the folder cannot be written.
        """
        own = held / f"{key}.frames"
        write_whole(own, b"".join(parts))
        chapter = open_chapter(own)
        if chapter is None:
            raise ValueError(f"the chapter just written to {own} cannot be read")
        path = self._place("chapters", key, "frames")
        with reported(path):
            _link(own, path)
        self._grown(sum(map(len, parts)))
        self.chapters_used.add(key)
        return chapter

    def _used(self, path: Path, *, whole: bool) -> None:
        """Notes the use of an entry; removes it if it is there but damaged."""
        with suppress(OSError):
            if whole:
                os.utime(path)
            else:
                path.unlink()
                self.damaged.append(path)

    def _grown(self, count: int) -> None:
        if note_written(self.folder, count, self.limit_bytes):
            sweep(self.folder, self.limit_bytes)

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


def _link(old: Path, new: Path) -> None:
    """A second name for a file, in place of what has that name; a copy where the disk knows no second names.

    Raises:
        OSError: there is no such file, or the folder of the new name cannot be written.
    """
    part = new.with_name(f".{new.name}.{os.urandom(8).hex()}.part")
    try:
        try:
            os.link(old, part)
        except FileNotFoundError:
            raise
        except OSError:
            shutil.copyfile(old, part)
        part.replace(new)
    finally:
        part.unlink(missing_ok=True)
