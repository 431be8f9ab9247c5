"""A file of a show as the web is to serve it: where it lies, what it is, how long it may be kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: Ending -> media type (docs/publishing.md says who needs which).
CONTENT_TYPES = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".vtt": "text/vtt; charset=utf-8",
    ".chapters.json": "application/json+chapters",
    ".json": "application/json",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".xml": "application/rss+xml; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
}


class Turn(IntEnum):
    """When a file is carried out: what a feed names must be there before the feed."""

    MEDIA = 0
    COMPANION = 1
    PAGE = 2
    FEED = 3


@dataclass(frozen=True, slots=True, order=True)
class PublicFile:
    """One file to carry out."""

    turn: Turn
    #: Its path below the root of the web site, with "/".
    path: str
    #: Where its bytes are.
    source: Path
    #: Whether the bytes behind this path can never change, so that everybody may keep them.
    lasting: bool

    @property
    def content_type(self) -> str:
        """Its media type, by the ending of its name."""
        suffixes = PurePosixPath(self.path).suffixes
        return CONTENT_TYPES.get("".join(suffixes[-2:])) or CONTENT_TYPES.get(suffixes[-1], "application/octet-stream")

    @property
    def cache_control(self) -> str:
        """The Cache-Control header it is to be served with (RFC 9111, section 5.2; RFC 8246)."""
        return "public, max-age=31536000, immutable" if self.lasting else "public, max-age=300"
