"""``briefcast serve``: a show to the phones on the same network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    import segno

    from briefcast.serving.hosting import OnAir


@click.command("serve", short_help="Let phones on your network listen to a show.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@click.option(
    "--host",
    default="",
    metavar="ADDRESS",
    help="Be reached at this address of the machine only; 127.0.0.1: by itself only.  [default: at all of them]",
)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option(
    "--user",
    metavar="NAME",
    help="Ask listeners for this name and the password in BRIEFCAST_SERVE_PASSWORD, or the one you type.",
)
@click.option(
    "--password",
    envvar="BRIEFCAST_SERVE_PASSWORD",
    hidden=True,  # the list of processes would show it
)
@click.option(
    "--base-url", default="", metavar="URL", help="Where listeners come in, if another server stands before this one."
)
@click.option("--no-name", is_flag=True, help="Announce no name on the network.")
@click.option("-q", "--quiet", is_flag=True, help="Print no line for each request.")
def command(
    folder: Path,
    host: str,
    port: int,
    user: str | None,
    password: str | None,
    base_url: str,
    no_name: bool,
    quiet: bool,
) -> None:
    """Serve the show in DIR: its page, its feed and its episodes, to every phone on your network.

    DIR may also be a folder made for a web server, such as the “public” of a show; it is served as it is. The
    address is printed, and a QR code for a phone's camera. A new episode is there as soon as it is built. A private
    show lies below a name that nobody can guess. Ctrl-C ends it.
    """
    import asyncio

    from briefcast.serving.hosting import Door
    from briefcast.serving.hosting import host as serve
    from briefcast.serving.locks import lock_for

    lock = lock_for(user, _password(password)) if user else None
    if password and not user:
        raise click.UsageError("A password is given and no --user NAME; without a name nobody is asked for it.")
    door = Door(host, port, lock, _origin(base_url), not no_name)
    asyncio.run(serve(folder, door, _told, (lambda _: None) if quiet else _log))


def _password(given: str | None) -> str:
    import sys

    if given:
        return given
    if not sys.stdin.isatty():
        raise click.UsageError("There is nobody to ask for the password; put it into BRIEFCAST_SERVE_PASSWORD.")
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return typed


def _origin(base_url: str) -> str:
    if base_url and not base_url.startswith(("https://", "http://")):
        raise click.BadParameter("An address begins with https:// or http://.", param_hint="--base-url")
    return f"{base_url.rstrip('/')}/" if base_url else ""


def _told(on_air: OnAir) -> None:
    import segno

    from briefcast.publishing.site.subscribing import unreached

    click.echo(f"“{on_air.title}” is on the air. Point a phone's camera here:\n")
    _show(segno.make_qr(on_air.page, error="m"))
    click.echo(f"\nPage:     {on_air.page}")
    if on_air.page_by_name:
        click.echo(f"By name:  {on_air.page_by_name}")
    if on_air.feed:
        click.echo(f"Feed:     {on_air.feed}")
    for sentence in filter(None, [unreached(on_air.page), _privacy(on_air)]):
        click.echo(f"Note: {sentence}", err=True)
    click.echo("Ctrl-C ends it.", err=True)


def _privacy(on_air: OnAir) -> str:
    return "The show is private: who has the address can listen." if on_air.private else ""


def _show(code: segno.QRCode) -> None:
    """Prints the code in half blocks: two rows of squares in a line."""
    import io

    drawn = io.StringIO()
    code.terminal(drawn, compact=True, border=2)
    click.echo(drawn.getvalue())


def _log(line: str) -> None:
    click.echo(line, err=True)
