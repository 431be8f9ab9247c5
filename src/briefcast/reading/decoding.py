"""Bytes -> text: which encoding a file is in, and whether it is text at all."""

from __future__ import annotations

import codecs
import html
import re
import unicodedata
from contextlib import suppress

from briefcast.errors import SourceError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

#: Names under which pages mean the larger set that browsers read (WHATWG Encoding Standard, section 4.2).
_AS_BROWSERS_DO = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "x-sjis": "cp932",
    "utf-16": "utf-8",
    "utf-16le": "utf-8",
    "utf-16be": "utf-8",
}
_META_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_META_WITHIN = 4096
#: Names of encodings of text; Python knows others, which are none.
_ENCODING_NAME = re.compile(
    r"utf-?8|us-?ascii|ascii|latin\d*|(?:iso|windows|cp|ibm|koi8|big5|gb|hz|shift|sjis|x-|euc|ks_c|mac|tis)[\w-]*"
)
#: An encoding is guessed from this many bytes.
_GUESSED_FROM = 200_000
#: With fewer bytes beyond ASCII than this, a guess would be a toss-up.
_FEWEST_SIGNS = 30

_NOT_LETTERS = re.compile(r"[\W_]+")
#: What UTF-8 looks like when it is read byte by byte.
_MOJIBAKE = re.compile(
    "[\u00c2\u00c3][\u0080-\u00bf\u0152-\u0178\u2013-\u2122]|\u00e2\u20ac.|[\u00d0\u00d1][\u0080-\u00bf]"
)
#: Entities with an end that no text has by chance.
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,6}|amp|lt|gt|quot|apos|nbsp|[lr][sd]quo|[mn]dash|hellip);")

#: Invisible characters that would be spoken or would split a word: soft hyphen, zero-width, bidi.
_INVISIBLE = frozenset(
    [
        0x00AD,
        0x034F,
        0x061C,
        0x180E,
        0x2800,
        0x200B,
        0x200E,
        0x200F,
        0x2060,
        0xFEFF,
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    ]
)


class _Characters(dict[int, int | None]):
    """For ``str.translate``: every character as it is, or None for one that no text needs. Filled as it is asked."""

    def __missing__(self, code: int) -> int | None:
        char = chr(code)
        needless = code in _INVISIBLE or (unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn"} and char not in "\n\t")
        self[code] = None if needless else code
        return self[code]


_CHARACTERS = _Characters()


def decode(data: bytes, name: str) -> str:
    r"""The text in ``data``: NFC, line ends ``\\n``, no control or invisible characters.

    Raises:
        SourceError: the bytes are not text, or not in an encoding that can be told for sure.
    """
    encoding = _encoding_of(data)
    if encoding == "utf-8" and b"\0" in data:
        raise SourceError(f"{name} is a binary file, not text; give the article as text or Markdown.")
    try:
        return clean(data.decode(encoding))
    except UnicodeDecodeError as error:
        failure = error
    with suppress(UnicodeDecodeError, LookupError):
        if encoding == "utf-8":
            return clean(data.decode(_guessed(data)))
    line = data.count(b"\n", 0, failure.start) + 1
    raise SourceError(
        f"{name}, line {line}: the bytes there are not valid {encoding.removesuffix('-sig').upper()};"
        " save the file as UTF-8 and try again."
    )


def decode_markup(data: bytes, declared: str = "") -> str:
    """The text of a page: by its byte order mark, the server's word, its own word, or else by its bytes.

    Args:
        data: the page.
        declared: the charset of the Content-Type header, or empty.

    A declared charset that does not fit the bytes is not believed. It never fails: what is no
    character in any of them becomes U+FFFD.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if wide := wide_encoding(data):
        return data.decode(wide, errors="replace")
    meta = _META_CHARSET.search(data[:_META_WITHIN])
    labels = [declared, meta.group(1).decode("ascii") if meta else "", "utf-8"]
    # Bytes beyond ASCII that are valid UTF-8 are that, whatever a page declares.
    if not data.isascii():
        labels.insert(0, "utf-8")
    for label in labels:
        if text := _decoded_as(data, label):
            return text
    return data.decode(_guessed(data), errors="replace")


def mended(text: str) -> str:
    """Text as its author meant it: UTF-8 that was once read as Latin-1 is put right, doubly escaped entities too.

    >>> mended("la detenciÃ³n de AT&amp;T")
    'la detención de AT&T'
    """
    if _MOJIBAKE.search(text):
        import ftfy

        text = ftfy.fix_encoding(text)
    return _ENTITY.sub(lambda match: html.unescape(match.group()), text)


def clean(text: str) -> str:
    r"""``text`` in NFC with plain line ends, without control and invisible characters.

    >>> clean("caf\u0065\u0301\r\nsoft\u00adhyphen\x07")
    'café\nsofthyphen'
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("\u2028", "\n").replace("\u2029", "\n\n").replace("\x0c", "\n\n").replace("\x0b", "\n")
    return text if text.isprintable() and text.isascii() else text.translate(_CHARACTERS)


def letters_of(text: str) -> str:
    """Letters and digits alone, in one case: what two readings of a line have in common.

    >>> letters_of("Night Trains, again!") == letters_of("NIGHT trains again")
    True
    """
    return _NOT_LETTERS.sub("", text.casefold())


def _decoded_as(data: bytes, label: str) -> str | None:
    """The bytes in the encoding of that name, as browsers understand the name, if they fit it."""
    name = label.strip().lower()
    if not _ENCODING_NAME.fullmatch(name) or b"\0" in data[:_META_WITHIN]:
        return None
    try:
        return data.decode(_AS_BROWSERS_DO.get(name, name))
    except (LookupError, ValueError):
        return None


def _guessed(data: bytes) -> str:
    """The encoding that makes most sense of bytes which are no UTF-8; what is short is taken to be Western."""
    from charset_normalizer import from_bytes

    if sum(byte > 127 for byte in data[:_GUESSED_FROM]) < _FEWEST_SIGNS:
        return "cp1252"
    best = from_bytes(data[:_GUESSED_FROM]).best()
    return best.encoding if best else "cp1252"


def _encoding_of(data: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    return wide_encoding(data) or "utf-8"


def wide_encoding(data: bytes) -> str:
    """UTF-16 without a mark, told by its zero bytes: in text they are every other one; else empty."""
    sample = data[: _META_WITHIN // 2 * 2]
    half = max(1, len(sample) // 2)
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    if second > 0.6 * half and first < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if first > 0.6 * half and second < 0.1 * half else ""
