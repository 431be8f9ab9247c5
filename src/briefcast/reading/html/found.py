"""A run of text as it is found in a page, before anybody knows whether it belongs to the article."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefcast.model import Block, BlockKind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Kinds that are mentioned in a sentence and not read out.
SHOWN = frozenset({BlockKind.TABLE, BlockKind.CODE, BlockKind.FORMULA, BlockKind.IMAGE})

#: The reason of what a page shows that seems to be no part of its article, where there is no better one.
UNLIKELY = "not part of the text"


@dataclass(slots=True, eq=False)
class Found:
    """One block of a page. It is filled in steps, and lives only while its page is read."""

    kind: BlockKind
    #: What is spoken; for what is shown and not read, what a sentence can say of it.
    text: str
    #: The block-level element it stands in.
    element: HtmlElement
    level: int = 0
    anchor: str = ""
    image: str = ""
    #: The whole content of a table, listing or formula.
    content: str = ""
    #: Letters and digits within links.
    linked: int = 0
    #: Letters and digits in all.
    size: int = 0
    #: Why it is left out; empty while it is not.
    reason: str = ""
    #: A rule stands before it.
    ruled: bool = False
    #: Class words of all elements around it.
    surroundings: frozenset[str] = field(default_factory=frozenset)
    #: Tags of all elements around it.
    within: frozenset[str] = field(default_factory=frozenset)

    @property
    def words(self) -> int:
        """Number of words."""
        return len(self.text.split())

    @property
    def link_share(self) -> float:
        """Which share of its letters are links, 0 to 1."""
        return self.linked / self.size if self.size else 0.0

    def as_block(self) -> Block:
        """The block of an article that it becomes."""
        return Block(self.kind, self.text, self.level, self.anchor, self.image)
