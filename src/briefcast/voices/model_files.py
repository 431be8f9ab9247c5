"""Files of models that Briefcast knows but does not bring: where each is had, its size and SHA-256, its place here."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefcast.model import Voice


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A file as its makers published it; it is used only if size and hash are these."""

    name: str
    #: Where it is published (https).
    address: str
    #: Bytes.
    size: int
    sha256: str

    @property
    def path(self) -> Path:
        """Where it lies once it is fetched."""
        return models_folder() / self.name


def models_folder() -> Path:
    """Where fetched models are kept; nothing else writes there."""
    import platformdirs

    return platformdirs.user_data_path("briefcast", appauthor=False) / "models"


def files_of(voice: Voice) -> tuple[ModelFile, ...]:
    """The files to fetch before the voice can speak; none if all of it comes with a package or lies on this machine.

    A model is known by its name, which the profile gives as ``model``; a speaker whose style is a file of its
    own is known as ``SPEAKER.bin``.
    """
    if voice.model.endswith(".onnx"):
        return ()
    known = catalogue()
    names = [f"{voice.model}.onnx", f"{voice.speaker}.bin"] if f"{voice.model}.onnx" in known else []
    return tuple(known[name] for name in names if name in known)


def missing_files(voice: Voice) -> tuple[ModelFile, ...]:
    """Those of the voice's files that have not been fetched; a look at names and sizes, not a check of every bit."""
    return tuple(file for file in files_of(voice) if not _is_there(file))


def model_path(voice: Voice) -> Path:
    """The path of the voice's model: the file its profile names, or the fetched one of that name."""
    return Path(voice.model) if voice.model.endswith(".onnx") else models_folder() / f"{voice.model}.onnx"


def lack_of_files(voice: Voice) -> str:
    """A sentence that says which of the voice's files is not there and how to get it; empty if all are."""
    missing = missing_files(voice)
    if missing:
        return f"The voice “{voice.name}” lacks {missing[0].name}; “briefcast voices fetch {voice.name}” brings it."
    path = model_path(voice)
    return "" if path.is_file() else f"The voice “{voice.name}” needs the model {path}, which is not there."


def identity(path: Path) -> str:
    """What tells a file from an earlier one of the same name without reading it: size and time of change, in ns."""
    try:
        facts = path.stat()
    except OSError:
        return f"{path.name} absent"
    return f"{path.name} {facts.st_size} {facts.st_mtime_ns}"


@lru_cache(maxsize=1)
def catalogue() -> dict[str, ModelFile]:
    """All files that can be fetched, by name."""
    text = (Path(__file__).parent / "model_files.toml").read_text(encoding="utf-8")
    groups = tomllib.loads(text)["group"]
    files = [
        ModelFile(entry["name"], group["address"] + entry.get("published_as", entry["name"]), size, entry["sha256"])
        for group in groups
        for entry in group["files"]
        for size in [entry.get("size") or group["size"]]
    ]
    return {file.name: file for file in files}


def _is_there(file: ModelFile) -> bool:
    return file.path.is_file() and file.path.stat().st_size == file.size
