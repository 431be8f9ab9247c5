"""EPUB 2 or 3 -> Article: the pages of the spine, one at a time, as chapters with the titles of the contents."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from briefcast.errors import SourceError
from briefcast.model import Article, BlockKind, Omission
from briefcast.reading.archives import open_archive
from briefcast.reading.epub.chapters import arrange
from briefcast.reading.epub.contents import Entry, read_contents
from briefcast.reading.epub.matter import BookWords, matter_of
from briefcast.reading.epub.metadata import Metadata, metadata_of
from briefcast.reading.epub.notes import NoteMarks
from briefcast.reading.epub.package import Package, Page, read_package
from briefcast.reading.epub.pages import REASONS, Stretch, read_page
from briefcast.reading.epub.protection import refuse_protected
from briefcast.reading.epub.wording import prose_words, words_of
from briefcast.reading.furniture import furniture_reason

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO

    from briefcast.model import Block
    from briefcast.reading.archives import Archive
    from briefcast.reading.epub.contents import Contents

#: A book with more tags than this is refused; a Bible with a span around each verse number has some 200,000.
MAX_TAGS = 250_000
#: A tag with a thousand attributes: libxml2 compares each with all before it.
_CROWDED_TAG = re.compile(
    rb"""<[A-Za-z][^\s<>/"']*(?:[\s/]+[^\s=<>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s<>"']+))?){1000}"""
)
#: A chapter, and no title page or motto, has more words than this.
_CHAPTER_WORDS = 100
#: Up to how many words guide and landmarks are believed: in a book of one page, all its parts lead there.
_BELIEVED = {"cover page": 150, "title page": 300, "copyright page": 1_500, "table of contents": 5_000}
_OUTSIDE = "outside the reading order"


def parse_epub(file: BinaryIO, *, name: str, fallback_title: str, keep_all: bool = False) -> Article:
    """The article that a book makes: its chapters are headings of the first level.

    Args:
        file: the book; it is read, not closed.
        name: what it is called in messages.
        fallback_title: its title if it tells none.
        keep_all: leave out nothing, not even cover, contents, notes and index.

    Raises:
        SourceError: no EPUB book, damaged, protected by DRM, without text, or beyond the limits.
    """
    archive = open_archive(file, name=name, kind="an EPUB book")
    package = read_package(archive, name)
    refuse_protected(archive, package, name)
    metadata = metadata_of(package.root)
    contents = read_contents(archive, package)
    reader = _Reader(archive, package, contents, metadata, name, keep_all=keep_all)
    for page in package.pages:
        reader.read(page)
    blocks = arrange(reader.stretches, contents.entries)
    if not any(block.text for block in blocks):
        raise _without_text(metadata, name)
    return Article(
        title=metadata.title or fallback_title,
        dek=metadata.subtitle,
        byline=metadata.byline,
        dateline=metadata.dateline,
        published=metadata.published,
        language=metadata.language or "en",
        site=metadata.publisher,
        blocks=blocks,
        omissions=tuple(reader.omissions),
    )


class _Reader:
    """Goes through the pages once and keeps the text apart from what stands around it."""

    def __init__(
        self, archive: Archive, package: Package, contents: Contents, metadata: Metadata, name: str, *, keep_all: bool
    ) -> None:
        self.stretches: list[Stretch] = []
        self.omissions: list[Omission] = []
        self._archive = archive
        self._entries = contents.entries
        self._kinds = _kinds_of_pages(package, contents)
        self._words = _words_of_book(metadata, contents)
        self._name = name
        self._keep_all = keep_all
        self._lines: dict[str, list[tuple[int, Entry]]] = defaultdict(list)
        for number, entry in enumerate(contents.entries):
            self._lines[entry.path].append((number, entry))
        self._marks = NoteMarks()
        self._tags = 0
        self._is_before_text = True
        self._reason_before = ""

    def read(self, page: Page) -> None:
        """Takes in the next page."""
        if not page.is_text or page.path not in self._archive:
            reason = "page that is not text" if page.path in self._archive else "page that the book lacks"
            self.omissions.append(Omission(page.path, reason))
            return
        markup = self._archive.read(page.path)
        self._count_tags(markup)
        stretches, omissions = read_page(
            markup, page.path, self._lines.get(page.path, ()), self._marks, keep_all=self._keep_all
        )
        self.omissions += omissions
        whole = self._reason_for_page(page, stretches)
        for stretch in stretches:
            self._take(stretch, whole or self._reason_for(stretch))

    def _take(self, stretch: Stretch, reason: str) -> None:
        text = "\n".join(block.text for block in stretch.blocks if block.text)
        if not reason:
            self.stretches.append(replace(stretch, blocks=tuple(filter(self._is_text, stretch.blocks))))
            self._is_before_text &= prose_words(stretch.blocks) < _CHAPTER_WORDS
        elif text:
            self.omissions.append(Omission(text, reason))
        self._reason_before = reason

    def _is_text(self, block: Block) -> bool:
        """Whether a block is no line of furniture; such a line goes on record."""
        is_line = block.kind is BlockKind.PARAGRAPH and not self._keep_all
        reason = furniture_reason(block.text) if is_line else None
        if reason:
            self.omissions.append(Omission(block.text, reason))
        return not reason

    def _reason_for_page(self, page: Page, stretches: list[Stretch]) -> str:
        """Why a whole page is left out, by its place in the book or what guide and landmarks call it."""
        if self._keep_all:
            return ""
        if not page.is_linear:
            return _OUTSIDE
        kind = self._kinds.get(page.path, "")
        words = sum(prose_words(stretch.blocks) for stretch in stretches)
        return kind if words <= _BELIEVED.get(kind, words) else ""

    def _reason_for(self, stretch: Stretch) -> str:
        if self._keep_all or not stretch.blocks:
            return ""
        return matter_of(
            stretch,
            self._entries[stretch.entry].title if stretch.entry >= 0 else stretch.page_title,
            self._words,
            is_before_text=self._is_before_text,
            goes_on="" if stretch.entry >= 0 else self._reason_before,
        )

    def _count_tags(self, markup: bytes) -> None:
        self._tags += markup.count(b"<")
        if self._tags > MAX_TAGS or _CROWDED_TAG.search(markup):
            raise SourceError(
                f"{self._name} has far more mark-up than a book needs; save it as plain text and read that."
            )


def _kinds_of_pages(package: Package, contents: Contents) -> Mapping[str, str]:
    """Why whole pages are left out: entry of the archive -> reason."""
    said = [(path, kind) for path, kinds in contents.landmarks.items() for kind in kinds] + list(package.guide.items())
    kinds = {path: REASONS[kind] for path, kind in said if kind in REASONS}
    return kinds | {package.nav: REASONS["toc"]}


def _words_of_book(metadata: Metadata, contents: Contents) -> BookWords:
    names = (metadata.title, metadata.subtitle, metadata.byline, metadata.publisher, metadata.dateline)
    lines = frozenset(words_of(entry.title) for entry in contents.entries)
    return BookWords(
        title=frozenset(words_of(metadata.title)),
        names=frozenset(word for name in names for word in words_of(name)),
        lines=lines,
        in_lines=frozenset(word for line in lines for word in line),
    )


def _without_text(metadata: Metadata, name: str) -> SourceError:
    if metadata.is_fixed_layout:
        return SourceError(
            f"{name} is a book of fixed pages, pictures without text: there is nothing to read aloud;"
            " look for an edition with flowing text."
        )
    return SourceError(f"{name} holds no text to read aloud; if its pages are pictures, look for an edition with text.")
