"""``briefcast update``: what a show's sources have that is new, spoken and published: for cron."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefcast.cli.progress import progress_for
from briefcast.cli.publish import publish_and_tell
from briefcast.cli.scripts import Wishes, written_as_wished
from briefcast.cli.sources import Chosen, articles_from, finish
from briefcast.errors import BriefcastError, OutputError, ShowError, SourceError

if TYPE_CHECKING:
    from briefcast.model import Article
    from briefcast.show import Show


@click.command("update", short_help="Speak what is new in a show's sources, and publish.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), metavar="DIR")
@click.option("--together", is_flag=True, help="Make one briefing of all that is new, not an episode of each article.")
@click.option("--prune", is_flag=True, help="Remove what the show no longer offers, as “briefcast publish” does.")
@click.option("--allow-private", is_flag=True, help="Fetch from addresses in your own network as well.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors and notes.")
def command(folder: Path, together: bool, prune: bool, allow_private: bool, quiet: bool) -> None:
    """Read the sources of the show in DIR, speak each article that the show has not told yet, and publish the show.

    An article is known by its address, its file and title, or its text. One that cannot be read or spoken is named, the
    others are published all the same, and the exit status is 1.

    \b
    Every morning at five, from cron:
      0 5 * * *  briefcast update --quiet --prune ~/my-show
    """
    from briefcast.publishing.shows.settings_file import load_show

    show = load_show(folder)
    if not show.sources:
        raise ShowError(f'{folder / "show.toml"} has no sources; write there what to read: sources = ["https://…"].')
    chosen = Chosen(_places(show, folder), allow_private=allow_private, newest=show.newest)
    failures = _add_new(folder, show, chosen, together=together, quiet=quiet)
    publish_and_tell(folder, prune=prune, quiet=quiet)
    finish(failures)


def _places(show: Show, folder: Path) -> tuple[str, ...]:
    """The sources; files and folders are named from the show's folder."""
    from briefcast.reading import is_address

    return tuple(source if is_address(source) else str(folder / Path(source).expanduser()) for source in show.sources)


def _add_new(folder: Path, show: Show, chosen: Chosen, *, together: bool, quiet: bool) -> int:
    """Makes episodes of what is new, and gives the number of sources and articles that failed."""
    from briefcast.publishing.locks import Work, held
    from briefcast.publishing.releases.history import load_history

    with held(folder, Work.ADDING):
        told = load_history(folder).names_told()
        articles, failures = _new_articles(chosen, told)
        batches = [articles] if together and articles else [[article] for article in articles]
        for batch in batches:
            try:
                _add(folder, show, batch, chosen, quiet=quiet)
            except (OutputError, ShowError):
                raise  # the next one would fail likewise
            except BriefcastError as error:
                click.echo(f"Left out: “{batch[0].title}”: {error}", err=True)
                failures += 1
    return failures


def _new_articles(chosen: Chosen, told: frozenset[str]) -> tuple[list[Article], int]:
    """Those that the show has not told yet, the oldest first, and how many sources failed."""
    from briefcast.publishing.releases.origins import origin_of

    chosen = replace(chosen, sources=tuple(source for source in chosen.sources if source not in told))
    try:
        articles, failures = articles_from(chosen, told)
    except SourceError as error:
        click.echo(f"Left out: {error}", err=True)
        return [], 1
    known = set(told)
    new = []
    for article in articles:
        names = origin_of(article)
        if known.isdisjoint(names):
            new.append(article)
        known.update(names)
    return new[::-1], failures


def _add(folder: Path, show: Show, articles: list[Article], chosen: Chosen, *, quiet: bool) -> None:
    from briefcast.cli.episodes import draft_of, house_of, report
    from briefcast.publishing.releases.adding import add_episode
    from briefcast.studio import Cache, Means, default_folder
    from briefcast.studio.cache import DEFAULT_LIMIT_BYTES

    wished = written_as_wished(articles, chosen, Wishes(), house_of(show))
    with progress_for(quiet=quiet) as progress:
        added = add_episode(
            folder,
            draft_of(wished, ""),
            progress=progress,
            means=Means(Cache(default_folder(), DEFAULT_LIMIT_BYTES)),
        )
    report(added, quiet=quiet)
