"""What a show was known by before, if its folder is here: identity.json, and each episode's release.json."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from briefcast.checking.findings import Finding, found

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefcast.checking.document import FeedDocument

_MOST_BYTES = 10_000_000


def show_folder(feed: Path) -> Path | None:
    """The folder of the show whose feed this is, if it lies above it."""
    above = list(feed.resolve().parents)[:3]
    return next((folder for folder in above if (folder / "identity.json").is_file()), None)


def history_findings(feed: FeedDocument, folder: Path) -> Iterator[Finding]:
    """GUIDs of the feed that are no longer what the show's folder keeps."""
    kept = _kept(folder / "identity.json").get("guid")
    told = feed.channel.text("podcast:guid")
    if kept and told and told != kept:
        yield found("history-show", feed.channel.where, f"The feed says {told}; identity.json keeps {kept}.")
    known = {}
    for path in sorted(folder.glob("episodes/*/release.json")):
        release = _kept(path)
        media = release.get("media")
        if isinstance(media, dict):
            known[media.get("name")] = release.get("guid")
    for item in feed.items:
        name = item.attribute("enclosure", "url").rpartition("/")[2]
        guid = item.text("guid")
        if known.get(name, guid) != guid:
            yield found("history-episode", item.where, f"Its GUID is {guid}; its release.json keeps {known[name]}.")


def _kept(path: Path) -> dict[str, object]:
    """The object in a JSON file; nothing if there is none (publishing tells of a damaged one)."""
    try:
        content = json.loads(path.read_bytes()) if path.stat().st_size < _MOST_BYTES else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}
