"""A show and its releases -> the pages of its web site, each made only when it is asked for.

All addresses in them are relative, so the folder works on any host, below any path, and opened from a disk.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from briefcast.publishing import addresses
from briefcast.publishing.site import assets as shared
from briefcast.publishing.site.subscribing import apps_for, unreached
from briefcast.publishing.site.transcript_view import sections_of
from briefcast.publishing.web_links import web_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from jinja2 import Environment

    from briefcast.publishing.site.assets import Assets
    from briefcast.show import Identity, Release, Show

#: Raised when pages of equal input come out otherwise.
FORM = 2
#: Episodes on a page of earlier ones; the first page holds up to twice as many less one.
PAGE_EPISODES = 100
#: Nothing but the site's own files, no script or style within a page (W3C Content Security Policy 3).
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; "
    "worker-src 'self'; base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the site, not yet made."""

    #: Below the show's root (see :mod:`briefcast.publishing.addresses`).
    path: str
    #: Of all the file is made of: while it is the same, so are the bytes.
    fingerprint: str
    render: Callable[[], bytes]
    #: Whether the bytes behind this path can never change.
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """What every page of a show needs."""

    show: Show
    identity: Identity
    assets: Assets
    #: Release -> its manifest (docs/formats.md); asked only for pages that are rendered.
    manifest_of: Callable[[Release], Mapping[str, Any]]

    @property
    def feed(self) -> str:
        """The address of the feed."""
        return addresses.address(self.show, self.identity, addresses.FEED)

    @property
    def home(self) -> str:
        """The address of the list of episodes."""
        return addresses.address(self.show, self.identity, "")


def site_pages(
    show: Show,
    identity: Identity,
    releases: Sequence[Release],
    cover: bytes,
    manifest_of: Callable[[Release], Mapping[str, Any]],
    digest_of: Callable[[Release], str] = repr,
) -> Iterator[Page]:
    """All files of the site: shared ones, a page for each episode, the lists, the worker.

    Args:
        show: the show.
        identity: what it is known by.
        releases: its episodes, newest first.
        cover: its cover.
        manifest_of: Release -> its manifest; called only when a page is rendered.
        digest_of: Release -> what is another text for another release.
    """
    home = addresses.address(show, identity, "")
    assets, data = shared.named(shared.shared_files(cover, home))
    for path, content in data.items():
        yield Page(path, path, partial(bytes, content), lasting=True)
    site = Site(show, identity, assets, manifest_of)
    facts = _digest(repr((FORM, show, identity.guid, site.feed, assets)))
    digests = {release.key: digest_of(release) for release in releases}
    yield from _episode_pages(site, releases, facts, digests)
    lists = list(_list_pages(site, releases, facts, digests))
    yield from lists
    yield Page(shared.OFFLINE, _digest(facts), partial(_render, site, "offline.html", ""))
    yield Page(shared.WORKER, lists[0].fingerprint, partial(shared.worker, assets, lists[0].fingerprint))


def _episode_pages(site: Site, releases: Sequence[Release], facts: str, digests: Mapping[str, str]) -> Iterator[Page]:
    for number, release in enumerate(releases):
        newer = releases[number - 1] if number else None
        older = releases[number + 1] if number + 1 < len(releases) else None
        around = [(other.key, other.title, other.language) if other else None for other in (newer, older)]
        fingerprint = _digest(facts + digests[release.key] + repr(around))
        yield Page(addresses.page_path(release), fingerprint, partial(_episode_page, site, release, newer, older))
        plain = addresses.transcript_page_path(release.media)
        yield Page(plain, _digest(facts + digests[release.key]), partial(_transcript_page, site, release))


def _list_pages(site: Site, releases: Sequence[Release], facts: str, digests: Mapping[str, str]) -> Iterator[Page]:
    """The newest episodes, then pages of earlier ones; these are counted from the oldest, so they stay as they are."""
    archived = max(0, len(releases) // PAGE_EPISODES - 1)
    split = len(releases) - archived * PAGE_EPISODES
    pages = [releases[:split]]
    pages += [releases[start : start + PAGE_EPISODES] for start in range(split, len(releases), PAGE_EPISODES)]
    for place, shown in enumerate(pages):
        number = archived + 1 - place if place else 0
        newer = "" if not place else _list_path(0 if place == 1 else number + 1)
        older = _list_path(archived - place) if place < archived else ""
        fingerprint = _digest(facts + repr((number, newer, older, [digests[release.key] for release in shown])))
        yield Page(_list_path(number), fingerprint, partial(_list_page, site, shown, number, newer, older))


def _list_path(number: int) -> str:
    return f"earlier-{number}.html" if number else addresses.INDEX


def _list_page(site: Site, shown: Sequence[Release], number: int, newer: str, older: str) -> bytes:
    link = web_address(site.show.link) if site.show.link != site.home else ""
    return _render(
        site,
        "index.html",
        "",
        episodes=[_card(release) for release in shown],
        page_number=number,
        newer_page=newer,
        older_page=older,
        link=link,
        opened=True,
    )


def _episode_page(site: Site, release: Release, newer: Release | None, older: Release | None) -> bytes:
    return _render(
        site,
        "episode.html",
        "../",
        episode=_card(release),
        sections=sections_of(site.manifest_of(release)),
        credits=[replace(credit, link=web_address(credit.link)) for credit in release.credits],
        voices=[credit or f"Voice: {name}" for name, _, credit in release.voices],
        omissions=release.omissions,
        newer=_card(newer) if newer else None,
        older=_card(older) if older else None,
        opened=False,
    )


def _transcript_page(site: Site, release: Release) -> bytes:
    return _render(
        site,
        "transcript.html",
        "../",
        episode=_card(release),
        sections=sections_of(site.manifest_of(release)),
    )


@dataclass(frozen=True, slots=True)
class _Card:
    """What lists and pages say of an episode."""

    guid: str
    title: str
    dek: str
    language: str
    page: str
    audio: str
    transcript: str
    #: ISO 8601, and as people write it.
    date: str
    day: str
    seconds: int
    length: str


def _card(release: Release) -> _Card:
    return _Card(
        guid=release.guid,
        title=release.title,
        dek=release.dek,
        language=release.language,
        page=addresses.page_path(release),
        audio=addresses.audio_path(release.media),
        transcript=addresses.transcript_path(release.media),
        date=release.published.date().isoformat(),
        day=_day(release),
        seconds=release.media.duration_ms // 1000,
        length=f"{max(1, round(release.media.duration_ms / 60_000))} min",
    )


def _day(release: Release) -> str:
    from babel.dates import format_date

    return format_date(release.published.date(), "d MMMM y", locale="en")


def _render(site: Site, template: str, root: str, **values: object) -> bytes:
    page = _environment().get_template(template)
    return page.render(
        show=site.show,
        assets=site.assets,
        root=root,
        policy=POLICY,
        feed=site.feed,
        apps=apps_for(site.feed),
        unreached=unreached(site.feed),
        home=site.home,
        **values,
    ).encode()


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(loader=PackageLoader(__package__), autoescape=True, undefined=StrictUndefined)


def _digest(facts: str) -> str:
    return hashlib.sha256(facts.encode()).hexdigest()
