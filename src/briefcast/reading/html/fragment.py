"""Mark-up that is content throughout: a feed's item, a book's chapter, a letter."""

from __future__ import annotations

from dataclasses import dataclass

from briefcast.model import Block, BlockKind, Omission
from briefcast.reading.breaks import is_break
from briefcast.reading.decoding import clean, decode_markup, mended
from briefcast.reading.furniture import furniture_reason
from briefcast.reading.html.blocks import find_blocks
from briefcast.reading.html.found import SHOWN, UNLIKELY, Found
from briefcast.reading.html.structure import structured
from briefcast.reading.html.tree import parse_tree


@dataclass(frozen=True, slots=True)
class Fragment:
    """The blocks of a piece of mark-up, and what of it is not among them."""

    blocks: tuple[Block, ...]
    omissions: tuple[Omission, ...]
    title: str = ""


def parse_fragment(markup: str | bytes, *, base: str = "", keep_all: bool = False) -> Fragment:
    """Blocks of HTML or XHTML that is an article's own text; only what is surely furniture is left out.

    Args:
        markup: a document or a part of one; bytes are decoded by what they declare.
        base: the address that links in it are relative to.
        keep_all: leave nothing out but what cannot be heard (scripts, hidden parts).
    """
    if isinstance(markup, bytes):
        markup = decode_markup(markup)
    root = parse_tree(markup)
    found, marks = find_blocks(root, base)
    for block in found:
        block.text = " ".join(clean(mended(block.text)).split())
        if not block.reason and not keep_all and block.kind not in SHOWN and block.kind is not BlockKind.HEADING:
            block.reason = furniture_reason(block.text) or ""
    return Fragment(*settle(found, marks, base), title=" ".join(clean(root.findtext(".//title") or "").split()))


def settle(found: list[Found], footnote_marks: list[str], base: str) -> tuple[tuple[Block, ...], tuple[Omission, ...]]:
    """What is kept as blocks, with breaks, all else as omissions; neighbours left out for one reason are one."""
    kept: list[Found] = []
    parted: set[int] = set()
    omissions: list[Omission] = []
    before: Found | None = None
    for one in found:
        if _is_break(one):
            parted.add(len(kept))
            continue
        link = f"{base}#{one.anchor}" if base and one.anchor else base
        if not one.reason:
            if one.kind in SHOWN:
                omissions.append(Omission(one.content or one.text, f"{one.kind}: not read out", one.image or link))
            if one.ruled and (before is None or not before.reason):
                parted.add(len(kept))
            if one.text or one.kind in SHOWN:
                kept.append(one)
        elif one.text or one.content:
            text = one.text or one.content
            if before is not None and before.reason == one.reason and omissions:
                omissions[-1] = Omission(f"{omissions[-1].text} · {text}", one.reason)
            else:
                omissions.append(Omission(text, one.reason))
        else:
            continue
        before = one
    if footnote_marks:
        omissions.append(Omission(" ".join(footnote_marks), "footnote marks"))
    return tuple(structured(kept, parted)), tuple(omissions)


def _is_break(one: Found) -> bool:
    """Whether a line of signs parts the text; such lines in what is left out for a reason of its own do not."""
    return one.kind not in SHOWN and one.reason in {"", UNLIKELY} and not one.linked and is_break(one.text)
