"""voices/*.toml -> Voice: the profiles that ship with the package, and a person's own."""

from __future__ import annotations

import difflib
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from briefcast.errors import VoiceError
from briefcast.model import Voice
from briefcast.voices.phonemes import phonemes_in

DEFAULT_VOICE = "heart"
#: The voice that stands in where another cannot speak.
FALLBACK_VOICE = "system"

_TEXT_KEYS = ("name", "engine", "description", "licence", "credit", "speaker")
_REQUIRED_KEYS = frozenset({"name", "engine", "languages", "description", "licence", "credit"})
_KEYS = (*_TEXT_KEYS, "languages", "rate", "lexicons")
_RATES = (0.5, 2.0)


@lru_cache(maxsize=1)
def profiles_folder() -> Path:
    """Where the shipped profiles are: inside the package, or beside src/ in a checkout."""
    packaged = Path(__file__).parent / "profiles"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "voices"


def voice_names() -> list[str]:
    """Names of the shipped voices, the default one first."""
    names = sorted(path.stem for path in profiles_folder().glob("*.toml"))
    return sorted(names, key=lambda name: name != DEFAULT_VOICE)


def load_voice(name: str, lexicons: tuple[Path, ...] = ()) -> Voice:
    """The voice of that name, or of the profile file at that path; taught by further lexicons, the last before all.

    Raises:
        VoiceError: no such voice, or a profile that breaks a rule; says which file and key.
    """
    path = Path(name) if name.endswith(".toml") else profiles_folder() / f"{name}.toml"
    if not name.endswith(".toml") and name not in voice_names():
        near = difflib.get_close_matches(name, voice_names(), n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(voice_names())}."
        raise VoiceError(f"There is no voice called “{name}”; {hint}")
    return _voice(_table(path), path, lexicons)


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise VoiceError(f"There is no voice profile {path}; check the name.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise VoiceError(f"{path} could not be read: {error}.") from error
    except tomllib.TOMLDecodeError as error:
        raise VoiceError(f"{path} is not valid TOML: {error}.") from None


def _voice(table: dict[str, Any], path: Path, lexicons: tuple[Path, ...]) -> Voice:
    for key in table:
        if key not in _KEYS:
            near = difflib.get_close_matches(key, _KEYS, n=1)
            hint = f"did you mean “{near[0]}”?" if near else f"allowed are {', '.join(_KEYS)}."
            raise VoiceError(f"{path}: “{key}” is not a key of a voice profile; {hint}")
    missing = sorted(_REQUIRED_KEYS - table.keys())
    if missing:
        raise VoiceError(f"{path}: “{missing[0]}” is missing; a profile needs {', '.join(sorted(_REQUIRED_KEYS))}.")
    texts = {key: _text(table, key, path) for key in _TEXT_KEYS if key in table}
    words = _words(_texts(table, "lexicons", path), path, lexicons)
    phonemes = {written: phonemes_in(said) for written, said in words.items() if phonemes_in(said)}
    return Voice(
        **texts,
        languages=_texts(table, "languages", path),
        rate=_rate(table, path),
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


def _text(table: dict[str, Any], key: str, path: Path) -> str:
    value = table[key]
    if not isinstance(value, str) or not value:
        raise VoiceError(f"{path}: “{key}” must be a text in quotation marks.")
    return value


def _texts(table: dict[str, Any], key: str, path: Path) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise VoiceError(f'{path}: “{key}” must be a list of texts, such as ["en"].')
    return tuple(value)


def _rate(table: dict[str, Any], path: Path) -> float:
    value = table.get("rate", 1.0)
    if isinstance(value, bool) or not isinstance(value, int | float) or not _RATES[0] <= value <= _RATES[1]:
        raise VoiceError(f"{path}: “rate” must be a number from {_RATES[0]} to {_RATES[1]}.")
    return float(value)


def _lexicon_path(name: str, profile: Path) -> Path:
    beside = profile.parent / "lexicons" / f"{name}.toml"
    return beside if beside.is_file() else profiles_folder() / "lexicons" / f"{name}.toml"


@lru_cache(maxsize=16)
def load_lexicon(path: Path) -> tuple[tuple[str, str], ...]:
    """Pairs of a written word and how it is said (respelled or in phonemes), from the ``[words]`` of a lexicon file.

    Raises:
        VoiceError: the file is missing, not TOML, or a respelling is not a text.
    """
    words = _table(path).get("words", {})
    if not isinstance(words, dict) or not all(isinstance(said, str) and said for said in words.values()):
        raise VoiceError(f'{path}: every line under [words] must be of the form "Written" = "respelling".')
    return tuple(words.items())
