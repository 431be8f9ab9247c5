"""``briefcast script``: what will be said, and what is left out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefcast.cli.sources import chosen_from, finish, script_from, source_options

if TYPE_CHECKING:
    from briefcast.model import Omission, Script


@click.command("script", short_help="Show what will be said, chapter by chapter.")
@source_options
@click.option("--json", "as_json", is_flag=True, help="As JSON, with the spoken form and pause of every utterance.")
@click.option("--voice", default="heart", show_default=True, metavar="NAME", help="Whose lexicon to use.")
@click.option(
    "--lexicon",
    "lexicons",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="A lexicon for this script.",
)
@click.option("--title", metavar="TEXT", help="Title of the episode, instead of the article's own.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE.")
def command(
    as_json: bool,
    voice: str,
    lexicons: tuple[Path, ...],
    title: str | None,
    output: Path | None,
    **reading: Any,  # noqa: ANN401  # what source_options adds
) -> None:
    """Print the narration script of the articles in SOURCE, and what is left out and why.

    SOURCE is what "briefcast build" takes: files, web addresses, feeds, folders, or - for standard input.
    """
    from briefcast.files import write_whole
    from briefcast.publishing.manifest import script_json
    from briefcast.voices import load_voice

    script, failures = script_from(chosen_from(reading), load_voice(voice, lexicons), title)
    text = script_json(script) if as_json else _as_text(script)
    if output:
        write_whole(output, text.encode())
    else:
        click.echo(text, nl=False)
    finish(failures)


def _as_text(script: Script) -> str:
    lines = [f"# {script.title}", ""]
    for chapter in script.chapters:
        lines += [f"## {chapter.title}", "", *(utterance.text for utterance in chapter.utterances), ""]
    if script.omissions:
        lines += ["Left out:", *map(_omission, script.omissions), ""]
    return "\n".join(lines)


def _omission(omission: Omission) -> str:
    """A line for what is left out; a table or listing takes one line too."""
    text = " / ".join(line.strip() for line in omission.text.splitlines() if line.strip())
    return f"- {omission.reason}: {text}" + (f" <{omission.link}>" if omission.link else "")
