"""A feed, a folder, an address or an MP3 -> everything that is wrong with it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefcast.checking.addresses import ending, is_web
from briefcast.checking.artwork import cover_findings
from briefcast.checking.asking import Asker
from briefcast.checking.audio import NEAR_S, Audio, check_audio
from briefcast.checking.channel import channel_findings, self_findings
from briefcast.checking.chapter_lists import (
    ChapterList,
    agreement_findings,
    json_chapters,
    list_findings,
    notes_chapters,
    psc_chapters,
)
from briefcast.checking.disclosure import disclosure_findings, is_synthetic
from briefcast.checking.document import FeedDocument, Part, read_document, size_findings
from briefcast.checking.findings import Finding, found, within_reason
from briefcast.checking.history import history_findings, show_folder
from briefcast.checking.items import items_findings, seconds_of
from briefcast.checking.places import ARCHIVE, CHAPTERS, COVER, Folder, Place, Web, feed_in, transcript_kind
from briefcast.checking.rules import Level
from briefcast.checking.tag_rules import tag_agreement, tag_chapters
from briefcast.checking.transcripts import transcript_findings
from briefcast.errors import ShowError
from briefcast.publishing.addresses import HASH_DIGITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TRANSCRIPT_TYPES = ("text/vtt", "application/json", "application/x-subrip", "application/srt", "text/srt", "text/html")
#: Archive pages that are followed.
_MOST_PAGES = 50
_HASHED = re.compile(rf"-([0-9a-f]{{{HASH_DIGITS}}})\.\w+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How far a check goes."""

    #: How many items, the newest first, are fetched and listened to; None for all.
    items: int | None = 3
    allow_private: bool = False
    #: For each file, s.
    seconds: float = 60.0
    #: The moment dates are compared with.
    now: datetime = field(default_factory=lambda: datetime.now(UTC))


def check(source: str, wishes: Wishes, progress: Callable[[str], None]) -> list[Finding]:
    """Everything that is wrong, worst first.

    Args:
        source: an address, a feed's file, a show's folder, or an MP3.
        wishes: how far to go.
        progress: is told what is looked at.

    Raises:
        ShowError: there is nothing of the kind.
    """
    findings: list[Finding] = []
    if "://" in source:
        private = wishes.allow_private or _is_private(source)
        place: Place = Web(source, Asker(allow_private=private, seconds=wishes.seconds), findings)
        _Check(place, wishes, progress, findings).run()
    else:
        _check_here(Path(source), wishes, progress, findings)
    worst_first = list(Level)
    return sorted(within_reason(findings), key=lambda finding: worst_first.index(finding.level))


def _check_here(path: Path, wishes: Wishes, progress: Callable[[str], None], findings: list[Finding]) -> None:
    try:
        if path.suffix.lower() == ".mp3":
            progress(str(path))
            check_audio(path, ".mp3", path.name, findings)
            return
        feed = feed_in(path) if path.is_dir() else path
        folder = Folder(feed, findings)
        _Check(folder, wishes, progress, findings).run()
    except OSError as error:
        raise ShowError(f"{path} cannot be checked: {error.strerror or error}.") from None


def _is_private(address: str) -> bool:
    """Whether an address that a person typed names this computer or its network, so that it is meant."""
    from briefcast.reading.web.addresses import is_public

    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    try:
        return not is_public(str(ip_address(host)))
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local"))


class _Check:
    """One check of one show."""

    def __init__(self, place: Place, wishes: Wishes, progress: Callable[[str], None], findings: list[Finding]) -> None:
        self._place = place
        self._wishes = wishes
        self._progress = progress
        self._findings = findings

    def run(self) -> None:
        """Looks at everything."""
        self._progress("the feed")
        had = self._place.feed()
        if had is None:
            return
        data, address = had
        feed = read_document(data, self._findings)
        if feed is None:
            return
        if isinstance(self._place, Folder):
            self._place.lies_at(_own_address(feed.channel))
            if folder := show_folder(self._place.path):
                self._findings += history_findings(feed, folder)
        self._findings += size_findings(data, len(feed.items))
        self._findings += channel_findings(feed.channel)
        self._findings += self_findings(feed.channel, address)
        self._findings += items_findings(feed.items, self._wishes.now)
        self._findings += disclosure_findings(feed)
        self._cover(feed.channel)
        self._archive(feed)
        for item in feed.items[: self._wishes.items]:
            self._progress(item.where)
            self._episode(item, feed)

    def _cover(self, holder: Part) -> None:
        address = holder.attribute("itunes:image", "href")
        where = f"the cover of {holder.where}"
        if is_web(address) and (data := self._place.small(address, COVER, where)) is not None:
            self._findings += cover_findings(data, address, where)

    def _archive(self, feed: FeedDocument) -> None:
        """The pages of older items: each must be there, and no GUID may come twice (RFC 5005)."""
        seen = {item.text("guid") for item in feed.items}
        visited: set[str] = set()
        page = _older(feed.channel)
        while page and page not in visited and len(visited) < _MOST_PAGES:
            visited.add(page)
            where = f"archive page {len(visited)}"
            data = self._place.small(page, ARCHIVE, where) if is_web(page) else None
            older = read_document(data, self._findings, where) if data is not None else None
            if older is None:
                self._findings.append(found("feed-archive", where, f"{page} brings no feed."))
                return
            for item in older.items:
                if item.text("guid") in seen:
                    self._findings.append(found("item-guid-twice", where, f"{item.where} is in a newer page too."))
                seen.add(item.text("guid"))
            page = _older(older.channel)
        if page in visited:
            self._findings.append(found("feed-archive", "the archive pages", f"{page} comes again."))

    def _episode(self, item: Part, feed: FeedDocument) -> None:
        audio = self._audio(item)
        duration_ms = audio.duration_ms if audio else 0
        lists: list[ChapterList | None] = [
            tag_chapters(audio.tag) if audio and audio.tag else None,
            self._json_chapters(item),
            psc_chapters(item, self._findings),
            notes_chapters(item),
        ]
        known = [chapters for chapters in lists if chapters is not None]
        self._findings += list_findings(known, duration_ms, item.where)
        self._findings += agreement_findings(item, known)
        self._transcripts(item, duration_ms)
        if audio and audio.tag:
            self._findings += tag_agreement(audio.tag, item, feed, synthetic=is_synthetic(feed))
        if item.all("itunes:image"):
            self._cover(item)

    def _audio(self, item: Part) -> Audio | None:
        address = item.attribute("enclosure", "url")
        if not is_web(address):
            return None
        with self._place.audio(address, item.where) as path:
            if path is None:
                return None
            audio = check_audio(path, ending(address), item.where, self._findings)
            if (hashed := _HASHED.search(urlsplit(address).path)) and not _sha256(path).startswith(hashed[1]):
                what = f"{address} names other bytes than lie behind it."
                self._findings.append(found("enclosure-hash", item.where, what))
        self._findings += _as_told(item, audio)
        return audio

    def _json_chapters(self, item: Part) -> ChapterList | None:
        if not item.all("podcast:chapters"):
            return None
        address, kind = item.attribute("podcast:chapters", "url"), item.attribute("podcast:chapters", "type")
        if kind != "application/json+chapters" or not is_web(address):
            self._findings.append(found("chapters-type", item.where, f"{address!r} has the type {kind!r}."))
        where = f"the chapters of {item.where}"
        data = self._place.small(address, CHAPTERS, where) if is_web(address) else None
        return json_chapters(data, where, self._findings) if data is not None else None

    def _transcripts(self, item: Part, duration_ms: int) -> None:
        for element in item.all("podcast:transcript"):
            address, kind = str(element.get("url", "")), str(element.get("type", ""))
            if kind not in TRANSCRIPT_TYPES or not is_web(address):
                self._findings.append(found("transcript-type", item.where, f"{address!r} has the type {kind!r}."))
                continue
            where = f"the {kind} transcript of {item.where}"
            if (data := self._place.small(address, transcript_kind(kind), where)) is not None:
                self._findings += transcript_findings(data, kind, duration_ms, where)


def _as_told(item: Part, audio: Audio) -> Iterator[Finding]:
    """Whether the file is as large and as long as the feed says."""
    length = item.attribute("enclosure", "length")
    if length.isdigit() and length.lstrip("0") != str(audio.size) and int(length[:18]):
        yield found("enclosure-length", item.where, f"The feed says {length} bytes; the file has {audio.size}.")
    told = seconds_of(item.text("itunes:duration"))
    if told is not None and audio.duration_ms and abs(told - audio.duration_ms / 1000) > NEAR_S:
        what = f"itunes:duration is {told} s; the sound has {audio.duration_ms / 1000:g}."
        yield found("duration", item.where, what)


def _own_address(channel: Part) -> str:
    links = (link for link in channel.all("atom:link") if link.get("rel") == "self")
    return next((str(link.get("href", "")) for link in links), "")


def _older(channel: Part) -> str:
    """The address of the page before this one, or empty."""
    links = {str(link.get("rel", "")): str(link.get("href", "")) for link in channel.all("atom:link")}
    return links.get("prev-archive") or links.get("next") or ""


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
