"""Chapters -> small pictures for their places in the tag: fetched, made small, all of them together below a limit.

A player loads the whole tag before the first sound, so pictures are only put there when asked for.
"""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from briefcast.errors import BriefcastError, SourceError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.Image import Image

    from briefcast.model import Chapter

#: Largest picture, and all together, bytes: with cover and texts a tag stays below 300 kB.
MOST_BYTES = 30_000
MOST_BYTES_TOGETHER = 150_000
#: What is tried until a picture is small enough: its longer side in pixels, JPEG's quality.
_SIZES = ((300, 82), (300, 65), (240, 60), (180, 55), (120, 50), (96, 40), (64, 35))
#: The largest picture that is unpacked, pixels: a small file can claim a huge one.
_MOST_PIXELS = 50_000_000
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_MOST_FETCHED_BYTES = 10_000_000


def chapter_pictures(chapters: Sequence[Chapter], *, allow_private: bool) -> tuple[tuple[bytes, ...], tuple[str, ...]]:
    """A small baseline JPEG for each chapter with a picture, and a sentence for each that could not be had.

    Returns:
        For each chapter its picture or nothing, and the sentences.
    """
    addresses = {chapter.image for chapter in chapters if chapter.image}
    showing = sum(bool(chapter.image) for chapter in chapters)
    limit = min(MOST_BYTES, MOST_BYTES_TOGETHER // max(1, showing))
    found: dict[str, bytes] = {}
    missed = []
    for address in sorted(addresses):
        try:
            found[address] = small_jpeg(_fetched(address, allow_private=allow_private), address, limit)
        except BriefcastError as error:
            missed.append(f"A chapter has no picture. {error}")
    return tuple(found.get(chapter.image, b"") for chapter in chapters), tuple(missed)


def small_jpeg(data: bytes, address: str, most_bytes: int) -> bytes:
    """A picture as a baseline JPEG in RGB of at most so many bytes, as large as these allow.

    Raises:
        SourceError: it is no picture of a kind we read, it is damaged or huge, or cannot be made so small.
    """
    picture = _opened(data, address)
    for side, quality in _SIZES:
        small = picture.copy()
        small.thumbnail((side, side))
        buffer = io.BytesIO()
        small.save(buffer, "JPEG", quality=quality, optimize=True, progressive=False)
        if buffer.tell() <= most_bytes:
            return buffer.getvalue()
    raise SourceError(f"The picture {address} cannot be made as small as {most_bytes} bytes; leave it out.")


def _opened(data: bytes, address: str) -> Image:
    """The picture upright, in RGB, on white where it was clear."""
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            # Pillow only warns of some damage and of some huge pictures.
            warnings.simplefilter("error")
            opened = Image.open(io.BytesIO(data), formats=_FORMATS)
            small_enough = opened.width * opened.height <= _MOST_PIXELS
            picture = ImageOps.exif_transpose(opened).convert("RGBA") if small_enough else None
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError, EOFError) as error:
        raise SourceError(f"The picture {address} cannot be read ({error}); choose another or leave it out.") from error
    if picture is None:
        raise SourceError(f"The picture {address} has more than {_MOST_PIXELS} pixels; choose a smaller one.")
    white = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(white, picture).convert("RGB")


def _fetched(address: str, *, allow_private: bool) -> bytes:
    from briefcast.reading.web.fetching import Limits, fetch

    return fetch(address, allow_private=allow_private, limits=Limits(max_bytes=_MOST_FETCHED_BYTES)).data
