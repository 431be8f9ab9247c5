"""Chapter titles -> the same as every player shows them: one clean line, not too long, no two alike.

A person may title the chapters of a script as they like; what is here must hold all the same. Spotify asks
for plain titles without pictures or leading times; a strict reader loses long ones.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The longest title, bytes of UTF-8.
MOST_BYTES = 100
#: Pictures that are typed like letters, and what joins and colours them.
_PICTURES = re.compile("[\U0001f000-\U0001faff☀-➿⬅-⭕️⃣\U000e0020-\U000e007f]")
_TIME = re.compile(r"^[\[(]?\d{1,2}(?::[0-5]\d){1,2}[\])]?[\s:–—-]+(?=\S)")


def player_titles(titles: Sequence[str]) -> list[str]:
    """A title for each chapter.

    >>> player_titles(["00:31 The weather 🌧️", "The weather", ""])
    ['The weather', 'The weather (2)', 'Chapter 3']
    """
    out: list[str] = []
    taken: set[str] = set()
    for number, title in enumerate(titles, start=1):
        plain = _plain(title) or f"Chapter {number}"
        distinct, count = _cut(plain, MOST_BYTES), 1
        while distinct.casefold() in taken:
            count += 1
            ending = f" ({count})"
            distinct = _cut(plain, MOST_BYTES - len(ending)) + ending
        taken.add(distinct.casefold())
        out.append(distinct)
    return out


def _plain(title: str) -> str:
    """One composed line of text without pictures, controls or a time at its head."""
    kept = (char for char in _PICTURES.sub("", title) if char.isspace() or unicodedata.category(char)[0] != "C")
    line = " ".join(unicodedata.normalize("NFC", "".join(kept)).split())
    return _TIME.sub("", line)


def _cut(title: str, most_bytes: int) -> str:
    """The title, cut between words if it must be, within a word only where there is no other way."""
    if len(title.encode()) <= most_bytes:
        return title
    front = title.encode()[: most_bytes - len("…".encode())].decode(errors="ignore")
    words, blank, _ = front.rpartition(" ")
    shortened = words if blank and len(words) > len(front) // 2 else front
    # A mark must not lose the letter it stands on, nor be left where its letter was cut.
    return unicodedata.normalize("NFC", shortened.rstrip(" ,;:–—-")) + "…"
