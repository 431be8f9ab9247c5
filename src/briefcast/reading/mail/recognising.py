"""Whether bytes are a saved e-mail: by the header lines at their top."""

from __future__ import annotations

import re

#: Lines that are looked at.
MAX_LINES = 200

_FIELD = re.compile(rb"([!-9;-~]{1,76})[ \t]*:")
#: Fields that only mail has; one of them is enough beside a sender.
_OF_MAIL = frozenset(
    b"mime-version message-id received return-path delivered-to dkim-signature list-unsubscribe list-id x-mailer"
    b" reply-to content-transfer-encoding authentication-results arc-seal x-received in-reply-to references".split()
)
_DATE = re.compile(rb"(?:[A-Z][a-z]{2},\s*)?\d{1,2} [A-Z][a-z]{2} \d{2,4} \d{1,2}:\d{2}")
_ADDRESS = re.compile(rb"[^\s@<>]+@[^\s@<>]+")


def looks_like_mail(data: bytes) -> bool:
    r"""Whether the bytes begin as a message does (RFC 5322): header fields, a sender among them, then an empty line.

    An article that says "From: Anna" and "Date: Monday" at its top is none: it takes a field that only
    mail has, or an address and a date as mail writes it.

    >>> looks_like_mail(b"From: Ada <ada@example.org>\nSubject: Floods\nMIME-Version: 1.0\n\nDear all,")
    True
    >>> looks_like_mail(b"From: Ada Quill\nSubject: Floods\n\nThe river rose.")
    False
    """
    fields = _fields(data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))
    if b"from" not in fields or len(fields) < 2:
        return False
    if _OF_MAIL & fields.keys():
        return True
    return bool(_ADDRESS.search(fields[b"from"]) and _DATE.search(fields.get(b"date", b"")))


def _fields(data: bytes) -> dict[bytes, bytes]:
    """Names, in small letters, and values of the fields at the top; none if something else stands among them."""
    out: dict[bytes, bytes] = {}
    last = b""
    for number, line in enumerate(data[:65_536].splitlines()[:MAX_LINES]):
        if not line.strip():
            break
        if line[:1] in b" \t" and last:
            out[last] += line
        elif match := _FIELD.match(line):
            last = match[1].lower()
            out.setdefault(last, line[match.end() :])
        elif number or not line.startswith(b"From "):
            return {}
    return out
