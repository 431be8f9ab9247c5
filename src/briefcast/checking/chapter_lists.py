"""The lists of chapters an episode comes with: each right by itself, and all of them the same.

JSON, Podlove and the time lines of the notes are read here, the tag's in :mod:`~briefcast.checking.tag_rules`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from briefcast.checking.document import name_of
from briefcast.checking.findings import Finding, found
from briefcast.checking.markup import notes_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefcast.checking.document import Part

FEWEST = 3
SHORTEST_MS = 30_000
LONGEST_TITLE = 40
#: Starts nearer than this are one chapter to AntennaPod; and as far from the end a chapter must begin.
APART_MS = 1000
#: Notes that are nearly full may end their list early.
_FULL_NOTES = 3_500
_TIME_LINE = re.compile(r"\(?(?:(\d{1,2}):)?(\d{1,2}):(\d{2})\)?\s+(?:[-–—]\s+)?(\S.*)")
_PSC_START = re.compile(r"(\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3})")
_LEADING_NUMBER = re.compile(r"\(?\d{1,2}(?::\d{2})+\)?\s|\d{1,3}[.)]\s")
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
_TAG = re.compile(r"</?[a-z][^>]*>", re.I)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter as some list has it."""

    title: str
    start_ms: int
    end_ms: int | None = None


@dataclass(frozen=True, slots=True)
class ChapterList:
    """All chapters that one carrier has."""

    #: How a finding names it.
    carrier: str
    chapters: tuple[Chapter, ...]


def json_chapters(data: bytes, where: str, findings: list[Finding]) -> ChapterList | None:
    """The list in a JSON chapters file; what is wrong with its form is added to ``findings``."""
    try:
        content = json.loads(data)
        version, listed = content["version"], content["chapters"]
        chapters = tuple(_json_chapter(chapter) for chapter in listed)
    except (ValueError, RecursionError) as error:
        findings.append(found("chapters-json", where, f"It is not such a list: {error}."))
        return None
    except (TypeError, KeyError, AttributeError) as error:
        findings.append(found("chapters-json", where, f"It is not such a list: {type(error).__name__} {error}."))
        return None
    if not isinstance(version, str) or not version.startswith("1."):
        findings.append(found("chapters-json", where, f"Its version is {version!r}."))
    if not chapters:
        findings.append(found("chapters-json", where, "It has no chapter."))
        return None
    if any(chapter.get("toc") is False for chapter in listed):
        findings.append(found("chapters-hidden", where, "A chapter has toc: false."))
    return ChapterList("the JSON chapters", chapters)


def psc_chapters(item: Part, findings: list[Finding]) -> ChapterList | None:
    """The Podlove Simple Chapters of an item, if it has any."""
    holder = item.first("psc:chapters")
    if holder is None:
        return None
    chapters = []
    for element in holder:
        if name_of(element) != "psc:chapter":
            continue
        start, title = str(element.get("start", "")), str(element.get("title", ""))
        match = _PSC_START.fullmatch(start[:20])
        if match is None or not title.strip():
            findings.append(found("chapters-psc", item.where, f"A chapter has start {start!r} and title {title!r}."))
            return None
        hours, minutes, seconds, rest = map(int, match.groups())
        chapters.append(Chapter(_line(title), ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest))
    return ChapterList("the Podlove chapters", tuple(chapters)) if chapters else None


def notes_chapters(item: Part) -> ChapterList | None:
    """The time lines of an episode's notes; the longer of its two texts counts."""
    markup = max(item.text("description"), item.text("content:encoded"), key=len)
    matches = [match for line in notes_of(markup).lines if (match := _TIME_LINE.fullmatch(line))]
    chapters = tuple(
        Chapter(_line(match[4]), (int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3])) * 1000)
        for match in matches
    )
    return ChapterList("the time lines in the notes", chapters) if chapters else None


def list_findings(lists: Sequence[ChapterList], duration_ms: int, where: str) -> Iterator[Finding]:
    """Whether each list is in order and within the sound (0: of unknown length), and the first one pleasant."""
    for chapters in lists:
        yield from _order(chapters, where)
        yield from _reach(chapters, duration_ms, where)
    if lists:
        yield from _pleasant(lists[0], duration_ms, where)


def agreement_findings(item: Part, lists: Sequence[ChapterList]) -> Iterator[Finding]:
    """Whether all lists are the same, the first being the measure."""
    if not lists:
        return
    carriers = {chapters.carrier: chapters for chapters in lists}
    notes = carriers.get("the time lines in the notes")
    if notes is None:
        yield found("notes-times", item.where, "The notes have no such lines.")
    elif notes.chapters[0].start_ms or (len(notes.chapters) < FEWEST and len(lists[0].chapters) >= FEWEST):
        first = notes.chapters[0].start_ms // 1000
        yield found("notes-times", item.where, f"There are {len(notes.chapters)}, the first at {first} s.")
    is_full = len(max(item.text("description"), item.text("content:encoded"), key=len)) > _FULL_NOTES
    for other in lists[1:]:
        if difference := _difference(lists[0], other, may_be_shorter=other is notes and is_full):
            yield found("chapters-agree", item.where, f"In {other.carrier} {difference} in {lists[0].carrier}.")


def _json_chapter(chapter: dict[str, object]) -> Chapter:
    start, end, title = chapter["startTime"], chapter.get("endTime"), chapter.get("title", "")
    if isinstance(start, bool) or not isinstance(start, int | float) or not 0 <= start < 1e7:
        raise ValueError(f"startTime is {start!r:.50}")
    if end is not None and (isinstance(end, bool) or not isinstance(end, int | float) or not 0 <= end < 1e7):
        raise ValueError(f"endTime is {end!r:.50}")
    if not isinstance(title, str) or not title.strip():
        raise ValueError("a chapter has no title")
    return Chapter(_line(title), round(start * 1000), None if end is None else round(end * 1000))


def _order(chapters: ChapterList, where: str) -> Iterator[Finding]:
    for one, other in pairwise(chapters.chapters):
        if other.start_ms - one.start_ms <= APART_MS:
            what = f"In {chapters.carrier} “{other.title}” begins at {_s(other.start_ms)}, the one before it at"
            yield found("chapters-order", where, f"{what} {_s(one.start_ms)}.")


def _reach(chapters: ChapterList, duration_ms: int, where: str) -> Iterator[Finding]:
    if not duration_ms:
        return
    for chapter in chapters.chapters:
        if chapter.start_ms >= duration_ms - APART_MS:
            what = f"In {chapters.carrier} “{chapter.title}” begins at {_s(chapter.start_ms)}"
            yield found("chapters-reach", where, f"{what}; the sound ends at {_s(duration_ms)}.")
        elif chapter.end_ms is not None and chapter.end_ms > duration_ms + APART_MS:
            what = f"In {chapters.carrier} “{chapter.title}” ends at {_s(chapter.end_ms)}"
            yield found("chapters-reach", where, f"{what}; the sound ends at {_s(duration_ms)}.")


def _pleasant(listed: ChapterList, duration_ms: int, where: str) -> Iterator[Finding]:
    chapters = listed.chapters
    if len(chapters) < FEWEST or chapters[0].start_ms:
        yield found("chapters-count", where, f"There are {len(chapters)}, the first at {_s(chapters[0].start_ms)}.")
    ends = [chapter.start_ms for chapter in chapters[1:]] + [duration_ms or chapters[-1].start_ms + SHORTEST_MS]
    for chapter, end in zip(chapters, ends, strict=True):
        if APART_MS < end - chapter.start_ms < SHORTEST_MS:
            yield found("chapters-count", where, f"“{chapter.title}” lasts {_s(end - chapter.start_ms)}.")
        if chapter.start_ms % 1000:
            yield found("chapters-seconds", where, f"“{chapter.title}” begins at {_s(chapter.start_ms)}.")
        if fault := _title_fault(chapter.title):
            yield found("chapters-title", where, f"“{chapter.title}” {fault}.")
    if len({chapter.title for chapter in chapters}) < len(chapters):
        yield found("chapters-title", where, "Two chapters have one title.")


def _title_fault(title: str) -> str:
    if len(title) > LONGEST_TITLE:
        return f"has {len(title)} characters"
    if _LEADING_NUMBER.match(title):
        return "begins with a number or a time"
    if _TAG.search(title):
        return "holds mark-up"
    return "holds an emoji" if _EMOJI.search(title) else ""


def _difference(measure: ChapterList, other: ChapterList, *, may_be_shorter: bool) -> str:
    """What is unlike, as the middle of a sentence; empty if they agree to the second."""
    if len(other.chapters) != len(measure.chapters) and not (
        may_be_shorter and len(other.chapters) < len(measure.chapters)
    ):
        return f"there are {len(other.chapters)} chapters and {len(measure.chapters)}"
    for one, two in zip(measure.chapters, other.chapters, strict=False):
        if one.start_ms // 1000 != two.start_ms // 1000:
            return f"“{two.title}” begins at {_s(two.start_ms)} and at {_s(one.start_ms)}"
        if one.title != two.title:
            return f"a chapter is called “{two.title}” and “{one.title}”"
    return ""


def _line(title: str) -> str:
    return unicodedata.normalize("NFC", " ".join(title.split()))


def _s(ms: int) -> str:
    return f"{ms / 1000:g} s"
