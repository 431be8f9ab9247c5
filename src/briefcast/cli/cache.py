"""``briefcast cache``: what is kept for the next time."""

from __future__ import annotations

import sys

import click

from briefcast.cli.sizes import in_words


@click.group("cache", short_help="What is kept for the next time: its size, its health, its end.")
def command() -> None:
    """What is kept for the next time: spoken sentences (takes), encoded chapters, notes of builds.

    All of it can be made again. The longest unused go when it grows larger than the limit: 4 GB, or what
    “briefcast build --cache-limit” or the variable BRIEFCAST_CACHE_LIMIT says.
    """


@command.command("info")
def info() -> None:
    """Say where it is, and how much is in it."""
    from briefcast.studio.cache import default_folder
    from briefcast.studio.cache_upkeep import contents

    click.echo(default_folder())
    for some in contents(default_folder()):
        click.echo(f"  {some.kind:9} {some.count:7}  {in_words(some.size):>10}")


@command.command("clear")
def clear() -> None:
    """Remove everything that is kept."""
    from briefcast.studio.cache import default_folder
    from briefcast.studio.cache_upkeep import clear

    click.echo(f"{in_words(clear(default_folder()))} freed.")


@command.command("verify")
def verify() -> None:
    """Read everything that is kept, and remove what is damaged.

    The exit status is 1 if anything was.
    """
    from briefcast.studio.cache import default_folder
    from briefcast.studio.cache_upkeep import contents, remove_damaged

    damaged = remove_damaged(default_folder())
    for path in damaged:
        click.echo(f"Damaged, removed: {path}")
    *some, last = [f"{some.count} {some.kind}" for some in contents(default_folder())]
    click.echo(f"{', '.join(some)} and {last} are whole.")
    if damaged:
        sys.exit(1)
