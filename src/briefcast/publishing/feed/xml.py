"""The elements of a feed, by lxml: under the prefixes that apps know, and without characters that XML has not.

docs/decisions/0019-feeds.md says why no library of feeds does this.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Element = Any

#: Prefix -> namespace. Apple refuses other prefixes, and some apps compare them as text.
NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "fh": "http://purl.org/syndication/history/1.0",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "psc": "http://podlove.org/simple-chapters",
}
#: What XML 1.0 has no place for (section 2.2): control characters, surrogates, U+FFFE and U+FFFF; and what it
#: allows but nobody means to write: control characters from U+007F on, and the mark of a lost character.
_NO_CHARACTER = re.compile("[^\t\n\r -~\xa0-\ud7ff\ue000-\ufffc\U00010000-\U0010ffff]+")
#: As usual; lxml's has single quotes, which are as good, but not to every app.
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>'
_END = b"\n</channel>\n</rss>"
_NOTHING: Mapping[str, str] = {}


def characters(text: str) -> str:
    """Text without what XML cannot hold, or should not."""
    return text if text.isprintable() and "\ufffd" not in text else _NO_CHARACTER.sub("", text)


def root() -> Element:
    """An empty feed."""
    return etree.Element("rss", version="2.0", nsmap=NAMESPACES)


def add(parent: Element, name: str, text: str = "", attributes: Mapping[str, str] = _NOTHING) -> Element:
    """A new last child of an element, such as ``itunes:author``."""
    element = etree.SubElement(parent, _tag(name), {key: characters(value) for key, value in attributes.items()})
    if text:
        element.text = characters(text)
    return element


@cache
def _tag(name: str) -> str:
    prefix, _, local = name.rpartition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if prefix else name


def add_html(parent: Element, name: str, html: str) -> None:
    """A new last child that holds HTML, in a CDATA section as Apple wants it; HTML that is escaped has no ``]]>``."""
    add(parent, name).text = etree.CDATA(characters(html))


def within_feed(element: Element) -> bytes:
    """An element's bytes as they stand in a feed: each element on a line, the namespaces not declared again."""
    etree.indent(element, space="")
    text: bytes = etree.tostring(element, encoding="UTF-8", with_tail=False)
    start = len(element.tag) + 1
    return text[:start] + text[start + _declarations() :]


@cache
def _declarations() -> int:
    """Bytes of the declarations that stand once in a feed, but again on any element that is written alone."""
    return len(etree.tostring(add(root(), "item"))) - len("<item/>")


def written(feed: Element, items: Iterable[bytes]) -> bytes:
    """A feed as a file, with items at the end of its channel."""
    etree.indent(feed, space="")
    head: bytes = etree.tostring(feed, encoding="UTF-8").removesuffix(_END)
    return b"\n".join([_DECLARATION, head, *items]) + _END + b"\n"
