"""Paragraph -> sentences, so that "the U.S. Secretary" does not end one."""

from __future__ import annotations

import re

from sentencex import segment

#: Longer sentences are cut at a clause: engines lose their breath, and a retry costs more.
MAX_CHARACTERS = 420

_CLOSING_QUOTE = re.compile(r"^[\"”’')\]»]+(?:\s|$)")
_NUMBERING = re.compile(r"\(?[0-9A-Za-z]{1,3}[.)]")
_LOWER_START = re.compile(r"^[\"“‘'(\[]?[a-z]")
_CLAUSE = re.compile(r"(?<=[;:,–—])\s+")
_SPACE = re.compile(r"\s+")


def split_sentences(paragraph: str, language: str = "en") -> list[str]:
    """The sentences of a paragraph in order; joined by spaces they give its words again.

    >>> split_sentences("The U.S. Secretary of State met Mr. Qin. He left at 5 p.m. on Monday.")
    ['The U.S. Secretary of State met Mr. Qin.', 'He left at 5 p.m. on Monday.']
    """
    paragraph = " ".join(paragraph.split())
    if not paragraph:
        return []
    pieces = [piece.strip() for piece in segment(language.split("-", maxsplit=1)[0], paragraph)]
    sentences = [part for sentence in _mended(pieces) for part in _within_breath(sentence)]
    return sentences if _same_text(sentences, paragraph) else [paragraph]


def speakable_sentences(text: str, language: str = "en") -> list[str]:
    """The sentences of a text that a voice can speak; a piece without a letter or digit goes with its neighbour."""
    out: list[str] = []
    for sentence in split_sentences(text, language):
        if out and (not has_words(sentence) or not has_words(out[-1])):
            out[-1] = f"{out[-1]} {sentence}"
        else:
            out.append(sentence)
    return out


def has_words(text: str) -> bool:
    """Whether there is a letter or digit in the text."""
    return any(char.isalnum() for char in text)


def _mended(pieces: list[str]) -> list[str]:
    """Joins a piece that cannot open a sentence to the one before it."""
    out: list[str] = []
    for piece in filter(None, pieces):
        if out and (
            _NUMBERING.fullmatch(out[-1])
            or _CLOSING_QUOTE.match(piece)
            or _continues(out[-1], piece)
            or not re.search(r"\w", piece)
        ):
            out[-1] = f"{out[-1]} {piece}"
        else:
            out.append(piece)
    return out


def _continues(before: str, piece: str) -> bool:
    return before.endswith((".", "...", "…")) and bool(_LOWER_START.match(piece))


def _within_breath(sentence: str) -> list[str]:
    """The sentence, cut at clauses (or words) where it is longer than a voice should take at once."""
    if len(sentence) <= MAX_CHARACTERS:
        return [sentence]
    out: list[str] = []
    for clause in _CLAUSE.split(sentence):
        for part in _cut_at_words(clause):
            if out and len(out[-1]) + len(part) < MAX_CHARACTERS:
                out[-1] = f"{out[-1]} {part}"
            else:
                out.append(part)
    return out


def _cut_at_words(clause: str) -> list[str]:
    out = [""]
    for word in clause.split():
        for start in range(0, len(word), MAX_CHARACTERS):
            piece = word[start : start + MAX_CHARACTERS]
            if out[-1] and len(out[-1]) + len(piece) >= MAX_CHARACTERS:
                out.append(piece)
            else:
                out[-1] = f"{out[-1]} {piece}".strip()
    return out


def _same_text(sentences: list[str], paragraph: str) -> bool:
    return _SPACE.sub("", "".join(sentences)) == _SPACE.sub("", paragraph)
