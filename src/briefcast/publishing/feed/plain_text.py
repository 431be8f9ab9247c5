"""Words for places where an app may take them for HTML, or cut them."""

from __future__ import annotations

import html

from briefcast.publishing.feed.xml import characters

_MORE = "…"
#: Characters of a title that directories take, and bytes of a description (Apple, PSP-1).
LONGEST_TITLE = 255
LONGEST_TEXT_BYTES = 4000
_BRACKETS = str.maketrans("<>", "‹›")


def line(text: str, longest: int = LONGEST_TITLE) -> str:
    """One line that stays what it is if an app decodes it as HTML, as AntennaPod does with titles.

    >>> line("Q&amp;A:  is x < y?")
    'Q&A: is x ‹ y?'
    """
    return shortened(" ".join(_decoded(text).split()), longest)


def paragraphs(text: str, longest_bytes: int = LONGEST_TEXT_BYTES) -> str:
    """The same of more than one line, in at most so many bytes of UTF-8."""
    lines = [" ".join(one.split()) for one in _decoded(text).strip().splitlines()]
    return shortened_bytes("\n".join(lines), longest_bytes)


def _decoded(text: str) -> str:
    text = characters(text)
    if "&" not in text and "<" not in text:
        return text
    for _ in range(len(text)):
        decoded = html.unescape(text)
        if decoded == text:
            break
        text = decoded
    return text.translate(_BRACKETS) if "<" in text else text


def shortened(text: str, longest: int) -> str:
    """Text of at most so many characters, cut between words.

    >>> shortened("The harbour at night", 12)
    'The harbour…'
    """
    if len(text) <= longest:
        return text
    head = text[: longest - len(_MORE)]
    if not text[len(head)].isspace():
        head = head.rsplit(None, 1)[0] if " " in head.strip() else head
    return head.rstrip(" \n,;:–—-") + _MORE


def shortened_bytes(text: str, longest: int) -> str:
    """The same, counted in bytes of UTF-8."""
    if len(text.encode()) <= longest:
        return text
    room = longest - len(_MORE.encode())
    head = text.encode()[:room].decode("utf-8", "ignore")
    return shortened(text, len(head) + len(_MORE))
