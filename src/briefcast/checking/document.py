"""A feed's bytes -> its channel and items, and what is wrong with the document itself.

lxml reads what has no document type, so no entity is ever expanded and nothing is fetched; libxml2 bounds
the depth and the length of a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from lxml import etree

from briefcast.checking.findings import Finding, found, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Customary prefix -> namespace; RSS itself has none.
NAMESPACES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "psc": "http://podlove.org/simple-chapters",
    "fh": "http://purl.org/syndication/history/1.0",
}
#: More than this a feed need not have: 5,000 episodes with their notes fit.
MAX_BYTES = 50_000_000
#: What is kind to those who ask every hour (bytes, items).
KIND_BYTES = 1_000_000
KIND_ITEMS = 300
_PREFIXES = {namespace: prefix for prefix, namespace in NAMESPACES.items()}
#: Other spellings of a namespace come down to this.
_NEARLY = {namespace.lower().partition("://")[2].rstrip("/"): namespace for namespace in NAMESPACES.values()}
_DECLARATION = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.-]+)[\"'][^>]{0,200}?\?>")
_TEXT_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,400}?\?>")
_DOCTYPE = re.compile(r"(?:\s++|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE", re.S)
_PRIVATE_PATH = re.compile(r"file:\S+|/(?:home|Users|root|tmp|var)/\S*|[A-Za-z]:\\\S*")
_TRACKED = re.compile(r"[?&]utm_|//(?:[\w-]+\.)*(?:podtrac|chartable|podsights|chtbl|pdst|blubrry|op3)\.\w+", re.I)


@dataclass(frozen=True)
class Part:
    """The channel or an item."""

    element: etree._Element
    #: How a finding names it.
    where: str

    @cached_property
    def _children(self) -> dict[str, list[etree._Element]]:
        children: dict[str, list[etree._Element]] = {}
        for child in self.element:
            children.setdefault(name_of(child), []).append(child)
        return children

    def all(self, name: str) -> list[etree._Element]:
        """Its elements of a name, such as "itunes:image", in their order."""
        return self._children.get(name, [])

    def first(self, name: str) -> etree._Element | None:
        """The first of them."""
        return next(iter(self.all(name)), None)

    def text(self, name: str) -> str:
        """The text of the first one as it stands; empty if there is none."""
        return text_of(self.first(name))

    def attribute(self, name: str, attribute: str) -> str:
        """An attribute of the first one; empty if there is none."""
        element = self.first(name)
        return "" if element is None else str(element.get(attribute, ""))


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """A feed that could be read."""

    channel: Part
    items: tuple[Part, ...]


def text_of(element: etree._Element | None) -> str:
    """All text within an element."""
    return "" if element is None else "".join(map(str, element.itertext()))


def name_of(element: etree._Element) -> str:
    """An element's name with the customary prefix, whatever the document calls it; empty for a comment."""
    if not isinstance(element.tag, str):
        return ""
    namespace, _, name = element.tag.rpartition("}")
    if not namespace:
        return name
    return f"{_PREFIXES.get(_NEARLY.get(_bare(namespace[1:]), namespace[1:]), '?')}:{name}"


def read_document(data: bytes, findings: list[Finding], where: str = "the feed") -> FeedDocument | None:
    """The feed in these bytes, or None if there is none to read; what is wrong is added to ``findings``."""
    text = _decoded(data, findings, where)
    if text is None:
        return None
    text = _TEXT_DECLARATION.sub("", text.removeprefix("\ufeff"), count=1)
    if _DOCTYPE.match(text):
        findings.append(found("feed-doctype", where, "It has a document type, with which it can define entities."))
        return None
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "surrogatepass"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        findings.append(found("feed-xml", where, f"It is not well-formed: {shown(str(error))}."))
        return None
    findings += _names(root, where)
    findings += _leaks(root, where)
    return _feed(root, findings, where)


def size_findings(data: bytes, items: int) -> Iterator[Finding]:
    """A feed that costs its readers more than it need."""
    if len(data) > KIND_BYTES:
        yield found("feed-size", "the feed", f"It has {len(data) / 1e6:.1f} MB; {KIND_BYTES // 10**6} MB is enough.")
    if items > KIND_ITEMS:
        yield found("feed-items", "the feed", f"It has {items:,} items; {KIND_ITEMS} are enough.")


def _decoded(data: bytes, findings: list[Finding], where: str) -> str | None:
    declared = _DECLARATION.match(data.removeprefix(b"\xef\xbb\xbf"))
    encoding = declared[1].decode("ascii") if declared else "utf-8"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        what = f"Byte {error.start} is not UTF-8" + (f"; it says it is {encoding}." if declared else ".")
        findings.append(found("feed-encoding", where, what))
        return _by_declaration(data, encoding)
    if encoding.lower() not in {"utf-8", "utf8"}:
        findings.append(found("feed-encoding", where, f"It says it is {encoding}."))
    return text


def _by_declaration(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (LookupError, ValueError):
        return None


def _names(root: etree._Element, where: str) -> Iterator[Finding]:
    """Namespaces that are nearly right, and prefixes that a program made up."""
    pairs = {(element.prefix, element.tag.rpartition("}")[0][1:]) for element in root.iter(etree.Element)}
    for prefix, namespace in sorted((prefix or "", namespace) for prefix, namespace in pairs if namespace):
        meant = _NEARLY.get(_bare(namespace), namespace)
        if meant != namespace:
            yield found("feed-namespace", where, f"{prefix} stands for {namespace}; the namespace is {meant}.")
        elif (customary := _PREFIXES.get(namespace)) and prefix != customary:
            yield found("feed-prefix", where, f"{namespace} has the prefix {prefix or '(none)'}, not {customary}.")


def _bare(namespace: str) -> str:
    return namespace.lower().partition("://")[2].rstrip("/")


def _leaks(root: etree._Element, where: str) -> Iterator[Finding]:
    """Paths of a computer, and addresses by which listeners are counted."""
    for element in root.iter(etree.Element):
        for value in (str(element.text or "").strip(), *map(str, element.attrib.values())):
            if _PRIVATE_PATH.fullmatch(value):
                yield found("feed-private-path", where, f"{name_of(element)} holds {value}.")
            elif value.startswith(("http://", "https://")) and _TRACKED.search(value):
                yield found("feed-tracking", where, f"{name_of(element)} holds {value}.")


def _feed(root: etree._Element, findings: list[Finding], where: str) -> FeedDocument | None:
    channels = root.findall("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or len(channels) != 1:
        what = f"The root is <{name_of(root)} version={root.get('version', '')!r}> with {len(channels)} channels."
        findings.append(found("feed-root", where, what))
    if not channels:
        return None
    items = tuple(Part(item, _label(item, number)) for number, item in enumerate(channels[0].findall("item"), 1))
    if not items:
        findings.append(found("feed-empty", where, "It has no item."))
    return FeedDocument(Part(channels[0], "the channel"), items)


def _label(item: etree._Element, number: int) -> str:
    title = " ".join(text_of(item.find("title")).split())
    return f"item {number}, “{title[:60]}”" if title else f"item {number}"
