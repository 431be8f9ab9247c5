"""Tree -> blocks in the order they are read: paragraphs, headings, items, quotes, and what is only shown.

Nothing is judged here: menus come out beside paragraphs, each with the words of the classes around
it. Only what no reader sees as text (scripts, hidden parts, buttons) is marked with a reason at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from lxml import etree

from briefcast.model import BlockKind
from briefcast.reading.html.found import SHOWN, Found
from briefcast.reading.html.lines import (
    LINE_BREAK,
    Piece,
    as_power,
    is_footnote_mark,
    is_new_sentence,
    lines_of,
    text_of,
)
from briefcast.reading.html.links import absolute
from briefcast.reading.html.marks import (
    BLOCKS,
    CONTROLS,
    HEADINGS,
    UNSEEN,
    anchor_of,
    aria_level,
    is_hidden,
    is_in_italics,
    is_longer,
    marks_of,
    number_in,
    words_in,
)
from briefcast.reading.html.shown import (
    alternative_text,
    formula_text,
    is_data_table,
    is_listing,
    listing_text,
    picture_address,
    table_summary,
    table_text,
)

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HIDDEN = "hidden on the page"
CONTROL = "button or form"
CAPTION = "caption"
KICKER = "kicker"
CREDIT = "image credit"

_CAPTION_WORDS = frozenset({"caption", "figcaption", "cutline", "legende", "bildunterschrift", "imagecaption"})
_CREDIT_WORDS = frozenset(
    {"credit", "credits", "copyright", "photographer", "photocredit", "attribution", "bildquelle"}
)
_KICKER_WORDS = frozenset("kicker overline eyebrow topline dachzeile spitzmarke surtitre antetitulo occhiello".split())
#: An item longer than this many words is prose.
_LONG_ITEM = 60
#: Decoration that is hidden from screen readers is shorter than this many letters.
_DECORATION = 600
#: No more words of class names around a block are kept than about this many.
_MOST_WORDS = 300
#: How Markdown renderers mark a formula that they leave in LaTeX.
_FORMULA_CLASSES = frozenset({"math inline", "math block", "math display"})
#: Around notes at the foot of a text.
_NOTES = frozenset({"footnotes", "endnotes", "footnote", "endnote", "rearnotes"})


@dataclass(eq=False)
class _Open:
    """A block-level element that the walk is inside of."""

    element: HtmlElement
    tag: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    reason: str = ""
    prefix: str = ""
    number: int = 1
    #: Length of the list of blocks when the element was entered.
    begins: int = 0
    captions: list[str] = field(default_factory=list)
    surroundings: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()

    @cached_property
    def anchor(self) -> str:
        """The id that leads to it."""
        return anchor_of(self.element)


def find_blocks(root: HtmlElement, base: str = "") -> tuple[list[Found], list[str]]:
    """All blocks of a tree in document order, and the footnote marks taken out of them.

    Args:
        root: the element to begin at.
        base: the address against which pictures' addresses are resolved.
    """
    walk = _Walk(root, base)
    walk.go()
    return walk.blocks, walk.footnote_marks


class _Walk:
    """One pass over a tree. It is not recursive: trees are as deep as their authors like."""

    def __init__(self, root: HtmlElement, base: str) -> None:
        self.root = root
        self.base = base
        self.blocks: list[Found] = []
        self.footnote_marks: list[str] = []
        self.open: list[_Open] = [_Open(root, str(root.tag))]
        self.pieces: list[Piece] = []
        self.links = 0
        #: Pictures and formulae met within a line; they follow it.
        self.waiting: list[Found] = []
        #: Places in the list of blocks before which a rule stands.
        self.rules: set[int] = set()

    def go(self) -> None:
        walker = etree.iterwalk(self.root, events=("start", "end", "comment"))
        for event, element in walker:
            if event == "start":
                if not self.enter(element):
                    walker.skip_subtree()
                continue
            if event == "end":
                self.leave(element)
            if element is not self.root:
                self.add(element.tail)
        self.flush()
        for place in self.rules:
            if place < len(self.blocks):
                self.blocks[place].ruled = True

    # --- elements

    def enter(self, element: HtmlElement) -> bool:
        """Takes in an element's opening; whether to go on inside it."""
        tag = str(element.tag)
        if tag in UNSEEN or self.is_without_text(element, tag):
            return False
        marks = marks_of(element)
        words = words_in(marks) if marks else frozenset()
        if self.is_taken_out(element, tag, words):
            return False
        if tag in BLOCKS or self.is_apart(words):
            return self.enter_block(element, tag, words)
        if tag in CONTROLS or is_hidden(element):
            return self.enter_unheard(element, tag, words)
        if tag == "a":
            self.links += 1
        self.add(element.text, glued=True)
        return True

    def is_apart(self, words: frozenset[str]) -> bool:
        """Whether an inline element is no part of its line: the credit in a caption, the kicker in a heading."""
        around = self.open[-1]
        if words & _KICKER_WORDS and around.kind is BlockKind.HEADING:
            return not any(text.strip() for text, _ in self.pieces)
        return bool(words & _CREDIT_WORDS) and around.reason == CAPTION

    def is_without_text(self, element: HtmlElement, tag: str) -> bool:
        """Takes in what is a whole by itself: a line break, a picture, a formula; whether it is one."""
        if tag == "br":
            self.pieces.append(LINE_BREAK)
        elif tag in {"img", "amp-img"}:
            self.picture(element)
        elif tag in {"math", "mjx-container"} or element.get("class") in _FORMULA_CLASSES:
            self.formula(element)
        else:
            return False
        return True

    def enter_block(self, element: HtmlElement, tag: str, words: frozenset[str]) -> bool:
        self.flush()
        if tag == "hr" and not is_hidden(element):
            self.rules.add(len(self.blocks))
        if tag == "table" and is_data_table(element, words):
            self.show(BlockKind.TABLE, element, table_summary(element), table_text(element))
            return False
        if tag in {"pre", "listing", "table"} and is_listing(element, words):
            self.show(BlockKind.CODE, element, "", listing_text(element))
            return False
        self.open.append(self.opened(element, tag, words))
        self.add(element.text)
        return True

    def enter_unheard(self, element: HtmlElement, tag: str, words: frozenset[str]) -> bool:
        """Takes in a hidden part of a line, or a control in it; one with lines of its own is a block like any other."""
        if next(element.iter(*BLOCKS), None) is not None:
            return self.enter_block(element, tag, words)
        if text := " ".join("".join(element.itertext()).split()):
            self.waiting.append(self.found(BlockKind.PARAGRAPH, text, element))
            self.waiting[-1].reason = CONTROL if tag in CONTROLS else HIDDEN
        return False

    def opened(self, element: HtmlElement, tag: str, words: frozenset[str]) -> _Open:
        """What is known of an element once it is entered: its kind, and what it takes over from around it."""
        around = self.open[-1]
        new = _Open(
            element,
            tag,
            kind=around.kind if around.kind is not BlockKind.HEADING else BlockKind.PARAGRAPH,
            reason=around.reason,
            begins=len(self.blocks),
            surroundings=around.surroundings | words if len(around.surroundings) < _MOST_WORDS else around.surroundings,
            within=around.within | {tag},
        )
        if tag in HEADINGS or element.get("role") == "heading":
            new.kind, new.level = BlockKind.HEADING, HEADINGS.get(tag) or aria_level(element)
        elif tag == "blockquote":
            new.kind = BlockKind.QUOTE
        elif tag in {"li", "dt", "dd"}:
            new.kind = BlockKind.LIST_ITEM
            new.prefix = self.number_of(element) if tag == "li" else ""
        elif tag == "ol":
            new.number = number_in(element.get("start"), 1)
        if new.reason == CAPTION and words & _CREDIT_WORDS:
            new.reason = CREDIT
        elif not new.reason:
            new.reason = self.reason_within(element, tag, words)
        return new

    def reason_within(self, element: HtmlElement, tag: str, words: frozenset[str]) -> str:
        """Why all of an element is out of the text, where its own mark-up says so."""
        decoration = element.get("aria-hidden") == "true" and not is_longer(element, _DECORATION)
        reasons = (
            (HIDDEN, decoration or is_hidden(element) or (tag == "dialog" and element.get("open") is None)),
            (CONTROL, tag in CONTROLS),
            (KICKER, bool(words & _KICKER_WORDS) and tag not in BLOCKS),
            ("footnote", bool(words & _NOTES) and tag not in {"body", "article", "main"}),
            (CAPTION, tag == "figcaption" or (bool(words & _CAPTION_WORDS) and tag not in {"table", "caption"})),
        )
        return next((reason for reason, applies in reasons if applies), "")

    def leave(self, element: HtmlElement) -> None:
        if element.tag == "a" and self.links:
            self.links -= 1
        if self.open[-1].element is not element or element is self.root:
            return
        self.flush()
        closed = self.open.pop()
        if closed.captions:
            self.place_captions(closed)

    def is_taken_out(self, element: HtmlElement, tag: str, words: frozenset[str]) -> bool:
        """Whether an inline element is a mark for the eye: a footnote number, an edit link, a permalink sign."""
        if "katex-html" in (element.get("class") or "") or "editsection" in words:
            return True
        if tag in {"sup", "sub"}:
            return self.raised(element, tag, words)
        if tag == "a":
            text = (element.text or "").strip()
            if text in {"#", "¶", "§", "🔗", "↩", "↩︎", "^"} and len(element) == 0:
                return True
            if (element.get("href") or "").startswith("#") and re.fullmatch(r"\[(?:\d{1,3}|[a-z])\]", text):
                self.footnote_marks.append(text)
                return True
            return element.get("role") == "doc-noteref" or "noteref" in (element.get("epub:type") or "")
        return False

    def raised(self, element: HtmlElement, tag: str, words: frozenset[str]) -> bool:
        """Takes in a superscript: a footnote mark goes, a power stays as one."""
        text = "".join(element.itertext()).strip()
        linked = element.find(".//a") is not None or self.links > 0 or bool(words & {"reference", "footnote"})
        if tag == "sup" and is_footnote_mark(text, text_of(self.pieces[-3:]), linked=linked):
            self.footnote_marks.append(text)
            return True
        if tag == "sup" and len(element) == 0 and (power := as_power(text)):
            self.add(power)
            return True
        return False

    def number_of(self, item: HtmlElement) -> str:
        """The number in front of an item of a numbered list, "3. "."""
        around = next((entry for entry in reversed(self.open) if entry.tag in {"ol", "ul", "menu", "dir"}), None)
        if around is None or around.tag != "ol":
            return ""
        number = number_in(item.get("value"), around.number)
        around.number = number + 1
        return f"{number}. "

    # --- what is shown

    def picture(self, element: HtmlElement) -> None:
        words = words_in(marks_of(element))
        alternative = alternative_text(element)
        if "emoji" in words or "wp-smiley" in (element.get("class") or ""):
            self.add((element.get("alt") or "")[:4])
            return
        address = absolute(picture_address(element), self.base)
        if address or alternative:
            self.waiting.append(self.found(BlockKind.IMAGE, alternative, element, image=address))

    def formula(self, element: HtmlElement) -> None:
        text, readable = formula_text(element)
        if readable:
            self.add(text)
        else:
            self.waiting.append(self.found(BlockKind.FORMULA, "", element, content=text))

    def show(self, kind: BlockKind, element: HtmlElement, text: str, content: str) -> None:
        if text or content:
            shown = self.found(kind, text, element, content=content)
            shown.surroundings |= words_in(marks_of(element))
            self.blocks.append(shown)

    def place_captions(self, closed: _Open) -> None:
        """Gives a figure's caption to what the figure shows; what shows nothing keeps it as an omission."""
        caption = " ".join(closed.captions)
        shown = [block for block in self.blocks[closed.begins :] if block.kind in SHOWN]
        before = next((block for block in reversed(self.blocks) if block.reason != CREDIT), None)
        if not shown and before is not None and before.kind is BlockKind.IMAGE and closed.tag != "figure":
            shown = [before]
        if shown:
            shown[0].text = caption
        elif closed.tag == "figure" or len(self.open) == 1:
            lost = self.found(BlockKind.PARAGRAPH, caption, closed.element)
            lost.reason = "caption of an image"
            self.blocks.append(lost)
        else:
            self.open[-1].captions += closed.captions

    # --- text

    def add(self, text: str | None, *, glued: bool = False) -> None:
        if not text:
            return
        if glued and self.pieces and is_new_sentence(text_of(self.pieces[-1:]), text):
            text = f" {text}"
        self.pieces.append((text, self.links > 0))

    def flush(self) -> None:
        """Makes blocks of the text gathered since the last block-level edge."""
        if self.pieces:
            for run in lines_of(self.pieces):
                self.emit(run)
            self.pieces = []
        if self.waiting:
            self.blocks += self.waiting
            self.waiting = []

    def emit(self, run: list[Piece]) -> None:
        text = " ".join(text_of(run).split())
        if not text:
            return
        around = self.open[-1]
        if around.kind is BlockKind.HEADING and self.blocks and self.blocks[-1].reason == KICKER:
            text = text.lstrip(" :|–—·/") or text  # the sign that parted it from its kicker
        if around.reason == CAPTION:
            around.captions.append(text)
            return
        linked = sum(len(piece.strip()) for piece, is_link in run if is_link)
        if self.is_caption_in_italics(around):
            self.blocks[-1].text = text
            return
        block = self.found(around.kind, text, around.element, level=around.level)
        block.linked, block.size = linked, len(text)
        item = next((entry for entry in reversed(self.open) if entry.tag == "li"), None)
        if item is not None and item.prefix and block.kind is not BlockKind.HEADING:
            block.text, item.prefix = item.prefix + text, ""
        if block.kind is BlockKind.LIST_ITEM and block.words > _LONG_ITEM:
            block.kind = BlockKind.PARAGRAPH
        self.blocks.append(block)

    def is_caption_in_italics(self, around: _Open) -> bool:
        """Whether a paragraph is set wholly in italics, right after a picture that has no caption yet."""
        before = self.blocks[-1] if self.blocks and around.tag == "p" else None
        bare = before is not None and before.kind is BlockKind.IMAGE and not before.content
        return bare and is_in_italics(around.element)

    def found(
        self, kind: BlockKind, text: str, element: HtmlElement, *, level: int = 0, image: str = "", content: str = ""
    ) -> Found:
        around = self.open[-1]
        anchor = element.get("id") or ""
        if kind is not BlockKind.PARAGRAPH:
            anchor = around.anchor if element is around.element else anchor_of(element)
        return Found(
            kind,
            text,
            element,
            level=level,
            anchor=anchor,
            image=image,
            content=content,
            reason=around.reason if around.reason != CAPTION else "",
            surroundings=around.surroundings,
            within=around.within,
        )
