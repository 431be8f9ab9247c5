"""Lines of signs that part a text: "***", "* * *", "⁂"."""

from __future__ import annotations

import re

_BREAK = re.compile(r"[*\-–—_=~#•·∗⁎✱❖◆\s]{3,}|[⁂❦❧☙]")


def is_break(line: str) -> bool:
    """Whether a line parts a text and says nothing.

    >>> is_break("* * *"), is_break("* one"), is_break("")
    (True, False, False)
    """
    return bool(line.strip() and _BREAK.fullmatch(line))
