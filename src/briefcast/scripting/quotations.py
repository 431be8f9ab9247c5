"""A paragraph -> what is told and what is quoted in it: quotations of a sentence or more.

A quotation is a sentence if it begins like one and either ends like one inside its marks, or someone is named who
says it: “Go home,” she said; „Geht heim“, sagte sie; «Id a casa», dijo. Titles and single words between quotation
marks stay with the teller.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefcast.model import Role
from briefcast.scripting.words import UNSPACED

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A quotation of fewer words (or of fewer characters of a script without spaces) is no sentence.
_FEWEST_WORDS = 3
_FEWEST_CHARACTERS = 6
#: With nothing but a colon or a speaker to tell by, it takes more words.
_FEWEST_UNENDED = 4

#: A mark that is not closed within so many characters opens nothing.
_LONGEST = 2_000

#: Opening mark -> the marks that close it. Books in German and Danish turn «» round, Swedes close with what opens.
_CLOSING = {
    "“": "”", "„": "“”", "‟": "”", "«": "»", "»": "«»", "‹": "›", "›": "‹", "「": "」", "『": "』", "《": "》",
    "‚": "‘’", "‘": "’", '"': '"', "”": "”", "〝": "〞〟",
}  # fmt: skip
_MARKS = re.compile(f"[{''.join(_CLOSING)}]")
#: Marks that are apostrophes inside or behind a word.
_SINGLE = frozenset("’‘")
_ENDED = re.compile(r"(?:[.!?…。！？]|\.\.\.)\s*$")
_COMMA = re.compile(r"[,،、，]\s*$")
_STARTS = re.compile(r"[\s….¿¡(\[–—-]*(?P<first>[^\W_])")
_CLOSE_BY = re.compile(r"[,.;:!?…。，]?")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_COLON = re.compile(r"[:：]\s*$")
#: Words that titles leave small.
_SMALL = frozenset("a an and as at but by for from in into nor of on or the to with".split())
#: How the Slavic languages lead over to who says it.
_DASH = re.compile(r",?\s*[—–-]\s*[^\W\d_]")
#: Between the two halves of a quotation stands who says it, and a comma.
_INTERRUPTION = re.compile(r"\s*[^.!?…“”«»\"]{1,60},\s*")
#: Stems of the verbs with which speech is reported, as words begin.
_SAYING = re.compile(
    r"\b(?:(?:said|says?|told|tells|asked|asks|added|adds|repl(?:ied|ies)|wr(?:ote|ites)|explain|continu|warn|argu|"
    r"shout|answer|insist|recall|remember|joke|whisper|call(?:ed|s) out|according)|"
    r"(?:sag|meint?e?\b|frag|rief|ruft|antwort|erklär|ergänz|betont|schr(?:ie|ei)b|warnt|flüster|erzähl|fügt|hieß)|"
    r"(?:dit|disai|déclar|affirm|expli|demand|répond|ajout|assur|racont|écri|confi|s’exclam|s'exclam|souligne|précise)|"
    r"(?:dij|dice|decía|afirm|explic|pregunt|respond|contest|añad|asegur|cuenta|contó|escrib|señal|advirt|advert)|"
    r"(?:disse|dice|diss|ha detto|spieg|chies|chied|rispo|aggiun|raccont|scriv|scriss|sottoline|avvert)|"
    r"(?:disse|diz|afirm|explic|pergunt|respond|acrescent|cont(?:a|ou)\b|escrev|alert|garant)|"
    r"(?:zei|zegt|vroeg|vraagt|antwoord|voegde|riep|schreef|schrijft|vertel|legde|waarschuw|vindt|aldus))",
    re.I,
)
#: How near the verb stands to the quotation, words.
_NEAR = 6
#: Characters that may hold as many.
_AROUND = 160
_JAPANESE_SAYING = re.compile(r"\s*(?:と|って)")


class Span(NamedTuple):
    """A stretch of a paragraph, and whose words they are: the narrator's or quoted ones."""

    text: str
    role: Role


def spans_of(text: str, language: str = "en") -> list[Span]:
    """A paragraph cut before and after each quotation of a sentence or more; joined by spaces it gives its words again.

    >>> [span.text for span in spans_of("“We are going home,” she said, and called it “a pity.”")]
    ['“We are going home,”', 'she said, and called it “a pity.”']
    """
    spans: list[Span] = []
    at = 0
    for start, end in _quotations(text, language):
        spans += [Span(text[at:start].strip(), Role.NARRATOR), Span(text[start:end].strip(), Role.QUOTE)]
        at = end
    spans.append(Span(text[at:].strip(), Role.NARRATOR))
    return _joined([span for span in spans if span.text])


def _joined(spans: list[Span]) -> list[Span]:
    """The spans, those without a word and neighbours of one kind put together."""
    out: list[Span] = []
    for span in spans:
        wordless = not any(map(str.isalnum, span.text)) or (out and not any(map(str.isalnum, out[-1].text)))
        if out and (wordless or out[-1].role is span.role):
            role = out[-1].role if any(map(str.isalnum, out[-1].text)) else span.role
            out[-1] = Span(f"{out[-1].text} {span.text}", role)
        else:
            out.append(span)
    return out


def _quotations(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Start and end of each quotation that is a sentence, its marks and the stop behind them included."""
    at, half = 0, -1
    while opening := _MARKS.search(text, at):
        at = opening.end()
        start, closing = opening.start(), _closing(text, opening)
        if closing is None:
            continue
        inside = text[at:closing]
        stop = _CLOSE_BY.match(text, closing + 1)
        end = stop.end() if stop else closing + 1
        is_other_half = (
            half >= 0 and _INTERRUPTION.fullmatch(text, half, start) and len(inside.split()) >= _FEWEST_WORDS
        )
        if is_other_half or _is_sentence(inside, *_around(text, start, closing), language):
            yield start, end
            at = end
            half = end if "," in {text[closing - 1], text[end - 1]} else -1
        elif text[start] not in _SINGLE:
            at = closing + 1


def _around(text: str, start: int, closing: int) -> tuple[str, str]:
    """What stands close before and behind a quotation."""
    return text[max(0, start - _AROUND) : start], text[closing + 1 : closing + 1 + _AROUND]


def _closing(text: str, opening: re.Match[str]) -> int | None:
    """Where the quotation closes that opens here; None if it does not, or the mark opens nothing."""
    start, mark = opening.start(), opening[0]
    before, after = text[start - 1 : start], text[start + 1 : start + 2]
    if not after or after.isspace() != _is_spaced(text, start) or (before.isalnum() and not _UNSPACED.match(before)):
        return None
    depth, end = 1, min(len(text), start + _LONGEST)
    if not any(text.find(close, start + 1, end) >= 0 for close in _CLOSING[mark]):
        return None
    for position in range(start + 1, end):
        char = text[position]
        if char in _CLOSING[mark] and not _is_apostrophe(text, position):
            depth -= 1
            if depth == 0:
                return position
        elif char == mark and char not in _CLOSING[mark]:
            depth += 1
    return None


def _is_spaced(text: str, start: int) -> bool:
    """Whether a space belongs behind the mark, as the French set it."""
    return text[start] in "«‹" and text[start + 1 : start + 2].isspace()


def _is_apostrophe(text: str, position: int) -> bool:
    after = text[position + 1 : position + 2]
    before = text[position - 1 : position]
    if text[position] not in _SINGLE:
        return False
    return after.isalnum() or (before.isalnum() and not re.match(r"\W*(?:$|\s*[,.;:–—])", text[position + 1 :]))


def _is_sentence(inside: str, before: str, after: str, language: str) -> bool:
    starts = _STARTS.match(inside)
    if starts is None or starts["first"].islower():
        return False
    characters = len(_UNSPACED.findall(inside))
    words = _WORD.findall(_UNSPACED.sub(" ", inside))
    if characters > len(words):
        said = _JAPANESE_SAYING.match(after) or _COLON.search(before) or _ENDED.search(inside)
        return characters >= _FEWEST_CHARACTERS and bool(said)
    if len(words) < _FEWEST_WORDS or _is_title(words, language):
        return False
    if _ENDED.search(inside) or (_COMMA.search(inside) and _is_told(before, after)):
        return True
    told = _COLON.search(before) or (_DASH.match(after) and not _is_english(language)) or _is_told(before, after)
    return len(words) >= _FEWEST_UNENDED and bool(told)


def _is_title(words: list[str], language: str) -> bool:
    """Whether all words of weight have capitals, as in titles of books in English."""
    weighty = [word for word in words if word.lower() not in _SMALL]
    return _is_english(language) and len(weighty) > 1 and all(word[0].isupper() for word in weighty)


def _is_english(language: str) -> bool:
    return language.split("-", maxsplit=1)[0].lower() == "en"


def _is_told(before: str, after: str) -> bool:
    """Whether a verb of saying stands close by: behind the quotation, or before it at a comma."""
    behind = " ".join(re.split(r"[.!?]\s", after.lstrip(" ,."), maxsplit=1)[0].split()[:_NEAR])
    ahead = " ".join(before.split()[-_NEAR:]) if _COMMA.search(before) else ""
    return bool(_SAYING.search(behind) or _SAYING.search(re.split(r"[.!?]\s", ahead)[-1]))
