"""Paragraph -> sentences, so that "the U.S. Secretary" does not end one.

The library sentencex (Wikimedia's) finds them. Mended here is what it gets wrong: it never ends a
sentence inside a quotation, takes "May." and "etc." for abbreviations always, and splits a list's numbers
from its items.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sentencex import segment

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Longer sentences are cut at a clause: engines lose their breath, and a retry costs more.
MAX_CHARACTERS = 420

_CLOSING_QUOTE = re.compile(r"^[\"”’')\]»]+(?:\s|$)")
_OPENING_QUOTE = re.compile(r"[“‘«(\[]+")
_NUMBERING = re.compile(r"[•⁃*-]?\s?\(?(?:\d{1,3}|[A-HJ-Za-z]|[ivx]{1,4})(?:\.\)|[.)])")
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Messrs|Dr|Prof|Gov|Sen|Rep|Gen|Lt|Col|Capt|Sgt|Maj|Adm|Cmdr|Rev|Hon|Fr)\.$")
_LOWER_START = re.compile(r"^[\"“‘'(\[]?[a-z]")
_DOTTED_END = re.compile(r"(?:\.\.|…|(?:\b[A-Za-z]\.){1,5})$")
_BEFORE_FIGURES = re.compile(r"\b(?:approx|est|ca|c|nos?|pp?|vols?|figs?|sec|art|ch|eq|Stat|Fed|Supp)\.$")
_CLAUSE = re.compile(r"(?<=[;:,–—])\s+")
_BLANK_LINE = re.compile(r"\n\s*\n")
#: A line that ends like a sentence, one that wants another, and one that could follow a heading.
_ENDED_LINE = re.compile(r"[.!?;:][\"”’')]*\s*$")
_OPEN_LINE = re.compile(r"[,;:&–—-]\s*$|\b(?:a|an|and|at|by|for|from|in|of|on|or|the|to|with)\s*$")
_LINE_START = re.compile(r"\s*[\"“‘'(\[]*[A-Z0-9•⁃*-]")
#: Longer lines are no headings, characters.
_HEADING = 50
#: Where a sentence may end within what the library takes for one.
_MAYBE_END = re.compile(r"(?:[.!?…]+[\"”’')\]]*)\s+(?=[\"“‘'(\[]*[A-Z0-9])")
_CLOSED = frozenset("\"”’'])")
_QUOTES = re.compile(r"[\"“”]")
_LAST_WORD = re.compile(r"([^\W\d_]+(?:\.[^\W\d_]+)*)\.$")
#: Words with a full stop that end no sentence, whatever follows.
_NEVER_LAST = frozenset(
    "mr mrs ms dr prof st mt ft gov sen rep gen lt col capt sgt maj rev hon fr vs no nos fig vol pp cf eg ie "
    "jan feb mar "
    "apr jun jul aug sep sept oct nov dec messrs supt adm cmdr pres sr jr inc ltd co corp u.s u.k e.g i.e a.m "
    "p.m".split()
)
#: Words the library takes for abbreviations, and that before a capital end a sentence all the same.
_LAST_BEFORE_CAPITAL = frozenset({"may", "etc"})
_ITEM = re.compile(r"(?:(?<=\s)|^)(?P<mark>[•⁃*-]\s?)?\(?(?P<number>\d{1,3}|[a-z])(?P<end>\.\)|[.)])\s")


def split_sentences(paragraph: str, language: str = "en") -> list[str]:
    """The sentences of a paragraph in order, none longer than a breath; joined by spaces they give its words again.

    >>> split_sentences("The U.S. Secretary of State met Mr. Qin. He left at 5 p.m. on Monday.")
    ['The U.S. Secretary of State met Mr. Qin.', 'He left at 5 p.m. on Monday.']
    """
    return [part for sentence in whole_sentences(paragraph, language) for part in _within_breath(sentence)]


def whole_sentences(text: str, language: str = "en") -> list[str]:
    """The sentences of a text in order, however long; a blank line ends one too."""
    primary = language.split("-", maxsplit=1)[0]
    return [sentence for part in _paragraphs(text) for sentence in _of_paragraph(" ".join(part.split()), primary)]


def _paragraphs(text: str) -> Iterator[str]:
    """The text cut at blank lines, behind short lines that read like headings, and between the lines of a bare list."""
    for block in _BLANK_LINE.split(text) if "\n" in text else (text,):
        lines = block.strip().split("\n")
        if len(lines) > 2 and not any(_ENDED_LINE.search(line) for line in lines):
            yield from lines
            continue
        held = ""
        for line in lines:
            if held and len(held) < _HEADING and not _OPEN_LINE.search(held) and _LINE_START.match(line):
                yield held
                held = line
            else:
                held = f"{held} {line}" if held else line
        yield held


def _of_paragraph(paragraph: str, language: str) -> list[str]:
    if not paragraph:
        return []
    items = _items(paragraph)
    if items:
        return [sentence for item in items for sentence in _of_item(item, language)]
    return _of_prose(paragraph, language)


def _of_item(item: str, language: str) -> list[str]:
    """An item of a list: its number stays with its first sentence."""
    head = _ITEM.match(item)
    if head is None:
        return _of_prose(item, language)
    first, *rest = _of_prose(item[head.end() :], language) or [""]
    return [f"{item[: head.end()]}{first}".strip(), *rest]


def _of_prose(paragraph: str, language: str) -> list[str]:
    pieces = [part for piece in segment(language, paragraph) for part in _parted(piece.strip())]
    sentences = _mended(pieces)
    return sentences if _same_text(sentences, paragraph) else [paragraph]


def speakable_sentences(text: str, language: str = "en") -> list[str]:
    """The sentences of a text that a voice can speak; a piece without a letter or digit goes with its neighbour."""
    out: list[str] = []
    for sentence in split_sentences(text, language):
        if out and (not has_words(sentence) or not has_words(out[-1])):
            out[-1] = f"{out[-1]} {sentence}"
        else:
            out.append(sentence)
    return out


def has_words(text: str) -> bool:
    """Whether there is a letter or digit in the text."""
    return any(char.isalnum() for char in text)


def _items(paragraph: str) -> list[str]:
    """A list that stands in one paragraph, item by item: numbers or letters that count up from its first word."""
    marks = list(_ITEM.finditer(paragraph)) if _ITEM.match(paragraph) else []
    if len(marks) < 2:
        return []
    starts, expected = [0], _next(marks[0]["number"])
    for mark in marks[1:]:
        if mark["number"] == expected and mark["end"] == marks[0]["end"]:
            starts.append(mark.start())
            expected = _next(expected)
    if len(starts) < 2:
        return []
    return [paragraph[start:end].strip() for start, end in zip(starts, [*starts[1:], None], strict=True)]


def _next(number: str) -> str:
    return str(int(number) + 1) if number.isdigit() else chr(ord(number) + 1)


def _parted(piece: str) -> Iterator[str]:
    """The sentences within what the library takes for one."""
    start = 0
    for end in _MAYBE_END.finditer(piece):
        if _ends_here(piece, start, end):
            yield piece[start : end.end()].rstrip()
            start = end.end()
    yield piece[start:]


def _ends_here(piece: str, start: int, end: re.Match[str]) -> bool:
    stop = end[0].rstrip()
    word = (
        _LAST_WORD.search(piece, max(start, end.start() - 30), end.start() + 1) if piece[end.start()] == "." else None
    )
    last = word[1].lower() if word else ""
    if last in _LAST_BEFORE_CAPITAL:
        return piece[end.end()].isupper() or not piece[end.end()].isalnum()
    if len(last) == 1 or last in _NEVER_LAST:
        return False
    if stop.endswith(")"):
        return _is_aside(piece, start, end.start())
    return stop[-1] not in _CLOSED and _is_quoted(piece, end.start())


def _is_aside(piece: str, start: int, position: int) -> bool:
    """Whether the bracket that closes here holds a sentence of its own, begun where a sentence could begin."""
    bracket = piece.rfind("(", start, position)
    return bracket >= 0 and piece[start:bracket].rstrip()[-1:] in {"", ".", "!", "?", "”", '"'}


def _is_quoted(piece: str, position: int) -> bool:
    """Whether a position lies inside a quotation."""
    marks = _QUOTES.findall(piece, 0, position)
    if "“" in marks or "”" in marks:
        return marks.count("“") > marks.count("”")
    return len(marks) % 2 == 1


def _mended(pieces: list[str]) -> list[str]:
    """Joins a piece that cannot open a sentence to the one before it, an opening mark to the one behind it."""
    out: list[str] = []
    opening = ""
    for found in filter(None, pieces):
        piece = f"{opening} {found}" if opening else found
        opening = ""
        if _OPENING_QUOTE.fullmatch(piece):
            opening = piece
        elif out and (
            _NUMBERING.fullmatch(out[-1])
            or _CLOSING_QUOTE.match(piece)
            or _continues(out[-1], piece)
            or _TITLE.search(out[-1])
            or not re.search(r"\w", piece)
        ):
            out[-1] = f"{out[-1]} {piece}"
        else:
            out.append(piece)
    if opening:
        out.append(opening)
    return out


def _continues(before: str, piece: str) -> bool:
    if piece[0].isdigit() and _BEFORE_FIGURES.search(before):
        return True
    return bool(_DOTTED_END.search(before)) and bool(_LOWER_START.match(piece))


def _within_breath(sentence: str) -> list[str]:
    """The sentence, cut at clauses (or words) where it is longer than a voice should take at once."""
    if len(sentence) <= MAX_CHARACTERS:
        return [sentence]
    out: list[str] = []
    for clause in _CLAUSE.split(sentence):
        for part in _cut_at_words(clause):
            if out and len(out[-1]) + len(part) < MAX_CHARACTERS:
                out[-1] = f"{out[-1]} {part}"
            else:
                out.append(part)
    return out


def _cut_at_words(clause: str) -> list[str]:
    out = [""]
    for word in clause.split():
        for start in range(0, len(word), MAX_CHARACTERS):
            piece = word[start : start + MAX_CHARACTERS]
            if out[-1] and len(out[-1]) + len(piece) >= MAX_CHARACTERS:
                out.append(piece)
            else:
                out[-1] = f"{out[-1]} {piece}".strip()
    return out


def _same_text(sentences: list[str], paragraph: str) -> bool:
    return "".join("".join(sentences).split()) == "".join(paragraph.split())
