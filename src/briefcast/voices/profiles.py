"""voices/*.toml -> Voice: the profiles that ship with the package, and a person's own."""

from __future__ import annotations

import difflib
import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from briefcast.errors import VoiceError
from briefcast.model import Voice
from briefcast.voices.phonemes import phonemes_in
from briefcast.voices.profile_keys import KEYS, REQUIRED

DEFAULT_VOICE = "heart"
#: The voice that stands in where another cannot speak.
FALLBACK_VOICE = "system"


@lru_cache(maxsize=1)
def profiles_folder() -> Path:
    """Where the shipped profiles are: inside the package, or beside src/ in a checkout."""
    packaged = Path(__file__).parent / "profiles"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "voices"


def personal_folder() -> Path:
    """Where a person's own profiles are; one there goes before the shipped one of its name."""
    import platformdirs

    return platformdirs.user_config_path("briefcast") / "voices"


def voice_names() -> list[str]:
    """Names of the voices that ship and of a person's own, the default one first."""
    names = {path.stem for folder in (profiles_folder(), personal_folder()) for path in folder.glob("*.toml")}
    return sorted(names, key=lambda name: (name != DEFAULT_VOICE, name))


def load_voice(name: str, lexicons: tuple[Path, ...] = ()) -> Voice:
    """The voice of that name, or of the profile file at that path; taught by further lexicons, the last before all.

    Raises:
        VoiceError: no such voice, or a profile that breaks a rule; says which file, line and key, and what is allowed.
    """
    path = Path(name) if name.endswith(".toml") else _profile_called(name)
    text = _read(path)
    table = _table(text, path)
    _check(table, text, path)
    if not name.endswith(".toml") and table["name"] != name:
        line = _line_of("name", text)
        raise VoiceError(f"{path}, line {line}: “name” must be “{name}”, as its file is called.")
    return _voice(table, path, lexicons)


def _profile_called(name: str) -> Path:
    if name not in voice_names():
        near = difflib.get_close_matches(name, voice_names(), n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(voice_names())}."
        raise VoiceError(f"There is no voice called “{name}”; {hint}")
    own = personal_folder() / f"{name}.toml"
    return own if own.is_file() else profiles_folder() / f"{name}.toml"


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise VoiceError(f"There is no file {path}; check the name.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise VoiceError(f"{path} could not be read: {error}.") from error


def _table(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise VoiceError(f"{path} is not valid TOML: {error}.") from None


def _check(table: dict[str, Any], text: str, path: Path) -> None:
    """Holds a profile to the rules for its keys.

    Raises:
        VoiceError: with file, line, key and what is allowed.
    """
    for key, value in table.items():
        where = f"{path}, line {_line_of(key, text)}"
        if key not in KEYS:
            near = difflib.get_close_matches(key, KEYS, n=1)
            hint = f"did you mean “{near[0]}”?" if near else f"allowed are {', '.join(KEYS)}."
            raise VoiceError(f"{where}: “{key}” is not a key of a voice profile; {hint}")
        if not KEYS[key].accepts(value):
            raise VoiceError(f"{where}: “{key}” must be {KEYS[key].allowed}.")
    missing = [key for key in REQUIRED if key not in table]
    if missing:
        raise VoiceError(f"{path}: “{missing[0]}” is missing; a profile needs {', '.join(REQUIRED)}.")


def _line_of(key: str, text: str) -> int:
    """The line, from 1, on which a key of the top level is set; the first line if it cannot be told."""
    found = re.search(rf"""^[ \t\[]*["']?{re.escape(key)}["']?[ \t]*[\]=.]""", text, re.MULTILINE)
    return 1 + text.count("\n", 0, found.start()) if found else 1


def _voice(table: dict[str, Any], path: Path, lexicons: tuple[Path, ...]) -> Voice:
    values: dict[str, Any] = {key: KEYS[key].read(value) for key, value in table.items() if key != "lexicons"}
    if values.get("model", "").endswith(".onnx"):
        values["model"] = str(path.parent.absolute() / Path(values["model"]).expanduser())
    words = _words(tuple(table.get("lexicons", ())), path, lexicons)
    phonemes = {written: phonemes_in(said) for written, said in words.items() if phonemes_in(said)}
    return Voice(
        **values,
        lexicon=tuple((written, said) for written, said in words.items() if written not in phonemes),
        phonemes=tuple(phonemes.items()),
    )


def _words(names: tuple[str, ...], profile: Path, more: tuple[Path, ...]) -> dict[str, str]:
    """The words of the profile's lexicons, a person's own, and more; of two entries for a word the later holds."""
    files = [_lexicon_path(name, profile) for name in names]
    if personal_lexicon().is_file():
        files.append(personal_lexicon())
    return dict(pair for file in (*files, *more) for pair in load_lexicon(file))


def personal_lexicon() -> Path:
    """The lexicon that a person teaches with ``briefcast lexicon add``; it goes before the shipped ones."""
    import platformdirs

    return platformdirs.user_config_path("briefcast") / "lexicon.toml"


def _lexicon_path(name: str, profile: Path) -> Path:
    beside = profile.parent / "lexicons" / f"{name}.toml"
    return beside if beside.is_file() else profiles_folder() / "lexicons" / f"{name}.toml"


@lru_cache(maxsize=16)
def load_lexicon(path: Path) -> tuple[tuple[str, str], ...]:
    """Pairs of a written word and how it is said (respelled or in phonemes), from the ``[words]`` of a lexicon file.

    Raises:
        VoiceError: the file is missing, not TOML, or a respelling is not a text.
    """
    words = _table(_read(path), path).get("words", {})
    if not isinstance(words, dict) or not all(isinstance(said, str) and said for said in words.values()):
        raise VoiceError(f'{path}: every line under [words] must be of the form "Written" = "respelling".')
    return tuple(words.items())
