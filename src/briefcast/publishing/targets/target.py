"""What a target is, how one is found by the name of its kind, and the errors and paths that all share.

Another package adds a kind by an entry point in the group ``briefcast.targets``: a callable that takes the
settings and the show's folder, and gives a target.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Protocol, Self

from briefcast.errors import PublishError, ShowError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from briefcast.publishing.public_files import PublicFile
    from briefcast.show import TargetSettings

    #: Is told of bytes that have arrived.
    Sent = Callable[[int], None]

GROUP = "briefcast.targets"
#: Ending of a file that is still on its way.
PART = ".part"
#: Folder below the show's in which is remembered what was sent where.
MEMORY = ".targets"


@dataclass(frozen=True, slots=True)
class Kept:
    """What lies at a target behind a path."""

    #: None where only the mark tells.
    size_bytes: int | None
    #: Another whenever the bytes are written again: an ETag, a time, an object's name.
    mark: str


class Target(Protocol):
    """A place to which public files are brought; paths are relative to its own folder and never leave it."""

    def listing(self, folders: Collection[str]) -> dict[str, Kept]:
        """The files that lie right in these folders ("" is the target's own); symbolic links are no files.

        Raises:
            PublishError: the target does not answer.
        """
        ...

    def put(self, file: PublicFile, sha256: str, sent: Sent, /) -> Kept:
        """Brings a file there, whole or not at all, and goes on where an earlier attempt was cut if it can.

        Args:
            file: what to bring.
            sha256: of its bytes, hexadecimal; what an earlier attempt left is known by it.
            sent: is told of bytes as they arrive, those of an earlier attempt among them.

        Raises:
            PublishError: it did not arrive.
        """
        ...

    def remove(self, path: str) -> None:
        """Takes a file away, and the folders that it leaves empty.

        Raises:
            PublishError: it is still there.
        """
        ...

    def finish(self) -> None:
        """Makes visible what was brought and taken away, where that did not happen at once.

        Raises:
            PublishError: nothing of it has become visible.
        """
        ...

    def close(self) -> None:
        """Lets go of the connection; what was not finished is dropped."""
        ...


@dataclass(frozen=True, slots=True)
class OpenTarget:
    """A target that is connected; closes at the end of a ``with`` block."""

    name: str
    place: Target
    #: The file in which is remembered what was sent there.
    memory: Path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the connection."""
        self.place.close()


def open_target(settings: TargetSettings, folder: Path) -> OpenTarget:
    """Connects to a target of the show in this folder.

    Raises:
        ShowError: there is no such kind of target, or a setting of it is wrong.
        PublishError: it cannot be reached, or does not let us in.
    """
    found = [entry for entry in entry_points(group=GROUP) if entry.name == settings.kind]
    if not found:
        kinds = ", ".join(sorted(entry.name for entry in entry_points(group=GROUP)))
        raise ShowError(f"The target “{settings.name}” is of the kind “{settings.kind}”, which is none of: {kinds}.")
    try:
        place: Target = found[0].load()(settings, folder)
    except ImportError as error:
        raise PublishError(
            f"The target “{settings.name}” needs a package that is not installed ({error.name or error}): "
            f'run "pip install briefcast[{settings.kind}]".'
        ) from error
    return OpenTarget(settings.name, place, folder / MEMORY / f"{settings.name}.json")


def checked_path(path: str) -> str:
    """The path, when it stays in the target's folder.

    Raises:
        ValueError: it does not; whoever made it made a mistake.
    """
    parts = path.split("/")
    if not path or "\\" in path or "\0" in path or any(part in {"", ".", ".."} for part in parts):
        raise ValueError(f"“{path}” would leave the target's folder")
    return path


def folder_of(path: str) -> str:
    """The folder a path lies in; empty for the target's own."""
    return path.rpartition("/")[0]


def folders_above(path: str) -> list[str]:
    """The folders a path lies in, the outermost first, without the target's own.

    >>> folders_above("secret/e/one.mp3")
    ['secret', 'secret/e']
    """
    return [str(parent) for parent in reversed(PurePosixPath(path).parents)][1:]


def part_path(path: str, sha256: str) -> str:
    """Where a file lies while it is on its way: beside its place, and other bytes have another name.

    >>> part_path("e/one.mp3", "0123456789abcdef")
    'e/.one.mp3.0123456789ab.part'
    """
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}.{name}.{sha256[:12]}{PART}"


def link_in_the_way(where: str) -> PublishError:
    """What to tell a person whose target has a symbolic link where a folder should be."""
    return PublishError(
        f"{where} is a symbolic link, and Briefcast writes only inside the target's own folder; "
        "remove the link, or name as the target's path the folder it leads to."
    )
