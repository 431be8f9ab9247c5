"""Words taught by hand: whole words or phrases, in the case in which they are written.

A word written in small letters is also meant where it begins a sentence, with a capital.
"""

from __future__ import annotations

import re
from functools import lru_cache

from briefcast.scripting.spoken.scanning import Reading

#: Pairs of what is written and what is said.
Lexicon = tuple[tuple[str, str], ...]

_WORD = re.compile(r"\w+")


@lru_cache(maxsize=8)
def _by_first_word(lexicon: Lexicon) -> dict[str, list[tuple[str, str]]]:
    """Entries by the word they begin with, longest first."""
    out: dict[str, list[tuple[str, str]]] = {}
    for written, said in lexicon:
        for form in {written, written[:1].upper() + written[1:] if written.islower() else written}:
            first = _WORD.match(form)
            if first:
                out.setdefault(first[0], []).append((form, said))
    for entries in out.values():
        entries.sort(key=lambda entry: len(entry[0]), reverse=True)
    return out


def lexicon_readings(text: str, lexicon: Lexicon) -> list[Reading]:
    """Where the lexicon has something to say, in order; a longer entry goes before a shorter one."""
    if not lexicon:
        return []
    entries = _by_first_word(lexicon)
    readings: list[Reading] = []
    end = 0
    for word in _WORD.finditer(text):
        start = word.start()
        if start < end:
            continue
        for written, said in entries.get(word[0], ()):
            stop = start + len(written)
            if text.startswith(written, start) and not (text[stop : stop + 1].isalnum() and written[-1].isalnum()):
                readings.append(Reading(start, stop, said))
                end = stop
                break
    return readings
