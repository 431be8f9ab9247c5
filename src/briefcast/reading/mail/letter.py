"""Message -> Article: which of its bodies is read, who wrote it and when, and what is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefcast.errors import SourceError
from briefcast.model import Article, Block, BlockKind, Omission
from briefcast.reading.decoding import letters_of
from briefcast.reading.mail.furniture import mail_reason
from briefcast.reading.mail.markup import html_body
from briefcast.reading.mail.message import Part, header, parsed, parts_of, sender, sent_on, web_address
from briefcast.reading.mail.plain import Body, plain_body, unflowed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from email.message import Message

#: Messages within messages that are followed.
MAX_INNER = 5
#: A message that says no more than this of its own is the cover of the one within it.
COVER_WORDS = 120
#: Plain text is taken instead of HTML if it has this many times its words.
FULLER = 1.6
#: Letters of a body that are read.
MAX_BODY = 5_000_000

_REPLY = re.compile(r"(?:(?:re|fwd?|fw|aw|wg|tr|rv|sv|vs|antw|rif|res|enc)(?:\s?\[\d+\])?\s?:\s*)+", re.I)
_LIST_NAME = re.compile(r"\[[^\]]{1,40}\]\s*(?=\S)")
_SITE_BESIDE = re.compile(r"(?P<who>.{3,60}?)\s+(?:from|at|of|via|\||·|@|/|–|—|-)\s+(?P<where>.{2,60})")
_NO_PERSON = frozenset(
    "the a an news newsletter newsletters weekly daily monthly letter letters digest bulletin update updates team"
    " office journal times post magazine review press media club society institute foundation university college inc"
    " ltd llc gmbh co company group morning evening brief briefing report reports today tomorrow world radio tv"
    " podcast museum library council association project support info hello service services online blog wire herald"
    " gazette tribune star sun mail chronicle observer noreply no-reply editor editors editorial".split()
)
_MONTHS = "January February March April May June July August September October November December".split()


def letter_article(data: bytes, *, name: str, fallback_title: str, keep_all: bool) -> Article:
    """The letter in a saved e-mail; see :func:`briefcast.reading.mail.parse_mail`."""
    try:
        letter = _letter(parsed(data, name), name, keep_all=keep_all)
    except RecursionError:
        raise SourceError(f"{name} holds parts within parts without end; save the letter anew as .eml.") from None
    if not any(block.text for block in letter.body.blocks):
        raise SourceError(
            f"{name} has no text in it: pictures or attachments only; save what it shows as a file of its own."
        )
    return _article(letter, fallback_title, keep_all=keep_all)


@dataclass(frozen=True, slots=True)
class _Letter:
    """A message and the body that is read of it."""

    message: Message
    body: Body
    omissions: tuple[Omission, ...]


def _letter(message: Message, name: str, *, keep_all: bool, depth: int = 0) -> _Letter:
    parts = parts_of(message, name)
    body, used = _body(parts, keep_all=keep_all)
    inner = next((part for part in parts if part.message is not None), None)
    if inner and inner.message is not None and depth < MAX_INNER and body.words < COVER_WORDS:
        letter = _letter(inner.message, name, keep_all=keep_all, depth=depth + 1)
        if letter.body.words > body.words:
            cover = [Omission(block.text, "covering note") for block in body.blocks if block.text]
            others = _others(parts, [*used, inner])
            return replace(letter, omissions=(*cover, *letter.omissions, *others))
    return _Letter(message, body, tuple(_others(parts, used)))


def _body(parts: Sequence[Part], *, keep_all: bool) -> tuple[Body, list[Part]]:
    """The fuller of the HTML and the plain text, HTML in doubt, and the parts it was made from."""
    pages = _fullest(parts, "text/html")
    found = _together([html_body(part.text[:MAX_BODY], keep_all=keep_all) for part in pages])
    plain = _fullest(parts, "text/plain")
    if plain and found.words < sum(len(part.text.split()) for part in plain):
        read = _together([plain_body(_source(part)[:MAX_BODY], keep_all=keep_all) for part in plain])
        if read.words > FULLER * found.words:
            return replace(read, link=read.link or found.link), [*plain, *_same(pages, plain)]
    return found, [*pages, *_same(plain, pages)]


def _fullest(parts: Sequence[Part], kind: str) -> list[Part]:
    """The parts of a kind that make the letter: the longest, or all that follow one another with pictures between."""
    found = [part for part in parts if part.kind == kind and not part.attached and part.text.strip()]
    longest = max(found, key=lambda part: len(part.text), default=None)
    if longest is None or longest.alternative:
        return [longest] if longest else []
    return [part for part in found if not part.alternative]


def _together(bodies: Sequence[Body]) -> Body:
    """Bodies that stand one after the other, as one."""
    if not bodies:
        return Body()
    return replace(
        bodies[0],
        blocks=tuple(block for body in bodies for block in body.blocks),
        omissions=tuple(entry for body in bodies for entry in body.omissions),
        link=next((body.link for body in bodies if body.link), ""),
    )


def _source(part: Part) -> str:
    return unflowed(part.text, deleting_spaces=part.deleting_spaces) if part.flowed else part.text


def _same(parts: Sequence[Part], read: Sequence[Part]) -> list[Part]:
    """The parts that are what is read in another form."""
    return [part for part in parts if part.alternative and any(one.alternative for one in read)]


def _others(parts: Sequence[Part], used: Sequence[Part]) -> list[Omission]:
    """What else is in the message."""
    out = []
    for part in parts:
        if any(part is one for one in used):
            if len(part.text) > MAX_BODY:
                out.append(Omission(part.text[MAX_BODY:], f"beyond {MAX_BODY} letters"))
            continue
        if part.text.strip():
            out.append(Omission(" ".join(part.text.split()), "another part of the message"))
        elif part.attached or part.message is not None or not part.kind.startswith("text/"):
            out.append(Omission(part.label, "attachment"))
    return out


def _article(letter: _Letter, fallback_title: str, *, keep_all: bool) -> Article:
    message, body = letter.message, letter.body
    said = dict(body.forwarded)
    blocks, furniture = (list(body.blocks), []) if keep_all else _without_furniture(body.blocks)
    title = plain_subject(said.get("subject") or header(message, "Subject")) or fallback_title
    byline, site = _credit(
        _name_in(said["from"]) if said.get("from") else sender(message)[0], header(message, "List-Id")
    )
    day = None if said else sent_on(message)
    return Article(
        title=title,
        byline=byline,
        dateline=_written(day) if day else said.get("date", ""),
        published=day,
        language=_language(body, message),
        site=site,
        link=body.link or web_address(header(message, "Archived-At")) or web_address(header(message, "List-Archive")),
        blocks=tuple(_without_title(blocks, title)),
        omissions=(*body.omissions, *furniture, *letter.omissions),
    )


def plain_subject(text: str) -> str:
    """A subject without what answering and lists put before it.

    >>> plain_subject("Fwd: Re: [river-list] What the river remembers")
    'What the river remembers'
    """
    while match := _REPLY.match(text) or _LIST_NAME.match(text):
        text = text[match.end() :]
    return text.strip()


def _without_furniture(blocks: Sequence[Block]) -> tuple[list[Block], list[Omission]]:
    kept: list[Block] = []
    omissions: list[Omission] = []
    for place, block in enumerate(blocks):
        reason = None
        if block.kind not in {BlockKind.TABLE, BlockKind.CODE, BlockKind.FORMULA}:
            reason = mail_reason(block.text, len(blocks) - place - 1)
        if reason and block.kind is not BlockKind.IMAGE:
            omissions.append(Omission(block.text, reason))
        elif not reason:
            kept.append(block)
    return kept, omissions


def _without_title(blocks: list[Block], title: str) -> list[Block]:
    """The blocks without a heading at their top that says the title again."""
    for place, block in enumerate(blocks[:6]):
        if block.kind in {BlockKind.HEADING, BlockKind.PARAGRAPH} and letters_of(block.text) == letters_of(title):
            return blocks[:place] + blocks[place + 1 :]
    return blocks


def _credit(name: str, list_id: str) -> tuple[str, str]:
    """Byline and publication: a person writes, anything else publishes."""
    list_name = list_id.partition("<")[0].strip(" \"'") if "<" in list_id else ""
    if (match := _SITE_BESIDE.fullmatch(name)) and _is_person(match["who"]):
        return f"By {match['who']}", match["where"]
    if _is_person(name):
        first, comma, last = name.partition(", ")
        return "By " + (f"{last} {first}" if comma else name), list_name
    return "", name or list_name


def _is_person(name: str) -> bool:
    words = name.replace(",", " ").split()
    return (
        2 <= len(words) <= 4
        and all(word[0].isupper() or word in {"de", "da", "van", "von", "der", "den", "la", "bin"} for word in words)
        and not any(word.lower().strip(".") in _NO_PERSON for word in words)
        and not any(char.isdigit() or char in "@&/|:" for char in name)
    )


def _name_in(text: str) -> str:
    return text.partition("<")[0].strip(" \"'*") or text


def _written(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _language(body: Body, message: Message) -> str:
    tag = body.language or header(message, "Content-Language").partition(",")[0].strip().lower().replace("_", "-")
    return tag if re.fullmatch(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", tag) else "en"
