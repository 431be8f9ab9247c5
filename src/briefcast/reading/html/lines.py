"""Pieces of text between two block-level edges -> the lines they make, footnote marks told from powers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A piece of text, and whether it stands in a link.
Piece = tuple[str, bool]
#: Stands for a line break among pieces.
LINE_BREAK: Piece = ("\n", False)

_SUPERSCRIPTS = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_FOOTNOTE_MARK = re.compile(
    r"[\[(]?(?:\d{1,3}|[*†‡§¶]{1,3}|[a-z]|[ivx]{1,5}|(?:note|nb|n\.?|fn)\s*\d{1,3})[\])]?[,;]?", re.I
)
#: After these a raised number is a power: "km²", "x³".
_UNITS_WITH_POWERS = frozenset("m km cm mm dm ft in yd mi s x y z n a b c r e".split())
_ENDS_SENTENCE = re.compile(r"[.!?…。！？][\"”’»)\]]*$")
_OPENS_SENTENCE = re.compile(r"[\"“‘«(]?[A-ZÀ-ÞΑ-ΩА-Я]")
#: A line broken by its writer's editor is longer than the second of these, in characters; a sentence that
#: ends a paragraph is longer than the first.
_SHORT_LINE = 30
_FULL_LINE = 60
#: With more breaks than this it is verse, or an address; its lines belong together.
_FEW_BREAKS = 4


def text_of(pieces: Sequence[Piece]) -> str:
    """The text of all pieces."""
    return "".join(text for text, _ in pieces)


def lines_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Runs of text between line breaks that part paragraphs.

    Two breaks always do. One does behind a full sentence, or between short lines; else it is a space.
    """
    runs: list[list[Piece]] = [[]]
    line = ""  # the end of the last run, as much of it as matters
    breaks = 0
    verse = sum(piece is LINE_BREAK for piece in pieces) > _FEW_BREAKS
    for piece in pieces:
        if piece is LINE_BREAK:
            breaks += 1
            continue
        if breaks and piece[0].strip():
            if breaks > 1 or _parts_lines(line.rstrip(), piece[0], verse=verse):
                runs.append([])
                line = ""
            else:
                runs[-1].append((" ", False))
            breaks = 0
        runs[-1].append(piece)
        line = (line + piece[0])[-4 * _FULL_LINE :]
    return runs


def _parts_lines(line: str, following: str, *, verse: bool) -> bool:
    """Whether a single break parts two paragraphs: behind a full sentence, or a short line before a capital."""
    if verse:
        return len(line) > _FULL_LINE and bool(_ENDS_SENTENCE.search(line[-4:]))
    if _ENDS_SENTENCE.search(line[-4:]):
        return len(line) > _SHORT_LINE
    return len(line) < _FULL_LINE and not line.endswith(",") and bool(_OPENS_SENTENCE.match(following.lstrip()))


def is_new_sentence(before: str, text: str) -> bool:
    """Whether a new sentence was set right against the one before, as pages do that part them by style alone."""
    return bool(_ENDS_SENTENCE.search(before[-3:]) and _OPENS_SENTENCE.match(text))


def is_footnote_mark(text: str, before: str, *, linked: bool) -> bool:
    """Whether a raised sign leads to a note, rather than being a power or a letter.

    >>> is_footnote_mark("2", "an area of 40 km", linked=False), is_footnote_mark("2", "as he said.", linked=False)
    (False, True)
    """
    if not _FOOTNOTE_MARK.fullmatch(text):
        return False
    if linked:
        return True
    if not re.match(r"[\[(]?[\d*†‡]", text):
        return False
    last = re.search(r"[^\W\d_]+$", before)
    if last:
        return last.group().lower() not in _UNITS_WITH_POWERS and len(last.group()) > 2
    return bool(re.search(r"[.,;:!?\"”’»)]$", before))


def as_power(text: str) -> str:
    """A raised number in signs that keep it raised; empty if it is none.

    >>> as_power("2")
    '²'
    """
    return text.translate(_SUPERSCRIPTS) if re.fullmatch(r"[0-9+\-n]{1,3}", text) else ""
