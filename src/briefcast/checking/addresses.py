"""Which addresses apps can follow, and whose ending tells them what lies there."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import urlsplit

#: Ending -> the media types that may be written beside it.
AUDIO_TYPES = {
    ".mp3": ("audio/mpeg",),
    ".m4a": ("audio/x-m4a", "audio/mp4"),
    ".m4b": ("audio/x-m4a", "audio/mp4"),
    ".ogg": ("audio/ogg",),
    ".opus": ("audio/ogg", "audio/opus"),
    ".wav": ("audio/wav", "audio/x-wav"),
}
PICTURE_ENDINGS = (".jpg", ".jpeg", ".png")


def is_web(address: str) -> bool:
    """Whether it is a whole http or https address with nothing odd in it.

    >>> [is_web(address) for address in ("https://a.example/b", "e/1.mp3", "https:///b", "https://a.example/a b")]
    [True, False, False, False]
    """
    if not address.isascii() or any(char <= " " or char == "\x7f" for char in address):
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def ending(address: str) -> str:
    """The ending of the path's name, small letters.

    >>> ending("https://a.example/e/One.MP3?x=1")
    '.mp3'
    """
    try:
        return PurePosixPath(urlsplit(address).path).suffix.lower()
    except ValueError:
        return ""
