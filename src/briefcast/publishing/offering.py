"""A show's folder -> what it offers today, and every file that this takes in public/."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from briefcast.errors import PublishError, ShowError
from briefcast.publishing import addresses
from briefcast.publishing.host_files import host_files
from briefcast.publishing.products import Copied, Made
from briefcast.publishing.public_files import Turn
from briefcast.publishing.releases.retention import kept, offered_media
from briefcast.publishing.releases.shelf import COMPANIONS, MANIFEST, Shelved, checked_audio, episode_folder, load_shelf
from briefcast.publishing.shows.cover import check_cover
from briefcast.publishing.shows.identity import load_identity
from briefcast.publishing.shows.settings_file import load_show
from briefcast.versions import version_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from briefcast.publishing.products import Product
    from briefcast.publishing.public_folder import PublicFolder
    from briefcast.show import Identity, Release, Show


@dataclass(frozen=True, slots=True)
class Offer:
    """What a show offers at a moment."""

    folder: Path
    show: Show
    identity: Identity
    moment: datetime
    #: Those offered, newest first.
    shelf: tuple[Shelved, ...]
    #: Those that the show's limits leave out.
    withdrawn: tuple[Shelved, ...]
    #: Key -> digest of each release offered.
    digests: Mapping[str, str]
    cover: Path
    #: The cover's path in public/.
    cover_path: str

    @property
    def releases(self) -> list[Release]:
        """Those offered, newest first."""
        return [one.release for one in self.shelf]

    def digest_of(self, release: Release) -> str:
        """A digest of one of the releases offered."""
        return self.digests[release.key]

    def path(self, path: str) -> str:
        """Where in public/ a path of the show lies."""
        return addresses.root(self.show, self.identity) + path


def offer_of(folder: Path, moment: datetime, *, base_url: str = "") -> Offer:
    """What the show in ``folder`` offers at a moment.

    Args:
        folder: of the show.
        moment: the present.
        base_url: the address at which it is reached, where that is not the one in show.toml.

    Raises:
        ShowError: the show, a release or the cover cannot be used.
    """
    show = load_show(folder)
    if base_url:
        show = replace(show, base_url=base_url)
    identity = load_identity(folder, show)
    if not show.base_url:
        raise ShowError(
            f"{folder / 'show.toml'} has no base_url; write there the address at which public/ will be reached."
        )
    shelf = load_shelf(folder)
    count = kept([one.release for one in shelf], show.retention, moment)
    cover = folder / show.cover
    try:
        digest = hashlib.sha256(cover.read_bytes()).hexdigest()
    except OSError as error:
        raise ShowError(f"The cover {cover} cannot be read: {error.strerror}; put a square JPEG there.") from error
    check_cover(cover)
    path = addresses.cover_path(digest, cover.suffix.lower())
    offered, withdrawn = tuple(shelf[:count]), tuple(shelf[count:])
    digests = {one.release.key: one.digest for one in offered}
    return Offer(folder, show, identity, moment, offered, withdrawn, digests, cover, path)


def products_of(offer: Offer, public: PublicFolder) -> Iterator[Product]:
    """Every file of the offer.

    Args:
        offer: what the show offers.
        public: where the files are to lie.

    Raises:
        PublishError: a file of an episode is missing.
    """
    for one in offer.shelf:
        yield from _episode(offer, one.release)
    yield Copied(Turn.COMPANION, offer.path(offer.cover_path), str(offer.cover), lasting=True)
    for path, data in host_files(offer.show).items():
        yield Made(Turn.PAGE, path, _digest(data), partial(bytes, data))
    yield from _pages(offer)
    yield from _feeds(offer, public)


def _pages(offer: Offer) -> Iterator[Product]:
    """The web site."""
    from briefcast.publishing.site import site_pages

    def manifest_of(release: Release) -> dict[str, Any]:
        name = release.media.name.rpartition(".")[0] + MANIFEST
        return read_manifest(episode_folder(offer.folder, release.key) / name)

    pages = site_pages(
        offer.show, offer.identity, offer.releases, offer.cover.read_bytes(), manifest_of, offer.digest_of
    )
    for page in pages:
        yield Made(Turn.PAGE, offer.path(page.path), _digest(page.fingerprint), page.render, page.lasting)


def _episode(offer: Offer, release: Release) -> Iterator[Product]:
    """The renderings of an episode that are still offered, and what stands beside each."""
    folder = str(episode_folder(offer.folder, release.key))
    for media in offered_media(release, offer.moment.date()):
        audio = checked_audio(folder, media)
        yield Copied(Turn.MEDIA, offer.path(addresses.audio_path(media)), audio, lasting=True)
        stem = media.name.rpartition(".")[0]
        for suffix in COMPANIONS:
            path = offer.path(f"{addresses.EPISODES}/{stem}{suffix}")
            yield Copied(Turn.COMPANION, path, f"{folder}/{stem}{suffix}")


def _feeds(offer: Offer, public: PublicFolder) -> Iterator[Product]:
    """The feed and its archive pages."""
    from briefcast.publishing.feed import Items, feed_pages

    items = Items(offer.show, offer.identity, offer.digest_of, public.item_lengths)
    for page in feed_pages(offer.show, offer.identity, offer.releases, offer.cover_path, items):
        yield Made(Turn.FEED, offer.path(page.path), page.fingerprint, page.render)
    public.item_lengths = items.lengths


def read_manifest(path: Path) -> dict[str, Any]:
    """The manifest of an episode.

    Raises:
        PublishError: it is missing or damaged.
    """
    try:
        content: dict[str, Any] = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise PublishError(f"{path} cannot be read ({error}); build the episode again.") from error
    return content


def _digest(*parts: object) -> str:
    """Of all that a file is made of, this program's version among it."""
    text = "\0".join((version_of("briefcast"), *map(repr, parts)))
    return hashlib.sha256(text.encode()).hexdigest()
