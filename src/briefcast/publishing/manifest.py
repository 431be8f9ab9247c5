"""Episode -> manifest: all that was said, when, by which voice and with which settings, and what was not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from briefcast.studio.chapter_file import MADE_WITH
from briefcast.studio.mp3 import RATE_HZ
from briefcast.versions import version_of

if TYPE_CHECKING:
    from briefcast.model import Cue, Episode, Script
    from briefcast.studio.formats import Form
    from briefcast.voices import Cast

#: Raised when a reader of manifests would have to change.
FORMAT = 1
_MEASURED = {True: "on the decoded MP3", False: "on the finished sound before it was encoded"}


def manifest_json(episode: Episode, cast: Cast, name: str, form: Form) -> str:
    """The manifest as JSON text; it holds no clock time and no path, so equal input gives equal bytes."""
    script = episode.script
    content = {
        "format": FORMAT,
        "title": script.title,
        "byline": script.byline,
        "published": script.published.isoformat() if script.published else None,
        "language": script.language,
        "site": script.site,
        "link": script.link,
        "file": name,
        "duration_ms": episode.duration_ms,
        "loudness": {
            "integrated_lufs": episode.loudness.integrated_lufs,
            "true_peak_dbtp": episode.loudness.true_peak_dbtp,
            "measured": f"{_MEASURED[form.coding.is_mp3]}, mono counted as two channels",
        },
        "lead_in_ms": episode.lead_in_ms,
        "chapters": [
            {"title": marker.title, "start_ms": marker.start_ms, "end_ms": marker.end_ms, "link": marker.link}
            for marker in episode.markers
        ],
        "utterances": _utterances(episode),
        "omissions": _omissions(script),
        "warnings": list(episode.warnings),
        "cast": dict(episode.cast),
        "voices": _voices(cast),
        "settings": {
            "format": form.format,
            "quality": form.quality,
            "bit_rate_kbps": form.bit_rate_kbps,
            "sample_rate_hz": RATE_HZ,
            "synthetic": True,
        },
        "versions": {name: version_of(name) for name in ("briefcast", *MADE_WITH)},
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def script_json(script: Script) -> str:
    """The script as JSON text: chapters of utterances, and the omissions."""
    content = {
        "title": script.title,
        "language": script.language,
        "chapters": [
            {
                "title": chapter.title,
                "utterances": [
                    {
                        "text": utterance.text,
                        "spoken": utterance.spoken,
                        "role": utterance.role,
                        "pause_ms": utterance.pause_ms,
                    }
                    for utterance in chapter.utterances
                ],
            }
            for chapter in script.chapters
        ],
        "omissions": _omissions(script),
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _omissions(script: Script) -> list[dict[str, str]]:
    return [
        {"text": omission.text, "reason": omission.reason} | ({"link": omission.link} if omission.link else {})
        for omission in script.omissions
    ]


def _utterances(episode: Episode) -> list[dict[str, object]]:
    chapter_of = [number for number, chapter in enumerate(episode.script.chapters) for _ in chapter.utterances]
    return [_utterance(cue, chapter) for cue, chapter in zip(episode.cues, chapter_of, strict=True)]


def _utterance(cue: Cue, chapter: int) -> dict[str, object]:
    return {
        "chapter": chapter,
        "role": cue.utterance.role,
        "text": cue.utterance.text,
        "spoken": cue.utterance.spoken,
        "voice": cue.voice,
        "start_ms": cue.start_ms,
        "end_ms": cue.end_ms,
        "pause_ms": cue.utterance.pause_ms,
        "word_times_ms": cue.word_times_ms,
    } | ({"note": cue.note} if cue.note else {})


def _voices(cast: Cast) -> list[dict[str, str]]:
    """Each voice heard, with the terms it comes under."""
    speakers = {speaker.voice.name: speaker for _, speaker in (*cast.speakers, *cast.guests, ("", cast.stand_in))}
    return [
        {
            "name": name,
            "engine": speaker.voice.engine,
            "licence": speaker.voice.licence,
            "credit": speaker.voice.credit,
        }
        for name, speaker in speakers.items()
    ]
