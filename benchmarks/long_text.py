"""An article of any length, made of sentences that are all different."""

import random

#: What the system's voice reads in a minute, with pauses.
WORDS_A_MINUTE = 210
_CHAPTER_MINUTES = 1.3

_WHO = (
    "The harbour master,Our neighbour,A young engineer,The old teacher,Every second visitor,"
    "The night watchman,A clerk from the council,The ferry captain"
).split(",")
_DID = "counted,repaired,described,remembered,painted,measured,sold,hid,promised to mend,wrote about".split(",")
_WHAT = (
    "the wooden gates,a lamp by the bridge,seven blue boats,the minutes of the meeting,an unfinished map,"
    "the bell of the chapel,a crate of oranges,the broken clock"
).split(",")
_WHEN = (
    "before the storm came,on a quiet Tuesday,while the others were asleep,during the long winter,"
    "after the market had closed,when nobody was looking"
).split(",")
_WHY = (
    "because the council had asked for it,although it cost more than anyone had thought,"
    "so that the children could see it,and nobody ever found out why,which surprised even the mayor"
).split(",")


def long_text(minutes: float) -> str:
    """Markdown with a heading for each chapter of a good minute, that takes about so long to hear."""
    chance = random.Random(7)  # noqa: S311  # the same every time, and no secret
    chapters = max(1, round(minutes / _CHAPTER_MINUTES))
    words_each = minutes * WORDS_A_MINUTE / chapters
    lines = ["# A long book about a harbour"]
    number = 0
    for chapter in range(chapters):
        lines.append(f"## {chance.choice(_WHO)} and {chance.choice(_WHAT)}, part {chapter + 1}")
        words = 0
        while words < words_each:
            paragraph = [_sentence(chance, number + step) for step in range(1, chance.randint(4, 6))]
            number += len(paragraph)
            words += sum(len(sentence.split()) for sentence in paragraph)
            lines.append(" ".join(paragraph))
    return "\n\n".join(lines) + "\n"


def _sentence(chance: random.Random, number: int) -> str:
    who, did, what, when, why = (chance.choice(words) for words in (_WHO, _DID, _WHAT, _WHEN, _WHY))
    return f"{who} {did} {what} {when}, {why} in year {number}."
