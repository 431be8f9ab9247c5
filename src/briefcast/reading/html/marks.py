"""What elements are, by tag and by the words of their class and id."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Elements that begin and end a line of their own.
BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section"
    " summary table tbody td tfoot th thead tr ul".split()
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}

#: Elements whose text no reader of the page sees.
UNSEEN = frozenset(
    "script style noscript template head title svg canvas object applet iframe frameset map audio video datalist rp rt"
    " rtc".split()
)
CONTROLS = frozenset("button input select textarea option optgroup label legend fieldset meter progress output".split())

_HIDING_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_HIDING_CLASS = re.compile(
    r"(?:^|[\s_-])(?:visually-?hidden|sr-?only|screen-?reader(?:-?text|-?only)?|hidden-?text|assistive-text|"
    r"u-hidden|is-hidden|print-?only|only-print|d-none|invisible)(?:$|\s)",
    re.I,
)


def marks_of(element: HtmlElement) -> str:
    """Class, id and role of an element as one lower-case line."""
    own = None if element.tag in HEADINGS else element.get("id")  # a heading's is made of its words
    found = " ".join(filter(None, (element.get("class"), own, element.get("role"))))
    return found.lower() if len(found) < 600 else found[:600].lower()


@lru_cache(maxsize=20_000)
def words_in(marks: str) -> frozenset[str]:
    """The words of class names: "story-body__Inner" holds story, body and inner.

    >>> sorted(words_in("story-body__inner col-8"))
    ['body', 'col', 'inner', 'story']
    """
    return frozenset(re.findall(r"[a-z]+", marks))


def is_hidden(element: HtmlElement) -> bool:
    """Whether a browser would not show the element."""
    attributes = element.attrib
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    if (style := attributes.get("style")) and _HIDING_STYLE.search(style):
        return True
    return bool((marks := attributes.get("class")) and _HIDING_CLASS.search(marks))
