"""What a page says of itself to machines: JSON-LD, meta elements, link elements."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefcast.reading.decoding import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_ARTICLES = re.compile(r"(?:Article|BlogPosting|Report|NewsArticle|Posting|Review|Recipe|WebPage)$")
#: JSON-LD longer than this, or nested deeper, is not looked at.
_LONGEST = 2_000_000
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Statements:
    """Meta elements by name, and the JSON-LD objects that describe an article or its page."""

    meta: dict[str, str]
    described: tuple[dict[str, Any], ...]
    canonical: str = ""

    def first(self, *names: str) -> str:
        """The content of the first of these meta elements that is there."""
        return next((self.meta[name] for name in names if self.meta.get(name)), "")

    def said(self, key: str) -> str:
        """A text value of the article's description, or empty."""
        return next((_text(entry[key]) for entry in self.described if _text(entry.get(key))), "")

    def named(self, key: str) -> list[str]:
        """The names of persons or organisations that the description gives for a role."""
        for entry in self.described:
            values = entry.get(key)
            values = values if isinstance(values, list) else [values]
            names = [_text(value.get("name")) if isinstance(value, dict) else _text(value) for value in values]
            if any(names):
                return [name for name in names if name]
        return []

    @property
    def restricted(self) -> str:
        """The selector of what only subscribers may read, or empty."""
        parts = (entry.get("hasPart") for entry in self.described)
        flat = (part for value in parts for part in (value if isinstance(value, list) else [value]))
        return next((_text(part.get("cssSelector")) for part in flat if isinstance(part, dict)), "")

    @property
    def is_free(self) -> bool:
        """Whether the page does not say that reading costs."""
        return not any(str(entry.get("isAccessibleForFree")).lower() == "false" for entry in self.described)


def statements_of(root: HtmlElement) -> Statements:
    """All that a page states of itself."""
    meta: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        content = " ".join(clean(element.get("content") or "").split())
        if name and content:
            meta.setdefault(name, content)
        if (element.get("http-equiv") or "").lower() == "content-language" and content:
            meta.setdefault("content-language", content)
    canonical = next(
        (
            link.get("href") or ""
            for link in root.iter("link")
            if "canonical" in (link.get("rel") or "").lower().split()
        ),
        "",
    )
    described = tuple(sorted(_descriptions(root), key=_rank))
    return Statements(meta, described, canonical.strip())


def _descriptions(root: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = script.text or ""
        if len(text) > _LONGEST:
            continue
        try:
            values = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from (entry for entry in _objects(values, 0) if _ARTICLES.search(_type(entry)))


def _objects(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for entry in value:
            yield from _objects(entry, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            if isinstance(value.get(key), list | dict):
                yield from _objects(value[key], depth + 1)


def _type(entry: dict[str, Any]) -> str:
    kind = entry.get("@type")
    return str(kind[0] if isinstance(kind, list) and kind else kind or "")


def _rank(entry: dict[str, Any]) -> int:
    """Articles come before the pages they stand on."""
    return 1 if _type(entry) == "WebPage" else 0


def _text(value: object) -> str:
    return " ".join(clean(value).split()) if isinstance(value, str) else ""
