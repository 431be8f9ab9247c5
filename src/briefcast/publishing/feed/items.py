"""The items of a feed, each made at most once, and only when its bytes or a length not yet known are asked for."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from briefcast.publishing.feed.item import item
from briefcast.versions import version_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from briefcast.show import Identity, Release, Show

_DIGITS = 24


class Items:
    """Makes the items of a show."""

    def __init__(
        self,
        show: Show,
        identity: Identity,
        digest_of: Callable[[Release], str] = repr,
        known: Mapping[str, int] | None = None,
    ) -> None:
        """Args.

        show: the show.
        identity: what it is known by.
        digest_of: Release -> what is another text for another release.
        known: lengths from the last time (``lengths``).
        """
        self._show = show
        self._identity = identity
        self._digest_of = digest_of
        self._known = known or {}
        self._facts = _digest(repr((show, identity, version_of("briefcast"))))
        self._marks: dict[str, str] = {}
        self._made: dict[str, bytes] = {}
        #: Mark -> bytes of the item, of each that was asked for.
        self.lengths: dict[str, int] = {}

    def mark(self, release: Release) -> str:
        """A text that is another for an item with other bytes."""
        if release.key not in self._marks:
            self._marks[release.key] = _digest(self._facts + self._digest_of(release))
        return self._marks[release.key]

    def of(self, release: Release) -> bytes:
        """The item."""
        if release.key not in self._made:
            self._made[release.key] = item(self._show, self._identity, release)
        return self._made[release.key]

    def length(self, release: Release) -> int:
        """How many bytes it has."""
        mark = self.mark(release)
        if mark not in self.lengths:
            self.lengths[mark] = self._known.get(mark) or len(self.of(release))
        return self.lengths[mark]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
