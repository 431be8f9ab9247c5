"""What a feed holds, as values, and how they are made from what RSS, Atom and JSON Feed say of an item."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import parseaddr, parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from briefcast.reading.decoding import clean
from briefcast.reading.headmatter import date_in, is_byline

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Titles, names and dates are read up to this many characters.
_SHORT = 400
#: Summaries, up to this many.
_SUMMARY = 5000
#: The end of a text is judged by so many characters, with its mark-up by so many.
_END = 200
_MARKED_UP_END = 5000
#: A title that is made from the first words of a text has so many.
_TITLE_WORDS = 8
#: A description of so many words is the whole text, if it ends like one; with paragraphs, fewer will do.
_WHOLE_WORDS = 200
_WHOLE_WORDS_IN_PARAGRAPHS = 100
_WHOLE_PARAGRAPHS = 3
#: A "content" that ends with a read-more line is a teaser if it has fewer words than this.
_TEASER_WORDS = 250

#: Mark-up in a title is that of a phrase; any other "tag" there is what the title is about.
_PHRASE = re.compile(
    r"<(a|abbr|b|bdi|big|cite|code|em|font|i|mark|q|s|small|span|strong|sub|sup|u|var)(?:\s[^<>]*)?>"
    r"((?:(?!<\1\b).)*?)</\1\s*>",
    re.I | re.S,
)
_VOID = re.compile(r"<(?:br|img|wbr)\b[^<>]*>", re.I)
_BLOCK_TAG = re.compile(
    r"</?(?:address|article|blockquote|br|dd|div|dl|dt|figure|figcaption|h[1-6]|hr|li|ol|p|pre|section|table|td|th|tr|ul)"
    r"\b[^<>]*>",
    re.I,
)
_TAG = re.compile(r"<!--(?:[^-]|-(?!->))*(?:-->)?|</?[a-z][^<>]*(?:>|\Z)", re.I)
_ANY_TAG = re.compile(r"</?[a-z!]", re.I)
_PARAGRAPH = re.compile(r"<p\b|<br\b[^<>]*>\s*<br\b", re.I)

#: The line that WordPress puts under each item, in the languages it is most used in.
_FOOTER = (
    r"(?:The post .{1,300} (?:appeared|was) first (?:appeared |published )?on .{1,200}"
    r"|(?:Der Beitrag|Das Beitrag) .{1,300} erschien zuerst auf .{1,200}"
    r"|(?:L[’']article|Cet article) .{1,300} est apparu en premier sur .{1,200}"
    r"|La entrada .{1,300} (?:se publicó primero|aparece primero|apareció primero) en .{1,200}"
    r"|(?:O post|O conteúdo) .{1,300} (?:apareceu|aparece) primeiro em .{1,200}"
    r"|L[’']articolo .{1,300} (?:proviene da|sembra essere il primo su) .{1,200}"
    r"|Het bericht .{1,300} verscheen eerst op .{1,200})"
)
_FOOTER_LINE = re.compile(_FOOTER, re.I)
_FOOTER_AT_END = re.compile(rf"(?:^|\s){_FOOTER}\s*\Z", re.I)
_MORE = (
    r"(?:\[\s*(?:…|\.{3,})\s*\]|[(\[]?(?:continue reading|read more|read on|read the (?:rest|full|whole)\b[^.!?]{0,60}"
    r"|keep reading|click here to read|view (?:the )?full|weiterlesen|mehr lesen|lire la suite|leer más|seguir leyendo"
    r"|leggi tutto|continua a leggere|leia mais|continue lendo|lees meer|verder lezen)"
    r"\b[^.!?]{0,120}[)\]]?[.!?…»→›>\s]*)"
)
_READ_MORE_AT_END = re.compile(rf"(?:^|[\s.!?…]){_MORE}\Z", re.I)
_CUT_AT_END = re.compile(r"(?:…|\.{3,})[\s»→›>]*\Z")
_SENTENCE_END = re.compile(r"[.!?。！？:][\"”’»)\]\s]*\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*")
#: Names under which software and not a person signs.
_NOBODY = frozenset({"admin", "administrator", "webmaster", "root", "unknown"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item of a feed."""

    title: str
    #: The page of the item (http or https), or empty.
    link: str = ""
    #: The day on which it was published, as its author wrote it; None if unknown.
    published: date | None = None
    #: "By Anna Lindt", or empty.
    byline: str = ""
    #: What the feed says of the item in short, as plain text; empty where the text itself stands in its place.
    summary: str = ""
    #: The whole text as HTML, or empty if the feed has only a teaser.
    markup: str = ""
    #: BCP 47 tag in lower case, or empty if unknown.
    language: str = ""
    #: The address of its lead image (http or https), or empty.
    image: str = ""
    #: What links in ``markup`` are relative to.
    base: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed and its items, newest first."""

    title: str
    #: The site it belongs to (http or https), or empty.
    link: str = ""
    #: BCP 47 tag in lower case, or empty if unknown.
    language: str = ""
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An item as a feed has it: values as written, of any length and truth."""

    #: HTML, or text with mark-up in it.
    title: str = ""
    link: str = ""
    #: A date in any form.
    published: str = ""
    authors: tuple[str, ...] = ()
    #: HTML that may be a summary or, in RSS, all there is.
    description: str = ""
    description_may_be_all: bool = False
    #: HTML that is meant to be the whole text.
    content: str = ""
    language: str = ""
    image: str = ""
    #: What its addresses are relative to.
    base: str = ""
    #: What links in the text are relative to, if the feed says so (xml:base); else empty.
    stated_base: str = ""


def feed_of(found: Iterable[Found], *, title: str, link: str = "", language: str = "") -> Feed:
    """A feed from what was found of it. Items without a date keep their place behind those with one."""
    title = title_in(title)
    language = language_tag(language)
    dated = [(moment(item.published), item) for item in found]
    dated.sort(key=lambda pair: pair[0] or datetime.min.replace(tzinfo=UTC), reverse=True)
    entries = (_entry(item, when.date() if when else None, title) for when, item in dated)
    return Feed(
        title=title, link=link, language=language, entries=tuple(e for e in entries if e.link or e.markup or e.summary)
    )


def _entry(found: Found, published: date | None, site: str) -> Entry:
    link = web_address(found.link, found.base)
    markup, summary = _text_and_summary(found, has_page=bool(link))
    title = title_in(found.title) or _first_words(plain_text((markup or found.description)[:_SUMMARY]))
    return Entry(
        title=title,
        link=link,
        published=published,
        byline=_byline(found.authors, site),
        summary=summary,
        markup=markup,
        language=language_tag(found.language),
        image=web_address(found.image, found.base),
        base=found.stated_base or link or found.base,
    )


def _text_and_summary(found: Found, *, has_page: bool) -> tuple[str, str]:
    """The whole text as HTML, if the item has it, and its summary."""
    summary = without_footer(plain_text((found.description or found.content)[:_SUMMARY]))
    if found.content and not (has_page and _is_teaser(found.content)):
        return found.content, summary if found.description else ""
    if not has_page:  # then there is no more to be had
        return found.description or found.content, ""
    if found.description_may_be_all and _is_whole(found.description, titled=bool(found.title.strip())):
        return found.description, ""
    return "", summary


def _is_teaser(content: str) -> bool:
    """Whether a short text says of itself that there is more of it elsewhere."""
    end = without_footer(plain_text(content[-_MARKED_UP_END:]))
    return bool(_READ_MORE_AT_END.search(end[-_END:])) and len(_words_of(content)) < _TEASER_WORDS


def _is_whole(description: str, *, titled: bool) -> bool:
    """Whether a description is plainly the whole text.

    It is if it ends as a text does (not on three dots, not in mid-sentence) and is as long as only a
    whole text is; a note without a title is whole at any length.
    """
    end = without_footer(plain_text(description[-_MARKED_UP_END:]))
    if not end or is_cut_off(end):
        return False
    if not titled:
        return True
    if not _SENTENCE_END.search(end[-_END:]):
        return False
    words = len(_words_of(description))
    paragraphs = len(_PARAGRAPH.findall(description))
    return words >= _WHOLE_WORDS or (words >= _WHOLE_WORDS_IN_PARAGRAPHS and paragraphs >= _WHOLE_PARAGRAPHS)


def is_cut_off(text: str) -> bool:
    """Whether a text breaks off: on three dots, or with a read-more line."""
    end = text[-_END:]
    return bool(_CUT_AT_END.search(end) or _READ_MORE_AT_END.search(end))


def is_feed_footer(paragraph: str) -> bool:
    """Whether a paragraph is the line that WordPress puts under each item of a feed.

    >>> is_feed_footer("The post Night trains appeared first on The Harbour Wire.")
    True
    """
    return len(paragraph) < 2 * _SHORT and bool(_FOOTER_LINE.fullmatch(paragraph))


def without_footer(text: str) -> str:
    """A text without the WordPress line at its end."""
    head, tail = text[:-600], text[-600:]
    return (head + _FOOTER_AT_END.sub("", tail)).strip()


def title_in(markup: str) -> str:
    """A title as plain text: phrase mark-up and entities resolved, also those that were escaped twice.

    >>> title_in("Tea &amp;amp; <em>sympathy</em>"), title_in("How to use the &lt;div&gt; tag")
    ('Tea & sympathy', 'How to use the <div> tag')
    """
    text = markup.strip()[:_SHORT]
    for _ in range(2):
        text = html.unescape(_without_phrases(text))
    return folded(_without_phrases(text))


def _without_phrases(text: str) -> str:
    text = _VOID.sub(" ", text)
    for _ in range(4):  # as deep as titles are nested
        text, found = _PHRASE.subn(r"\2", text)
        if not found:
            break
    return text


def plain_text(markup: str) -> str:
    """The words of some HTML on one line."""
    return folded(" ".join(_words_of(markup)))


def _words_of(markup: str) -> list[str]:
    text = _TAG.sub("", _BLOCK_TAG.sub(" ", markup)) if _ANY_TAG.search(markup) else markup
    return html.unescape(text).split()


def as_markup(text: str) -> str:
    """Plain text as HTML: a paragraph for each run of lines between blank ones."""
    runs = re.split(r"\n[ \t\r]*\n", text.replace("\r\n", "\n"))
    return "".join(f"<p>{html.escape(run.strip(), quote=False)}</p>" for run in runs if run.strip())


def folded(text: str) -> str:
    """Text on one line, without control characters."""
    return " ".join(clean(text).split())


def moment(text: str) -> datetime | None:
    """The moment a date of a feed names, with the offset it was written with (UTC if it has none).

    It may be in the form of RFC 822, of ISO 8601, or a day in words.
    """
    text = " ".join(text[:_SHORT].split())[:100]
    for read in (datetime.fromisoformat, parsedate_to_datetime, _midnight):
        try:
            when = read(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if 1900 <= when.year <= 2200:  # others are defaults of some software
            return when if when.tzinfo else when.replace(tzinfo=UTC)
    return None


def _midnight(text: str) -> datetime:
    day = date_in(text)
    if day is None:
        raise ValueError(text)
    return datetime.combine(day, time(), UTC)


def language_tag(text: str) -> str:
    """A BCP 47 tag in lower case, or empty if it is none.

    >>> language_tag("en_GB"), language_tag("english, please")
    ('en-gb', '')
    """
    tag = text[:50].strip().lower().replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else ""


def web_address(text: str, base: str) -> str:
    """An http or https address, made absolute; empty if it is none."""
    text = text.strip()
    if not text or len(text) > 10 * _SHORT:
        return ""
    try:
        address = urljoin(base, text)
        parts = urlsplit(address)
    except ValueError:  # "http://[": not even wrong
        return ""
    fits = parts.scheme in {"http", "https"} and parts.hostname and not re.search(r"[\s\x00-\x1f\x7f]", address)
    return address if fits else ""


def _byline(authors: tuple[str, ...], site: str) -> str:
    names = list(dict.fromkeys(name for author in authors[:10] if (name := _name_in(author))))
    names = [name for name in names if name.lower() not in _NOBODY and name.casefold() != site.casefold()]
    if not names:
        return ""
    line = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return line if is_byline(line) else f"By {line}"


def _name_in(author: str) -> str:
    """The name in "anna@harbour.example (Anna Lindt)", "Anna Lindt <anna@...>" or "Anna Lindt"."""
    text = title_in(author[:200])
    return folded(parseaddr(text)[0]) if "@" in text else text


def _first_words(text: str) -> str:
    words = text[:_SHORT].split()
    return " ".join(words[:_TITLE_WORDS]) + ("…" if len(words) > _TITLE_WORDS else "") or "Untitled"
