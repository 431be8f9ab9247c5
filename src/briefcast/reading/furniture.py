"""Lines that belong to the page and not to the article: follow us, share this, read more.

Only a paragraph that is nothing but such a line is left out, and each goes on record as an
omission; a sentence of the article that mentions a newsletter stays. The forms of such lines, in
seven languages, are in ``furniture.toml``.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

#: A line longer than this many words is taken for a part of the article.
MAX_WORDS = 40
#: So is one longer than this many characters, which would take long to look through.
_MAX_LETTERS = 1_000
#: So is a line longer than this many words, for the forms that go by the way a line begins.
_FEW = 25

_OWN_COMMENTS = re.compile(
    r"(?:\d[\d.,]* )?(?:comments?|(?:reader|user) comments|leserkommentare|kommentare|commentaires|vos réactions|"
    r"comentarios|opiniones de los lectores|commenti|comentários|reacties|responses?|discussion|leave a reply|"
    r"join the (?:conversation|discussion))\s*(?:\(\d+\)|\d+)?\s*:?",
    re.I,
)
_COMMENT_HEADER = re.compile(
    r"(?:posted|written|comment|geschrieben|escrito|publié|scritto) (?:by|von|por|par|da)\b.{2,80}|"
    r".{2,60}\b(?:says|said|wrote|writes|dit|a dit|a écrit|schrieb|sagt|dijo|dice|ha scritto|zegt)\s*:|"
    r"(?:reply|antworten|répondre|responder|rispondi|beantwoorden|report(?: abuse)?|flag(?: as inappropriate)?|"
    r"permalink|like|upvote|melden|signaler|denunciar)(?:\s*[|·(].{0,30})?|"
    r".{2,60}\b\d{1,2}[:.h]\d{2}\s*(?:uhr|a\.?m\.?|p\.?m\.?)?|"
    r"\d+ (?:hours?|days?|weeks?|months?|years?|min(?:utes)?) ago",
    re.I,
)


@lru_cache(maxsize=20_000)
def furniture_reason(text: str) -> str | None:
    """Why this paragraph is page furniture, or None if it may be part of the article.

    >>> furniture_reason("Follow Harbour Wire on Facebook and X.")
    'follow line'
    >>> furniture_reason("He asked readers to subscribe.") is None
    True
    """
    line = text.strip()
    words = len(line.split())
    if "\n" in line or words > MAX_WORDS or len(line) > _MAX_LETTERS:
        return None
    return next((reason for reason, most, form in _rules() if words <= most and form.fullmatch(line)), None)


def is_heading_of_comments(text: str) -> bool:
    """Whether a line stands above what readers wrote: "12 comments".

    >>> is_heading_of_comments("Kommentare (14)")
    True
    """
    return len(text) < 50 and bool(_OWN_COMMENTS.fullmatch(text.strip()))


def is_comment_header(text: str) -> bool:
    """Whether a line names the writer of a comment or its time: "Posted by: Ann, 3 May | 18:53".

    >>> is_comment_header("Posted by: Ann, 3 May 2011 | 18:53")
    True
    """
    return len(text) < 120 and bool(_COMMENT_HEADER.fullmatch(text.strip()))


@cache
def _rules() -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    """Reason, most words, and form of each sort of line."""
    content = tomllib.loads((files("briefcast.reading") / "furniture.toml").read_text(encoding="utf-8"))
    rules = []
    for lines in content["lines"]:
        form = "|".join(lines["forms"]).replace("{networks}", f"(?:{content['networks']})")
        rules.append((lines["reason"], _FEW if lines.get("short") else MAX_WORDS, re.compile(form, re.I)))
    return tuple(rules)
