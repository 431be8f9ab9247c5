"""The HTML of show notes: its text line by line, and what apps would stumble on."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from briefcast.checking.addresses import is_web

#: What the notes of an episode may hold (PSP-1 and Apple's guide).
ALLOWED = frozenset("p br ol ul li a b i strong em".split())
_LINES = frozenset("p br li ol ul div h1 h2 h3 h4 h5 h6 tr blockquote".split())
_VOID = frozenset("br img hr input meta link wbr".split())


@dataclass(frozen=True, slots=True)
class Notes:
    """Show notes as an app shows them."""

    lines: tuple[str, ...]
    tags: frozenset[str]
    #: What is wrong with their links and their balance, a sentence each.
    faults: tuple[str, ...]

    @property
    def text(self) -> str:
        """All lines in one."""
        return " ".join(self.lines)


def notes_of(markup: str) -> Notes:
    """Show notes, of plain text or HTML."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    unclosed = [f"<{tag}> is not closed." for tag in reader.open if tag not in {"p", "li"}]
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
    return Notes(tuple(filter(None, lines)), frozenset(reader.tags), tuple(reader.faults + unclosed))


@dataclass
class _Reader(HTMLParser):
    pieces: list[str] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    open: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    #: Where in ``pieces`` the text of the open link begins.
    link_text: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag in _LINES:
            self.pieces.append("\n")
        if tag not in _VOID:
            self.open.append(tag)
        if tag == "a":
            self.link_text = len(self.pieces)
            address = dict(attrs).get("href") or ""
            if not is_web(address) and not address.startswith("mailto:"):
                self.faults.append(f"A link leads to {address!r}.")

    def handle_endtag(self, tag: str) -> None:
        if tag in _LINES:
            self.pieces.append("\n")
        if tag in self.open:
            while self.open.pop() != tag:
                pass
        elif tag not in _VOID:
            self.faults.append(f"</{tag}> closes nothing.")
        if tag == "a" and not "".join(self.pieces[self.link_text :]).strip():
            self.faults.append("A link has no text.")

    def handle_data(self, data: str) -> None:
        # A new line in the source is a blank, unless there is no mark-up at all.
        self.pieces.append(data if not self.tags else data.replace("\n", " "))
