"""Covers as Apple asks for them (article 896), and the picture within a tag."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from briefcast.checking.addresses import ending
from briefcast.checking.findings import Finding, found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image

SMALLEST, LARGEST = 1400, 3000
MOST_BYTES = 512_000
_ENDINGS = {"JPEG": (".jpg", ".jpeg"), "PNG": (".png",)}
_TAG_SIDES = (600, 1400)
_TAG_BYTES = 200_000
_MOST_PIXELS = 100_000_000


def cover_findings(data: bytes, address: str, where: str) -> Iterator[Finding]:
    """What is wrong with the cover of a show or an episode."""
    picture = _opened(data)
    if picture is None or ending(address) not in _ENDINGS[str(picture.format)]:
        kind = picture.format if picture else "no picture that can be read"
        yield found("cover-form", where, f"{address} is {kind}.")
    if len(data) > MOST_BYTES:
        yield found("cover-bytes", where, f"It has {len(data) // 1000:,} kB.")
    if picture is None:
        return
    if picture.width != picture.height or not SMALLEST <= picture.width <= LARGEST:
        yield found("cover-size", where, f"It has {picture.width} x {picture.height} pixels.")
    if picture.mode != "RGB" or "transparency" in picture.info:
        kind = "RGB with transparency" if picture.mode == "RGB" else picture.mode
        yield found("cover-colour", where, f"Its colours are {kind}.")
    if "exif" in picture.info:
        yield found("cover-private", where, f"It holds {len(picture.info['exif']):,} bytes of EXIF data.")


def tag_picture_fault(data: bytes) -> str:
    """What is wrong with the front cover in a tag; empty if nothing is."""
    picture = _opened(data)
    if picture is None or picture.format != "JPEG":
        return "It is no JPEG."
    if picture.mode != "RGB" or picture.info.get("progressive"):
        return f"It is {'progressive' if picture.info.get('progressive') else picture.mode}."
    if picture.width != picture.height or not _TAG_SIDES[0] <= picture.width <= _TAG_SIDES[1]:
        return f"It has {picture.width} x {picture.height} pixels."
    return f"It has {len(data) // 1000:,} kB." if len(data) > _TAG_BYTES else ""


def _opened(data: bytes) -> Image.Image | None:
    """A JPEG or PNG whose head could be read, and whose pixels are as many as it says."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            picture = Image.open(io.BytesIO(data), formats=tuple(_ENDINGS))
            if picture.width * picture.height > _MOST_PIXELS:
                return None
            picture.load()
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError):
        return None
    return picture
