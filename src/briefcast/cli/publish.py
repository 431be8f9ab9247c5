"""``briefcast publish``: a show's folder to where people subscribe to it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from briefcast.publishing.publishing import Published


@click.command("publish", short_help="Bring a show to where people subscribe to it.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), metavar="DIR")
@click.option(
    "--target",
    "targets",
    multiple=True,
    metavar="NAME",
    help="Bring it to this target of show.toml; “local” for none but DIR/public.  May be repeated.  [default: all]",
)
@click.option("--prune", is_flag=True, help="Remove what the show no longer offers, in DIR and at the targets.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors and notes.")
def command(folder: Path, targets: tuple[str, ...], prune: bool, quiet: bool) -> None:
    """Write the feed of the show in DIR and all it names into DIR/public, then bring that to its targets.

    Only what changed is written and sent, the feed last. Any static host can serve DIR/public. Nothing is
    removed without --prune. --prune also deletes, in DIR/episodes, the episodes that the limits in show.toml leave
    out, and earlier renderings whose days of grace are over.
    """
    published = publish_and_tell(folder, targets, prune=prune, quiet=quiet)
    if not quiet:
        click.echo(f"Subscribe at {published.feed}")


def publish_and_tell(folder: Path, targets: tuple[str, ...] = (), *, prune: bool, quiet: bool) -> Published:
    """Publishes, and says what was done. The feed's address, which may be secret, is not part of it."""
    from briefcast.publishing.publishing import publish

    on_terminal = sys.stderr.isatty() and not quiet

    def show_progress(path: str, done: int, total: int) -> None:
        share = 100 * done // max(total, 1)
        click.echo(f"\r\x1b[K{share:3} %  {path.rpartition('/')[2][:60]}", err=True, nl=False)

    published = publish(folder, targets=targets, prune=prune, progress=show_progress if on_terminal else None)
    if on_terminal:
        click.echo("\r\x1b[K", err=True, nl=False)
    if published.left:
        count = len(published.left)
        what = "1 file is" if count == 1 else f"{count} files are"
        click.echo(f"Note: {what} no longer offered and still in {folder / 'public'}; --prune removes them.", err=True)
    if not quiet:
        click.echo(_summary(published, folder))
    return published


def _summary(published: Published, folder: Path) -> str:
    def files(count: int) -> str:
        return "1 file" if count == 1 else f"{count} files"

    episodes = "1 episode" if published.episodes == 1 else f"{published.episodes} episodes"
    removed = f", {files(len(published.removed))} removed" if published.removed else ""
    lines = [f"{folder / 'public'}: {episodes}, {files(len(published.changed))} written{removed}"]
    for name, carried in published.carried:
        removed = f", {files(len(carried.removed))} removed" if carried.removed else ""
        left = f", {files(len(carried.left))} no longer offered but left there" if carried.left else ""
        lines.append(f"{name}: {files(len(carried.sent))} sent ({carried.sent_bytes / 1e6:.1f} MB){removed}{left}")
    return "\n".join(lines)
