"""What an episode was made of, told in names by which the same articles are known when they come again."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from briefcast.show import Credit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefcast.model import Article, Script

#: The names of one article, in the order in which they are sure: address, file and title, digest of the text.
Origin = tuple[str, ...]
_DIGITS = 32


def origin_of(article: Article) -> Origin:
    """The names of an article.

    A file is known by its path and the article's title together: essay.md with a mended sentence is the same
    article, today's news.txt with tomorrow's news in it is another.
    """
    text = "\n".join((article.title, article.dek, *(block.text for block in article.blocks)))
    return _names(article.link, article.via, article.title, text)


def origin_of_script(script: Script, via: str) -> Origin:
    """The names of what a script tells that a person edited; ``via`` is its file, or empty."""
    return _names(script.link, via, script.title, "\n".join(one.text for one in script.utterances))


def credits_of(articles: Sequence[Article]) -> tuple[Credit, ...]:
    """Whose the articles are."""
    return tuple(
        Credit(title=article.title, link=article.link, byline=article.byline, site=article.site) for article in articles
    )


def credits_of_script(script: Script) -> tuple[Credit, ...]:
    """Whose the articles of an edited script are: of a briefing those its chapters link to, once each."""
    if script.link:
        return (Credit(title=script.title, link=script.link, byline=script.byline, site=script.site),)
    pages: dict[str, Credit] = {}
    for chapter in script.chapters:
        page = urldefrag(chapter.link).url
        if page:
            pages.setdefault(page, Credit(title=chapter.title, link=page, site=script.site))
    return tuple(pages.values()) or (Credit(title=script.title, byline=script.byline, site=script.site),)


def _names(link: str, via: str, title: str, text: str) -> Origin:
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:_DIGITS]
    return tuple(dict.fromkeys(name for name in (_page(link), _place(via, title), f"text:{digest}") if name))


def _page(link: str) -> str:
    return urldefrag(link).url if link else ""


def _place(via: str, title: str) -> str:
    """The address or file by which it was reached; standard input is none."""
    if not via or via in {"-", "standard input"}:
        return ""
    if via.lower().startswith(("http://", "https://")):
        return _page(via)
    return f"{Path(via).resolve().as_uri()}#{title}"
