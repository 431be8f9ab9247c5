"""Shows of every kind that a feed must hold, with releases as a folder would give them."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from briefcast.model import Marker, Omission
from briefcast.publishing.addresses import cover_path
from briefcast.show import Credit, Identity, Media, Release, Show

COVER = cover_path("c0" * 32)
IDENTITY = Identity(guid="9b024349-ccf0-5f69-a609-6b82873eab3c", token="k7Q2mZxW9tRfB3vN8pLs4A")  # noqa: S106
SHOW = Show(
    title="The Quay Report",
    author="Mara Quist",
    email="mara@quay.example",
    description="What happened at the harbour, read out each morning.",
    link="https://quay.example/about",
    language="en-GB",
    category=("News", "Daily News"),
    copyright="2026 Mara Quist",
    licence="CC-BY-4.0",
    public=True,
    base_url="https://quay.example/show/",
    frequency="daily",
)
PRIVATE = replace(SHOW, public=False, email="", licence="", copyright="", frequency="")
NOON = datetime(2026, 3, 2, 12, 0, 0, tzinfo=UTC)
CHAPTERS = ("Introduction", "The new crane", "Ferries at night", "What it costs")
ODD_TITLES = (
    "Fish & chips <b>today</b>",
    "“Quotes” 'single' \"double\"",
    "Is 3 < 4 > 2?",
    "Ferry ⛴️ and gull 🐦‍⬛",
    "港口的新起重机",
    "الرافعة الجديدة في الميناء",
    "Q&amp;A; with ]]> inside",
    "Tab\tand\nline\x07 break\x00",
)


def release(day: int = 1, **changes) -> Release:
    """The release of a day, four chapters long."""
    key = f"2026-03-{day:05d}"
    digest = hashlib.sha256(key.encode()).hexdigest()
    markers = tuple(Marker(title, n * 60_000, (n + 1) * 60_000) for n, title in enumerate(CHAPTERS))
    usual = Release(
        key=key,
        guid=str(uuid.uuid5(uuid.UUID(IDENTITY.guid), key)),
        title=f"Harbour news {day}",
        published=NOON + timedelta(days=day),
        language="en",
        media=Media(f"{key}-{digest[:12]}.mp3", 2_880_000 + day, digest, 240_400),
        markers=markers,
        dek="A crane came in on the night tide.",
        credits=(
            Credit(title="The crane", link="https://quay.example/crane", byline="By Anna Lindt", site="The Wire"),
        ),
        omissions=(Omission("Tide table", "a table", "https://quay.example/crane#tides"),),
        voices=(("heart", True, "Voice by the Hibari makers, CC BY 4.0"),),
    )
    return replace(usual, **changes)


def releases(count: int) -> list[Release]:
    return [release(number) for number in range(1, count + 1)]


def odd_releases() -> list[Release]:
    return [
        release(
            number,
            title=title,
            dek=title,
            credits=(Credit(title=title, link=f"https://a.example/{number}/crâne à 2 €?q=<b>"),),
        )
        for number, title in enumerate(ODD_TITLES, 1)
    ]


def by_several_authors() -> Release:
    bylines = ("By Anna Lindt", "Joon Park and Ada Fell", "", "by Anna Lindt")
    several = [
        Credit(title=f"Story {number}", link=f"https://quay.example/{number}", byline=byline, site="The Wire")
        for number, byline in enumerate(bylines, 1)
    ]
    return release(credits=tuple(several), voices=(("heart", True, ""), ("emma", True, ""), ("Ida Holm", False, "")))


def of_many_articles(count: int = 60) -> Release:
    """A briefing whose notes are longer than a description may be."""
    several = [
        Credit(
            title=f"Story {number} of the harbour & its people",
            link=f"https://quay.example/stories/{number}",
            byline=f"By Writer {number}",
            site="The Harbour Wire",
        )
        for number in range(count)
    ]
    markers = [Marker(f"Story {n} of the harbour", n * 60_000, (n + 1) * 60_000) for n in range(count)]
    media = replace(release().media, duration_ms=count * 60_000)
    return release(credits=tuple(several), markers=tuple(markers), media=media)


#: Name -> (show, releases): what the judges of feeds are shown.
SHOWS = {
    "one episode": (SHOW, releases(1)),
    "300 episodes": (SHOW, releases(300)),
    "odd titles": (replace(SHOW, title="Quay & <Co>", description='5 < 6 & "so" on 🐦'), odd_releases()),
    "private": (PRIVATE, releases(3)),
    "several authors": (SHOW, [by_several_authors()]),
    "many articles": (SHOW, [of_many_articles()]),
    "no episode": (SHOW, []),
}
