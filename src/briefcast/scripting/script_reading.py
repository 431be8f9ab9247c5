"""The Markdown file of a script, as a person left it -> Script; every error says line and column."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

import yaml

from briefcast.errors import BriefcastError, SourceError
from briefcast.model import DEFAULT_THEME, RATES, Chapter, Omission, Role, Script, Utterance
from briefcast.scripting.billing import Billing, billing_of
from briefcast.scripting.markup import (
    MarkupError,
    Reading,
    ends_with_pause,
    lone_pause,
    parse_markup,
    unescaped,
    voices_at_head,
)
from briefcast.scripting.script_file import FORMAT, followings, usual_pause
from briefcast.scripting.sections import MOST_CHAPTERS
from briefcast.scripting.spoken import ALOUD, SILENT, Aloud, aloud

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefcast.scripting.script_file import Lexicons

_FRONT = re.compile(r"---[ \t]*\n(?P<matter>.*?)^---[ \t]*(?:\n|\Z)", re.S | re.M)
_IS_SCRIPT = re.compile(rf"^format:\s*[\"']?{FORMAT[:-2]}\b", re.M)
_KEYS = tuple("format title byline published publication source language voice rate say theme".split())
_LINK = re.compile(r"<(https?://[^<>\s]+)>")
_IMAGE = re.compile(r"!\[[^\]]*\]\((https?://[^()\s]+)\)")
_NUMBERED = re.compile(r"\d{1,9}[.)]\s")
_OMISSION = re.compile(
    r'- (?:"(?P<quoted>(?:\\.|[^\\"])*)"|(?P<reason>(?!")(?:\\.|[^\\:]|:(?!\s|$))*)):'
    r"(?: (?P<text>(?:\\.|[^\\<]|<(?!\S+>$))*?))??(?: <(?P<link>[^<>\s]+)>)?"
)
_ESCAPE = re.compile(r"\\(.)")
_ROLES = {role.value: role for role in Role}


@dataclass(frozen=True, slots=True)
class ScriptFile:
    """A script as read, and what its front matter asks for: who reads, what is said aloud, how fast."""

    script: Script
    billing: Billing
    asked: Aloud
    #: Pace of all voices, as a factor of the pace in their profiles.
    rate: float = 1.0


def is_script_file(text: str) -> bool:
    """Whether a Markdown file is a script and not an article: its front matter says so."""
    match = _FRONT.match(text)
    return bool(match and _IS_SCRIPT.search(match["matter"]))


def read_script_file(text: str, name: str, lexicons: Lexicons, voice: str = "", asked: Aloud = SILENT) -> ScriptFile:
    """The script in a file.

    Args:
        text: the file's content.
        name: what to call the file in errors.
        lexicons: the lexicon of a voice, by name; for an unknown voice it raises a ``BriefcastError``.
        voice: who reads it instead of the file's own, as ``Billing`` is written.
        asked: what is to be heard besides what the file asks for.

    Raises:
        SourceError: something in it cannot be understood; says line and column.
    """
    return _Reader(text, name, lexicons, voice, asked).file()


@dataclass(slots=True)
class _Line:
    """A paragraph with the place where it begins, both counted from 1."""

    text: str
    number: int
    column: int = 1


@dataclass(slots=True)
class _Draft:
    """A chapter in the making."""

    title: str
    number: int
    link: str = ""
    image: str = ""
    #: Kind, role and utterances of each paragraph; None for a last pause that is not written.
    paragraphs: list[tuple[str, Role, list[Utterance], bool]] = field(default_factory=list)


class _Reader:
    """Goes through the file once."""

    def __init__(self, text: str, name: str, lexicons: Lexicons, voice: str, asked: Aloud) -> None:
        self.name = name
        self.lexicons = lexicons
        self.text = text
        self.rows: list[str] = []
        self.language = "en"
        self.billing = billing_of([voice] if voice else [])
        self.voice = ""
        self.asked = asked

    def file(self) -> ScriptFile:
        matter = self._front_matter()
        self.language = matter.get("language", "") or "en"
        self.billing = self.billing.over(self._billing(matter.get("voice", "")))
        for role in Role:
            self._lexicon(self.billing.voice_of(role), self._line_of("voice"), 1)
        self.voice = self.billing.voice_of(Role.NARRATOR)
        self.asked = self._asked(matter.get("say", ""))
        drafts, omissions = self._body()
        if not drafts:
            raise SourceError(f"{self.name} has no chapter; begin one with a line “## Its title”.")
        if len(drafts) > MOST_CHAPTERS:
            raise self._error(
                drafts[MOST_CHAPTERS].number, 1, f"an MP3 holds {MOST_CHAPTERS} chapters at most; join some."
            )
        published = matter.get("published", "")
        script = Script(
            title=matter["title"],
            language=self.language,
            chapters=tuple(self._chapter(draft) for draft in drafts),
            omissions=tuple(omissions),
            byline=matter.get("byline", ""),
            published=self._date(published) if published else None,
            site=matter.get("publication", ""),
            link=matter.get("source", ""),
            theme=matter.get("theme") or DEFAULT_THEME,
        )
        return ScriptFile(script, self.billing, self.asked, self._rate(matter.get("rate", "1")))

    def _error(self, line: int, column: int, sentence: str) -> SourceError:
        return SourceError(f"{self.name}, line {line}, column {column}: {sentence}")

    def _line_of(self, key: str) -> int:
        found = re.search(rf"^{key}\s*:", self.text, re.M)
        return self.text.count("\n", 0, found.start()) + 1 if found else 1

    def _front_matter(self) -> Mapping[str, str]:
        match = _FRONT.match(self.text)
        if not match:
            raise self._error(1, 1, "a script begins with front matter between two lines “---”.")
        try:
            values = yaml.load(match["matter"], yaml.BaseLoader)  # noqa: S506  (gives texts and nothing else)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line, column = (mark.line + 2, mark.column + 1) if mark else (2, 1)
            raise self._error(
                line, column, "this is not “key: value”; put quotation marks around a value that holds a colon."
            ) from None
        if not isinstance(values, dict) or not all(isinstance(value, str) for value in values.values()):
            raise self._error(2, 1, "the front matter must be lines of the form “key: value”.")
        for key in values:
            if key not in _KEYS:
                raise self._error(self._line_of(re.escape(str(key))), 1, f"“{key}” is none of {', '.join(_KEYS)}.")
        if values.get("format") != FORMAT:
            raise self._error(self._line_of("format"), 1, f"this Briefcast reads “format: {FORMAT}” only.")
        if not values.get("title"):
            raise self._error(self._line_of("title"), 1, "the script has no title; add a line “title: ...”.")
        return values

    def _date(self, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            line = self._line_of("published")
            raise self._error(line, 12, f"“{text}” is not a date; write it as 2024-03-31.") from None

    def _billing(self, text: str) -> Billing:
        try:
            return billing_of([text] if text else [])
        except BriefcastError as error:
            raise self._error(self._line_of("voice"), 1, str(error)) from None

    def _rate(self, text: str) -> float:
        if re.fullmatch(r"\d(?:\.\d{1,6})?", text) and RATES[0] <= float(text) <= RATES[1]:
            return float(text)
        raise self._error(
            self._line_of("rate"), 1, f"“{text}” is not a pace from {RATES[0]:g} to {RATES[1]:g}; write “rate: 1.2”."
        )

    def _asked(self, text: str) -> Aloud:
        """What the file and the person ask to hear."""
        names = [name for name in re.split(r"[,\s]+", text) if name]
        for name in names:
            if name not in ALOUD:
                raise self._error(self._line_of("say"), 1, f"“{name}” is none of {', '.join(ALOUD)}.")
        return aloud([*names, *(name for name in ALOUD if getattr(self.asked, name))])

    def _lexicon(self, voice: str, line: int, column: int) -> tuple[tuple[str, str], ...]:
        try:
            return self.lexicons(voice)
        except BriefcastError as error:
            raise self._error(line, column, str(error)) from error

    def _body(self) -> tuple[list[_Draft], list[Omission]]:
        drafts: list[_Draft] = []
        lines = self._paragraphs()
        for line in lines:
            if line.text == "---":
                return drafts, [self._omission(entry) for entry in lines if entry.text != "Left out:"]
            if line.text.startswith("## ") or line.text == "##":
                title = " ".join(unescaped(line.text[2:]).split())
                if not title:
                    raise self._error(line.number, line.column, "this chapter has no title; write one after “##”.")
                drafts.append(_Draft(title, line.number))
            elif not drafts:
                raise self._error(
                    line.number, line.column, "there is text before the first chapter; put “## Its title” above it."
                )
            else:
                self._add(line, drafts[-1])
        return drafts, []

    def _paragraphs(self) -> Iterator[_Line]:
        """Runs of lines between blank lines, comments gone; headings and list items stand alone."""
        start = _FRONT.match(self.text)
        offset = start.end() if start else 0
        above = self.text.count("\n", 0, offset)
        self.rows = [""] * above + self._without_comments(self.text[offset:], above + 1).split("\n")
        held: _Line | None = None
        for number, raw in enumerate(self.rows[above:], above + 1):
            text = raw.strip()
            if held and (not text or _interrupts(text, held.text)):
                yield held
                held = None
            if not text:
                continue
            if held:
                more = text.removeprefix(">").lstrip() if held.text.startswith(">") else text
                held.text = f"{held.text} {more}"
            else:
                held = _Line(text, number, len(raw) - len(raw.lstrip()) + 1)
        if held:
            yield held

    def _without_comments(self, body: str, first_line: int) -> str:
        """The text with blanks in place of comments, so that lines keep their numbers."""
        out: list[str] = []
        at = 0
        for match in re.finditer(r"(?<!\\)<!--", body):
            if match.start() < at:
                continue
            end = body.find("-->", match.end())
            if end < 0:
                line = first_line + body.count("\n", 0, match.start())
                column = match.start() - body.rfind("\n", 0, match.start())
                raise self._error(line, column, "this comment is not closed; put “-->” where it ends.")
            comment = body[match.start() : end + 3]
            out += [body[at : match.start()], re.sub(r"[^\n]", " ", comment)]
            at = end + 3
        return "".join([*out, body[at:]])

    def _add(self, line: _Line, draft: _Draft) -> None:
        """A paragraph to its chapter: a link, a picture, a pause, or words."""
        link, image = _LINK.fullmatch(line.text), _IMAGE.fullmatch(line.text)
        if link and not draft.paragraphs:
            draft.link = link[1]
            return
        if image and not draft.paragraphs:
            draft.image = image[1]
            return
        kind, role, text, column = _told_apart(line)
        try:
            self._add_words(draft, kind, role, _Line(text, line.number, column))
        except MarkupError as error:
            raise self._at(line, column - line.column + error.at, str(error)) from None

    def _at(self, line: _Line, offset: int, sentence: str) -> SourceError:
        """The error with the line and column of a character of a paragraph that may go over several lines."""
        row, column = line.number - 1, line.column - 1 + offset
        while column > len(self.rows[row].rstrip()) and row + 1 < len(self.rows):
            column -= len(self.rows[row].rstrip()) + 1
            row += 1
            column += len(self.rows[row]) - len(self.rows[row].lstrip(" \t>"))
        return self._error(row + 1, column + 1, sentence)

    def _add_words(self, draft: _Draft, kind: str, role: Role, line: _Line) -> None:
        pause = lone_pause(line.text)
        if pause is not None:
            if not draft.paragraphs:
                raise MarkupError(0, "there is nothing before this pause; a chapter begins by itself.")
            before = draft.paragraphs[-1]
            before[2][-1] = replace(before[2][-1], pause_ms=pause)
            draft.paragraphs[-1] = (*before[:3], True)
            return
        names, begins = voices_at_head(line.text)
        voice = ""
        for name, at in names:
            if name in _ROLES:
                role = _ROLES[name]
            elif name:
                voice = name
                self._lexicon(name, line.number, line.column + at)
            else:
                raise MarkupError(at, "this voice has no name; write “[voice: name]”.")
        reading = Reading(role, self.language, self.lexicons(voice or self.voice), voice, self.asked)
        try:
            utterances = parse_markup(line.text[begins:], reading)
        except MarkupError as error:
            raise MarkupError(error.at + begins, str(error)) from None
        if not any(char.isalnum() for utterance in utterances for char in utterance.text):
            raise MarkupError(0, "this paragraph holds no words to read aloud; make it a comment.")
        draft.paragraphs.append((kind, role, utterances, ends_with_pause(line.text[begins:])))

    def _chapter(self, draft: _Draft) -> Chapter:
        if not draft.paragraphs:
            raise self._error(draft.number, 1, f"the chapter “{draft.title}” has no words; give it some or remove it.")
        kinds = [kind for kind, *_ in draft.paragraphs]
        after = followings(kinds, [role for _, role, *_ in draft.paragraphs])
        for (kind, role, utterances, given), following in zip(draft.paragraphs, after, strict=True):
            if not given:
                utterances[-1] = replace(utterances[-1], pause_ms=usual_pause(kind, role, following))
        spoken = tuple(utterance for _, _, utterances, _ in draft.paragraphs for utterance in utterances)
        return Chapter(draft.title, spoken, draft.link, draft.image)

    def _omission(self, line: _Line) -> Omission:
        match = _OMISSION.fullmatch(line.text)
        if not match:
            raise self._error(line.number, line.column, "what is left out stands in lines “- reason: text”.")
        return Omission(
            _plain(match["text"] or ""), _plain(match["quoted"] or match["reason"] or ""), match["link"] or ""
        )


def _is_line(text: str) -> bool:
    """Whether a line is a paragraph by itself, whatever stands around it."""
    return text == "---" or text.startswith("#") or bool(_LINK.fullmatch(text) or _IMAGE.fullmatch(text))


def _interrupts(text: str, held: str) -> bool:
    """Whether a line begins a paragraph though the one before has not ended with a blank line."""
    if _is_line(text) or _is_line(held) or text.startswith("- "):
        return True
    if text.startswith(">"):
        return not held.startswith(">")
    return bool(_NUMBERED.match(text) and (_NUMBERED.match(held) or held.startswith("- ")))


def _told_apart(line: _Line) -> tuple[str, Role, str, int]:
    """Kind, role and text of a paragraph, and the column at which its text begins."""
    text = line.text
    for lead, kind, role in (
        ("### ", "heading", Role.NARRATOR),
        ("- ", "list item", Role.NARRATOR),
        ("> ", "paragraph", Role.QUOTE),
    ):
        if text.startswith(lead):
            rest = text[len(lead) :]
            return kind, role, rest.lstrip(), line.column + len(text) - len(rest.lstrip())
    return ("list item" if _NUMBERED.match(text) else "paragraph"), Role.NARRATOR, text, line.column


def _plain(text: str) -> str:
    r"""Text without its backslashes; ``\n`` is a line break."""
    return _ESCAPE.sub(lambda match: "\n" if match[1] == "n" else match[1], text)
