"""XML as text: elements that are well-formed whatever the words in them.

The prefixes are written as given, because Apple refuses others than the usual ones; docs/decisions has why no
library writes a feed here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: What XML 1.0 has no place for (section 2.2): control characters, surrogates, U+FFFE and U+FFFF.
_NO_CHARACTER = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE = _IN_TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
_NOTHING: Mapping[str, str] = {}


def characters(text: str) -> str:
    """Text without what XML cannot hold."""
    return text if text.isprintable() else _NO_CHARACTER.sub("", text)


def element(name: str, text: str = "", attributes: Mapping[str, str] = _NOTHING) -> str:
    """An element that holds text, or nothing.

    >>> element("itunes:category", attributes={"text": "Society & Culture"})
    '<itunes:category text="Society &amp; Culture"/>'
    """
    start = _start(name, attributes)
    return f"<{start}>{characters(text).translate(_IN_TEXT)}</{name}>" if text else f"<{start}/>"


def parent(name: str, children: Iterable[str], attributes: Mapping[str, str] = _NOTHING) -> str:
    """An element that holds others, each on a line of its own."""
    return "\n".join([f"<{_start(name, attributes)}>", *children, f"</{name}>"])


def html_element(name: str, html: str) -> str:
    """An element that holds HTML, in a CDATA section as Apple wants it."""
    return f"<{name}><![CDATA[{characters(html).replace(']]>', ']]]]><![CDATA[>')}]]></{name}>"


def _start(name: str, attributes: Mapping[str, str]) -> str:
    written = [f' {key}="{characters(value).translate(_IN_ATTRIBUTE)}"' for key, value in attributes.items()]
    return name + "".join(written)
