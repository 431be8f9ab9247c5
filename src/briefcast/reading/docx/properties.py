"""What a document's properties say of it (ECMA-376 part 2, section 11), where a person wrote it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefcast.reading.decoding import clean
from briefcast.reading.headmatter import date_in

if TYPE_CHECKING:
    from datetime import date

    from lxml.etree import _Element as Element

_DC = "{http://purl.org/dc/elements/1.1/}"
_CREATED = "{http://purl.org/dc/terms/}created"
#: Titles that programs give.
_NO_TITLE = re.compile(
    r"(?:microsoft word\b.*|(?:document|dokument|documento|doc|untitled|unbenannt|sans titre|sin título|title|titel)"
    r"[\s_-]*\d*(?:\.docx?)?|powerpoint presentation|.*\.(?:docx?|odt|rtf|dotx?)|\W*)",
    re.I,
)
#: Names that programs and computers have.
_NO_AUTHOR = re.compile(
    r"(?:python-docx|mammoth|(?:microsoft|ms|windows|office|home|local)?[\s-]*(?:office )?(?:user|author|owner)s?|admin"
    r"|administrator|benutzer|besitzer|utilisateur|usuario|utente|gebruiker|unknown|anonymous|default|microsoft|word"
    r"|libreoffice|openoffice(?:\.org)?|apache poi|aspose.*|pandoc|docx|guest|student|laptop.*|desktop.*|pc[\s-]?\d*"
    r"|dell|hp|lenovo|acer|asus|toshiba|samsung|apple|\S+@\S+|\W*)",
    re.I,
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Properties:
    """A document's title and so on; each empty where no person gave it."""

    title: str = ""
    #: "By A and B".
    byline: str = ""
    created: date | None = None
    #: BCP 47, lower case.
    language: str = ""


def read_properties(root: Element | None) -> Properties:
    """The properties in a document's core part; none where there is no such part."""
    if root is None:
        return Properties()
    title, creator, language = (_text(root, _DC + name) for name in ("title", "creator", "language"))
    authors = [
        name for name in (" ".join(part.split()) for part in creator.split(";")) if not _NO_AUTHOR.fullmatch(name)
    ]
    return Properties(
        title="" if _NO_TITLE.fullmatch(title) else title,
        byline=f"By {', '.join(authors[:-1])}{' and ' if authors[1:] else ''}{authors[-1]}" if authors else "",
        created=date_in(_text(root, _CREATED)) if authors else None,
        language=language.lower().replace("_", "-") if _LANGUAGE.fullmatch(language) else "",
    )


def _text(root: Element, name: str) -> str:
    found = root.find(name)
    return " ".join(clean("".join(found.itertext())).split()) if found is not None else ""
