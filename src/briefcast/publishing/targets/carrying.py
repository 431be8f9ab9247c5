"""Brings a show's files to a target: what changed, what a feed names before the feed, nothing taken away unasked."""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from briefcast.errors import PublishError
from briefcast.publishing.targets.memory import Note, recall, remember
from briefcast.publishing.targets.sources import cannot_read, digest
from briefcast.publishing.targets.target import PART, checked_path, folder_of

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Mapping

    from briefcast.publishing.public_files import PublicFile
    from briefcast.publishing.targets.target import Kept, OpenTarget

    #: Is told which file is on its way, how many bytes have arrived, and how many there are of all.
    Progress = Callable[[str, int, int], None]

_PART_NAME = re.compile(rf"(.*/)?\.[^/]+\.[0-9a-f]{{12}}{re.escape(PART)}")


@dataclass(frozen=True, slots=True)
class Carried:
    """What was done at a target: paths, in the order in which it was done."""

    sent: tuple[str, ...]
    removed: tuple[str, ...]
    #: Files of earlier runs that the show no longer has, still there because nobody asked to remove them.
    left: tuple[str, ...]
    #: Bytes of the files sent.
    sent_bytes: int


class _Local(NamedTuple):
    """A file of the show and what is known of its bytes."""

    file: PublicFile
    status: os.stat_result
    sha256: str


def carry_out(
    target: OpenTarget, files: Iterable[PublicFile], *, prune: bool = False, progress: Progress | None = None
) -> Carried:
    """Brings the files that are not there yet, in their turn; then, if asked to, takes away what is published no more.

    Only files that were sent from here and are still as they were sent are ever taken away.

    Args:
        target: where to.
        files: all that the show publishes.
        prune: whether to remove what was sent in earlier runs and is not among the files.
        progress: is told how far the work is.

    Raises:
        PublishError: the target fails; what has arrived is remembered, and the feed there still names only that.
        OutputError: what was sent cannot be remembered.
    """
    wanted = {checked_path(file.path): file for file in sorted(files)}
    notes = recall(target.memory)
    there = target.place.listing({folder_of(path) for path in (*wanted, *notes)})
    changed = [local for file in wanted.values() if (local := _unless_there(file, there.get(file.path), notes))]
    known = dict(notes)
    try:
        _put_all(target, changed, known, progress)
        gone = _no_longer_published(wanted, there, notes)
        for path in gone if prune else ():
            target.place.remove(path)
            known.pop(path, None)
        target.place.finish()
    finally:
        remember(target.memory, known)
    return Carried(
        sent=tuple(local.file.path for local in changed),
        removed=tuple(gone) if prune else (),
        left=() if prune else tuple(gone),
        sent_bytes=sum(local.status.st_size for local in changed),
    )


def _put_all(target: OpenTarget, changed: list[_Local], known: dict[str, Note], progress: Progress | None) -> None:
    """Puts the files in order, and notes each that has arrived."""
    total = sum(local.status.st_size for local in changed)
    done = 0
    for file, status, sha256 in changed:

        def sent(count: int, path: str = file.path) -> None:
            nonlocal done
            done += count
            if progress:
                progress(path, done, total)

        kept = target.place.put(file, sha256, sent)
        known[file.path] = Note(kept.mark, sha256, status.st_size, status.st_mtime_ns)


def _unless_there(file: PublicFile, kept: Kept | None, notes: dict[str, Note]) -> _Local | None:
    """The file with its hash if it has to be sent, or None; what is there already is noted if it was not."""
    try:
        status = file.source.lstat()
    except OSError as error:
        raise cannot_read(file.source, error) from error
    if not stat.S_ISREG(status.st_mode):
        raise PublishError(f"{file.source} is a link or no file, and is not published; put the file itself there.")
    note = notes.get(file.path)
    sha256 = note.sha256 if note and note.is_of(status) else ""
    if kept and kept.size_bytes in {None, status.st_size}:
        if note and note.mark == kept.mark:
            sha256 = sha256 or digest(file.source)
            if sha256 == note.sha256:
                notes[file.path] = Note(kept.mark, sha256, status.st_size, status.st_mtime_ns)
                return None
        elif file.lasting and kept.size_bytes is not None:
            # Its name holds the hash of its bytes: another machine of this show's has sent it.
            notes[file.path] = Note(kept.mark, sha256 or digest(file.source), status.st_size, status.st_mtime_ns)
            return None
    return _Local(file, status, sha256 or digest(file.source))


def _no_longer_published(
    wanted: Mapping[str, PublicFile], there: Mapping[str, Kept], notes: Mapping[str, Note]
) -> list[str]:
    """Paths there that we put and that are not wanted, pages and feeds first; then what was left on its way."""
    ours = [path for path, note in notes.items() if path in there and there[path].mark == note.mark]
    gone = [path for path in ours if path not in wanted]
    parts = [path for path in there if _PART_NAME.fullmatch(path)]
    return sorted(gone, key=lambda path: (not path.endswith((".xml", ".html")), path)) + sorted(parts)
