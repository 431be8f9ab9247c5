"""Blocks of a page -> which of them are the article: each is weighed, and what goes gets its reason."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from briefcast.model import BlockKind
from briefcast.reading.furniture import furniture_reason, is_heading_of_comments
from briefcast.reading.html.blocks import HIDDEN
from briefcast.reading.html.features import CLASS_GROUPS, count_words, rows_of, votes_by_density
from briefcast.reading.html.found import SHOWN
from briefcast.reading.html.votes import letters_of, votes_on
from briefcast.reading.html.weights import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
_FURNISHED_TAGS = (("nav", "navigation"), ("aside", "aside"), ("footer", "footer"))
#: A page of more blocks is a book; asking another extractor would take minutes.
_MOST_VOTED_ON = 4000
#: In a longer page than this, in letters, repeated sentences are not looked for.
_SEARCHABLE = 400_000


def judge(found: list[Found], root: HtmlElement) -> None:
    """Gives every block that is not the article's a reason to go."""
    _weigh(found, root)
    if _words_kept(found) < _FEWEST_WORDS and _show_hidden(found):
        _weigh(found, root)
    _leave_repeats(found)


def _weigh(found: list[Found], root: HtmlElement) -> None:
    vote = votes_on(found, root) if len(found) < _MOST_VOTED_ON else votes_by_density(found)
    rows = rows_of(found, vote)
    chances = [_chance(row) for row in rows]
    kept = [
        not block.reason and block.kind not in SHOWN and chance > _ENOUGH and not furniture_reason(block.text)
        for block, chance in zip(found, chances, strict=True)
    ]
    if sum(count_words(block.text) for block, keep in zip(found, kept, strict=True) if keep) < _FEWEST_WORDS:
        kept = [
            keep or (bool(broad) and not block.reason and block.kind not in SHOWN and not furniture_reason(block.text))
            for block, keep, broad in zip(found, kept, vote.broad, strict=True)
        ]
    _close_gaps(found, chances, kept)
    _settle_headings(found, chances, kept)
    _settle_shown(found, kept, [row["in holder"] > 0 for row in rows])
    first, last = _ends(kept)
    for place, block in enumerate(found):
        if not kept[place] and not block.reason:
            block.reason = _reason(block, place, first, last, rows[place])


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


def _settle_headings(found: Sequence[Found], chances: Sequence[float], kept: list[bool]) -> None:
    """A heading stays if text under it does, up to the next heading, and goes if none does."""
    text_follows = False
    first, _ = _ends(kept)
    for place in range(len(found) - 1, -1, -1):
        block = found[place]
        if block.kind is not BlockKind.HEADING:
            text_follows = text_follows or kept[place]
            continue
        likely = chances[place] > _ENOUGH_BETWEEN / 4 and block.link_share < 0.6
        if block.reason or not text_follows or furniture_reason(block.text) or is_heading_of_comments(block.text):
            kept[place] = False
        elif not kept[place]:
            kept[place] = likely and place > first
        text_follows = False


def _settle_shown(found: Sequence[Found], kept: list[bool], held: Sequence[bool]) -> None:
    """What is shown stays where it stands between lines that stay, close to both."""
    first, last = _ends(kept)
    pictures: set[str] = set()
    for place, block in enumerate(found):
        if block.kind not in SHOWN or block.reason or not first < place <= last + 1 or not held[place]:
            continue
        near = any(kept[max(0, place - 4) : place]) and (any(kept[place + 1 : place + 5]) or place > last)
        if near and not _odd_groups(block) and not (block.image and block.image in pictures):
            kept[place] = True
            pictures.add(block.image)


def _ends(kept: Sequence[bool]) -> tuple[int, int]:
    places = [place for place, keep in enumerate(kept) if keep]
    return (places[0], places[-1]) if places else (0, -1)


def _odd_groups(block: Found) -> list[str]:
    harmless = {"media", "facts about the page", "aside"}
    return [name for name, words in CLASS_GROUPS.items() if name not in harmless and block.surroundings & words]


def _reason(block: Found, place: int, first: int, last: int, row: dict[str, float]) -> str:
    """What to tell a person of a block that goes."""
    reasons = (
        (furniture_reason(block.text) or "", True),
        ("comments", row["behind comments"] > 0),
        ("picture above the article", block.kind in SHOWN and place < first),
        *((name, row[f"class: {name}"] > 0) for name in CLASS_GROUPS if name != "aside"),
        *((name, row[f"tag: {tag}"] > 0) for tag, name in _FURNISHED_TAGS),
        ("links", block.link_share > 0.6),
        ("above the article", place < first),
        ("below the article", place > last),
    )
    return next((name for name, applies in reasons if name and applies), "not part of the text")


def _show_hidden(found: Sequence[Found]) -> bool:
    """Clears the marks of hidden text where it is running text of some length; whether there was any."""
    hidden = [block for block in found if block.reason == HIDDEN and block.words > 20 and block.link_share < 0.3]
    if sum(block.words for block in hidden) < 3 * _FEWEST_WORDS:
        return False
    for block in found:
        block.reason = ""
    return True


def _words_kept(found: Sequence[Found]) -> int:
    return sum(count_words(block.text) for block in _texts(found))


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
        seen.setdefault(own, block.surroundings)


def _may_repeat(block: Found) -> bool:
    lifted = {"pull", "pullquote", "pullout", "quote", "highlight", "callout", "teaser", "zitat", "citation"}
    return block.kind is BlockKind.QUOTE or "aside" in block.within or bool(block.surroundings & lifted)
