"""Title, standfirst, byline, date, site and the rest: what stands around an article in its page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefcast.model import BlockKind
from briefcast.reading.decoding import clean, letters_of
from briefcast.reading.furniture import furniture_reason
from briefcast.reading.headmatter import byline_of, date_in, written_date
from briefcast.reading.html.links import absolute
from briefcast.reading.html.marks import marks_of, words_in
from briefcast.reading.html.statements import Statements, statements_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from briefcast.reading.html.found import Found

#: Between a headline and the name of its site, or a kicker and a headline.
_PARTS = re.compile(r"\s+[|\-–—•·:»›/]+\s+|\s*\|\s*|: ")
#: A page's headline is among so many of its blocks.
_TOP = 80
_SEPARATOR = re.compile(r"\s+[|\-–—•·:»›/]+\s+|\s*\|\s*")
_STANDFIRST_WORDS = frozenset(
    "standfirst dek deck subtitle subheadline subhead subheading subline tagline chapo bajada entradilla entradilla"
    " sottotitolo occhiello summary teasertext leadtext excerpt ingress vorspann sommario sumario catenaccio".split()
)
_BYLINE_WORDS = frozenset("byline author authors autor auteur autore creator writer contributor".split())
_COMMENT_WORDS = frozenset("comment comments commentlist disqus".split())
_DATE_WORDS = frozenset("date dateline published pubdate timestamp posted fecha datum data time".split())
_NO_NAMES = re.compile(r"https?://|@|\b(?:admin|administrator|editor|redaktion|redazione|staff|webmaster|user)\b", re.I)
_NAME_PREFIX = re.compile(
    r"^(?i:by|von|par|por|di|da|door|de|text|written by|author|autor|auteur)\s*:?\s+(?=[^\W\d_a-z])"
)
#: A standfirst is no longer than this, in words, and no shorter.
_LONGEST_DEK = 80
_SHORTEST_DEK = 4
#: Dates are looked for in so many characters.
_LINE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known of an article beside its text; the fields are those of ``Article``."""

    title: str
    dek: str
    byline: str
    dateline: str
    published: date | None
    language: str
    site: str
    link: str
    image: str


def metadata_of(root: HtmlElement, found: Sequence[Found], said: Statements, url: str) -> Metadata:
    """Reads a page's metadata; blocks of ``found`` that turn out to be title or standfirst get that reason.

    Args:
        root: the page.
        found: its blocks, already judged.
        said: what the page says of itself.
        url: where the page is from, or empty.
    """
    site = _site(root, said, url)
    language = _language(root, said)
    title = _title(root, found, said, site, url)
    published = _published(root, said)
    return Metadata(
        title=title,
        dek=_standfirst(found, said, title),
        byline=byline_of(_authors(root, said, site), language),
        dateline=written_date(published, language) if published else "",
        published=published,
        language=language,
        site=site,
        link=_link(said, url),
        image=absolute(said.first("og:image", "og:image:url", "twitter:image"), url),
    )


def _title(root: HtmlElement, found: Sequence[Found], said: Statements, site: str, url: str) -> str:
    """The headline as shown, where the page's own statements confirm it; else as stated."""
    document = " ".join(clean(root.findtext(".//title") or "").split())
    stated = [said.first("og:title", "twitter:title"), said.said("headline"), document]
    stated = [unescape(text) if "&" in text else text for text in stated if text]
    confirmed = "".join(letters_of(text) + " " for text in stated)
    shown = [block for block in _headlines(found) if not _is_site(block.text, site, url)]
    for block in shown:
        own = letters_of(block.text)
        if len(own) > 5 and own in confirmed:
            return block.text
    for text in stated:
        if short := _without_site(text, site, url):
            return _as_shown(short, found)
    return shown[0].text if shown else ""


def _as_shown(title: str, found: Sequence[Found]) -> str:
    """The part of a document's title that the page begins with, if it is made of parts and one of them is."""
    tops = [letters_of(block.text) for block in found[:_TOP]]
    for part in sorted(_PARTS.split(title), key=len, reverse=True):
        own = letters_of(part)
        if len(part.split()) > 2 and any(top.startswith(own) for top in tops):
            return part.strip()
    return title


def _headlines(found: Sequence[Found]) -> list[Found]:
    """Headings that may be the title, the highest first."""
    headings = [block for block in found if block.kind is BlockKind.HEADING and block.level <= 3 and block.words < 60]
    return sorted(headings, key=lambda block: block.level)


def _is_site(text: str, site: str, url: str) -> bool:
    """Whether a text is the name of the site: as stated, or as its host spells it."""
    host = letters_of((urlsplit(url).hostname or "").removeprefix("www."))
    letters = letters_of(text)
    return bool(letters) and (letters == letters_of(site) or (len(letters) > 3 and letters in host))


def _without_site(title: str, site: str, url: str) -> str:
    """A document's title without the name of the site behind or before it; empty if there is nothing else."""
    kept = title
    for _ in range(2):
        pieces = list(_PARTS.finditer(kept))
        if not pieces:
            break
        tail, head = kept[pieces[-1].end() :], kept[: pieces[0].start()]
        is_label = (
            pieces[-1].group() != ": " and len(tail.split()) <= 3 and len(kept[: pieces[-1].start()].split()) >= 4
        )
        if _is_site(tail, site, url) or is_label:
            kept = kept[: pieces[-1].start()]
        elif _is_site(head, site, url):
            kept = kept[pieces[0].end() :]
        else:
            break
    return "" if _is_site(kept, site, url) else kept.strip()


def _site(root: HtmlElement, said: Statements, url: str) -> str:
    named = said.first("og:site_name", "application-name") or next(iter(said.named("publisher")), "")
    if named:
        return "" if named.startswith("http") or len(named) > 60 else named
    host = letters_of((urlsplit(url).hostname or "").removeprefix("www.").rsplit(".", 1)[0])
    parts = _SEPARATOR.split(" ".join(clean(root.findtext(".//title") or "").split()))
    return next((part for part in reversed(parts) if host and len(part.split()) < 6 and letters_of(part) == host), "")


def _language(root: HtmlElement, said: Statements) -> str:
    """The language that the page claims for itself, or empty."""
    claimed = root.get("lang") or root.get("xml:lang") or said.first("content-language", "og:locale", "language")
    tag = claimed.replace("_", "-").split(",")[0].strip().lower()
    return tag if re.fullmatch(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", tag) else ""


def _published(root: HtmlElement, said: Statements) -> date | None:
    """The day of publication: as stated, else as the page shows it by its headline."""
    stated = (
        said.said("datePublished"),
        said.first("article:published_time", "datepublished", "og:article:published_time", "date", "dc.date",
                   "dcterms.date", "dcterms.created", "dc.date.issued", "parsely-pub-date", "sailthru.date",
                   "pubdate", "publish-date", "citation_publication_date"),
        said.said("dateCreated"),
    )  # fmt: skip
    for text in stated:
        if day := _day(text):
            return day
    for element in root.iter("time"):
        if day := _day(element.get("datetime") or "") or date_in(_opening(element)):
            return day
    for element in root.iter("span", "p", "div", "abbr", "li"):
        marked = words_in(marks_of(element)) & _DATE_WORDS
        if marked and (day := date_in(_opening(element))):
            return day
    return None


def _opening(element: HtmlElement) -> str:
    """The first words of an element, up to a line of them; it is not read further."""
    text = ""
    for part in islice(element.itertext(), 40):
        text += part
        if len(text) > _LINE:
            break
    return " ".join(text[:_LINE].split())


def _day(text: str) -> date | None:
    match = re.match(r"(\d{4})-?(\d{2})-?(\d{2})", text)
    if match is None:
        return date_in(text) if text else None
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


def _authors(root: HtmlElement, said: Statements, site: str) -> list[str]:
    """Names of those who wrote it: stated, else marked as such in the page."""
    names = said.named("author") or [said.first("author", "article:author", "dc.creator", "parsely-author", "byl")]
    if not (found := _as_names(names, site)):
        marked = [
            element
            for element in root.iter("a", "span", "p", "div", "address", "strong", "li")
            if _names_author(element) and not _is_in_comments(element)
        ]
        found = next(filter(None, (_as_names([element.text_content()], site) for element in marked[:8])), [])
    return found


def _names_author(element: HtmlElement) -> bool:
    marks = marks_of(element)
    stated = "author" in {(element.get("rel") or "").removeprefix("schema:"), element.get("itemprop")}
    return stated or (bool(marks) and bool(words_in(marks) & _BYLINE_WORDS))


def _is_in_comments(element: HtmlElement) -> bool:
    """Whether an element stands in what readers wrote, whose authors are not the article's."""
    return any(words_in(marks_of(around)) & _COMMENT_WORDS for around in (element, *islice(element.iterancestors(), 8)))


def _as_names(texts: Sequence[str], site: str) -> list[str]:
    names: list[str] = []
    for text in texts:
        line = " ".join(clean(text).split())
        for part in re.split(r"\s*(?:,|;|\band\b|\bund\b|\bet\b|\by\b|&)\s*", _NAME_PREFIX.sub("", line)):
            name = _NAME_PREFIX.sub("", part).strip(" .|–-")
            fits = 1 <= len(name.split()) <= 5 and 3 < len(name) < 50 and not any(char.isdigit() for char in name)
            if fits and name[0].isupper() and not _NO_NAMES.search(name) and letters_of(name) != letters_of(site):
                names.append(name)
    return list(dict.fromkeys(names))[:6]


def _standfirst(found: Sequence[Found], said: Statements, title: str) -> str:
    """The standfirst above the text. Where the text itself holds it, it is spoken there."""
    first = next((place for place, block in enumerate(found) if _is_running(block)), len(found))
    described = letters_of(said.first("description", "og:description", "twitter:description"))[:60]
    top = next((place for place, block in enumerate(found) if letters_of(block.text) == letters_of(title)), None)
    for place, block in enumerate(found[: first + 1]):
        if not _SHORTEST_DEK <= block.words <= _LONGEST_DEK or block.link_share > 0.3 or furniture_reason(block.text):
            continue
        own = letters_of(block.text)
        marked = bool(words_in(marks_of(block.element)) & _STANDFIRST_WORDS) and top is not None and place > top
        stated = len(described) > 30 and own.startswith(described[: len(own)]) and place != first
        if own != letters_of(title) and (marked or stated):
            block.reason = "standfirst"
            return block.text
    return ""


def _is_running(block: Found) -> bool:
    return not block.reason and block.kind is BlockKind.PARAGRAPH and block.words > 5


def _link(said: Statements, url: str) -> str:
    """The canonical address, if it is on the page's own host or the page's own is not known."""
    for address in (said.canonical, said.first("og:url")):
        link = absolute(address, url)
        if link and (not url or urlsplit(link).path.strip("/") or not urlsplit(url).path.strip("/")):
            return link
    return url


__all__ = ["Metadata", "metadata_of", "statements_of"]
