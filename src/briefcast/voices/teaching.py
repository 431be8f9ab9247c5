"""Adds a word to a lexicon file, which keeps its comments and its order."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from briefcast.errors import VoiceError
from briefcast.files import reported, write_whole
from briefcast.voices.phonemes import as_respelling, phonemes_in
from briefcast.voices.profiles import load_lexicon, personal_lexicon

if TYPE_CHECKING:
    from pathlib import Path

_MOST_CHARACTERS = 200


class Taught(NamedTuple):
    """What was taught, and where it is kept."""

    file: Path
    said: str


def teach(word: str, said: str, file: Path | None = None) -> Taught:
    """Writes a word and how it is said into a lexicon, a person's own if none is given.

    Raises:
        VoiceError: the word or its sound cannot be taught, or the file is no lexicon; says why.
        OutputError: the file could not be written.
    """
    word, said = " ".join(word.split()), " ".join(said.split())
    _check(word, said)
    path = file or personal_lexicon()
    if path.is_file():
        load_lexicon(path)
        lines = path.read_text(encoding="utf-8").splitlines()
    else:
        lines = ["# Words taught with briefcast lexicon add.", "", "[words]"]
        with reported(path):
            path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, ("\n".join(_with(lines, word, said)) + "\n").encode())
    load_lexicon.cache_clear()
    phonemes = phonemes_in(said)
    return Taught(path, as_respelling(phonemes) if phonemes else said)


def _check(word: str, said: str) -> None:
    if not word or not re.match(r"\w", word):
        raise VoiceError(f"“{word}” is not a word that can be taught; begin it with a letter or digit.")
    if not any(char.isalpha() for char in said):
        raise VoiceError(f"“{said}” cannot be said; give a respelling, or IPA between slashes.")
    if max(len(word), len(said)) > _MOST_CHARACTERS:
        raise VoiceError(
            f"A lexicon holds words and phrases of up to {_MOST_CHARACTERS} characters; this one is longer."
        )
    if (said.startswith(("/", "[["))) and not phonemes_in(said):
        raise VoiceError(f"“{said}” holds no phonemes; write IPA between slashes, such as /wudʒ/.")


def _with(lines: list[str], word: str, said: str) -> list[str]:
    """The file's lines with the entry in place of an older one, or behind the last word."""
    entry = f"{json.dumps(word, ensure_ascii=False)} = {json.dumps(said, ensure_ascii=False)}"
    keys = (json.dumps(word, ensure_ascii=False), f"'{word}'")
    start = next((number for number, line in enumerate(lines) if line.strip() == "[words]"), None)
    if start is None:
        return [*lines, "", "[words]", entry]
    end = next((n for n in range(start + 1, len(lines)) if lines[n].lstrip().startswith("[")), len(lines))
    for number in range(start + 1, end):
        if lines[number].split("=")[0].strip() in keys:
            return [*lines[:number], entry, *lines[number + 1 :]]
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    return [*lines[:end], entry, *lines[end:]]
