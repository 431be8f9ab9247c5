"""English text -> phrases that could stand as a title, read off the parts of speech.

Three kinds: a noun phrase ("price of old bread"), a headline ("council approved the plan": subject, verb and
object of a main clause, without its article, its asides and the auxiliary of a passive), and an action
("repairing the harbour wall", "install the package"). Each stands in the text but for what is left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefcast.scripting.phrases import MOST_WORDS, Kind, Phrase
from briefcast.scripting.tagging import TaggedSentence, tagged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST = 40


def _w(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CORE = "(?:[JNEC]|[KG](?=[JNE])|(?<=[NE])S|(?<=J)A(?=J))*[NE]"
_NP = f"[DP]*{_CORE}"
_OF = f"{_NP}(?:O{_NP})*"
_CORES = re.compile(_CORE)
_LINKED = re.compile(f"[OITA][DP]?{_CORE}")

_WEAK_FIRST = _w(
    "one two three four five six seven eight nine ten first second third same own such other many much more most "
    "several few last next following various different certain another only further additional actual above below "
    "previous latter former able available due fewer less least lot good great big bad better best various entire "
    "whole main particular specific possible likely half dozen past recent mr. mrs. ms. dr. prof. sen. gov. gen. "
    "etc e.g. i.e. like today yesterday tomorrow early late sure overall all some any no every each"
)
_WEAK_LAST = _w(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday day days week weeks month months year years hour hours minute minutes morning "
    "afternoon evening night time times thing things something anything everything nothing way ways lot lots kind "
    "sort number part case fact bit one ones someone anyone everyone people today yesterday tomorrow tonight example "
    "examples instance behalf terms sake addition order mr. mrs. ms. dr. p.m. a.m. etc percent rest others"
)
_WEAK_ALL = _WEAK_LAST | _w("end beginning start middle half quarter century decade moment period point")
_PREPOSITIONS = _w("of in on for to with from between against at over about under without into across by after before")
_SAYING = _w(
    "said says say saying told tell tells asked ask asks answered wrote writes suggested suggests claimed claims claim "
    "argued argues argue insisted insists according reported reports report believes believe believed thinks think "
    "thought noted notes added explained explains announced admitted warned if unless whether perhaps maybe allegedly "
    "reportedly supposedly noticed hoped hopes hope"
)
_VAGUE_VERBS = _w(
    "include includes included including be been being let see seem seems seemed become becomes following"
)
_QUANTITIES = _w("no any every each neither either all both some this that these those such another what which half")
_TIME_LEADS = _w("on at during in by until since when while because as after before despite early late again through")
_TITLES = _w("mr. mrs. ms. dr. prof. sen. gov. gen.")


def english_phrases(sentences: Sequence[str]) -> Iterator[Phrase]:
    """Noun phrases, headlines and actions of up to seven words, in the order of the sentences.

    >>> [phrase.text for phrase in english_phrases(["The council has approved the plan."])]
    ['council approved the plan']
    """
    for number, sentence in enumerate(sentences):
        words = tagged(sentence)
        for span in _noun_spans(words):
            yield from _phrase(words, span, Kind.NOUN, number)
        for kept in _headlines(words):
            yield from _phrase(words, kept, Kind.HEADLINE, number)
        for span in _actions(words):
            yield from _phrase(words, span, Kind.ACTION, number)


def _phrase(words: TaggedSentence, kept: Sequence[int], kind: Kind, number: int) -> Iterator[Phrase]:
    kept = [at for at in kept if words.words[at].casefold() not in _TITLES]
    text = "".join(
        " " * (words.spaced[at] or before != at - 1) + words.words[at]
        for before, at in zip([-2, *kept], kept, strict=False)
    ).strip()
    count = len(text.split())
    if 2 <= count <= MOST_WORDS and len(text) <= LONGEST:
        before = [at for at in range(kept[0]) if words.words[at].casefold() not in _TITLES]
        opens = "".join(words.letters[at] for at in before) in {"", "D", "C", "DC", "q", "qD"}
        name = all(words.letters[at] in "ESO" or words.words[at][0].isupper() for at in kept)
        yield Phrase(text, number, opens, name, kind)


def _noun_spans(words: TaggedSentence) -> Iterator[Sequence[int]]:
    letters = words.letters
    for match in _CORES.finditer(letters):
        ends = [match.end()]
        while len(ends) < 3 and (link := _LINKED.match(letters, ends[-1])):
            to_a_verb = letters[ends[-1]] in "IT" and letters[ends[-1] - 1] == "E"  # "sent Gloria to a doctor"
            if to_a_verb or (letters[ends[-1]] in "IT" and words.words[ends[-1]].casefold() not in _PREPOSITIONS):
                break
            ends.append(link.end())
        before = words.words[match.start() - 1].casefold() if match.start() else ""
        for start in range(match.start(), match.end()):
            if _may_begin(words, start, match.start(), before):
                yield from (range(start, end) for end in ends if _may_end(words, start, end))


def _may_begin(words: TaggedSentence, start: int, run: int, before: str) -> bool:
    letters = words.letters
    if letters[start] in "SCA" or words.words[start].casefold() in _WEAK_FIRST:
        return False
    if letters[start] == "G" and letters[start - 1 : start] in {"", "V", "Z", ",", "N"}:
        return False
    if start == run:
        return before not in _QUANTITIES
    return letters[start - 1 : start + 1] not in {"EE", "CN"} and letters[start - 1] not in "AC"


def _may_end(words: TaggedSentence, start: int, end: int) -> bool:
    letters = words.letters
    after = letters[end : end + 1]
    if words.words[end - 1].casefold() in _WEAK_LAST or words.words[start].casefold() in _WEAK_ALL:
        return False
    if after in {"O", "S", "C"} or (after == "A" and letters[end + 1 : end + 2] in {"N", "E", "J"} and end - start < 3):
        return False
    return not (after == "-" and not words.spaced[end])


_SUBJECT = f"(?P<subject>D?{_CORE}(?:O{_NP})?(?:I{_NP})?)(?P<aside>,[^.;Z]{{1,18}}?,)?"
_VERB = "(?P<verb>R?(?:[MHZK]n?R?|Vn)*[VBKGZH]X?)"
_COMPLEMENT = f"(?P<rest>R?(?:{_OF}(?:[IT]{_OF})*|O{_OF}|R?[IT]{_OF}|R*J(?:[IT]{_OF})?|TB{_OF}[JR]?|TBI{_OF}|X)?)"
_CLAUSE = re.compile(f"(?:^A?|^[IRGKJ][^VZHMW.;]*,|(?<=;)|(?<=,A)){_SUBJECT}{_VERB}{_COMPLEMENT}")
_WHEN = re.compile(
    r"(?:(?:early|late|only) )?(?:on|by|until|since|late|early) (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december) \d+)"
    r"(?: (?:morning|afternoon|evening|night))?$"
    r"|for (?:about |roughly |nearly |almost |more than )?\w+ (?:hour|day|week|month|year|minute|decade)s?$"
    r"|(?:last|this|next) (?:year|month|week|summer|winter|spring|autumn)$"
)


def _timeless(words: TaggedSentence) -> list[int]:
    """The places of all words but those that say when: "on Monday night"."""
    kept: list[int] = []
    at = 0
    lower = [word.casefold() for word in words.words]
    while at < len(lower):
        for end in range(min(len(lower), at + 5), at + 1, -1):
            if _WHEN.match(" ".join(lower[at:end])):
                at = end
                break
        else:
            kept.append(at)
            at += 1
    return kept


def _headlines(words: TaggedSentence) -> Iterator[Sequence[int]]:
    lower = [word.casefold() for word in words.words]
    if _SAYING & set(lower) or lower[-1:] == ["?"]:
        return
    kept = _timeless(words)
    letters = "".join(words.letters[at] for at in kept)
    said = [lower[at] for at in kept]
    for match in _CLAUSE.finditer(letters):
        start = _subject(letters, said, match.start("subject"))
        verb = _verb(letters, said, match)
        if start is None or not verb or letters.count("q", 0, start) % 2:
            continue
        for stop in _stops(letters, said, match):
            whole = [*range(start, match.end("subject")), *verb, *range(match.end("verb"), stop)]
            if len(" ".join(said[at] for at in whole)) > LONGEST or len(whole) > MOST_WORDS:
                whole = [at for at in whole if said[at] not in {"a", "an", "the"}]
            yield [kept[at] for at in whole]


def _subject(letters: str, said: Sequence[str], start: int) -> int | None:
    """Where the subject begins without its article and number; None where these change what it says."""
    if start and letters[start - 1] in "DP":
        return None
    if letters[start] == "D":
        if said[start] not in {"a", "an", "the", "some"}:
            return None
        start += 1
    while said[start] in _TITLES:
        start += 1
    if said[start] in {"several", "many", "one", "two", "three", "four", "five", "six", "seven", "both"}:
        start += 1
    return None if said[start] in (_WEAK_FIRST | _QUANTITIES) - {"first"} or letters[start] in "SCA" else start


def _stops(letters: str, said: Sequence[str], match: re.Match[str]) -> Iterator[int]:
    """Where the clause may end so that what is left out does not change what it says."""
    for end in range(match.end(), match.end("verb") - 1, -1):
        last, after = letters[end - 1], letters[end : end + 1]
        if last not in ("NEJXRC" if end > match.end("verb") else "VKBGX"):
            continue
        if said[end - 1] in _WEAK_LAST and letters[end - 1] == "N" and letters[end - 2] != "C":
            continue
        droppable = last in "NE" and after and after in _droppable_before(letters, match, end)
        ends_here = (
            last not in "VKBGR" and (after in {",", ";", "-", "A"} or said[end] in _TIME_LEADS) if after else True
        )
        if droppable or after == "." or ends_here:
            yield end


def _droppable_before(letters: str, match: re.Match[str], end: int) -> str:
    """Which preposition may open what is left out: "to" belongs to the verb unless a place came before it."""
    verb = match.end("verb")
    if end == verb or "n" in letters[match.start("verb") : verb]:
        return ""
    return "IT" if letters[verb] == "I" and letters[end + 1 : end + 2] != "B" else "I"


def _verb(letters: str, said: Sequence[str], match: re.Match[str]) -> Sequence[int]:
    """The verb, without the auxiliaries of a passive and of "has accepted"; empty if it says nothing."""
    start, end = match.span("verb")
    core = letters[start:end].rstrip("X")
    auxiliaries = core[:-1]
    if _VAGUE_VERBS & {said[start + len(core) - 1]} or (core[-1] in "ZH" and not match["rest"]):
        return ()
    if not re.search("[VZHM]", core):
        return ()
    passive = "Z" in auxiliaries or "been" in said[start:end]
    if core[-1] == "K" and not re.search("[Mn]", core) and (passive or said[start + len(core) - 1].endswith("ed")):
        return range(start + len(core) - 1, end)
    return range(start, end)


_ACTION = re.compile(f"(?:(?:^B|(?<=[IT])[BG])X?|(?<=^T)BX?){_OF}(?:[IT]{_OF})?")


def _actions(words: TaggedSentence) -> Iterator[Sequence[int]]:
    for match in _ACTION.finditer(words.letters):
        lower = words.words[match.start()].casefold()
        if lower in _SAYING | _VAGUE_VERBS or (words.letters[match.start()] == "B" and match.start() > 1):
            continue
        cut = words.letters[match.end() : match.end() + 1] in {"O", "S", "C"}
        if not cut and words.words[match.end() - 1].casefold() not in _WEAK_LAST:
            yield range(match.start(), match.end())
