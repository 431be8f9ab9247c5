"""Episode -> chapters JSON, by the Podcasting 2.0 format "JSON Chapters" 1.2."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefcast.model import Episode


def chapters_json(episode: Episode) -> str:
    """The chapter list that apps fetch from beside the MP3; times in whole seconds."""
    chapters = [
        {"startTime": marker.start_ms // 1000, "endTime": marker.end_ms // 1000, "title": marker.title}
        | ({"url": marker.link} if marker.link else {})
        for marker in episode.markers
    ]
    content = {"version": "1.2.0", "title": episode.script.title, "chapters": chapters}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
