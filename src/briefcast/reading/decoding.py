"""Bytes -> text: which encoding a file is in, and whether it is text at all."""

from __future__ import annotations

import codecs
import unicodedata

from briefcast.errors import SourceError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

#: Invisible characters that would be spoken or would split a word: soft hyphen, zero-width, bidi.
_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)


def decode(data: bytes, name: str) -> str:
    r"""The text in ``data``: NFC, line ends ``\\n``, no control or invisible characters.

    Raises:
        SourceError: the bytes are not text, or not in an encoding that can be told for sure.
    """
    encoding = _encoding_of(data)
    if encoding == "utf-8" and b"\0" in data:
        raise SourceError(f"{name} is a binary file, not text; give the article as text or Markdown.")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(
            f"{name}, line {line}: the bytes there are not valid {encoding.removesuffix('-sig').upper()};"
            " save the file as UTF-8 and try again."
        ) from None
    return clean(text)


def clean(text: str) -> str:
    r"""``text`` in NFC with plain line ends, without control and invisible characters.

    >>> clean("caf\\u0065\\u0301\\r\\nsoft\\u00adhyphen\\x07")
    'café\\nsofthyphen'
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("\u2028", "\n").replace("\u2029", "\n\n").replace("\x0c", "\n\n").replace("\x0b", "\n")
    text = text.translate(_INVISIBLE)
    return "".join(
        char for char in text if char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs", "Co", "Cn"}
    )


def _encoding_of(data: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    return "utf-8"
