"""``briefcast build``: an article in, an MP3 and its companions out."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefcast.cli.progress import progress_for
from briefcast.cli.scripts import script_as_wished, script_options, wishes_from
from briefcast.cli.sizes import at_least
from briefcast.cli.sources import Chosen, chosen_from, finish, source_options
from briefcast.cli.unchanged import Summary, all_spoken_as_cast, request_in
from briefcast.errors import OutputError

if TYPE_CHECKING:
    from briefcast.cli.scripts import Wished, Wishes
    from briefcast.publishing.episode_files import EpisodeFiles, Style
    from briefcast.studio import Cache, Means

#: Less than this would not hold the takes of the chapters in hand.
LEAST_CACHE_BYTES = 100_000_000


def _audio_path(_ctx: click.Context, _param: click.Parameter, value: Path | None) -> Path | None:
    from briefcast.studio.formats import form_of

    if value is not None:
        try:
            form_of(value)
        except OutputError as error:
            raise click.BadParameter(str(error)) from error
    return value


@click.command("build", short_help="Speak articles: one MP3 with chapters.")
@source_options
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    callback=_audio_path,
    metavar="OUT.mp3",
    help="The file to write: .mp3, .m4a, .m4b, .opus, .ogg or .wav.  "
    "[default: SOURCE's name or the article's title, .mp3, in this folder]",
)
@click.option(
    "--show",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
    help="Make it an episode of the show in DIR, with the show's voices, theme and cover; articles that the show has "
    "already are made anew.",
)
@script_options
@click.option(
    "--workers", type=click.IntRange(1, 256), metavar="N", help="Threads for each stage.  [default: one a core]"
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Let the workers of a Dask cluster make the chapters: tcp://host:8786.  Needs briefcast[cluster].",
)
@click.option(
    "--cache-limit",
    callback=at_least(LEAST_CACHE_BYTES),
    envvar="BRIEFCAST_CACHE_LIMIT",
    show_envvar=True,
    metavar="SIZE",
    help="How large what is kept may grow.  [default: 4GB]",
)
@click.option(
    "--loudness",
    type=click.Choice(["-14", "-16", "-18", "-23"]),
    default="-16",
    show_default=True,
    help="Loudness of the whole, LUFS: -16 for podcasts, -14 for noisy places, -18 and -23 for broadcasters.",
)
@click.option(
    "--quality",
    type=click.Choice(["standard", "small"]),
    default="standard",
    show_default=True,
    help="“small” makes a file of two thirds the size: an MP3 of 64 kb/s in place of 96.",
)
@click.option("--pictures", is_flag=True, help="Fetch each chapter's picture and put it into the MP3, made small.")
@click.option("--no-cache", is_flag=True, help="Make everything anew and keep nothing for the next time.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def command(
    output: Path | None,
    show: Path | None,
    workers: int | None,
    scheduler: str | None,
    cache_limit: int | None,
    loudness: str,
    quality: str,
    pictures: bool,
    no_cache: bool,
    quiet: bool,
    **reading: object,  # what source_options and script_options add
) -> None:
    """Speak the article in SOURCE and write an MP3 with chapters.

    SOURCE is a file (plain text, Markdown, HTML, EPUB, PDF, .docx, .eml), a web address, a feed, a file that
    lists addresses, a folder of any of these, or - for standard input. Several articles make one briefing. A script
    that you edited (see “briefcast script”) is built as it stands.

    \b
    Beside OUT.mp3 (or .m4a, .m4b, .opus, .wav) it writes
      OUT.vtt             transcript with times
      OUT.chapters.json   chapter list for podcast apps (Podcasting 2.0)
      OUT.json            manifest: every utterance with its times, what was left out, settings

    What has been spoken is kept in a cache: after a change only the changed sentences are spoken again, and
    an interrupted run goes on where it was. A source that cannot be read is named, the others are read all
    the same, and the exit status is 1.
    """
    from briefcast.publishing.episode_files import Style, build
    from briefcast.studio import Cache, Means, Quality, default_folder
    from briefcast.studio.cache import DEFAULT_LIMIT_BYTES

    began = time.perf_counter()
    chosen, wishes = chosen_from(reading), wishes_from(reading)
    if show and output:
        raise click.UsageError("--show names the file itself; leave out -o.")
    cache = None if no_cache else Cache(default_folder(), cache_limit or DEFAULT_LIMIT_BYTES)
    means = Means(cache, workers, scheduler or "", float(loudness))
    style = Style(Quality(quality), pictures, chosen.allow_private)
    if show:
        wished = _add_to(show, chosen, wishes, means, style, quiet=quiet)
    else:
        request = request_in(cache)
        if request and (summary := request.kept()):
            _tell(summary, time.perf_counter() - began, quiet=quiet)
            return
        wished = script_as_wished(chosen, wishes)
        out = output or _default_output(chosen, wished.script.title)
        cast = wished.cast()
        with progress_for(quiet=quiet) as progress:
            files = build(wished.script, cast, out, progress=progress, means=means, style=style)
        summary = _summary(files)
        if request and all_spoken_as_cast(files.episode, cast):
            request.keep(wished.articles, files, summary)
        _tell(summary, time.perf_counter() - began, quiet=quiet)
    if cache and cache.damaged:
        click.echo(f"Note: {_mended(cache)}", err=True)
    finish(wished.failures)


def _add_to(show: Path, chosen: Chosen, wishes: Wishes, means: Means, style: Style, *, quiet: bool) -> Wished:
    """Makes the script an episode of a show."""
    from briefcast.cli.episodes import draft_of, house_of, report
    from briefcast.publishing.locks import Work, held
    from briefcast.publishing.releases.adding import add_episode
    from briefcast.publishing.shows.settings_file import load_show

    house = house_of(load_show(show))
    with held(show, Work.ADDING):
        wished = script_as_wished(chosen, wishes, house)
        draft = draft_of(wished, chosen.sources[0])
        with progress_for(quiet=quiet) as progress:
            added = add_episode(show, draft, progress=progress, means=means, style=style)
    report(added, quiet=quiet)
    return wished


def _tell(summary: Summary, seconds: float, *, quiet: bool) -> None:
    """Says what was made and how fast; when quiet only what to look at, such as a file too large for some hosts."""
    from briefcast.publishing.hosting import size_note

    audio = Path(summary.audio)
    size = size_note(audio.name, audio.stat().st_size)
    for note in (*summary.notes, *([size] if size else [])):
        click.echo(f"Note: {note}", err=True)
    if not quiet:
        made = f"Made in {seconds:.1f} s, {summary.spoken_s / seconds:.0f} times as fast as it plays"
        click.echo("\n".join((*summary.before, made, *summary.after)))


def _default_output(chosen: Chosen, title: str) -> Path:
    """The name of the one file, the title of the one page, or "briefing"."""
    from briefcast.publishing.hosting import hosted_name
    from briefcast.reading import is_address

    name = chosen.sources[0]
    if len(chosen.sources) > 1 or name == "-" or Path(name).is_dir():
        return Path("briefing.mp3")
    if is_address(name):
        return Path(f"{hosted_name(title)}.mp3")
    return Path(f"{Path(name).stem}.mp3")


def _mended(cache: Cache) -> str:
    """What was found damaged."""
    count = len(cache.damaged)
    what = "1 entry of the cache was" if count == 1 else f"{count} entries of the cache were"
    return f"{what} damaged and made again, {cache.damaged[0].name} for one; the disk in {cache.folder} may be failing."


def _summary(files: EpisodeFiles) -> Summary:
    """Where it is, how long, its chapters, its loudness; what was left out."""
    episode = files.episode
    before = (
        f"{files.audio}  {_clock(episode.duration_ms)}  {files.audio.stat().st_size / 1e6:.1f} MB",
        *(f"  {_clock(marker.start_ms)}  {marker.title}" for marker in episode.markers),
        f"Loudness {episode.loudness.integrated_lufs:.1f} LUFS, true peak {episode.loudness.true_peak_dbtp:.1f} dBTP",
    )
    count = len(episode.script.omissions)
    left_out = f"Left out: {count} passage{'s' if count > 1 else ''}; see “omissions” in {files.manifest}"
    after = (left_out,) if count else ()
    return Summary(str(files.audio), episode.duration_ms / 1000, before, after, episode.warnings)


def _clock(ms: int) -> str:
    seconds = ms // 1000
    hours = f"{seconds // 3600}:" if seconds >= 3600 else ""
    return f"{hours}{seconds // 60 % 60:02d}:{seconds % 60:02d}"
