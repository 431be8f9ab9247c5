"""Markdown -> Article: CommonMark with tables, footnotes and front matter."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import yaml
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from briefcast.errors import SourceError
from briefcast.model import Article, Block, BlockKind
from briefcast.reading.decoding import letters_of
from briefcast.reading.headmatter import date_in, is_byline, take_credits
from briefcast.reading.html.fragment import parse_fragment
from briefcast.reading.html.links import absolute

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

#: Front matter keys, in the order they are looked up.
_TITLE_KEYS = ("title", "headline")
_DEK_KEYS = ("dek", "description", "subtitle", "standfirst", "summary", "excerpt")
_BYLINE_KEYS = ("byline", "author", "authors", "by")
_DATE_KEYS = ("date", "published", "pubdate", "publishdate")
_LANGUAGE_KEYS = ("lang", "language", "locale")
_SITE_KEYS = ("site", "publication", "source", "publisher")
_LINK_KEYS = ("link", "url", "canonical", "canonical_url", "permalink")
_IMAGE_KEYS = ("image", "cover", "thumbnail", "featured_image")


def parse_markdown(text: str, *, fallback_title: str, keep_all: bool = False) -> Article:
    """The article in a Markdown file; front matter gives what it has, the first heading the rest.

    Raises:
        SourceError: the front matter is not a list of ``key: value`` lines.
    """
    parser = _parser()
    environment: dict[str, object] = {}
    tokens = parser.parse(text, environment)
    matter = _front_matter(tokens)
    link = absolute(_first(matter, _LINK_KEYS))
    markup = parser.renderer.render(tokens, parser.options, environment)
    fragment = parse_fragment(markup, base=link, keep_all=keep_all)
    blocks, title = _take_title(list(fragment.blocks), _first(matter, _TITLE_KEYS), fallback_title)
    blocks, byline, dateline = take_credits(blocks)
    published = _first(matter, _DATE_KEYS)
    dek = _first(matter, _DEK_KEYS)
    if any(letters_of(block.text) == letters_of(dek) for block in blocks):
        dek = ""
    return Article(
        title=title,
        dek=dek,
        byline=byline or _as_byline(_first(matter, _BYLINE_KEYS)),
        dateline=dateline or published,
        published=date_in(dateline or published),
        language=(_first(matter, _LANGUAGE_KEYS) or "en").lower().replace("_", "-"),
        site=_site(_first(matter, _SITE_KEYS)),
        link=link,
        image=absolute(_first(matter, _IMAGE_KEYS)),
        blocks=tuple(blocks),
        omissions=fragment.omissions,
    )


def _parser() -> MarkdownIt:
    rules = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return rules.use(footnote_plugin).use(front_matter_plugin).use(dollarmath_plugin, allow_space=False)


def _front_matter(tokens: Sequence[Token]) -> dict[str, object]:
    matter = next((token.content for token in tokens if token.type == "front_matter"), "")
    try:
        values = yaml.safe_load(matter)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 2}" if mark else ""
        raise SourceError(
            f"The front matter{line} is not valid YAML: {getattr(error, 'problem', None) or error};"
            " put quotation marks around a value that holds a colon."
        ) from None
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise SourceError("The front matter must be lines of the form 'key: value'.")
    return {str(key).lower(): value for key, value in values.items()}


def _first(matter: dict[str, object], keys: Sequence[str]) -> str:
    for key in keys:
        value = matter.get(key)
        if isinstance(value, list):
            return " and ".join(str(entry) for entry in value)
        if isinstance(value, datetime):
            return value.date().isoformat()
        if isinstance(value, str | date | int):
            return " ".join(str(value).split())
    return ""


def _take_title(blocks: list[Block], given: str, fallback: str) -> tuple[list[Block], str]:
    """The title, and the blocks without the heading that says the same."""
    first = next((block for block in blocks if block.kind is not BlockKind.IMAGE), None)
    if first is None or first.kind is not BlockKind.HEADING:
        return blocks, given or fallback
    if given and letters_of(first.text) != letters_of(given):
        return blocks, given
    if first.level > 1 and not given:
        return blocks, fallback
    return [block for block in blocks if block is not first], given or first.text


def _as_byline(author: str) -> str:
    return author if not author or is_byline(author) else f"By {author}"


def _site(text: str) -> str:
    return "" if text.startswith(("http://", "https://")) else text
