"""Which paragraphs are headings, and how high each stands."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefcast.reading.pdf.paragraphs import COUNTED
from briefcast.reading.pdf.printed import Grid, Paragraph, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefcast.reading.pdf.printed import Bookmark
    from briefcast.reading.pdf.setting import Setting

#: Longer ones are text set large, or a paragraph in bold.
MAX_WORDS = 25
MAX_BOLD_WORDS = 14
MAX_PLAIN_WORDS = 9
#: Headings that may stand one under the other above a text.
MAX_STACK = 2
#: The level of the highest headings: the title alone stands above them.
TOP_LEVEL = 2
MAX_LEVEL = 6

_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?=\W?[^\W\d_])")


def is_heading(paragraph: Paragraph, setting: Setting) -> bool:
    """Whether the paragraph is set as a heading: larger, bold, or by itself in capitals or italics."""
    text, line = paragraph.text, paragraph.lines[0]
    words = len(text.split())
    if words > MAX_WORDS or len(paragraph.lines) > 4 or not any(char.isalpha() for char in text):
        return False
    unstopped = text[-1] not in ".,;:" or text.endswith(("...", "…"))
    if setting.is_large(line):
        return unstopped or bool(COUNTED.match(text)) or line.face.size > 1.35 * setting.body.size
    if line.face.bold and not setting.body.bold:
        return words <= MAX_BOLD_WORDS and unstopped and len(paragraph.lines) <= 3
    if len(paragraph.lines) > 1 or words > MAX_PLAIN_WORDS or not unstopped or line.face.mono:
        return False
    letters = [char for char in text if char.isalpha()]
    if len(letters) > 3 and text.isupper():
        return bool(COUNTED.match(text)) or line.face.size >= 0.93 * setting.body.size
    return line.face.italic and not setting.is_small(line) and bool(COUNTED.match(text))


def without_front_headings(parts: Sequence[Paragraph | Grid], taken: frozenset[int]) -> list[Paragraph | Grid]:
    """The parts with names and places of authors, which are set like headings under a title, as plain text.

    What stands between the title and the first sentences is none of the sections; only the headings
    right above those sentences are.
    """
    out = list(parts)
    start = max(taken, default=-1) + 1
    text = next((n for n in range(start, len(out)) if _is_running_text(out[n])), start)
    first = text
    while first > start and _is_heading_part(out[first - 1]):
        first -= 1
    if text - first > MAX_STACK:
        first = text - 1
    for place in range(start, first):
        part = out[place]
        if isinstance(part, Paragraph) and part.role is Role.HEADING and taken:
            out[place] = replace(part, role=Role.BODY)
    return out


def _is_heading_part(part: Paragraph | Grid) -> bool:
    return isinstance(part, Paragraph) and part.role is Role.HEADING


def _is_running_text(part: Paragraph | Grid) -> bool:
    return isinstance(part, Paragraph) and part.role is Role.BODY and len(part.text.split()) >= MAX_WORDS


def levels_of(
    parts: Sequence[Paragraph | Grid], bookmarks: Sequence[Bookmark], taken: frozenset[int]
) -> dict[int, int]:
    """Heading level from 2 to 6 by place in ``parts``, but for those taken as title.

    The outline knows best, then a number before the heading ("2.1" stands under "2"), then the print:
    larger above smaller, bold above plain.
    """
    headings = [
        (n, part)
        for n, part in enumerate(parts)
        if n not in taken and isinstance(part, Paragraph) and part.role is Role.HEADING
    ]
    outline = {(entry.page, plain(entry.title)): entry.level for entry in bookmarks}
    given: dict[int, int] = {}
    for place, part in headings:
        level = outline.get((part.page, plain(part.text))) or _depth(part.text)
        if level:
            given[place] = min(level + TOP_LEVEL - 1, MAX_LEVEL)
    styles = sorted({_style(part) for _, part in headings}, reverse=True)
    by_style = {style: min(TOP_LEVEL + rank, MAX_LEVEL) for rank, style in enumerate(styles)}
    for style in styles:
        known = sorted(given[place] for place, part in headings if place in given and _style(part) == style)
        if known:
            by_style[style] = known[len(known) // 2]
    return {place: given.get(place, by_style[_style(part)]) for place, part in headings}


def plain(text: str) -> str:
    """What two headings are compared by: letters and digits, without the number in front."""
    return re.sub(r"\W", "", _NUMBERED.sub("", text).casefold())


def _style(paragraph: Paragraph) -> tuple[float, bool, bool, bool]:
    face = paragraph.face
    return round(face.size), face.bold, paragraph.text.isupper(), not face.italic


def _depth(text: str) -> int:
    """How many numbers stand before the heading: 2 for "2.1 Sources"."""
    match = _NUMBERED.match(text)
    return match["number"].count(".") + 1 if match else 0
