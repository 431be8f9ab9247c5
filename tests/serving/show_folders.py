"""Folders of shows as ``briefcast show new`` and ``briefcast build --show`` leave them."""

from __future__ import annotations

import hashlib
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from PIL import Image

from briefcast.files import write_whole
from briefcast.model import Marker
from briefcast.publishing.releases.release_file import release_json
from briefcast.publishing.transcript_json import transcript_json
from briefcast.show import Media, Release

if TYPE_CHECKING:
    from pathlib import Path


def make_show(folder: Path, *, public: bool = True, **settings: str) -> Path:
    """A show without episodes or an address of its own."""
    folder.mkdir(parents=True)
    lines = ['title = "The Quay Report"', 'author = "Mara Quist"', 'description = "The harbour, read aloud."']
    lines += ["public = true", 'rights = "own"'] if public else []
    lines += [f'{name} = "{value}"' for name, value in settings.items()]
    (folder / "show.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    Image.new("RGB", (1400, 1400), "#0b5673").save(folder / "cover.jpg")
    return folder


def add_release(folder: Path, episode: Any, number: int, title: str = "") -> Release:
    """Puts an episode into the show, its release.json last."""
    data, told = episode.mp3.read_bytes(), episode.manifest
    digest = hashlib.sha256(data).hexdigest()
    key = f"2026-03-{number:02d}-harbour"
    stem = f"{key}-{digest[:12]}"
    place = folder / "episodes" / key
    place.mkdir(parents=True)
    shutil.copy(episode.mp3, place / f"{stem}.mp3")
    for suffix in (".vtt", ".json"):
        shutil.copy(episode.mp3.with_suffix(suffix), place / f"{stem}{suffix}")
    (place / f"{stem}.chapters.json").write_text('{"version": "1.2.0", "chapters": []}', encoding="utf-8")
    (place / f"{stem}.transcript.json").write_text(transcript_json(told), encoding="utf-8")
    release = Release(
        key=key,
        guid=f"00000000-0000-5000-8000-{number:012d}",
        title=title or f"Harbour news {number}",
        published=datetime(2026, 3, number, 12, tzinfo=UTC),
        language="en",
        media=Media(f"{stem}.mp3", len(data), digest, told["duration_ms"]),
        markers=tuple(Marker(**chapter) for chapter in told["chapters"]),
    )
    write_whole(place / "release.json", release_json(release))
    return release
