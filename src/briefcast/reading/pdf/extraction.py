"""PDF file -> printed words, by PDFium: what is printed, where, and in which face.

PDFium is native code and not thread-safe, so one file is read at a time. It gives no layout but
marks spaces between words (its own and the file's), which is all that is taken from its order.
"""

from __future__ import annotations

import ctypes
import logging
import math
import re
import threading
import time
import unicodedata
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from briefcast.errors import SourceError
from briefcast.reading.decoding import clean
from briefcast.reading.pdf.printed import Bookmark, Face, Printed, Sheet, Word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from pypdfium2 import PdfDocument

#: A longer document is refused.
MAX_PAGES = 2_000
#: A page with more characters is none that a person could read.
MAX_CHARACTERS = 300_000
MAX_ALL_CHARACTERS = 20_000_000
MAX_BOOKMARKS = 5_000

_ONE_AT_A_TIME = threading.Lock()
_BOLD = re.compile(r"bold|black|heavy|semibold|demi|(?:^|\+)CMB|(?:^|\+)SFB[XR]|-Bd|Medi(?:um)?$", re.I)
_ITALIC = re.compile(r"italic|oblique|slanted|-It$|(?:^|\+)(?:CMTI|CMSL|SFTI|SFSL)", re.I)
_MONO = re.compile(r"courier|mono|typewriter|consol|(?:^|\+)CMTT|(?:^|\+)SFTT|menlo|inconsolata|(?:^|\+)lmtt", re.I)
_MATHS = re.compile(
    r"(?:^|\+)(?:CMMI|CMSY|CMEX|CMMIB|CMBSY|MSAM|MSBM|LMMath|EU[FSR]M|rsfs|wasy|stmary|txmi|txsy|pxmi"
    r"|MTMI|MTSY|RMTMI|Cambria\s*Math)|math(?:sym|ital|ext)|MathItalic",
    re.I,
)
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_SPACES = frozenset([9, 10, 13, 32, 160, 0x3000, *range(0x2000, 0x200C)])
#: Accents as signs of their own -> as marks on a letter. Old TeX fonts print them apart.
ACCENTS = {
    0x60: 0x300, 0xB4: 0x301, 0x2C6: 0x302, 0x2DC: 0x303, 0xAF: 0x304, 0x2D8: 0x306, 0x2D9: 0x307,
    0xA8: 0x308, 0x2DA: 0x30A, 0x2DD: 0x30B, 0x2C7: 0x30C, 0xB8: 0x327, 0x2DB: 0x328,
}  # fmt: skip
_ACCENT_SIGNS = frozenset(map(chr, ACCENTS))
#: On one page; more are left as they are.
MAX_ACCENTS = 2_000
#: PDFium's sign for a hyphen at the end of a line.
_LINE_END_HYPHEN = 2


def printed(file: BinaryIO, *, name: str, deadline: float) -> Printed:
    """What is printed in the PDF.

    Args:
        file: the PDF.
        name: what an error calls it.
        deadline: when to stop, on the monotonic clock, seconds.

    Raises:
        SourceError: not a PDF, damaged, protected by a password, without pages, or too large.
    """
    import pypdfium2 as pdfium

    # What it would log of odd files is said better in an error, or does not matter.
    logging.getLogger("pypdfium2").setLevel(logging.CRITICAL)
    data = file.read()
    if b"%PDF-" not in data[:1024]:
        raise SourceError(f"{name} is not a PDF file; check what it is, and save it as PDF again.")
    with _ONE_AT_A_TIME:
        document = _opened(data, name)
        try:
            return _contents(document, name, deadline)
        except pdfium.PdfiumError:
            raise SourceError(f"{name} is damaged: its pages cannot be read; get a fresh copy.") from None
        finally:
            document.close()


def _opened(data: bytes, name: str) -> PdfDocument:
    import pypdfium2 as pdfium
    from pypdfium2 import raw

    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        # PDFium's code may be that of the file before, so the file has to bear it out.
        locked = error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY} and b"/Encrypt" in data
    if locked:
        raise SourceError(f"{name} is protected by a password: save a copy without the password and give that.")
    if re.search(rb"/Count\s+0\b", data):
        raise SourceError(f"{name} has no pages; get a fresh copy.")
    raise SourceError(f"{name} is a damaged PDF: it cannot be opened; get a fresh copy.")


def _contents(document: PdfDocument, name: str, deadline: float) -> Printed:
    count = len(document)
    if count == 0:
        raise SourceError(f"{name} has no pages; get a fresh copy.")
    if count > MAX_PAGES:
        raise SourceError(f"{name} has {count} pages, more than {MAX_PAGES}; split it into parts.")
    sheets: list[Sheet] = []
    characters = 0
    for number in range(1, count + 1):
        sheets.append(_sheet(document, number, name))
        characters += sum(len(word.text) for word in sheets[-1].words)
        if time.monotonic() > deadline or characters > MAX_ALL_CHARACTERS:
            raise SourceError(
                f"{name} takes too long to read: stopped at page {number} of {count}; split it into parts."
            )
    labels = {key: clean(value) for key, value in document.get_metadata_dict().items()}
    return Printed(tuple(sheets), tuple(_bookmarks(document)), labels)


def _bookmarks(document: PdfDocument) -> Iterator[Bookmark]:
    import pypdfium2 as pdfium

    try:
        for count, entry in enumerate(document.get_toc()):
            if count >= MAX_BOOKMARKS:
                return
            place = entry.get_dest()
            page = place.get_index() if place else None
            title = " ".join(clean(entry.get_title()).split())
            yield Bookmark(title, entry.level + 1, 0 if page is None else page + 1)
    except pdfium.PdfiumError:
        return


def _sheet(document: PdfDocument, number: int, name: str) -> Sheet:
    import pypdfium2 as pdfium
    from pypdfium2 import raw

    try:
        page = document[number - 1]
    except pdfium.PdfiumError:
        return Sheet(number, (), unreadable=1)
    try:
        text = page.get_textpage()
    except pdfium.PdfiumError:
        page.close()
        return Sheet(number, (), unreadable=1)
    try:
        count = raw.FPDFText_CountChars(text.raw)
        if count > MAX_CHARACTERS:
            raise SourceError(f"{name}, page {number}: {count} characters stand on one page; print it on more pages.")
        pictures = sum(1 for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2)) if count < 200 else 0
        return replace(_Reader(text.raw, page.get_bbox()).sheet(count), number=number, pictures=pictures)
    finally:
        text.close()
        page.close()


@dataclass(frozen=True, slots=True)
class _Ink:
    """What PDFium says of one run of characters."""

    face: Face
    #: Degrees, counter-clockwise: 0, 90, 180, 270; or -1 for any other.
    angle: int


@dataclass
class _Reader:
    """Goes through a page's characters once, and puts them together as words."""

    text: Any
    edges: tuple[float, float, float, float]
    inks: dict[int, _Ink] = field(default_factory=dict)
    #: Angle, word, and the index of its first character.
    found: list[tuple[int, Word, int]] = field(default_factory=list)
    unreadable: int = 0

    def __post_init__(self) -> None:
        from pypdfium2 import raw

        self.raw = raw
        self.box, self.x, self.y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()

    def sheet(self, count: int) -> Sheet:
        self._words(count)
        upright, aside = self._turned()
        return Sheet(0, tuple(upright), tuple(aside), unreadable=self.unreadable)

    def _words(self, count: int) -> None:
        raw = self.raw
        unicode_of, object_of, address = raw.FPDFText_GetUnicode, raw.FPDFText_GetTextObject, ctypes.addressof
        start, owner, characters, glued = 0, 0, "", False
        for index in range(count):
            code = unicode_of(self.text, index)
            space = code in _SPACES
            reference = None if space else object_of(self.text, index)
            now = address(reference.contents) if reference else 0
            # An accent that is printed by itself is a word by itself until its letter is found.
            if space or now != owner or code in ACCENTS or characters in _ACCENT_SIGNS:
                self._add(start, index, characters, glued=glued)
                start, characters, glued = index, "", not space and bool(characters)
            owner = now
            if not space:
                characters += self._character(code)
        self._add(start, count, characters, glued=glued)

    def _character(self, code: int) -> str:
        if code in _LIGATURES:
            return _LIGATURES[code]
        if code == _LINE_END_HYPHEN:
            return "-"
        char = chr(code) if 0 < code < 0x110000 else "\ufffd"
        if char == "\ufffd" or unicodedata.category(char) in {"Cc", "Co", "Cn", "Cs"}:
            self.unreadable += 1
            return ""
        return char

    def _add(self, start: int, end: int, characters: str, *, glued: bool) -> None:
        text = characters if characters.isascii() else clean(characters)
        if not text:
            return
        ink = self._ink(start)
        left, right, base = self._place(start, end - 1, ink.angle)
        self.found.append((ink.angle, Word(text, left, right, base, ink.face, glued), start))

    def _with_accents(self) -> list[tuple[int, Word]]:
        """The words, with accents that are printed apart set on the letters they stand over."""
        lines: dict[tuple[int, int], list[int]] = {}
        for place, (angle, word, _) in enumerate(self.found):
            if word.text not in _ACCENT_SIGNS:
                lines.setdefault((angle, round(word.base)), []).append(place)
        out = [(angle, word) for angle, word, _ in self.found]
        gone: set[int] = set()
        accents = [place for place, entry in enumerate(self.found) if entry[1].text in _ACCENT_SIGNS]
        for place in accents[:MAX_ACCENTS]:
            angle, accent, _ = self.found[place]
            middle = (accent.left + accent.right) / 2
            for other in lines.get((angle, round(accent.base)), ()):
                word = self.found[other][1]
                if word.left <= middle <= word.right and abs(word.base - accent.base) < 0.5:
                    out[other] = (angle, self._accented(out[other][1], other, middle, accent.text))
                    gone.add(place)
                    break
        return [entry for place, entry in enumerate(out) if place not in gone]

    def _accented(self, word: Word, place: int, middle: float, accent: str) -> Word:
        """The word with the accent on the letter at ``middle``."""
        angle, printed_word, start = self.found[place]
        for offset, letter in enumerate(printed_word.text):
            left, right, _ = self._place(start + offset, start + offset, angle)
            if left <= middle <= right and offset < len(word.text):
                whole = ("i" if letter == "\u0131" else letter) + chr(ACCENTS[ord(accent)])
                return replace(word, text=clean(word.text[:offset] + whole) + word.text[offset + 1 :])
        return word

    def _ink(self, index: int) -> _Ink:
        """The look at a character; asked once for each text object."""
        raw = self.raw
        reference = raw.FPDFText_GetTextObject(self.text, index)
        key = ctypes.addressof(reference.contents) if reference else 0
        if key not in self.inks:
            self.inks[key] = self._inspected(index, reference)
        return self.inks[key]

    def _inspected(self, index: int, reference: object) -> _Ink:
        raw = self.raw
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self.text, index, matrix)
        size = raw.FPDFText_GetFontSize(self.text, index) * math.hypot(matrix.c, matrix.d)
        buffer = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        raw.FPDFText_GetFontInfo(self.text, index, buffer, 128, flags)
        face = _face(buffer.value, flags.value, round(abs(size), 1) if math.isfinite(size) else 0.0)
        if reference and raw.FPDFTextObj_GetTextRenderMode(reference) == raw.FPDF_TEXTRENDERMODE_FILL_STROKE:
            face = replace(face, bold=True)
        degrees = math.degrees(math.atan2(matrix.b, matrix.a))
        quarter = round(degrees / 90) * 90
        return _Ink(face, quarter % 360 if abs(degrees - quarter) < 3 else -1)

    def _place(self, first: int, last: int, angle: int) -> tuple[float, float, float]:
        """Left, right and base line of characters, on the page turned by ``-angle``."""
        raw = self.raw
        box, x, y = self.box, self.x, self.y
        raw.FPDFText_GetCharOrigin(self.text, first, x, y)
        raw.FPDFText_GetLooseCharBox(self.text, first, box)
        corners = [(box.left, box.bottom), (box.right, box.top)]
        raw.FPDFText_GetLooseCharBox(self.text, last, box)
        corners += [(box.left, box.bottom), (box.right, box.top)]
        if angle <= 0:
            return min(corners)[0], max(corners)[0], y.value
        along = [_turn(corner, angle)[0] for corner in corners]
        return min(along), max(along), _turn((x.value, y.value), angle)[1]

    def _turned(self) -> tuple[list[Word], list[str]]:
        """Words in the direction of most letters, within the page's edges; and the texts of the rest."""
        weight: dict[int, int] = {}
        words = self._with_accents()
        for angle, word in words:
            weight[angle] = weight.get(angle, 0) + len(word.text)
        main = max((angle for angle in weight if angle >= 0), key=lambda angle: weight[angle], default=0)
        left, bottom, right, top = self.edges
        (x1, y1), (x2, y2) = _turn((left, bottom), main), _turn((right, top), main)
        west, east, south, north = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
        upright: list[Word] = []
        aside: list[str] = []
        for angle, word in words:
            inside = west - 1 <= word.right and word.left <= east + 1 and south - 1 <= word.base <= north + 1
            if angle == main and inside and math.isfinite(word.left + word.right + word.base):
                upright.append(_moved(word, west, south) if west or south else word)
            else:
                aside.append(word.text)
        return upright, aside


@lru_cache(maxsize=1024)
def _face(font: bytes, flags: int, size: float) -> Face:
    """The face by a font's name and descriptor flags (ISO 32000-1, table 123)."""
    name = font.decode("utf-8", "replace")
    return Face(
        size=size,
        bold=bool(_BOLD.search(name)) or bool(flags & 1 << 18),
        italic=bool(_ITALIC.search(name)) or bool(flags & 1 << 6),
        mono=bool(_MONO.search(name)) or bool(flags & 1),
        maths=bool(_MATHS.search(name)),
    )


def _moved(word: Word, x: float, y: float) -> Word:
    return replace(word, left=word.left - x, right=word.right - x, base=word.base - y)


def _turn(point: tuple[float, float], angle: int) -> tuple[float, float]:
    """The point on a page turned so that text at this angle stands upright."""
    x, y = point
    match angle:
        case 90:
            return y, -x
        case 180:
            return -x, -y
        case 270:
            return -y, x
    return x, y
