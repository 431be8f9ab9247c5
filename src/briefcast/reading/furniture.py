"""Lines that belong to the page and not to the article: follow us, share this, read more.

Only a paragraph that is nothing but such a line is left out, and each goes on record as an
omission; a sentence of the article that mentions a newsletter stays.
"""

from __future__ import annotations

import re

_NETWORKS = (
    r"(?:Facebook|Twitter|X|Instagram|TikTok|YouTube|LinkedIn|WhatsApp|Telegram|Threads|Bluesky|Mastodon|Reddit|"
    r"Google News|Apple News|Flipboard|Pinterest|Snapchat|WeChat|Weibo)"
)

#: A line longer than this many words is taken for a part of the article.
MAX_WORDS = 25

_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "follow line",
        re.compile(rf"(?:follow|like|join|find|connect with)\b.{{0,80}}\bon {_NETWORKS}\b.{{0,80}}", re.I),
    ),
    (
        "share line",
        re.compile(
            rf"share (?:this|the)?\s*(?:article|story|post|page|on)?\b(?:\s*(?:on|via)?[\s,|:/]*"
            rf"(?:{_NETWORKS}|e-?mail|copy link|print))*[.!]?",
            re.I,
        ),
    ),
    (
        "newsletter prompt",
        re.compile(
            r"(?:sign up|subscribe|register)\b.{0,60}\b(?:newsletters?|briefing|alerts|inbox|e-?mails?)\b.{0,60}",
            re.I,
        ),
    ),
    ("subscription prompt", re.compile(r"subscribe (?:now|today|here|to (?:our|the) [\w ]{1,40})[.!]?", re.I)),
    ("read-more line", re.compile(r"(?:read (?:more|next|also)|see also|related|more on this)\s*:.{0,150}", re.I)),
    ("read-more line", re.compile(r"(?:read more|continue reading|click here to read more|show more)[.!…]*", re.I)),
    ("advertisement label", re.compile(r"(?:advertisement|advertising|sponsored(?: content)?|promoted)[.:]?", re.I)),
    ("comment count", re.compile(r"(?:\d+ comments?|leave a (?:comment|reply)|comments? \(\d+\))[.!]?", re.I)),
    ("copyright line", re.compile(r"(?:©|\(c\)|copyright\b).{0,100}(?:\d{4}|all rights reserved).{0,60}", re.I)),
    ("bare link", re.compile(r"(?:https?://|www\.)\S+", re.I)),
)


def furniture_reason(text: str) -> str | None:
    """Why this paragraph is page furniture, or None if it may be part of the article.

    >>> furniture_reason("Follow Harbour Wire on Facebook and X.")
    'follow line'
    >>> furniture_reason("He asked readers to subscribe.") is None
    True
    """
    line = text.strip()
    if "\n" in line or len(line.split()) > MAX_WORDS:
        return None
    for reason, pattern in _RULES:
        if pattern.fullmatch(line):
            return reason
    return None
