"""What can be measured of a block of a page: its text, its mark-up, its place, its neighbours.

Each block becomes a row of numbers with names, from which ``content`` weighs whether it belongs to
the article. The words in class names are read against what is usual on the same page: "sidebar"
says nothing where the article itself stands in it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from briefcast.model import BlockKind
from briefcast.reading.furniture import furniture_reason, is_comment_header, is_heading_of_comments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from briefcast.reading.html.found import Found

#: Class and id words, by what they are used for; English, and the same in the languages nearest to it.
CLASS_GROUPS: dict[str, frozenset[str]] = {
    "navigation": frozenset(
        "nav navigation navbar menu menus submenu breadcrumb breadcrumbs crumb masthead topbar toolbar pagination pager"
        " prev next previous skip toc sitemap search languages".split()
    ),
    "advertisement": frozenset(
        "ad ads advert adverts advertisement advertising adslot adsense banner sponsor sponsored promo promoted"
        " promotion promos outbrain taboola affiliate anzeige werbung publicite publicidad".split()
    ),
    "related links": frozenset(
        "related relateds recommended recommendation recommendations more morefrom popular trending mostread latest"
        " headlines readmore readalso seealso see also teaser teasers links linklist list river feed"
        " blogroll archive".split()
    ),
    "sharing": frozenset(
        "share sharing shares social socials follow facebook twitter pinterest whatsapp addthis sharethis sharedaddy"
        " tools actions utility bookmark".split()
    ),
    "comments": frozenset(
        "comment comments commentlist disqus respond reply replies discussion commenting forum".split()
    ),
    "newsletter or subscription": frozenset(
        "newsletter subscribe subscription subscriptions signup optin mailing paywall register login"
        " signin account donate".split()
    ),
    "about the author": frozenset("author authors bio byline profile contributor vcard avatar".split()),
    "facts about the page": frozenset(
        "meta metadata postmeta entrymeta info tags tag taglist topics topic keywords categories category cat date"
        " timestamp published updated dateline rating ratings".split()
    ),
    "consent": frozenset("cookie cookies consent gdpr privacy modal popup overlay tooltip dropdown notice".split()),
    "sidebar": frozenset("sidebar side aside rail rightrail widget widgets column2 secondary complementary".split()),
    "footer": frozenset("footer foot copyright legal disclaimer colophon credits bottom".split()),
    "media": frozenset(
        "gallery slideshow carousel slider player video thumb thumbs thumbnail photo media audio".split()
    ),
    "aside": frozenset(
        "infobox navbox catlinks references reflist footnotes pullquote pull highlights factbox poll vote survey quiz"
        " weather stock ticker print box".split()
    ),
}
_BODY_WORDS = frozenset(
    "article articlebody body content entry post story text main maincontent bodytext copy paragraph prose hentry"
    " richtext storytext postcontent entrycontent".split()
)
_TAGS = ("nav", "aside", "footer", "header", "form", "article", "main", "td", "figure", "details")
_ENDS = re.compile(r"[.!?…。！？:;][\"”’»)\]]*$")
_EAST_ASIAN = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

#: Words by which a page speaks to its visitor, in seven languages.
_PROMPTS = re.compile(
    r"\b(?:news ?letters?|subscri\w+|sign(?:ed)? (?:up|in)|log ?in|register|donat\w+|support (?:us|our)|inbox|"
    r"e-?mails?|cookies?|privacy|terms of|comments?|repl(?:y|ies)|shar(?:e|ing)|follow us|download|app|podcast|"
    r"advert\w*|sponsor\w*|affiliate|commission|copyright|rights reserved|read more|related|click|tap|poll|votes?|"
    r"quiz|video|watch|listen|contact|about us|membership|members?|free trial|offer|unsubscribe|forwarded|browser|"
    r"tags?|topics?|abonn\w+|anmeld\w+|spende\w*|kommentare?|teilen|werbung|anzeige|datenschutz|umfrage|mehr zum|"
    r"lesen sie|impressum|inscri\w+|recevez|don|partag\w+|publicité|sondage|lire aussi|commentaires?|écouter|"
    r"mentions légales|suscri\w+|boletín|correo|compart\w+|publicidad|encuesta|comentarios?|leer más|apoya\w*|donar|"
    r"iscriv\w+|ricev\w+|condivid\w+|pubblicità|sondaggio|commenti|leggi anche|sostien\w+|"
    r"assin\w+|receba|partilh\w+|inquérito|nieuwsbrief|aanmeld\w+|reacties|lees ook|steun\w*)\b",
    re.I,
)
#: A prompt is no longer than this, in words.
_LONGEST_PROMPT = 60
#: A block of at least this many words is long enough to tell where the article is.
LONG = 15
#: Elements further around a block than this are not looked at.
_HIGHEST = 60
#: What is copied from the blocks around a block.
_SEEN_OF_NEIGHBOURS = ("votes", "words", "links", "furnished", "unseen", "heading", "item")
_NEIGHBOURS = (-2, -1, 1, 2)


@dataclass(frozen=True, slots=True)
class Vote:
    """Which blocks another extractor takes for the article."""

    #: Generous reading, one flag a block.
    broad: Sequence[bool]
    #: Strict reading.
    strict: Sequence[bool]


def count_words(text: str) -> int:
    """Number of words; in scripts without spaces two characters count as one."""
    return max(len(text.split()), len(_EAST_ASIAN.findall(text)) // 2)


def rows_of(found: Sequence[Found], vote: Vote) -> list[dict[str, float]]:
    """A row of named numbers for each block."""
    page = _Page(found, vote)
    rows = [page.row(position) for position in range(len(found))]
    for position, row in enumerate(rows):
        page.add_neighbours(rows, position, row)
    return rows


class _Page:
    """What is usual on a page, measured once for all its blocks."""

    def __init__(self, found: Sequence[Found], vote: Vote) -> None:
        self.found = found
        self.votes = [int(broad) + int(strict) for broad, strict in zip(vote.broad, vote.strict, strict=True)]
        self.vote = vote
        self.words = [count_words(block.text) for block in found]
        self.core = [
            position
            for position, block in enumerate(found)
            if self.words[position] >= LONG and self.votes[position] and block.link_share < 0.4 and not block.reason
        ]
        self.first, self.last = (self.core[0], self.core[-1]) if self.core else (0, len(found) - 1)
        self.total = sum(self.words[position] for position in self.core) or 1
        self.class_share = self._shares([block.surroundings for block in found])
        self.tag_share = self._shares([block.within for block in found])
        self.usual = frozenset(word for word, share in self.class_share.items() if share > 0.6)
        self.before = [0]
        for position in range(len(found)):
            self.before.append(self.before[-1] + (self.words[position] if self.votes[position] else 0))
        self.seen_before = _repeats(found)
        self.holder = _holder(found, self.core, self.words)
        self.dense = _densest(found, self.words)
        self.headers = [is_comment_header(block.text) for block in found]
        self.comments_from = next(
            (place for place, block in enumerate(found) if place > self.first and is_heading_of_comments(block.text)),
            len(found),
        )
        #: Kept, because lxml makes an element's object anew when none is held.
        self.parents = [block.element.getparent() for block in found]
        self.siblings = Counter(self.parents)

    def _shares(self, marks: Sequence[frozenset[str]]) -> dict[str, float]:
        """For each mark, around which share of the sure text it stands."""
        shares: Counter[str] = Counter()
        for position in self.core:
            for word in marks[position]:
                shares[word] += self.words[position]
        return {word: count / self.total for word, count in shares.items()}

    def row(self, position: int) -> dict[str, float]:
        """The block's own numbers."""
        block = self.found[position]
        text = block.text
        row = {
            "bias": 1.0,
            "broad vote": float(self.vote.broad[position]),
            "strict vote": float(self.vote.strict[position]),
            "votes": float(self.votes[position]),
            "words": math.log1p(self.words[position]),
            "links": block.link_share,
            "no links": float(block.linked == 0),
            "ends like a sentence": float(bool(_ENDS.search(text[-6:]))),
            "commas": math.log1p(text.count(",") + text.count("，") + text.count("、")),
            "heading": float(block.kind is BlockKind.HEADING),
            "level": float(block.level),
            "item": float(block.kind is BlockKind.LIST_ITEM),
            "quote": float(block.kind is BlockKind.QUOTE),
            "capitals": float(text.isupper()),
            "opens small": float(text[:1].islower()),
            "colon": float(text.endswith(":")),
            "digits": sum(map(str.isdigit, text)) / max(len(text), 1),
            "furniture": float(bool(furniture_reason(text))),
            "comment header": float(self.headers[position]),
            "comment headers near": float(sum(self.headers[max(0, position - 3) : position + 4])),
            "behind comments": float(position >= self.comments_from),
            "unseen": float(bool(block.reason)),
            "speaks to the visitor": _share_of_prompts(text),
            "repeated": float(position in self.seen_before),
            "above": math.log1p(max(0, self.first - position)),
            "below": math.log1p(max(0, position - self.last)),
            "share read": self.before[position] / (self.before[-1] or 1),
            "share to come": (self.before[-1] - self.before[position + 1]) / (self.before[-1] or 1),
        }
        row |= self._marked(block) | self._placed(position)
        return row

    def _marked(self, block: Found) -> dict[str, float]:
        around = block.surroundings
        odd = {word for word in around if self.class_share.get(word, 0.0) < 0.3}
        groups = {f"class: {name}": float(bool(odd & words)) for name, words in CLASS_GROUPS.items()}
        return groups | {
            "furnished": float(any(groups.values())),
            "class: body": float(bool(around & _BODY_WORDS)),
            "usual classes": len(around & self.usual) / (len(self.usual) or 1),
            "odd classes": math.log1p(sum(self.class_share.get(word, 0.0) < 0.1 for word in around)),
            **{
                f"tag: {tag}": (tag in block.within) - (1.0 if self.tag_share.get(tag, 0.0) > 0.4 else 0.0)
                for tag in _TAGS
            },
        }

    def _placed(self, position: int) -> dict[str, float]:
        """Where the block stands in the tree: in the element that holds the text, and how deep in it."""
        block = self.found[position]
        in_holder = in_dense = False
        depth = 9.0
        for steps, element in enumerate(_upwards(block.element)):
            if element is self.holder:
                in_holder, depth = True, float(steps)
            in_dense = in_dense or element is self.dense
        return {
            "in holder": float(in_holder),
            "depth in holder": min(depth, 9.0),
            "in densest": float(in_dense),
            "siblings": math.log1p(self.siblings[self.parents[position]]),
        }

    def add_neighbours(self, rows: list[dict[str, float]], position: int, row: dict[str, float]) -> None:
        """What stands before and behind, and how far the nearest sure text is."""
        for step in _NEIGHBOURS:
            other = rows[position + step] if 0 <= position + step < len(rows) else None
            for name in _SEEN_OF_NEIGHBOURS:
                row[f"{name} {step:+}"] = other[name] if other else -1.0
        row["sure text before"] = float(self._distance(range(position - 1, max(-1, position - 8), -1), position))
        row["sure text behind"] = float(self._distance(range(position + 1, min(len(rows), position + 8)), position))
        block = self.found[position]
        for step in (-1, 1):
            near = position + step
            alike = 0 <= near < len(rows) and self.found[near].surroundings == block.surroundings
            row[f"marked alike {step:+}"] = float(alike)

    def _distance(self, positions: range, position: int) -> int:
        return next(
            (abs(other - position) for other in positions if self.words[other] >= LONG and self.votes[other] > 1), 9
        )


def _share_of_prompts(text: str) -> float:
    """How much of a short text is about subscribing, sharing, paying, playing: 0 for running text."""
    words = count_words(text)
    return min(len(_PROMPTS.findall(text)) / words**0.5, 1.5) if 0 < words <= _LONGEST_PROMPT else 0.0


def _repeats(found: Sequence[Found]) -> frozenset[int]:
    """Positions of blocks whose text has been before."""
    seen: set[str] = set()
    repeats = []
    for position, block in enumerate(found):
        if len(block.text) > 12:
            if block.text in seen:
                repeats.append(position)
            seen.add(block.text)
    return frozenset(repeats)


def _holder(found: Sequence[Found], core: Sequence[int], words: Sequence[int]) -> HtmlElement | None:
    """The deepest element that holds at least 70 % of the sure text."""
    held: dict[HtmlElement, int] = {}
    for position in core:
        for element in _upwards(found[position].element):
            held[element] = held.get(element, 0) + words[position]
    enough = 0.7 * sum(words[position] for position in core)
    holders = [element for element, count in held.items() if count >= enough]
    return max(holders, key=lambda element: sum(1 for _ in element.iterancestors()), default=None)


def _densest(found: Sequence[Found], words: Sequence[int]) -> HtmlElement | None:
    """The element with the most running text right inside it, whatever any extractor says."""
    scores: dict[HtmlElement, float] = {}
    for block, count in zip(found, words, strict=True):
        if count < 10 or block.link_share > 0.4 or block.reason:
            continue
        worth = min(count, 80) * (1.0 if _ENDS.search(block.text[-6:]) else 0.4)
        for distance, element in enumerate(_upwards(block.element, 6)):
            scores[element] = scores.get(element, 0.0) + worth / (1 + distance)
    return max(scores, key=lambda element: scores[element], default=None)


def stand_in_densest(found: Sequence[Found]) -> list[bool]:
    """For each block, whether it stands in the element densest with running text, and is no link."""
    dense = _densest(found, [count_words(block.text) for block in found])
    inside = set(dense.iter()) if dense is not None else set()
    return [block.element in inside and block.link_share < 0.4 for block in found]


def _upwards(element: HtmlElement, most: int = _HIGHEST) -> list[HtmlElement]:
    """An element and those around it, the nearest of them if they are very many."""
    return [element, *islice(element.iterancestors(), most - 1)]
