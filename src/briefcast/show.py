"""The last values of the flow: a show, and the episodes it releases. All are frozen; times are as in the model."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from briefcast.model import DEFAULT_THEME

if TYPE_CHECKING:
    from datetime import date, datetime

    from briefcast.model import Marker, Omission


class ShowType(StrEnum):
    """In which order an app offers a show's episodes: newest first, or from the first on."""

    EPISODIC = "episodic"
    SERIAL = "serial"


#: Why a show may give its words to everyone: its maker wrote them, has leave, or needs none.
RIGHTS = ("own", "licensed", "public-domain")


class Rerender(StrEnum):
    """What listeners see of an episode that was made anew."""

    #: The same episode with better sound: its GUID and date stay.
    KEEP = "keep"
    #: A new episode in their list: another GUID, today's date.
    BUMP = "bump"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """Which episodes a show keeps offering; None sets no limit. The newest is always kept."""

    days: int | None = None
    episodes: int | None = None
    total_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class TargetSettings:
    """Where a show is published: a ``[targets.NAME]`` table of its show.toml."""

    name: str
    #: Entry point name of what carries the files there: "folder", "sftp", "s3", "git".
    kind: str
    #: Its other keys, in the order written; secrets are never among them.
    options: tuple[tuple[str, str | int | bool], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """A podcast as its maker describes it in show.toml."""

    title: str
    author: str
    description: str
    email: str = ""
    #: The show's own web page, or empty for the one Briefcast makes.
    link: str = ""
    #: BCP 47 tag.
    language: str = "en"
    #: Apple's category and, where one is chosen, its subcategory.
    category: tuple[str, ...] = ("News",)
    explicit: bool = False
    type: ShowType = ShowType.EPISODIC
    copyright: str = ""
    #: SPDX identifier, or empty.
    licence: str = ""
    #: The cover's path in the show's folder.
    cover: str = "cover.jpg"
    #: Whether it may be listed and found; articles of others are private until someone says so.
    public: bool = False
    #: Why its words may be given to everyone: one of ``RIGHTS``; never empty where it is public.
    rights: str = ""
    #: The address at which ``public/`` will be reached (http or https), ending in "/"; empty if not yet known.
    base_url: str = ""
    #: Who speaks, as ``--voice`` takes it: names, or role=name.
    voices: tuple[str, ...] = ()
    theme: str = DEFAULT_THEME
    #: What ``briefcast update`` reads: feeds, addresses, files, folders.
    sources: tuple[str, ...] = ()
    #: How many items of a feed one update reads.
    newest: int = 10
    retention: Retention = Retention()
    rerender: Rerender = Rerender.KEEP
    #: Days for which the bytes of an earlier rendering stay, for listeners in the middle of it.
    grace_days: int = 14
    #: Items in feed.xml; older ones are on archive pages (RFC 5005).
    feed_items: int = 300
    #: How often it comes: "daily", "weekly", "monthly", or empty.
    frequency: str = ""
    targets: tuple[TargetSettings, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """What a show is known by; made once, kept for ever in identity.json."""

    #: UUIDv5 of the feed's address in the Podcasting 2.0 namespace.
    guid: str
    #: The unguessable part of a private show's addresses (128 bits or more); unused while it is public.
    token: str
    #: GUIDs that episodes had in a feed this show took over: (address of the audio, or of the page, GUID).
    adopted_guids: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Media:
    """A rendering of an episode."""

    #: The audio file's name in the episode's folder; it holds the hash, so other bytes have another name.
    name: str
    size_bytes: int
    #: Of the whole file, hexadecimal.
    sha256: str
    duration_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """An article an episode tells, and whose it is."""

    title: str
    link: str = ""
    byline: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """An episode as a show offers it: what episodes/KEY/release.json holds."""

    #: The name of its folder and pages, small ASCII letters, digits and "-"; never changes.
    key: str
    #: Never changes, unless the show bumps it with a new rendering.
    guid: str
    title: str
    #: In UTC, to the second, never in the future.
    published: datetime
    language: str
    media: Media
    markers: tuple[Marker, ...]
    #: The standfirst, or empty.
    dek: str = ""
    credits: tuple[Credit, ...] = ()
    omissions: tuple[Omission, ...] = ()
    #: Names of the voices heard, whether each is synthetic, and what its licence asks to be said.
    voices: tuple[tuple[str, bool, str], ...] = ()
    season: int | None = None
    number: int | None = None
    explicit: bool = False
    #: Earlier renderings that are still offered, each with the day on which it may go.
    earlier: tuple[tuple[Media, date], ...] = ()
