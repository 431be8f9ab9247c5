"""The values between a PDF and its article: words at places, lines, paragraphs.

Lengths are points. Coordinates are those of the page turned so that most of its text stands upright:
x grows to the right, y upwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Face:
    """The look of a word."""

    #: Height of the em as printed.
    size: float
    bold: bool = False
    italic: bool = False
    #: All its letters are equally wide.
    mono: bool = False
    #: From a font of mathematical signs.
    maths: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or the part of one that is printed in one go, at its place."""

    text: str
    left: float
    right: float
    #: Height of the line it stands on.
    base: float
    face: Face
    #: No space stood between it and the word before it in the file.
    glued: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as printed. Words are in the order of the file."""

    #: From 1.
    number: int
    words: tuple[Word, ...]
    #: What is printed across the page at an angle, or outside its edges.
    aside: tuple[str, ...] = ()
    #: Pictures on it.
    pictures: int = 0
    #: Characters that the file does not say the meaning of.
    unreadable: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text within one column."""

    text: str
    left: float
    right: float
    base: float
    face: Face
    page: int
    #: Left and right edge of the column it stands in.
    column: tuple[float, float]
    #: Width of its first word.
    first: float
    #: Share of its letters that are in a font of mathematical signs.
    maths: float = 0.0
    #: Where it is split by wide gaps: its cells. One for a line of prose.
    cells: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of a table."""

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """Lines that are read one under the other, with the tables among them."""

    parts: tuple[Line | Grid, ...]


class Role(StrEnum):
    """What a paragraph is for."""

    BODY = "body"
    HEADING = "heading"
    ITEM = "list item"
    QUOTE = "quote"
    CODE = "code"
    FORMULA = "formula"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    CONTENTS = "table of contents"
    REFERENCE = "reference list"
    LABEL = "lettering of an image"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that make one paragraph, heading, item or note."""

    lines: tuple[Line, ...]
    text: str
    #: It is the last of its column.
    last_in_column: bool = False

    #: What it is in the document.
    role: Role = Role.BODY

    @property
    def face(self) -> Face:
        """The look of its first line."""
        return self.lines[0].face

    @property
    def page(self) -> int:
        """The page it begins on."""
        return self.lines[0].page


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the document's outline."""

    title: str
    #: From 1.
    level: int
    #: The page it leads to; 0 if unknown.
    page: int


@dataclass(frozen=True, slots=True)
class Printed:
    """All that is taken from the file."""

    sheets: tuple[Sheet, ...]
    bookmarks: tuple[Bookmark, ...] = ()
    #: Title, Author and so on, as the file says.
    labels: dict[str, str] = field(default_factory=dict)
