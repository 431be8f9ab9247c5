"""What ``build`` and ``script`` share: from sources and a person's wishes to a script."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefcast.cli.sources import Chosen, articles_from, script_of
from briefcast.errors import SourceError
from briefcast.model import DEFAULT_THEME, RATES, Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefcast.model import Article, Script
    from briefcast.scripting import ChapterPlan, Readers
    from briefcast.scripting.billing import Billing
    from briefcast.scripting.spoken import Aloud
    from briefcast.voices import Cast


@dataclass(frozen=True, slots=True)
class Wishes:
    """The options that shape a script, as given."""

    #: Who reads, as ``Billing`` is written; none for the script's own or the default.
    voice: tuple[str, ...] = ()
    #: Pace as a factor of the voices' profiles, or None for the script's own.
    rate: float | None = None
    lexicons: tuple[Path, ...] = ()
    #: Of the episode, instead of the article's own.
    title: str | None = None
    chapters: int | None = None
    chapter_minutes: float | None = None
    minutes: float | None = None
    announce: str = "none"
    #: What is heard around the words, or None for the script's own or the default.
    theme: str | None = None
    #: Names of what is to be heard that is passed over otherwise.
    say: tuple[str, ...] = ()

    @property
    def shape_chapters(self) -> bool:
        """Whether any of them changes what a script already says; a theme says nothing."""
        return bool(self.chapters or self.chapter_minutes or self.minutes or self.announce == "titles")


@dataclass(frozen=True, slots=True)
class House:
    """What a show says where neither the person nor the script does."""

    #: Who reads, as ``Billing`` is written.
    voices: tuple[str, ...] = ()
    theme: str = DEFAULT_THEME


PLAIN_HOUSE = House()


def lexicon_option(purpose: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option that names lexicons; it may be repeated."""
    return click.option(
        "--lexicon",
        "lexicons",
        multiple=True,
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help=purpose,
    )


def rate_option() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option that says how fast all is read."""
    return click.option(
        "--rate", type=click.FloatRange(*RATES), metavar="F", help="F times as fast as the voice's own pace."
    )


def say_option() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option that says what is to be heard that is passed over otherwise."""
    return click.option(
        "--say",
        multiple=True,
        type=click.Choice(["quotes", "addresses", "emoji"]),
        help="Also say quotation marks, web addresses to their end, names of emoji.  May be repeated.",
    )


def script_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that shape a script; ``wishes_from`` takes them."""
    options = (
        click.option(
            "--voice",
            multiple=True,
            metavar="[ROLE=]NAME",
            help="Who reads; see “briefcast voices”. With ROLE= (announcer, narrator, quote, credit) who reads that; "
            "narrator=NAME,NAME take turns by article.  May be repeated.  [default: heart]",
        ),
        rate_option(),
        lexicon_option("A lexicon for this script."),
        click.option("--title", metavar="TEXT", help="Title of the episode, instead of the article's own."),
        click.option("--chapters", type=click.IntRange(1, 255), metavar="N", help="Make N chapters of each article."),
        click.option(
            "--chapter-minutes", type=click.FloatRange(0.25, 120), metavar="M", help="Aim at chapters of M minutes."
        ),
        click.option(
            "--minutes", type=click.FloatRange(0.25, 1440), metavar="M", help="Cut the text to M minutes of listening."
        ),
        click.option(
            "--announce",
            type=click.Choice(["none", "titles"]),
            default="none",
            show_default=True,
            help="What the announcer says where a chapter begins.",
        ),
        click.option(
            "--theme",
            metavar="THEME",
            help="Music around the words: none, chime, harbour, lantern, a sound file, a folder or .toml of a "
            "theme.  [default: chime]",
        ),
        say_option(),
    )
    for option in reversed(options):
        command = option(command)
    return command


def wishes_from(values: dict[str, Any]) -> Wishes:
    """The values of the options above, taken out of the others."""
    return Wishes(**{name: values.pop(name) for name in Wishes.__slots__})


@dataclass(frozen=True, slots=True)
class Wished:
    """A script, who reads it and how fast, what is said aloud in it, and how many sources failed."""

    script: Script
    billing: Billing
    rate: float
    asked: Aloud
    lexicons: tuple[Path, ...] = ()
    failures: int = 0
    #: What the script was written from; none for one that a person edited.
    articles: tuple[Article, ...] = ()

    def cast(self) -> Cast:
        """The voices that read it.

        Raises:
            VoiceError: one of them is unknown.
        """
        from briefcast.voices import cast_for, load_voice

        asked = {role: self.billing.voice_of(role) for role in Role}
        guests = {utterance.voice for utterance in self.script.utterances if utterance.voice}
        voices = {name: load_voice(name, self.lexicons) for name in {*asked.values(), *guests}}
        return cast_for(
            voices[asked[Role.NARRATOR]],
            self.script.language,
            {name: voices[name] for name in guests},
            {role: voices[name] for role, name in asked.items()},
            self.rate,
        )


def script_as_wished(chosen: Chosen, wishes: Wishes, house: House = PLAIN_HOUSE) -> Wished:
    """The script of the articles, or the one a person edited.

    Raises:
        click.UsageError: wishes for the chapters of a script that has its own.
        BriefcastError: nothing can be read, or there is no such voice.
    """
    if len(chosen.sources) == 1:
        from briefcast.reading.source import markdown_text
        from briefcast.scripting.script_reading import is_script_file

        text = markdown_text(chosen.sources[0])
        if text is not None and is_script_file(text):
            source = "standard input" if chosen.sources[0] == "-" else chosen.sources[0]
            return _edited(text, source, wishes, house)
    articles, failures = articles_from(chosen)
    if not articles:
        raise SourceError(f"{', '.join(chosen.sources)} holds no articles; there is nothing to read aloud.")
    return replace(written_as_wished(articles, chosen, wishes, house), failures=failures)


def written_as_wished(articles: list[Article], chosen: Chosen, wishes: Wishes, house: House = PLAIN_HOUSE) -> Wished:
    """The script of articles that were read from the sources chosen.

    Raises:
        BriefcastError: nothing in them can be spoken, or there is no such voice.
    """
    from briefcast.scripting.billing import billing_of, with_default
    from briefcast.scripting.spoken import aloud
    from briefcast.voices.profiles import DEFAULT_VOICE

    billing = with_default(billing_of(wishes.voice).over(billing_of(house.voices)), DEFAULT_VOICE)
    readers = _readers(billing, wishes.lexicons)
    script = script_of(articles, chosen, readers, wishes.title, _shape(wishes), wishes.say)
    script = replace(script, theme=wishes.theme or house.theme)
    return Wished(script, billing, wishes.rate or 1.0, aloud(wishes.say), wishes.lexicons, articles=tuple(articles))


def _readers(billing: Billing, lexicons: tuple[Path, ...]) -> Readers:
    """Who tells the articles; the first narrator is the one cast, the others are named in the script."""
    from briefcast.scripting import Reader, Readers
    from briefcast.voices import load_voice

    voices = [load_voice(name, lexicons) for name in billing.narrators]
    for role in Role:
        load_voice(billing.voice_of(role), lexicons)
    narrators = [
        Reader(name if number else "", voice.lexicon)
        for number, (name, voice) in enumerate(zip(billing.narrators, voices, strict=True))
    ]
    return Readers(tuple(narrators), billing.quotes_apart)


def _shape(wishes: Wishes) -> tuple[ChapterPlan, float | None]:
    from briefcast.scripting import Announce, ChapterPlan

    return ChapterPlan(wishes.chapters, wishes.chapter_minutes, Announce(wishes.announce)), wishes.minutes


def _edited(text: str, source: str, wishes: Wishes, house: House) -> Wished:
    from briefcast.scripting.billing import billing_of, with_default
    from briefcast.scripting.script_reading import read_script_file
    from briefcast.scripting.spoken import aloud
    from briefcast.voices import load_voice
    from briefcast.voices.profiles import DEFAULT_VOICE

    if wishes.shape_chapters:
        raise click.UsageError(f"{source} is a script and has its chapters; change them there.")

    def lexicon(name: str) -> tuple[tuple[str, str], ...]:
        return load_voice(name or DEFAULT_VOICE, wishes.lexicons).lexicon

    wished = billing_of(wishes.voice)
    for role in Role:
        lexicon(wished.voice_of(role))
    file = read_script_file(text, source, lexicon, voice=str(wished), asked=aloud(wishes.say))
    own_theme = "" if file.script.theme == DEFAULT_THEME else file.script.theme
    script = replace(file.script, theme=wishes.theme or own_theme or house.theme)
    if wishes.title:
        script = replace(script, title=" ".join(wishes.title.split()))
    billing = with_default(file.billing.over(billing_of(house.voices)), DEFAULT_VOICE)
    return Wished(script, billing, wishes.rate or file.rate, file.asked, wishes.lexicons)
