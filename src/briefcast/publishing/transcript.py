"""Episode -> WebVTT transcript (W3C WebVTT 1), a cue for each utterance, in the words of the article."""

from __future__ import annotations

import html
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefcast.model import Episode

LINE_LENGTH = 65


def webvtt(episode: Episode) -> str:
    """The transcript: cues in order, none overlapping, none after the end."""
    cues = [f"{_clock(cue.start_ms)} --> {_clock(cue.end_ms)}\n{_lines(cue.utterance.text)}\n" for cue in episode.cues]
    return "\n".join(["WEBVTT\n", *cues])


def _clock(ms: int) -> str:
    """Hours, minutes, seconds, milliseconds.

    >>> _clock(3_723_004)
    '01:02:03.004'
    """
    seconds, rest = divmod(ms, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{rest:03d}"


def _lines(text: str) -> str:
    """Text for a cue: wrapped, and escaped so that no line can be taken for timing or mark-up."""
    lines = textwrap.wrap(text, LINE_LENGTH, break_on_hyphens=False, break_long_words=False)
    return "\n".join(html.escape(line, quote=False) for line in lines)
