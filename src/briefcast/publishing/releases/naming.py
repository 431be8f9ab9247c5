"""The key, the GUID and the date of an episode: each is its own, and given once."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from briefcast.publishing.hosting import hosted_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date, datetime

    from briefcast.show import Identity

_SECOND = timedelta(seconds=1)
_LONGEST_SLUG = 48


def new_key(day: date, title: str, given: Collection[str]) -> str:
    """A key of the day and the title's words that was never given before.

    >>> from datetime import date
    >>> new_key(date(2026, 1, 31), "Low tide", {"2026-01-31-low-tide"})
    '2026-01-31-low-tide-2'
    """
    stem = f"{day:%Y-%m-%d}-{hosted_name(title)[:_LONGEST_SLUG].strip('-')}"
    key, number = stem, 1
    while key in given:
        number += 1
        key = f"{stem}-{number}"
    return key


def guid_for(identity: Identity, key: str, given_up: Collection[str], addresses: Iterable[str] = ()) -> str:
    """The GUID of an episode: UUIDv5 of its key in the show's own namespace (podcast rows: 80).

    Args:
        identity: of the show.
        key: of the episode.
        given_up: the GUIDs it had before; another is made.
        addresses: where its article is read, by which an episode of a feed that was taken over is known.
    """
    adopted = dict(identity.adopted_guids)
    for address in addresses:
        guid = adopted.get(address)
        if guid and guid not in given_up:
            return guid
    name = f"{key}#{len(given_up) + 1}" if given_up else key
    return str(uuid.uuid5(uuid.UUID(identity.guid), name))


def release_time(now: datetime, newest: datetime | None) -> datetime:
    """When an episode comes out: now, to the second, and after the newest even if this machine's clock is behind."""
    moment = now.replace(microsecond=0)
    return moment if newest is None or moment > newest else newest + _SECOND
