"""A cover for a show that has none: its title as large as it can stand, over a figure of sound.

A cover is mostly seen 55 pixels wide, in a list. So capitals are at least 7 of those pixels high, and of a long
title only the first words are that large; all of it stands below, for those who come nearer.
"""

from __future__ import annotations

import hashlib
import io
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefcast.publishing.shows.cover_faces import face_for, without_pictures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

    from briefcast.publishing.shows.cover_faces import Face

#: Apple's largest, px, and what a cover should weigh at most, bytes (many apps leave out larger ones).
SIDE_PX = 3000
MOST_BYTES = 512_000

_MARGIN_PX = 220
_WIDTH_PX = SIDE_PX - 2 * _MARGIN_PX
#: Where the title must end, and the figure below it; where a figure stands that has no title.
_TITLE_END_PX, _FIGURE_END_PX = 2060, 2620
_ALONE_PX = (500, 2500)
_BARS = 13
#: Sizes of type, px an em; at the least, capitals of 0.71 em are 7 px of 55 high.
_LARGEST_PX, _LEAST_PX, _SMALL_PX, _SIGNATURE_PX, _SMALLEST_PX = 1000, 540, 170, 130, 40
_LEADING = 0.96
#: Lines are broken for type of this size, px an em; widths grow with it.
_MEASURED_PX = 200
#: Background, ink and accent; ink stands out from its background by 7:1 or more.
_COLOURS = (
    ("#12263a", "#f7f1e3", "#f2a541"),
    ("#f2a541", "#1c1917", "#12466b"),
    ("#7a1f2b", "#fbeee6", "#f4b860"),
    ("#0f4c46", "#f5f3e7", "#f08a5d"),
    ("#f4ede0", "#1d2433", "#d1495b"),
    ("#2b2259", "#f4f0ff", "#59c9a5"),
    ("#f6c8b6", "#301020", "#8f2d56"),
    ("#1f1f24", "#faf6ef", "#ff6b4a"),
    ("#bfe0d4", "#10302b", "#d9480f"),
    ("#23406e", "#fff7e0", "#ffd166"),
)
#: Words with which no line of a cut title may end, and without which it may begin.
_SMALL_WORDS = frozenset(
    "a an and at by das de der des die el et for from het il in la le les lo los of on or the to und von with y".split()
)
#: Kana and ideographs, between which a line may end.
_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9d"
_PIECE = re.compile(f"[{_IDEOGRAPHS}]|[^{_IDEOGRAPHS}]+")
_SUBTITLE = re.compile(r"\s*[:|]\s+|\s+[–—-]\s+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def draw_cover(title: str, author: str = "") -> bytes:
    """A baseline JPEG of 3000 x 3000 px for a show, RGB, under 512 kB; the same words give the same bytes.

    Where no typeface at hand has the title's letters, the figure fills the cover.
    """
    from PIL import Image

    seed = hashlib.sha256(title.encode()).digest()
    paper, ink, accent = _COLOURS[seed[0] % len(_COLOURS)]
    cover = Image.new("RGB", (SIDE_PX, SIDE_PX), paper)
    shown = without_pictures(title)
    face = face_for(shown) if shown else None
    if face:
        bottom = _write(cover, face, shown, ink)
        _sign(cover, without_pictures(author), ink)
        cover.paste(accent, mask=_figure(seed, min(bottom + _MARGIN_PX, _TITLE_END_PX), _FIGURE_END_PX))
    else:
        cover.paste(accent, mask=_figure(seed, *_ALONE_PX))
    return as_jpeg(cover)


def can_write(title: str) -> bool:
    """Whether a typeface at hand has the letters of a title."""
    shown = without_pictures(title)
    return bool(shown) and face_for(shown) is not None


@dataclass(frozen=True, slots=True)
class _Setting:
    """Lines of type."""

    lines: tuple[str, ...]
    size_px: int


def _write(cover: Image, face: Face, title: str, ink: str) -> int:
    """Draws the title as large as it can stand; if it is too long for that, its first words, and all of it small.

    Returns where it ends, px from the top.
    """
    from PIL import ImageDraw

    pen = ImageDraw.Draw(cover)
    whole = _set(face, title, _TITLE_END_PX - _MARGIN_PX)
    if whole.size_px >= _LEAST_PX:
        return _print(pen, face, whole, _MARGIN_PX, ink)
    room = _TITLE_END_PX - _MARGIN_PX - 4 * _SMALL_PX
    short = (_set(face, words, room) for words in _shortened(title))
    large = next((setting for setting in short if setting.size_px >= _LEAST_PX), None)
    if large is None:
        return _print(pen, face, whole, _MARGIN_PX, ink)
    bottom = _print(pen, face, large, _MARGIN_PX, ink)
    return _print(pen, face, _set(face, title, 3 * _SMALL_PX, _SMALL_PX), bottom + _SMALL_PX, ink)


def _shortened(title: str) -> Iterator[str]:
    """What can stand for a title: beginnings that say something by themselves, the longest first; its initials."""
    main = next(filter(None, _SUBTITLE.split(title)), title)
    yield main
    words = main.split()
    while len(words) > 1 and words[0].lower() in _SMALL_WORDS:
        words = words[1:]
    for count in range(len(words), 0, -1):
        if words[count - 1].lower() not in _SMALL_WORDS or count == 1:
            yield " ".join(words[:count])
    yield "".join(word[0] for word in words[:2])
    yield words[0][0]


def _set(face: Face, text: str, height_px: int, largest_px: int = _LARGEST_PX) -> _Setting:
    """A text in lines, in the largest type with which it fits the width and this height."""
    font = face.at(_MEASURED_PX)
    pieces = [(piece, font.getlength(piece)) for piece in _pieces(text)]
    for size in range(largest_px, _SMALLEST_PX, -10):
        lines = _lines(pieces, _WIDTH_PX * _MEASURED_PX / size)
        if lines and len(lines) * size * _LEADING <= height_px:
            return _Setting(tuple(lines), size)
    return _Setting(tuple(_lines(pieces, float("inf"))), _SMALLEST_PX)


def _pieces(text: str) -> list[str]:
    """What no line may break: words with the space before them, and ideographs one by one."""
    return [piece for word in re.findall(r"\s?\S+", text) for piece in _PIECE.findall(word)]


def _lines(pieces: list[tuple[str, float]], width_px: float) -> list[str]:
    """The pieces, each with its width, in lines no wider than this; none if one of them is wider."""
    lines, filled = [""], 0.0
    for piece, width in pieces:
        if width > width_px:
            return []
        if filled + width <= width_px:
            lines[-1] += piece
            filled += width
        else:
            lines.append(piece)
            filled = width
    return [line.strip() for line in lines if line]


def _print(pen: ImageDraw, face: Face, setting: _Setting, top_px: int, ink: str) -> int:
    """Draws lines of type and gives where the last ends. What is read from the right stands at the right."""
    font = face.at(setting.size_px)
    leading = round(setting.size_px * _LEADING)
    # Accents may rise above capitals.
    baseline = top_px - round(font.getbbox(setting.lines[0], anchor="ls")[1])
    for number, line in enumerate(setting.lines):
        from_right = _RIGHT_TO_LEFT.search(line) is not None
        x = SIDE_PX - _MARGIN_PX if from_right else _MARGIN_PX
        y = baseline + number * leading
        pen.text((x, y), line, fill=ink, font=font, anchor="rs" if from_right else "ls")
    return baseline + (len(setting.lines) - 1) * leading + round(font.getbbox(setting.lines[-1], anchor="ls")[3])


def _sign(cover: Image, author: str, ink: str) -> None:
    """The author, small, at the foot."""
    from PIL import ImageDraw

    face = face_for(author)
    if not author or face is None:
        return
    setting = _set(face, author, _SIGNATURE_PX, _SIGNATURE_PX)
    _print(ImageDraw.Draw(cover), face, setting, SIDE_PX - _MARGIN_PX + _SIGNATURE_PX // 4, ink)


def _figure(seed: bytes, top_px: int, bottom_px: int) -> Image:
    """Where the accent is seen: a bar of sound for each byte, as high as it says, loudest in the middle."""
    from PIL import Image, ImageDraw

    scale = 2  # drawn larger and made smaller, edges are smooth
    mask = Image.new("L", (SIDE_PX * scale, SIDE_PX * scale))
    pen = ImageDraw.Draw(mask)
    step = _WIDTH_PX / (_BARS - 0.42)
    middle, half = (top_px + bottom_px) / 2, (bottom_px - top_px) / 2
    for bar in range(_BARS):
        swell = math.sin(math.pi * (bar + 1) / (_BARS + 1))
        height = half * max(0.18, (0.35 + 0.65 * seed[bar + 1] / 255) * swell)
        left = _MARGIN_PX + bar * step
        box = (left, middle - height, left + step * 0.58, middle + height)
        pen.rounded_rectangle([edge * scale for edge in box], radius=step * 0.29 * scale, fill=255)
    return mask.reduce(scale)


def as_jpeg(picture: Image) -> bytes:
    """A picture as a baseline JPEG without EXIF, in the best quality in which it is small enough."""
    for quality in (90, 80, 70, 55):
        jpeg = _encoded(picture, quality)
        if len(jpeg) <= MOST_BYTES:
            return jpeg
    return _encoded(picture, 40)


def _encoded(picture: Image, quality: int) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality, optimize=True, progressive=False)
    return file.getvalue()
