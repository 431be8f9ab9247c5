"""Episode -> WebVTT transcript (W3C WebVTT 1): each utterance in cues that can be read, in the article's words."""

from __future__ import annotations

import html
import re
import textwrap
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from briefcast.publishing.clock import exact_clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefcast.model import Cue, Episode

#: What the Podcasting 2.0 namespace asks of a transcript: characters in a line, lines in a cue.
LINE_LENGTH = 65
_LINES = 2
#: A cue that is gone sooner cannot be read, and one that stays longer lags behind the voice, ms.
SHORTEST_MS, LONGEST_MS = 1000, 7000
#: What may not stand in a speaker's name (WebVTT 1, section 4.2.2), nor what AntennaPod ends one at.
_NOT_IN_NAMES = re.compile(r"[&<>\s]+")


@dataclass(frozen=True, slots=True)
class _Caption:
    """What is shown at once."""

    start_ms: int
    end_ms: int
    lines: tuple[str, ...]
    voice: str


def webvtt(episode: Episode) -> str:
    """The transcript: cues in order, none overlapping, none after the end.

    A cue has two lines of 65 characters at most and stays for one to seven seconds, as long as the speech
    allows; the speaker is named where it changes.
    """
    captions = _lengthened([caption for cue in episode.cues for caption in _captions(cue)], episode.duration_ms)
    blocks, voice = ["WEBVTT\n"], ""
    for caption in captions:
        tag = f"<v {_NOT_IN_NAMES.sub(' ', caption.voice).strip()}>" if caption.voice != voice else ""
        voice = caption.voice
        # Escaped, so that no line can be taken for timing or mark-up.
        text = "\n".join(html.escape(line, quote=False) for line in caption.lines)
        blocks.append(f"{exact_clock(caption.start_ms)} --> {exact_clock(caption.end_ms)}\n{tag}{text}\n")
    return "\n".join(blocks)


def _captions(cue: Cue) -> Iterator[_Caption]:
    """An utterance cut into as many captions of like length as lines and seconds ask for."""
    words = _timed_words(cue)
    for run in _runs(words):
        text = " ".join(word for word, _, _ in run)
        yield _Caption(run[0][1], run[-1][2], tuple(_wrapped(text)), cue.voice)


def _timed_words(cue: Cue) -> list[tuple[str, int, int]]:
    """The words with start and end, ms; where the voice does not tell, by their share of the letters.

    What no line can hold, such as a sentence in a script without spaces, is cut into parts that fit.
    """
    if cue.word_times_ms:
        words = [(word.text, word.start_ms, word.end_ms) for word in cue.words]
        return [part for word in words for part in _shared(_wrapped(word[0]), *word[1:])]
    parts = [part for word in cue.utterance.text.split() for part in _wrapped(word)]
    return _shared(parts, cue.start_ms, cue.end_ms)


def _shared(parts: Sequence[str], start_ms: int, end_ms: int) -> list[tuple[str, int, int]]:
    letters = max(1, sum(map(len, parts)))
    marks = [start_ms]
    for part in parts:
        marks.append(marks[-1] + round((end_ms - start_ms) * len(part) / letters))
    marks[-1] = max(end_ms, marks[-2] if parts else end_ms)
    return [(part, *times) for part, times in zip(parts, pairwise(marks), strict=True)]


def _runs(words: Sequence[tuple[str, int, int]]) -> Iterator[Sequence[tuple[str, int, int]]]:
    """The words in runs that fit a caption; halved, and halved again, so that none is left with a single word."""
    if not words:
        return
    fits = len(_wrapped(" ".join(word for word, _, _ in words))) <= _LINES
    if len(words) == 1 or (fits and words[-1][2] - words[0][1] <= LONGEST_MS):
        yield words
        return
    place = _middle(words)
    yield from _runs(words[:place])
    yield from _runs(words[place:])


def _middle(words: Sequence[tuple[str, int, int]]) -> int:
    """Where to cut: near the middle, and rather behind a punctuation mark or where the voice rests."""
    half = sum(len(word) + 1 for word, _, _ in words) / 2
    best, place, so_far = float("inf"), 1, 0
    for number, ((word, _, end), (_, start, _)) in enumerate(pairwise(words), 1):
        so_far += len(word) + 1
        cost = abs(so_far - half) / half - 0.3 * (word[-1] in ",;:.!?—–") - 0.2 * (start - end > 150)
        if cost < best:
            best, place = cost, number
    return place


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, LINE_LENGTH, break_on_hyphens=False)


def _lengthened(captions: Sequence[_Caption], duration_ms: int) -> Iterator[_Caption]:
    """Captions that stay for a second, where the next one leaves them the time."""
    followers = [caption.start_ms for caption in captions[1:]] + [duration_ms]
    for caption, follower in zip(captions, followers, strict=True):
        end = max(caption.end_ms, min(caption.start_ms + SHORTEST_MS, follower))
        yield _Caption(caption.start_ms, min(end, follower), caption.lines, caption.voice)
