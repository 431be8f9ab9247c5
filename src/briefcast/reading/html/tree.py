"""Mark-up -> tree: parses what no validator would pass, within limits."""

from __future__ import annotations

import re
from itertools import dropwhile

from lxml import etree, html

#: lxml builds no tree from nothing; this stands for an empty page.
_EMPTY = "<html><body></body></html>"

_PROLOG = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_DOCTYPE_SUBSET = re.compile(r"\A\s*<!DOCTYPE[^>\[]{0,200}\[.*?\]\s*>", re.I | re.S)
#: Class names and styles of a length that no page needs.
_LONG_ATTRIBUTE = re.compile(r"""\b(?:class|id|style)\s*=\s*(?:"[^"]{3000,}"|'[^']{3000,}')""", re.I)
#: libxml2 takes time with the square of a tag's attributes; no page needs more than these.
_ATTRIBUTE = r"""\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?"""
_CROWDED_TAG = re.compile(rf"<[a-z][\w:-]*+(?:{_ATTRIBUTE}){{500,}}+", re.I)
_FEW_ATTRIBUTES = re.compile(rf"<[a-z][\w:-]*(?:{_ATTRIBUTE}){{0,100}}", re.I)
#: What must never reach a tree: NUL and the other controls, and what is no character at all.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

#: What may stand in a head; the first other element begins the body (HTML Standard, section 13.2.6.4.4).
_OF_THE_HEAD = frozenset("base basefont bgsound link meta noscript script style template title".split())


def parse_tree(markup: str) -> html.HtmlElement:
    """The root element of a page or fragment; never fails, whatever the mark-up.

    Entities that a document type declares are not read and nothing is fetched. What stands deeper
    than 2,048 elements, libxml2's limit, is lost.
    """
    markup = _CROWDED_TAG.sub(_first_attributes, _LONG_ATTRIBUTE.sub("", markup))
    text = _FORBIDDEN.sub(" ", _DOCTYPE_SUBSET.sub("", _PROLOG.sub("", markup)))
    parser = html.HTMLParser(
        no_network=True, remove_pis=True, remove_comments=True, recover=True, huge_tree=True, encoding="utf-8"
    )
    try:
        root = html.document_fromstring((text if text.strip() else _EMPTY).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return html.document_fromstring(_EMPTY)
    _empty_head(root)
    return root


def _empty_head(root: html.HtmlElement) -> None:
    """Moves into the body what libxml2, which knows HTML 4 only, left in the head: "<title>…</title><article>…"."""
    head = root.find("head")
    strays = [] if head is None else list(dropwhile(lambda child: child.tag in _OF_THE_HEAD, head))
    if not strays:
        return
    body = root.find("body")
    if body is None:
        body = html.Element("body")
        root.append(body)
    for place, stray in enumerate(strays):
        body.insert(place, stray)


def _first_attributes(tag: re.Match[str]) -> str:
    few = _FEW_ATTRIBUTES.match(tag.group())
    return few.group() if few else ""
