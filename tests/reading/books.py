"""Makes sample books, documents and archives for the tests, and spoils them; nothing binary is kept."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
_SENTENCES = (
    "The ferry left before the gulls had finished their quarrel over the fish market.",
    "Nobody on the quay could say which of the three captains had given the order.",
    "Mira counted the lamps along the wall and found that one was missing again.",
    "In the kitchen the old clock struck nine, although it was barely half past seven.",
    "He folded the map twice and put it where his mother would never look for it.",
    "Rain came in from the west, first as a smell and then as a sound on the roofs.",
)


def prose(paragraphs: int = 2, words: int = 40, start: int = 0) -> str:
    """Paragraphs of a story that goes nowhere, as XHTML; ``start`` varies where it begins."""
    out = []
    for number in range(paragraphs):
        text: list[str] = []
        while len(text) < words:
            text += _SENTENCES[(start + number + len(text)) % len(_SENTENCES)].split()
        out.append(f"<p>{' '.join(text[:words])}.</p>")
    return "\n".join(out)


def page(body: str, *, title: str = "", head: str = "", body_type: str = "", language: str = "en") -> str:
    """A page of XHTML as EPUB 3 wants it."""
    kind = f" epub:type={quoteattr(body_type)}" if body_type else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' xml:lang="{language}"><head><title>{escape(title)}</title>{head}</head><body{kind}>{body}</body></html>'
    )


def old_page(body: str, *, title: str = "") -> str:
    """A page of XHTML 1.1 with its document type, as EPUB 2 has it."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN"'
        ' "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title>{escape(title)}</title></head><body>{body}</body></html>"
    )


#: A line of a table of contents: title, where it leads ("" for nowhere), the lines under it.
Line = tuple[str, str] | tuple[str, str, Sequence["Line"]]


def nav(lines: Sequence[Line], *, landmarks: Mapping[str, str] | None = None) -> str:
    """EPUB 3's table of contents; ``landmarks`` are type -> reference."""

    def items(lines: Sequence[Line]) -> str:
        out = ""
        for title, href, *under in lines:
            label = f"<a href={quoteattr(href)}>{escape(title)}</a>" if href else f"<span>{escape(title)}</span>"
            out += f"<li>{label}{f'<ol>{items(under[0])}</ol>' if under else ''}</li>"
        return out

    marks = "".join(
        f'<li><a epub:type="{kind}" href="{href}">{kind}</a></li>' for kind, href in (landmarks or {}).items()
    )
    second = f'<nav epub:type="landmarks" hidden=""><ol>{marks}</ol></nav>' if marks else ""
    return page(f'<nav epub:type="toc"><h1>Contents</h1><ol>{items(lines)}</ol></nav>{second}', title="Contents")


def ncx(lines: Sequence[Line]) -> str:
    """EPUB 2's table of contents."""

    def points(lines: Sequence[Line]) -> str:
        out = ""
        for title, href, *under in lines:
            content = f"<content src={quoteattr(href)}/>"
            out += f"<navPoint><navLabel><text>{escape(title)}</text></navLabel>{content}"
            out += f"{points(under[0]) if under else ''}</navPoint>"
        return out

    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN"'
        ' "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">\n'
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><docTitle><text>A book</text></docTitle>'
        f"<navMap>{points(lines)}</navMap></ncx>"
    )


METADATA = (
    "<dc:title>The Lamplighter’s Ledger</dc:title><dc:creator>Mira Holt</dc:creator><dc:language>en-GB</dc:language>"
)


#: Pieces that spoil mark-up where they do not belong.
SPOILERS = (
    "<p>|</p>|<w:p>|</w:p>|<w:tbl><w:tr><w:tc>|<w:r><w:t>|<w:drawing>|<mc:AlternateContent>|<m:oMath>|w:val='9'"
    "|<h1 id='b'>|</body>|<a href='#n'>1</a>|<ol><li>|<table><tr>|<aside epub:type='footnote'>|&nbsp;|&#0;|&#x1F;|&x;"
    "|<![CDATA[|]]>|<!--|-->|<?x|\"|'|<|>|\x00|\ud7ff|:|}"
).split("|")


@dataclass(frozen=True)
class Book:
    """The parts of an EPUB, put together by ``bytes()`` or ``file()``."""

    #: Name within OEBPS -> content, in the order of the spine.
    pages: Mapping[str, str | bytes]
    nav: str = ""
    ncx: str = ""
    metadata: str = METADATA
    guide: Mapping[str, str] = field(default_factory=dict)
    #: Pages outside the reading order.
    outside: Sequence[str] = ()
    #: Further entries of the archive.
    others: Mapping[str, str | bytes] = field(default_factory=dict)

    def opf(self) -> str:
        media = {name: "image/svg+xml" if name.endswith(".svg") else "application/xhtml+xml" for name in self.pages}
        items = [f'<item id="i{n}" href="{name}" media-type="{media[name]}"/>' for n, name in enumerate(self.pages)]
        refs = [
            f'<itemref idref="i{n}"{" linear=" + chr(34) + "no" + chr(34) if name in self.outside else ""}/>'
            for n, name in enumerate(self.pages)
        ]
        if self.nav:
            if "nav.xhtml" in self.pages:
                items = [item.replace('href="nav.xhtml"', 'href="nav.xhtml" properties="nav"') for item in items]
            else:
                items.append('<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>')
        if self.ncx:
            items.append('<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>')
        guide = "".join(f'<reference type="{kind}" href="{href}"/>' for kind, href in self.guide.items())
        return (
            '<?xml version="1.0" encoding="utf-8"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
            f"{self.metadata}</metadata><manifest>{''.join(items)}</manifest>"
            f"<spine{' toc=' + chr(34) + 'ncx' + chr(34) if self.ncx else ''}>{''.join(refs)}</spine>"
            f"{'<guide>' + guide + '</guide>' if guide else ''}</package>"
        )

    def entries(self) -> dict[str, str | bytes]:
        tables = {"OEBPS/nav.xhtml": self.nav, "OEBPS/toc.ncx": self.ncx}
        return {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "OEBPS/book.opf": self.opf(),
            **{name: content for name, content in tables.items() if content},
            **{f"OEBPS/{name}": content for name, content in self.pages.items()},
            **self.others,
        }

    def bytes(self) -> bytes:
        return zipped(self.entries())

    def file(self) -> io.BytesIO:
        return io.BytesIO(self.bytes())


def zipped(entries: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of these entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def overlapping() -> bytes:
    """An archive whose second file lies where its first does: small, and yet as large as one likes unpacked."""
    data = bytearray(zipped({"a.txt": "the same bytes", "b.txt": "the same bytes"}))
    second = data.rfind(b"PK\x01\x02")
    data[second + 42 : second + 46] = (0).to_bytes(4, "little")
    return bytes(data)


def flagged(data: bytes, flag: int) -> bytes:
    """The archive with a flag set in the list of its entries (1 says "encrypted")."""
    changed = bytearray(data)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 8] |= flag
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def with_bytes(data: bytes, changes: Sequence[tuple[int, int]]) -> bytes:
    """The data with bytes changed at some places, which are counted round and round."""
    changed = bytearray(data)
    for place, value in changes:
        changed[place % len(changed)] = value
    return bytes(changed)


def without_entry(data: bytes, number: int) -> bytes:
    """The archive without one of its entries."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        lost = names[number % len(names)]
        return zipped({name: archive.read(name) for name in names if name != lost})


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def with_parts(data: bytes, parts: Mapping[str, str]) -> bytes:
    """The Word document with further parts: relation, such as "footnotes" -> XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    relations = str(entries["word/_rels/document.xml.rels"], "utf-8")
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    for number, (kind, xml) in enumerate(parts.items()):
        entries[f"word/{kind}.xml"] = xml
        relation = f'<Relationship Id="extra{number}" Type="{kinds}/{kind}" Target="{kind}.xml"/>'
        relations = relations.replace("</Relationships>", f"{relation}</Relationships>")
    return zipped({**entries, "word/_rels/document.xml.rels": relations})


def replaced(data: bytes, entry: str, *changes: tuple[str, str]) -> bytes:
    """The archive with words of one entry replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    text = str(entries[entry], "utf-8")
    for old, new in changes:
        assert old in text, f"{old} is not in {entry}"
        text = text.replace(old, new)
    return zipped({**entries, entry: text})
