"""A show's folder -> public/, and from there to where it is published; the feed comes last everywhere."""

from __future__ import annotations

import gc
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from briefcast.errors import ShowError
from briefcast.files import reported, write_whole
from briefcast.publishing import addresses
from briefcast.publishing.locks import BusyError, Work, held
from briefcast.publishing.offering import offer_of, products_of
from briefcast.publishing.public_folder import PublicFolder
from briefcast.publishing.releases.release_file import NAME, release_json
from briefcast.publishing.releases.retention import offered_media
from briefcast.publishing.releases.shelf import COMPANIONS, MANIFEST, episode_folder
from briefcast.publishing.targets import carry_out, open_target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from briefcast.publishing.offering import Offer
    from briefcast.publishing.targets import Carried
    from briefcast.show import Release, Show, TargetSettings

    #: Is told which file is on its way, how many bytes have arrived, and how many there are of all.
    Progress = Callable[[str, int, int], None]

#: The name by which nothing but public/ is meant.
LOCAL = "local"
_OBJECTS_BETWEEN_COLLECTIONS = 200_000


@dataclass(frozen=True, slots=True)
class Published:
    """What a run of publishing did."""

    show: Show
    #: Where the feed is reached.
    feed: str
    #: Episodes that are offered.
    episodes: int
    #: Paths in public/ that were written.
    changed: tuple[str, ...]
    #: Paths in public/ that are no longer offered: removed, or still there because nobody asked to remove them.
    removed: tuple[str, ...]
    left: tuple[str, ...]
    #: What was done at each target, by its name.
    carried: tuple[tuple[str, Carried], ...]


def publish(
    folder: Path,
    *,
    targets: Sequence[str] = (),
    prune: bool = False,
    progress: Progress | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Published:
    """Writes public/ of the show in ``folder`` and brings it to its targets.

    Args:
        folder: of the show.
        targets: names of those to bring it to, ``LOCAL`` for none; empty for all that show.toml has.
        prune: whether to remove what is no longer offered: from public/, from the targets, and of episodes that the
            show's limits leave out the files in its folder, too.
        progress: is told how far the carrying is.
        clock: gives the present.

    Raises:
        ShowError: the show cannot be used, or another process publishes it now.
        PublishError: a file is missing or cannot be written, or a target failed; each feed names only what is there.
        OutputError: nothing can be written in the folder.
    """
    with held(folder, Work.PUBLISHING):
        with _few_collections():
            offer = offer_of(folder, clock())
            wanted = _wanted(offer.show, targets, folder)
            public = PublicFolder(folder)
            brought = public.bring(products_of(offer, public))
        if prune:
            public.take_away(brought.left)
        carried = []
        for settings in wanted:
            with open_target(settings, folder) as target:
                carried.append(
                    (settings.name, carry_out(target, public.files(brought), prune=prune, progress=progress))
                )
        if prune:
            with suppress(BusyError), held(folder, Work.ADDING):  # else the next run does it
                _clear(offer)
        return Published(
            show=offer.show,
            feed=addresses.address(offer.show, offer.identity, addresses.FEED),
            episodes=len(offer.shelf),
            changed=brought.changed,
            removed=brought.left if prune else (),
            left=() if prune else brought.left,
            carried=tuple(carried),
        )


@contextmanager
def _few_collections() -> Iterator[None]:
    """Lets Python look for cycles seldom: among a great show's values it would spend a third of the time on it."""
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _wanted(show: Show, names: Sequence[str], folder: Path) -> list[TargetSettings]:
    """The settings of the targets asked for."""
    there = {target.name: target for target in show.targets}
    for name in names:
        if name not in there and name != LOCAL:
            known = ", ".join([LOCAL, *there])
            raise ShowError(f"{folder / 'show.toml'} has no target “{name}”; there are: {known}.")
    return [there[name] for name in dict.fromkeys(names or there) if name != LOCAL]


def _clear(offer: Offer) -> None:
    """Removes from the show's folder the episodes that are no longer offered, and renderings whose grace is over."""
    for one in offer.withdrawn:
        path = episode_folder(offer.folder, one.release.key)
        with reported(path):
            # Without its release.json it is no episode any more, should the rest stay.
            (path / NAME).unlink(missing_ok=True)
            shutil.rmtree(path)
    for release in offer.releases:
        _clear_renderings(offer, release)


def _clear_renderings(offer: Offer, release: Release) -> None:
    offered = set(offered_media(release, offer.moment.date()))
    over = [media for media, _ in release.earlier if media not in offered]
    if not over:
        return
    folder = episode_folder(offer.folder, release.key)
    earlier = tuple((media, day) for media, day in release.earlier if media in offered)
    write_whole(folder / NAME, release_json(replace(release, earlier=earlier)))
    for media in over:
        stem = media.name.rpartition(".")[0]
        for name in (media.name, *(stem + suffix for suffix in (*COMPANIONS, MANIFEST))):
            with reported(folder / name):
                (folder / name).unlink(missing_ok=True)
