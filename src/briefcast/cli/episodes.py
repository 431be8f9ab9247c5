"""What commands that add to a show print of each episode, and of what could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefcast.cli.scripts import House

if TYPE_CHECKING:
    from briefcast.cli.scripts import Wished
    from briefcast.publishing.releases.adding import Added, Draft
    from briefcast.show import Show


def house_of(show: Show) -> House:
    """What the show says where neither the person nor the script does."""
    return House(show.voices, show.theme)


def draft_of(wished: Wished, source: str) -> Draft:
    """What is to be an episode.

    Args:
        wished: the script, and what it was written from.
        source: of a script that a person edited, its file, or "-".
    """
    from briefcast.publishing.releases.adding import Draft
    from briefcast.publishing.releases.origins import credits_of, credits_of_script, origin_of, origin_of_script

    articles = wished.articles
    if not articles:
        origins = (origin_of_script(wished.script, source),)
        return Draft(wished.script, wished.cast(), origins, credits_of_script(wished.script))
    return Draft(
        wished.script,
        wished.cast(),
        tuple(map(origin_of, articles)),
        credits_of(articles),
        dek=articles[0].dek if len(articles) == 1 else "",
    )


def report(added: Added, *, quiet: bool) -> None:
    """Says what became of the episode; warnings even when quiet."""
    from briefcast.publishing.hosting import size_note

    media = added.release.media
    size = size_note(media.name, media.size_bytes)
    for warning in (*added.warnings, *added.files.episode.warnings, *([size] if size else [])):
        click.echo(f"Note: {warning}", err=True)
    if not quiet:
        minutes, seconds = divmod(media.duration_ms // 1000, 60)
        click.echo(f"{added.fate}: {added.release.title}  {minutes}:{seconds:02d}  {added.files.audio}")
