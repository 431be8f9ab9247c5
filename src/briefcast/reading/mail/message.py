"""Bytes -> message: its headers as text, its bodies, and what is attached to it.

The parser of the standard library is used with its oldest policy: the newer ones understand headers
but raise half a dozen kinds of error over malformed ones, and letters in the wild are malformed.
"""

from __future__ import annotations

import email
import email.header
import email.policy
import email.utils
import re
from dataclasses import dataclass
from email.message import Message
from typing import TYPE_CHECKING

from briefcast.errors import SourceError
from briefcast.reading.decoding import clean, decode_markup

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

#: Parts that are looked at; the rest of a message with more is left alone.
MAX_PARTS = 1_000
#: Parts within parts.
MAX_DEPTH = 40
#: A header is read to this many characters.
MAX_HEADER = 4_000

_ENCRYPTED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"})


@dataclass(frozen=True, slots=True)
class Part:
    """A leaf of a message."""

    kind: str
    #: Text of a text part; else empty.
    text: str
    #: What it is called, or its kind.
    label: str
    attached: bool
    #: One of several forms of the same thing.
    alternative: bool
    #: Lines end where the paragraph does not (RFC 3676), and whether a space at such an end goes too.
    flowed: bool = False
    deleting_spaces: bool = False
    #: A message within the message.
    message: Message | None = None


def parsed(data: bytes, name: str) -> Message:
    """The message in ``data``.

    Raises:
        SourceError: there is no message, or parts are nested without end.
    """
    try:
        message = email.message_from_bytes(_without_envelope(data), policy=email.policy.compat32)
    except TypeError as error:  # Python's parser on a parameter that is given whole and in numbered pieces
        raise SourceError(
            f"{name} cannot be read: a header names its boundary twice; save the message anew."
        ) from error
    except RecursionError:
        raise SourceError(f"{name} holds parts within parts without end; save the letter anew as .eml.") from None
    if not any(message.get(field) for field in ("From", "Subject", "Date", "Message-ID", "MIME-Version")):
        raise SourceError(
            f"{name} is not an e-mail message, it has no sender, subject or date;"
            " save the letter as .eml and try again."
        )
    return message


def parts_of(message: Message, name: str) -> list[Part]:
    """All leaves of the message in order; of a message within it, the message as one leaf.

    Raises:
        SourceError: the message is encrypted, or parts are nested too deep.
    """
    return list(_leaves(message, name))


def header(message: Message, field: str) -> str:
    """A header as text: encoded words read, lines unfolded. Empty if there is none."""
    try:
        raw = str(message.get(field, ""))[:MAX_HEADER]
        pieces = email.header.decode_header(raw)
    except (email.errors.HeaderParseError, ValueError, UnicodeError):
        pieces = [(str(message.get(field, ""))[:MAX_HEADER], None)]
    text = "".join(
        piece if isinstance(piece, str) else decode_markup(piece, charset or "") for piece, charset in pieces
    )
    return " ".join(clean(_with_bytes_read(text)).split())


def sender(message: Message) -> tuple[str, str]:
    """Display name and address of who sent it."""
    text = header(message, "From")[:500]
    name, bracket, rest = text.partition("<")
    if not bracket:
        # An older form: ada@example.org (Ada Quill)
        rest, _, name = text.partition("(")
        name = name.rstrip(") ")
    return " ".join(name.strip("\"' ").replace('\\"', '"').split()), rest.partition(">")[0].strip()


def sent_on(message: Message) -> date | None:
    """The day it was sent, by the sender's clock."""
    try:
        return email.utils.parsedate_to_datetime(header(message, "Date")).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def web_address(text: str) -> str:
    """The first http or https address in a header such as "<https://example.org/7>", or empty."""
    match = re.search(r"https?://[^\s<>\"]+", text)
    return match[0] if match else ""


def _without_envelope(data: bytes) -> bytes:
    """The bytes without a mark or empty lines before them, or the "From " line that mailboxes put there."""
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    return data.partition(b"\n")[2] if data.startswith(b"From ") else data


def _leaves(root: Message, name: str) -> Iterator[Part]:
    waiting: list[tuple[Message, int, bool]] = [(root, 0, False)]
    count = 0
    while waiting:
        message, depth, alternative = waiting.pop()
        count += 1
        kind = message.get_content_type()
        if kind in _ENCRYPTED:
            raise SourceError(f"{name} is encrypted; save it decrypted, from the program that can read it.")
        if depth > MAX_DEPTH:
            raise SourceError(
                f"{name} holds parts within parts, more than {MAX_DEPTH} deep; save the letter anew as .eml."
            )
        if count > MAX_PARTS:
            yield Part("", "", f"{len(waiting) + 1} more parts", attached=True, alternative=False)
            return
        if message.get_content_maintype() == "multipart" and message.is_multipart():
            inner = alternative or kind == "multipart/alternative"
            waiting += [(part, depth + 1, inner) for part in reversed(_within(message))]
        else:
            yield _leaf(message, kind, alternative=alternative)


def _leaf(message: Message, kind: str, *, alternative: bool) -> Part:
    disposition = str(message.get("Content-Disposition", ""))[:200].strip().lower()
    inner = next(iter(_within(message)), None) if kind == "message/rfc822" else None
    label = _filename(message) or (header(inner, "Subject") if inner else "") or kind
    attached = disposition.startswith("attachment") or (bool(_filename(message)) and not kind.startswith("text/html"))
    is_text = kind in {"text/plain", "text/html"} and not attached
    return Part(
        kind,
        _text(message) if is_text else "",
        label,
        attached=attached,
        alternative=alternative,
        flowed=_parameter(message, "format").lower() == "flowed",
        deleting_spaces=_parameter(message, "delsp").lower() == "yes",
        message=inner,
    )


def _within(message: Message) -> list[Message]:
    """The parts of a message of several."""
    payload = message.get_payload() if message.is_multipart() else []
    return [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []


def _text(message: Message) -> str:
    try:
        data = message.get_payload(decode=True)
    except (ValueError, UnicodeError, LookupError, AssertionError):
        data = None
    return decode_markup(data, _parameter(message, "charset")) if isinstance(data, bytes) else ""


def _parameter(message: Message, name: str) -> str:
    try:
        value = message.get_param(name, "")
    except (ValueError, TypeError, UnicodeError, LookupError, IndexError):
        return ""
    return str(value[2] if isinstance(value, tuple) else value or "").strip("\"' ")


def _filename(message: Message) -> str:
    try:
        text = message.get_filename("") or ""
        pieces = email.header.decode_header(text[:MAX_HEADER])
    except (email.errors.HeaderParseError, ValueError, TypeError, UnicodeError, LookupError, IndexError):
        return ""
    name = "".join(
        piece if isinstance(piece, str) else decode_markup(piece, charset or "") for piece, charset in pieces
    )
    return " ".join(clean(name).split())[:200]


def _with_bytes_read(text: str) -> str:
    """The text with bytes beyond ASCII, which the parser keeps aside, read as what they are."""
    if any("\udc80" <= char <= "\udcff" for char in text):
        return decode_markup(text.encode("utf-8", "surrogateescape"))
    return text
