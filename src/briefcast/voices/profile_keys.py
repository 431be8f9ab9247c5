"""The keys of a voice profile: what each may be, in words for the person who writes one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

#: Letters, digits, - and _: a name is also a word on the command line and in scripts.
_NAME = re.compile(r"[^\W_][\w-]*")
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*|\*")


@dataclass(frozen=True, slots=True)
class Key:
    """What a key may be."""

    #: What is allowed, as the end of a sentence "... must be".
    allowed: str
    accepts: Callable[[Any], bool]
    #: The value in the file -> the value in ``Voice``.
    read: Callable[[Any], Any]


def _text(allowed: str = "a text in quotation marks") -> Key:
    return Key(allowed, lambda value: isinstance(value, str) and bool(value.strip()), str)


def _number(least: float, most: float, unit: str = "") -> Key:
    def accepts(value: object) -> bool:
        return isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most

    return Key(f"a number from {least:g} to {most:g}{unit}", accepts, float)


def _texts(allowed: str, form: str) -> Key:
    def accepts(value: object) -> bool:
        return isinstance(value, list) and all(isinstance(entry, str) and re.fullmatch(form, entry) for entry in value)

    return Key(allowed, accepts, tuple)


def _name() -> Key:
    return Key(
        "a name of letters, digits, - and _ in quotation marks",
        lambda value: isinstance(value, str) and bool(_NAME.fullmatch(value)),
        str,
    )


def _languages() -> Key:
    tags = _texts('a list of language tags, such as ["en-gb", "en"], or ["*"] for many', _TAG.pattern)
    return Key(tags.allowed, lambda value: tags.accepts(value) and bool(value), tags.read)


KEYS: dict[str, Key] = {
    "name": _name(),
    "engine": _text(),
    "model": _text("the name of a model, or the path of its .onnx file, in quotation marks"),
    "speaker": _text(),
    "languages": _languages(),
    "description": _text(),
    "sex": Key('"female" or "male"', lambda value: value in ("female", "male"), str),
    "synthetic": Key("true or false", lambda value: isinstance(value, bool), bool),
    "rate": _number(0.5, 2.0),
    "pitch": _number(0.5, 2.0),
    "volume": _number(-20.0, 20.0, " (dB)"),
    "pauses": _number(0.0, 4.0),
    "lexicons": _texts('a list of names of lexicons, such as ["names"]', r"\S.*"),
    "licence": _text(),
    "credit": _text(),
    "word_errors": _number(0.0, 100.0, " (per cent)"),
    "naturalness": _number(1.0, 5.0),
}
REQUIRED = ("name", "engine", "languages", "description", "licence", "credit")
