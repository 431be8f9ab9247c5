"""How long a voice rests, by what comes before and after, ms, at the voice's own pace.

An utterance has one pause, the one behind it: where two would meet, as behind the last sentence of a
paragraph before a heading, the longer stands alone and the other is not added.
"""

from __future__ import annotations

SENTENCE = 320
PARAGRAPH = 620
LIST_ITEM = 420
QUOTE = 700
HEADING = 750
#: Before a heading, or where the author put a break.
SECTION = 950
OPENING = 650
#: Between the article and the closing words.
CLOSING = 900
#: After the last utterance of a chapter; the studio lengthens it to the next whole second.
CHAPTER = 700
