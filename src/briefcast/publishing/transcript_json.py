"""Manifest -> JSON transcript with a time for each word, by the Podcasting 2.0 format "JSON Transcript" 1.0.0."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_VERSION = "1.0.0"
#: Apps that gather words into paragraphs break where a segment ends a line.
_END = "\n"


def transcript_json(manifest: Mapping[str, Any]) -> str:
    """The transcript as apps fetch it: a segment for each word, in seconds from the start of the audio.

    An utterance whose words have no times is one segment. No segment is empty, and each has both times:
    AntennaPod fails on the one and skips what lacks the other. The format is described beside its tag in
    github.com/Podcastindex-org/podcast-namespace (docs/examples/transcripts/transcripts.md).
    """
    segments = [segment for utterance in manifest["utterances"] for segment in _segments(utterance)]
    return json.dumps({"version": _VERSION, "segments": segments}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _segments(utterance: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    words, times = utterance["text"].split(), utterance["word_times_ms"]
    if len(times) != 2 * len(words):
        words, times = [" ".join(words)], (utterance["start_ms"], utterance["end_ms"])
    for number, (word, start, end) in enumerate(zip(words, times[::2], times[1::2], strict=True), 1):
        if word:
            yield {
                "speaker": utterance["voice"],
                "startTime": start / 1000,
                "endTime": end / 1000,
                "body": word + (_END if number == len(words) else ""),
            }
