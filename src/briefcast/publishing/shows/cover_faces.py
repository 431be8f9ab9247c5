"""Typefaces for covers: which of those installed has a title's letters. All are under the SIL Open Font Licence."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.ImageFont import FreeTypeFont

#: Package, the face's file in it, and whether its letters must be shaped: joined, stacked or turned round. The first
#: comes with Briefcast, the others with the extra "fonts".
_FACES = (
    ("fontpkg_roboto_condensed", "files/RobotoCondensed[wght].ttf", False),
    ("noto_cjk_sans_jp_bold", "NotoSansCJKjp-Bold.otf", False),
    ("fontpkg_noto_sans_arabic", "files/NotoSansArabic[wdth,wght].ttf", True),
    ("fontpkg_noto_sans_devanagari", "files/NotoSansDevanagari[wdth,wght].ttf", True),
    ("fontpkg_noto_sans_thai", "files/NotoSansThai[wdth,wght].ttf", True),
)
#: The character between letters that must not join, which Persian needs.
_NON_JOINER = "\u200c"
#: Unicode's categories of what is no letter, digit or mark of a title: emoji, their parts, what is not assigned.
_PICTURES = frozenset({"So", "Sk", "Me", "Cf", "Cs", "Co", "Cn", "Cc"})


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface in its heaviest weight."""

    path: Path

    def at(self, size_px: int) -> FreeTypeFont:
        """The face at a size, px an em."""
        from PIL import ImageFont

        font = ImageFont.truetype(self.path, size_px)
        if "[" in self.path.name:
            axes = font.get_variation_axes()
            # The axis that reaches 900 is that of the weight; another, of the width, ends at 100.
            font.set_variation_by_axes([float(axis["maximum"] or 0) for axis in axes])
        return font

    def has(self, text: str) -> bool:
        """Whether every character of a text can be drawn."""
        return all(ord(char) in _characters(self.path) for char in text if not char.isspace() and char != _NON_JOINER)


def without_pictures(title: str) -> str:
    """A title without emoji and other pictures, which no typeface for words has.

    >>> without_pictures("🚂 Night trains ⚡️")
    'Night trains'
    """
    composed = unicodedata.normalize("NFC", title)
    return " ".join("".join(filter(_is_type, composed)).split())


def _is_type(char: str) -> bool:
    if "\ufe00" <= char <= "\ufe0f":  # says how the character before it looks
        return False
    return char == _NON_JOINER or unicodedata.category(char) not in _PICTURES


def face_for(text: str) -> Face | None:
    """The first face that has all of a text; None if none has."""
    return next((face for face in _installed() if face.has(text)), None)


def _installed() -> Iterator[Face]:
    from PIL import features

    shapes = features.check("raqm") and features.check("fribidi")
    for package, name, is_shaped in _FACES:
        spec = find_spec(package)
        if spec and spec.submodule_search_locations and (shapes or not is_shaped):
            yield Face(Path(spec.submodule_search_locations[0]) / name)


@lru_cache(maxsize=8)
def _characters(path: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())
