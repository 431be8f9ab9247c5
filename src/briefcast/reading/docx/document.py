"""Word document (.docx) -> Article, by way of mammoth's HTML."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError

from lxml import etree

from briefcast.errors import SourceError
from briefcast.model import Article, Block, BlockKind, Omission
from briefcast.reading.archives import open_archive
from briefcast.reading.decoding import letters_of
from briefcast.reading.docx.numbering import Numbering
from briefcast.reading.docx.paragraphs import STYLE_MAP, Head, name_by_meaning
from briefcast.reading.docx.preparing import Taken, join_runs, simplify, text_within
from briefcast.reading.docx.properties import Properties, read_properties
from briefcast.reading.docx.recognition import other_archive, refuse_other_kinds
from briefcast.reading.docx.styles import WORD, read_styles
from briefcast.reading.docx.tables import arrange_tables, with_captions
from briefcast.reading.headmatter import date_in, is_byline, take_credits
from briefcast.reading.html.fragment import parse_fragment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from lxml.etree import _Element as Element

    from briefcast.reading.archives import Archive

#: A document with more elements or paragraphs than this is refused; a page of Word has some 300 and 20.
MAX_ELEMENTS = 600_000
MAX_PARAGRAPHS = 20_000
#: mammoth's memory grows with what it is given: so many paragraphs and tables.
_AT_ONCE = 500
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": WORD[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/": b"http://schemas.openxmlformats.org/officeDocument/2006/",
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
}
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_PACKAGE = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>',
    "word/document.xml": f'<w:document xmlns:w="{WORD[1:-1]}"><w:body>{{}}</w:body></w:document>',
}
_STAND_IN = re.compile(r"BriefcastStandIn\d+End")
#: What mammoth, written for documents that are in order, may raise over others.
_CONFUSED = (ArithmeticError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError, ExpatError)


def parse_docx(file: BinaryIO, *, name: str, fallback_title: str, keep_all: bool = False) -> Article:
    """The article in a Word document.

    Args:
        file: the document; it is read, not closed.
        name: what it is called in messages.
        fallback_title: its title if it tells none.
        keep_all: leave nothing out: notes, headers and footers follow as paragraphs.

    Raises:
        SourceError: no Word document, damaged, locked, without text, or beyond the limits.
    """
    refuse_other_kinds(file, name)
    archive = open_archive(file, name=name, kind="a Word document")
    parts = _Parts(archive, name)
    body = _body(parts, name)
    styles = read_styles(parts.root("styles"))
    taken = simplify(body)
    head = name_by_meaning(body, styles, Numbering(parts.root("numbering")))
    arrange_tables(body)
    join_runs(body)
    fragment = parse_fragment(_with_stand_ins(with_captions(_html_of(body, name)), taken), keep_all=keep_all)
    beside = [*_notes(parts, taken), *_margins(parts)]
    blocks = [replace(block, anchor="") for block in fragment.blocks]
    if keep_all:
        blocks += [Block(BlockKind.PARAGRAPH, omission.text) for omission in beside]
    article = _article(blocks, head, read_properties(parts.root("core-properties")), fallback_title)
    if not any(block.text for block in article.blocks):
        raise SourceError(f"{name} holds no text to read aloud; if its pages are pictures, save it as a PDF with text.")
    return replace(
        article,
        language=article.language or styles.language or "en",
        omissions=(
            *taken.omissions,
            *_contents(head),
            *fragment.omissions,
            *(() if keep_all else beside),
            *_comments(parts),
        ),
    )


class _Parts:
    """The parts of a document by what they are to it."""

    def __init__(self, archive: Archive, name: str) -> None:
        self._archive = archive
        self._name = name
        self._elements = 0
        self._found = self._related("")
        self.main = next(iter(self._found.get("officeDocument", ["word/document.xml"])))
        if self.main not in archive:
            raise other_archive(archive.names, name)
        self._found |= self._related(self.main)

    def root(self, kind: str) -> Element | None:
        """The root element of the first part of a kind, such as "styles"; None if there is none."""
        return next(self.roots(kind), None)

    def roots(self, kind: str) -> Iterator[Element]:
        """The root elements of all parts of a kind, such as "header"."""
        for path in self._found.get(kind, ()):
            if path in self._archive:
                yield self.parse(path)

    def parse(self, path: str) -> Element:
        """The root element of a part, in the name spaces that most documents use."""
        root = self._archive.xml(path, renamed=_STRICT)
        self._elements += sum(1 for _ in root.iter())
        if self._elements > MAX_ELEMENTS or sum(1 for _ in root.iter(WORD + "p")) > MAX_PARAGRAPHS:
            raise SourceError(f"{self._name} is too large to be one document; split it and read the parts.")
        return root

    def _related(self, path: str) -> dict[str, list[str]]:
        folder, _, base = path.rpartition("/")
        relations = posixpath.join(folder, "_rels", f"{base}.rels")
        found: dict[str, list[str]] = defaultdict(list)
        for relation in self._archive.xml(relations).iter(_RELATION) if relations in self._archive else ():
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or "")).lstrip("/")
            found[(relation.get("Type") or "").rpartition("/")[2]].append(target)
        return found


def _body(parts: _Parts, name: str) -> Element:
    body = parts.parse(parts.main).find(WORD + "body")
    if body is None:
        raise SourceError(f"{name} is damaged: its main part {parts.main!r} has no body; get a fresh copy of the file.")
    return body


def _html_of(body: Element, name: str) -> str:
    """The body as HTML, by mammoth, which is given nothing else of the document, and not all at once."""
    import mammoth

    pages: list[str] = []
    for start in range(0, len(body), _AT_ONCE):
        piece = "".join(etree.tostring(child, encoding="unicode") for child in body[start : start + _AT_ONCE])
        package = io.BytesIO()
        with zipfile.ZipFile(package, "w") as archive:
            for part, content in _PACKAGE.items():
                archive.writestr(part, content.format(piece))
        try:
            result = mammoth.convert_to_html(
                package, style_map=STYLE_MAP, include_default_style_map=False, include_embedded_style_map=False
            )
        except _CONFUSED as error:
            raise SourceError(
                f"{name} is built in a way that cannot be read; open it in Word or LibreOffice and save it as .docx."
            ) from error
        pages.append(result.value)
    return "".join(pages)


def _with_stand_ins(html: str, taken: Taken) -> str:
    """The HTML with equations and pictures where words stand for them, and with hyphens that voices know."""
    return _STAND_IN.sub(lambda word: taken.stand_ins.get(word[0], word[0]), html).replace("\u2011", "-")


def _notes(parts: _Parts, taken: Taken) -> Iterator[Omission]:
    """Footnotes and endnotes that the text has marks for, in the order of the marks."""
    texts = {
        (kind, note.get(WORD + "id") or ""): text_within(note)
        for kind in ("footnote", "endnote")
        for root in parts.roots(f"{kind}s")
        for note in root.iter(WORD + kind)
    }
    return (Omission(texts[note], note[0]) for note in dict.fromkeys(taken.notes) if texts.get(note))


def _margins(parts: _Parts) -> Iterator[Omission]:
    """Headers and footers, each text once; one without letters is a page number."""
    for kind, reason in (("header", "running head"), ("footer", "running foot")):
        texts = dict.fromkeys(text_within(root) for root in parts.roots(kind))
        yield from (Omission(text, reason) for text in texts if any(map(str.isalpha, text)))


def _comments(parts: _Parts) -> Iterator[Omission]:
    comments = (comment for root in parts.roots("comments") for comment in root.iter(WORD + "comment"))
    return (Omission(text, "comment") for text in map(text_within, comments) if text)


def _contents(head: Head) -> list[Omission]:
    text = " · ".join(filter(None, head.contents))
    return [Omission(text, "table of contents")] if text else []


def _article(blocks: list[Block], head: Head, properties: Properties, fallback_title: str) -> Article:
    """The article with its title, byline and date: as set in the text, else by the document's properties."""
    title, blocks = _title(blocks, head.title, properties.title)
    byline, dateline, blocks = _credits(blocks, head)
    return Article(
        title=title or fallback_title,
        dek=head.subtitle,
        byline=byline or properties.byline,
        dateline=dateline,
        published=date_in(dateline) or properties.created,
        language=properties.language,
        blocks=tuple(blocks),
    )


def _title(blocks: list[Block], styled: str, given: str) -> tuple[str, list[Block]]:
    """The title, and the blocks without the heading that says it.

    A heading that a document opens with is its title if no style says what is and no other heading is as high.
    """
    first = next((block for block in blocks if block.kind is not BlockKind.IMAGE), None)
    if first is None or first.kind is not BlockKind.HEADING:
        return styled or given, blocks
    highest = min(block.level for block in blocks if block.kind is BlockKind.HEADING)
    is_alone = first.level == highest and sum(block.level == highest for block in blocks) == 1
    if letters_of(first.text) == letters_of(styled or given) or (not styled and is_alone):
        return styled or first.text, [block for block in blocks if block is not first]
    return styled or given, blocks


def _credits(blocks: list[Block], head: Head) -> tuple[str, str, list[Block]]:
    """Byline and date that are styled as such, or stand in lines above the text."""
    byline = head.author if not head.author or is_byline(head.author) else f"By {head.author}"
    rest, byline, dateline = take_credits(blocks, byline, head.date if date_in(head.date) else "")
    return byline, dateline, rest
