"""``briefcast voices``: who can read."""

from __future__ import annotations

import click


@click.command("voices", short_help="List the voices.")
def command() -> None:
    """List the voices that ship with Briefcast; the first is the default."""
    from briefcast.voices import load_voice, voice_names

    for voice in map(load_voice, voice_names()):
        click.echo(f"{voice.name:10} {voice.description}  [{voice.engine}; {voice.licence}]")
