"""Mark-up inside a book -> trees with plain names, and what can be asked of their elements."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from briefcast.reading.archives import parse_xml
from briefcast.reading.decoding import clean, decode_markup
from briefcast.reading.html.tree import parse_tree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

    from briefcast.reading.archives import Archive

_NAME = re.compile(r"[^\W\d][\w.-]*")
_OPS = "{http://www.idpf.org/2007/ops}"


def xml_tree(archive: Archive, path: str) -> Element:
    """A part of the book that is XML, such as its package file; element names without their namespaces.

    Raises:
        SourceError: missing, damaged, or no XML.
    """
    return _with_plain_names(archive.xml(path))


def page_tree(markup: bytes) -> Element:
    """A page of the book: as XHTML where it is well formed, else as HTML that wants to be understood."""
    root = parse_xml(markup, mend=False)
    return _with_plain_names(parse_tree(decode_markup(markup)) if root is None else root)


def types_of(element: Element) -> frozenset[str]:
    """What an element says it is: the words of its epub:type and of its role, these without "doc-"."""
    if not element.attrib:
        return frozenset()
    kinds = element.get(f"{_OPS}type") or element.get("epub:type") or ""
    return frozenset(kind.removeprefix("doc-") for kind in f"{kinds} {element.get('role') or ''}".lower().split())


def text_of(element: Element | None) -> str:
    """All text within an element, clean, on one line; empty where there is no element."""
    return "" if element is None else folded("".join(element.itertext()))


def folded(text: str) -> str:
    """The text, clean and on one line."""
    return " ".join(clean(text).split())


def first_of(elements: Iterable[Element]) -> Element | None:
    """The first of some elements, if there is one."""
    return next(iter(elements), None)


def place_of(href: str, base: str) -> tuple[str, str]:
    """The name of the entry that a reference leads to, and the anchor in it.

    Args:
        href: as written: percent-encoded, relative.
        base: the name of the entry that it is written in.

    >>> place_of("../text/ch%201.xhtml#c", "OEBPS/nav/toc.xhtml")
    ('OEBPS/text/ch 1.xhtml', 'c')
    """
    path, _, anchor = href.strip().partition("#")
    if not path:
        return base, unquote(anchor)
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(path)))
    return joined.lstrip("/"), unquote(anchor)


def empty(element: Element) -> None:
    """Takes out all that is in an element; its id and the text behind it stay."""
    name = element.get("id")
    element.clear(keep_tail=True)
    if name:
        element.set("id", name)


def _with_plain_names(root: Element) -> Element:
    """The tree without comments, and without the prefixes and name spaces of its elements."""
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    for element in root.iter("{*}*"):
        name = re.split("[}:]", element.tag)[-1].lower()
        if name != element.tag and _NAME.fullmatch(name):
            element.tag = name
    return root
