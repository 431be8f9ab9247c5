"""The target "folder": a folder of this machine, such as one that a web server serves or another program copies."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from briefcast.errors import PublishError, ShowError
from briefcast.publishing.targets.options import checked_options
from briefcast.publishing.targets.sources import pieces
from briefcast.publishing.targets.target import (
    Kept,
    checked_path,
    folders_above,
    link_in_the_way,
    part_path,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from briefcast.publishing.public_files import PublicFile
    from briefcast.publishing.targets.target import Sent
    from briefcast.show import TargetSettings

_DEFAULTS = {"path": ""}
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class FolderTarget:
    """A folder; a path that does not start with "/" or "~" is in the show's folder."""

    def __init__(self, settings: TargetSettings, folder: Path) -> None:
        """Makes the folder if there is none."""
        options = checked_options(settings, _DEFAULTS, ("path",))
        self._root = (folder / Path(options.text("path")).expanduser()).resolve()
        show = folder.resolve()
        if self._root == show or any(self._root.is_relative_to(show / own) for own in ("public", "episodes")):
            raise ShowError(
                f"The target “{settings.name}” has the path {self._root}, which Briefcast itself fills; choose another."
            )
        with _told(self._root):
            self._root.mkdir(parents=True, exist_ok=True)

    def listing(self, folders: Collection[str]) -> dict[str, Kept]:
        """See Target."""
        found: dict[str, Kept] = {}
        for folder in folders:
            place = self._root / folder
            self._refuse_links(f"{folder}/x")
            with _told(place), suppress(FileNotFoundError), os.scandir(place) as entries:
                for entry in entries:
                    if entry.is_file(follow_symlinks=False):
                        name = f"{folder}/{entry.name}" if folder else entry.name
                        found[name] = _kept(entry.stat(follow_symlinks=False))
        return found

    def put(self, file: PublicFile, sha256: str, sent: Sent, /) -> Kept:
        """See Target."""
        self._refuse_links(file.path)
        place = self._root / checked_path(file.path)
        part = self._root / part_path(file.path, sha256)
        with _told(place):
            place.parent.mkdir(parents=True, exist_ok=True)
            part.unlink(missing_ok=True)
            try:
                with part.open("xb") as copy:
                    for piece in pieces(file.source):
                        copy.write(piece)
                        sent(len(piece))
                part.replace(place)
            finally:
                with suppress(OSError):
                    part.unlink(missing_ok=True)
            return _kept(place.lstat())

    def remove(self, path: str) -> None:
        """See Target."""
        self._refuse_links(path)
        place = self._root / checked_path(path)
        with _told(place):
            place.unlink(missing_ok=True)
        for folder in reversed(folders_above(path)):
            with suppress(OSError):
                (self._root / folder).rmdir()

    def finish(self) -> None:
        """Each file was visible at once."""

    def close(self) -> None:
        """There is no connection."""

    def _refuse_links(self, path: str) -> None:
        for folder in folders_above(path):
            if (self._root / folder).is_symlink():
                raise link_in_the_way(str(self._root / folder))


def _kept(status: os.stat_result) -> Kept:
    return Kept(status.st_size, str(status.st_mtime_ns))


@contextmanager
def _told(place: Path) -> Iterator[None]:
    """Turns the system's errors within the block into one sentence about ``place``."""
    try:
        yield
    except OSError as error:
        match error.errno:
            case number if number in _FULL:
                advice = "the disk is full; free some space and publish again"
            case errno.EACCES | errno.EPERM | errno.EROFS:
                advice = f"no permission for {place.parent}; give it, or change the target's path"
            case errno.ENOTDIR | errno.EEXIST | errno.EISDIR:
                advice = "a file is where a folder should be, or a folder where the file should be; move it away"
            case _:
                advice = error.strerror or str(error)
        raise PublishError(f"{place} cannot be written: {advice}.") from error
