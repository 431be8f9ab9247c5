"""``briefcast script``: what will be said and what is left out, as a file that a person can edit."""

from __future__ import annotations

from pathlib import Path

import click

from briefcast.cli.scripts import script_as_wished, script_options, wishes_from
from briefcast.cli.sources import chosen_from, finish, source_options


@click.command("script", short_help="Write what will be said as a file you can edit.")
@source_options
@click.option("--json", "as_json", is_flag=True, help="As JSON, with the spoken form and pause of every utterance.")
@script_options
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE.md", help="Write to FILE.md.")
def command(
    as_json: bool,
    output: Path | None,
    **reading: object,  # what source_options and script_options add
) -> None:
    """Write the narration of the articles in SOURCE as Markdown, with what is left out and why at its end.

    SOURCE is what "briefcast build" takes: files, web addresses, feeds, folders, or - for standard input.
    Edit it, then build it:

    \b
      briefcast script essay.md -o essay-script.md
      briefcast build essay-script.md
    """
    from briefcast.files import write_whole
    from briefcast.publishing.manifest import script_json
    from briefcast.scripting.script_file import write_script_file
    from briefcast.voices import load_voice

    wished = script_as_wished(chosen_from(reading), wishes_from(reading))
    text = (
        script_json(wished.script)
        if as_json
        else write_script_file(
            wished.script,
            lambda name: load_voice(name, wished.lexicons).lexicon,
            str(wished.billing),
            wished.asked,
            wished.rate,
        )
    )
    if output:
        write_whole(output, text.encode())
    else:
        click.echo(text, nl=False)
    finish(wished.failures)
