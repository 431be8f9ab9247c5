"""Blocks of a page -> which of them are the article: each is weighed, and what goes gets its reason."""

from __future__ import annotations

import math
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree

from briefcast.model import BlockKind
from briefcast.reading.decoding import letters_of
from briefcast.reading.furniture import furniture_reason, is_heading_of_comments
from briefcast.reading.html.blocks import HIDDEN
from briefcast.reading.html.boxes import leave_boxes
from briefcast.reading.html.features import CLASS_GROUPS, count_words, rows_of, stand_in_densest
from briefcast.reading.html.found import SHOWN, UNLIKELY
from briefcast.reading.html.votes import votes_on
from briefcast.reading.html.weights import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

    from briefcast.reading.html.found import Found

#: A block is the article's from this chance on.
_ENOUGH = 0.45
#: A block between two that stay may be less sure of itself; so may a heading over one.
_ENOUGH_BETWEEN = 0.2
#: Fewer words than this are no article; then a hidden one may be shown by a script.
_FEWEST_WORDS = 40
#: A quotation set in large type repeats at least this many words of the text.
_REPEATED_WORDS = 5
#: Groups of class names in which neither headings nor pictures of an article stand.
_TELLING = tuple(name for name in CLASS_GROUPS if name not in {"media", "facts about the page", "aside"})
_FURNISHED_TAGS = (("nav", "navigation"), ("aside", "aside"), ("footer", "footer"))
#: In a page of more elements or blocks, deeper or fuller ones, or more letters another extractor would take long.
_MOST_ELEMENTS = 12_000
_MOST_CHILDREN = 2_000
_MOST_BLOCKS = 3_000
_DEEPEST = 150
_MOST_LETTERS = 1_500_000
#: In a longer page than this, in letters, repeated sentences are not looked for.
_SEARCHABLE = 400_000


def judge(found: list[Found], root: HtmlElement) -> None:
    """Gives every block that is not the article's a reason to go."""
    _weigh(found, root)
    if _words_kept(_texts(found)) < _FEWEST_WORDS and _show_hidden(found):
        _weigh(found, root)
    leave_boxes(found)
    _leave_repeats(found)


def _weigh(found: list[Found], root: HtmlElement) -> None:
    if _is_huge(root, found):
        held = stand_in_densest(found)
        chances = [float(inside) for inside in held]
        rows: list[dict[str, float]] = []
    else:
        vote = votes_on(found, root)
        rows = rows_of(found, vote)
        chances = [_chance(row) for row in rows]
        held = [row["in holder"] > 0 and not any(row[f"class: {name}"] for name in _TELLING) for row in rows]
        if _words_kept(_kept_by(found, chances)) < _FEWEST_WORDS:
            chances = [max(chance, float(broad)) for chance, broad in zip(chances, vote.broad, strict=True)]
    sure = set(map(id, _kept_by(found, chances)))
    kept = [id(block) in sure for block in found]
    _close_gaps(found, chances, kept)
    _settle_headings(found, held, kept)
    _settle_shown(found, kept, held)
    first, last = _ends(kept)
    for place, block in enumerate(found):
        if not kept[place] and not block.reason:
            block.reason = _reason(block, place, first, last, rows[place] if rows else {})


def _kept_by(found: Sequence[Found], chances: Sequence[float]) -> list[Found]:
    """The blocks that are likely enough, and are no furniture by their words."""
    return [
        block
        for block, chance in zip(found, chances, strict=True)
        if chance > _ENOUGH and not block.reason and block.kind not in SHOWN and not furniture_reason(block.text)
    ]


def _is_huge(root: HtmlElement, found: Sequence[Found]) -> bool:
    if len(found) > _MOST_BLOCKS:
        return True
    depth = elements = 0
    for event, element in islice(etree.iterwalk(root, events=("start", "end")), 2 * _MOST_ELEMENTS):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if depth > _DEEPEST or elements == _MOST_ELEMENTS or len(element) > _MOST_CHILDREN:
            return True
    return sum(len(block.text) for block in found) > _MOST_LETTERS


def _chance(row: dict[str, float]) -> float:
    score = sum(WEIGHTS.get(name, 0.0) * value for name, value in row.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


def _close_gaps(found: Sequence[Found], chances: Sequence[float], kept: list[bool]) -> None:
    """Keeps a doubtful line between two that stay, if it is marked like one of them and is no list of links."""
    texts = [place for place, block in enumerate(found) if block.kind not in SHOWN and not block.reason]
    for at in range(1, len(texts) - 1):
        before, place, behind = texts[at - 1 : at + 2]
        block = found[place]
        alike = block.surroundings in (found[before].surroundings, found[behind].surroundings)
        sure = kept[before] and kept[behind] and chances[place] > _ENOUGH_BETWEEN
        if not kept[place] and sure and alike and block.link_share < 0.5 and not furniture_reason(block.text):
            kept[place] = True


def _settle_headings(found: Sequence[Found], held: Sequence[bool], kept: list[bool]) -> None:
    """A heading stays if text under it does, up to the next heading, and goes if none does."""
    text_follows = False
    first, _ = _ends(kept)
    for place in range(len(found) - 1, -1, -1):
        block = found[place]
        if block.kind is not BlockKind.HEADING:
            text_follows = text_follows or kept[place]
            continue
        likely = held[place] and block.link_share < 0.6
        if block.reason or not text_follows or furniture_reason(block.text) or is_heading_of_comments(block.text):
            kept[place] = False
        elif not kept[place]:
            kept[place] = likely and (place > first or (place == first - 1 and block.level > 1))
        text_follows = False


def _settle_shown(found: Sequence[Found], kept: list[bool], held: Sequence[bool]) -> None:
    """What is shown stays where it stands between lines that stay, close to both."""
    first, last = _ends(kept)
    pictures: set[str] = set()
    for place, block in enumerate(found):
        if block.kind not in SHOWN or block.reason or not first < place <= last + 1 or not held[place]:
            continue
        near = any(kept[max(0, place - 4) : place]) and (any(kept[place + 1 : place + 5]) or place > last)
        if near and not (block.image and block.image in pictures):
            kept[place] = True
            pictures.add(block.image)


def _ends(kept: Sequence[bool]) -> tuple[int, int]:
    places = [place for place, keep in enumerate(kept) if keep]
    return (places[0], places[-1]) if places else (0, -1)


def _reason(block: Found, place: int, first: int, last: int, row: dict[str, float]) -> str:
    """What to tell a person of a block that goes."""
    reasons = (
        (furniture_reason(block.text) or "", True),
        ("picture above the article", block.kind in SHOWN and place < first),
        *((name, row.get(f"class: {name}", 0) > 0) for name in CLASS_GROUPS if name != "aside"),
        *((name, row.get(f"tag: {tag}", 0) > 0) for tag, name in _FURNISHED_TAGS),
        ("comments", row.get("behind comments", 0) > 0),
        ("links", block.link_share > 0.6),
        ("above the article", place < first),
        ("below the article", place > last),
    )
    return next((name for name, applies in reasons if name and applies), UNLIKELY)


def _show_hidden(found: Sequence[Found]) -> bool:
    """Clears the marks of hidden text where it is running text of some length; whether there was any."""
    hidden = [block for block in found if block.reason == HIDDEN and block.words > 20 and block.link_share < 0.3]
    if sum(block.words for block in hidden) < 3 * _FEWEST_WORDS:
        return False
    for block in found:
        block.reason = ""
    return True


def _words_kept(blocks: Iterable[Found]) -> int:
    return sum(count_words(block.text) for block in blocks)


def _texts(found: Sequence[Found]) -> Iterator[Found]:
    return (block for block in found if not block.reason and block.kind not in SHOWN)


def _leave_repeats(found: Sequence[Found]) -> None:
    """Leaves out what is said twice: a paragraph that returns, a quotation lifted out of the text."""
    texts = list(_texts(found))
    letters = [letters_of(block.text) for block in texts]
    whole = " ".join(letters)
    seen: dict[str, frozenset[str]] = {}
    for block, own in zip(texts, letters, strict=True):
        if block.words < _REPEATED_WORDS:
            continue
        if own in seen and (seen[own] != block.surroundings or _may_repeat(block)):
            block.reason = "repeats a paragraph"
        elif _may_repeat(block) and len(whole) < _SEARCHABLE and whole.count(own) > 1:
            block.reason = "pull quote that repeats the text"
        if not block.reason:
            seen.setdefault(own, block.surroundings)


def _may_repeat(block: Found) -> bool:
    lifted = {"pull", "pullquote", "pullout", "quote", "highlight", "callout", "teaser", "zitat", "citation"}
    return block.kind is BlockKind.QUOTE or "aside" in block.within or bool(block.surroundings & lifted)
