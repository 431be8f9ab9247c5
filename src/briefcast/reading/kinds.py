"""What a source is: told by its content first, by its name and declared type second."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from briefcast.errors import SourceError
from briefcast.reading.decoding import decode_markup, wide_encoding

if TYPE_CHECKING:
    from collections.abc import Callable


class Kind(StrEnum):
    """Kinds of source that can be read."""

    TEXT = "text"
    MARKDOWN = "Markdown"
    HTML = "web page"
    FEED = "feed"
    ADDRESSES = "list of addresses"
    EPUB = "EPUB"
    PDF = "PDF"
    DOCX = "Word document"
    MAIL = "e-mail"


#: A kind is told from this many bytes.
LOOKED_AT = 16_384

MARKDOWN_SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd"})
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_KNOWN = "text, Markdown, HTML, EPUB, PDF, .docx, .eml, or a feed"

_OPENS_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*+<(?:!doctype\s+html|html|head|body|meta|title|article|main|div|section|p|h1)\b",
    re.I | re.S,
)
_TAG = re.compile(r"</?(?:p|div|h[1-6]|a|span|ul|li|article|section|body|table|img|br)\b[^<>]*>", re.I)
_ADDRESS = re.compile(r"https?://\S+", re.I)
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:[\w-]+[ \t]*:.*\n|(?![\w-]+[ \t]*:)[ \t#-].*\n){1,60}?---[ \t]*\n")
_MARKDOWN_HEADING = re.compile(r"^#{1,6} \S", re.M)
_MARKDOWN_MARK = re.compile(r"^```|^> \S|\]\((?:https?:|/|#|\w)|\*\*\S|^[*-] \S|^!\[", re.M)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kind_of(file: BinaryIO, name: str, declared: str = "") -> Kind:
    """The kind of what ``file`` holds; the file is left at its beginning.

    Args:
        file: the source, which can be rewound.
        name: its name or address.
        declared: the media type that a server gave, or empty.

    Raises:
        SourceError: it is of a kind that holds no text, or none that can be read.
    """
    head = file.read(LOOKED_AT)
    file.seek(0)
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_archive(file, name)
    if head.startswith(_OLE):
        return Kind.DOCX  # its reader says what it is instead
    _refuse_binary(head, name)
    return _kind_of_text(head, PurePath(name).suffix.lower(), declared)


def _kind_of_archive(file: BinaryIO, name: str) -> Kind:
    from briefcast.reading.archives import open_archive

    entries = set(open_archive(file, name=name, kind="an archive that Briefcast reads").names)
    file.seek(0)
    suffix = PurePath(name).suffix.lower()
    if "META-INF/container.xml" in entries or suffix == ".epub":
        return Kind.EPUB
    if any(entry.startswith("word/") for entry in entries) or suffix == ".docx":
        return Kind.DOCX
    if "content.xml" in entries:
        raise SourceError(f"{name} is an OpenDocument file; save it as .docx and try again.")
    raise SourceError(f"{name} is a ZIP archive; unpack it and give the article in it ({_KNOWN}).")


def _kind_of_text(head: bytes, suffix: str, declared: str) -> Kind:
    """The kind of a source that is text: the first test that it passes decides."""
    from briefcast.reading.feed import looks_like_feed
    from briefcast.reading.mail import looks_like_mail

    text = decode_markup(head)
    tests: tuple[tuple[Kind, Callable[[], bool]], ...] = (
        (Kind.FEED, lambda: looks_like_feed(head)),
        (Kind.MAIL, lambda: suffix != ".md" and looks_like_mail(head)),
        (Kind.ADDRESSES, lambda: _is_list_of_addresses(text)),
        (Kind.MARKDOWN, lambda: suffix in MARKDOWN_SUFFIXES or declared == "text/markdown"),
        (Kind.HTML, lambda: bool(_OPENS_PAGE.match(text)) or suffix in _HTML_SUFFIXES or "html" in declared),
        (Kind.HTML, lambda: suffix != ".txt" and len(_TAG.findall(text)) > max(5, len(text) / 400)),
        (Kind.MARKDOWN, lambda: _is_markdown(text)),
        (Kind.MAIL, lambda: suffix == ".eml"),
    )
    return next((kind for kind, test in tests if test()), Kind.TEXT)


def _is_list_of_addresses(text: str) -> bool:
    """Whether every line is an address, a comment, or empty, and there is an address."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    whole = lines if len(text) < LOOKED_AT else lines[:-1]
    return bool(whole) and all(_ADDRESS.fullmatch(line) for line in whole)


def _is_markdown(text: str) -> bool:
    return bool(_FRONT_MATTER.match(text)) or (
        bool(_MARKDOWN_HEADING.search(text)) and bool(_MARKDOWN_MARK.search(text))
    )


def _refuse_binary(head: bytes, name: str) -> None:
    """Refuses pictures, sound, programs and documents that are no text."""
    if head.startswith(b"{\\rtf"):
        raise SourceError(f"{name} is a Rich Text file; save it as .docx or plain text and try again.")
    text_like = head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) or b"\0" not in head
    if text_like and sum(byte < 9 or 13 < byte < 27 for byte in head[:2000]) < 20:
        return
    if wide_encoding(head) or head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return
    found = _binary_kind(head)
    what = f"is {found}, not text" if found else "is a binary file, not text"
    raise SourceError(f"{name} {what}; give the article as {_KNOWN}.")


def _binary_kind(head: bytes) -> str:
    """What a file is, such as "a PNG picture", where its signature is known."""
    import puremagic

    try:
        match = puremagic.magic_string(head)[0]
    except (puremagic.PureError, ValueError, IndexError):
        return ""
    sort = (match.mime_type or "").split("/")[0]
    noun = {"image": "picture", "audio": "sound file", "video": "film", "font": "font"}.get(sort, "file")
    label = match.extension.lstrip(".").upper()
    return f"a {label} {noun}" if label and match.confidence >= 0.4 else ""
