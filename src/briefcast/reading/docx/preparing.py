"""A document's XML -> the same without what mammoth would lose or misread.

mammoth turns paragraphs, tables and tracked changes into HTML well. What it does not know is put
into words that it does: text boxes follow the paragraph that they hang on, styles get the names of
what they mean, items carry their numbers, equations and pictures stand as words that are found again
in the HTML. What is no text of the document is taken out and kept with a reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from lxml import etree

from briefcast.model import Omission
from briefcast.reading.decoding import clean
from briefcast.reading.docx.formulae import MATH, formula_text
from briefcast.reading.docx.styles import VAL, WORD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{urn:schemas-microsoft-com:vml}imagedata",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
)
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_BOX = WORD + "txbxContent"
_TRUE = frozenset({"t", "true", "1"})
_FALSE = frozenset({"0", "false", "off", "none"})
_WRAPPERS = tuple(WORD + name for name in ("fldSimple", "dir", "bdo", "ruby", "rubyBase"))
_DROPPED = tuple(
    WORD + name
    for name in (
        "rubyPr rt instrText footnoteRef endnoteRef annotationRef proofErr bookmarkStart bookmarkEnd permStart permEnd"
        " commentRangeStart commentRangeEnd commentReference lastRenderedPageBreak sectPr"
    ).split()
)
#: Fewer words than this are a picture's name and no description (``html.shown`` passes over them).
_DESCRIPTION_WORDS = 3


@dataclass(slots=True)
class Taken:
    """What was taken out of a document's text, or stands in it as a word to be found again."""

    omissions: list[Omission] = field(default_factory=list)
    #: Ids of notes in the order of their marks: ("footnote", "2").
    notes: list[tuple[str, str]] = field(default_factory=list)
    #: Word in the text -> the HTML that it stands for.
    stand_ins: dict[str, str] = field(default_factory=dict)


def simplify(body: Element) -> Taken:
    """Changes a document's body into what mammoth knows; what was taken out is returned."""
    taken = Taken()
    _choose_alternatives(body)
    _take_out_hidden(body, taken)
    _take_notes(body, taken)
    _place_text_boxes(body)
    _replace_equations(body, taken)
    _replace_pictures(body, taken)
    etree.strip_elements(body, *_DROPPED, with_tail=False)
    etree.strip_tags(body, *_WRAPPERS)
    etree.strip_attributes(body, _RELATION + "id")
    for line_break in body.iter(WORD + "cr", WORD + "br"):
        line_break.tag = WORD + "br"
        line_break.attrib.clear()
    for tab in body.iter(WORD + "ptab"):
        tab.tag = WORD + "tab"
    return taken


def join_runs(body: Element) -> None:
    """Makes one run of those that follow each other and differ in nothing that is heard: Word cuts text into many."""
    for properties in list(body.iter(WORD + "rPr")):
        if properties.find(WORD + "vertAlign") is None and properties.getparent().tag == WORD + "r":
            _drop(properties)
    for first in list(body.iter(WORD + "r")):
        if first.getparent() is None or not _is_plain(first):
            continue
        joined = [first]
        while (following := joined[-1].getnext()) is not None and _is_plain(following):
            joined.append(following)
        text = "".join(part.text or "" for one in joined for part in one)
        for part in first[1:]:
            first.remove(part)
        first[0].text = text
        for one in joined[1:]:
            _drop(one)


def text_within(element: Element) -> str:
    """The text of a paragraph or of all paragraphs in an element, on one line, without what was deleted."""
    parts = element.iter(WORD + "t", WORD + "tab", WORD + "br", WORD + "p")
    pieces = ((part.text or "") if part.tag == WORD + "t" else " " for part in parts)
    return " ".join(clean("".join(pieces)).split())


def is_on(properties: Element | None, name: str) -> bool:
    """Whether a property such as bold is switched on."""
    found = properties.find(WORD + name) if properties is not None else None
    return found is not None and (found.get(VAL) or "1").lower() not in _FALSE


def run(text: str) -> Element:
    """A run of text."""
    element = etree.Element(WORD + "r")
    etree.SubElement(element, WORD + "t").text = text
    return element


def _choose_alternatives(body: Element) -> None:
    """Of two forms of one thing, the new where it holds text, a picture or an equation, else the old."""
    for both in list(body.iter(_COMPATIBILITY + "AlternateContent")):
        forms = [*both.findall(_COMPATIBILITY + "Choice"), *both.findall(_COMPATIBILITY + "Fallback")]
        chosen = next(
            (form for form in forms if next(form.iter(_BOX, MATH + "oMath", *_PICTURES), None) is not None), None
        )
        for child in chosen if chosen is not None else (forms[-1] if forms else ()):
            both.addprevious(child)
        _drop(both)


def _take_out_hidden(body: Element, taken: Taken) -> None:
    hidden = [one for one in body.iter(WORD + "r") if is_on(one.find(WORD + "rPr"), "vanish")]
    _record(taken, "hidden in the document", (text_within(one) for one in hidden))
    for one in hidden:
        _drop(one)
    deleted = ("".join(text.text or "" for text in one.iter(WORD + "delText")) for one in body.iter(WORD + "del"))
    _record(taken, "deleted in tracked changes", deleted)


def _take_notes(body: Element, taken: Taken) -> None:
    for kind in ("footnote", "endnote"):
        for mark in list(body.iter(f"{WORD}{kind}Reference")):
            taken.notes.append((kind, mark.get(WORD + "id") or ""))
            _drop(mark)


def _place_text_boxes(body: Element) -> None:
    """Puts the paragraphs of text boxes behind the paragraph that the box hangs on."""
    last: dict[Element, Element] = {}
    for box in list(body.iter(_BOX)):
        around = list(box.iterancestors(WORD + "p"))
        if not around:
            continue
        place = last.get(around[-1], around[-1])
        for child in list(box):
            place.addnext(child)
            place = child
        last[around[-1]] = place


def _replace_equations(body: Element, taken: Taken) -> None:
    """Each equation becomes a word that stands for MathML; one in a line may be read with it."""
    for kind, form in (("oMathPara", ' display="block"'), ("oMath", "")):
        for equation in list(body.iter(MATH + kind)):
            text = " ".join(clean(formula_text(equation)).split())
            inner = f"<mi>{escape(text)}</mi>"
            stand_in = _stand_in(taken, f'<math alttext="{escape(text)}"{form}>{inner}</math>')
            equation.addprevious(run(stand_in))
            _drop(equation)


def _replace_pictures(body: Element, taken: Taken) -> None:
    """Each picture becomes a word that stands for an image with its description."""
    for drawing in list(body.iter(WORD + "drawing", WORD + "pict", WORD + "object")):
        description = _description(drawing)
        if next((one for one in drawing.iter() if one.get(_OFFICE + "hr") in _TRUE), None) is not None:
            drawing.addprevious(run(_stand_in(taken, "<hr>"))[0])
            _drop(drawing)
            continue
        if not description and next(drawing.iter(*_PICTURES), None) is None:
            _drop(drawing)
            continue
        if len(description.split()) < _DESCRIPTION_WORDS:
            label = description or next(
                filter(None, (one.get("name") for one in drawing.iter(_DRAWING + "docPr"))), "picture"
            )
            taken.omissions.append(Omission(label, "image: not read out"))
        word = etree.Element(WORD + "t")
        word.text = _stand_in(taken, f'<img alt="{escape(description)}">')
        drawing.addprevious(word)
        _drop(drawing)


def _description(drawing: Element) -> str:
    """What its author says a picture shows; what a program guessed has a note that says so."""
    found = [properties.get("descr") or properties.get("title") for properties in drawing.iter(_DRAWING + "docPr")]
    found += [shape.get("alt") for shape in drawing.iter("{urn:schemas-microsoft-com:vml}shape")]
    text = " ".join(clean(next(filter(None, found), "")).split())
    return (
        text.removesuffix("Description automatically generated")
        .removesuffix("AI-generated content may be incorrect.")
        .strip()
    )


def _stand_in(taken: Taken, html: str) -> str:
    word = f"BriefcastStandIn{len(taken.stand_ins)}End"
    taken.stand_ins[word] = html
    return word


def _record(taken: Taken, reason: str, texts: Iterator[str]) -> None:
    text = " · ".join(folded for text in texts if (folded := " ".join(clean(text).split())))
    if text:
        taken.omissions.append(Omission(text, reason))


def _is_plain(element: Element) -> bool:
    return element.tag == WORD + "r" and len(element) > 0 and all(part.tag == WORD + "t" for part in element)


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
