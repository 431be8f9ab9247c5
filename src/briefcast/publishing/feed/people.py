"""Release -> the people of it, by the roles of the Podcast Taxonomy, in ``podcast:person`` elements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefcast.publishing.feed.plain_text import line
from briefcast.publishing.feed.xml import element

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefcast.show import Release

#: Characters that aggregators take of a name.
_LONGEST = 128
_BY = re.compile(r"^\s*(?:words by|written by|by|von|par|por|di|da|door)\s+", re.I)


def hosts(release: Release) -> Iterator[str]:
    """Who is heard; a voice that no person has is named as one."""
    for name, synthetic, _ in release.voices:
        shown = f"Synthetic voice ({name})" if synthetic else name
        yield element("podcast:person", line(shown, _LONGEST), {"role": "host"})


def authors(release: Release) -> Iterator[str]:
    """Whose articles are told, each named once."""
    bylines = dict.fromkeys(_BY.sub("", line(credit.byline), count=1) for credit in release.credits)
    for byline in filter(None, bylines):
        yield element("podcast:person", line(byline, _LONGEST), {"role": "author", "group": "writing"})
