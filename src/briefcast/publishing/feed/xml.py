"""The elements of a feed, by lxml: under the prefixes that apps know, and without characters that XML has not.

docs/decisions/0015-feeds.md says why no library of feeds does this.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping

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


def size(element: Element) -> int:
    """Bytes that an element takes in a feed."""
    etree.indent(element, space="")
    return len(etree.tostring(element, encoding="UTF-8", with_tail=False)) - _declarations() + len("\n")


@cache
def _declarations() -> int:
    """Bytes of the declarations that stand once in a feed, but again on any element that is written alone."""
    return len(etree.tostring(add(root(), "item"))) - len("<item/>")


def written(feed: Element) -> bytes:
    """A feed as a file, each element on a line of its own."""
    etree.indent(feed, space="")
    text: bytes = etree.tostring(feed, xml_declaration=True, encoding="UTF-8")
    # lxml declares with single quotes, which are as good, but some apps look for the usual ones.
    return text.replace(b"<?xml version='1.0' encoding='UTF-8'?>", b'<?xml version="1.0" encoding="UTF-8"?>', 1) + b"\n"
