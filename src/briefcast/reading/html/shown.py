"""What a page shows and a voice does not read: tables, listings, formulae, pictures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)|(?:img|dsc|image|photo|pic)[\s_-]*\d*", re.I)
#: Pictures with a side shorter than this are icons and counting pixels.
_SMALLEST_PX = 60
_READABLE_FORMULA = re.compile(r"[\w\s+\-−=×·*/.,()<>≤≥±%°²³]{1,24}")
_CODE_LINE = re.compile(
    r"[;{}]\s*$|^\s*(?:#|//|/\*|</?\w|\$\s|>>>\s)|\w\([^)]*\)+\s*[:{;]?\s*$|\S\s*(?:=|:=|=>|\+=)\s*\S|^\s*(?:def|return|import|function|var|let|const)\s"
)
_NOT_DATA = frozenset({"layout", "presentation", "infobox", "navbox", "metadata", "sidebar", "ambox", "toc"})


def is_data_table(table: HtmlElement, words: frozenset[str]) -> bool:
    """Whether a table holds figures and facts in rows and columns, rather than the layout of a page."""
    if table.get("role") in {"presentation", "none"} or words & _NOT_DATA:
        return False
    if table.find(".//table") is not None or table.find(".//pre") is not None:
        return False
    rows = [row for row in (_cells(row) for row in table.iter("tr")) if row]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return False
    lengths = [len(cell) for row in rows for cell in row]
    if table.find(".//th") is not None or table.find("caption") is not None:
        return sum(lengths) / len(lengths) < 200
    filled = [row for row in rows if sum(map(bool, row)) > 1]
    return len(filled) > 2 and max(lengths) < 160 and sum(lengths) / len(lengths) < 60


def table_summary(table: HtmlElement) -> str:
    """What can be said of a table: its caption, or the names of its columns."""
    caption = table.find(".//caption")
    if caption is not None and (text := _folded(caption)):
        return text
    first = next((cells for cells in map(_cells, table.iter("tr")) if len(cells) > 1), [])
    names = [name for name in first if name and not name[0].isdigit()]
    return ", ".join(names) if len(names) > 1 else ""


def table_text(table: HtmlElement) -> str:
    """A table's rows, a line each."""
    return "\n".join(" | ".join(row) for row in (_cells(row) for row in table.iter("tr")) if any(row))


def is_listing(element: HtmlElement, words: frozenset[str]) -> bool:
    """Whether preformatted text, or a table that numbers its lines, is computer code and not verse or prose."""
    if element.tag == "table":
        return element.find(".//pre") is not None and bool(words & {"highlighttable", "rouge", "code", "highlight"})
    if element.find(".//code") is not None or words & {"code", "highlight", "sourcecode", "prettyprint"}:
        return True
    lines = [line for line in element.text_content()[:20_000].split("\n") if line.strip()]
    return sum(bool(_CODE_LINE.search(line[:300])) for line in lines) > len(lines) / 3


def listing_text(element: HtmlElement) -> str:
    """A listing, its lines kept."""
    inner = element.findall(".//pre")
    text = (inner[-1] if inner else element).text_content()
    return str(text).strip("\n").rstrip()


def formula_text(element: HtmlElement) -> tuple[str, bool]:
    """A formula as written, and whether that can be read aloud within a sentence."""
    source = element.get("alttext") or ""
    annotation = element.find(".//annotation")
    if not source and annotation is not None:
        source = annotation.text or ""
    shown = " ".join("".join(_leaves(element)).split())
    is_block = element.get("display") in {"block", "true"} or (element.get("class") or "") in {
        "math block",
        "math display",
    }
    if shown and not is_block and _READABLE_FORMULA.fullmatch(shown):
        return shown, True
    return source or shown, False


def alternative_text(image: HtmlElement) -> str:
    """The text that stands for a picture, where it is one that a person wrote."""
    text = " ".join((image.get("alt") or "").split())
    return "" if len(text.split()) < 3 or _FILE_NAME.fullmatch(text) else text


def picture_address(image: HtmlElement) -> str:
    """Where a picture is, also where a script would load it later; empty for icons and counting pixels."""
    for side in ("width", "height"):
        value = image.get(side) or ""
        if value.isdigit() and int(value) < _SMALLEST_PX:
            return ""
    for name in ("data-src", "data-original", "data-lazy-src", "src"):
        address = (image.get(name) or "").strip()
        if address and not address.startswith("data:"):
            return address
    for name in ("srcset", "data-srcset"):
        address = (image.get(name) or "").strip().split(",")[0].split(" ")[0]
        if address and not address.startswith("data:"):
            return address
    return ""


def _cells(row: HtmlElement) -> list[str]:
    return [_folded(cell) for cell in row if cell.tag in {"td", "th"}]


def _folded(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _leaves(element: HtmlElement) -> list[str]:
    """The signs of a formula as they are shown, without its source in the annotation."""
    skipped = {"annotation", "annotation-xml"}
    return [
        node.text or ""
        for node in element.iter()
        if isinstance(node.tag, str) and node.tag not in skipped and node.text
    ]
