"""A document's styles: which mean heading, title, quotation and so on, whatever they are called.

Word names its own styles in English inside the file in every language ("heading 1"); their ids are
translated ("berschrift1"). A style of a person's own is what it is based on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = WORD + "val"
#: Styles based on each other deeper than this go round in a circle.
_DEEPEST = 12
#: "No level" among the outline levels 0 to 9 (ECMA-376 part 1, 17.3.1.20).
_BODY_LEVEL = 9

_ROLES = (
    (re.compile(r"heading ([1-9])|überschrift ([1-9])|titre ([1-9])"), "heading"),
    (re.compile(r"title"), "title"),
    (re.compile(r"subtitle"), "subtitle"),
    (re.compile(r"(?:intense )?quot(?:e|ations?)|block ?(?:text|quote)"), "quote"),
    (re.compile(r"caption|image caption|table caption|illustration|table|figure|drawing"), "caption"),
    (re.compile(r"html preformatted|preformatted text|source ?code|code(?: block)?|macro"), "code"),
    (re.compile(r"toc (?:heading|\d)|contents (?:heading|\d)|table of figures|toa heading"), "contents"),
    (re.compile(r"index (?:heading|\d)"), "index"),
    (re.compile(r"author|byline"), "author"),
    (re.compile(r"date"), "date"),
)


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style means."""

    #: "heading", "title", "subtitle", "quote", "caption", "code", "contents", "index", "author", "date" or "".
    role: str = ""
    #: 1 to 9 for a heading.
    level: int = 0
    #: Id of its list and the level in it; empty if its paragraphs are no items.
    list_id: str = ""
    list_level: str = "0"


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Styles:
    """All paragraph styles of a document by their id."""

    by_id: dict[str, Style] = field(default_factory=dict)
    #: Language of the document's text by default, or empty.
    language: str = ""

    def of(self, paragraph: Element) -> Style:
        """What a paragraph is by its style and by its own outline level and list."""
        properties = paragraph.find(WORD + "pPr")
        if properties is None:
            return self.by_id.get("", PLAIN)
        style = self.by_id.get(value_of(properties, "pStyle"), PLAIN)
        own = _style_from(properties, "", style)
        return own if own.role or own.list_id else style


def read_styles(root: Element | None) -> Styles:
    """The styles in a document's style part; none where there is no such part."""
    if root is None:
        return Styles()
    elements = {
        element.get(WORD + "styleId") or "": element
        for element in root.iter(WORD + "style")
        if element.get(WORD + "type") == "paragraph"
    }
    language = root.find(f"{WORD}docDefaults/{WORD}rPrDefault/{WORD}rPr/{WORD}lang")
    return Styles(
        {name: _resolved(name, elements, 0) for name in elements},
        (language.get(VAL) or "").lower() if language is not None else "",
    )


def value_of(element: Element | None, name: str) -> str:
    """The value of a property, such as the id of a paragraph's style; empty if it is not set."""
    found = element.find(WORD + name) if element is not None else None
    return found.get(VAL) or "" if found is not None else ""


def _resolved(name: str, elements: dict[str, Element], depth: int) -> Style:
    element = elements.get(name)
    if element is None or depth > _DEEPEST:
        return PLAIN
    base = _resolved(value_of(element, "basedOn"), elements, depth + 1)
    return _style_from(element.find(WORD + "pPr"), value_of(element, "name"), base)


def _style_from(properties: Element | None, name: str, base: Style) -> Style:
    """A style by its name, else by its outline level, else what it is based on."""
    role, level = base.role, base.level
    for pattern, meaning in _ROLES:
        if match := pattern.fullmatch(name.strip().lower()):
            role = meaning
            level = next((int(number) for number in match.groups() if number), 0) if match.groups() else 0
            break
    else:
        outline = value_of(properties, "outlineLvl")
        if outline.isdigit() and int(outline) < _BODY_LEVEL and role in {"", "heading"}:
            role, level = "heading", int(outline) + 1
    numbering = properties.find(WORD + "numPr") if properties is not None else None
    if numbering is None:
        return Style(role, level, base.list_id, base.list_level)
    list_id = value_of(numbering, "numId") or base.list_id
    return Style(role, level, "" if list_id == "0" else list_id, value_of(numbering, "ilvl") or base.list_level)
