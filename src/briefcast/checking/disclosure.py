"""A synthetic voice says so everywhere it is heard of (Apple, content guidelines 1.11 and 1.12)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefcast.checking.findings import Finding, found
from briefcast.checking.markup import notes_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefcast.checking.document import FeedDocument, Part

#: The sentence must lie so far in front, characters.
IN_FRONT = 300
#: Stems of the words by which a sentence says it, in the languages that have them.
_SAID = re.compile(
    r"synthe(?:tic|sized|sised)|text-to-speech|(?:ai|computer)[- ](?:generated|made)|artificial (?:voice|intelligence)"
    r"|synthetisch|synthétique|sint[eé]tic|syntetyczn|syntetisk|syntetick|синтетич|синтезир|合成|합성|اصطناعي|कृत्रिम",
    re.I,
)


def says_so(text: str) -> bool:
    """Whether a text tells of a synthetic voice.

    >>> says_so("Read by a synthetic voice."), says_so("Read by Jane.")
    (True, False)
    """
    return bool(_SAID.search(text))


def is_marked(channel: Part) -> bool:
    """Whether podcast:txt says that a machine had its part."""
    return any(
        tag.get("purpose") == "ai-content" and str(tag.text).strip().lower() == "true"
        for tag in channel.all("podcast:txt")
    )


def is_synthetic(feed: FeedDocument) -> bool:
    """Whether anything in the feed says that its voice is synthetic: then everything must."""
    texts = (feed.channel.text("description"), *(item.text("description")[:IN_FRONT] for item in feed.items))
    return is_marked(feed.channel) or feed.channel.text("generator").startswith("Briefcast") or any(map(says_so, texts))


def disclosure_findings(feed: FeedDocument) -> Iterator[Finding]:
    """The places of a feed that keep silent about its synthetic voice."""
    if not is_synthetic(feed):
        return
    if not is_marked(feed.channel):
        yield found("disclosure", feed.channel.where, '<podcast:txt purpose="ai-content">true is missing.')
    if not says_so(feed.channel.text("description")):
        yield found("disclosure", feed.channel.where, "The description does not say that the voice is synthetic.")
    for item in feed.items:
        if not says_so(notes_of(item.text("description")).text[:IN_FRONT]):
            what = f"The first {IN_FRONT} characters of the description do not say that the voice is synthetic."
            yield found("disclosure", item.where, what)
