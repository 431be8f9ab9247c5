"""What the tag of an episode must say so that every player shows its chapters, its cover and its name."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from briefcast.checking.artwork import tag_picture_fault
from briefcast.checking.chapter_lists import Chapter, ChapterList
from briefcast.checking.disclosure import says_so
from briefcast.checking.findings import Finding, found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefcast.checking.document import FeedDocument, Part
    from briefcast.checking.tag_reading import TagChapter, TagRead

MOST_BYTES = 300_000
_PICTURE_BYTES = 30_000
_TITLE_BYTES = 100
_TOP_LEVEL_AND_ORDERED = 3
_FRONT_COVER = 3
_FACTS = ("TIT2", "TPE1", "TALB", "TCON", "TLEN")


def tag_findings(tag: TagRead, where: str) -> Iterator[Finding]:
    """Everything a tag can have wrong by itself, beyond its form."""
    if tag.size > MOST_BYTES:
        yield found("tag-size", where, f"The tag has {tag.size // 1000:,} kB.")
    yield from _contents(tag, where)
    for chapter in tag.chapters:
        yield from _chapter(chapter, where)
    yield from _times(tag, where)
    yield from _cover(tag, where)
    if missing := [name for name in _FACTS if not tag.texts.get(name, "").strip()]:
        yield found("tag-facts", where, f"{', '.join(missing)} missing.")


def tag_chapters(tag: TagRead) -> ChapterList | None:
    """The list of chapters in a tag."""
    chapters = tuple(Chapter("".join(chapter.titles[:1]), chapter.start_ms, chapter.end_ms) for chapter in tag.chapters)
    return ChapterList("the file's tag", chapters) if chapters else None


def tag_agreement(tag: TagRead, item: Part, feed: FeedDocument, *, synthetic: bool) -> Iterator[Finding]:
    """Whether file and feed call the episode the same, and both tell of a synthetic voice."""
    said = {
        "TIT2": item.text("title"),
        "TALB": feed.channel.text("title"),
        "TPE1": item.text("itunes:author") or feed.channel.text("itunes:author"),
    }
    for name, text in said.items():
        if name in tag.texts and text and _line(tag.texts[name]) != _line(text):
            what = f"{name} is “{tag.texts[name]}” and the feed says “{text}”."
            yield found("tag-facts-agree", item.where, what)
    marked = tag.extras.get("ai-content", "").lower() == "true"
    told = any(map(says_so, tag.comments))
    if synthetic and not (marked and told):
        yield found("disclosure", item.where, f"The file's tag has no {'TXXX ai-content' if told else 'such comment'}.")
    if marked and not synthetic:
        yield found("disclosure", item.where, "The file's tag tells of a synthetic voice, the feed does not.")


def _contents(tag: TagRead, where: str) -> Iterator[Finding]:
    if not tag.chapters and not tag.contents:
        return
    names = [chapter.name for chapter in tag.chapters]
    if len(tag.contents) != 1:
        yield found("tag-contents", where, f"There are {len(tag.contents)} CTOC frames for {len(names)} chapters.")
        return
    contents = tag.contents[0]
    if contents.flags != _TOP_LEVEL_AND_ORDERED:
        yield found("tag-contents", where, f"The flags of the CTOC are {contents.flags}, not {_TOP_LEVEL_AND_ORDERED}.")
    if contents.chapters_before:
        yield found("tag-contents", where, f"{contents.chapters_before} CHAP frames stand before the CTOC.")
    if sorted(contents.entries) != sorted(names) or len(set(names)) != len(names):
        what = f"The CTOC names {len(contents.entries)} chapters, and {len(set(names))} of {len(names)} names differ."
        yield found("tag-contents", where, what)
    by_start = [chapter.name for chapter in sorted(tag.chapters, key=lambda chapter: chapter.start_ms)]
    if sorted(contents.entries) == sorted(names) and contents.entries != by_start:
        yield found("tag-contents", where, "The CTOC does not name the chapters in the order of their times.")
    if not contents.title.strip():
        yield found("tag-contents-title", where, "It has none.")


def _chapter(chapter: TagChapter, where: str) -> Iterator[Finding]:
    if chapter.has_offsets:
        yield found("tag-chapter-offsets", where, f"{chapter.name} has byte offsets.")
    if not re.fullmatch(r"[!-~]{1,99}", chapter.name):
        yield found("tag-contents", where, f"A chapter is named {chapter.name!r}.")
    if fault := _title_fault(chapter.titles):
        yield found("tag-chapter-title", where, f"{chapter.name} {fault}.")
    for link in chapter.links:
        if fault := _link_fault(link):
            yield found("tag-chapter-link", where, f"The link of {chapter.name} {fault}: {link!r}.")
    if chapter.picture_bytes > _PICTURE_BYTES:
        what = f"{chapter.name} holds {chapter.picture_bytes // 1000} kB of picture."
        yield found("tag-chapter-pictures", where, what)


def _title_fault(titles: list[str]) -> str:
    if len(titles) != 1:
        return f"has {len(titles)} titles"
    title = titles[0]
    if not title.strip() or unicodedata.normalize("NFC", title) != title:
        return f"has the title {title!r}, which is empty or not composed"
    if any(unicodedata.category(char) in {"Cc", "Cs", "Cn", "Zl", "Zp"} for char in title):
        return f"has a control character or new line in its title {title!r}"
    size = len(title.encode())
    return f"has a title of {size} bytes" if size > _TITLE_BYTES else ""


def _link_fault(link: bytes) -> str:
    if link[:1] != b"\0":
        return f"has encoding {link[:1]!r}"
    description, _, address = link[1:].partition(b"\0")
    if address.endswith(b"\0"):
        return "ends in a NUL"
    if not (description + address).isascii() or not address.startswith((b"http://", b"https://")):
        return "is no address in ASCII"
    return "holds + or %" if re.search(rb"[+%]", address) else ""


def _times(tag: TagRead, where: str) -> Iterator[Finding]:
    starts = [chapter.start_ms for chapter in tag.chapters]
    if starts != sorted(starts):
        yield found("tag-chapter-order", where, "A CHAP frame stands behind one that is heard later.")
    heard = sorted(tag.chapters, key=lambda chapter: chapter.start_ms)
    if heard and heard[0].start_ms:
        yield found("tag-chapter-times", where, f"The first chapter begins at {heard[0].start_ms} ms.")
    for chapter in heard:
        if chapter.start_ms >= chapter.end_ms:
            what = f"{chapter.name} lasts from {chapter.start_ms} to {chapter.end_ms} ms."
            yield found("tag-chapter-times", where, what)
    for one, other in pairwise(heard):
        if one.start_ms < one.end_ms != other.start_ms:
            what = f"{one.name} ends at {one.end_ms} ms and {other.name} begins at {other.start_ms}."
            yield found("tag-chapter-times", where, what)


def _cover(tag: TagRead, where: str) -> Iterator[Finding]:
    covers = [picture for picture in tag.pictures if picture.kind == _FRONT_COVER]
    if len(covers) != 1 or len(tag.pictures) != 1:
        yield found("tag-cover", where, f"There are {len(covers)} front covers and {len(tag.pictures)} pictures.")
        return
    cover = covers[0]
    if cover.encoding or cover.mime != "image/jpeg" or cover.chapters_before != len(tag.chapters):
        what = f"It is {cover.mime}, encoding {cover.encoding}, behind {cover.chapters_before} chapters."
        yield found("tag-cover", where, what)
    elif fault := tag_picture_fault(cover.data):
        yield found("tag-cover", where, fault)


def _line(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))
