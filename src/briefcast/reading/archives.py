"""ZIP archives from strangers: opened in memory, checked before use, inflated only as far as limits allow.

EPUB books and Word documents are ZIP archives of XML. Nothing is ever written to disk, and an archive
within an archive is not opened. The limits count what is inflated, whatever the headers say.
"""

from __future__ import annotations

import re
import struct
import sys
import zipfile
import zlib
from html.entities import html5
from itertools import pairwise
from stat import S_ISLNK
from types import MappingProxyType
from typing import TYPE_CHECKING

from briefcast.errors import SourceError
from briefcast.reading.decoding import decode_markup

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO

    from lxml.etree import _Element as Element

#: The longest list of entries that is read, bytes, and how many it may hold.
MAX_DIRECTORY = 4_000_000
MAX_ENTRIES = 20_000
#: How far one entry and all entries read may inflate, bytes: a long novel is 4 MB of XHTML.
MAX_ENTRY = 16_000_000
MAX_TOTAL = 40_000_000
#: XML is packed to a tenth, a long run of empty tables to a hundredth; past the first megabyte, more is a trap.
MAX_RATIO = 200
RATIO_COUNTS_FROM = 1_000_000

_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml[^>]{0,300}\?>")
_DOCUMENT_TYPE = re.compile(r"<!DOCTYPE[^>\[]{0,500}(?:\[.*?\]\s*)?>", re.I | re.S)
_REFERENCE = re.compile(r"&(?:#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}))|([A-Za-z][A-Za-z0-9]{1,31}));")
#: What is no character in XML 1.0 (section 2.2).
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOCAL_HEADER_BYTES = 30
_CHUNK = 1 << 16
_ENCRYPTED = 0x1
_MODES = 16
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    EOFError,
    OSError,
)


class Archive:
    """An archive whose entries can be read by name, each within the limits."""

    def __init__(self, zipped: zipfile.ZipFile, *, name: str) -> None:
        self._zipped = zipped
        self._name = name
        self._inflated = 0
        self._entries = {entry.filename: entry for entry in zipped.infolist() if not entry.is_dir()}

    @property
    def names(self) -> frozenset[str]:
        """The names of all entries that are files."""
        return frozenset(self._entries)

    def __contains__(self, entry: str) -> bool:
        return entry in self._entries

    def read(self, entry: str) -> bytes:
        """The content of an entry.

        Raises:
            SourceError: missing, damaged, or larger than the limits once inflated.
        """
        if entry not in self._entries:
            raise SourceError(f"{self._name} lacks its part {entry!r}; get a whole copy of the file.")
        held = bytearray()
        try:
            with self._zipped.open(self._entries[entry]) as stream:
                while piece := stream.read(_CHUNK):
                    held += piece
                    self._count(entry, len(piece), len(held))
        except _DAMAGE as error:
            raise SourceError(
                f"{self._name} is damaged: its part {entry!r} cannot be unpacked; get a fresh copy of the file."
            ) from error
        return bytes(held)

    def xml(self, entry: str, *, renamed: Mapping[bytes, bytes] = MappingProxyType({})) -> Element:
        """The root element of an entry that is XML, mended where it is not well formed.

        Args:
            entry: its name.
            renamed: names of name spaces to be replaced before it is read, and by what.

        Raises:
            SourceError: as for ``read``, or there is no element in it at all.
        """
        data = self.read(entry)
        for old, new in renamed.items():
            data = data.replace(old, new)
        root = parse_xml(data, mend=True)
        if root is None:
            raise SourceError(f"{self._name} is damaged: its part {entry!r} is not XML; get a fresh copy of the file.")
        return root

    def _count(self, entry: str, piece: int, inflated: int) -> None:
        self._inflated += piece
        packed = max(1, self._entries[entry].compress_size)
        if inflated > MAX_ENTRY or self._inflated > MAX_TOTAL:
            limit = MAX_ENTRY if inflated > MAX_ENTRY else MAX_TOTAL
            raise SourceError(
                f"{self._name} unpacks to more than {limit // 1_000_000} MB of text; split it and read the parts."
            )
        if inflated > RATIO_COUNTS_FROM and inflated > MAX_RATIO * packed:
            raise SourceError(
                f"{self._name} is packed like a ZIP bomb (its part {entry!r} grows more than {MAX_RATIO} times);"
                " get it from a source you trust."
            )


def open_archive(file: BinaryIO, *, name: str, kind: str) -> Archive:
    """An archive whose list of entries holds no traps. The file stays open while it is read from.

    Args:
        file: what can be read and sought.
        name: what the file is called in messages.
        kind: what it should be, such as "an EPUB book".

    Raises:
        SourceError: not a ZIP archive, damaged, encrypted, or made to do harm.
    """
    try:
        zipped = zipfile.ZipFile(_Bounded(file, name))
    except _DAMAGE as error:
        raise SourceError(
            f"{name} is not {kind}, or only a part of one: it cannot be opened as the ZIP archive that it should be;"
            " get a fresh copy of the file."
        ) from error
    _check(zipped, name)
    return Archive(zipped, name=name)


def parse_xml(data: bytes, *, mend: bool) -> Element | None:
    """The root element of XML, without comments; None if it is not well formed and not to be mended.

    HTML's named entities are understood; the document type goes, and with it all entities that it
    declares. Nothing is fetched.
    """
    from lxml import etree

    text = _DOCUMENT_TYPE.sub("", _DECLARATION.sub("", decode_markup(data)), count=1)
    text = _REFERENCE.sub(_as_number, _FORBIDDEN.sub("", text))
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_pis=True,
        remove_comments=True,
        recover=mend,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if mend and root is not None:
        etree.strip_tags(root, etree.Entity)
    return root


def _as_number(reference: re.Match[str]) -> str:
    """A reference to a character as its number; of one that XML does not know nothing is left."""
    hexadecimal, decimal, name = reference.groups()
    if name:
        characters = html5.get(f"{name};")
        return "".join(f"&#{ord(character)};" for character in characters) if characters else reference[0]
    number = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return "" if number > sys.maxunicode or _FORBIDDEN.match(chr(number)) else reference[0]


class _Bounded:
    """A file that gives no more at once than a list of entries may take."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        self._name = name
        self.seek, self.tell = file.seek, file.tell

    def seekable(self) -> bool:
        """Always: an archive is read from its end."""
        return True

    def read(self, size: int = -1) -> bytes:
        """As many bytes as asked for, unless no honest archive needs so many at once."""
        data = self._file.read(min(size, MAX_DIRECTORY + 1) if size >= 0 else MAX_DIRECTORY + 1)
        if len(data) > MAX_DIRECTORY:
            raise _too_many(self._name)
        return data


def _too_many(name: str) -> SourceError:
    return SourceError(f"{name} holds more than {MAX_ENTRIES:,} files, which no book or document does.")


def _check(zipped: zipfile.ZipFile, name: str) -> None:
    """Refuses an archive whose list of entries could mislead a reader."""
    entries = zipped.infolist()
    if len(entries) > MAX_ENTRIES:
        raise _too_many(name)
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED:
            raise SourceError(f"{name} is locked with a password; save a copy without one and read that.")
        if trap := _trap_in(entry):
            raise SourceError(f"{name} is not safe to open: {trap}; get it from a source you trust.")
        if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise SourceError(
                f"{name} is packed in a way that books and documents never are ({entry.filename!r}); save it anew."
            )
    if len({entry.filename for entry in entries}) < len(entries):
        raise SourceError(f"{name} is not safe to open: two of its files have the same name; save it anew.")
    if _overlap(entries, zipped.start_dir):
        raise SourceError(f"{name} is packed like a ZIP bomb (its files overlap); get it from a source you trust.")


def _trap_in(entry: zipfile.ZipInfo) -> str:
    """What is wrong with an entry's name or kind, or nothing."""
    shown = repr(entry.orig_filename[:80])
    if "\0" in entry.orig_filename or not entry.orig_filename:
        return "a file in it has no proper name"
    if "\\" in entry.orig_filename or entry.orig_filename.startswith("/") or entry.orig_filename[1:2] == ":":
        return f"the file {shown} in it has the name of a place on a disk"
    if ".." in entry.orig_filename.split("/"):
        return f"the file {shown} in it leads out of the archive"
    if S_ISLNK(entry.external_attr >> _MODES):
        return f"{shown} in it is a link to another file"
    return ""


def _overlap(entries: list[zipfile.ZipInfo], directory_begins: int) -> bool:
    """Whether the packed bytes of two entries, or of one and the list of entries, share a place."""
    spans = sorted(
        (entry.header_offset, entry.header_offset + _LOCAL_HEADER_BYTES + entry.compress_size) for entry in entries
    )
    spans.append((directory_begins, directory_begins))
    return any(end > begin for (_, end), (begin, _) in pairwise(spans))
