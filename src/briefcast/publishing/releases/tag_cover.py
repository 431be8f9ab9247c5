"""The show's cover as the tag of an episode can hold it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from briefcast.errors import ShowError

if TYPE_CHECKING:
    from pathlib import Path

#: Pixels a side, and bytes: a player reads the whole tag before the first sound (podcast rows: 32, 33).
SIDE = 1000
MOST_BYTES = 200_000
_QUALITIES = (88, 80, 70, 60, 45, 30)


def tag_cover(path: Path) -> bytes:
    """The picture at ``path`` as a small baseline JPEG in RGB, without what a camera wrote into it.

    Raises:
        ShowError: there is no picture.
    """
    from PIL import Image

    try:
        with Image.open(path) as image:
            small = image.convert("RGB")
    except OSError as error:
        reason = "is missing" if isinstance(error, FileNotFoundError) else "cannot be read as a picture"
        raise ShowError(f"The cover {path} {reason}; put a square JPEG or PNG there.") from error
    small.thumbnail((SIDE, SIDE))
    data = b""
    for quality in _QUALITIES:
        file = io.BytesIO()
        small.save(file, "JPEG", quality=quality, optimize=True, progressive=False)
        data = file.getvalue()
        if len(data) <= MOST_BYTES:
            break
    return data
