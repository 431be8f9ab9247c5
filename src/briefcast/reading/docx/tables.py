"""A document's tables: which row names the columns, and the caption that stands beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from briefcast.reading.docx.preparing import text_within
from briefcast.reading.docx.styles import VAL, WORD

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CAPTION = re.compile(r'<p class="caption">((?:(?!</p>).)*)</p><table>', re.S)
#: The bit of a table's look that sets its first row apart (ECMA-376 part 1, 17.4.55).
_FIRST_ROW = 0x20
#: The name of a column has no more words than this.
_LONGEST_NAME = 6


def arrange_tables(body: Element) -> None:
    """Marks rows that name columns, and puts captions before their tables."""
    for table in body.iter(WORD + "tbl"):
        if _names_columns(table):
            row = table.find(WORD + "tr")
            properties = row.find(WORD + "trPr")
            if properties is None:
                properties = etree.Element(WORD + "trPr")
                row.insert(0, properties)
            etree.SubElement(properties, WORD + "tblHeader")
        before, after = table.getprevious(), table.getnext()
        if _is_caption(after) and not _is_caption(before):
            table.addprevious(after)


def with_captions(html: str) -> str:
    """The HTML with each caption inside the table that it stands before."""
    return _CAPTION.sub(r"<table><caption>\1</caption>", html)


def _is_caption(element: Element | None) -> bool:
    style = element.find(f"{WORD}pPr/{WORD}pStyle") if element is not None and element.tag == WORD + "p" else None
    return style is not None and style.get(VAL) == "BriefcastCaption"


def _names_columns(table: Element) -> bool:
    """Whether the first row is set apart and holds short names alone."""
    look = table.find(f"{WORD}tblPr/{WORD}tblLook")
    rows = table.findall(WORD + "tr")
    if look is None or len(rows) < 2 or rows[0].find(f"{WORD}trPr/{WORD}tblHeader") is not None:
        return False
    bits = look.get(VAL) or "0"
    is_set_apart = look.get(WORD + "firstRow") == "1" or (
        re.fullmatch(r"[0-9A-Fa-f]{1,8}", bits) is not None and bool(int(bits, 16) & _FIRST_ROW)
    )
    names = [text_within(cell) for cell in rows[0].findall(WORD + "tc")]
    return (
        is_set_apart
        and len(names) > 1
        and all(any(map(str.isalpha, name)) and len(name.split()) <= _LONGEST_NAME for name in names)
    )
