"""Parts of a page that are told by how they begin, whatever their words: comments, end matter, rows of links.

These go after the blocks were weighed: a reader's letter reads like an article, and the heading above
it says that it is none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefcast.model import BlockKind
from briefcast.reading.furniture import furniture_reason, is_heading_of_comments
from briefcast.reading.headmatter import date_in, is_byline
from briefcast.reading.html.features import count_words
from briefcast.reading.html.found import SHOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefcast.reading.html.found import Found

_END_MATTER = re.compile(
    r"(?:foot|end)?notes?|references|bibliography|external links|see also|further reading|works cited|citations|"
    r"(?:press|media) contacts?|about the authors?|einzelnachweise|fußnoten|anmerkungen|literatur|weblinks|"
    r"pressekontakt|über (?:den autor|die autorin|uns)|références|notes et références|liens externes|"
    r"(?:contact|contacts) presse|à propos de l['’]auteure?|referencias|bibliografía|enlaces externos|"
    r"contacto de prensa|sobre (?:el autor|la autora)|riferimenti|bibliografia|collegamenti esterni|contatt[io] stampa|"
    r"l['’]autore|noten|bronnen|externe links|perscontact",
    re.I,
)
#: Names the writer of a comment, and cannot well stand in an article.
_STRICT_COMMENT_HEADER = re.compile(
    r"posted by:? .{2,80}|(?:by|par|von|por|di|da|door) .{2,40}\| ?(?:reply|répondre|antworten|responder|rispondi)|"
    r"(?:reply|antworten|répondre|responder|rispondi|beantwoorden)|"
    r"\S*[\d_]\S* (?:wrote|says|schrieb|escribió|a écrit|ha scritto|schreef|dice|dijo|sagt)\s*:|"
    r".{2,60} (?:wrote|schrieb|escribió|a écrit|ha scritto|schreef) (?:on|am|el|le|il|op) .{4,40}:?",
    re.I,
)
_BETWEEN_PIECES = re.compile(r"\s*(?:[|·•>»«<]+|\s[/–—]\s)\s*")
#: A piece of a credit line that is neither byline nor date, at most this many words.
_NAME_WORDS = 4
#: Before so many words of the article no label opens a box behind it.
_FEWEST_BEFORE = 45
#: Teasers in a box are links at least to this share.
_LINKED = 0.15
#: So many headers of comments make a discussion.
_FEWEST_HEADERS = 3


def leave_boxes(found: Sequence[Found], authors: str = "") -> None:
    """Gives their reasons to blocks that stand in comments, end matter, boxes under a label, and lines of facts.

    Args:
        found: the blocks of a page, already weighed.
        authors: who wrote the article, as far as the page says it.
    """
    texts = [block for block in found if block.kind not in SHOWN]
    _leave_discussion(texts)
    _leave_under_labels(texts)
    for block in texts:
        if not block.reason and block.kind is not BlockKind.HEADING:
            block.reason = _line_of_facts(block.text, authors)


def _leave_discussion(texts: Sequence[Found]) -> None:
    """Everything from the first comment on, where at least three have a header."""
    headers = [place for place, block in enumerate(texts) if _STRICT_COMMENT_HEADER.fullmatch(block.text[:140])]
    words_before = sum(count_words(block.text) for block in texts[: headers[0]] if not block.reason) if headers else 0
    if len(headers) < _FEWEST_HEADERS or words_before < _FEWEST_BEFORE:
        return
    for block in texts[headers[0] :]:
        block.reason = block.reason or "comments"


def _leave_under_labels(texts: Sequence[Found]) -> None:
    """What stands under a heading of end matter or a label such as "Related", up to the article's next heading."""
    reason, to_the_end = "", False
    kept_words = 0
    for block in texts:
        label = _label_of(block)
        if label and kept_words > _FEWEST_BEFORE:
            reason, to_the_end = label, label in {"comments", "end matter"}
            block.reason = block.reason or reason
        elif reason and block.kind is BlockKind.HEADING and not block.reason:
            reason = ""
        elif reason and not block.reason:
            if to_the_end or block.link_share > _LINKED or block.words <= _NAME_WORDS:
                block.reason = reason
            else:
                reason = ""
        if not block.reason:
            kept_words += count_words(block.text)


def _label_of(block: Found) -> str:
    """What a block announces, if it is the label of a box: "comments", "end matter", "related links"."""
    if block.words > 6:
        return ""
    if is_heading_of_comments(block.text):
        return "comments"
    if block.kind is BlockKind.HEADING and _END_MATTER.fullmatch(block.text.rstrip(":")):
        return "end matter"
    return "related links" if furniture_reason(block.text) == "read-more line" else ""


def _line_of_facts(text: str, authors: str) -> str:
    """Why a line made of pieces is none of the text: a byline with a date, a row of links; else empty."""
    if len(text) > 160:
        return ""
    pieces = [piece for piece in _BETWEEN_PIECES.split(text) if piece]
    if len(pieces) == 1:
        pieces = [piece for piece in re.split(r",\s+(?=\d)", text, maxsplit=1) if piece]
    told = [bool(date_in(piece)) or is_byline(piece) for piece in pieces]
    others = [piece for piece, is_fact in zip(pieces, told, strict=True) if not is_fact]
    if any(told) and all(_is_beside_facts(piece, authors) for piece in others):
        return "byline or date"
    short = all(count_words(piece) <= _NAME_WORDS for piece in pieces)
    return "links" if len(pieces) > 2 and short and not re.search(r"[.!?。！？]$", text) else ""


def _is_beside_facts(piece: str, authors: str) -> bool:
    """Whether a piece may stand beside a byline or date: a name, a place, a label of furniture."""
    few = len(piece.split()) <= _NAME_WORDS
    return bool(furniture_reason(piece)) or piece in authors or (few and piece[:1].isupper() and piece[-1:].isalpha())
