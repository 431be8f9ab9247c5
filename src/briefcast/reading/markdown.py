"""Markdown -> Article: CommonMark with tables, footnotes and front matter."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

import yaml
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from briefcast.errors import SourceError
from briefcast.model import Article, Block, BlockKind, Omission
from briefcast.reading.furniture import furniture_reason
from briefcast.reading.headmatter import date_in, is_byline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown_it.token import Token

#: Front matter keys, in the order they are looked up.
_TITLE_KEYS = ("title", "headline")
_DEK_KEYS = ("dek", "description", "subtitle", "standfirst", "summary", "excerpt")
_BYLINE_KEYS = ("byline", "author", "authors", "by")
_DATE_KEYS = ("date", "published", "pubdate", "publishdate")
_LANGUAGE_KEYS = ("lang", "language", "locale")
_SITE_KEYS = ("site", "publication", "source", "publisher")
#: A paragraph wholly in bold counts as a heading of the lowest level, if it has no more words than these.
_BOLD_LEVEL = 6
_BOLD_WORDS = 14
_LINK_KEYS = ("link", "url", "canonical", "canonical_url", "permalink")


def parse_markdown(text: str, *, fallback_title: str) -> Article:
    """The article in a Markdown file; front matter gives what it has, the first heading the rest.

    Raises:
        SourceError: the front matter is not a list of ``key: value`` lines.
    """
    tokens = _parser().parse(text)
    walk = _Walk()
    walk.blocks_of(tokens)
    matter = _front_matter(tokens)
    blocks, title = _take_title(walk.blocks, _first(matter, _TITLE_KEYS), fallback_title)
    blocks, byline, dateline = _take_credits(blocks)
    published = _first(matter, _DATE_KEYS)
    dek = _first(matter, _DEK_KEYS)
    if any(_words(block.text) == _words(dek) for block in blocks):
        dek = ""
    return Article(
        title=title,
        dek=dek,
        byline=byline or _as_byline(_first(matter, _BYLINE_KEYS)),
        dateline=dateline or published,
        published=date_in(dateline or published),
        language=(_first(matter, _LANGUAGE_KEYS) or "en").lower().replace("_", "-"),
        site=_site(_first(matter, _SITE_KEYS)),
        link=_link(_first(matter, _LINK_KEYS)),
        blocks=tuple(blocks),
        omissions=tuple(walk.omissions),
    )


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin).use(front_matter_plugin)


@dataclass(slots=True)
class _Walk:
    """Goes through the tokens once and keeps what is spoken apart from what is not."""

    blocks: list[Block] = field(default_factory=list)
    omissions: list[Omission] = field(default_factory=list)
    quotes: int = 0
    lists: list[int | None] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)

    def blocks_of(self, tokens: Sequence[Token]) -> None:
        """Reads all block tokens in order."""
        position = 0
        while position < len(tokens):
            token = tokens[position]
            end = _end_of(tokens, position) if token.type in {"table_open", "footnote_block_open"} else position
            if token.type == "table_open":
                self._leave_whole(BlockKind.TABLE, tokens[position:end])
            elif token.type == "footnote_block_open":
                self._footnotes(tokens[position:end])
            else:
                self._token(token, tokens[position + 1] if position + 1 < len(tokens) else token)
            position = end + 1

    def _token(self, token: Token, following: Token) -> None:
        match token.type:
            case "blockquote_open":
                self.quotes += 1
            case "blockquote_close":
                self.quotes -= 1
            case "list_item_open":
                self.lists.append(token.level)
                self.numbers.append(f"{token.info}. " if token.info else "")
            case "list_item_close":
                self.lists.pop()
                self.numbers.pop()
            case "heading_open":
                self._add(BlockKind.HEADING, following, level=int(token.tag[1]))
            case "paragraph_open":
                self._paragraph(following)
            case "fence" | "code_block":
                self._leave_whole(BlockKind.CODE, [token])
            case "hr":
                self.blocks.append(Block(BlockKind.BREAK, ""))
            case "html_block":
                self.omissions.append(Omission(token.content.strip(), "HTML in the Markdown"))

    def _paragraph(self, inline: Token) -> None:
        children = inline.children or []
        if children and all(child.type in {"image", "softbreak"} for child in children):
            for child in children:
                self._leave_image(child)
        elif _is_bold_line(children) and not self.lists and not self.quotes:
            self._add(BlockKind.HEADING, inline, level=_BOLD_LEVEL)
        elif self.lists:
            self._add(BlockKind.LIST_ITEM, inline, prefix=self.numbers[-1])
            self.numbers[-1] = ""
        else:
            self._add(BlockKind.QUOTE if self.quotes else BlockKind.PARAGRAPH, inline)

    def _add(self, kind: BlockKind, inline: Token, *, level: int = 0, prefix: str = "") -> None:
        for child in inline.children or []:
            if child.type == "image":
                self._leave_image(child)
        text = _plain(inline.children or [])
        if not text:
            return
        if kind is BlockKind.PARAGRAPH and _is_caption(inline, self.blocks):
            self.omissions.append(Omission(text, "caption of an image"))
        elif kind is not BlockKind.HEADING and (reason := furniture_reason(text)):
            self.omissions.append(Omission(text, reason))
        else:
            self.blocks.append(Block(kind, prefix + text, level))

    def _leave_image(self, token: Token) -> None:
        if token.type == "image":
            self.omissions.append(Omission(token.content or str(token.attrGet("src")), "image"))
            if not self.blocks or self.blocks[-1].kind is not BlockKind.IMAGE:
                self.blocks.append(Block(BlockKind.IMAGE, ""))

    def _leave_whole(self, kind: BlockKind, tokens: Sequence[Token]) -> None:
        """A table or a listing: on record as left out, with a place for a sentence that says so."""
        text = "\n".join(filter(None, (token.content.strip() for token in tokens if _is_text(token))))
        self.omissions.append(Omission(text, f"{kind}: not read out"))
        self.blocks.append(Block(kind, ""))

    def _footnotes(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            if token.type == "inline":
                self.omissions.append(Omission(_plain(token.children or []), "footnote"))


def _is_bold_line(children: Sequence[Token]) -> bool:
    """A short paragraph set wholly in bold and without a full stop: a heading in all but name."""
    types = [child.type for child in children if child.type != "text" or child.content]
    text = _plain(children)
    bold = types[:1] == ["strong_open"] and types[-1:] == ["strong_close"] and types.count("strong_open") == 1
    return bold and len(text.split()) <= _BOLD_WORDS and not text.endswith((".", ",", ";"))


def _is_text(token: Token) -> bool:
    return token.type in {"inline", "fence", "code_block"}


def _end_of(tokens: Sequence[Token], start: int) -> int:
    """Index of the token that closes the one at ``start``."""
    closing = tokens[start].type.replace("_open", "_close")
    return next(
        (
            index
            for index in range(start, len(tokens))
            if tokens[index].type == closing and tokens[index].level == tokens[start].level
        ),
        len(tokens) - 1,
    )


def _is_caption(inline: Token, blocks: Sequence[Block]) -> bool:
    """A paragraph set wholly in italics, right after an image."""
    children = inline.children or []
    return (
        bool(blocks)
        and blocks[-1].kind is BlockKind.IMAGE
        and len(children) > 2
        and children[0].type == "em_open"
        and children[-1].type == "em_close"
    )


def _plain(children: Iterable[Token]) -> str:
    """Inline tokens as plain text: marks, footnote numbers and images gone, breaks as spaces."""
    parts: list[str] = []
    for child in children:
        if child.type in {"text", "code_inline"}:
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
    return " ".join("".join(parts).split())


def _front_matter(tokens: Sequence[Token]) -> dict[str, object]:
    matter = next((token.content for token in tokens if token.type == "front_matter"), "")
    try:
        values = yaml.safe_load(matter)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 2}" if mark else ""
        raise SourceError(
            f"The front matter{line} is not valid YAML: {getattr(error, 'problem', None) or error};"
            " put quotation marks around a value that holds a colon."
        ) from None
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise SourceError("The front matter must be lines of the form 'key: value'.")
    return {str(key).lower(): value for key, value in values.items()}


def _first(matter: dict[str, object], keys: Sequence[str]) -> str:
    for key in keys:
        value = matter.get(key)
        if isinstance(value, list):
            return " and ".join(str(entry) for entry in value)
        if isinstance(value, datetime):
            return value.date().isoformat()
        if isinstance(value, str | date | int):
            return " ".join(str(value).split())
    return ""


def _take_title(blocks: list[Block], given: str, fallback: str) -> tuple[list[Block], str]:
    """The title, and the blocks without the heading that says the same."""
    first = next((block for block in blocks if block.kind is not BlockKind.IMAGE), None)
    if first is None or first.kind is not BlockKind.HEADING:
        return blocks, given or fallback
    if given and _words(first.text) != _words(given):
        return blocks, given
    if first.level > 1 and not given:
        return blocks, fallback
    return [block for block in blocks if block is not first], given or first.text


def _take_credits(blocks: list[Block]) -> tuple[list[Block], str, str]:
    """Byline and date that stand as paragraphs above the text."""
    byline = dateline = ""
    rest = list(blocks)
    while len(rest) > 1 and rest[0].kind is BlockKind.PARAGRAPH:
        line = rest[0].text
        if not dateline and date_in(line):
            dateline = line
        elif not byline and is_byline(line):
            byline = line
        else:
            break
        rest.pop(0)
    return rest, byline, dateline


def _as_byline(author: str) -> str:
    return author if not author or is_byline(author) else f"By {author}"


def _site(text: str) -> str:
    return "" if text.startswith(("http://", "https://")) else text


def _link(text: str) -> str:
    return text if text.startswith(("http://", "https://")) else ""


def _words(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
