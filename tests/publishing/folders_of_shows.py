"""Shows as they lie in a folder, with episodes that were never spoken: publishing does not listen to them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PIL import Image
from tests.publishing.sample_shows import CHAPTERS, release

from briefcast.publishing.releases.release_file import release_json
from briefcast.show import Media, Release

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SETTINGS = {
    "title": "The Quay Report",
    "author": "Mara Quist",
    "description": "What happened at the harbour.",
    "base_url": "https://quay.example/show/",
    "public": True,
    "rights": "own",
}


def make_show(folder: Path, *, more: str = "", **settings: object) -> Path:
    """A folder with show.toml and a cover; ``more`` is TOML that follows."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f"{key} = {json.dumps(value)}" for key, value in {**SETTINGS, **settings}.items()]
    (folder / "show.toml").write_text("\n".join([*lines, more, ""]), encoding="utf-8")
    if not (folder / "cover.jpg").exists():
        Image.new("RGB", (1400, 1400), "navy").save(folder / "cover.jpg")
    return folder


def audio_of(key: str, take: int = 1) -> bytes:
    return f"{key}, take {take}. ".encode() * 100


def media_of(key: str, take: int = 1) -> Media:
    audio = audio_of(key, take)
    digest = hashlib.sha256(audio).hexdigest()
    return Media(f"{key}-{digest[:12]}.mp3", len(audio), digest, 240_400)


def add_release(folder: Path, day: int, *, take: int = 1, **changes: object) -> Release:
    """The release of a day, as ``build --show`` leaves it; of another take, made anew."""
    usual = release(day)
    key = f"{NOON + timedelta(days=day):%Y-%m-%d}-harbour-news"
    one = replace(usual, key=key, published=NOON + timedelta(days=day), media=media_of(key, take))
    one = replace(one, **changes)
    place = folder / "episodes" / key
    place.mkdir(parents=True, exist_ok=True)
    lay_media(place, one.media, take)
    (place / "release.json").write_bytes(release_json(one))
    return one


def lay_media(place: Path, media: Media, take: int = 1) -> None:
    """Writes the audio and what stands beside it."""
    audio = place / media.name
    audio.write_bytes(audio_of(place.name, take))
    utterances = [
        {"chapter": n, "role": "narrator", "text": f"{title} is told.", "spoken": f"{title} is told.", "voice": "heart",
         "start_ms": n * 60_000, "end_ms": (n + 1) * 60_000, "pause_ms": 0, "word_times_ms": []}
        for n, title in enumerate(CHAPTERS)
    ]  # fmt: skip
    chapters = [
        {"title": title, "start_ms": n * 60_000, "end_ms": (n + 1) * 60_000, "link": ""}
        for n, title in enumerate(CHAPTERS)
    ]
    content = {"format": 1, "language": "en", "title": place.name, "omissions": [], "duration_ms": 240_400}
    manifest = {**content, "chapters": chapters, "utterances": utterances}
    audio.with_suffix(".json").write_text(json.dumps(manifest), encoding="utf-8")
    for suffix in (".vtt", ".chapters.json", ".transcript.json"):
        audio.with_suffix(suffix).write_text(f"{media.name}{suffix}", encoding="utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    """Path -> bytes of every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
