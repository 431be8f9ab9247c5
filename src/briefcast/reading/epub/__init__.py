"""EPUB -> Article: package, contents, pages, chapters."""

from briefcast.reading.epub.book import parse_epub

__all__ = ["parse_epub"]
