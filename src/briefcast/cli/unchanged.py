"""What ``build`` was asked before: where nothing has changed since, its files stand and nothing is read.

Only files that hold their whole text count, spoken by shipped voices: what comes from the web or by standard
input can change without notice. A build in which another voice had to stand in is not noted either: the voice may
be there the next time.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefcast.errors import ThemeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefcast.model import Article, Episode
    from briefcast.publishing.episode_files import EpisodeFiles
    from briefcast.studio import Cache
    from briefcast.voices import Cast

#: Options that change neither a byte of the files nor what is said of them.
_WITHOUT_EFFECT = frozenset({"quiet", "workers", "cache_limit", "no_cache"})


@dataclass(frozen=True, slots=True)
class Summary:
    """What is said at the end of a build."""

    audio: str
    spoken_s: float
    #: Lines before the one that tells how long it took, and after it.
    before: tuple[str, ...]
    after: tuple[str, ...]
    #: What a person should look at.
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """A build that may have been done before."""

    #: Tells it from others: the folder it runs in, its sources and options.
    key: str
    #: Digest of all that its files are made from.
    state: str
    cache: Cache

    def kept(self) -> Summary | None:
        """The summary of the build whose files still stand, made from what is there now; or None.

        Its chapters must be whole in the cache as well: a failing disk is told of by the build that finds it.
        """
        facts = self.cache.build(self.key)
        if facts is None or facts["state"] != self.state:
            return None
        if any(_digest_of(Path(name)) != digest for name, digest in facts["files"].items()):
            return None
        if not self.cache.are_whole(facts["chapters"]):
            return None
        told = facts["summary"]
        lines = (tuple(told[name]) for name in ("before", "after", "notes"))
        return Summary(told["audio"], told["spoken_s"], *lines)

    def keep(self, articles: Sequence[Article], files: EpisodeFiles, summary: Summary) -> None:
        """Notes a build, if each of its sources was read and holds its article itself.

        Raises:
            OutputError: the cache cannot be written.
        """
        sources = _parameters()["sources"]
        if [article.via for article in articles] != list(sources):
            return
        paths = (files.audio, files.transcript, files.chapters, files.manifest)
        facts = {
            "state": self.state,
            "files": {str(path): _digest_of(path) for path in paths},
            "chapters": sorted(self.cache.chapters_used),
            "summary": asdict(summary),
        }
        self.cache.keep_build(self.key, facts)


def all_spoken_as_cast(episode: Episode, cast: Cast) -> bool:
    """Whether every utterance is heard in the voice that was to speak it."""
    return all(cue.voice == cast.speaker_of(cue.utterance).voice.name for cue in episode.cues)


def request_in(cache: Cache | None) -> Request | None:
    """The build that the command line asks for, or None if it cannot be told whether anything changed."""
    from briefcast.studio.cache import digest

    parameters = _parameters()
    if cache is None or parameters["pictures"] or parameters["scheduler"] or parameters["show"]:
        return None
    if not all(Path(name).is_file() for name in parameters["sources"]):
        return None
    if any(".toml" in wish for wish in parameters["voice"]) or any(_personal_voices()):
        return None
    options = sorted((name, value) for name, value in parameters.items() if name not in _WITHOUT_EFFECT)
    try:
        return Request(digest(Path.cwd(), options), digest(*_state(parameters)), cache)
    except (OSError, ThemeError):
        return None


def _parameters() -> Mapping[str, Any]:
    import click

    return click.get_current_context().params


def _state(parameters: Mapping[str, Any]) -> Iterator[object]:
    """All that decides the bytes of an episode.

    Raises:
        OSError: a file is missing.
        ThemeError: there is no such theme.
    """
    import platformdirs

    from briefcast.studio.themes import load_theme
    from briefcast.voices.profiles import profiles_folder

    for path in (*parameters["sources"], *parameters["lexicons"]):
        yield hashlib.sha256(Path(path).read_bytes()).hexdigest()
    yield repr(load_theme(parameters["theme"])) if parameters["theme"] else ""
    yield sys.version, sorted(_libraries()), os.environ.get("PATH", "")
    yield sorted((name, value) for name, value in os.environ.items() if name.startswith("BRIEFCAST_"))
    # The folders of a person's settings and of voices that were fetched, and the program as it stands.
    settings, data = platformdirs.user_config_path("briefcast"), platformdirs.user_data_path("briefcast")
    for folder in (settings, data, Path(__file__).parents[1], profiles_folder()):
        yield _files_in(folder)


def _libraries() -> Iterator[str]:
    """Names and versions of what is installed, as the folders of their metadata are called."""
    for place in map(Path, sys.path):
        with suppress(OSError):
            yield from (path.name for path in place.glob("*.dist-info"))


def _files_in(folder: Path) -> Sequence[tuple[str, int, int]]:
    """Name, size and time of each file below a folder, none if it is missing; what Python compiled does not count."""
    found = []
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(set(folders) - {"__pycache__"})
        for place in map(Path(path).joinpath, sorted(names)):
            status = place.stat()
            found.append((str(place), status.st_size, status.st_mtime_ns))
    return found


def _personal_voices() -> Iterator[Path]:
    """A person's own profiles, which may name files anywhere."""
    from briefcast.voices.profiles import personal_folder

    return personal_folder().glob("*.toml")


def _digest_of(path: Path) -> str:
    """Of a file's content; empty if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
