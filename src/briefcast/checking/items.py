"""What the items of a feed say of the episodes, each by itself and all together."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from briefcast.checking.addresses import AUDIO_TYPES, PICTURE_ENDINGS, ending, is_web
from briefcast.checking.channel import LONGEST_DESCRIPTION, title_fault
from briefcast.checking.dates import date_of
from briefcast.checking.document import text_of
from briefcast.checking.findings import Finding, found
from briefcast.checking.markup import ALLOWED, notes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from briefcast.checking.document import Part

_DURATION = re.compile(r"\d+")
_CLOCKED = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2})")
_SPDX = re.compile(r"[a-z0-9.+-]+")
_LONGEST_NAME = 128
_SOUNDBITE_S = (15, 120)


def items_findings(items: Sequence[Part], now: datetime) -> Iterator[Finding]:
    """Everything that items can have wrong without a look at what they lead to."""
    for item in items:
        yield from _item(item, now)
    yield from _together(items)


def seconds_of(duration: str) -> int | None:
    """An itunes:duration in seconds, in whichever form; None if it is none.

    >>> seconds_of("1801"), seconds_of("30:01"), seconds_of("1:00:00"), seconds_of("half an hour")
    (1801, 1801, 3600, None)
    """
    if _DURATION.fullmatch(duration) and len(duration) < 9:
        return int(duration)
    match = _CLOCKED.fullmatch(duration[:20])
    return int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3]) if match else None


def _item(item: Part, now: datetime) -> Iterator[Finding]:
    yield from _title(item)
    yield from _guid(item)
    yield from _date(item, now)
    yield from _enclosure(item)
    yield from _notes(item)
    yield from _facts(item)
    yield from _podcast_tags(item)


def _title(item: Part) -> Iterator[Finding]:
    if fault := title_fault([text_of(title) for title in item.all("title")]):
        yield found("item-title", item.where, fault)
        return
    title = item.text("title")
    if any(unicodedata.category(char) == "Cc" for char in title):
        yield found("item-title", item.where, "It holds a control character.")
    if "<" in title or html.unescape(title) != title:
        yield found("item-title-markup", item.where, f"The title is {title!r}.")


def _guid(item: Part) -> Iterator[Finding]:
    guid = item.text("guid")
    if len(item.all("guid")) != 1 or not guid.strip() or guid != guid.strip():
        yield found("item-guid", item.where, f"The GUID is {guid!r}." if item.all("guid") else "There is none.")
    elif item.attribute("guid", "isPermaLink") != "false" and not is_web(guid):
        yield found("item-guid-permalink", item.where, f"The GUID {guid!r} counts as an address.")


def _date(item: Part, now: datetime) -> Iterator[Finding]:
    date = date_of(item.text("pubDate"))
    if date is None:
        yield found("item-date", item.where, f"pubDate is {item.text('pubDate')!r}.")
    elif date > now:
        yield found("item-date-future", item.where, f"pubDate is {item.text('pubDate')}, which is yet to come.")


def _enclosure(item: Part) -> Iterator[Finding]:
    count = len(item.all("enclosure"))
    if count != 1:
        yield found("enclosure", item.where, f"There are {count}.")
    if not count:
        return
    address = item.attribute("enclosure", "url")
    kind = item.attribute("enclosure", "type")
    length = item.attribute("enclosure", "length")
    if not is_web(address) or ending(address) not in AUDIO_TYPES:
        yield found("enclosure-url", item.where, f"The address is {address!r}.")
    elif kind not in AUDIO_TYPES[ending(address)]:
        yield found("enclosure-type", item.where, f"The type of a {ending(address)} is {kind!r}.")
    if not _DURATION.fullmatch(length) or not int(length[:18]):
        yield found("enclosure-length", item.where, f"The length is {length!r}.")


def _notes(item: Part) -> Iterator[Finding]:
    markup = item.text("description")
    size = len(markup.encode())
    if len(item.all("description")) != 1 or not markup.strip() or size > LONGEST_DESCRIPTION:
        what = f"There are {len(item.all('description'))} descriptions, the first of {size:,} bytes."
        yield found("item-description", item.where, what)
    description, content = notes_of(markup), notes_of(item.text("content:encoded"))
    for tag in sorted(description.tags - ALLOWED):
        yield found("item-html", item.where, f"The description holds <{tag}>.")
    for fault in (*description.faults, *content.faults):
        yield found("item-html", item.where, fault)
    if item.all("content:encoded") and len(content.text) < len(description.text):
        what = f"It has {len(content.text):,} characters and the description {len(description.text):,}."
        yield found("item-content", item.where, what)


def _facts(item: Part) -> Iterator[Finding]:
    if not is_web(item.text("link").strip()):
        yield found("item-link", item.where, f"The link is {item.text('link')!r}.")
    duration = item.text("itunes:duration")
    if not _DURATION.fullmatch(duration):
        yield found("item-duration", item.where, f"itunes:duration is {duration!r}.")
    closed: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
        ("item-explicit", "itunes:explicit", lambda text: text in {"true", "false"}),
        ("item-type", "itunes:episodeType", lambda text: text in {"full", "trailer", "bonus"}),
        ("item-number", "itunes:season", _is_count),
        ("item-number", "itunes:episode", _is_count),
    )
    for rule, name, is_right in closed:
        if item.all(name) and not is_right(item.text(name)):
            yield found(rule, item.where, f"{name} is {item.text(name)!r}.")
    picture = item.attribute("itunes:image", "href")
    if item.all("itunes:image") and (not is_web(picture) or ending(picture) not in PICTURE_ENDINGS):
        yield found("item-image", item.where, f"itunes:image leads to {picture!r}.")


def _podcast_tags(item: Part) -> Iterator[Finding]:
    licence = item.text("podcast:license").strip()
    if item.all("podcast:license") and not _SPDX.fullmatch(licence) and not item.attribute("podcast:license", "url"):
        yield found("item-licence", item.where, f"The licence is {licence!r}, without an address.")
    for person in item.all("podcast:person"):
        if not 0 < len(text_of(person).strip()) <= _LONGEST_NAME:
            yield found("item-person", item.where, f"The name has {len(text_of(person).strip())} characters.")
    for bite in item.all("podcast:soundbite"):
        start, length = _number(bite.get("startTime")), _number(bite.get("duration"))
        whole = seconds_of(item.text("itunes:duration")) or 0
        if start is None or length is None or not _is_bite(start, length, whole):
            what = f"It begins at {bite.get('startTime')!r} and lasts {bite.get('duration')!r}."
            yield found("item-soundbite", item.where, what)


def _is_bite(start: float, length: float, whole: int) -> bool:
    shortest, longest = _SOUNDBITE_S
    return shortest <= length <= longest and start + length <= whole


def _is_count(text: str) -> bool:
    return bool(_DURATION.fullmatch(text)) and len(text) < 9 and int(text) > 0


def _number(text: object) -> float | None:
    match = re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", str(text))
    return float(match[0]) if match else None


def _together(items: Sequence[Part]) -> Iterator[Finding]:
    """What may not come twice, and the order."""
    dates = [date_of(item.text("pubDate")) for item in items]
    yield from _twice(items, "item-guid-twice", lambda item: item.text("guid").strip(), "GUID")
    yield from _twice(items, "enclosure-url-twice", lambda item: item.attribute("enclosure", "url"), "address")
    yield from _twice(items, "item-date-twice", lambda item: _moment(item.text("pubDate")), "date")
    days: dict[str, set[str]] = defaultdict(set)
    for item, date in zip(items, dates, strict=True):
        title = " ".join(item.text("title").split())
        day = date.date().isoformat() if date else ""
        if title and title in days:
            rule = "item-twin" if day in days[title] else "item-title-twice"
            yield found(rule, item.where, f"An item before it has the title “{title}” too.")
        days[title].add(day)
    known = [date for date in dates if date]
    if known != sorted(known, reverse=True):
        yield found("item-order", "the feed", "An item stands behind an older one.")


def _moment(text: str) -> str:
    date = date_of(text)
    return str(date.timestamp()) if date else ""


def _twice(items: Sequence[Part], rule: str, key: Callable[[Part], str], what: str) -> Iterator[Finding]:
    first: dict[str, Part] = {}
    for item in items:
        value = key(item)
        if value and first.setdefault(value, item) is not item:
            yield found(rule, item.where, f"It has the {what} of {first[value].where}.")
