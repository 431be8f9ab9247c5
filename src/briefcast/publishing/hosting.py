"""What hosts of podcasts ask of an audio file: a plain name, and no more bytes than they take."""

from __future__ import annotations

import re
import unicodedata

#: The largest file that GitHub Pages serves, and the largest that most hosts take, bytes.
PAGES_BYTES = 100_000_000
MOST_HOSTS_BYTES = 200_000_000
_LONGEST_NAME = 60
#: Letters that no accent can be taken from.
_SPELLED = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "œ": "oe", "ı": "i"})


def hosted_name(title: str) -> str:
    """A file name without ending made of a title's words in small ASCII letters; "briefing" if it has none.

    >>> hosted_name("Łódź: what’s new?"), hosted_name("港口新闻")
    ('lodz-what-s-new', 'briefing')
    """
    plain = unicodedata.normalize("NFKD", title.lower().translate(_SPELLED))
    words = re.findall(r"[a-z0-9]+", "".join(char for char in plain if not unicodedata.combining(char)))
    return "-".join(words)[:_LONGEST_NAME].strip("-") or "briefing"


def size_note(name: str, size_bytes: int) -> str:
    """A sentence about a file that is too large for many hosts, or nothing."""
    if size_bytes <= MOST_HOSTS_BYTES:
        return ""
    return (
        f"{name} has {size_bytes // 1_000_000} MB. Many hosts take no more than {MOST_HOSTS_BYTES // 1_000_000} MB a "
        f"file, GitHub Pages {PAGES_BYTES // 1_000_000}; “--quality small” makes it a third smaller."
    )
