"""A web page -> Article: the article out of its page, and on record what else there was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefcast.errors import SourceError
from briefcast.model import Article, Block, BlockKind, Omission
from briefcast.reading.decoding import clean, decode_markup, letters_of, mended
from briefcast.reading.html.blocks import find_blocks
from briefcast.reading.html.content import judge
from briefcast.reading.html.features import count_words
from briefcast.reading.html.found import SHOWN, Found
from briefcast.reading.html.fragment import settle
from briefcast.reading.html.marks import words_in
from briefcast.reading.html.metadata import Metadata, metadata_of
from briefcast.reading.html.statements import Statements, statements_of
from briefcast.reading.html.tree import parse_tree
from briefcast.reading.html.walls import wall_in

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: A page with fewer words of running text than this holds no article.
_FEWEST_WORDS = 12
#: A text of so many words that reaches into what is marked as paid for is there as a whole.
_OPEN_WORDS = 60
#: What a page tells machines is read in place of what it shows from this many words on.
_STATED_WORDS = 120


def parse_page(
    data: bytes | str,
    *,
    url: str = "",
    charset: str = "",
    name: str = "",
    fallback_title: str = "",
    keep_all: bool = False,
) -> Article:
    """The article in a web page.

    Args:
        data: the page; bytes are decoded by what server, page or bytes say of their encoding.
        url: where it is from; links and pictures are relative to it.
        charset: the encoding that the server named, or empty.
        name: what to call the page in an error; its address if empty.
        fallback_title: the title of a page that has none.
        keep_all: take every line that a reader of the page can see.

    Raises:
        SourceError: the page holds no article, or a wall stands before it.
    """
    markup = data if isinstance(data, str) else decode_markup(data, charset)
    root = parse_tree(markup)
    said = statements_of(root)
    found, marks = find_blocks(root, url)
    for block in found:
        block.text = " ".join(clean(mended(block.text)).split())
    if not keep_all:
        judge(found, root)
    facts = metadata_of(root, found, said, url)
    found = _without_title(found, facts.title)
    if not keep_all:
        found = _or_as_stated(found, said, root)
        _refuse_walls(found, root, said, facts, name or url or "The page")
    blocks, omissions = settle(found, marks, url)
    if not any(block.text for block in blocks):
        raise SourceError(f"{name or url or 'The page'} holds no text that can be read aloud; is it the right page?")
    return _article(facts, blocks, omissions, fallback_title)


def _article(
    facts: Metadata, blocks: tuple[Block, ...], omissions: tuple[Omission, ...], fallback_title: str
) -> Article:
    dek = facts.dek
    if dek and letters_of(dek) in {letters_of(block.text) for block in blocks}:
        dek = ""
    kept = tuple(omission for omission in omissions if omission.reason not in {"title", "standfirst"})
    return Article(
        title=facts.title or fallback_title or "Untitled",
        dek=dek,
        byline=facts.byline,
        dateline=facts.dateline,
        published=facts.published,
        language=facts.language or "en",
        site=facts.site,
        link=facts.link,
        image=facts.image,
        blocks=blocks,
        omissions=kept,
    )


def _without_title(found: list[Found], title: str) -> list[Found]:
    """The blocks, those marked that say the title again above the text."""
    own = letters_of(title)
    for block in found:
        if not block.reason and block.kind is BlockKind.PARAGRAPH and block.words > 12:
            break
        if own and letters_of(block.text) == own:
            block.reason = "title"
    return found


def _or_as_stated(found: list[Found], said: Statements, root: HtmlElement) -> list[Found]:
    """The text that a page states for machines, where a script was to show it and nothing else does."""
    stated = said.said("articleBody")
    if count_words(stated) < _STATED_WORDS or count_words(_text_of(found)) * 3 > count_words(stated):
        return found
    raw = next((entry["articleBody"] for entry in said.described if isinstance(entry.get("articleBody"), str)), stated)
    paragraphs = [" ".join(clean(line).split()) for line in raw.split("\n")]
    for block in found:
        block.reason = block.reason or "page around the stated text"
    return [*found, *(Found(BlockKind.PARAGRAPH, text, root) for text in paragraphs if text)]


def _refuse_walls(found: list[Found], root: HtmlElement, said: Statements, facts: Metadata, name: str) -> None:
    text = _text_of(found)
    words = count_words(text)
    everything = " ".join(root.text_content().split())[:60_000]
    title = " ".join(clean(root.findtext(".//title") or "").split())
    marked = words_in(said.restricted.lower())
    if marked and words > _OPEN_WORDS and any(marked <= block.surroundings for block in found if not block.reason):
        return
    if wall := wall_in(title or facts.title, text, everything, words, said):
        raise SourceError(f"{name}: {wall}.")
    if words < _FEWEST_WORDS:
        raise SourceError(f"{name} holds no article that Briefcast could find; --keep-all reads all text of the page.")


def _text_of(found: list[Found]) -> str:
    return "\n".join(block.text for block in found if not block.reason and block.kind not in SHOWN)
