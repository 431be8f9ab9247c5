"""The plain text of a letter -> paragraphs: soft line ends joined, quotations, signature and links apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefcast.model import Block, BlockKind, Omission
from briefcast.reading.decoding import clean
from briefcast.reading.mail.furniture import SPONSOR, VIEW_ONLINE
from briefcast.reading.mail.message import web_address
from briefcast.reading.text import parse_text

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Words above a letter that is sent on, and lines of its head, at most.
MAX_COVER = 60
MAX_HEAD = 14
HEAD_OF_FORWARDED = "head of a forwarded letter"
#: A signature has no more lines.
MAX_SIGNATURE = 25

#: The line over a quoted letter.
ATTRIBUTION = re.compile(
    r"(?:(?:on|am|le|el|op|il)\b.{4,200}\b(?:wrote|schrieb\b.{0,80}|a écrit|escribió|schreef|ha scritto)\s?:"
    r"|-{2,}\s?(?:original message|ursprüngliche nachricht|message d['’]origine)\s?-{2,}|_{20,})",
    re.I | re.S,
)
#: The line over a letter that is sent on.
FORWARDED = re.compile(
    r"[-\s]*(?:begin forwarded message:?|forwarded message|weitergeleitete nachricht|message transféré"
    r"|mensaje reenviado)[-\s]*",
    re.I,
)
_FORWARDED_FIELD = re.compile(
    r"\*?(from|von|de|subject|betreff|objet|asunto|date|sent|datum|to|an|cc|reply-to)\*?\s*:\*?\s*(.*)", re.I
)
_FIELD_NAMES = {
    "von": "from",
    "de": "from",
    "betreff": "subject",
    "objet": "subject",
    "asunto": "subject",
    "sent": "date",
    "datum": "date",
}
_RULE = re.compile(r"[-=*_~#•·.\s]{5,}")
_ADDRESS_BESIDE = re.compile(r"\s*[\[(<]\s*(https?://[^\s\])>]+)\s*[\])>]")


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a letter, in any form."""

    blocks: tuple[Block, ...] = ()
    omissions: tuple[Omission, ...] = ()
    #: Where it can be read on the web, or empty.
    link: str = ""
    #: What a letter that was sent on says of itself: "from", "subject", "date".
    forwarded: tuple[tuple[str, str], ...] = ()
    language: str = ""

    @property
    def words(self) -> int:
        """Words that would be read."""
        return sum(len(block.text.split()) for block in self.blocks)


def plain_body(text: str, *, keep_all: bool = False) -> Body:
    """The body of a letter written in plain text, soft line ends already joined."""
    lines = clean(text).split("\n")
    link = _link(lines)
    lines, forwarded, head = without_forwarding(lines)
    omissions = [Omission("\n".join(head).strip(), HEAD_OF_FORWARDED)] if head else []
    if not keep_all:
        lines, tails = _without_tails(lines)
        lines, sponsors = _without_sponsors(lines)
        omissions += [*tails, *sponsors]
    lines, addresses = _without_addresses(lines)
    if addresses:
        omissions.append(Omission(" ".join(addresses), "address of a link"))
    blocks: list[Block] = []
    for quoted, run in _by_quotation(lines):
        found, left_out = _blocks("\n".join(run), keep_all=keep_all)
        blocks += [replace(b, kind=BlockKind.QUOTE, level=0) for b in found] if quoted else found
        omissions += left_out
    return Body(tuple(blocks), tuple(omissions), link, tuple(forwarded.items()))


def unflowed(text: str, *, deleting_spaces: bool) -> str:
    """Text with its soft line ends joined: those after a space (RFC 3676)."""
    out: list[str] = []
    soft = ""
    for line in text.replace("\r\n", "\n").split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        body = line[depth:].removeprefix(" ")
        if soft and len(soft) == depth + 1:
            out[-1] += body
        else:
            out.append((">" * depth + " " if depth else "") + body)
        soft = ""
        if body.endswith(" ") and body != "-- ":
            soft = ">" * depth + " "
            if deleting_spaces:
                out[-1] = out[-1][:-1]
    return "\n".join(out)


def without_forwarding(lines: list[str]) -> tuple[list[str], dict[str, str], list[str]]:
    """The lines of a letter that was sent on, what its head said, and the lines of that head and before it.

    Other letters come back as they are.
    """
    start = next((n for n, line in enumerate(lines[:30]) if FORWARDED.fullmatch(line.strip(" *"))), None)
    if start is None or sum(len(line.split()) for line in lines[:start]) > MAX_COVER:
        return lines, {}, []
    fields: dict[str, str] = {}
    place = start + 1
    while place < min(len(lines), start + MAX_HEAD):
        line = lines[place].strip()
        match = _FORWARDED_FIELD.fullmatch(line)
        if match:
            name = match[1].lower()
            fields.setdefault(_FIELD_NAMES.get(name, name), match[2].strip())
        elif fields and (line or len(fields) > 1):
            break
        place += 1
    return (lines[place:], fields, lines[:place]) if fields else (lines, {}, [])


def _blocks(text: str, *, keep_all: bool) -> tuple[list[Block], list[Omission]]:
    """Blocks as the reader of plain text finds them, under a title that is taken off again."""
    if not text.strip():
        return [], []
    article = parse_text(f"Letter\n\n{text}", fallback_title="", keep_all=keep_all)
    head = [Block(BlockKind.PARAGRAPH, line) for line in (article.dek, article.byline, article.dateline) if line]
    omissions = [entry for entry in article.omissions if not entry.reason.startswith("standfirst")]
    blocks = [block for block in article.blocks if block.text != "Letter"]
    return [*head, *blocks], omissions


def _without_tails(lines: list[str]) -> tuple[list[str], list[Omission]]:
    """The lines without a signature and without a letter that is quoted at the end."""
    omissions: list[Omission] = []
    start = _tail(lines)
    if start is not None:
        omissions.append(Omission("\n".join(lines[start:]).strip(), "quoted message"))
        lines = lines[:start]
    mark = next((n for n, line in enumerate(lines) if line in {"-- ", "--"}), None)
    if mark is not None and len([line for line in lines[mark:] if line.strip()]) <= MAX_SIGNATURE:
        omissions.append(Omission("\n".join(lines[mark + 1 :]).strip(), "signature"))
        lines = lines[:mark]
    return lines, [entry for entry in omissions if entry.text]


def _tail(lines: Sequence[str]) -> int | None:
    """Where a quoted letter begins that goes on to the end; a letter that is nothing else has none."""
    end = len(lines)
    while end and (not lines[end - 1].strip() or lines[end - 1].startswith(">")):
        end -= 1
    quoted = any(line.startswith(">") for line in lines[end:])
    for back in (1, 2, 3):
        over = " ".join(line.strip() for line in lines[max(end - back, 0) : end])
        if quoted and end >= back and ATTRIBUTION.fullmatch(over):
            return end - back if any(line.strip() for line in lines[: end - back]) else None
    if quoted:
        return end or None
    marks = (
        n for n, line in enumerate(lines) if n and line.strip().startswith("--") and ATTRIBUTION.fullmatch(line.strip())
    )
    return next(marks, None)


def _without_sponsors(lines: list[str]) -> tuple[list[str], list[Omission]]:
    """The lines without advertisements: from their label to a rule, or to the end of one paragraph."""
    out: list[str] = []
    omissions: list[Omission] = []
    place = 0
    while place < len(lines):
        label = lines[place].strip(" *_-=[]|#")
        if not label or not SPONSOR.fullmatch(label):
            out.append(lines[place])
            place += 1
            continue
        end = _end_of_advertisement(lines, place + 1)
        omissions.append(Omission("\n".join(lines[place:end]).strip(), "sponsor"))
        place = end
    return out, omissions


def _end_of_advertisement(lines: Sequence[str], start: int) -> int:
    near = range(start, min(start + 25, len(lines)))
    rule = next((n for n in near if n > start and lines[n].strip() and _RULE.fullmatch(lines[n])), None)
    if rule is not None and sum(len(line.split()) for line in lines[start:rule]) <= 150:
        return rule + 1
    first = next((n for n in near if lines[n].strip()), len(lines))
    return next((n for n in range(first, len(lines)) if not lines[n].strip()), len(lines))


def _link(lines: Sequence[str]) -> str:
    """The address in, or right under, a line that leads to the letter on the web."""
    for number, line in enumerate(lines[:60]):
        words = _ADDRESS_BESIDE.sub("", line).replace(web_address(line), "").strip(" :[]()<>|*-")
        if words and VIEW_ONLINE.fullmatch(words):
            return web_address(line) or (web_address(lines[number + 1]) if number + 1 < len(lines) else "")
    return ""


def _without_addresses(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines without web addresses in brackets behind the words that link to them."""
    addresses: list[str] = []
    out = []
    for line in lines:
        addresses += _ADDRESS_BESIDE.findall(line)
        out.append(_ADDRESS_BESIDE.sub("", line))
    return out, addresses


def _by_quotation(lines: Sequence[str]) -> list[tuple[bool, list[str]]]:
    """Runs of lines, those with ">" before them apart and without it."""
    out: list[tuple[bool, list[str]]] = []
    for line in lines:
        quoted = line.startswith(">")
        if not out or out[-1][0] != quoted:
            out.append((quoted, []))
        out[-1][1].append(line.lstrip("> ") if quoted else line)
    return out
