"""Covers: what directories take, copies that they take, and one drawn from a title."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, features

from briefcast.errors import ShowError
from briefcast.publishing.shows import cover_drawing
from briefcast.publishing.shows.cover import check_cover, fitting_cover
from briefcast.publishing.shows.cover_drawing import can_write, draw_cover
from briefcast.publishing.shows.cover_faces import face_for, without_pictures


def opened(jpeg: bytes) -> Image.Image:
    return Image.open(io.BytesIO(jpeg))


@pytest.fixture
def picture(tmp_path):
    """A picture in a file: ``picture("a.png", "RGBA", 1400)``."""

    def make(name: str, mode: str = "RGB", width: int = 1400, height: int = 0, **options):
        Image.new(mode, (width, height or width)).save(tmp_path / name, **options)
        return tmp_path / name

    return make


TITLES = [
    "The Complete Review of Metropolitan Infrastructure",
    "Donaudampfschifffahrtsgesellschaft",
    "Łódź: Новости & “Νέα”",
    "🚂🚂",
    " ".join("abc" for _ in range(64)),
]


@pytest.mark.parametrize("title", TITLES)
def test_a_drawn_cover_is_one_that_directories_take(title, tmp_path):
    drawn = draw_cover(title, "Anna Lindt")
    (tmp_path / "cover.jpg").write_bytes(drawn)
    check_cover(tmp_path / "cover.jpg")
    with opened(drawn) as cover:
        assert (cover.size, cover.mode, cover.format) == ((3000, 3000), "RGB", "JPEG")
        assert "progressive" not in cover.info
    assert len(drawn) < 512_000


def test_the_same_words_give_the_same_bytes_and_others_another_look():
    assert draw_cover("Night trains", "A") == draw_cover("Night trains", "A")
    backgrounds = {opened(draw_cover(title)).getpixel((5, 5)) for title in ("Night trains", "Morning", "Harbour")}
    assert len(backgrounds) >= 2


@pytest.mark.parametrize("title", ["NIGHT TRAINS WEEKLY", "A COMPLETE REVIEW OF INFRASTRUCTURE"])
def test_a_title_is_read_at_55_pixels(title):
    """Its capitals are 7 of 55 pixels high or more, and there stand out as WCAG asks of text, 4.5:1."""
    drawn = opened(draw_cover(title))
    pixels = np.asarray(drawn)[:1200].astype(int)
    inked = (np.abs(pixels - pixels[5, 5]).max(axis=2) > 60).any(axis=1)
    top = inked.argmax()
    height = (~inked[top:]).argmax()
    assert height * 55 / 3000 >= 7
    small = drawn.resize((55, 55), Image.Resampling.LANCZOS).crop((0, 0, 55, 35))
    shades = [luminance(colour) for _, colour in small.getcolors(55 * 55)]
    assert (max(shades) + 0.05) / (min(shades) + 0.05) >= 4.5


def luminance(colour: tuple[int, int, int]) -> float:
    """WCAG 2.2's relative luminance."""
    linear = [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in (c / 255 for c in colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("paper", "ink", "accent"), cover_drawing._COLOURS)
def test_ink_stands_out_from_paper_seven_to_one_and_the_accent_three_to_one(paper, ink, accent):
    dark, light = sorted(luminance(rgb(colour)) for colour in (paper, ink))
    assert (light + 0.05) / (dark + 0.05) >= 7
    dark, light = sorted(luminance(rgb(colour)) for colour in (paper, accent))
    assert (light + 0.05) / (dark + 0.05) >= 3


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def test_letters_without_a_typeface_are_never_drawn_as_boxes():
    """The cover of a title that no face has is that of a title without letters: the figure alone."""
    assert not can_write("𐎠𐎼𐎹")
    ink, paper = (tuple(cover_drawing._COLOURS[0][number]) for number in (1, 0))
    assert ink != paper
    drawn = opened(draw_cover("𐎠𐎼𐎹", "Anna"))
    corners = drawn.crop((0, 0, 3000, 400)).getcolors(1_000_000)
    assert len(corners) == 1


@pytest.mark.parametrize("title", ["港口新闻", "東京の朝", "서울 소식", "أخبار الصباح", "समाचार", "ข่าวเช้า"])
def test_titles_in_other_scripts_are_drawn_with_the_fonts_of_the_extra(title):
    shaping = features.check("raqm") and features.check("fribidi")
    needs_shaping = title[0] in "أसข"
    if needs_shaping and not shaping:
        assert not can_write(title)
    else:
        assert face_for(title).has(title)


def test_emoji_are_left_out_of_the_type():
    assert without_pictures("👩‍🚀 Night 🚂 trains™️ 1️⃣") == "Night trains 1"
    assert can_write("Night trains 🚂")
    assert not can_write("🚂")


@pytest.mark.parametrize(
    ("name", "mode", "size", "told"),
    [
        ("a.jpg", "CMYK", (1400, 1400), "is CMYK, a form for print"),
        ("a.png", "RGBA", (1400, 1400), "is transparent"),
        ("a.png", "LA", (1400, 1400), "is transparent"),
        ("a.jpg", "L", (1400, 1400), "is of the mode L, and must be RGB"),
        ("a.png", "P", (1400, 1400), "is of the mode P, and must be RGB"),
        ("a.png", "I;16", (1400, 1400), "is of the mode I;16, and must be RGB"),
        ("a.gif", "RGB", (1400, 1400), "is GIF, and must be JPEG or PNG"),
        ("a.jpg", "RGB", (3001, 3001), "is 3001 x 3001 pixels, and must be square and 1400 to 3000 wide"),
    ],
)
def test_a_cover_that_directories_refuse_is_told_and_mended(picture, tmp_path, name, mode, size, told):
    path = picture(name, mode, *size)
    with pytest.raises(ShowError) as caught:
        check_cover(path)
    assert told in str(caught.value)
    assert f"“briefcast show cover {tmp_path} {path}” makes a copy that can be one." in str(caught.value)
    (tmp_path / "copy.jpg").write_bytes(fitting_cover(path))
    check_cover(tmp_path / "copy.jpg")


def test_a_small_cover_is_not_enlarged(picture):
    path = picture("a.jpg", "RGB", 1399)
    with pytest.raises(ShowError, match=r"is 1399 x 1399 pixels, .*; give a larger one"):
        check_cover(path)
    with pytest.raises(ShowError, match="enlarged it would be blurred"):
        fitting_cover(path)


def test_a_cover_that_is_not_square_is_cut_only_when_asked(picture):
    path = picture("a.jpg", "RGB", 2000, 1500)
    with pytest.raises(ShowError, match="is 2000 x 1500 pixels, and must be square"):
        check_cover(path)
    with pytest.raises(ShowError, match="not square; add --crop"):
        fitting_cover(path)
    assert opened(fitting_cover(path, crop=True)).size == (1500, 1500)


def test_what_a_camera_wrote_is_refused_and_left_out(picture):
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    exif[0x0112] = 6  # turned by a quarter
    path = picture("a.jpg", "RGB", 1400, exif=exif)
    with pytest.raises(ShowError, match="holds EXIF data"):
        check_cover(path)
    assert not opened(fitting_cover(path)).getexif()


def test_transparent_places_become_white(tmp_path):
    Image.new("RGBA", (1400, 1400), (255, 0, 0, 0)).save(tmp_path / "a.png")
    assert opened(fitting_cover(tmp_path / "a.png")).getpixel((700, 700)) == (255, 255, 255)


def test_a_name_must_say_what_a_picture_is(picture):
    path = picture("a.jpg", format="PNG")
    with pytest.raises(ShowError, match=r"is PNG, but its name ends in \.jpg"):
        check_cover(path)


def test_what_is_no_picture_is_told_in_one_sentence(tmp_path):
    path = tmp_path / "cover.jpg"
    with pytest.raises(ShowError, match=r"There is no cover .*; draw one with “briefcast show cover"):
        check_cover(path)
    for content in (b"", b"no picture", draw_cover("X")[:5000]):
        path.write_bytes(content)
        with pytest.raises(ShowError, match="cannot be decoded; save it as JPEG or PNG again"):
            check_cover(path)
    with pytest.raises(ShowError, match="cannot be read"):
        check_cover(tmp_path)


def test_a_picture_that_would_fill_the_memory_is_not_read(tmp_path):
    """A PNG that says it has 60,000 x 60,000 pixels; none of them is there."""
    Image.new("1", (1400, 1400)).save(tmp_path / "a.png")
    data = bytearray((tmp_path / "a.png").read_bytes())
    data[16:24] = (60_000).to_bytes(4, "big") * 2
    import zlib

    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
    (tmp_path / "a.png").write_bytes(data)
    with pytest.raises(ShowError, match="has too many pixels to be read"):
        check_cover(tmp_path / "a.png")


@given(st.text(min_size=1, max_size=80), st.text(max_size=20))
@settings(max_examples=15, deadline=None)
@example(": Donaudampfschifffahrtsgesellschaft", "")
@example("\ufdfd", "\u0301")
@example("- - -", " ")
def test_every_title_can_be_set(title, author):
    """Setting the type of any title ends well; the colours and the coding are the same for all, and left out."""
    shown = without_pictures(title)
    face = face_for(shown) if shown else None
    if face:
        blank = Image.new("L", (3000, 3000))
        bottom = cover_drawing._write(blank, face, shown, "white")
        cover_drawing._sign(blank, without_pictures(author), "white")
        assert 0 < bottom <= 3000
