"""What ``build`` and ``script`` share: their sources, how to read them, and what to say of those that fail."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefcast.model import Article, BlockKind, Script
    from briefcast.scripting import ChapterPlan, Readers

_MENTIONS = {"tables": "table", "code": "code", "formulas": "formula", "images": "image"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The sources a person named, and how they are to be read."""

    sources: tuple[str, ...]
    keep_all: bool = False
    allow_private: bool = False
    newest: int = 10
    silent: tuple[str, ...] = ()


def source_options(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command SOURCE... and the options that say how sources are read."""
    options = (
        click.argument("sources", nargs=-1, required=True, metavar="SOURCE..."),
        click.option("--keep-all", is_flag=True, help="Leave nothing out: read menus, captions and share lines too."),
        click.option(
            "--no-mention",
            "silent",
            multiple=True,
            type=click.Choice(list(_MENTIONS)),
            help="Do not even say that there is one.  May be repeated.",
        ),
        click.option(
            "--newest",
            type=click.IntRange(1, 255),
            default=10,
            show_default=True,
            metavar="N",
            help="How many items of a feed to read.",
        ),
        click.option("--allow-private", is_flag=True, help="Fetch from addresses in your own network as well."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def chosen_from(values: dict[str, Any]) -> Chosen:
    """The values of the options above."""
    return Chosen(**{name: values[name] for name in ("sources", "keep_all", "allow_private", "newest", "silent")})


def articles_from(chosen: Chosen, known: frozenset[str] = frozenset()) -> tuple[list[Article], int]:
    """All articles that could be read, and how many could not; each of those is named on stderr.

    Args:
        chosen: the sources.
        known: addresses that a feed or a list may name but that are not fetched again.

    Raises:
        SourceError: none could be read, and one should have been.
    """
    from briefcast.reading import Manner, Unread, read_all

    manner = Manner(keep_all=chosen.keep_all, allow_private=chosen.allow_private, newest=chosen.newest, known=known)
    articles, unread = [], []
    for one in read_all([_source(name) for name in chosen.sources], manner):
        if isinstance(one, Unread):
            unread.append(one)
        else:
            articles.append(one)
    if unread and not articles:
        for failed in unread[:-1]:
            click.echo(f"Error: {failed.error}", err=True)
        raise unread[-1].error
    for failed in unread:
        click.echo(f"Left out: {failed.error}", err=True)
    return articles, len(unread)


def script_of(
    articles: list[Article],
    chosen: Chosen,
    readers: Readers,
    title: str | None = None,
    shape: tuple[ChapterPlan | None, float | None] = (None, None),
    say: tuple[str, ...] = (),
) -> Script:
    """The script of the articles.

    Args:
        articles: what is told, one or more.
        chosen: the sources they are from, and of what nothing is to be said.
        readers: who tells them.
        title: of the episode, or None for the article's own.
        shape: wishes for the chapters, and the minutes to which the articles together are cut (None: uncut).
        say: names of what is to be heard that is passed over otherwise.
    """
    from briefcast.scripting import write_briefing
    from briefcast.scripting.spoken import aloud

    plan, minutes = shape
    return write_briefing(
        _abridged(articles, minutes) if minutes else articles,
        readers,
        _mentions(chosen.silent),
        title=" ".join((title or "").split()),
        plan=plan,
        asked=aloud(say),
    )


def _abridged(articles: list[Article], minutes: float) -> list[Article]:
    """The articles cut to a listening time, each to its share."""
    from briefcast.scripting import abridge
    from briefcast.scripting.sections import seconds_of

    seconds = [seconds_of(article.blocks) for article in articles]
    return [abridge(one, minutes * own / sum(seconds)) for one, own in zip(articles, seconds, strict=True) if own]


def finish(failures: int) -> None:
    """Leaves with status 1 if a source could not be read, though the others were."""
    if failures:
        sys.exit(1)


def _source(name: str) -> str | Path:
    from briefcast.reading import is_address

    return name if name == "-" or is_address(name) else Path(name)


def _mentions(silent: tuple[str, ...]) -> frozenset[BlockKind]:
    from briefcast.model import BlockKind
    from briefcast.scripting import MENTIONED

    return MENTIONED - {BlockKind(_MENTIONS[name]) for name in silent}
