"""The folder episodes/ of a show: which releases it holds, and where their files are."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefcast.errors import PublishError, ShowError
from briefcast.publishing.releases.release_file import NAME, release_from

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefcast.show import Media, Release

EPISODES = "episodes"
#: What stands beside the audio of a rendering under its name, for listeners; the manifest (.json) is the maker's.
COMPANIONS = (".vtt", ".chapters.json", ".transcript.json")
MANIFEST = ".json"


@dataclass(frozen=True, slots=True)
class Shelved:
    """A release as it lies in the show's folder."""

    release: Release
    #: Of its release.json: it changes when anything about the release does.
    digest: str


def load_releases(folder: Path) -> list[Release]:
    """All releases of the show in ``folder``, newest first.

    Raises:
        ShowError: a release.json cannot be read; it is named.
    """
    return [shelved.release for shelved in load_shelf(folder)]


def load_shelf(folder: Path) -> list[Shelved]:
    """All releases of the show in ``folder``, newest first, each with the digest of its file.

    Raises:
        ShowError: a release.json cannot be read, or two releases have the same GUID; they are named.
    """
    shelved = list(_shelved(folder / EPISODES))
    shelved.sort(key=lambda one: (one.release.published, one.release.key), reverse=True)
    seen: dict[str, str] = {}
    for one in shelved:
        other = seen.setdefault(one.release.guid, one.release.key)
        if other != one.release.key:
            raise ShowError(
                f"The episodes {one.release.key} and {other} in {folder / EPISODES} have the same GUID; "
                "apps would show only one of them: delete the copy."
            )
    return shelved


def _shelved(episodes: Path) -> Iterator[Shelved]:
    try:
        names = sorted(entry.name for entry in os.scandir(episodes) if not entry.name.startswith("."))
    except FileNotFoundError:
        return
    for name in names:
        path = episodes / name / NAME
        try:
            data = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            raise ShowError(f"{path} could not be read: {error.strerror}; check its permissions.") from error
        release = release_from(data, path)
        if release.key != name:
            raise ShowError(f"{path} says its key is “{release.key}”; the name of its folder must be the same.")
        yield Shelved(release, hashlib.sha256(data).hexdigest())


def episode_folder(folder: Path, key: str) -> Path:
    """Where the files of an episode lie."""
    return folder / EPISODES / key


def checked_audio(folder: str, media: Media) -> str:
    """The path of the audio file of a rendering, which has as many bytes as the feed will say.

    Args:
        folder: of the episode.
        media: the rendering.

    Raises:
        PublishError: it is missing or has another length.
    """
    path = f"{folder}/{media.name}"
    try:
        size = Path(path).stat().st_size
    except OSError:
        raise PublishError(f"{path} is missing; build the episode again, or delete its folder.") from None
    if size != media.size_bytes:
        raise PublishError(
            f"{path} has {size} bytes in place of {media.size_bytes}; build the episode again, or delete its folder."
        )
    return path
