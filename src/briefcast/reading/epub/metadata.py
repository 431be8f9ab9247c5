"""What a book says of itself in its package file: title, who wrote it, when, in which language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefcast.reading.epub.trees import first_of, text_of
from briefcast.reading.headmatter import date_in, is_byline

if TYPE_CHECKING:
    from datetime import date

    from lxml.etree import _Element as Element

_OPF = "{http://www.idpf.org/2007/opf}"
#: What programs write where they know no author.
_NOBODY = frozenset({"", "unknown", "unknown author", "[unknown]", "author", "n/a", "none"})
_NO_LANGUAGE = frozenset({"", "und", "mul", "zxx", "un"})
#: Years before printing are placeholders: programs write 0101-01-01 for "unknown".
_DATE = re.compile(r"(?P<date>(?:1[4-9]|2[01])\d{2}(?:-\d{2}(?:-\d{2})?)?)(?:[T ].*)?")


@dataclass(frozen=True, slots=True)
class Metadata:
    """A book's facts; each is empty where the book does not tell."""

    title: str
    subtitle: str
    #: "By A, B and C".
    byline: str
    #: ISO 8601, with month and day where known.
    dateline: str
    published: date | None
    #: BCP 47, lower case.
    language: str
    publisher: str
    #: Whether its pages are laid out like pictures.
    is_fixed_layout: bool


def metadata_of(package: Element) -> Metadata:
    """The facts in a package file, of which ``package`` is the root."""
    refined = _refinements(package)
    dateline = _dateline(package)
    languages = [text_of(element).lower().replace("_", "-") for element in package.iter("language")]
    return Metadata(
        title=_title(package, refined, "main"),
        subtitle=_title(package, refined, "subtitle"),
        byline=_byline(_authors(package, refined)),
        dateline=dateline,
        published=date_in(dateline),
        language=next((language for language in languages if language not in _NO_LANGUAGE), ""),
        publisher=text_of(first_of(package.iter("publisher"))),
        is_fixed_layout=refined.get(("", "rendition:layout")) == "pre-paginated"
        or text_of(first_of(_named(package, "fixed-layout"))) == "true",
    )


def _refinements(package: Element) -> dict[tuple[str, str], str]:
    """EPUB 3's statements: (id of what is spoken of, or empty for the book; property) -> value."""
    return {
        ((meta.get("refines") or "").lstrip("#"), meta.get("property") or ""): text_of(meta)
        for meta in package.iter("meta")
    }


def _named(package: Element, name: str) -> list[Element]:
    return [option for option in package.iter("option", "meta") if option.get("name") == name]


def _title(package: Element, refined: dict[tuple[str, str], str], kind: str) -> str:
    """The title of a kind; where titles are not told apart, the first is the main one."""
    titles = [
        (refined.get((title.get("id") or "-", "title-type"), ""), text_of(title)) for title in package.iter("title")
    ]
    found = next((text for said, text in titles if said == kind), "")
    return found or next((text for said, text in titles if not said and kind == "main"), "")


def _authors(package: Element, refined: dict[tuple[str, str], str]) -> list[str]:
    """Creators whose role is author, or who are given none."""
    authors: list[str] = []
    for creator in package.iter("creator"):
        said = creator.get(f"{_OPF}role") or creator.get("role") or refined.get((creator.get("id") or "-", "role"), "")
        name = text_of(creator)
        if said.lower() in {"", "aut"} and name.casefold() not in _NOBODY and name not in authors:
            authors.append(name)
    return authors


def _byline(authors: list[str]) -> str:
    if len(authors) == 1 and is_byline(authors[0]):
        return authors[0]
    return f"By {' and '.join(filter(None, (', '.join(authors[:-1]), authors[-1])))}" if authors else ""


def _dateline(package: Element) -> str:
    """When the book was published; a date that is said to be another event's counts only if there is no better."""
    events = {"publication": 0, "": 1, "original-publication": 2, "creation": 3}
    dates: list[tuple[int, str]] = []
    for element in package.iter("date"):
        event = (element.get(f"{_OPF}event") or element.get("event") or "").lower()
        match = _DATE.fullmatch(text_of(element))
        if match and event in events:
            dates.append((events[event], match["date"]))
    return min(dates, default=(0, ""))[1]
