r"""A line of a script file <-> what is written and what is said: ``[say: Qin Gang | chin gahng]``.

A paragraph is plain text with marks in it::

    [pause 2s]                    silence after the words before it: seconds or milliseconds
    [voice: announcer]            who speaks the paragraph; only at its head
    [spell: NATO]                 letter by letter
    [say: Qin Gang | chin gahng]  as it is written | as it is to sound

A backslash before a mark makes it text. What is not one of these marks is text.
"""

from __future__ import annotations

import difflib
import itertools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefcast.model import Role, Utterance
from briefcast.scripting import pauses
from briefcast.scripting.sentences import speakable_sentences
from briefcast.scripting.spoken import SILENT, Aloud, spoken_form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Lexicon = tuple[tuple[str, str], ...]

#: No pause is longer, ms.
LONGEST_PAUSE_MS = 60_000

_NAMES = ("pause", "voice", "spell", "say")
_MARK = re.compile(r"\[(?P<name>[A-Za-z]{3,8})(?:\s*:\s*|\s+|(?=\]))(?P<content>(?:\\.|[^\]\\])*)(?P<end>\]?)")
_OPENING = re.compile(r"\[(?=(?P<name>[A-Za-z]{3,8})(?:[\s:\]]|$))")
_PAUSE = re.compile(r"(?P<number>\d{1,6}(?:\.\d{1,3})?)\s*(?P<unit>ms|s)")
_ESCAPED = re.compile(r"\\([\\\[\]|#>+<!*:.)-])")
_WORD_EDGE = re.compile(r"(?<!\w)(?=\w)|(?<=\w)(?!\w)")


class MarkupError(Exception):
    """A mark cannot be understood; ``at`` is where in the line, from 0."""

    def __init__(self, at: int, sentence: str) -> None:
        super().__init__(sentence)
        self.at = at


@dataclass(frozen=True, slots=True)
class Reading:
    """How a paragraph is read aloud: by whom, and by which rules written words become spoken ones."""

    role: Role
    language: str
    lexicon: Lexicon = ()
    #: The profile that speaks, instead of the one cast for the role; or empty.
    voice: str = ""
    #: What is to be heard that is passed over otherwise.
    asked: Aloud = SILENT

    def spoken(self, text: str) -> str:
        """The text as read aloud; what has no full stop gets one, so that the voice comes to rest."""
        return rested(spoken_form(text, self.lexicon, self.language, self.asked))


@dataclass(frozen=True, slots=True)
class _Sounding:
    """A stretch of the text, from one character to another, that sounds as given."""

    start: int
    end: int
    sound: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between two pauses, and the pause that ends it (None: the usual one)."""

    text: str
    soundings: tuple[_Sounding, ...]
    pause_ms: int | None


def rested(spoken: str) -> str:
    """The words with a full stop, if they end on a letter or digit."""
    return f"{spoken}." if spoken[-1:].isalnum() else spoken


def parse_markup(line: str, reading: Reading) -> list[Utterance]:
    """The utterances of a paragraph, with the pause of a sentence where none is given.

    Raises:
        MarkupError: a mark is unknown, unclosed or wrongly filled.
    """
    utterances: list[Utterance] = []
    for piece in _pieces(line):
        spoken = _utterances(piece, reading)
        if piece.pause_ms is not None and spoken:
            spoken[-1] = replace(spoken[-1], pause_ms=piece.pause_ms)
        utterances += spoken
    return utterances


def lone_pause(line: str) -> int | None:
    """The pause in ms of a paragraph that is nothing else, or None."""
    match = _MARK.fullmatch(line)
    return _pause_ms(match) if match and match["name"] == "pause" and match["end"] else None


def ends_with_pause(line: str) -> bool:
    """Whether a paragraph says how long the silence after it is."""
    pieces = list(_pieces(line))
    return bool(pieces) and pieces[-1].pause_ms is not None


def voices_at_head(line: str) -> tuple[list[tuple[str, int]], int]:
    """The names in ``[voice: ...]`` marks at the head of a paragraph with their places, and where the text begins."""
    names: list[tuple[str, int]] = []
    at = 0
    while (match := _MARK.match(line, at)) and match["name"] == "voice" and match["end"]:
        names.append((match["content"].strip(), at))
        at = match.end() + len(line[match.end() :]) - len(line[match.end() :].lstrip())
    return names, at


def render_markup(utterances: Sequence[Utterance], reading: Reading) -> str:
    """The paragraph that ``parse_markup`` reads as these utterances, but for the last one's pause."""
    plain = " ".join(_rendered(utterance, reading) for utterance in utterances)
    last = len(utterances) - 1
    wanted = [
        replace(utterance, pause_ms=pauses.SENTENCE if number == last else utterance.pause_ms)
        for number, utterance in enumerate(utterances)
    ]
    if parse_markup(plain, reading) == wanted:
        return plain
    return " ".join(
        _rendered(utterance, reading) + ("" if number == last else f" [pause {as_pause(utterance.pause_ms)}]")
        for number, utterance in enumerate(utterances)
    )


def as_pause(ms: int) -> str:
    """A length of time as it is written in a script: "2s", "620ms"."""
    return f"{ms // 1000}s" if ms and ms % 1000 == 0 else f"{ms}ms"


def escaped(text: str) -> str:
    """Text with a backslash before all that would be read as a mark or comment."""
    text = text.replace("\\", "\\\\").replace("<!--", "\\<!--")
    return _OPENING.sub(lambda match: "\\[" if _near(match["name"]) else "[", text)


def unescaped(text: str) -> str:
    """Text without the backslashes that protect it."""
    return _ESCAPED.sub(r"\1", text)


def spelled(word: str) -> str:
    """A word letter by letter: "N A T O"."""
    return " ".join(char.upper() for char in word if char.isalnum())


def _pieces(line: str) -> Iterator[_Piece]:
    text, at = "", 0
    soundings: list[_Sounding] = []
    for match in _marks(line):
        text += _folded(unescaped(line[at : match.start()]), text)
        at = match.end()
        if match["name"] == "pause":
            if not text.strip():
                raise MarkupError(match.start(), "there are no words before this pause; put it behind some.")
            yield _Piece(text.rstrip(), tuple(soundings), _pause_ms(match))
            text, soundings = "", []
            continue
        written, sound = _written_and_sound(match)
        soundings.append(_Sounding(len(text), len(text) + len(written), sound))
        text += written
    text += _folded(unescaped(line[at:]), text)
    if text.strip():
        yield _Piece(text.rstrip(), tuple(soundings), None)


def _folded(text: str, before: str) -> str:
    """Text with single spaces, and none at the head of a piece."""
    folded = re.sub(r"\s+", " ", text)
    return folded.lstrip() if not before or before.endswith(" ") else folded


def _marks(line: str) -> Iterator[re.Match[str]]:
    """The marks in a paragraph, those with a backslash before them left out."""
    at = 0
    while (at := line.find("[", at)) >= 0:
        backslashes = len(line[:at]) - len(line[:at].rstrip("\\"))
        match = _MARK.match(line, at) if backslashes % 2 == 0 else None
        if match and _is_mark(match):
            if not match["end"]:
                raise MarkupError(at, f"“[{match['name']}” is not closed; put a “]” where it ends.")
            yield match
            at = match.end()
        else:
            at += 1


def _is_mark(match: re.Match[str]) -> bool:
    """Whether it is one of our marks; one with a letter wrong is an error and not text."""
    name = match["name"]
    if name in _NAMES:
        if name == "voice":
            raise MarkupError(match.start(), "“[voice: ...]” must stand at the head of a paragraph.")
        return True
    near = _near(name)
    colon = match[0][len(name) + 1 :].lstrip().startswith(":")
    if near and match["end"] and (colon or _PAUSE.fullmatch(match["content"].strip())):
        raise MarkupError(match.start(), f"“[{name}” is not a mark; did you mean “[{near}”?")
    return False


def _near(name: str) -> str:
    """The mark that a name is or is meant to be, or nothing."""
    return next(iter(difflib.get_close_matches(name.lower(), _NAMES, 1, 0.75)), "")


def _pause_ms(match: re.Match[str]) -> int:
    found = _PAUSE.fullmatch(match["content"].strip())
    ms = round(float(found["number"]) * (1000 if found["unit"] == "s" else 1)) if found else -1
    if not 0 <= ms <= LONGEST_PAUSE_MS:
        raise MarkupError(match.start(), f"“{match[0]}” is not a pause of 0 to 60 seconds; write “[pause 2s]”.")
    return ms


def _written_and_sound(match: re.Match[str]) -> tuple[str, str]:
    content = match["content"]
    if match["name"] == "spell":
        written = _folded(unescaped(content), "").strip()
        sound = spelled(written)
        example = "[spell: NATO]"
    else:
        parts = [_folded(unescaped(part), "").strip() for part in re.split(r"(?<!\\)\|", content)]
        written, sound = parts if len(parts) == 2 else ("", "")
        example = "[say: Qin Gang | chin gahng]"
    if not any(map(str.isalnum, written)) or not sound:
        raise MarkupError(match.start(), f"“{match[0]}” does not say what is written and how; write “{example}”.")
    return written, sound


def _utterances(piece: _Piece, reading: Reading) -> list[Utterance]:
    """A piece cut into sentences, but never within a mark."""
    edges = [0, *_sentence_ends(piece, reading.language)]
    out: list[Utterance] = []
    for start, end in itertools.pairwise(edges):
        text = piece.text[start:end]
        offset = start + len(text) - len(text.lstrip())
        inside = [sound for sound in piece.soundings if start <= sound.start and sound.end <= end]
        spoken = _sounded(
            text.strip(), [replace(s, start=s.start - offset, end=s.end - offset) for s in inside], reading
        )
        out.append(Utterance(text.strip(), spoken, reading.role, pauses.SENTENCE, reading.voice))
    return out


def _sentence_ends(piece: _Piece, language: str) -> list[int]:
    ends: list[int] = []
    at = 0
    for sentence in speakable_sentences(piece.text, language):
        for char in sentence.replace(" ", ""):
            at = piece.text.index(char, at) + 1
        if not any(sound.start < at < sound.end for sound in piece.soundings):
            ends.append(at)
    if ends and piece.text[ends[-1] :].strip():
        ends[-1] = len(piece.text)
    return ends or ([len(piece.text)] if piece.text else [])


def _sounded(text: str, soundings: Sequence[_Sounding], reading: Reading) -> str:
    """A sentence as read aloud, its marked stretches as they say."""
    if not soundings:
        return reading.spoken(text)
    parts: list[str] = []
    at = 0
    for sound in soundings:
        parts += [_plain(text[at : sound.start], reading), sound.sound]
        at = sound.end
    parts.append(_plain(text[at:], reading))
    return rested("".join(parts).strip())


def _plain(text: str, reading: Reading) -> str:
    """The spoken form of a stretch, with the spaces at its edges."""
    core = text.strip()
    if not core:
        return text
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return lead + spoken_form(core, reading.lexicon, reading.language, reading.asked) + tail


def _rendered(utterance: Utterance, reading: Reading) -> str:
    """An utterance as marked text: plain, or with the shortest mark that makes it sound as it does."""
    for render in (_as_text, _marked):
        line = render(utterance, reading)
        read = parse_markup(line, reading) if line else []
        if len(read) == 1 and (read[0].text, read[0].spoken) == (utterance.text, utterance.spoken):
            return line
    return f"[say: {_in_mark(utterance.text)} | {_in_mark(utterance.spoken)}]"


def _as_text(utterance: Utterance, _: Reading) -> str:
    return escaped(utterance.text)


def _marked(utterance: Utterance, reading: Reading) -> str:
    """The text with a mark around the shortest stretch of words that can sound differently; or empty."""
    text, spoken = utterance.text, utterance.spoken
    edges = [match.start() for match in _WORD_EDGE.finditer(text)]
    heads = [(start, len(head)) for start in edges[::2] if spoken.startswith(head := _plain(text[:start], reading))]
    tails = [(end, len(tail)) for end in edges[1::2] if spoken.endswith(tail := rested(_plain(text[end:], reading)))]
    stretches = sorted(
        (end - start, start, end, spoken[head : len(spoken) - tail].strip())
        for start, head in heads
        for end, tail in tails
        if end > start and head + tail < len(spoken)
    )
    for _, start, end, sound in stretches[:4]:
        word = text[start:end]
        mark = (
            f"[spell: {_in_mark(word)}]" if sound == spelled(word) else f"[say: {_in_mark(word)} | {_in_mark(sound)}]"
        )
        return escaped(text[:start]) + mark + escaped(text[end:])
    return ""


def _in_mark(text: str) -> str:
    return re.sub(r"([\\\]|])", r"\\\1", text).replace("<!--", "\\<!--")
