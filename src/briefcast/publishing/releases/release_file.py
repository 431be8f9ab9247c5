"""Release <-> episodes/KEY/release.json: the one file a feed is made of, so that no manifest need be read for it."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from briefcast.errors import ShowError
from briefcast.model import Marker, Omission
from briefcast.show import Credit, Media, Release

if TYPE_CHECKING:
    from pathlib import Path

NAME = "release.json"
#: Raised when a reader of these files would have to change.
FORMAT = 1
_MEDIA_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\.(mp3|m4a)")


def release_json(release: Release) -> bytes:
    """The release as JSON; equal releases give equal bytes."""
    content = {
        "format": FORMAT,
        "key": release.key,
        "guid": release.guid,
        "title": release.title,
        "published": f"{release.published.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "language": release.language,
        "dek": release.dek,
        "explicit": release.explicit,
        "season": release.season,
        "number": release.number,
        "media": _media_fields(release.media),
        "chapters": [
            {"title": marker.title, "start_ms": marker.start_ms, "end_ms": marker.end_ms, "link": marker.link}
            for marker in release.markers
        ],
        "credits": [
            {"title": credit.title, "link": credit.link, "byline": credit.byline, "site": credit.site}
            for credit in release.credits
        ],
        "omissions": [
            {"text": omission.text, "reason": omission.reason, "link": omission.link} for omission in release.omissions
        ],
        "voices": [
            {"name": name, "synthetic": synthetic, "credit": credit} for name, synthetic, credit in release.voices
        ],
        "earlier": [{**_media_fields(media), "until": day.isoformat()} for media, day in release.earlier],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def release_from(data: bytes, path: Path) -> Release:
    """The release in the bytes of a release.json.

    Raises:
        ShowError: they are not what ``release_json`` writes; ``path`` is named.
    """
    try:
        content = json.loads(data)
        if content["format"] != FORMAT:
            raise ShowError(
                f"{path} has format {content['format']}, and this Briefcast knows {FORMAT}; use the newer Briefcast."
            )
        return _release(content)
    except KeyError as error:
        raise ShowError(f"{path} lacks {error}; build the episode again, or delete its folder.") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise ShowError(f"{path} cannot be read: {error}; build the episode again, or delete its folder.") from error


def _release(content: dict[str, Any]) -> Release:
    return Release(
        key=content["key"],
        guid=content["guid"],
        title=content["title"],
        published=_moment(content["published"]),
        language=content["language"],
        media=_media(content["media"]),
        markers=tuple(Marker(**chapter) for chapter in content["chapters"]),
        dek=content["dek"],
        credits=tuple(Credit(**credit) for credit in content["credits"]),
        omissions=tuple(Omission(**omission) for omission in content["omissions"]),
        voices=tuple((voice["name"], voice["synthetic"], voice["credit"]) for voice in content["voices"]),
        season=content["season"],
        number=content["number"],
        explicit=content["explicit"],
        earlier=tuple((_media(one), date.fromisoformat(one["until"])) for one in content["earlier"]),
    )


def _media_fields(media: Media) -> dict[str, str | int]:
    return {
        "name": media.name,
        "size_bytes": media.size_bytes,
        "sha256": media.sha256,
        "duration_ms": media.duration_ms,
    }


def _moment(text: str) -> datetime:
    if not text.endswith("Z"):
        raise ValueError(f"“{text}” is no time in UTC such as 2026-01-31T06:00:00Z")
    return datetime.fromisoformat(text)


def _media(fields: dict[str, Any]) -> Media:
    if not _MEDIA_NAME.fullmatch(fields["name"]):
        raise ValueError(f"“{fields['name']}” is no name of an audio file in its folder")
    return Media(fields["name"], fields["size_bytes"], fields["sha256"], fields["duration_ms"])
