"""A document's paragraphs by what their styles mean: the head of the document, headings, items, quotations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from briefcast.reading.docx.preparing import is_on, run, text_within
from briefcast.reading.docx.styles import VAL, WORD, Style, Styles

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from briefcast.reading.docx.numbering import Numbering

#: What mammoth makes of the names given here.
STYLE_MAP = """
p.BriefcastHeading1 => h1:fresh
p.BriefcastHeading2 => h2:fresh
p.BriefcastHeading3 => h3:fresh
p.BriefcastHeading4 => h4:fresh
p.BriefcastHeading5 => h5:fresh
p.BriefcastHeading6 => h6:fresh
p.BriefcastQuote => blockquote > p:fresh
p.BriefcastCode => pre.code:separator('\\n')
p.BriefcastCaption => p.caption:fresh
p.BriefcastItem => ul > li:fresh
"""
_NAMES = {"quote": "BriefcastQuote", "code": "BriefcastCode", "caption": "BriefcastCaption"}
_DEEPEST = 6
#: Title and author stand within this many paragraphs.
_HEAD = 20
#: A line set in bold is a heading, where no style says what is, up to this many words.
_LONGEST_BOLD_HEADING = 12


@dataclass(slots=True)
class Head:
    """What stands above a document's text in styles that say so."""

    title: str = ""
    subtitle: str = ""
    author: str = ""
    date: str = ""
    #: Lines of the table of contents and of the index, which are taken out.
    contents: list[str] = field(default_factory=list)


def name_by_meaning(body: Element, styles: Styles, numbering: Numbering) -> Head:
    """Gives each paragraph a style name that says what it is; takes out the document's head and its contents."""
    paragraphs = [(paragraph, styles.of(paragraph)) for paragraph in body.iter(WORD + "p")]
    head = Head()
    _mark_bold_headings(paragraphs)
    _take_head(paragraphs, head)
    for paragraph, style in paragraphs:
        if paragraph.getparent() is None:
            continue
        if style.role in {"contents", "index"}:
            head.contents.append(text_within(paragraph))
            paragraph.getparent().remove(paragraph)
            continue
        number = ""
        if style.list_id and not style.role and not _is_deleted(paragraph):
            number = numbering.next_number(style.list_id, style.list_level)
        _rename(paragraph, _name_of(style))
        if number and text_within(paragraph):
            paragraph.insert(1, run(number))
    return head


def _take_head(paragraphs: list[tuple[Element, Style]], head: Head) -> None:
    """Title, subtitle, author and date up to the first heading; a title that goes on in the next paragraph is one."""
    taken: Element | None = None
    seen = 0
    for paragraph, style in paragraphs[: 3 * _HEAD]:
        text = text_within(paragraph)
        seen += bool(text)
        if style.role == "heading" or seen > _HEAD:
            return
        if not text or style.role not in {"title", "subtitle", "author", "date"} or paragraph.getparent() is None:
            continue
        before = getattr(head, style.role)
        if before and (style.role != "title" or paragraph.getprevious() is not taken):
            continue
        setattr(head, style.role, f"{before} {text}".strip())
        taken = paragraph.getprevious()
        paragraph.getparent().remove(paragraph)


def _mark_bold_headings(paragraphs: list[tuple[Element, Style]]) -> None:
    """Where no style marks headings, short lines that are bold throughout do, if plain text follows."""
    if any(style.role == "heading" for _, style in paragraphs):
        return
    for number, (paragraph, style) in enumerate(paragraphs[:-1]):
        following = paragraphs[number + 1][0]
        if (
            style == Style()
            and _is_bold_line(paragraph)
            and len(text_within(following).split()) > _LONGEST_BOLD_HEADING
        ):
            paragraphs[number] = (paragraph, Style("heading", 2))


def _is_bold_line(paragraph: Element) -> bool:
    if next(paragraph.iterancestors(WORD + "tc"), None) is not None:
        return False
    runs = [one for one in paragraph.iter(WORD + "r") if text_within(one)]
    text = text_within(paragraph)
    return (
        bool(runs)
        and len(text.split()) <= _LONGEST_BOLD_HEADING
        and not text.endswith((".", ",", ":", ";"))
        and all(is_on(one.find(WORD + "rPr"), "b") for one in runs)
    )


def _name_of(style: Style) -> str:
    match style.role:
        case "heading":
            return f"BriefcastHeading{min(max(style.level, 1), _DEEPEST)}"
        case "title":
            return "BriefcastHeading1"
        case role if role in _NAMES:
            return _NAMES[role]
        case _:
            return "BriefcastItem" if style.list_id else ""


def _is_deleted(paragraph: Element) -> bool:
    return paragraph.find(f"{WORD}pPr/{WORD}rPr/{WORD}del") is not None


def _rename(paragraph: Element, name: str) -> None:
    """Leaves a paragraph no properties but its new style and the mark that its end was deleted."""
    deleted = _is_deleted(paragraph)
    old = paragraph.find(WORD + "pPr")
    if old is not None:
        paragraph.remove(old)
    properties = etree.Element(WORD + "pPr")
    paragraph.insert(0, properties)
    if name:
        etree.SubElement(properties, WORD + "pStyle").set(VAL, name)
    if deleted:
        etree.SubElement(etree.SubElement(properties, WORD + "rPr"), WORD + "del")
