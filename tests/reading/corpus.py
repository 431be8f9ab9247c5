"""The web pages that article extraction is held to: each article in several page skins, with its gold.

``pages/articles`` has the articles, ``pages/skins`` the page templates, ``pages/furniture`` the words that
surround articles, in five languages. What must not be in the body of a page is all furniture on that page.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from markupsafe import Markup, escape

from briefcast.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

PAGES = Path(__file__).parent / "pages"

#: Furniture of fewer words is too common to tell a page by ("Share", "Read more").
DISTINCTIVE_WORDS = 4

#: Skin -> codec of its bytes and its Content-Type, where it is not UTF-8 and declared as that in the header.
#: What the codec cannot express is written as a character reference, as servers do.
CODECS = {
    "blog_2008": ("iso-8859-1", "text/html; charset=ISO-8859-1"),
    "br_page": ("shift_jis", "text/html"),
    "drupal": ("utf-8-sig", "text/html"),
    "gov": ("utf-8", "text/html"),
    "mailing": ("utf-16", "text/html; charset=utf-16"),
    "static": ("utf-8", "text/html"),
    "table_2004": ("windows-1252", "text/html"),  # and its meta element says iso-8859-1
}


_MARKDOWN = MarkdownIt("commonmark").enable("table")
_NOTE_MARK = re.compile(r"\[\^(\d+)\]")


@dataclass(frozen=True)
class Page:
    """A web page and what a reader must make of it."""

    #: "ferry-pier.tabloid": the article and the skin.
    name: str
    html: bytes
    #: The Content-Type header it is served with.
    content_type: str
    #: The codec of the bytes, for readers that take text.
    codec: str
    url: str
    title: str
    #: Empty where the page does not show it; so are byline, date and site.
    dek: str
    #: The author's name, without "By".
    byline: str
    date: date | None
    site: str
    language: str
    #: Headings, paragraphs, list items and quotes in order. Where the skin has no mark-up for a kind
    #: (headings in a page of <br>), only the text can be right.
    blocks: tuple[tuple[BlockKind, str], ...]
    #: Stretches of the body that must be there, and of furniture that must not.
    present: tuple[str, ...]
    absent: tuple[str, ...]
    #: Sentences of the body that the page repeats as a pull quote: they must be there once.
    once: tuple[str, ...]
    #: Text that may be in the body or not: title, dek, byline, tables, code, footnotes, corrections.
    optional: tuple[str, ...]

    @property
    def article(self) -> str:
        """The name of the article."""
        return self.name.split(".")[0]

    @property
    def skin(self) -> str:
        """The name of the skin."""
        return self.name.split(".")[1]

    @property
    def body(self) -> tuple[str, ...]:
        """The texts of the blocks."""
        return tuple(text for _, text in self.blocks)

    @property
    def text(self) -> str:
        """The page as a string, as a browser would decode it."""
        return self.html.decode(self.codec)


@dataclass(frozen=True)
class Piece:
    """A part of an article as a skin sees it."""

    kind: str
    html: Markup = Markup()
    text: str = ""
    #: Which paragraph of the article this is, from 1; 0 for what is not a paragraph.
    nth: int = 0
    #: Of a list: its items.
    items: tuple[Markup, ...] = ()
    item_texts: tuple[str, ...] = ()
    ordered: bool = False
    #: Of a figure.
    src: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    #: The id of a heading.
    anchor: str = ""


@dataclass(frozen=True, kw_only=True)
class Source:
    """An article before it is put into a skin."""

    slug: str
    title: str
    dek: str
    byline: str
    date: date
    site: str
    language: str
    section: str
    pull: str
    skins: tuple[str, ...]
    notes: tuple[str, ...]
    pieces: tuple[Piece, ...]

    @property
    def host(self) -> str:
        """A host that cannot exist."""
        return re.sub(r"\W+", "-", self.site.lower(), flags=re.ASCII).strip("-") + ".example"

    @property
    def url(self) -> str:
        """The canonical address."""
        return f"https://www.{self.host}/{self.date:%Y/%m}/{self.slug}"

    @property
    def opening(self) -> str:
        """The first words, as content systems cut them off for a description."""
        return next(piece.text for piece in self.pieces if piece.nth)[:140].rsplit(" ", 1)[0] + " …"

    @property
    def sections(self) -> list[tuple[Piece | None, list[Piece]]]:
        """Each heading with what follows it; what stands before the first heading has None."""
        parts: list[tuple[Piece | None, list[Piece]]] = [(None, [])]
        for piece in self.pieces:
            if piece.kind == "heading":
                parts.append((piece, []))
            else:
                parts[-1][1].append(piece)
        return [part for part in parts if part[0] or part[1]]


@cache
def pages() -> tuple[Page, ...]:
    """All pages, in the order of article names and of the skins each names; about eighty."""
    return tuple(_page(source, skin) for source in sources() for skin in source.skins)


@cache
def sources() -> tuple[Source, ...]:
    """All articles."""
    return tuple(_source(path) for path in sorted((PAGES / "articles").glob("*.md")))


def folded(text: str) -> str:
    """Text with white space folded to single spaces."""
    return " ".join(text.split())


def words(text: str) -> list[str]:
    """The words of a text, without case: the measure of what is the same."""
    return re.findall(r"\w+", text.casefold())


def contains(text: str, snippet: str) -> bool:
    """Whether the words of a snippet stand in a text one after the other, whatever is between them."""
    return f" {' '.join(words(snippet))} " in f" {' '.join(words(text))} "


def _source(path: Path) -> Source:
    _, head, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    facts = {"notes": [], **tomllib.loads(head)}
    facts["skins"] = tuple(facts["skins"])
    facts["notes"] = tuple(facts["notes"])
    return Source(slug=path.stem, pieces=tuple(_pieces(body)), **facts)


def _pieces(markdown: str) -> Iterator[Piece]:
    nth = 0
    for node in SyntaxTreeNode(_MARKDOWN.parse(markdown)):
        piece = _piece(node, nth + 1)
        nth = max(nth, piece.nth)
        yield piece


def _piece(node: SyntaxTreeNode, nth: int) -> Piece:
    match node.type:
        case "heading":
            text = _text(node)
            return Piece("heading", _html(node), text, anchor="-".join(words(text)))
        case "paragraph" if [child.type for child in node.children[0].children] == ["image"]:
            return _figure(node.children[0].children[0])
        case "paragraph":
            return Piece("paragraph", _html(node), _text(node), nth=nth)
        case "blockquote":
            return Piece("quote", _html(node.children[0]), _text(node.children[0]))
        case "bullet_list" | "ordered_list":
            items = [item.children[0] for item in node.children]
            return Piece(
                "list",
                items=tuple(map(_html, items)),
                item_texts=tuple(map(_text, items)),
                ordered=node.type == "ordered_list",
            )
        case "fence":
            return Piece("code", Markup(escape(node.content)), node.content)
        case "table":
            html = Markup(_MARKDOWN.renderer.render(node.to_tokens(), _MARKDOWN.options, {}))
            return Piece("table", html, folded(html.striptags()))
    raise ValueError(f"an article cannot have a {node.type}")


def _figure(image: SyntaxTreeNode) -> Piece:
    caption, credit = str(image.attrs["title"]).split(" | ")
    return Piece("figure", src=str(image.attrs["src"]), alt=image.content, caption=caption, credit=credit)


def _html(node: SyntaxTreeNode) -> Markup:
    """Inline mark-up of a heading, paragraph or list item, note marks as links."""
    html = _MARKDOWN.renderer.render(node.children[0].to_tokens(), _MARKDOWN.options, {})
    return Markup(_NOTE_MARK.sub(r'<sup id="ref-\1"><a href="#note-\1">\1</a></sup>', html.replace("<br />", "<br>")))


def _text(node: SyntaxTreeNode) -> str:
    """The plain text of a heading, paragraph or list item, without note marks."""
    parts = (child.content or " " for child in node.children[0].walk() if not child.children)
    return folded(_NOTE_MARK.sub("", "".join(parts)))


def _page(source: Source, skin: str) -> Page:
    furniture = _furniture(source)
    html = _skins().get_template(f"{skin}.html").render(a=source, t=furniture, b="")
    codec, content_type = CODECS.get(skin, ("utf-8", "text/html; charset=utf-8"))
    blocks = tuple(_blocks(source.pieces))
    body = "\n".join(text for _, text in blocks)

    def shown(text: str) -> str:
        return text if text and str(escape(text)) in html else ""

    dates = (source.date.isoformat(), furniture["date"], f"{source.date:%d/%m/%Y}", f"{source.date:%Y%m%d}")
    unwanted = (text for text in _strings([furniture, _captions(source.pieces)]) if shown(text))
    aside = [source.title, source.dek, source.byline, furniture["date"], furniture["correction"], *source.notes]
    aside += [piece.text for piece in source.pieces if piece.kind in {"code", "table"}]
    return Page(
        name=f"{source.slug}.{skin}",
        html=html.encode(codec, "xmlcharrefreplace"),
        content_type=content_type,
        codec=codec,
        url=source.url,
        title=source.title,
        dek=shown(source.dek),
        byline=shown(source.byline),
        date=source.date if any(map(shown, dates)) else None,
        site=shown(source.site),
        language=source.language,
        blocks=blocks,
        present=tuple(_wanted(blocks)),
        absent=tuple(sorted({text for text in unwanted if _is_telling(text, body + "\n".join(aside))})),
        once=(source.pull,) if _is_pulled(source, html) else (),
        optional=tuple(aside),
    )


def _blocks(pieces: tuple[Piece, ...]) -> Iterator[tuple[BlockKind, str]]:
    kinds = {"heading": BlockKind.HEADING, "paragraph": BlockKind.PARAGRAPH, "quote": BlockKind.QUOTE}
    for piece in pieces:
        if piece.kind in kinds:
            yield kinds[piece.kind], piece.text
        for number, text in enumerate(piece.item_texts, start=1):
            yield BlockKind.LIST_ITEM, f"{number}. {text}" if piece.ordered else text


def _wanted(blocks: tuple[tuple[BlockKind, str], ...]) -> Iterator[str]:
    """The first and the last eight words, every heading, and the beginning of every third other block."""
    texts = [text for kind, text in blocks if kind is not BlockKind.HEADING]
    yield " ".join(words(texts[0])[:8])
    yield from (text for kind, text in blocks if kind is BlockKind.HEADING)
    yield from (" ".join(words(text)[:8]) for text in texts[3::3])
    yield " ".join(words(texts[-1])[-8:])


def _is_telling(furniture: str, body: str) -> bool:
    return len(words(furniture)) >= DISTINCTIVE_WORDS and not contains(body, furniture)


def _is_pulled(source: Source, html: str) -> bool:
    """Whether a page has the pull sentence once more than the article."""
    pull = str(escape(source.pull))
    return html.count(pull) > sum(str(piece.html).count(pull) for piece in source.pieces)


def _captions(pieces: tuple[Piece, ...]) -> list[str]:
    return [piece.caption for piece in pieces if piece.caption]


def _strings(value: Any) -> Iterator[str]:
    """All strings in nested lists and tables."""
    if isinstance(value, str):
        yield value
    else:
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


@cache
def _raw_furniture(language: str) -> dict[str, Any]:
    return tomllib.loads((PAGES / "furniture" / f"{language}.toml").read_text(encoding="utf-8"))


def _furniture(source: Source) -> dict[str, Any]:
    """The words around an article, in its language, with names and dates filled in."""
    raw = _raw_furniture(source.language[:2])
    month = raw["months"].split()[source.date.month - 1]
    form = "{month} {day}, {year}" if source.language == "en-us" else raw["long_date"]
    day = form.format(day=source.date.day, month=month, year=source.date.year)
    known = {"site": source.site, "author": source.byline or source.site, "year": source.date.year, "date": day}

    def filled(value: Any) -> Any:
        if isinstance(value, str):
            return value.format_map(known)
        if isinstance(value, dict):
            return {key: filled(part) for key, part in value.items()}
        return [filled(part) for part in value]

    texts = {key: value for key, value in raw.items() if key not in {"months", "long_date"}}
    return {**filled(texts), "date": day}


@cache
def _skins() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(PAGES / "skins"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
