"""Feed -> entries -> articles: RSS, Atom and JSON Feed.

An entry that carries its whole text becomes an article at once; of one that has only a teaser, the page
must be fetched.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from briefcast.errors import SourceError
from briefcast.model import Article, Block, BlockKind, Omission
from briefcast.reading.decoding import letters_of
from briefcast.reading.feed.entries import Entry, Feed, is_cut_off, is_feed_footer

if TYPE_CHECKING:
    from collections.abc import Iterable


#: No more items of a feed are read than this.
MAX_ENTRIES = 5_000
#: A summary of more words is no standfirst.
MAX_DEK_WORDS = 60
#: A feed is known by so many bytes of its beginning.
_SNIFFED = 16_384

_PROLOG = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.I | re.S)
_ROOT = re.compile(r"<(?:[\w.-]{1,50}:)?(rss|feed|rdf)[\s/>]", re.I)
_NAMESPACES = {
    "feed": re.compile(r"w3\.org/2005/atom|purl\.org/atom", re.I),
    "rdf": re.compile(r"purl\.org/rss|netscape\.com/rdf", re.I),
}
_WIDE = (
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version\\?/1')


def looks_like_feed(data: bytes) -> bool:
    """Whether the content is that of a feed, whatever its name and type say. Looks at the beginning only.

    >>> looks_like_feed(b'<?xml version="1.0"?><rss version="2.0">'), looks_like_feed(b"<!DOCTYPE html><html>")
    (True, False)
    """
    if data[:_SNIFFED].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _JSON_FEED.search(data) is not None
    text = _beginning(data[:_SNIFFED])
    root = _root(text)
    if root is None:
        return False
    namespace = _NAMESPACES.get(root.group(1).lower())
    return namespace is None or namespace.search(text, root.start()) is not None


def parse_feed(data: bytes, *, name: str, base: str = "", charset: str = "") -> Feed:
    """The feed in ``data``, newest item first.

    Args:
        data: RSS, Atom or JSON Feed, in any encoding.
        name: what to call it in an error.
        base: its own address, for relative links.
        charset: the encoding that the server named, or empty.

    Raises:
        SourceError: it is not a feed, or too damaged to be read.
    """
    text = _decoded(data, charset)
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        from briefcast.reading.feed.json_feed import read_json

        return read_json(text.lstrip("\ufeff"), name=name, base=base, max_entries=MAX_ENTRIES)
    from briefcast.reading.feed.xml_feed import read_xml

    root = _root(text)
    if root is None:
        raise SourceError(f"{name} is not a feed (RSS, Atom or JSON Feed); give a feed's address or one article's.")
    return read_xml(text[root.start() :], name=name, base=base, max_entries=MAX_ENTRIES)


def article_from(entry: Entry, feed: Feed, *, keep_all: bool = False) -> Article | None:
    """The article that an entry carries, or None if the page at its link must be fetched for it.

    Args:
        entry: one of the feed's.
        feed: where it comes from, which names the site.
        keep_all: leave nothing out, not even what is surely furniture.
    """
    from briefcast.reading.html.fragment import parse_fragment

    if not entry.markup:
        return None
    fragment = parse_fragment(entry.markup, base=entry.base, keep_all=keep_all)
    blocks, footers = (fragment.blocks, ()) if keep_all else _without_footers(fragment.blocks)
    if not any(block.text for block in blocks):
        return None
    dek, summary = _dek(entry.summary, blocks)
    return Article(
        title=entry.title,
        dek=dek,
        byline=entry.byline,
        published=entry.published,
        language=entry.language or feed.language or "en",
        site=feed.title,
        link=entry.link,
        image=entry.image or next((block.image for block in blocks if block.image.startswith("http")), ""),
        blocks=_without_title(blocks, entry.title),
        omissions=(*summary, *fragment.omissions, *footers),
    )


def _without_footers(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], tuple[Omission, ...]]:
    kept, left_out = [], []
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH and is_feed_footer(block.text):
            left_out.append(Omission(block.text, "feed footer"))
        else:
            kept.append(block)
    return tuple(kept), tuple(left_out)


def _without_title(blocks: tuple[Block, ...], title: str) -> tuple[Block, ...]:
    """The blocks without a heading above them that says the title again."""
    first = next((block for block in blocks if block.kind is not BlockKind.IMAGE), None)
    if first is None or first.kind is not BlockKind.HEADING or letters_of(first.text) != letters_of(title):
        return blocks
    return tuple(block for block in blocks if block is not first)


def _dek(summary: str, blocks: tuple[Block, ...]) -> tuple[str, tuple[Omission, ...]]:
    """The summary as a standfirst, or on record if it is none: cut off, long, or part of the text."""
    if not summary:
        return "", ()
    if letters_of(summary.rstrip("[]…. ")) in letters_of(" ".join(block.text for block in blocks)):
        return "", (Omission(summary, "summary that also stands in the article"),)
    if is_cut_off(summary) or len(summary.split()) > MAX_DEK_WORDS:
        return "", (Omission(summary, "summary of the article"),)
    return summary, ()


def _root(text: str) -> re.Match[str] | None:
    """Where the root element of a feed begins, after byte order mark, declaration, comments and document type."""
    position = 1 if text.startswith("\ufeff") else 0
    while match := _PROLOG.match(text, position):
        position = match.end()
    return _ROOT.match(text, position)


def _beginning(data: bytes) -> str:
    """The first bytes of a feed as text in which names and addresses, which are ASCII, can be read."""
    if wide := _wide_encoding(data):
        return data.decode(wide, "ignore")
    return data.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _decoded(data: bytes, charset: str) -> str:
    """The text of a feed. What is valid UTF-8 is UTF-8, whatever is declared: nothing else looks like it."""
    if wide := _wide_encoding(data):
        return data.decode(wide, "replace")
    with suppress(UnicodeDecodeError):
        text = data.decode("utf-8-sig")
        if not text.isascii():
            return text
    from briefcast.reading.decoding import decode_markup

    return decode_markup(data, charset)


def _wide_encoding(data: bytes) -> str:
    """UTF-16 or UTF-32, known by the byte order mark or by the zeros around the first character."""
    for start, encoding in _WIDE:
        if data.startswith(start):
            return encoding
    return ""
