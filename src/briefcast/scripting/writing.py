"""Article -> Script: sections become chapters, sentences utterances, and an announcer frames them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from briefcast.errors import ScriptError
from briefcast.model import Article, Block, BlockKind, Chapter, Omission, Role, Script, Utterance
from briefcast.scripting import pauses
from briefcast.scripting.announcements import Announcements, announcements_in
from briefcast.scripting.markup import rested
from briefcast.scripting.quotations import spans_of
from briefcast.scripting.sections import Lengths, Section, cut_into_sections
from briefcast.scripting.sentences import has_words, speakable_sentences
from briefcast.scripting.spoken import SILENT, Aloud, spoken_form
from briefcast.scripting.titles import LONGEST, heading_title, section_titles

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Lexicon = tuple[tuple[str, str], ...]

#: Kinds of which one sentence says that they are there.
MENTIONED = frozenset({BlockKind.TABLE, BlockKind.CODE, BlockKind.FORMULA, BlockKind.IMAGE})
#: Kinds that say something about the chapter they stand in, even if nothing is said of them.
_PLACED = frozenset({BlockKind.BREAK, BlockKind.IMAGE})
#: A bullet that a reader of plain text left before a list item; it is not said.
_BULLET = re.compile(r"[-*•·–]\s+(?=\S)")


class Announce(StrEnum):
    """What is heard where a chapter begins."""

    NONE = "none"
    #: The announcer says the title of each chapter but the first, unless it begins with its heading.
    TITLES = "titles"


@dataclass(frozen=True, slots=True)
class ChapterPlan:
    """What a person wishes of the chapters; where nothing is wished, the text decides."""

    #: How many there shall be.
    count: int | None = None
    #: How long each should be, minutes.
    minutes: float | None = None
    announce: Announce = Announce.NONE


def write_script(
    article: Article,
    lexicon: Lexicon = (),
    mentions: frozenset[BlockKind] = MENTIONED,
    *,
    plan: ChapterPlan | None = None,
    asked: Aloud = SILENT,
    quotes_apart: bool = False,
) -> Script:
    """The narration of an article: an opening, its chapters, a closing.

    Every word of the article is in exactly one utterance, in order, or in an omission.

    Args:
        article: what to narrate.
        lexicon: pairs of a written word and its respelling.
        mentions: kinds of block that are mentioned in a sentence; others of ``MENTIONED`` pass in silence.
        plan: wishes for the chapters.
        asked: what is to be heard that is passed over otherwise.
        quotes_apart: whether quotations of a sentence or more within paragraphs are told apart as such.

    Raises:
        ScriptError: the article holds nothing that can be spoken.
    """
    plan = plan or ChapterPlan()
    writer = _Writer(article.language, lexicon, mentions, asked, quotes_apart=quotes_apart)
    lengths = Lengths(60 * plan.minutes) if plan.minutes else None
    blocks = tuple(block for block in article.blocks if writer.is_spoken(block) or block.kind in _PLACED)
    if not any(map(writer.is_spoken, blocks)):
        blocks = ()
    sections = cut_into_sections(blocks, article.language, lengths=lengths, count=plan.count)
    if not sections and not article.dek:
        raise ScriptError(f"“{article.title}” holds no words to read aloud.")
    titles = _titles(sections, article)
    bodies = [writer.section(section) for section in sections] or [()]
    if plan.announce is Announce.TITLES:
        bodies[1:] = [writer.announced(title, body) for title, body in zip(titles[1:], bodies[1:], strict=True)]
    bodies[0] = writer.opening(article) + bodies[0]
    bodies[-1] = (*bodies[-1][:-1], replace(bodies[-1][-1], pause_ms=pauses.CLOSING), *writer.closing())
    places = [(_link_to(section, article.link), _image_of(section)) for section in sections] or [(article.link, "")]
    return Script(
        title=article.title,
        language=article.language,
        chapters=tuple(
            Chapter(title, _rest_at_end(body), link, image)
            for title, body, (link, image) in zip(titles, bodies, places, strict=True)
        ),
        omissions=article.omissions + tuple(_unspoken(article.blocks)),
        byline=article.byline,
        published=article.published,
        site=article.site,
        link=article.link,
    )


class _Writer:
    """Turns blocks into utterances in one language, with one lexicon."""

    def __init__(
        self, language: str, lexicon: Lexicon, mentions: frozenset[BlockKind], asked: Aloud, *, quotes_apart: bool
    ) -> None:
        self.quotes_apart = quotes_apart
        self.mentions = mentions
        self.language = language
        self.lexicon = lexicon
        self.asked = asked
        self.phrases: Announcements = announcements_in(language)

    def opening(self, article: Article) -> tuple[Utterance, ...]:
        """Title, standfirst, who wrote it and when, where it is from, and that no person reads it."""
        dek = [
            replace(line, role=Role.ANNOUNCER) for line in self.sentences(article.dek, Role.ANNOUNCER, pauses.OPENING)
        ]
        source = self.phrases.source.format(site=article.site) if article.site else ""
        return (
            self.say(article.title, Role.ANNOUNCER, pauses.OPENING),
            *dek,
            *(self.say(line, Role.ANNOUNCER, pauses.OPENING) for line in (article.byline, article.dateline) if line),
            *(self.say(line, Role.CREDIT, pauses.OPENING) for line in (source, self.phrases.disclosure) if line),
        )

    def closing(self) -> tuple[Utterance, ...]:
        """The last words."""
        return (self.say(self.phrases.closing, Role.CREDIT, pauses.CHAPTER),)

    def section(self, section: Section) -> tuple[Utterance, ...]:
        """All utterances of a section."""
        utterances: list[Utterance] = []
        for block in section.blocks:
            if block.kind in {BlockKind.HEADING, BlockKind.BREAK} and utterances:
                utterances[-1] = replace(utterances[-1], pause_ms=pauses.SECTION)
            if self.is_spoken(block):
                utterances += self.block(block)
        return tuple(utterances)

    def announced(self, title: str, body: tuple[Utterance, ...]) -> tuple[Utterance, ...]:
        """A chapter with its title said first, unless its first words are a heading."""
        if body and body[0].pause_ms == pauses.HEADING:
            return body
        return (self.say(title, Role.ANNOUNCER, pauses.HEADING), *body)

    def is_spoken(self, block: Block) -> bool:
        """Whether anything is said of a block; a picture without a caption has nothing to say."""
        if block.kind in MENTIONED:
            return block.kind in self.mentions and (block.kind is not BlockKind.IMAGE or has_words(block.text))
        return has_words(block.text)

    def block(self, block: Block) -> list[Utterance]:
        """A block's utterances, the last with the block's own pause."""
        match block.kind:
            case BlockKind.TABLE | BlockKind.CODE | BlockKind.FORMULA | BlockKind.IMAGE:
                return [self.say(self.mention(block), Role.ANNOUNCER, pauses.PARAGRAPH)]
            case BlockKind.HEADING:
                return [self.say(block.text, Role.NARRATOR, pauses.HEADING)]
            case BlockKind.QUOTE:
                return self.sentences(block.text, Role.QUOTE, pauses.QUOTE)
            case BlockKind.LIST_ITEM:
                return self.sentences(_BULLET.sub("", block.text, count=1), Role.NARRATOR, pauses.LIST_ITEM)
            case _:
                return self.paragraph(block.text)

    def paragraph(self, text: str) -> list[Utterance]:
        """A paragraph's utterances, its quotations told apart if that is wished."""
        if not self.quotes_apart:
            return self.sentences(text, Role.NARRATOR, pauses.PARAGRAPH)
        spans = spans_of(text, self.language)
        last = len(spans) - 1
        return [
            utterance
            for number, span in enumerate(spans)
            for utterance in self.sentences(
                span.text,
                span.role,
                pauses.PARAGRAPH if number == last else pauses.SENTENCE,
            )
        ]

    def mention(self, block: Block) -> str:
        """The sentence that says what is there to be seen."""
        bare, with_text = {
            BlockKind.TABLE: (self.phrases.table, self.phrases.table_of),
            BlockKind.CODE: (self.phrases.code, self.phrases.code_of),
            BlockKind.FORMULA: (self.phrases.formula, self.phrases.formula),
            BlockKind.IMAGE: ("", self.phrases.picture_of),
        }[block.kind]
        what = block.text if block.text.endswith((".", "!", "?", "…")) else f"{block.text}."
        return with_text.format(what=what) if has_words(block.text) else bare

    def sentences(self, text: str, role: Role, pause_ms: int) -> list[Utterance]:
        """The sentences of a text, the last with the given pause."""
        lines = speakable_sentences(text, self.language)
        last = len(lines) - 1
        return [
            self.say(line, role, pause_ms if number == last else pauses.SENTENCE) for number, line in enumerate(lines)
        ]

    def say(self, text: str, role: Role, pause_ms: int) -> Utterance:
        """One utterance; what has no full stop gets one, so that the voice comes to rest."""
        text = " ".join(text.split())
        spoken = spoken_form(text, self.lexicon, self.language, self.asked)
        return Utterance(text, rested(spoken), role, pause_ms)


def _unspoken(blocks: Iterable[Block]) -> Iterable[Omission]:
    """Blocks of symbols alone."""
    return (
        Omission(block.text, "no words")
        for block in blocks
        if block.text and block.kind not in MENTIONED and not has_words(block.text)
    )


def _link_to(section: Section, page: str) -> str:
    """Where the section can be read: at its heading in the page, if that has an anchor."""
    first = section.blocks[0]
    anchor = first.anchor if first.kind is BlockKind.HEADING and re.fullmatch(r"[\w.:-]+", first.anchor, re.A) else ""
    return f"{page}#{anchor}" if page and anchor else page


def _titles(sections: Sequence[Section], article: Article) -> list[str]:
    """A title for each section: its heading, else a phrase of its own; the article's for a single one."""
    if len(sections) <= 1:
        heading = sections[0].heading if sections else ""
        return [heading_title(heading or article.title, article.language)]
    seen = Counter(section.heading.casefold() for section in sections)
    headings = [
        f"{section.parent}: {section.heading}" if _needs_parent(section, seen) else section.heading
        for section in sections
    ]
    if not headings[0] and headings[1]:
        headings[0] = announcements_in(article.language).introduction
    texts = [" ".join(block.text for block in section.blocks) for section in sections]
    return section_titles(texts, headings, article.language, article.title)


def _needs_parent(section: Section, seen: Counter[str]) -> bool:
    """Whether a heading that stands more than once can be told apart by the one above it."""
    whole = f"{section.parent}: {section.heading}"
    return bool(section.parent and seen[section.heading.casefold()] > 1 and section.heading) and len(whole) <= LONGEST


def _image_of(section: Section) -> str:
    return next((block.image for block in section.blocks if block.image), "")


def _rest_at_end(utterances: tuple[Utterance, ...]) -> tuple[Utterance, ...]:
    return (*utterances[:-1], replace(utterances[-1], pause_ms=pauses.CHAPTER))
