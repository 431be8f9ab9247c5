"""How long a voice rests, by what comes before and after, ms."""

from __future__ import annotations

SENTENCE = 320
PARAGRAPH = 620
LIST_ITEM = 420
QUOTE = 700
HEADING = 750
BEFORE_HEADING = 950
OPENING = 650
#: After the last utterance of a chapter; the studio lengthens it to the next whole second.
CHAPTER = 700
