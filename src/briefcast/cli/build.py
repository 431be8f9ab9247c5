"""``briefcast build``: an article in, an MP3 and its companions out."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefcast.cli.progress import progress_for
from briefcast.cli.scripts import Wishes, script_from, script_options

if TYPE_CHECKING:
    from briefcast.publishing import EpisodeFiles


def _mp3_path(_ctx: click.Context, _param: click.Parameter, value: Path | None) -> Path | None:
    if value is not None and value.suffix.lower() != ".mp3":
        raise click.BadParameter(f"“{value}” does not end in .mp3, the one format there is; name it {value.stem}.mp3.")
    return value


@click.command("build", short_help="Speak an article: one MP3 with chapters.")
@click.argument("source", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    callback=_mp3_path,
    metavar="OUT.mp3",
    help="The MP3 to write.  [default: SOURCE's name, in this folder]",
)
@click.option("--voice", metavar="NAME", help="Who reads; see “briefcast voices”.  [default: heart]")
@click.option("--title", metavar="TEXT", help="Title of the episode, instead of the article's own.")
@script_options
@click.option(
    "--workers", type=click.IntRange(1, 256), metavar="N", help="Threads for each stage.  [default: one a core]"
)
@click.option("--no-cache", is_flag=True, help="Make everything anew and keep nothing for the next time.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def command(
    source: Path,
    output: Path | None,
    voice: str | None,
    title: str | None,
    chapters: int | None,
    chapter_minutes: float | None,
    minutes: float | None,
    announce: str,
    workers: int | None,
    no_cache: bool,
    quiet: bool,
) -> None:
    r"""Speak the article in SOURCE and write an MP3 with chapters.

    SOURCE is a text file (.txt), a Markdown file (.md), a script that you edited (see “briefcast script”), or -
    for standard input.

    \b
    Beside OUT.mp3 it writes
      OUT.vtt             transcript with times
      OUT.chapters.json   chapter list for podcast apps (Podcasting 2.0)
      OUT.json            manifest: every utterance with its times, what was left out, settings

    What has been spoken is kept in a cache: after a change only the changed sentences are spoken again, and
    an interrupted run goes on where it was.
    """
    from briefcast.publishing import build
    from briefcast.voices import cast_for

    began = time.perf_counter()
    script, chosen = script_from(source, Wishes(voice, title, chapters, chapter_minutes, minutes, announce))
    guests = {utterance.voice for utterance in script.utterances if utterance.voice}
    with progress_for(quiet=quiet) as progress:
        files = build(
            script,
            cast_for(chosen, script.language, guests),
            output or _default_output(source),
            progress=progress,
            workers=workers,
            keep=not no_cache,
        )
    for warning in files.episode.warnings:
        click.echo(f"Note: {warning}", err=True)
    if not quiet:
        click.echo(_summary(files, time.perf_counter() - began))


def _default_output(source: Path) -> Path:
    return Path("briefing.mp3" if str(source) == "-" else f"{source.stem}.mp3")


def _summary(files: EpisodeFiles, seconds: float) -> str:
    """Where it is, how long, its chapters, its loudness, how fast it was made."""
    episode = files.episode
    spoken = episode.duration_ms / 1000
    lines = [
        f"{files.mp3}  {_clock(episode.duration_ms)}  {files.mp3.stat().st_size / 1e6:.1f} MB",
        *(f"  {_clock(marker.start_ms)}  {marker.title}" for marker in episode.markers),
        f"Loudness {episode.loudness.integrated_lufs:.1f} LUFS, true peak {episode.loudness.true_peak_dbtp:.1f} dBTP",
        f"Made in {seconds:.1f} s, {spoken / seconds:.0f} times as fast as it plays",
    ]
    if episode.script.omissions:
        count = len(episode.script.omissions)
        lines.append(f"Left out: {count} passage{'s' if count > 1 else ''}; see “omissions” in {files.manifest}")
    return "\n".join(lines)


def _clock(ms: int) -> str:
    seconds = ms // 1000
    hours = f"{seconds // 3600}:" if seconds >= 3600 else ""
    return f"{hours}{seconds // 60 % 60:02d}:{seconds % 60:02d}"
