"""``briefcast script``: what will be said, and what is left out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from briefcast.model import Script


@click.command("script", short_help="Show what will be said, chapter by chapter.")
@click.argument("source", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="As JSON, with the spoken form and pause of every utterance.")
@click.option("--voice", default="heart", show_default=True, metavar="NAME", help="Whose lexicon to use.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE.")
def command(source: Path, as_json: bool, voice: str, output: Path | None) -> None:
    """Print the narration script of the article in SOURCE, and what is left out and why."""
    from briefcast.files import write_whole
    from briefcast.publishing.manifest import script_json
    from briefcast.reading import read
    from briefcast.scripting import write_script
    from briefcast.voices import load_voice

    script = write_script(read(source), load_voice(voice).lexicon)
    text = script_json(script) if as_json else _as_text(script)
    if output:
        write_whole(output, text.encode())
    else:
        click.echo(text, nl=False)


def _as_text(script: Script) -> str:
    lines = [f"# {script.title}", ""]
    for chapter in script.chapters:
        lines += [f"## {chapter.title}", "", *(utterance.text for utterance in chapter.utterances), ""]
    if script.omissions:
        lines += ["Left out:", *(f"- {omission.reason}: {omission.text}" for omission in script.omissions), ""]
    return "\n".join(lines)
