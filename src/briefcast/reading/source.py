"""Opens a source and hands it to the reader for its kind."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from briefcast.errors import SourceError
from briefcast.reading.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefcast.model import Article

#: Larger files are refused: a whole book is about 1 MB of text.
MAX_BYTES = 50_000_000

TEXT_SUFFIXES = frozenset({"", ".txt", ".text"})
MARKDOWN_SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd"})


def read(source: str | Path) -> Article:
    """The article in a file, or on standard input for ``-``.

    Raises:
        SourceError: missing, unreadable, of an unknown kind, not text, or empty.
    """
    if str(source) == "-":
        return _read_text(sys.stdin.buffer.read(MAX_BYTES + 1), "standard input", "")
    path = Path(source)
    reader = _reader_for(path)
    return reader(_load(path), str(path), path.stem)


def _reader_for(path: Path) -> Callable[[bytes, str, str], Article]:
    if path.is_dir():
        raise SourceError(f"{path} is a folder; name one article in it.")
    suffix = path.suffix.lower()
    if suffix in MARKDOWN_SUFFIXES:
        return _read_markdown
    if suffix in TEXT_SUFFIXES:
        return _read_text
    known = ", ".join(sorted((TEXT_SUFFIXES | MARKDOWN_SUFFIXES) - {""}))
    raise SourceError(f"{path}: a {suffix} file is a kind Briefcast cannot read; save the article as one of {known}.")


def _load(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise SourceError(f"There is no file {path}; check the name.") from None
    except PermissionError:
        raise SourceError(f"{path} may not be read; check its permissions.") from None
    except OSError as error:
        raise SourceError(f"{path} could not be read: {error.strerror or error}.") from error


def _read_markdown(data: bytes, name: str, stem: str) -> Article:
    from briefcast.reading.markdown import parse_markdown

    return _checked(parse_markdown(_text_of(data, name), fallback_title=_title_from(stem)), name)


def _read_text(data: bytes, name: str, stem: str) -> Article:
    from briefcast.reading.text import parse_text

    return _checked(parse_text(_text_of(data, name), fallback_title=_title_from(stem)), name)


def _text_of(data: bytes, name: str) -> str:
    if len(data) > MAX_BYTES:
        raise SourceError(
            f"{name} is larger than {MAX_BYTES // 1_000_000} MB; split it into parts and read them one by one."
        )
    text = decode(data, name)
    if not text.strip():
        raise SourceError(f"{name} is empty: there is nothing to read aloud.")
    return text


def _checked(article: Article, name: str) -> Article:
    if not article.blocks and not article.dek:
        raise SourceError(f"{name} has a title but no article under it; there is nothing to read aloud.")
    return article


def _title_from(stem: str) -> str:
    words = stem.replace("_", " ").replace("-", " ").split()
    return " ".join(words).strip().capitalize() or "Untitled"


def markdown_text(source: str | Path) -> str | None:
    """The text of a Markdown file as it stands, or None for a source of any other kind.

    Raises:
        SourceError: missing, unreadable, not text, or empty.
    """
    path = Path(source)
    if str(source) == "-" or path.suffix.lower() not in MARKDOWN_SUFFIXES or path.is_dir():
        return None
    return _text_of(_load(path), str(path))
