"""Whether a book is locked by DRM (EPUB OCF 3.3, sections 4.2.6.3 and 5): what is enciphered, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefcast.errors import SourceError
from briefcast.reading.epub.trees import first_of, place_of, xml_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefcast.reading.archives import Archive
    from briefcast.reading.epub.package import Package

_ENCRYPTION = "META-INF/encryption.xml"
_RIGHTS = "META-INF/rights.xml"
_FAIRPLAY = "META-INF/sinf.xml"
_LICENCE = "META-INF/license.lcpl"
#: These two garble fonts, so that nobody takes them out of the book; the text stays open.
_FONT_OBFUSCATION = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#rc"})


def refuse_protected(archive: Archive, package: Package, name: str) -> None:
    """Does nothing for a book whose text is open.

    A licence file that was left behind in a book whose text is not enciphered does not count.

    Raises:
        SourceError: the text is enciphered; says by which kind of DRM.
    """
    needed = {page.path for page in package.pages if page.is_text} | {package.nav, package.ncx}
    is_enciphered = not needed.isdisjoint(_enciphered(archive))
    if not is_enciphered and any(part in archive for part in (_RIGHTS, _FAIRPLAY, _LICENCE)):
        is_enciphered = not _first_page_is_open(archive, package)
    if is_enciphered:
        raise SourceError(
            f"{name} is protected by DRM ({_kind(archive)}): Briefcast cannot open it;"
            " ask where you bought it for a copy without DRM."
        )


def _enciphered(archive: Archive) -> Iterator[str]:
    """The entries that need a key."""
    if _ENCRYPTION not in archive:
        return
    for data in xml_tree(archive, _ENCRYPTION).iter("encrypteddata"):
        method = first_of(data.iter("encryptionmethod"))
        if method is None or (method.get("Algorithm") or "").lower() not in _FONT_OBFUSCATION:
            for reference in data.iter("cipherreference"):
                yield place_of(reference.get("URI") or "", "")[0]


def _first_page_is_open(archive: Archive, package: Package) -> bool:
    page = next((page for page in package.pages if page.is_text and page.path in archive), None)
    return page is None or b"<" in archive.read(page.path).replace(b"\0", b"")[:1000]


def _kind(archive: Archive) -> str:
    """The name of the DRM, by the files it leaves and the name spaces in them."""
    if _FAIRPLAY in archive:
        return "Apple FairPlay"
    signs = b"".join(archive.read(part) for part in (_RIGHTS, _ENCRYPTION) if part in archive).lower()
    if _LICENCE in archive or b"license.lcpl" in signs:
        return "Readium LCP"
    if b"ns.adobe.com/adept" in signs:
        return "Adobe ADEPT"
    return "Kobo" if b"kobo" in signs else "of a kind it does not name"
