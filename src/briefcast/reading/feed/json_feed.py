"""JSON Feed (versions 1 and 1.1, jsonfeed.org) -> Feed."""

from __future__ import annotations

import json

from briefcast.errors import SourceError
from briefcast.reading.feed.entries import Feed, Found, as_markup, feed_of, web_address


def read_json(text: str, *, name: str, base: str, max_entries: int) -> Feed:
    """The feed in a JSON document.

    Raises:
        SourceError: it is not JSON, or not a feed.
    """
    try:
        top = json.loads(text)
    except (ValueError, RecursionError):
        raise SourceError(f"{name} looks like a JSON Feed but is not valid JSON; fetch it again.") from None
    version = _text(top, "version")
    if "jsonfeed.org/version/1" not in version:
        raise SourceError(f"{name} is JSON but no JSON Feed; give the address of a feed or of one article.")
    home = web_address(_text(top, "home_page_url"), base)
    items = top.get("items")
    found = [_item(item, top, base) for item in (items if isinstance(items, list) else [])[:max_entries]]
    return feed_of(found, title=_text(top, "title"), link=home, language=_text(top, "language"))


def _item(item: object, top: object, base: str) -> Found:
    content = _text(item, "content_html") or as_markup(_text(item, "content_text"))
    identity = _text(item, "id")
    return Found(
        title=_text(item, "title"),
        link=_text(item, "url") or (identity if identity.startswith(("http://", "https://")) else ""),
        published=_text(item, "date_published") or _text(item, "date_modified"),
        authors=_authors(item) or _authors(top),
        description=as_markup(_text(item, "summary")),
        content=content,
        language=_text(item, "language"),
        image=_text(item, "image") or _text(item, "banner_image"),
        base=base,
    )


def _authors(value: object) -> tuple[str, ...]:
    many = value.get("authors") if isinstance(value, dict) else None
    one = value.get("author") if isinstance(value, dict) else None
    names = (_text(author, "name") for author in (many if isinstance(many, list) else [one]))
    return tuple(name for name in names if name)


def _text(value: object, key: str) -> str:
    text = value.get(key) if isinstance(value, dict) else None
    return text if isinstance(text, str) else str(text) if isinstance(text, int) and not isinstance(text, bool) else ""
