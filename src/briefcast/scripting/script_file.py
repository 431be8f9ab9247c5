"""Script -> the Markdown file in which a person edits it; ``script_reading`` reads it back exactly.

docs/formats.md describes the file.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefcast.model import DEFAULT_THEME, Role, Utterance
from briefcast.scripting import pauses
from briefcast.scripting.billing import billing_of
from briefcast.scripting.markup import Reading, as_pause, render_markup
from briefcast.scripting.spoken import ALOUD, SILENT, Aloud

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefcast.model import Chapter, Script

    Lexicon = tuple[tuple[str, str], ...]
    #: Name of a voice -> its lexicon; the empty name is the default voice.
    Lexicons = Callable[[str], Lexicon]

#: The value of ``format`` in the front matter: how a script is told from an article.
FORMAT = "briefcast script 1"

_HINT = """\
<!-- Edit freely: “##” names a chapter, “###” is a heading that is read, “>” a quotation, all else is read as it stands.
[pause 2s]  [voice: name]  [spell: NATO]  [say: Qin Gang | chin gahng]   Then run: briefcast build THIS-FILE -->"""

_PLAIN_VALUE = re.compile(r"[^\W\d_][\w ,.()’“”/+=–-]*[\w).”]")
_YAML_WORDS = frozenset("true false yes no on off null y n".split())
#: What at the head of a paragraph would be read as something else.
_LINE_MARK = re.compile(r"(?:[#>*+!<-]|\d{1,9}(?=[.)]\s))")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Utterances that are written as one paragraph."""

    utterances: tuple[Utterance, ...]

    @property
    def first(self) -> Utterance:
        """Its first utterance, which tells who speaks."""
        return self.utterances[0]

    @property
    def pause_ms(self) -> int:
        """Silence after its last utterance, ms."""
        return self.utterances[-1].pause_ms


def write_script_file(
    script: Script, lexicons: Lexicons, voice: str = "", asked: Aloud = SILENT, rate: float = 1.0
) -> str:
    """The script as a Markdown file.

    Args:
        script: what is said.
        lexicons: the lexicon of a voice, by name; what a lexicon says need not be marked.
        voice: who reads it, as ``Billing`` is written, or empty for the default.
        asked: what is to be heard that is passed over otherwise.
        rate: pace of all voices, as a factor of the pace in their profiles.
    """
    billing = billing_of([voice] if voice else [])
    narrator = billing.voice_of(Role.NARRATOR)
    lines = ["---", *_front_matter(script, str(billing), rate, asked), "---", "", _HINT, ""]
    for chapter in script.chapters:
        lines += [f"## {_head(chapter.title)}", ""]
        lines += [f"<{chapter.link}>", ""] if chapter.link else []
        lines += [f"![]({chapter.image})", ""] if chapter.image else []
        lines += _chapter_lines(chapter, script.language, asked, lambda other: lexicons(other or narrator))
    if script.omissions:
        lines += ["---", "", "Left out:", ""]
        lines += [
            f"- {_reason(omission.reason)}: {_omitted(omission.text, omission.link)}" for omission in script.omissions
        ]
        lines.append("")
    return "\n".join(lines)


def usual_pause(kind: str, role: Role, following: str) -> int:
    """The pause after a paragraph where none is written, ms.

    Args:
        kind: "paragraph", "list item" or "heading".
        role: who speaks it.
        following: the kind of the next paragraph of the chapter ("closing" before the last
            words), or empty.
    """
    if not following:
        return pauses.CHAPTER
    if following == "closing":
        return pauses.CLOSING
    if following == "heading":
        return pauses.SECTION
    if kind == "heading":
        return pauses.HEADING
    if kind == "list item":
        return pauses.LIST_ITEM
    return {Role.QUOTE: pauses.QUOTE, Role.NARRATOR: pauses.PARAGRAPH}.get(role, pauses.OPENING)


def _front_matter(script: Script, voice: str, rate: float, asked: Aloud) -> Iterator[str]:
    values = {
        "format": FORMAT,
        "title": script.title,
        "byline": script.byline,
        "published": script.published.isoformat() if script.published else "",
        "publication": script.site,
        "source": script.link,
        "language": script.language,
        "voice": voice,
        "rate": f"{rate:g}" if rate != 1 else "",
        "say": ", ".join(name for name in ALOUD if getattr(asked, name)),
        "theme": "" if script.theme == DEFAULT_THEME else script.theme,
    }
    for key, value in values.items():
        if value or key == "title":
            yield f"{key}: {value if _is_plain(value) else json.dumps(value, ensure_ascii=False)}"


def _is_plain(value: str) -> bool:
    """Whether YAML reads the value as it stands without quotation marks."""
    if _PLAIN_VALUE.fullmatch(value):
        return value.casefold() not in _YAML_WORDS
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d|\d+(?:\.\d+)?|https?://[^\s#:]+", value))


def _chapter_lines(chapter: Chapter, language: str, asked: Aloud, lexicons: Lexicons) -> Iterator[str]:
    paragraphs = list(_paragraphs(chapter.utterances))
    kinds = [_kind(paragraph, last=number == len(paragraphs) - 1) for number, paragraph in enumerate(paragraphs)]
    after = followings(kinds, [paragraph.first.role for paragraph in paragraphs])
    for paragraph, kind, following in zip(paragraphs, kinds, after, strict=True):
        first = paragraph.first
        reading = Reading(first.role, language, lexicons(first.voice), first.voice, asked)
        line = render_markup(paragraph.utterances, reading)
        if paragraph.pause_ms != usual_pause(kind, first.role, following):
            line += f" [pause {as_pause(paragraph.pause_ms)}]"
        yield _led_in(line, kind, first)
        if (kind, following) != ("list item", "list item"):
            yield ""


def followings(kinds: Sequence[str], roles: Sequence[Role]) -> list[str]:
    """What follows each paragraph of a chapter, as ``usual_pause`` takes it."""
    following = [*kinds[1:], ""]
    framing = {Role.ANNOUNCER, Role.CREDIT}
    if len(roles) > 1 and roles[-1] in framing and roles[-2] not in framing:
        following[-2] = "closing"
    return following


def _paragraphs(utterances: Sequence[Utterance]) -> Iterator[Paragraph]:
    """Utterances of one speaker with the pause of a sentence between them."""
    run: list[Utterance] = []
    for number, utterance in enumerate(utterances):
        run.append(utterance)
        following = utterances[number + 1] if number + 1 < len(utterances) else None
        goes_on = following is not None and (following.role, following.voice) == (utterance.role, utterance.voice)
        if utterance.pause_ms != pauses.SENTENCE or not goes_on:
            yield Paragraph(tuple(run))
            run = []


def _kind(paragraph: Paragraph, *, last: bool) -> str:
    if last or paragraph.first.role is not Role.NARRATOR or paragraph.first.voice:
        return "paragraph"
    if paragraph.pause_ms == pauses.HEADING and len(paragraph.utterances) == 1:
        return "heading"
    return "list item" if paragraph.pause_ms == pauses.LIST_ITEM else "paragraph"


def _led_in(line: str, kind: str, first: Utterance) -> str:
    """The line with what says that it is a heading, a list item or a quotation, and who speaks it."""
    if kind == "heading":
        return f"### {line}"
    if kind == "list item":
        return line if re.match(r"\d{1,9}[.)]\s", line) else f"- {line}"
    line = re.sub(rf"^({_LINE_MARK.pattern})", _protected, line)
    if first.voice:
        line = f"[voice: {first.voice}] {line}"
    if first.role is Role.QUOTE:
        return f"> {line}"
    return line if first.role is Role.NARRATOR else f"[voice: {first.role}] {line}"


def _protected(match: re.Match[str]) -> str:
    r"""A mark at the head of a line as text: ``\# 1``, ``1\. May``."""
    return f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}"


def _head(title: str) -> str:
    return " ".join(title.split()).replace("\\", "\\\\").replace("<!--", "\\<!--")


def _reason(reason: str) -> str:
    """A reason that would seem to end at a colon of its own stands between quotation marks."""
    line = _escaped_line(reason)
    if not reason.startswith('"') and not re.search(r":(?:\s|$)", reason):
        return line
    return '"' + line.replace('"', '\\"') + '"'


def _omitted(text: str, link: str) -> str:
    text = _escaped_line(text)
    return f"{text} <{link}>" if link else text


def _escaped_line(text: str) -> str:
    r"""Text on one line: backslashes doubled, line breaks as ``\n``."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("<", "\\<")


__all__ = ["FORMAT", "Lexicons", "followings", "usual_pause", "write_script_file"]
