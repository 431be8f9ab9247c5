"""Title, byline and date: from what the file says of itself where that is sensible, else from page one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefcast.reading.headmatter import date_in, is_byline
from briefcast.reading.pdf.headings import plain
from briefcast.reading.pdf.printed import Grid, Paragraph, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefcast.reading.pdf.setting import Setting

#: Parts from the top that may hold title, byline and date.
MAX_PARTS = 12
MAX_TITLE = 300
#: A paragraph of more words is text.
MIN_TEXT = 25

_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)\b.*|untitled.*|document ?\d*|unknown|no title|title|slide ?\d+"
    r"|presentation"
    r"|powerpoint presentation|layout ?\d*|doc\d*|.*\.(?:docx?|pdf|tex|dvi|indd|qxp|qxd|rtf|odt|pages|pptx?|ps|html?|fm"
    r"|p65|pmd|cdr|ai|txt|xml|md)|[\W\d_]*)",
    re.I,
)
_NO_AUTHOR = re.compile(
    r"(?:anonymous|unknown|unspecified|user\d*|admin(?:istrator)?|owner|root|author|default|.*@.*|[\W\d_]*)", re.I
)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the text."""

    title: str
    byline: str = ""
    dateline: str = ""
    #: Places among the parts that are said by it and are not read again.
    taken: frozenset[int] = frozenset()


def head_of(
    parts: Sequence[Paragraph | Grid], labels: dict[str, str], setting: Setting, *, fallback_title: str
) -> Head:
    """Title, byline and date of the document."""
    said = " ".join(labels.get("Title", "").split())
    places, largest = _largest(parts, setting)
    title = said if _is_title(said) else ""
    if title and largest and (plain(title) in plain(largest) or plain(largest) in plain(title)):
        title = max(largest, title, key=len) if plain(title) != plain(largest) else largest
    elif title:
        places = [
            n
            for n, part in enumerate(parts[:MAX_PARTS])
            if isinstance(part, Paragraph) and plain(part.text) == plain(title)
        ]
    else:
        title = largest
    byline, dateline, credited = _credits(parts, max(places, default=-1) + 1, _authors(labels))
    return Head(title or fallback_title, byline, dateline, frozenset([*places, *credited]))


def _is_title(text: str) -> bool:
    """Whether the file's own title was written for people: some words, no file name, no program's name."""
    return len(text) <= MAX_TITLE and len(text.split()) > 1 and not _NO_TITLE.fullmatch(text) and "\\" not in text


def _largest(parts: Sequence[Paragraph | Grid], setting: Setting) -> tuple[list[int], str]:
    """The largest text near the top of the first page, with its places."""
    first_page = next((part.page for part in parts if isinstance(part, Paragraph)), 0)
    near = [
        (n, part)
        for n, part in enumerate(parts[:MAX_PARTS])
        if isinstance(part, Paragraph) and part.page == first_page and part.role in {Role.HEADING, Role.BODY}
    ]
    if not near:
        return [], ""
    size = max(part.face.size for _, part in near)
    first = next(n for n, part in near if part.face.size > size - 0.6)
    if size > 1.08 * setting.body.size:
        alike = [n for n, part in near if part.face.size > size - 0.6]
        places = [n for n in alike if n - first == alike.index(n)]
    else:
        places = [n for n, part in near[:1] if part.role is Role.HEADING]
    if places and _is_section(parts, places[-1]):
        return [], ""
    text = " ".join(_text_of(parts[n]) for n in places)
    return (places, text) if len(text) <= MAX_TITLE else ([], "")


def _is_section(parts: Sequence[Paragraph | Grid], place: int) -> bool:
    """Whether running text stands right under it, and other headings look the same."""
    top, below = parts[place], parts[place + 1 : place + 2]
    alike = sum(
        isinstance(part, Paragraph)
        and isinstance(top, Paragraph)
        and part.role is Role.HEADING
        and (part.face.size, part.face.bold) == (top.face.size, top.face.bold)
        for part in parts
    )
    return alike > 1 and any(len(_text_of(part).split()) > MIN_TEXT for part in below)


def _text_of(part: Paragraph | Grid) -> str:
    """The text of a paragraph; a table has none."""
    return part.text if isinstance(part, Paragraph) else ""


def _credits(parts: Sequence[Paragraph | Grid], start: int, authors: list[str]) -> tuple[str, str, list[int]]:
    """Byline and date among the short lines under the title."""
    byline = dateline = ""
    taken: list[int] = []
    names = {plain(name) for name in authors}
    for place in range(start, min(start + 5, len(parts))):
        text = _text_of(parts[place])
        if not dateline and date_in(text):
            dateline = text
        elif not byline and is_byline(text):
            byline = text
        elif names and {plain(name) for name in re.split(r",|;|\band\b|&", text) if name.strip()} == names:
            pass
        else:
            if len(text.split()) > 20:
                break
            continue
        taken.append(place)
    if not byline and authors:
        byline = "By " + _listed(authors)
    return byline, dateline, taken


def _authors(labels: dict[str, str]) -> list[str]:
    said = " ".join(labels.get("Author", "").split())
    names = (
        [name.strip() for name in re.split(r";|\band\b|&", said)] if ";" in said or " and " in said else [said.strip()]
    )
    if len(names) == 1 and said.count(",") and all(len(part.split()) > 1 for part in said.split(",")):
        names = [name.strip() for name in said.split(",")]
    return [name for name in names if name and len(name) < 80 and not _NO_AUTHOR.fullmatch(name)][:12]


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
