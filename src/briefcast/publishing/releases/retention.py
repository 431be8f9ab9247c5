"""Which episodes a show keeps offering."""

from __future__ import annotations

from datetime import timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from briefcast.show import Media, Release, Retention


def kept(releases: Sequence[Release], retention: Retention, now: datetime) -> int:
    """How many of the releases, newest first, are still offered; the newest always is.

    Args:
        releases: all there are, newest first.
        retention: the show's limits. The bytes are those of the audio that listeners are offered now.
        now: the present, with its zone.
    """
    count = len(releases)
    if retention.episodes is not None:
        count = min(count, retention.episodes)
    if retention.days is not None:
        oldest = now - timedelta(days=retention.days)
        count = min(count, sum(release.published >= oldest for release in releases))
    if retention.total_bytes is not None:
        sums = accumulate(release.media.size_bytes for release in releases)
        count = min(count, sum(total <= retention.total_bytes for total in sums))
    return min(len(releases), max(1, count))


def offered_media(release: Release, today: date) -> Iterator[Media]:
    """The renderings of an episode that listeners may be in the middle of: the one in the feed and those before it."""
    yield release.media
    for media, until in release.earlier:
        if today <= until:
            yield media
