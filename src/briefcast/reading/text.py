"""Plain text -> Article: the text a person pasted, with what pasted news carries."""

from __future__ import annotations

import re
from dataclasses import replace

from briefcast.model import Article, Block, BlockKind, Omission
from briefcast.reading.breaks import is_break
from briefcast.reading.decoding import letters_of, mended
from briefcast.reading.furniture import furniture_reason
from briefcast.reading.headmatter import date_in, is_byline

#: A title or heading is shorter than this, in characters.
MAX_TITLE = 200
MAX_HEADING = 70
MAX_HEADING_WORDS = 9
#: A hard-wrapped paragraph has lines of at least this length; shorter ones stand alone.
WRAPPED_LINE = 50

_ENDS_SENTENCE = re.compile(r"[.!?…:;,][\"”’')\]]*$")
_LIST_ITEM = re.compile(r"(?:[-*•·–]|\d{1,3}[.)])\s+(?=\S)")


def parse_text(text: str, *, fallback_title: str, keep_all: bool = False) -> Article:
    """The article in plain text: title first, then what stands under it.

    The first short paragraph without a full stop is the title; a byline and a date right under
    it (with or without a standfirst between) are taken as such. A standfirst that is also a
    paragraph of the body is spoken there only.
    """
    head, paragraphs = _split_head(_paragraphs(mended(text)), fallback_title)
    blocks: list[Block] = []
    omissions = list(head.omissions)
    for position, paragraph in enumerate(paragraphs):
        reason = None if keep_all else furniture_reason(paragraph)
        if reason:
            omissions.append(Omission(paragraph, reason))
        elif is_break(paragraph):
            blocks.append(Block(BlockKind.BREAK, ""))
        else:
            blocks.append(_block(paragraph, paragraphs, position))
    if head.dek and letters_of(head.dek) in {letters_of(block.text) for block in blocks}:
        omissions.insert(0, Omission(head.dek, "standfirst that is also a paragraph of the article"))
        head = replace(head, dek="")
    return replace(head, blocks=tuple(blocks), omissions=tuple(omissions))


def _paragraphs(text: str) -> list[str]:
    """Runs of lines between blank lines; lines are joined only where they look hard-wrapped."""
    out: list[str] = []
    for run in re.split(r"\n[ \t]*\n", text):
        lines = [line for line in map(_fold, run.split("\n")) if line]
        out += _joined(lines)
    return out


def _joined(lines: list[str]) -> list[str]:
    out: list[str] = []
    for number, line in enumerate(lines):
        wrapped = number > 0 and len(lines[number - 1]) >= WRAPPED_LINE and not _starts_anew(lines[number - 1], line)
        if wrapped:
            out[-1] = f"{out[-1]} {line}"
        else:
            out.append(line)
    return out


def _starts_anew(before: str, line: str) -> bool:
    """Whether a line opens a paragraph of its own, though no blank line stands before it."""
    if _LIST_ITEM.match(line) or is_byline(line) or date_in(line):
        return True
    return len(before) > 2 * WRAPPED_LINE and bool(_ENDS_SENTENCE.search(before)) and line[0].isupper()


def _fold(line: str) -> str:
    return " ".join(line.split())


def _split_head(paragraphs: list[str], fallback_title: str) -> tuple[Article, list[str]]:
    """Takes title, standfirst, byline and date from the top; the rest is the body."""
    if not paragraphs:
        return Article(title=fallback_title), []
    rest = list(paragraphs)
    title = rest.pop(0) if _is_title(rest) else ""
    dek = byline = dateline = ""
    # A standfirst is told from a first paragraph by the byline under it or by its return in the body.
    if title and len(rest) > 2 and _is_credit(rest[1]) and not _is_credit(rest[0]):
        dek = rest.pop(0)
    while len(rest) > 1 and _is_credit(rest[0]):
        line = rest.pop(0)
        if date_in(line):
            dateline = dateline or line
        else:
            byline = byline or line
    if title and not dek and letters_of(rest[0]) in map(letters_of, rest[1:]):
        dek = rest.pop(0)
    article = Article(
        title=title or fallback_title,
        dek=dek,
        byline=byline,
        dateline=dateline,
        published=date_in(dateline) if dateline else None,
    )
    return article, rest


def _is_title(paragraphs: list[str]) -> bool:
    first = paragraphs[0]
    if len(paragraphs) < 2 or len(first) > MAX_TITLE or _LIST_ITEM.match(first):
        return False
    return not re.search(r"[.;:,][\"”’')\]]*$", first) or first.endswith(("U.S.", "U.K.", "..."))


def _is_credit(line: str) -> bool:
    return is_byline(line) or date_in(line) is not None


def _block(paragraph: str, paragraphs: list[str], position: int) -> Block:
    item = _LIST_ITEM.match(paragraph)
    if item:
        return Block(BlockKind.LIST_ITEM, paragraph)
    if _is_heading(paragraph, paragraphs, position):
        return Block(BlockKind.HEADING, paragraph, level=2)
    return Block(BlockKind.PARAGRAPH, paragraph)


def _is_heading(paragraph: str, paragraphs: list[str], position: int) -> bool:
    """A short line without a full stop, before a paragraph that is longer than a line."""
    if len(paragraph) > MAX_HEADING or len(paragraph.split()) > MAX_HEADING_WORDS:
        return False
    if (_ENDS_SENTENCE.search(paragraph) and not paragraph.endswith("?")) or not paragraph[0].isalnum():
        return False
    if position + 1 >= len(paragraphs) or furniture_reason(paragraphs[position + 1]):
        return False
    following = paragraphs[position + 1]
    return len(following) > MAX_HEADING and bool(_ENDS_SENTENCE.search(following))
