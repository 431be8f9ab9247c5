"""What a value in show.toml may be: each function takes what TOML holds and gives what a show holds.

A value that may not be raises :class:`UnfitError`, with a hint where it is plain what was meant.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefcast.publishing.shows.categories import CATEGORIES, parent_of

if TYPE_CHECKING:
    from collections.abc import Iterable

#: A text at the top of a channel is cut or refused above this, bytes (Apple; RSS advisory board).
MOST_DESCRIPTION_BYTES = 4000
#: Titles and names, characters.
MOST_CHARACTERS = 255
COVER_SUFFIXES = (".jpg", ".jpeg", ".png")

_EMAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\".]{2,}")
_TAG = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z0-9]{2,8})*")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]")

Reader = Callable[[object], object]


class UnfitError(Exception):
    """A value is not allowed; ``str`` is a hint, or empty."""


def near(word: object, allowed: Iterable[str]) -> str:
    """The hint for a word that is probably one of these misspelled, or empty.

    >>> near("newz", ["News", "Arts"])
    'did you mean “News”?'
    """
    known = {one.lower(): one for one in allowed}
    found = difflib.get_close_matches(str(word).lower(), known, n=1)
    return f"did you mean “{known[found[0]]}”?" if found else ""


def one_line(value: object) -> str:
    """A text on one line, trimmed."""
    text = paragraphs(value)
    if not text or len(text) > MOST_CHARACTERS or "\n" in text:
        raise UnfitError
    return text


def paragraphs(value: object) -> str:
    """A text of any lines, trimmed, in the composed form of Unicode."""
    if not isinstance(value, str):
        raise UnfitError
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").strip())
    if any(unicodedata.category(char) in {"Cc", "Cs", "Cn"} and char != "\n" for char in text):
        raise UnfitError("there is a control character in it.")
    return text


def description(value: object) -> str:
    """A text that fits where feeds are read."""
    text = paragraphs(value)
    size = len(text.encode())
    if not text or size > MOST_DESCRIPTION_BYTES:
        raise UnfitError(f"it has {size}." if text else "")
    return text


def optional(read: Callable[[object], str]) -> Callable[[object], str]:
    """The reader that also takes an empty text."""
    return lambda value: "" if value == "" else read(value)


def email(value: object) -> str:
    """An e-mail address."""
    text = one_line(value)
    if not _EMAIL.fullmatch(text):
        raise UnfitError
    return text


def page(value: object) -> str:
    """The address of a page on the web."""
    text = one_line(value)
    _parts_of(text)
    return text


def base_url(value: object) -> str:
    """An address below which files will be found, with "/" at its end."""
    text = one_line(value)
    query, fragment = _parts_of(text)
    if query or fragment:
        raise UnfitError("leave out what follows “?” or “#”.")
    if text.endswith(".xml"):
        raise UnfitError("give the folder, without the name of the feed.")
    return text if text.endswith("/") else f"{text}/"


def _parts_of(text: str) -> tuple[str, str]:
    """Query and fragment of an http or https address."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise UnfitError from None
    if parts.scheme not in {"http", "https"}:
        raise UnfitError(f"“{text[:80]}” has no https:// before it." if not parts.scheme else "")
    if parts.username or parts.password:
        raise UnfitError("leave out the name and password: whoever has the feed would have them too.")
    if not text.isascii() or re.search(r"[\s\\<>\"]", text):
        raise UnfitError("spell it in ASCII: xn--… for the host, %XX in the path.")
    if not _HOST.fullmatch(parts.netloc.rpartition(":")[0] if port is not None else parts.netloc):
        raise UnfitError
    return parts.query, parts.fragment


def language(value: object) -> str:
    """A language tag (BCP 47) whose language there is."""
    from babel import Locale

    names = Locale("en").languages
    text = one_line(value)
    match = _TAG.fullmatch(text)
    if match is None or match[1].lower() not in names:
        by_name = {name.lower(): tag for tag, name in names.items()}
        found = by_name.get(text.lower())
        raise UnfitError(f"for {names[found]} write “{found.replace('_', '-')}”." if found else "")
    return text


def category(value: object) -> tuple[str, ...]:
    """One of Apple's categories, with one of its subcategories or without."""
    chosen = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else ()
    if len(chosen) not in {1, 2} or not all(isinstance(name, str) for name in chosen):
        raise UnfitError
    first, *rest = chosen
    if parent := parent_of(first):
        raise UnfitError(f'write ["{parent}", "{first}"].')
    if first not in CATEGORIES:
        raise UnfitError(near(first, CATEGORIES))
    if rest and rest[0] not in CATEGORIES[first]:
        below = ", ".join(CATEGORIES[first]) or "nothing"
        raise UnfitError(near(rest[0], CATEGORIES[first]) or f"below “{first}” there is {below}.")
    return chosen


def licence(value: object) -> str:
    """An SPDX identifier, in SPDX's own spelling."""
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    text = one_line(value)
    try:
        return str(canonicalize_license_expression(text))
    except InvalidLicenseExpression:
        usual = ("CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-ND-4.0", "CC-BY-NC-SA-4.0")
        raise UnfitError(near(text.replace(" ", "-"), usual)) from None


def cover(value: object) -> str:
    """The path of a picture in the show's folder."""
    text = one_line(value)
    path = PurePosixPath(text)
    if path.is_absolute() or ".." in path.parts or "\\" in text:
        raise UnfitError("it must lie in the show's folder.")
    if path.suffix.lower() not in COVER_SUFFIXES:
        raise UnfitError
    return text


def truth(value: object) -> bool:
    """Yes or no."""
    if not isinstance(value, bool):
        is_quoted = isinstance(value, str) and value in {"true", "false"}
        raise UnfitError(f"write {value} without quotation marks." if is_quoted else "")
    return value


def one_of(*allowed: str) -> Callable[[object], str]:
    """The reader of one of these words."""

    def read(value: object) -> str:
        if value not in allowed:
            raise UnfitError(near(value, [word for word in allowed if word]))
        return str(value)

    return read


def whole(least: int, most: int) -> Callable[[object], int]:
    """The reader of a whole number within these limits, both included."""

    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise UnfitError
        return value

    return read


def lines(value: object) -> tuple[str, ...]:
    """A list of texts, each once."""
    if not isinstance(value, list):
        raise UnfitError("put it in square brackets." if isinstance(value, str) else "")
    return tuple(dict.fromkeys(one_line(one) for one in value))


def voices(value: object) -> tuple[str, ...]:
    """Voices there are, as ``--voice`` takes them."""
    from briefcast.errors import VoiceError
    from briefcast.scripting.billing import billing_of
    from briefcast.voices import voice_names

    wishes = lines(value)
    try:
        billing = billing_of(wishes)
    except VoiceError as error:
        raise UnfitError(str(error)) from None
    asked = (*billing.narrators, billing.announcer, billing.quote, billing.credit)
    for name in asked:
        if name and not name.endswith(".toml") and name not in voice_names():
            raise UnfitError(near(name, voice_names()) or f"there are {', '.join(voice_names())}.")
    return wishes
