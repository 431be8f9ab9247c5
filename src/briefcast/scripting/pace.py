"""How long a text takes to read aloud, before any voice has read it."""

from __future__ import annotations

import re

from briefcast.scripting.words import UNSPACED

#: Words a voice reads in a second, at an even pace.
WORDS_PER_SECOND = 2.7
#: Characters of a script without spaces that a voice reads in a second.
CHARACTERS_PER_SECOND = 4.5

_UNSPACED = re.compile(f"[{UNSPACED}]")


def seconds_to_read(text: str) -> float:
    """About how long a text takes to read, seconds.

    >>> round(seconds_to_read("one two three four five six seven eight nine"), 1), seconds_to_read("这是中文这是中文呢")
    (3.3, 2.0)
    """
    characters = len(_UNSPACED.findall(text))
    words = len((_UNSPACED.sub(" ", text) if characters else text).split())
    return words / WORDS_PER_SECOND + characters / CHARACTERS_PER_SECOND
