"""RSS 0.9 to 2.0 and Atom -> Feed: one pass over the document, an item at a time.

It is read by lxml, which never sees a document type: no entity is expanded and nothing is fetched. What
is not well-formed is mended where the mend is sure (bare ampersands, HTML's named characters) and read
as far as it goes.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from functools import lru_cache
from html.entities import html5
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from lxml import etree

from briefcast.errors import SourceError
from briefcast.reading.feed.entries import Feed, Found, as_markup, feed_of, web_address

if TYPE_CHECKING:
    from collections.abc import Iterator

#: More elements than this no feed has: they would fill the memory.
MAX_ELEMENTS = 1_000_000
#: So many elements of an item are looked at.
MAX_PARTS = 500

_XML = "{http://www.w3.org/XML/1998/namespace}"
#: Namespace -> the prefix by which its elements are known here; RSS and Atom themselves have none.
_PREFIXES = {
    "": "",
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/atom/ns#": "",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dc:",
    "http://search.yahoo.com/mrss/": "media:",
    "http://search.yahoo.com/mrss": "media:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://www.w3.org/1999/xhtml": "xhtml:",
}
_DATES = ("pubdate", "published", "issued", "dc:date", "dc:created", "created", "updated", "modified", "dc:modified")

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: A CDATA section, or an ampersand with what follows it.
_AMPERSAND = re.compile(r"<!\[CDATA\[(?:.*?\]\]>|.*)|&(#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|\w{1,32};)?", re.S)
_ITEM_OPENS = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]", re.I)
_ITEM_CLOSES = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>", re.I)


def read_xml(text: str, *, name: str, base: str, max_entries: int) -> Feed:
    """The feed in an XML document that begins with its root element.

    Raises:
        SourceError: it is no XML at all, or overdone.
    """
    text = _FORBIDDEN.sub("", text)
    try:
        try:
            walk = _walk(text, base, max_entries, recover=False)
        except etree.XMLSyntaxError:
            walk = _walk(_AMPERSAND.sub(_mended, text), base, max_entries, recover=True)
            if _breaks_off_in_item(text):
                del walk.found[-1:]
    except etree.XMLSyntaxError:
        raise SourceError(f"{name} is too damaged to be read as a feed; fetch it again.") from None
    if walk.elements > MAX_ELEMENTS:
        raise SourceError(f"{name} has more than {MAX_ELEMENTS:,} elements; that is no feed a person could read.")
    return feed_of(walk.found, title=walk.title, link=web_address(walk.link, base), language=walk.language)


@dataclass(slots=True)
class _Walk:
    """What has been found so far."""

    found: list[Found] = field(default_factory=list)
    title: str = ""
    link: str = ""
    language: str = ""
    authors: list[str] = field(default_factory=list)
    elements: int = 0


def _walk(text: str, base: str, max_entries: int, *, recover: bool) -> _Walk:
    walk = _Walk()
    events = etree.iterparse(
        BytesIO(text.encode()),
        events=("start", "end"),
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        no_network=True,
        huge_tree=True,  # for texts over 10 MB: embedded pictures; what that unlocks is limited here
        remove_comments=True,
        remove_pis=True,
    )
    for event, element in events:
        if event == "start":
            walk.elements += 1
            walk.language = walk.language or (element.get(f"{_XML}lang", "") if walk.elements == 1 else "")
            if walk.elements > MAX_ELEMENTS or len(walk.found) >= max_entries:
                break
        elif _name(element.tag) in {"item", "entry"}:
            walk.found.append(_item(element, base, walk.authors))
            element.clear()
        elif _name(getattr(element.getparent(), "tag", "")) in {"channel", "feed"}:
            _head(walk, element, base)
    return walk


def _head(walk: _Walk, element: etree._Element, base: str) -> None:
    """Takes what a feed says of itself."""
    match _name(element.tag):
        case "title":
            walk.title = walk.title or _markup_in(element)
        case "link":
            walk.link = walk.link or _page_link(element, base)
        case "language" | "dc:language":
            walk.language = (element.text or "") or walk.language
        case "author" if len(element):
            walk.authors += _authors_in([element])


def _item(element: etree._Element, base: str, feed_authors: list[str]) -> Found:
    parts: dict[str, list[etree._Element]] = {}
    for child in islice(element, MAX_PARTS):
        parts.setdefault(_name(child.tag), []).append(child)
    holder, content = next(_contents(parts), (element, ""))
    descriptions = [markup for child in parts.get("description", []) if (markup := _markup_in(child))]
    summaries = [markup for child in parts.get("summary", []) if (markup := _markup_in(child))]
    return Found(
        title=next((markup for child in parts.get("title", []) if (markup := _markup_in(child))), ""),
        link=_link(element, parts, base),
        published=next((text for name in _DATES for child in parts.get(name, []) if (text := _text(child))), ""),
        authors=tuple(_authors_in(parts.get("author", []) + parts.get("dc:creator", [])) or feed_authors),
        description=max(descriptions, key=len, default="") or next(iter(summaries), ""),
        description_may_be_all=bool(descriptions),
        content=content,
        language=_language(holder) or next((_text(child) for child in parts.get("dc:language", [])), ""),
        image=next(_images(parts), ""),
        base=_stated_base(element, base) or base,
        stated_base=_stated_base(holder, base),
    )


def _contents(parts: dict[str, list[etree._Element]]) -> Iterator[tuple[etree._Element, str]]:
    """The elements that hold an item's whole text and what they hold, the best first."""
    for name in ("content:encoded", "content", "xhtml:body", "xhtml:div"):
        for child in parts.get(name, []):
            kind = child.get("type", "")
            readable = kind in {"", "text", "html", "xhtml", "application/xhtml+xml"} or kind.startswith("text/")
            if readable and not child.get("src") and (markup := _markup_in(child)).strip():
                yield child, markup


def _link(element: etree._Element, parts: dict[str, list[etree._Element]], base: str) -> str:
    """The page of an item: its own link, or an identifier that is one."""
    original = (_text(child) for child in parts.get("feedburner:origlink", []))
    links = (_page_link(child, base) for child in parts.get("link", []))
    identifiers = [child for child in parts.get("guid", []) if child.get("isPermaLink", "true").lower() != "false"]
    pages = (_text(child) for child in identifiers + parts.get("id", []))
    about = element.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about", "")
    web = (page for page in (*pages, about) if page.startswith(("http://", "https://")))
    return next((link for link in (*original, *links, *web) if link), "")


def _page_link(element: etree._Element, base: str) -> str:
    """Where a link element leads, if it leads to a page."""
    href = element.get("href")
    if href is None:
        return _text(element)
    if element.get("rel", "alternate") != "alternate" or not element.get("type", "text/html").endswith(
        ("html", "+xml")
    ):
        return ""
    if "atom" in element.get("type", "") or "rss" in element.get("type", ""):
        return ""
    return _joined(_stated_base(element, base) or base, href)


def _authors_in(elements: list[etree._Element]) -> list[str]:
    names = []
    for element in elements:
        inner = [_text(child) for child in element if _name(child.tag) == "name"]
        names += inner if len(element) else [_text(element)]
    return [name for name in names if name]


def _images(parts: dict[str, list[etree._Element]]) -> Iterator[str]:
    """Addresses of pictures of an item, the best first."""
    grouped = [child for group in parts.get("media:group", []) for child in group]
    media = parts.get("media:content", []) + parts.get("enclosure", []) + grouped
    for child in media:
        if child.get("medium") == "image" or child.get("type", "").startswith("image/"):
            yield child.get("url", "")
    for child in parts.get("media:thumbnail", []) + grouped + parts.get("itunes:image", []):
        if _name(child.tag) in {"media:thumbnail", "itunes:image"}:
            yield child.get("url", "") or child.get("href", "")


def _markup_in(element: etree._Element) -> str:
    """What an element holds, as HTML, whichever way it was put into XML."""
    kind = element.get("type", "")
    if len(element):
        return _inner(element)
    text = element.text or ""
    is_plain = kind in {"text", "text/plain"} or (kind == "" and _name(element.tag) == "content")
    if is_plain:
        return html.escape(text, quote=False) if _name(element.tag) == "title" else as_markup(text)
    if _name(element.tag) in {"description", "summary"} and not re.search(r"<[a-z/!]", text, re.I):
        return as_markup(html.unescape(text))
    return text


def _inner(element: etree._Element) -> str:
    """The mark-up within an element, its names without prefixes."""
    for inner in element.iterdescendants(tag=etree.Element):
        inner.tag = re.split("[}:]", inner.tag)[-1] or "span"
    etree.cleanup_namespaces(element)
    children = (etree.tostring(child, encoding="unicode", method="html") for child in element)
    return html.escape(element.text or "", quote=False) + "".join(children)


def _text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _language(element: etree._Element) -> str:
    stated = [tag for one in (element, *element.iterancestors()) if (tag := one.get(f"{_XML}lang"))]
    return stated[0] if stated else ""


def _stated_base(element: etree._Element, base: str) -> str:
    """What xml:base makes of the feed's address, here; empty if it does not occur."""
    stated = [one.get(f"{_XML}base") for one in (element, *element.iterancestors())]
    address = ""
    for one in reversed(stated):
        address = _joined(address or base, one) if one else address
    return address


def _joined(base: str, address: str) -> str:
    """``address`` made absolute, or empty if it is none."""
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return ""


@lru_cache(maxsize=1000)
def _name(tag: object) -> str:
    """An element's name in lower case, "dc:creator"; empty if its namespace says nothing to us."""
    if not isinstance(tag, str):
        return ""
    namespace, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    prefix = _PREFIXES.get(namespace.lower())
    return "" if prefix is None else f"{prefix}{local.lower()}"


def _mended(match: re.Match[str]) -> str:
    """An ampersand that stands for itself, or one of HTML's named characters, in a form that is XML."""
    whole, reference = match.group(), match.group(1)
    if whole.startswith("<") or whole in {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"}:
        return whole
    if reference is None:
        return "&amp;"
    if reference.startswith("#"):
        return whole
    return html.escape(html5[reference]) if reference in html5 else f"&amp;{reference}"


def _breaks_off_in_item(text: str) -> bool:
    """Whether the last item of a damaged document was not closed: it may be half an article."""
    opened = max((match.start() for match in _ITEM_OPENS.finditer(text)), default=-1)
    closed = max((match.start() for match in _ITEM_CLOSES.finditer(text)), default=-1)
    return opened > closed
