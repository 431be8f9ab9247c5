"""What a file that should be a Word document is instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefcast.errors import SourceError

if TYPE_CHECKING:
    from typing import BinaryIO

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BLOCK = 1 << 20
#: Names in the directory of an OLE file ([MS-CFB], UTF-16) -> what the file is. The first that is there counts.
_STREAMS = (
    ("EncryptedPackage", "is locked with a password; open it in Word, take the password off, and save it as .docx"),
    ("WordDocument", "is a document of Word 97 to 2003 (.doc); open it in Word or LibreOffice and save it as .docx"),
    ("Workbook", "is a spreadsheet, not a Word document; save the text of it as .docx"),
    ("PowerPoint Document", "is a presentation, not a Word document; save the text of it as .docx"),
    ("__properties_version1.0", "is an Outlook message, not a Word document; save it as .eml or .docx"),
)
_OTHER_ARCHIVES = {
    "content.xml": "is an OpenDocument file (.odt); open it in Word or LibreOffice and save it as .docx",
    "xl/workbook.xml": "is a spreadsheet, not a Word document; save the text of it as .docx",
    "ppt/presentation.xml": "is a presentation, not a Word document; save the text of it as .docx",
    "META-INF/container.xml": "is an EPUB book, not a Word document; name it .epub",
    "Index/Document.iwa": "is a Pages document; export it from Pages as Word (.docx)",
}


def refuse_other_kinds(file: BinaryIO, name: str) -> None:
    """Does nothing for a file that is not one of Word's older or locked ones; it is left at its beginning.

    Raises:
        SourceError: it is; says what to do.
    """
    file.seek(0)
    head = file.read(_BLOCK)
    if head.startswith(_OLE):
        found = _names_in(file, head)
        what = next((what for stream, what in _STREAMS if stream in found), "is no Word document; save it as .docx")
        raise SourceError(f"{name} {what}.")
    if head.startswith(b"{\\rtf"):
        raise SourceError(f"{name} is a Rich Text file; open it in Word or LibreOffice and save it as .docx.")
    if head.lstrip()[:1] == b"<" and b"<html" in head[:4000].lower():
        raise SourceError(f"{name} is a web page with the name of a Word document; name it .html.")
    file.seek(0)


def other_archive(names: frozenset[str], name: str) -> SourceError:
    """The failure for a ZIP archive that holds no Word document."""
    what = next((what for part, what in _OTHER_ARCHIVES.items() if part in names), "")
    return SourceError(f"{name} {what or 'is a ZIP archive but no Word document; give the document itself'}.")


def _names_in(file: BinaryIO, head: bytes) -> set[str]:
    """Which of the known names stand anywhere in an OLE file, read block by block."""
    wanted = {stream: stream.encode("utf-16-le") for stream, _ in _STREAMS}
    found: set[str] = set()
    block, overlap = head, b""
    while block:
        joined = overlap + block
        found.update(stream for stream, name in wanted.items() if name in joined)
        overlap, block = joined[-100:], file.read(_BLOCK)
    return found
