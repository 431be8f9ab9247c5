"""The name of a theme, or a person's own sounds -> a theme: opening, sting, closing and bed."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefcast.errors import ThemeError

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The parts of a theme, in the order they are heard.
PARTS = ("opening", "sting", "closing", "bed")
#: Themes of our own.
SHIPPED = ("chime", "harbour", "lantern")
#: No sound but the voices.
NONE = "none"

#: A sound file may be so large, bytes, and is one of these kinds.
MOST_BYTES = 50_000_000
SUFFIXES = (".wav", ".mp3", ".flac", ".ogg", ".m4a")

#: How loud music is beside the speech, LU, and how far under speech a bed lies, by default and at the loudest.
LEVEL_DB = -4.0
BED_DB = -22.0
LOUDEST_BED_DB = -15.0


@dataclass(frozen=True, slots=True)
class Piece:
    """One sound: of our own ("harbour/sting"), or a file."""

    source: str
    #: Part of a theme it is for.
    part: str
    #: Digest of a file's content; empty for our own.
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The sounds around an episode's words; any may be missing."""

    opening: Piece | None = None
    sting: Piece | None = None
    closing: Piece | None = None
    bed: Piece | None = None
    level_db: float = LEVEL_DB
    bed_db: float = BED_DB


def load_theme(wanted: str) -> Theme:
    """A theme by its name, a sound file, a folder with opening.wav and the like, or a TOML file.

    A single file opens and closes the episode. Files are looked at here, so that what is wrong with one is
    known before the first word is spoken.

    Raises:
        ThemeError: there is no such theme, or a sound of it cannot be read.
    """
    if wanted == NONE:
        return Theme()
    if wanted == "chime":
        return replace(_shipped(wanted), bed=None, level_db=-9.0)
    if wanted in SHIPPED:
        return _shipped(wanted)
    path = Path(wanted).expanduser()
    if path.is_dir():
        return _from_folder(path)
    if path.suffix.lower() == ".toml":
        return _from_toml(path)
    if path.suffix.lower() in SUFFIXES:
        return Theme(opening=_file(path, "opening"), closing=_file(path, "closing"))
    raise ThemeError(
        f"There is no theme “{wanted}”; name {', '.join((NONE, *SHIPPED))}, a sound file "
        f"({', '.join(SUFFIXES)}), a folder of such files, or a .toml file."
    )


def _shipped(name: str) -> Theme:
    return _theme({part: Piece(f"{name}/{part}", part) for part in PARTS})


def _from_folder(folder: Path) -> Theme:
    found = {part: _named(folder, part) for part in PARTS}
    pieces = {part: _file(path, part) for part, path in found.items() if path}
    if not pieces:
        raise ThemeError(f"{folder} holds no theme; put opening.wav, sting.wav, closing.wav or bed.wav there.")
    return _theme(pieces)


def _theme(pieces: Mapping[str, Piece]) -> Theme:
    """The theme of these pieces by part."""
    return Theme(
        opening=pieces.get("opening"),
        sting=pieces.get("sting"),
        closing=pieces.get("closing"),
        bed=pieces.get("bed"),
    )


def _named(folder: Path, part: str) -> Path | None:
    return next((folder / f"{part}{suffix}" for suffix in SUFFIXES if (folder / f"{part}{suffix}").is_file()), None)


def _from_toml(path: Path) -> Theme:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ThemeError(f"The theme {path} cannot be read: {error.strerror or error}.") from error
    except ValueError as error:
        raise ThemeError(f"The theme {path} is not TOML: {error}.") from error
    for key in values:
        if key not in {*PARTS, "level_db", "bed_db"}:
            raise ThemeError(f"{path}: “{key}” is none of {', '.join(PARTS)}, level_db, bed_db.")
    pieces = {}
    for part in PARTS:
        if part in values:
            if not isinstance(values[part], str):
                raise ThemeError(f"{path}: “{part}” must be the name of a sound file in quotation marks.")
            pieces[part] = _file(path.parent / Path(values[part]).expanduser(), part)
    if not pieces:
        raise ThemeError(f"The theme {path} names no sound; give at least one of {', '.join(PARTS)}.")
    return replace(
        _theme(pieces),
        level_db=_number(values, "level_db", LEVEL_DB, highest=0.0, path=path),
        bed_db=_number(values, "bed_db", BED_DB, highest=LOUDEST_BED_DB, path=path),
    )


def _number(values: dict[str, object], key: str, usual: float, *, highest: float, path: Path) -> float:
    value = values.get(key, usual)
    if isinstance(value, bool) or not isinstance(value, int | float) or not -60 <= value <= highest:
        raise ThemeError(f"{path}: “{key}” must be a number from -60 to {highest:g}, dB beside the speech.")
    return float(value)


def _file(path: Path, part: str) -> Piece:
    """The piece in a file that can be read."""
    from briefcast.studio.theme_files import check

    if path.suffix.lower() not in SUFFIXES:
        raise ThemeError(f"The sound {path} is none of {', '.join(SUFFIXES)}; convert it.")
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise ThemeError(
                f"The sound {path} has {size // 1_000_000} MB; at most {MOST_BYTES // 1_000_000} MB are read."
            )
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ThemeError(f"The sound {path} cannot be read: {error.strerror or error}.") from error
    check(path)
    return Piece(str(path.resolve()), part, digest)
