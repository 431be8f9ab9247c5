"""``briefcast voices``: who can read, how each sounds, and the models that have to be fetched."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefcast.errors import BriefcastError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefcast.model import Voice
    from briefcast.voices.model_files import ModelFile

_COLUMNS = ("VOICE", "LANGUAGE", "SEX", "ENGINE", "NATURAL", "ERRORS", "SPEED", "READY", "LICENCE")


class _Voices(click.Group):
    """A group in which a word that is no command is the name of a voice to hear."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            return "hear", self.commands["hear"], args
        return super().resolve_command(ctx, args)


@click.group("voices", cls=_Voices, invoke_without_command=True, short_help="List, hear and fetch voices.")
@click.option("--measure", is_flag=True, help="Time every voice that is ready on this machine first.")
@click.option("--json", "as_json", is_flag=True, help="Print all that is known of each voice as JSON.")
@click.pass_context
def command(ctx: click.Context, measure: bool, as_json: bool) -> None:
    """List the voices: those that ship with Briefcast and your own; the first is the default.

    NATURAL is how natural a voice sounds from 1 to 5, as a listening model predicts; ERRORS the words in a
    hundred that a speech recogniser mistakes; SPEED the seconds it speaks in a second on this machine, one
    utterance at a time. Where these stand in no column they have not been measured.

    \b
    Examples:
      briefcast voices                     the list
      briefcast voices heart               hear the voice “heart”
      briefcast voices heart -o heart.wav  ... or write it to a file
      briefcast voices fetch kokoro-emma   download a voice; nothing else ever downloads one
      briefcast voices fetch kokoro-emma --from /media/stick
    """
    if ctx.invoked_subcommand:
        return
    from briefcast.voices.speed import known_speeds

    voices, broken = _all_voices()
    if measure:
        broken += _timed(voices)
    speeds = known_speeds(voices)
    if as_json:
        import json

        click.echo(json.dumps([_facts(voice, speeds) for voice in voices], indent=2, ensure_ascii=False))
    else:
        click.echo(_table([_row(_facts(voice, speeds)) for voice in voices]))
    if broken:
        raise BriefcastError("\nError: ".join(broken))


@command.command("hear", hidden=True)
@click.argument("name")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="OUT.wav", help="Write it to a file."
)
def hear(name: str, output: Path | None) -> None:
    """Hear a sample of the voice NAME, or of a profile file; where nothing can play it, it is written to NAME.wav."""
    from briefcast.files import write_whole
    from briefcast.voices import load_voice
    from briefcast.voices.saying import as_wav
    from briefcast.voices.speed import sample

    voice = load_voice(name)
    sound = as_wav(sample(voice))
    if output is None and _played(sound):
        return
    path = output or Path(f"{voice.name}.wav")
    write_whole(path, sound)
    click.echo(f"{path}  {voice.description}")


@command.command("fetch")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option(
    "--from",
    "mirror",
    default="",
    metavar="PLACE",
    help="A folder or an address that has the files, in place of the one where their makers publish them.",
)
def fetch(names: tuple[str, ...], mirror: str) -> None:
    """Download the models of the voices NAME... from where their makers publish them.

    Size and SHA-256 are checked; a download that was cut off goes on where it ended. This is the only command
    that ever downloads a model.
    """
    from briefcast.voices import load_voice
    from briefcast.voices.engine import lack_of
    from briefcast.voices.fetching import fetch as bring
    from briefcast.voices.model_files import missing_files

    for voice in map(load_voice, names):
        for file in missing_files(voice):
            with _download_bar(file) as report:
                path = bring(file, report, mirror)
            click.echo(f"{path}  {file.size / 1e6:.1f} MB")
        lack = lack_of(voice)
        if lack:
            raise BriefcastError(lack)
        click.echo(f"The voice “{voice.name}” is ready.")


def _all_voices() -> tuple[list[Voice], list[str]]:
    """Every voice whose profile can be read, and what is wrong with the others."""
    from briefcast.voices import load_voice, voice_names

    voices: list[Voice] = []
    broken: list[str] = []
    for name in voice_names():
        try:
            voices.append(load_voice(name))
        except BriefcastError as error:
            broken.append(str(error))
    return voices, broken


def _timed(voices: list[Voice]) -> list[str]:
    """Times the voices that are ready; what went wrong with any."""
    from briefcast.voices.engine import lack_of
    from briefcast.voices.speed import sample

    wrong = []
    for voice in voices:
        if not lack_of(voice):
            try:
                sample(voice)
            except BriefcastError as error:
                wrong.append(str(error))
    return wrong


def _facts(voice: Voice, speeds: dict[str, float]) -> dict[str, Any]:
    from briefcast.voices.engine import lack_of

    lack = lack_of(voice)
    return {
        "name": voice.name,
        "languages": voice.languages,
        "sex": voice.sex,
        "engine": voice.engine,
        "speaker": voice.speaker,
        "description": voice.description,
        "synthetic": voice.synthetic,
        "naturalness": voice.naturalness,
        "word_errors": voice.word_errors,
        "speed": speeds.get(voice.name),
        "ready": not lack,
        "lacks": lack,
        "licence": voice.licence,
        "credit": voice.credit,
    }


def _row(facts: dict[str, Any]) -> tuple[str, ...]:
    natural, errors, speed = facts["naturalness"], facts["word_errors"], facts["speed"]
    return (
        facts["name"],
        "many" if "*" in facts["languages"] else facts["languages"][0],
        facts["sex"],
        facts["engine"],
        f"{natural:.1f}" if natural else "",
        f"{errors:.1f} %" if errors is not None else "",
        f"{speed:.0f}x" if speed and speed >= 10 else f"{speed:.1f}x" if speed else "",
        "yes" if facts["ready"] else "no",
        facts["licence"],
    )


def _table(rows: list[tuple[str, ...]]) -> str:
    """Columns as wide as their widest entry, the last as it is."""
    lines = [_COLUMNS, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_COLUMNS) - 1)]
    return "\n".join(
        "  ".join([*(entry.ljust(width) for entry, width in zip(line, widths, strict=False)), line[-1]])
        for line in lines
    )


def _played(sound: bytes) -> bool:
    """Whether a program on this machine played the sound to its end."""
    from briefcast.cli.playing import play

    return sys.stdout.isatty() and play(sound)


@contextmanager
def _download_bar(file: ModelFile) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error that says how far a download is; where that is no terminal, its name alone."""
    with click.progressbar(length=file.size, label=file.name, file=sys.stderr) as bar:
        yield lambda here, _size: bar.update(here - bar.pos)
