"""Manifest -> the transcript of a page: chapters of passages of sentences, each with its time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefcast.publishing.clock import short_clock
from briefcast.publishing.web_links import web_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: A rest this much longer than a voice's shortest ends a passage: paragraphs rest twice as long as sentences.
_LONGER = 1.2


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, where it begins, and where its words do."""

    text: str
    start_ms: int
    #: Start of each word after the sentence's own, hundredths of a second, with a blank between.
    words: str

    @property
    def seconds(self) -> str:
        """The start in seconds."""
        return f"{self.start_ms / 1000:.2f}"


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences that belong together: a paragraph, a heading, a quotation."""

    #: The role that speaks it.
    kind: str
    sentences: tuple[Sentence, ...]

    @property
    def seconds(self) -> str:
        """The start in seconds."""
        return self.sentences[0].seconds

    @property
    def clock(self) -> str:
        """The start as people write it."""
        return short_clock(self.sentences[0].start_ms)


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter with its text."""

    title: str
    start_ms: int
    link: str
    passages: tuple[Passage, ...]

    @property
    def seconds(self) -> int:
        """The start in seconds; chapters start on whole ones."""
        return self.start_ms // 1000

    @property
    def clock(self) -> str:
        """The start as people write it."""
        return short_clock(self.start_ms)


def sections_of(manifest: Mapping[str, Any]) -> tuple[Section, ...]:
    """The chapters of a manifest (docs/formats.md) with all that is said in them.

    >>> said = {"chapter": 0, "role": "narrator", "text": "All calm.", "start_ms": 300, "pause_ms": 320,
    ...         "voice": "heart", "word_times_ms": [300, 600, 610, 990]}
    >>> sections_of({"chapters": [{"title": "Calm", "start_ms": 0, "link": ""}], "utterances": [said]})[0].passages
    (Passage(kind='narrator', sentences=(Sentence(text='All calm.', start_ms=300, words='0 31'),)),)
    """
    shortest = _shortest_rests(manifest["utterances"])
    said: list[list[Mapping[str, Any]]] = [[] for _ in manifest["chapters"]]
    for utterance in manifest["utterances"]:
        said[utterance["chapter"]].append(utterance)
    return tuple(
        _section(chapter, tuple(_passages(utterances, shortest)))
        for chapter, utterances in zip(manifest["chapters"], said, strict=True)
    )


def _section(chapter: Mapping[str, Any], passages: tuple[Passage, ...]) -> Section:
    return Section(chapter["title"], chapter["start_ms"], web_address(chapter["link"]), passages)


def _passages(utterances: Sequence[Mapping[str, Any]], shortest: Mapping[str, int]) -> Iterator[Passage]:
    held: list[Sentence] = []
    for number, utterance in enumerate(utterances):
        held.append(_sentence(utterance))
        following = utterances[number + 1] if number + 1 < len(utterances) else None
        rests = utterance["pause_ms"] > _LONGER * shortest[utterance["voice"]]
        if following is None or rests or following["role"] != utterance["role"]:
            yield Passage(utterance["role"], tuple(held))
            held = []


def _shortest_rests(utterances: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Voice -> the shortest rest it keeps, ms."""
    shortest: dict[str, int] = {}
    for utterance in utterances:
        voice, pause = utterance["voice"], utterance["pause_ms"]
        shortest[voice] = min(pause, shortest.get(voice, pause))
    return shortest


def _sentence(utterance: Mapping[str, Any]) -> Sentence:
    start: int = utterance["start_ms"]
    starts = utterance["word_times_ms"][::2]
    return Sentence(utterance["text"], start, " ".join(str((word - start) // 10) for word in starts))
