"""Opens what a person names, tells its kind, and hands it to the reader for that kind."""

from __future__ import annotations

import io
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import unquote, urldefrag, urlsplit

from briefcast.errors import SourceError
from briefcast.reading.decoding import decode
from briefcast.reading.kinds import Kind, kind_of
from briefcast.reading.language import with_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefcast.model import Article
    from briefcast.reading.feed import Entry, Feed

#: Larger sources are refused: a whole book is about 1 MB of text, but books and reports have pictures.
MAX_TEXT_BYTES = 50_000_000
MAX_DOCUMENT_BYTES = 500_000_000
#: How many of a feed's items are read unless a person says otherwise.
NEWEST = 10

#: Files that say something of the folder they are in.
_ABOUT_THE_FOLDER = frozenset({"README", "LICENSE", "LICENCE", "COPYING", "CHANGELOG"})


@dataclass(frozen=True, slots=True)
class Manner:
    """How sources are read."""

    #: Leave nothing out: menus, running heads and share lines are read too.
    keep_all: bool = False
    #: Fetch from addresses in private networks as well.
    allow_private: bool = False
    #: How many of a feed's items to read, newest first.
    newest: int = NEWEST
    #: Addresses, without fragment, that a feed or a list may name but that are not fetched.
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Unread:
    """A source that could not be read, and why."""

    name: str
    error: SourceError


@dataclass(frozen=True, slots=True)
class _Opened:
    """A source that is open: its bytes, and what is known of them."""

    file: BinaryIO
    name: str
    stem: str
    url: str = ""
    declared: str = ""
    charset: str = ""


def read(source: str | Path, manner: Manner = Manner()) -> Article:
    """The one article in a file, at an address, or on standard input for ``-``.

    Raises:
        SourceError: missing, unreadable, of an unknown kind, empty, or holding several articles.
    """
    found = list(islice(read_all([source], manner), 2))
    for one in found:
        if isinstance(one, Unread):
            raise one.error
        if len(found) == 1:
            return one
    if not found:
        raise SourceError(f"{source} holds no articles.")
    raise SourceError(f"{source} holds several articles; give one of them, or make a briefing of all.")


def read_all(sources: list[str | Path], manner: Manner = Manner()) -> Iterator[Article | Unread]:
    """All articles in sources, one by one: files, folders, addresses, feeds, lists of addresses, ``-``.

    What cannot be read is reported in its place, and the rest is read all the same.
    """
    for source in sources:
        yield from _articles_in(source, manner, 0)


def is_address(source: str | Path) -> bool:
    """Whether a source is named by its address on the web.

    >>> is_address("https://example.org/news"), is_address("news.txt")
    (True, False)
    """
    return isinstance(source, str) and source.lower().startswith(("http://", "https://"))


def _articles_in(source: str | Path, manner: Manner, depth: int) -> Iterator[Article | Unread]:
    """All articles of one source; ``depth`` counts the lists that led to it."""
    if not is_address(source) and str(source) != "-" and Path(source).is_dir():
        yield from _in_folder(Path(source), manner)
        return
    try:
        with _opened(source, manner) as opened:
            yield from _articles_of(opened, manner, depth)
    except SourceError as error:
        yield Unread(str(source), error)


def _in_folder(folder: Path, manner: Manner) -> Iterator[Article | Unread]:
    """Every file in a folder and those below it, by name; what a saved page brings along is passed over."""
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and path.stem.upper() not in _ABOUT_THE_FOLDER
        and not any(part.startswith(".") or part.endswith("_files") for part in path.relative_to(folder).parts)
    )
    if not files:
        yield Unread(str(folder), SourceError(f"{folder} is an empty folder; put articles in it."))
    for path in files:
        yield from _articles_in(path, manner, 0)


@contextmanager
def _opened(source: str | Path, manner: Manner) -> Iterator[_Opened]:
    if str(source) == "-":
        yield _Opened(io.BytesIO(_standard_input()), "standard input", "")
    elif is_address(source):
        from briefcast.reading.web import fetch

        got = fetch(str(source), allow_private=manner.allow_private)
        stem = PurePosixPath(unquote(urlsplit(got.url).path)).stem
        yield _Opened(io.BytesIO(got.data), str(source), stem, got.url, got.content_type, got.charset)
    else:
        yield from _file(Path(source))


@cache
def _standard_input() -> bytes:
    """All of standard input, which can be read only once, but is looked at twice."""
    return sys.stdin.buffer.read(MAX_TEXT_BYTES + 1)


def _file(path: Path) -> Iterator[_Opened]:
    """An open file, which must be the same when it is closed."""
    try:
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            yield _Opened(file, str(path), path.stem)
            after = path.stat()
    except FileNotFoundError:
        raise SourceError(f"There is no file {path}; check the name.") from None
    except PermissionError:
        raise SourceError(f"{path} may not be read; check its permissions.") from None
    except OSError as error:
        raise SourceError(f"{path} could not be read: {error.strerror or error}.") from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise SourceError(f"{path} changed while it was being read; try again when it is finished.")


def _articles_of(opened: _Opened, manner: Manner, depth: int) -> Iterator[Article | Unread]:
    kind = kind_of(opened.file, opened.name, opened.declared)
    if kind is Kind.FEED:
        yield from _in_feed(opened, manner)
    elif kind is Kind.ADDRESSES:
        yield from _at_addresses(opened, manner, depth)
    else:
        article = _READERS[kind](opened, manner)
        article = replace(article, link=article.link or opened.url, via=opened.name)
        yield with_language(_checked(article, opened.name))


def _at_addresses(opened: _Opened, manner: Manner, depth: int) -> Iterator[Article | Unread]:
    """The articles at the addresses of a list. A list on the web may not name further lists, nor any file."""
    if depth:
        raise SourceError(f"{opened.name} is a list of addresses within a list; give that list itself.")
    for line in map(str.strip, _text(opened).split("\n")):
        if is_address(line) and urldefrag(line).url in manner.known:
            continue
        if is_address(line):
            yield from _articles_in(line, manner, depth + 1)
        elif line and not line.startswith("#"):
            yield Unread(line, SourceError(f"{opened.name}: “{line[:80]}” is no web address; each line must be one."))


def _in_feed(opened: _Opened, manner: Manner) -> Iterator[Article | Unread]:
    """A feed's newest items: those with their whole text as they are, of the others the pages they link to."""
    from briefcast.reading.feed import parse_feed

    if opened.url:
        _respect_robots(opened.url, manner)
    feed = parse_feed(_data(opened), name=opened.name, base=opened.url, charset=opened.charset)
    if not feed.entries:
        yield Unread(
            opened.name, SourceError(f"{opened.name} is a feed without items; there is nothing to read aloud.")
        )
    for entry in feed.entries[: manner.newest]:
        if entry.link and urldefrag(entry.link).url in manner.known:
            continue
        try:
            yield with_language(_from_entry(entry, feed, manner))
        except SourceError as error:
            yield Unread(entry.link or entry.title, error)


def _from_entry(entry: Entry, feed: Feed, manner: Manner) -> Article:
    from briefcast.reading.feed import article_from

    if article := article_from(entry, feed, keep_all=manner.keep_all):
        return replace(article, via=entry.link)
    if not entry.link:
        raise SourceError(f"“{entry.title}” has neither its text nor a link in the feed; it is passed over.")
    _respect_robots(entry.link, manner)
    with _opened(entry.link, manner) as opened:
        kind = kind_of(opened.file, opened.name, opened.declared)
        if kind not in _READERS:
            raise SourceError(f"{entry.link} is a {kind}, not an article.")
        article = _checked(_READERS[kind](opened, manner), opened.name)
    return replace(
        article,
        title=article.title or entry.title,
        byline=article.byline or entry.byline,
        published=article.published or entry.published,
        site=article.site or feed.title,
        link=article.link or entry.link,
        via=entry.link,
    )


def _respect_robots(address: str, manner: Manner) -> None:
    from briefcast.reading.web import allowed_by_robots

    if not allowed_by_robots(address, allow_private=manner.allow_private):
        raise SourceError(f"{address}: its site asks programs not to read it (robots.txt); save the page by hand.")


def _data(opened: _Opened, most: int = MAX_TEXT_BYTES) -> bytes:
    data = opened.file.read(most + 1)
    if len(data) > most:
        raise SourceError(
            f"{opened.name} is larger than {most // 1_000_000} MB; split it into parts and read them one by one."
        )
    if not data.strip():
        raise SourceError(f"{opened.name} is empty: there is nothing to read aloud.")
    return data


def _text(opened: _Opened) -> str:
    text = decode(_data(opened), opened.name)
    if not text.strip():
        raise SourceError(f"{opened.name} is empty: there is nothing to read aloud.")
    return text


def _read_markdown(opened: _Opened, manner: Manner) -> Article:
    from briefcast.reading.markdown import parse_markdown

    return parse_markdown(_text(opened), fallback_title=_title_from(opened.stem), keep_all=manner.keep_all)


def _read_text(opened: _Opened, manner: Manner) -> Article:
    from briefcast.reading.text import parse_text

    return parse_text(_text(opened), fallback_title=_title_from(opened.stem), keep_all=manner.keep_all)


def _read_page(opened: _Opened, manner: Manner) -> Article:
    from briefcast.reading.html.page import parse_page

    return parse_page(
        _data(opened),
        url=opened.url,
        charset=opened.charset,
        name=opened.name,
        fallback_title=_title_from(opened.stem),
        keep_all=manner.keep_all,
    )


def _read_mail(opened: _Opened, manner: Manner) -> Article:
    from briefcast.reading.mail import parse_mail

    return parse_mail(
        _data(opened), name=opened.name, fallback_title=_title_from(opened.stem), keep_all=manner.keep_all
    )


def _read_document(parser: str, opened: _Opened, manner: Manner) -> Article:
    """An EPUB, PDF or Word document; their readers go through the file and do not load it whole."""
    from importlib import import_module

    size = opened.file.seek(0, os.SEEK_END)
    opened.file.seek(0)
    if size > MAX_DOCUMENT_BYTES:
        raise SourceError(f"{opened.name} is larger than {MAX_DOCUMENT_BYTES // 1_000_000} MB; split it into parts.")
    module, function = parser.split(":")
    parse: Callable[..., Article] = getattr(import_module(module), function)
    return parse(opened.file, name=opened.name, fallback_title=_title_from(opened.stem), keep_all=manner.keep_all)


_READERS: dict[Kind, Callable[[_Opened, Manner], Article]] = {
    Kind.TEXT: _read_text,
    Kind.MARKDOWN: _read_markdown,
    Kind.HTML: _read_page,
    Kind.MAIL: _read_mail,
    Kind.EPUB: partial(_read_document, "briefcast.reading.epub:parse_epub"),
    Kind.PDF: partial(_read_document, "briefcast.reading.pdf:parse_pdf"),
    Kind.DOCX: partial(_read_document, "briefcast.reading.docx:parse_docx"),
}


def _checked(article: Article, name: str) -> Article:
    if not any(block.text for block in article.blocks) and not article.dek:
        raise SourceError(f"{name} has a title but no article under it; there is nothing to read aloud.")
    return article


def _title_from(stem: str) -> str:
    words = stem.replace("_", " ").replace("-", " ").split()
    return " ".join(words).strip().capitalize() or "Untitled"


def markdown_text(source: str) -> str | None:
    """The text of a Markdown file, or of standard input with front matter, as it stands; None for any other source.

    Raises:
        SourceError: missing, unreadable, not text, or empty.
    """
    path = Path(source)
    if source == "-":
        return decode(_standard_input(), "standard input") if _standard_input().startswith(b"---") else None
    if is_address(source) or path.suffix.lower() not in {".md", ".markdown"} or path.is_dir():
        return None
    with _opened(path, Manner()) as opened:
        return _text(opened)
