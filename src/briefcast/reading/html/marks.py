"""What elements are, by tag, by attributes and by the words of their class and id."""

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


def anchor_of(element: HtmlElement) -> str:
    """The id that leads to an element: its own, one inside it, or that of the section it opens."""
    own: str = element.get("id") or ""
    if own:
        return own
    for inner in element.iter("a", "span"):
        name: str = inner.get("id") or inner.get("name") or ""
        if name:
            return name
    parent = element.getparent()
    opens = parent is not None and parent.tag in {"section", "div", "article"} and element.getprevious() is None
    return str(parent.get("id") or "") if opens else ""


def is_longer(element: HtmlElement, most: int) -> bool:
    """Whether an element's text has more characters than that; it is not read further than needed."""
    length = 0
    for count, inner in enumerate(element.iter()):
        length += len(inner.text or "") + (len(inner.tail or "") if count else 0)
        if length > most or count > most:
            return True
    return False


def aria_level(element: HtmlElement) -> int:
    """The level of a heading that is one by its role, 1 to 6."""
    return min(max(number_in(element.get("aria-level"), 2), 1), 6)


def number_in(text: str | None, otherwise: int) -> int:
    """The whole number that an attribute holds, if it holds a small one."""
    return int(text) if text and re.fullmatch(r"-?\d{1,4}", text.strip()) else otherwise


def is_in_italics(element: HtmlElement) -> bool:
    """Whether all of an element's text is set in italics, as one piece."""
    inner = next(iter(element), None)
    return (
        inner is not None
        and inner.tag in {"em", "i"}
        and inner.getnext() is None
        and not (element.text or "").strip()
        and not (inner.tail or "").strip()
    )
