"""A written sentence -> its spoken form, with every spoken span tied to the written span it stands for."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from briefcast.scripting.spoken.aloud import Aloud
from briefcast.scripting.spoken.cleaning import clean
from briefcast.scripting.spoken.english import grammar
from briefcast.scripting.spoken.headlines import is_shouted, quietened
from briefcast.scripting.spoken.lexicon import lexicon_readings
from briefcast.scripting.spoken.number_words import with_and
from briefcast.scripting.spoken.scanning import PAUSE, Grammar, Reading, scan
from briefcast.scripting.spoken.symbols import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefcast.scripting.spoken.lexicon import Lexicon

_CHUNK = re.compile(r"\s+|\S+")
#: Marks that stand close to the word before them.
_CLOSE = frozenset(",.;:?!)")
#: Rules can bring words together that make another one; one more round settles nearly all.
_MOST_ROUNDS = 4
#: What is asked for unless something is.
SILENT = Aloud()
#: Languages in which the day comes first in 3/4/1998.
_AMERICAN = frozenset({"en", "en-us", "en-ph", "en-ca"})


class Link(NamedTuple):
    """A span of the written text, and the span of the spoken one that stands for it."""

    written: tuple[int, int]
    spoken: tuple[int, int]
    #: Whether the lexicon has spoken, and rules have no say any more.
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is read aloud, and which written characters each part of it stands for, in order."""

    text: str
    links: tuple[Link, ...]


@lru_cache(maxsize=4096)
def speak(text: str, lexicon: Lexicon = (), language: str = "en", asked: Aloud = SILENT) -> Spoken:
    """The spoken form of a text, and how it lies along the written one.

    A text without a letter, a digit or a symbol that has a name is spoken as it stands.
    """
    primary = language.split("-", maxsplit=1)[0].lower()
    cleaned, origins = _cleaned(text, primary if asked.emoji else "")
    if primary == "en":
        british = language.lower() not in _AMERICAN
        line = _english(
            cleaned, lexicon, grammar(british=british, quotes=asked.quotes, addresses=asked.addresses), british=british
        )
    else:
        from briefcast.scripting.spoken.languages import foreign_readings

        readings = foreign_readings(cleaned, language.lower())
        line = _assembled(cleaned, _merged(readings, lexicon_readings(cleaned, lexicon)))
    if not any(char.isalnum() for char in line.text):
        bare = " ".join(re.findall(r"[^\W_]+", cleaned))
        named = bare or name_of(text)
        whole = (0, len(cleaned))
        said = line.text if named == "…" and line.text else _english(named, (), grammar(), british=False).text
        letters = "".join(filter(str.isalnum, text))
        if letters and not any(map(str.isalnum, said)):  # letters such as ª have a sound in their plain form alone
            plain = unicodedata.normalize("NFKC", letters)
            said = plain if any(map(str.isalnum, plain)) else letters
        line = Spoken(said, (Link(whole, (0, len(said))),))
    return line if origins is None else Spoken(line.text, tuple(_moved(line.links, origins)))


def _cleaned(text: str, emoji_in: str) -> tuple[str, list[int] | None]:
    """The text to scan, with its emoji named in a language if there is one; and where its characters come from."""
    if emoji_in:
        from briefcast.scripting.spoken.emoji_names import with_names

        named = with_names(text, emoji_in)
        if named:
            cleaned, origins = clean(named[0])
            return cleaned, named[1] if origins is None else [named[1][place] for place in origins]
    return clean(text)


def _english(text: str, lexicon: Lexicon, rules: Grammar, *, british: bool) -> Spoken:
    if is_shouted(text):
        text = quietened(text)
    found = scan(text, rules)
    if british:
        found = [reading._replace(said=with_and(reading.said)) for reading in found]
    readings = _merged(found, lexicon_readings(text, lexicon))
    line = _assembled(text, readings)
    if line.text == text:
        return line
    for _ in range(_MOST_ROUNDS):
        again = _unsettled(line, rules)
        if not again:
            break
        line = _composed(line, _assembled(line.text, [(reading, False) for reading in again]))
    return line


def _unsettled(line: Spoken, rules: Grammar) -> list[Reading]:
    settled = [link.spoken for link in line.links if link.settled]
    return [
        reading
        for reading in scan(line.text, rules)
        if not any(start < reading.end and reading.start < end for start, end in settled)
    ]


def _merged(readings: list[Reading], taught: list[Reading]) -> list[tuple[Reading, bool]]:
    """Both in order; the lexicon wins unless a rule's span reaches beyond its word."""
    if not taught:
        return [(reading, False) for reading in readings]
    kept = [
        hit
        for hit in taught
        if not any(
            reading.start < hit.end
            and hit.start < reading.end
            and not (hit.start <= reading.start and reading.end <= hit.end)
            for reading in readings
        )
    ]
    free = [
        reading for reading in readings if not any(reading.start < hit.end and hit.start < reading.end for hit in kept)
    ]
    return sorted([(reading, False) for reading in free] + [(hit, True) for hit in kept])


class _Line:
    """The spoken line as it grows: single spaces between words, marks close behind them."""

    def __init__(self) -> None:
        self.links: list[Link] = []
        self._parts: list[str] = []
        self._length = 0
        self._last = ""
        self._gap = False
        self._after_reading = False

    def literal(self, text: str, start: int, end: int) -> None:
        """Adds a stretch of the text as it stands."""
        for chunk in _CHUNK.finditer(text, start, end):
            if chunk[0].isspace():
                self._gap = True
            else:
                self._word(chunk[0], chunk.span(), apart=self._after_reading)
                self._after_reading = False

    def reading(self, reading: Reading, *, settled: bool) -> None:
        """Adds what a rule says for a span."""
        written = reading.start, reading.end
        if reading.said == PAUSE:
            if self._last and self._last not in ",.;:!?(“‘":
                self._put(",", written, settled=False)
            self._gap = True
            return
        self._gap = self._gap or reading.said[:1].isspace()
        said = reading.said if settled else " ".join(reading.said.split())
        if said:
            self._word(said, written, apart=True, settled=settled)
        self._after_reading = True
        self._gap = self._gap or reading.said[-1:].isspace()

    def _word(self, said: str, written: tuple[int, int], *, apart: bool, settled: bool = False) -> None:
        """Adds a word; ``apart`` puts a space before it if it would grow together with the last one."""
        grown_together = apart and self._last.isalnum() and (said[0].isalnum() or said[0] == "(")
        if self._last == "," and said[0] == ",":
            said = said[1:].lstrip()
            if not said:
                return
        if self._last and (grown_together or (self._gap and said[0] not in _CLOSE)):
            self._put(" ", None, settled=False)
        self._gap = False
        self._put(said, written, settled=settled)

    def _put(self, piece: str, written: tuple[int, int] | None, *, settled: bool) -> None:
        if written is not None:
            self.links.append(Link(written, (self._length, self._length + len(piece)), settled))
        self._parts.append(piece)
        self._length += len(piece)
        self._last = piece[-1]

    def spoken(self) -> Spoken:
        """The line so far."""
        return Spoken("".join(self._parts), tuple(self.links))


def _assembled(text: str, readings: list[tuple[Reading, bool]]) -> Spoken:
    line = _Line()
    position = 0
    for reading, settled in readings:
        line.literal(text, position, reading.start)
        line.reading(reading, settled=settled)
        position = reading.end
    line.literal(text, position, len(text))
    return line.spoken()


def _composed(first: Spoken, second: Spoken) -> Spoken:
    """The second line, tied to what the first was tied to."""
    starts = [link.spoken[0] for link in first.links]
    links: list[Link] = []
    for link in second.links:
        begin = max(bisect_right(starts, link.written[0]) - 1, 0)
        under = [old for old in _from(first.links, begin, link.written[1]) if old.spoken[1] > link.written[0]] or [
            first.links[begin]
        ]
        span = min(old.written[0] for old in under), max(old.written[1] for old in under)
        if links and links[-1].written == span:
            links[-1] = Link(span, (links[-1].spoken[0], link.spoken[1]), links[-1].settled)
        else:
            links.append(Link(span, link.spoken, any(old.settled for old in under)))
    return Spoken(second.text, tuple(links))


def _from(links: tuple[Link, ...], begin: int, end: int) -> Iterator[Link]:
    for link in links[begin:]:
        if link.spoken[0] >= end:
            return
        yield link


def _moved(links: tuple[Link, ...], origins: list[int]) -> Iterator[Link]:
    for link in links:
        start, end = link.written
        if start < len(origins):
            yield Link((origins[start], origins[end - 1] + 1), link.spoken, link.settled)
