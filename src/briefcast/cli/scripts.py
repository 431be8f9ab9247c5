"""What ``build`` and ``script`` share: from a source and a person's wishes to a script."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from briefcast.model import Script, Voice


@dataclass(frozen=True, slots=True)
class Wishes:
    """The options that shape a script, as given."""

    #: Name of the voice, or None for the script's own or the default.
    voice: str | None = None
    #: Of the episode, instead of the article's own.
    title: str | None = None
    chapters: int | None = None
    chapter_minutes: float | None = None
    minutes: float | None = None
    announce: str = "none"

    @property
    def shape_chapters(self) -> bool:
        """Whether any of them changes what a script already says."""
        return bool(self.chapters or self.chapter_minutes or self.minutes or self.announce != "none")


def script_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that shape a script; the command gets them by name."""
    options = (
        click.option("--chapters", type=click.IntRange(1, 255), metavar="N", help="Make N chapters."),
        click.option(
            "--chapter-minutes", type=click.FloatRange(0.25, 120), metavar="M", help="Aim at chapters of M minutes."
        ),
        click.option(
            "--minutes",
            type=click.FloatRange(0.25, 1440),
            metavar="M",
            help="Cut the article to M minutes of listening.",
        ),
        click.option(
            "--announce",
            type=click.Choice(["none", "titles"]),
            default="none",
            show_default=True,
            help="What is said where a chapter begins.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def script_from(source: Path, wishes: Wishes) -> tuple[Script, Voice]:
    """The script of an article, or the one a person edited, and the voice to read it.

    Raises:
        click.UsageError: wishes for the chapters of a script that has its own.
        BriefcastError: the source cannot be read, or there is no such voice.
    """
    from briefcast.reading import read
    from briefcast.reading.source import markdown_text
    from briefcast.scripting import Announce, ChapterPlan, abridge, write_script
    from briefcast.voices import load_voice
    from briefcast.voices.profiles import DEFAULT_VOICE

    text = markdown_text(source)
    if text is not None:
        from briefcast.scripting.script_reading import is_script_file

        if is_script_file(text):
            return _edited(text, source, wishes)
    voice = load_voice(wishes.voice or DEFAULT_VOICE)
    article = read(source)
    if wishes.title:
        article = replace(article, title=" ".join(wishes.title.split()))
    if wishes.minutes:
        article = abridge(article, wishes.minutes)
    plan = ChapterPlan(wishes.chapters, wishes.chapter_minutes, Announce(wishes.announce))
    return write_script(article, voice.lexicon, plan), voice


def _edited(text: str, source: Path, wishes: Wishes) -> tuple[Script, Voice]:
    from briefcast.scripting.script_reading import read_script_file
    from briefcast.voices import load_voice
    from briefcast.voices.profiles import DEFAULT_VOICE

    if wishes.shape_chapters:
        raise click.UsageError(f"{source} is a script and has its chapters; change them there.")

    def lexicon(name: str) -> tuple[tuple[str, str], ...]:
        return load_voice(name or wishes.voice or DEFAULT_VOICE).lexicon

    file = read_script_file(text, str(source), lexicon, voice=wishes.voice or "")
    script = replace(file.script, title=" ".join(wishes.title.split())) if wishes.title else file.script
    return script, load_voice(file.voice or DEFAULT_VOICE)
