"""A show's cover: whether directories and apps will take it, and a copy that they will.

Sources: Apple, "Artwork requirements", https://podcasters.apple.com/support/896-artwork-requirements (square, 1400
to 3000 px, JPEG or PNG, RGB, no transparency); that a cover should weigh 512 kB or less is what many hosts advise.
"""

from __future__ import annotations

import io
import warnings
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING

from briefcast.errors import ShowError
from briefcast.publishing.shows.cover_drawing import SIDE_PX, as_jpeg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL.Image import Image

LEAST_SIDE_PX = 1400
#: A larger file or picture is not read.
_MOST_READ_BYTES = 100_000_000
_MOST_PIXELS = 100_000_000
_FORMATS = {"JPEG": (".jpg", ".jpeg"), "PNG": (".png",)}


def check_cover(path: Path) -> None:
    """Makes sure that the picture at ``path`` can be a show's cover as it is.

    Raises:
        ShowError: it cannot; says why, and how to mend it.
    """
    with _picture(path) as picture:
        flaw = next(chain(_flaws_of_form(picture, path), _flaws_of_content(picture)), "")
        is_small = min(picture.size) < LEAST_SIDE_PX
    if flaw:
        mend = f"“briefcast show cover {path.parent} {path}” makes a copy that can be one"
        raise ShowError(f"The cover {path} {flaw}; {'give a larger one' if is_small else mend}.")


def fitting_cover(path: Path, *, crop: bool = False) -> bytes:
    """A picture as a baseline JPEG that can be a cover: RGB, opaque, at most 3000 px, no EXIF.

    Args:
        path: a picture in any format that Pillow reads.
        crop: cut what is not square to the square in its middle.

    Raises:
        ShowError: it is no picture, too small, or not square.
    """
    from PIL import ImageOps

    with _picture(path) as stored:
        picture = _opaque_rgb(ImageOps.exif_transpose(stored))
    side = min(picture.size)
    if picture.width != picture.height and not crop:
        raise ShowError(
            f"The picture {path} is {_size(picture)} pixels and not square; add --crop to take the square in its "
            "middle, or cut it yourself."
        )
    if side < LEAST_SIDE_PX:
        raise ShowError(
            f"The picture {path} is {_size(picture)} pixels; a cover has at least {LEAST_SIDE_PX} x {LEAST_SIDE_PX}, "
            "and enlarged it would be blurred: give a larger one."
        )
    target = min(side, SIDE_PX)
    return as_jpeg(ImageOps.fit(picture, (target, target)))


def _flaws_of_form(picture: Image, path: Path) -> Iterator[str]:
    """What keeps a picture from being a cover, after "The cover ..."."""
    if picture.format not in _FORMATS:
        yield f"is {picture.format}, and must be JPEG or PNG"
    elif path.suffix.lower() not in _FORMATS[picture.format]:
        yield f"is {picture.format}, but its name ends in {path.suffix or 'nothing'}"
    if picture.mode == "CMYK":
        yield "is CMYK, a form for print; apps show only RGB"
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        yield "is transparent, which directories refuse"
    if picture.mode != "RGB":
        yield f"is of the mode {picture.mode}, and must be RGB"


def _flaws_of_content(picture: Image) -> Iterator[str]:
    if picture.width != picture.height or not LEAST_SIDE_PX <= picture.width <= SIDE_PX:
        yield f"is {_size(picture)} pixels, and must be square and {LEAST_SIDE_PX} to {SIDE_PX} wide"
    if picture.getexif():
        yield "holds EXIF data, which may say where and by whom a photograph was taken"


@contextmanager
def _picture(path: Path) -> Iterator[Image]:
    """A picture that can be decoded to its end."""
    from PIL import Image, UnidentifiedImageError

    try:
        size = path.stat().st_size
        if size > _MOST_READ_BYTES:
            raise ShowError(f"The picture {path} has {size // 1_000_000} MB; give one of less than 100 MB.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise ShowError(
            f"There is no cover {path}; draw one with “briefcast show cover {path.parent}”, or put one there."
        ) from None
    except OSError as error:
        raise ShowError(f"The picture {path} cannot be read: {error.strerror or error}.") from error
    try:
        with warnings.catch_warnings(action="ignore"):
            picture = Image.open(io.BytesIO(data))
            if picture.width * picture.height > _MOST_PIXELS:
                raise _too_large(path)
            picture.load()
    except Image.DecompressionBombError:
        raise _too_large(path) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise ShowError(f"The picture {path} cannot be decoded; save it as JPEG or PNG again.") from None
    with picture:
        yield picture


def _too_large(path: Path) -> ShowError:
    return ShowError(f"The picture {path} has too many pixels to be read; give one of 3000 x 3000.")


def _opaque_rgb(picture: Image) -> Image:
    """A picture in RGB, on white where it was transparent."""
    from PIL import Image

    if picture.mode in {"RGBA", "LA", "PA", "P"} or "transparency" in picture.info:
        solid = picture.convert("RGBA")
        white = Image.new("RGBA", solid.size, "white")
        return Image.alpha_composite(white, solid).convert("RGB")
    if picture.mode.startswith(("I", "F")):
        # 16 bits a sample, which Pillow cuts off rather than scales.
        return picture.point(lambda value: value / 256).convert("L").convert("RGB")
    return picture.convert("RGB")


def _size(picture: Image) -> str:
    return f"{picture.width} x {picture.height}"
