"""Release -> the people of it, by the roles of the Podcast Taxonomy, in ``podcast:person`` elements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefcast.publishing.feed.plain_text import line
from briefcast.publishing.feed.xml import add

if TYPE_CHECKING:
    from briefcast.publishing.feed.xml import Element
    from briefcast.show import Release

#: Characters that aggregators take of a name.
_LONGEST = 128
_BY = re.compile(r"^\s*(?:words by|written by|by|von|par|por|di|da|door)\s+", re.I)


def add_hosts(parent: Element, release: Release) -> None:
    """Adds who is heard; a voice that no person has is named as one."""
    for name, synthetic, _ in release.voices:
        shown = f"Synthetic voice ({name})" if synthetic else name
        add(parent, "podcast:person", line(shown, _LONGEST), {"role": "host"})


def add_authors(parent: Element, release: Release) -> None:
    """Adds whose articles are told, each named once."""
    bylines = dict.fromkeys(_BY.sub("", line(credit.byline), count=1) for credit in release.credits)
    for byline in filter(None, bylines):
        add(parent, "podcast:person", line(byline, _LONGEST), {"role": "author", "group": "writing"})
