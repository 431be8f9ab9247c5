"""What is kept of some mark-up -> the blocks of an article, with breaks and with headings that are bold lines.

Both only say how the text is divided; which text is read has been settled before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefcast.model import Block, BlockKind
from briefcast.reading.decoding import letters_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from lxml.html import HtmlElement

    from briefcast.reading.html.found import Found

#: A paragraph wholly in bold counts as a heading of the lowest level, if it has no more words than these.
_BOLD_LEVEL = 6
_BOLD_WORDS = 14
_BOLD = frozenset({"b", "strong"})
#: Around bold text these change nothing.
_WRAPPERS = frozenset({"a", "em", "i", "span", "u", "font", "big"})
_DEEPEST = 4


def structured(kept: Sequence[Found], parted: Container[int]) -> Iterator[Block]:
    """The blocks of an article.

    Args:
        kept: its lines and what it shows, in order.
        parted: which of them have a break before them; one right under a heading is decoration.
    """
    headings = {place for place in range(len(kept)) if _is_bold_heading(kept, place)}
    if headings == {0}:
        headings = set()  # a standfirst
    before: Block | None = None
    for place, one in enumerate(kept):
        block = one.as_block()
        if place in headings:
            block = replace(block, kind=BlockKind.HEADING, level=_BOLD_LEVEL)
        if place in parted and before is not None and before.kind is not BlockKind.HEADING:
            yield Block(BlockKind.BREAK, "")
        yield block
        before = block


def _is_bold_heading(kept: Sequence[Found], place: int) -> bool:
    """Whether a line is a heading in all but name: bold from end to end, short, no sentence, over text that is not."""
    if place + 1 == len(kept) or not _is_bold_line(kept[place]):
        return False
    return kept[place + 1].kind is not BlockKind.HEADING and not _is_bold_line(kept[place + 1])


def _is_bold_line(one: Found) -> bool:
    if one.kind is not BlockKind.PARAGRAPH or one.words > _BOLD_WORDS or one.text.endswith((".", ",", ";")):
        return False
    return _is_bold(one.element, 0) and letters_of("".join(one.element.itertext())) == letters_of(one.text)


def _is_bold(element: HtmlElement, depth: int) -> bool:
    """Whether all text of an element is in bold."""
    if (element.text or "").strip() or depth > _DEEPEST or not len(element):
        return False
    return all(
        not (child.tail or "").strip()
        and (child.tag in _BOLD or child.tag == "br" or (child.tag in _WRAPPERS and _is_bold(child, depth + 1)))
        for child in element
    )
