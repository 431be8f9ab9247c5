"""The HTML of a letter -> paragraphs: what mail programs mark as quoted, signed or sponsored is apart."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from briefcast.model import Block, BlockKind, Omission
from briefcast.reading.decoding import clean
from briefcast.reading.html.fragment import parse_fragment
from briefcast.reading.html.tree import parse_tree
from briefcast.reading.mail.furniture import SPONSOR, VIEW_ONLINE
from briefcast.reading.mail.plain import ATTRIBUTION, FORWARDED, HEAD_OF_FORWARDED, Body, without_forwarding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

#: A table without header cells holds data if it has as many rows of several cells.
MIN_DATA_ROWS = 3
#: Letters of a block under a sponsor's label, with the label.
MAX_SPONSOR_LETTERS = 1_300
#: Boxes around a label that are looked at.
MAX_BOXES = 8
#: Pieces of text, from the top, in which a letter may be said to be sent on.
MAX_TEXTS = 200
#: Quotations that are looked at, and words that may follow one at the end.
MAX_QUOTATIONS = 20
MAX_AFTER = 12
#: The head of a letter that is sent on has no more letters.
MAX_HEAD_LETTERS = 1_000
#: Elements that are looked at for labels.
MAX_LABELS = 100

_SIGNATURES = frozenset({"gmail_signature", "moz-signature", "signature", "applemailsignature"})
_QUOTED = frozenset({"gmail_quote", "gmail_quote_container", "yahoo_quoted", "divrplyfwdmsg"})
_PADDING = re.compile("(?:[\u034f\u061c\u115f\u200b-\u200d\u2007\u2060\u00ad\ufeff\u2800\u3164]\\s*){2,}")
_LABELS = "td", "th", "div", "p", "span", "strong", "b", "em", "h1", "h2", "h3", "h4", "h5", "h6", "a", "font", "small"
_BOXES = frozenset({"table", "div", "section", "td", "tr", "tbody", "center", "article", "aside"})


def html_body(markup: str, *, keep_all: bool = False) -> Body:
    """The body of a letter written in HTML."""
    from lxml import html

    root = parse_tree(markup)
    link = _link(root)
    omissions: list[Omission] = []
    is_forwarded = _is_forwarded(root)
    if is_forwarded:
        _unquote(root)
    if not keep_all:
        omissions += _take_out(root, _signatures(root), "signature")
        omissions += _take_out(root, [] if is_forwarded else _quotations(root), "quoted message")
        omissions += _take_out(root, _sponsors(root), "sponsor")
    _mark_layout(root)
    # The rules for pages come after those for letters, not before them.
    fragment = parse_fragment(html.tostring(root, encoding="unicode"), base=link, keep_all=True)
    blocks = list(_without_padding(fragment.blocks))
    lines, forwarded, head = without_forwarding([block.text for block in blocks])
    if head:
        omissions.append(Omission("\n".join(head), HEAD_OF_FORWARDED))
        blocks = blocks[len(blocks) - len(lines) :]
    language = (root.get("lang") or "").strip().lower().replace("_", "-")
    return Body(tuple(blocks), (*omissions, *fragment.omissions), link, tuple(forwarded.items()), language)


def _text(element: HtmlElement) -> str:
    return " ".join(clean(" ".join(map(str, element.itertext()))).split())


def _brief(element: HtmlElement, most: int = 200) -> str:
    """The text of an element, or nothing if it has more than ``most`` letters."""
    pieces: list[str] = []
    letters = 0
    for place, node in enumerate(element.iter()):
        pieces += [str(node.text or "") if isinstance(node.tag, str) else ""]
        pieces += [str(node.tail or "") if node is not element else ""]
        letters += len(pieces[-1].strip()) + len(pieces[-2].strip())
        if letters > most or place > most:
            return ""
    return " ".join(clean(" ".join(pieces)).split())


def _without_padding(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks without the invisible letters that keep the text out of a preview, and without bare pictures."""
    for block in blocks:
        text = " ".join(_PADDING.sub(" ", block.text).split())
        if text or block.kind in {BlockKind.TABLE, BlockKind.CODE, BlockKind.FORMULA}:
            yield replace(block, text=text)


def _link(root: HtmlElement) -> str:
    """The address of the letter on the web."""
    for anchor in root.iter("a"):
        address = (anchor.get("href") or "").strip()
        if address.startswith(("http://", "https://")):
            text = _brief(anchor).strip(" |·•»>→.")
            if text and VIEW_ONLINE.fullmatch(text):
                return str(address)
    return ""


def _take_out(root: HtmlElement, elements: list[HtmlElement], reason: str) -> list[Omission]:
    """Takes elements out of the tree; what they said is on record."""
    out: list[Omission] = []
    for element in elements:
        if element is root or element.getparent() is None:
            continue
        if text := _text(element):
            out.append(Omission(text, reason))
        element.drop_tree()
    return out


def _classes(element: HtmlElement) -> set[str]:
    return set((element.get("class") or "").lower().split()) | {(element.get("id") or "").lower()}


def _signatures(root: HtmlElement) -> list[HtmlElement]:
    return [element for element in root.iter("div", "pre", "table") if _classes(element) & _SIGNATURES]


def _quotations(root: HtmlElement) -> list[HtmlElement]:
    """A letter that is quoted at the end, with the line over it, as programs mark them."""
    whole = _text(root)
    for element in islice(filter(_is_quotation, root.iter("div", "blockquote")), MAX_QUOTATIONS):
        quoted = _text(element)
        before, found, after = whole.rpartition(quoted) if quoted else ("", "", "")
        if not found or not before.strip() or len(after.split()) > MAX_AFTER:
            continue
        over = element.getprevious()
        out = [over] if over is not None and ATTRIBUTION.fullmatch(_brief(over, 400)) else []
        # Outlook marks the head of the quoted letter only; all behind it is the letter.
        return [*out, element, *(element.itersiblings() if "divrplyfwdmsg" in _classes(element) else ())]
    return []


def _is_quotation(element: HtmlElement) -> bool:
    return element.get("type") == "cite" or bool(_classes(element) & _QUOTED)


def _sponsors(root: HtmlElement) -> list[HtmlElement]:
    """The smallest boxes that begin with a sponsor's label and say more than it."""
    out: list[HtmlElement] = []
    labels = 0
    for element in root.iter(*_LABELS):
        text = _brief(element, 90)
        if not text or not SPONSOR.fullmatch(text):
            continue
        labels += 1
        if labels <= MAX_LABELS and (box := _box_around(element, text)) is not None:
            out.append(box)
    return out


def _box_around(label: HtmlElement, text: str) -> HtmlElement | None:
    """The smallest box that begins with a label and says more."""
    for box in islice(label.iterancestors(), MAX_BOXES):
        whole = _brief(box, MAX_SPONSOR_LETTERS)
        if box.tag == "body" or not whole.startswith(text):
            return None
        if box.tag in _BOXES and len(whole) > len(text) + 20:
            return box
    return None


def _is_forwarded(root: HtmlElement) -> bool:
    """Whether the letter begins with the line over a letter that is sent on."""
    lines = islice((" ".join(str(text).split()) for text in root.itertext()), MAX_TEXTS)
    return any(FORWARDED.fullmatch(line) for line in lines if line)


def _unquote(root: HtmlElement) -> None:
    """Makes a letter that is sent on the letter itself: programs set it as a quotation, and its head as one block."""
    for element in root.iter("blockquote"):
        if element.get("type") == "cite" or _classes(element) & {"gmail_quote"}:
            element.tag = "div"
    for element in root.iter("div", "p"):
        if FORWARDED.match(head := _brief(element, MAX_HEAD_LETTERS)) and head.count(":") > 1:
            for line_break in element.iter("br"):
                line_break.tag = "p"


def _mark_layout(root: HtmlElement) -> None:
    """Says of tables that place things, which in letters are most, that they do."""
    for table in root.iter("table"):
        if table.find(".//table") is not None:
            table.set("role", "presentation")
        elif table.find(".//th") is None and table.find("caption") is None:
            rows = [sum(bool(_text(cell)) for cell in row.findall("td")) for row in table.iter("tr")]
            if sum(count > 1 for count in rows) < MIN_DATA_ROWS:
                table.set("role", "presentation")
