"""Several articles -> one script: a briefing that tells first what is in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import cycle
from typing import TYPE_CHECKING

from briefcast.errors import ScriptError
from briefcast.model import Article, BlockKind, Chapter, Role, Script, Utterance
from briefcast.scripting import pauses
from briefcast.scripting.announcements import Announcements, announcements_in
from briefcast.scripting.sections import MOST_CHAPTERS
from briefcast.scripting.spoken import SILENT, Aloud, spoken_form
from briefcast.scripting.titles import heading_title
from briefcast.scripting.writing import MENTIONED, ChapterPlan, write_script

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Lexicon = tuple[tuple[str, str], ...]

#: A longer list of titles would keep a listener from the news.
_MOST_TITLES = 12


@dataclass(frozen=True, slots=True)
class Reader:
    """Who tells an article: the name of a voice, or empty for the one cast as narrator, and its lexicon."""

    name: str = ""
    lexicon: Lexicon = ()


@dataclass(frozen=True, slots=True)
class Readers:
    """Who tells the articles, in turn, and whether another voice reads quotations."""

    narrators: tuple[Reader, ...] = (Reader(),)
    quotes_apart: bool = False


@dataclass(frozen=True, slots=True)
class _Manner:
    """How the announcer's lines are read."""

    language: str
    lexicon: Lexicon
    asked: Aloud


def write_briefing(
    articles: Sequence[Article],
    readers: Readers | None = None,
    mentions: frozenset[BlockKind] = MENTIONED,
    *,
    title: str = "",
    plan: ChapterPlan | None = None,
    asked: Aloud = SILENT,
) -> Script:
    """The narration of several articles as one programme; of a single one, its own script.

    The first chapter of each article bears the article's title; its others keep theirs.

    Args:
        articles: what to narrate, in this order; at least one.
        readers: who tells them.
        mentions: kinds of block that are mentioned in a sentence.
        title: the programme's title; made of the first article's if empty.
        plan: wishes for the chapters of each article.
        asked: what is to be heard that is passed over otherwise.

    Raises:
        ScriptError: an article holds nothing that can be spoken, or there are more articles than chapters can be.
    """
    readers = readers or Readers()
    lexicon = readers.narrators[0].lexicon
    scripts = [
        _told(
            write_script(article, reader.lexicon, mentions, plan=plan, asked=asked, quotes_apart=readers.quotes_apart),
            reader,
            readers,
        )
        for article, reader in zip(articles, cycle(readers.narrators), strict=False)
    ]
    if len(scripts) == 1:
        return replace(scripts[0], title=title) if title else scripts[0]
    language = scripts[0].language
    phrases = announcements_in(language)
    line = partial(_line, _Manner(language, lexicon, asked))
    name = title or f"{scripts[0].title}, {phrases.more.format(count=len(scripts) - 1)}"
    chapters = [chapter for script in scripts for chapter in _chapters(script, phrases)]
    if len(chapters) > MOST_CHAPTERS:
        chapters = [_as_one(_chapters(script, phrases)) for script in scripts]
    if len(chapters) > MOST_CHAPTERS:
        raise ScriptError(
            f"A briefing holds at most {MOST_CHAPTERS} articles, not {len(chapters)}; make several of them."
        )
    chapters[0] = replace(chapters[0], utterances=(*_opening(title, scripts, phrases, line), *chapters[0].utterances))
    last = chapters[-1]
    chapters[-1] = replace(
        last, utterances=(*last.utterances, line(phrases.closing_of_briefing, pauses.CHAPTER, Role.CREDIT))
    )
    days = [script.published for script in scripts if script.published]
    return Script(
        title=name,
        language=language,
        chapters=tuple(chapters),
        omissions=tuple(omission for script in scripts for omission in script.omissions),
        published=max(days, default=None),
        site=scripts[0].site if len({script.site for script in scripts}) == 1 else "",
    )


def _told(script: Script, reader: Reader, readers: Readers) -> Script:
    """The script with its narrator named, if that is not the one cast; the same voice reads quotations unless apart."""
    if not reader.name:
        return script
    own = {Role.NARRATOR} if readers.quotes_apart else {Role.NARRATOR, Role.QUOTE}
    chapters = [
        replace(
            chapter,
            utterances=tuple(
                replace(line, voice=reader.name) if line.role in own else line for line in chapter.utterances
            ),
        )
        for chapter in script.chapters
    ]
    return replace(script, chapters=tuple(chapters))


def _chapters(script: Script, phrases: Announcements) -> list[Chapter]:
    """An article's chapters within a briefing: no farewell of its own, its link with each, no disclosure each time."""
    said_once = {
        announcements_in(script.language).disclosure,
        announcements_in(script.language).closing,
        phrases.closing,
    }
    chapters = []
    for number, chapter in enumerate(script.chapters):
        lines = tuple(line for line in chapter.utterances if line.role is not Role.CREDIT or line.text not in said_once)
        if not lines:
            continue
        lines = (*lines[:-1], replace(lines[-1], pause_ms=pauses.CHAPTER))
        name = heading_title(script.title) if number == 0 else chapter.title
        chapters.append(replace(chapter, title=name, utterances=lines, link=chapter.link or script.link))
    return chapters


def _as_one(chapters: list[Chapter]) -> Chapter:
    return replace(chapters[0], utterances=tuple(line for chapter in chapters for line in chapter.utterances))


def _opening(
    title: str, scripts: Sequence[Script], phrases: Announcements, line: Callable[..., Utterance]
) -> tuple[Utterance, ...]:
    lines = [title] if title else []
    lines += [phrases.contents, *(script.title for script in scripts[:_MOST_TITLES])]
    return (*(line(text, pauses.OPENING) for text in lines), line(phrases.disclosure, pauses.OPENING, Role.CREDIT))


def _line(manner: _Manner, text: str, pause_ms: int, role: Role = Role.ANNOUNCER) -> Utterance:
    spoken = spoken_form(text, manner.lexicon, manner.language, manner.asked)
    return Utterance(text, spoken if not spoken[-1].isalnum() else f"{spoken}.", role, pause_ms)
