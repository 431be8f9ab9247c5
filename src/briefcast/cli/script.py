"""``briefcast script``: what will be said and what is left out, as a file that a person can edit."""

from __future__ import annotations

from pathlib import Path

import click

from briefcast.cli.scripts import Wishes, script_from, script_options


@click.command("script", short_help="Write what will be said as a file you can edit.")
@click.argument("source", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="As JSON, with the spoken form and pause of every utterance.")
@click.option("--voice", metavar="NAME", help="Whose lexicon to use.  [default: heart]")
@script_options
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE.md", help="Write to FILE.md.")
def command(
    source: Path,
    as_json: bool,
    voice: str | None,
    chapters: int | None,
    chapter_minutes: float | None,
    minutes: float | None,
    announce: str,
    output: Path | None,
) -> None:
    r"""Write the narration of the article in SOURCE as Markdown, with what is left out and why at its end.

    Edit it, then build it:

    \b
      briefcast script essay.md -o essay-script.md
      briefcast build essay-script.md
    """
    from briefcast.files import write_whole
    from briefcast.publishing.manifest import script_json
    from briefcast.scripting.script_file import write_script_file
    from briefcast.voices import load_voice

    script, chosen = script_from(source, Wishes(voice, None, chapters, chapter_minutes, minutes, announce))
    name = voice or chosen.name
    text = (
        script_json(script)
        if as_json
        else write_script_file(script, lambda other: load_voice(other or name).lexicon, name)
    )
    if output:
        write_whole(output, text.encode())
    else:
        click.echo(text, nl=False)
