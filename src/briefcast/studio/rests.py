"""How long the silence after each utterance is heard: as written, at the voice's pace, longer at a hand-over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefcast.scripting import pauses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefcast.studio.recording import Part

#: The least silence between two voices at the usual pace, ms; a sentence's pause would sound like an interruption.
HANDOVER_MS = 450


def rests(parts: Sequence[Part]) -> list[int]:
    """Silence after each part, ms."""
    following = [*parts[1:], None]
    return [_rest(part, after) for part, after in zip(parts, following, strict=True)]


def _rest(part: Part, after: Part | None) -> int:
    voice = part.speaker.voice
    scale = voice.pauses / voice.rate
    changes = after is not None and after.speaker.voice.name != voice.name
    pause_ms = part.utterance.pause_ms
    # What is shorter than a sentence's pause was written so by a person.
    least = HANDOVER_MS if changes and pause_ms >= pauses.SENTENCE else 0
    return round(max(pause_ms, least) * scale)
