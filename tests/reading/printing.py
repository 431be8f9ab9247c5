"""Prints sample PDFs for the tests: a small typesetter of columns, hyphens, running heads and odd fonts.

Nothing is drawn in an order that helps a reader of the file: each page's furniture comes first.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Callable

#: A word may be cut after these beginnings: enough to make line ends look as a printer's do.
_VOWELS = set("aeiouy")


@dataclass(frozen=True)
class Style:
    """How a paragraph is set. Lengths are points."""

    font: str = "Times-Roman"
    size: float = 10
    leading: float = 12
    before: float = 0
    after: float = 6
    indent: float = 0
    left: float = 0
    align: str = "justify"


BODY = Style()
SMALL = replace(BODY, size=8, leading=9.5, after=2)
H1 = replace(BODY, font="Helvetica-Bold", size=22, leading=26, after=12, align="left")
H2 = replace(BODY, font="Helvetica-Bold", size=14, leading=17, before=10, after=6, align="left")
H3 = replace(BODY, font="Times-Bold", before=6, after=3, align="left")


def cut_points(word: str) -> list[int]:
    """Where a printer might cut the word: at its hyphens, or between two consonants."""
    at_hyphens = [place + 1 for place, char in enumerate(word) if char == "-"]
    if at_hyphens:
        return at_hyphens
    if not word.strip(".,;:").isalpha() or not word.islower():
        return []
    return [
        place
        for place in range(3, len(word.strip(".,;:")) - 2)
        if word[place] not in _VOWELS and word[place - 1] not in _VOWELS
    ]


def broken(text: str, style: Style, width: float, *, hyphens: bool) -> list[str]:
    """The text as lines no wider than ``width``."""
    lines: list[str] = []
    line = ""
    room = width - style.indent
    for word in text.split():
        trial = f"{line} {word}".strip()
        if pdfmetrics.stringWidth(trial, style.font, style.size) <= room:
            line = trial
            continue
        head = ""
        for place in cut_points(word) if hyphens else []:
            part = word[:place] if word[place - 1] == "-" else word[:place] + "-"
            if pdfmetrics.stringWidth(f"{line} {part}", style.font, style.size) <= room:
                head = part
        lines.append(f"{line} {head}".strip() if head else line)
        line = word[len(head.rstrip("-") if not word.startswith(head) else head) :] if head else word
        room = width
    return [*filter(None, lines), line]


@dataclass
class Press:
    """Sets paragraphs one under the other, through the columns of as many pages as it takes."""

    columns: int = 1
    gutter: float = 18
    margin: float = 72
    size: tuple[float, float] = A4
    hyphens: bool = False
    title: str = ""
    author: str = ""
    #: Called with the press when a page begins.
    furniture: Callable[[Press], None] | None = None
    #: What opens it: the user's password and the owner's.
    passwords: tuple[str, str] | None = None
    page: int = 1

    def __post_init__(self) -> None:
        self.out = io.BytesIO()
        lock = StandardEncryption(*self.passwords) if self.passwords else None
        self.canvas = Canvas(self.out, pagesize=self.size, encrypt=lock, invariant=1)
        self.canvas.setTitle(self.title)
        self.canvas.setAuthor(self.author)
        self.top = self.size[1] - self.margin
        self._begin_page()

    @property
    def width(self) -> float:
        return (self.size[0] - 2 * self.margin - self.gutter * (self.columns - 1)) / self.columns

    @property
    def left(self) -> float:
        return self.margin + self.column * (self.width + self.gutter)

    def _begin_page(self) -> None:
        self.column = 0
        self.y = self.start = self.top
        self.bottom = self.margin
        if self.furniture:
            self.furniture(self)

    def next_column(self) -> None:
        self.column += 1
        self.y = self.start
        if self.column >= self.columns:
            self.next_page()

    def next_page(self) -> None:
        self.canvas.showPage()
        self.page += 1
        self._begin_page()

    def across(self, text: str, style: Style = H1) -> None:
        """A line or more across all columns, at the top of the page; the columns begin under it."""
        self.y -= style.before
        for line in broken(text, style, self.size[0] - 2 * self.margin, hyphens=False):
            self.y -= style.leading
            self.at(self.margin, self.y, line, style)
        self.y -= style.after
        self.start = self.y

    def set(self, text: str, style: Style = BODY) -> None:
        """A paragraph, justified but for its last line."""
        self.y -= style.before
        width = self.width - style.left
        lines = broken(text, style, width, hyphens=self.hyphens and style.align == "justify")
        for number, line in enumerate(lines):
            if self.y - style.leading < self.bottom:
                self.next_column()
            self.y -= style.leading
            indent = style.indent if number == 0 else 0
            last = number == len(lines) - 1
            self._line(line, style, self.left + style.left + indent, width - indent, stretched=not last)
        self.y -= style.after

    def _line(self, line: str, style: Style, x: float, width: float, *, stretched: bool) -> None:
        natural = pdfmetrics.stringWidth(line, style.font, style.size)
        gaps = line.count(" ")
        if style.align == "centre":
            x += (width - natural) / 2
        writer = self.canvas.beginText(x, self.y)
        writer.setFont(style.font, style.size)
        if stretched and style.align == "justify" and gaps:
            writer.setWordSpace((width - natural) / gaps)
        writer.textOut(line)
        writer.setWordSpace(0)
        self.canvas.drawText(writer)

    def at(self, x: float, y: float, text: str, style: Style = BODY) -> None:
        """A line at a place of its own."""
        self.canvas.setFont(style.font, style.size)
        self.canvas.drawString(x, y, text)

    def foot(self, text: str, style: Style = SMALL) -> None:
        """A footnote under the column in hand, as many lines as it takes; the column ends above it."""
        lines = broken(text, style, self.width, hyphens=False)
        self.bottom = self.margin + len(lines) * style.leading + 8
        y = self.margin + len(lines) * style.leading
        for line in lines:
            y -= style.leading
            self.at(self.left, y, line, style)

    def row(self, cells: tuple[str, ...], step: float = 110, style: Style = BODY) -> None:
        """A row of a table: cells at tab stops."""
        self.y -= style.leading
        for number, cell in enumerate(cells):
            self.at(self.left + number * step, self.y, cell, style)

    def item(self, marker: str, text: str, style: Style = BODY) -> None:
        """A list item: its marker stands out to the left."""
        self.at(self.left + 6, self.y - style.leading, marker, style)
        self.set(text, replace(style, left=22, after=2))

    def finished(self) -> bytes:
        """The PDF."""
        self.canvas.showPage()
        self.canvas.save()
        return self.out.getvalue()


def by_hand(
    content: bytes,
    *,
    font: bytes = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    more: tuple[bytes, ...] = (),
    kids: bytes = b"[3 0 R]",
) -> bytes:
    """A PDF of one page (or none) written object by object: for what no printer would print.

    ``more`` are objects from number 6 on.
    """
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids%s/Count %d>>" % (kids, kids.count(b"R")),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        stream(content),
        font,
        *more,
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%sendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    end = b"trailer<</Size %d/Root 1 0 R>>startxref\n%d\n%%%%EOF" % (count, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + end


def stream(content: bytes) -> bytes:
    """A stream object."""
    return b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)


PROSE = tuple(
    " ".join(paragraph.split())
    for paragraph in """
The first mill on the river was built by a widow who had grown tired of carrying her grain over the hill. She
borrowed the money from her brother, hired two carpenters from the coast, and had the wheel turning before the
autumn floods came. Nobody in the valley believed that it would last through a single winter.

It lasted for a hundred and forty years. When the well-known engineer Tobias Fenn drew his map of the valley,
he counted thirty-one wheels between the bridge and the sea, and he wrote that the water was never idle. The
well-known map still hangs in the council chamber, although nobody is allowed to touch it any longer.

Milling was hard and dangerous work. The stones had to be lifted and dressed every three weeks, and the dust
that filled the upper floors could catch fire from a single lantern. Children were sent up to sweep it away
because they were small enough to crawl beneath the hoppers; several of them never came down again.

Every family along the river understood the agreement about water. The highest mill opened its gate at
sunrise, and each of the others followed when the level in its own pond had risen by the breadth of a hand. A
miller who opened too early was fined one sack of flour, which was given to the school.

Then the railway arrived and brought cheap flour from the plains. Within twenty years all but four of the
wheels had stopped. The buildings were turned into workshops, into stables, and in one remarkable case into a
theatre whose audience sat among the old machinery and listened to the water underneath the floor.

What remained was the knowledge of how the river behaves. The grandchildren of the millers knew which meadows
would be under water in March and which bends would silt up in a dry summer. They passed it on without ever
writing it down, as people do with things that seem to them too ordinary to be worth the ink.

Last spring a group of students from the technical college asked the oldest of them to walk the banks and to
tell what she remembered. They recorded eleven hours of conversation. From it they made a model of the river
that predicts its floods better than the one which the government had paid for.

The ministry was not amused at first, but it sent an inspector, and the inspector stayed for a week. He slept
above the bakery, asked a great many questions, and left with a notebook full of drawings. In September the
valley was told that its model would be tried out on six other rivers in the north of the country.

There is talk of rebuilding one of the wheels. It would produce enough electricity for the school and the
library, and a little more that could be sold. The council has asked for three estimates; the cheapest came
from the great-granddaughter of one of the carpenters, who still has their tools.

Whether it will be built depends on the fish. Salmon have come back to the lower reaches for the first time in
a century, and a new weir would stand in their way unless a ladder were made for them. The biologists want to
count them for two more seasons before they give an opinion that anybody could rely upon.

In the meantime the widow's mill has a new roof. The volunteers who repaired it found her account book behind
a beam, wrapped in waxed cloth and perfectly legible. On its last page she had written down what she owed to
her brother, and underneath, in larger letters, that it was paid.

The book is now on loan to the museum, where it lies open at that page. Visitors stop in front of it for
longer than at any other object in the room, according to the attendants, and many of them take out a
handkerchief. The museum has begun to sell copies of the page as a postcard.
""".split("\n\n")
)


@dataclass(frozen=True)
class Sample:
    """A PDF, and the text that a listener should hear of it, paragraph by paragraph."""

    data: bytes
    title: str
    spoken: tuple[str, ...]


def report() -> Sample:
    """One column with title, headings of two levels, a running head, a foot and page numbers "Page 3 of 3"."""

    def furniture(press: Press) -> None:
        press.at(72, 800, "Rivers Office — Annual report on the Velden valley", SMALL)
        press.at(72, 36, "For internal use", SMALL)
        press.at(480, 36, f"Page {press.page} of 3", SMALL)

    press = Press(furniture=furniture, title="Microsoft Word - report_final3.docx", author="Ada Quill")
    spoken: list[str] = []
    press.set("What the river remembers", H1)
    long = replace(BODY, size=11, leading=15, after=9)
    for number, text in enumerate(PROSE * 2):
        if number % 6 == 0:
            spoken.append(("Origins", "Work", "Decline", "Return")[number // 6])
            press.set(spoken[-1], H2)
        elif number % 6 == 3:
            spoken.append(f"{('Early days', 'Water rights', 'The railway', 'Salmon')[number // 6]}")
            press.set(spoken[-1], H3)
        press.set(text, long)
        spoken.append(text)
    return Sample(press.finished(), "What the river remembers", tuple(spoken))


def paper() -> Sample:
    """Two justified, hyphenated columns under a title across, with an abstract, footnotes and references."""

    def furniture(press: Press) -> None:
        if press.page % 2:
            press.at(400, 805, "The memory of rivers", replace(SMALL, font="Times-Italic"))
            press.at(530, 805, str(116 + press.page), SMALL)
        else:
            press.at(60, 805, str(116 + press.page), SMALL)
            press.at(80, 805, "Quill and Fenn", replace(SMALL, font="Times-Italic"))

    press = Press(columns=2, margin=56, hyphens=True, furniture=furniture, author="Ada Quill; Tobias Fenn")
    indented = replace(BODY, indent=12, after=0)
    spoken: list[str] = []
    press.across("The memory of rivers: what millers knew about floods", replace(H1, size=18, leading=22))
    for number, text in enumerate(PROSE + PROSE[3:9]):
        if number in {0, 5, 10, 14}:
            spoken.append(("1 Introduction", "2 Sources", "3 A model", "4 Conclusions")[(0, 5, 10, 14).index(number)])
            press.set(spoken[-1], replace(H3, font="Helvetica-Bold", size=11))
        if number == 2:
            press.foot("1 The account book was kept for a hundred and twelve years by four different hands.")
        press.set(text, indented)
        spoken.append(text)
    press.set("References", replace(H3, font="Helvetica-Bold", size=11))
    for number in range(1, 9):
        press.set(
            f"[{number}] A. Quill and T. Fenn. Floods of the Velden, volume {number}. Journal of Small Rivers, "
            f"{number}(2):{number}1–{number}9, 19{number}4.",
            replace(SMALL, align="left"),
        )
    return Sample(press.finished(), "The memory of rivers: what millers knew about floods", tuple(spoken))


def newsletter() -> Sample:
    """Three narrow, hyphenated columns under a headline that runs across them."""
    press = Press(columns=3, margin=40, gutter=14, hyphens=True, title="untitled")
    press.across("Water is never idle, say the grandchildren of the millers", replace(H1, size=26, leading=30))
    for text in PROSE:
        press.set(text, replace(BODY, size=9, leading=11))
    return Sample(press.finished(), "Water is never idle, say the grandchildren of the millers", PROSE)


def book() -> Sample:
    """A small format: running heads differ left and right, roman and arabic numbers stand in the middle of the foot."""

    def furniture(press: Press) -> None:
        style = replace(SMALL, font="Times-Italic")
        head = "T H E  W I D O W ’ S  M I L L" if press.page % 2 == 0 else "A History of the Velden"
        press.at(60 if press.page % 2 == 0 else 200, 500, head, style)
        number = ("i", "ii", "iii")[press.page - 1] if press.page <= 3 else str(press.page - 3)
        press.at(185, 30, number, style)

    press = Press(size=(380, 530), margin=54, hyphens=True, furniture=furniture, title="The Widow's Mill")
    spoken: list[str] = []
    indented = replace(BODY, indent=14, after=0, size=11, leading=14)
    for number, text in enumerate(PROSE * 2):
        if number % 12 == 0:
            spoken.append(("Chapter One", "Chapter Two")[number // 12])
            press.set(spoken[-1], replace(H2, align="centre", size=16, leading=20))
        press.set(text, indented if number % 12 else replace(indented, indent=0))
        spoken.append(text)
    return Sample(press.finished(), "The Widow's Mill", tuple(spoken))


SAMPLES = {"report": report, "paper": paper, "newsletter": newsletter, "book": book}
