"""What trafilatura takes for the article: a second opinion on every block."""

from __future__ import annotations

import copy
import logging
from typing import TYPE_CHECKING

from briefcast.reading.decoding import letters_of
from briefcast.reading.html.features import Vote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from briefcast.reading.html.found import Found

#: A shorter text than this, in letters, is looked for as a whole line.
_SHORT = 25
#: In a longer text than this, in letters, only whole lines are looked for.
_SEARCHABLE = 300_000


def votes_on(found: Sequence[Found], root: HtmlElement) -> Vote:
    """For each block, whether trafilatura's generous and its strict reading hold its text."""
    return Vote(broad=_holds(_extracted(root), found), strict=_holds(_extracted(root, favor_precision=True), found))


def _extracted(root: HtmlElement, *, favor_precision: bool = False) -> str:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    document = trafilatura.bare_extraction(
        copy.deepcopy(root), include_comments=False, favor_precision=favor_precision, with_metadata=False
    )
    return getattr(document, "text", None) or ""


def _holds(text: str, found: Sequence[Found]) -> list[bool]:
    lines = {letters_of(line) for line in text.split("\n")}
    whole = letters_of(text)
    searchable = len(whole) < _SEARCHABLE
    return [
        bool(letters) and (letters in lines or (searchable and len(letters) >= _SHORT and letters in whole))
        for letters in (letters_of(block.text) for block in found)
    ]
