"""Article -> Script: sections become chapters, sentences utterances, and an announcer frames them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefcast.errors import ScriptError
from briefcast.model import Article, Block, BlockKind, Chapter, Omission, Role, Script, Utterance
from briefcast.scripting import pauses
from briefcast.scripting.announcements import Announcements, announcements_in
from briefcast.scripting.sections import Section, cut_into_sections
from briefcast.scripting.sentences import split_sentences
from briefcast.scripting.spoken import spoken_form
from briefcast.scripting.titles import heading_title, phrase_titles

if TYPE_CHECKING:
    from collections.abc import Iterable

    Lexicon = tuple[tuple[str, str], ...]

_PAUSE_AFTER = {
    BlockKind.PARAGRAPH: pauses.PARAGRAPH,
    BlockKind.QUOTE: pauses.QUOTE,
    BlockKind.LIST_ITEM: pauses.LIST_ITEM,
    BlockKind.HEADING: pauses.HEADING,
}
#: Kinds of which one sentence says that they are there.
MENTIONED = frozenset({BlockKind.TABLE, BlockKind.CODE, BlockKind.FORMULA, BlockKind.IMAGE})


def write_script(article: Article, lexicon: Lexicon = (), mentions: frozenset[BlockKind] = MENTIONED) -> Script:
    """The narration of an article: an opening, its chapters, a closing.

    Every word of the article is in exactly one utterance, in order, or in an omission.

    Args:
        article: what to narrate.
        lexicon: pairs of a written word and its respelling.
        mentions: kinds of block that are mentioned in a sentence; others of ``MENTIONED`` pass in silence.

    Raises:
        ScriptError: the article holds nothing that can be spoken.
    """
    writer = _Writer(article.language, lexicon)
    sections = cut_into_sections(tuple(block for block in article.blocks if _is_spoken(block, mentions)))
    if not sections and not article.dek:
        raise ScriptError(f"“{article.title}” holds no words to read aloud.")
    titles = _titles(sections, article)
    bodies = [writer.section(section) for section in sections] or [()]
    bodies[0] = writer.opening(article) + bodies[0]
    bodies[-1] += writer.closing()
    links = [_link_to(section, article.link) for section in sections] or [article.link]
    chapters = tuple(
        Chapter(title, _rest_at_end(body), link) for title, body, link in zip(titles, bodies, links, strict=True)
    )
    return Script(
        title=article.title,
        language=article.language,
        chapters=chapters,
        omissions=article.omissions + tuple(_unspoken(article.blocks)),
        byline=article.byline,
        published=article.published,
        site=article.site,
        link=article.link,
    )


class _Writer:
    """Turns blocks into utterances in one language, with one lexicon."""

    def __init__(self, language: str, lexicon: Lexicon) -> None:
        self.language = language
        self.lexicon = lexicon
        self.phrases: Announcements = announcements_in(language)

    def opening(self, article: Article) -> tuple[Utterance, ...]:
        """Title, standfirst, who wrote it and when, where it is from, and that no person reads it."""
        dek = [
            replace(line, role=Role.ANNOUNCER) for line in self.sentences(article.dek, Role.ANNOUNCER, pauses.OPENING)
        ]
        source = self.phrases.source.format(site=article.site) if article.site else ""
        lines = [article.byline, article.dateline, source, self.phrases.disclosure]
        return (
            self.say(article.title, Role.ANNOUNCER, pauses.OPENING),
            *dek,
            *(self.say(line, Role.ANNOUNCER, pauses.OPENING) for line in lines if line),
        )

    def closing(self) -> tuple[Utterance, ...]:
        """The announcer's last words."""
        return (self.say(self.phrases.closing, Role.ANNOUNCER, pauses.CHAPTER),)

    def section(self, section: Section) -> tuple[Utterance, ...]:
        """All utterances of a section."""
        utterances: list[Utterance] = []
        for block in section.blocks:
            if block.kind is BlockKind.HEADING and utterances:
                utterances[-1] = replace(utterances[-1], pause_ms=pauses.BEFORE_HEADING)
            utterances += self.block(block)
        return tuple(utterances)

    def block(self, block: Block) -> list[Utterance]:
        """A block's utterances, the last with the block's own pause."""
        match block.kind:
            case BlockKind.TABLE | BlockKind.CODE | BlockKind.FORMULA | BlockKind.IMAGE:
                return [self.say(self.mention(block), Role.ANNOUNCER, pauses.PARAGRAPH)]
            case BlockKind.HEADING:
                return [self.say(block.text, Role.NARRATOR, pauses.HEADING)]
            case BlockKind.QUOTE:
                return self.sentences(block.text, Role.QUOTE, pauses.QUOTE)
            case _:
                return self.sentences(block.text, Role.NARRATOR, _PAUSE_AFTER[block.kind])

    def mention(self, block: Block) -> str:
        """The sentence that says what is there to be seen."""
        bare, with_text = {
            BlockKind.TABLE: (self.phrases.table, self.phrases.table_of),
            BlockKind.CODE: (self.phrases.code, self.phrases.code_of),
            BlockKind.FORMULA: (self.phrases.formula, self.phrases.formula),
            BlockKind.IMAGE: ("", self.phrases.picture_of),
        }[block.kind]
        what = block.text if block.text.endswith((".", "!", "?", "…")) else f"{block.text}."
        return with_text.format(what=what) if _has_words(block.text) else bare

    def sentences(self, text: str, role: Role, pause_ms: int) -> list[Utterance]:
        """The sentences of a text, the last with the given pause."""
        lines = _with_words(split_sentences(text, self.language))
        last = len(lines) - 1
        return [
            self.say(line, role, pause_ms if number == last else pauses.SENTENCE) for number, line in enumerate(lines)
        ]

    def say(self, text: str, role: Role, pause_ms: int) -> Utterance:
        """One utterance; what has no full stop gets one, so that the voice comes to rest."""
        spoken = spoken_form(text, self.lexicon, self.language)
        if spoken[-1].isalnum():
            spoken += "."
        return Utterance(text, spoken, role, pause_ms)


def _with_words(sentences: list[str]) -> list[str]:
    """Sentences that a voice can speak; a piece without a letter or digit goes with its neighbour."""
    out: list[str] = []
    for sentence in sentences:
        if out and (not _has_words(sentence) or not _has_words(out[-1])):
            out[-1] = f"{out[-1]} {sentence}"
        else:
            out.append(sentence)
    return out


def _is_spoken(block: Block, mentions: frozenset[BlockKind]) -> bool:
    """Whether anything is said of a block; a picture without a caption has nothing to say."""
    if block.kind in MENTIONED:
        return block.kind in mentions and (block.kind is not BlockKind.IMAGE or _has_words(block.text))
    return _has_words(block.text)


def _unspoken(blocks: Iterable[Block]) -> Iterable[Omission]:
    """Blocks of symbols alone."""
    return (
        Omission(block.text, "no words")
        for block in blocks
        if block.text and block.kind not in MENTIONED and not _has_words(block.text)
    )


def _has_words(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _link_to(section: Section, page: str) -> str:
    """Where the section can be read: at its heading in the page, if that has an anchor."""
    first = section.blocks[0]
    anchor = first.anchor if first.kind is BlockKind.HEADING and re.fullmatch(r"[\w.:-]+", first.anchor, re.A) else ""
    return f"{page}#{anchor}" if page and anchor else page


def _titles(sections: list[Section], article: Article) -> list[str]:
    """A title for each section: its heading, else a phrase of its own, else the article's title."""
    if len(sections) <= 1:
        return [heading_title(sections[0].heading if sections and sections[0].heading else article.title)]
    if any(section.heading for section in sections):
        introduction = announcements_in(article.language).introduction
        return _distinct([heading_title(section.heading) if section.heading else introduction for section in sections])
    texts = [" ".join(block.text for block in section.blocks) for section in sections]
    return phrase_titles(texts, article.language)


def _distinct(titles: list[str]) -> list[str]:
    """The titles, with a number behind any that has been before."""
    out: list[str] = []
    for title in titles:
        seen = sum(other == title for other in titles[: len(out)])
        out.append(f"{title[:34]} ({seen + 1})" if seen else title)
    return out


def _rest_at_end(utterances: tuple[Utterance, ...]) -> tuple[Utterance, ...]:
    return (*utterances[:-1], replace(utterances[-1], pause_ms=pauses.CHAPTER))
