"""PDF -> Article: from the words on its pages to blocks in reading order, and what was left out."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefcast.errors import SourceError
from briefcast.model import Article, Block, BlockKind, Omission
from briefcast.reading.furniture import furniture_reason
from briefcast.reading.headmatter import date_in
from briefcast.reading.pdf.columns import columns_of
from briefcast.reading.pdf.extraction import printed
from briefcast.reading.pdf.head import head_of
from briefcast.reading.pdf.headings import levels_of, without_front_headings
from briefcast.reading.pdf.hyphens import Vocabulary
from briefcast.reading.pdf.lines import rows_of, settled
from briefcast.reading.pdf.paragraphs import MARKER, continued, paragraphs_of
from briefcast.reading.pdf.printed import Column, Grid, Paragraph, Printed, Role, Sheet
from briefcast.reading.pdf.roles import with_roles
from briefcast.reading.pdf.running_heads import without_running_heads
from briefcast.reading.pdf.setting import Setting, lines_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import BinaryIO

    from briefcast.reading.pdf.lines import Row

#: Seconds that a document may take.
MAX_SECONDS = 300.0
#: Letters on a page that is but a picture: its number, a stamp.
MAX_STAMP = 20
#: Roles that are left out, unless all is to be kept.
_LEFT_OUT = {Role.FOOTNOTE, Role.CONTENTS, Role.REFERENCE}
_KINDS = {
    Role.HEADING: BlockKind.HEADING,
    Role.ITEM: BlockKind.LIST_ITEM,
    Role.QUOTE: BlockKind.QUOTE,
}
_BULLETS = "•·▪●◦‣⁃■□➢✓❖–—*-"


def parse_pdf(file: BinaryIO, *, name: str, fallback_title: str, keep_all: bool = False) -> Article:
    """The article in a PDF with a text layer, its language taken to be English.

    Args:
        file: the PDF, open for reading.
        name: what an error calls it.
        fallback_title: the title of a document that has none.
        keep_all: running heads, page numbers, footnotes and reference lists are read as well.

    Raises:
        SourceError: not a PDF, damaged, protected, too large, or without text.
    """
    deadline = time.monotonic() + MAX_SECONDS
    document = printed(file, name=name, deadline=deadline)
    sheets = [sheet for sheet in document.sheets if _is_readable(sheet)]
    if all(_is_picture(sheet) for sheet in sheets):
        raise SourceError(_why_silent(document.sheets, name))
    omissions = _aside(document.sheets)
    pages, marks = _rows(sheets)
    if marks:
        omissions.append(Omission(" ".join(marks), "footnote mark"))
    if not keep_all:
        pages, heads = without_running_heads(pages)
        omissions += heads
    return _article(document, sheets, pages, omissions, _Options(name, fallback_title, keep_all, deadline))


@dataclass(frozen=True, slots=True)
class _Options:
    name: str
    fallback_title: str
    keep_all: bool
    #: On the monotonic clock, seconds.
    deadline: float


def _article(
    document: Printed, sheets: Sequence[Sheet], pages: Sequence[list[Row]], omissions: list[Omission], options: _Options
) -> Article:
    columns: list[Column] = []
    for sheet, rows in zip(sheets, pages, strict=True):
        columns += columns_of(rows, sheet.number)
        if time.monotonic() > options.deadline:
            raise SourceError(
                f"{options.name} takes too long to read: stopped at page {sheet.number}; split it into parts."
            )
    setting = Setting.of(columns)
    vocabulary = Vocabulary.of(line.text for line in lines_in(columns))
    parts = with_roles(paragraphs_of(columns, setting, vocabulary), setting, document.bookmarks)
    parts = continued(parts, setting, vocabulary)
    head = head_of(parts, document.labels, setting, fallback_title=options.fallback_title)
    parts = without_front_headings(parts, head.taken)
    written = _Writer(levels_of(parts, document.bookmarks, head.taken), keep_all=options.keep_all)
    written.write(parts, head.taken)
    return Article(
        title=head.title,
        byline=head.byline,
        dateline=head.dateline,
        published=date_in(head.dateline) if head.dateline else None,
        blocks=tuple(written.blocks),
        omissions=(*omissions, *written.omissions),
    )


def _is_readable(sheet: Sheet) -> bool:
    letters = sum(len(word.text) for word in sheet.words)
    return letters > sheet.unreadable


def _is_picture(sheet: Sheet) -> bool:
    """Whether the page is a picture, with no more text than a number stamped on it."""
    return sheet.pictures > 0 and sum(len(word.text) for word in sheet.words) < MAX_STAMP


def _why_silent(sheets: Sequence[Sheet], name: str) -> str:
    count = f"{len(sheets)} page" + ("s" if len(sheets) > 1 else "")
    if any(sheet.unreadable for sheet in sheets):
        return f"{name} does not say what its letters mean, so its text cannot be read; run it through OCR first."
    if any(sheet.pictures for sheet in sheets):
        return f"{name} cannot be read aloud, there is no text in it: {count} of images; run it through OCR first."
    return f"{name} cannot be read aloud, there is no text in it: {count}, all blank."


def _aside(sheets: Iterable[Sheet]) -> list[Omission]:
    """What no page's text holds: pages that are pictures, print at an angle or beyond the edge."""
    out: list[Omission] = []
    for sheet in sheets:
        if sheet.unreadable and not _is_readable(sheet):
            out.append(Omission(f"page {sheet.number}", "page whose letters have no meaning in the file"))
        elif _is_picture(sheet):
            out.append(Omission(f"page {sheet.number}", "page without text: an image only"))
        if sheet.aside:
            out.append(Omission(" ".join(sheet.aside), "text at an angle or off the page"))
    return list(dict.fromkeys(out))


def _rows(sheets: Iterable[Sheet]) -> tuple[list[list[Row]], list[str]]:
    pages: list[list[Row]] = []
    marks: list[str] = []
    for sheet in sheets:
        words, found = settled(sheet.words)
        pages.append(rows_of(words))
        marks += found
    return pages, marks


@dataclass(slots=True)
class _Writer:
    """Turns parts into blocks one by one, and keeps what is not spoken."""

    levels: dict[int, int]
    keep_all: bool
    blocks: list[Block] = field(default_factory=list)
    omissions: list[Omission] = field(default_factory=list)

    def write(self, parts: Sequence[Paragraph | Grid], taken: frozenset[int]) -> None:
        """Writes all parts but those the head has taken."""
        for place, part in enumerate(parts):
            if place in taken:
                continue
            if isinstance(part, Grid):
                self._grid(part, _caption_beside(parts, place))
            elif part.role is Role.CAPTION:
                if not any(_caption_beside(parts, beside) is part for beside in (place - 1, place + 1)):
                    self._caption(part)
            else:
                self._paragraph(part, self.levels.get(place, 0))

    def _paragraph(self, part: Paragraph, level: int) -> None:
        role = part.role
        if role in {Role.CODE, Role.FORMULA}:
            self._unread(BlockKind(role.value), part)
        elif role is Role.LABEL:
            self.omissions.append(Omission(part.text, "lettering of an image: not read out"))
        elif role in _LEFT_OUT and not self.keep_all:
            self.omissions.append(Omission(part.text, role.value))
        elif not self.keep_all and role is not Role.HEADING and (reason := furniture_reason(part.text)):
            self.omissions.append(Omission(part.text, reason))
        else:
            text = _without_bullet(part.text) if role is Role.ITEM else part.text
            self.blocks.append(Block(_KINDS.get(role, BlockKind.PARAGRAPH), text, level))

    def _unread(self, kind: BlockKind, part: Paragraph) -> None:
        """Code or a formula: one block for a run of them, and what stood there on record."""
        text = "\n".join(line.text for line in part.lines)
        reason = f"{kind}: not read out"
        last = self.omissions[-1] if self.omissions else None
        if self.blocks and self.blocks[-1].kind is kind and last and last.reason == reason:
            self.omissions[-1] = Omission(f"{last.text}\n{text}", reason)
            return
        self.omissions.append(Omission(text, reason))
        self.blocks.append(Block(kind, ""))

    def _caption(self, part: Paragraph) -> None:
        kind = BlockKind.TABLE if _is_of_table(part) else BlockKind.IMAGE
        self.blocks.append(Block(kind, part.text))
        self.omissions.append(Omission(part.text, f"{kind}: not read out"))

    def _grid(self, grid: Grid, caption: Paragraph | None) -> None:
        head = ", ".join(cell for cell in grid.rows[0] if cell)
        self.blocks.append(Block(BlockKind.TABLE, caption.text if caption else head))
        self.omissions.append(Omission("\n".join(" | ".join(row) for row in grid.rows), "table: not read out"))


def _caption_beside(parts: Sequence[Paragraph | Grid], place: int) -> Paragraph | None:
    """The caption of the table at ``place``: above it, or else below."""
    if not 0 <= place < len(parts) or not isinstance(parts[place], Grid):
        return None
    for beside in (place - 1, place + 1):
        part = parts[beside] if 0 <= beside < len(parts) else None
        if isinstance(part, Paragraph) and part.role is Role.CAPTION and _is_of_table(part):
            return part
    return None


def _is_of_table(part: Paragraph) -> bool:
    return part.text[:3].casefold() == "tab"


def _without_bullet(text: str) -> str:
    """A list item's text; a number before it stays, a bullet goes."""
    match = MARKER.match(text)
    return text[match.end() :] if match and match[0].strip() in {*_BULLETS, "o"} else text
