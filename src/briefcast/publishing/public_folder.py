"""public/: what any static host can serve. Only what changed is written, each file whole or not at all, the feed last.

Nothing is hashed to find what changed. A copied file is a hard link to that of the show, or has its length and time.
Of a made file is remembered, beside public/, of what it was made and how it looked then. What is remembered there is
also all that is ever taken away: a file that somebody else put into public/ stays.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from briefcast.errors import PublishError
from briefcast.files import cannot_write, write_whole
from briefcast.publishing.products import Copied
from briefcast.publishing.public_files import PublicFile, Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefcast.publishing.products import Made, Product

PUBLIC = "public"
MEMORY = ".public.json"


class _Note(NamedTuple):
    """Of what a file was made, and how it looked then; of a copied one nothing but that we put it there."""

    recipe: str = ""
    size: int = 0
    mtime_ns: int = 0


class _Memory(NamedTuple):
    """What is remembered beside public/."""

    #: By their paths in public/, those that we put there.
    files: dict[str, _Note]
    #: Bytes of the feed's items, by their marks.
    item_lengths: dict[str, int]


_COPIED = _Note()


@dataclass(frozen=True, slots=True)
class Brought:
    """What public/ holds now."""

    #: All that the show offers, in the order of turns.
    products: tuple[Product, ...]
    #: Paths of those that were written.
    changed: tuple[str, ...]
    #: Paths of files that the show no longer offers and that are still there.
    left: tuple[str, ...]


class PublicFolder:
    """The folder public/ in a folder, and what is remembered of it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._public = folder / PUBLIC
        self._before = _recall(folder)
        self._notes = self._before.files
        #: What the feed wants to know the next time.
        self.item_lengths = self._before.item_lengths

    def bring(self, products: Iterable[Product]) -> Brought:
        """Writes what is not there yet, in the order of turns.

        Nothing is taken away. A run that is killed leaves a feed that names only what is there.

        Raises:
            PublishError: a file could not be written; the feed is as it was.
            OutputError: what was done cannot be remembered.
        """
        ordered = tuple(sorted(products, key=lambda one: (one.turn, one.path)))
        known: dict[str, _Note] = {}
        changed = []
        try:
            for product in ordered:
                is_new, known[product.path] = self._placed(product)
                if is_new:
                    changed.append(product.path)
        finally:
            gone = [path for path in self._notes if path not in known]
            left = {path: self._notes[path] for path in gone if os.path.lexists(f"{self._public}/{path}")}
            self._remember({**left, **known})
        return Brought(ordered, tuple(changed), tuple(sorted(left)))

    def files(self, brought: Brought) -> list[PublicFile]:
        """The files of what was brought, for a target."""
        return [PublicFile(one.turn, one.path, self._public / one.path, one.lasting) for one in brought.products]

    def take_away(self, paths: Iterable[str]) -> None:
        """Removes files that were brought, and the folders that are empty then.

        Raises:
            PublishError: one could not be removed.
            OutputError: what was done cannot be remembered.
        """
        kept = dict(self._notes)
        try:
            for path in paths:
                place = self._public / path
                with _reported(str(place)):
                    place.unlink(missing_ok=True)
                kept.pop(path, None)
                with suppress(OSError):
                    for parent in list(place.parents)[: path.count("/")]:
                        parent.rmdir()
        finally:
            self._remember(kept)

    def _placed(self, product: Product) -> tuple[bool, _Note]:
        place = f"{self._public}/{product.path}"
        with _reported(place):
            if isinstance(product, Copied):
                return _copy(product.source, place), _COPIED
            return _make(product, place, self._notes.get(product.path))

    def _remember(self, notes: dict[str, _Note]) -> None:
        self._notes = notes
        memory = _Memory(notes, self.item_lengths)
        if memory != self._before:
            write_whole(self._folder / MEMORY, json.dumps(memory._asdict()).encode())
            self._before = memory


def _copy(source: str, place: str) -> bool:
    """Puts the file there, as a link to the same bytes where the disk can; says whether it was not there yet."""
    with suppress(FileNotFoundError):
        there, ours = os.lstat(place), Path(source).stat()
        same = there.st_ino == ours.st_ino and there.st_dev == ours.st_dev
        alike = (there.st_size, there.st_mtime_ns) == (ours.st_size, ours.st_mtime_ns)
        if stat.S_ISREG(there.st_mode) and (same or alike):
            return False
    with _part(place) as part:
        try:
            part.hardlink_to(source)
        except OSError:  # another disk, or one without links
            shutil.copy2(source, part)
    return True


def _make(product: Made, place: str, note: _Note | None) -> tuple[bool, _Note]:
    """Writes the file if what it is made of has changed, and its bytes with it."""
    if note and note.recipe == product.recipe and note == _seen(product.recipe, place):
        return False, note
    data = product.make()
    with suppress(OSError):
        if Path(place).read_bytes() == data:
            return False, _seen(product.recipe, place)
    with _part(place) as part, part.open("xb") as file:
        file.write(data)
        if product.turn is Turn.FEED:
            file.flush()
            os.fsync(file.fileno())
    return True, _seen(product.recipe, place)


def _seen(recipe: str, place: str) -> _Note:
    try:
        status = os.lstat(place)
    except FileNotFoundError:
        return _Note()
    return _Note(recipe, status.st_size, status.st_mtime_ns)


@contextmanager
def _part(place: str) -> Iterator[Path]:
    """A path beside ``place`` for what takes its name when the block ends well; what a killed run left there goes."""
    folder, name = os.path.split(place)
    part = Path(folder, f".{name}.part")
    part.parent.mkdir(parents=True, exist_ok=True)
    part.unlink(missing_ok=True)
    try:
        yield part
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _reported(place: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PublishError(f"{cannot_write(Path(place), error)} The feed is as it was.") from error


def _recall(folder: Path) -> _Memory:
    """What is remembered; nothing if it was lost, and then all is looked at again."""
    try:
        content = json.loads((folder / MEMORY).read_bytes())
        return _Memory({path: _Note(*note) for path, note in content["files"].items()}, content["item_lengths"])
    except (OSError, ValueError, TypeError, AttributeError, KeyError):
        return _Memory({}, {})
