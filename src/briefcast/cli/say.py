"""``briefcast say``: how a line is read, as words or as sound."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefcast.cli.scripts import lexicon_option, rate_option, say_option

if TYPE_CHECKING:
    from collections.abc import Iterator


@click.command("say", short_help="Say a line: as words, or as a WAV file.")
@click.argument("text")
@click.option("--spoken", is_flag=True, help="Print how it is read; with - a line for each line read.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="OUT.wav", help="Write the sound."
)
@click.option("--voice", default="heart", show_default=True, metavar="NAME", help="Who says it.")
@lexicon_option("A lexicon for this script.")
@click.option("--language", default="en", show_default=True, metavar="TAG", help="The language of TEXT.")
@rate_option()
@say_option()
def command(
    text: str,
    spoken: bool,
    output: Path | None,
    voice: str,
    lexicons: tuple[Path, ...],
    language: str,
    rate: float | None,
    say: tuple[str, ...],
) -> None:
    """Say TEXT, or with - each line of standard input.

    \b
    Examples:
      briefcast say "Dr. Lee paid £1.2bn." --spoken
      briefcast say --spoken - < lines.txt
      briefcast say --spoken --say quotes "He said “yes”."
      briefcast say "Good evening." -o evening.wav
    """
    from briefcast.scripting.spoken import aloud, spoken_form
    from briefcast.voices import load_voice

    if not spoken and not output:
        raise click.UsageError("Say what to make of it: --spoken prints the words, -o OUT.wav writes the sound.")
    chosen = load_voice(voice, lexicons)
    asked = aloud(say)
    said = []
    for line in _lines(text):
        said.append(spoken_form(line, chosen.lexicon, language, asked) if line.strip() else "")
        if spoken:
            click.echo(said[-1])
    if output:
        from briefcast.voices.saying import write_wav

        for warning in write_wav([line for line in said if line], chosen, language, output, rate or 1.0):
            click.echo(f"Note: {warning}", err=True)


def _lines(text: str) -> Iterator[str]:
    if text != "-":
        yield text
        return
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", errors="replace").rstrip("\r\n")
