"""``briefcast show``: makes a show, takes one over, and gives it a cover or sources."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from briefcast.show import Show


class _WithSettings(click.Command):
    """A command with an option for each setting of a show, which are looked up when it is called."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        from briefcast.cli.show_settings import setting_options

        *own, help_option = super().get_params(ctx)
        return [*own, *setting_options(), help_option]


_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.group("show", short_help="Make a show to subscribe to, or take one over.")
def command() -> None:
    """Make a show that people can subscribe to: a folder with its settings (show.toml), cover and episodes.

    \b
    Examples:
      briefcast show new my-show                          asks what it must know
      briefcast show new my-show --title "Night trains" --author "Anna Lindt" --yes
      briefcast show adopt https://example.org/feed.xml   takes over a show that is somewhere else
      briefcast show import feeds.opml my-show            reads these feeds from now on
      briefcast show cover my-show picture.png            gives it a cover of yours
    """


@command.command("new", cls=_WithSettings, short_help="Make a show.")
@click.argument("folder", metavar="DIR", type=_FOLDER)
def new(folder: Path, **given: object) -> None:
    """Make a show in the folder DIR: its settings, with a comment for each, and a cover with its title.

    On a terminal it asks for what is not given; with --yes, or elsewhere, it does not. A show is private unless
    you say --public: its addresses cannot be guessed, and directories are asked to keep away.
    """
    from briefcast.cli.show_settings import answers_of
    from briefcast.publishing.shows.making import make_show, refuse_if_there

    refuse_if_there(folder)
    answers = answers_of(given, folder.absolute().name, {})
    show = make_show(folder, answers.values, answers.cover)
    _tell(folder, show, drawn=answers.cover is None)


@command.command("adopt", cls=_WithSettings, short_help="Take over a show that has a feed.")
@click.argument("url")
@click.argument("folder", metavar="[DIR]", type=_FOLDER, required=False)
@click.option("--allow-private", is_flag=True, help="Also take a feed from this machine or network.")
def adopt(url: str, folder: Path | None, allow_private: bool, **given: object) -> None:
    """Take over the show whose feed is at URL: its settings, its cover, its GUID and those of its episodes.

    Episodes published anew keep their GUIDs, so nobody hears one twice. What you give here goes before what
    the feed says. The show is private unless you say --public, whatever it was before.
    """
    from briefcast.cli.show_settings import answers_of
    from briefcast.publishing.hosting import hosted_name
    from briefcast.publishing.shows.adopting import cover_of, identity_of, read_show
    from briefcast.publishing.shows.making import make_show, refuse_if_there

    if folder:
        refuse_if_there(folder)
    found = read_show(url, allow_private=allow_private)
    place = folder or Path(hosted_name(str(found.values.get("title", ""))))
    refuse_if_there(place)
    answers = answers_of({**given, "yes": True}, place.absolute().name, found.values)
    cover, complaint = (answers.cover, "")
    if cover is None:
        cover, complaint = cover_of(found, allow_private=allow_private)
    identity = identity_of(found)
    show = make_show(place, answers.values, cover, identity)
    _tell(place, show, drawn=cover is None)
    click.echo(f"{len(found.episodes)} episodes keep their GUIDs; the show keeps {identity.guid}.")
    for sentence in (complaint, *found.left_out):
        if sentence:
            click.echo(f"Note: {sentence}", err=True)


@command.command("import", short_help="Add the feeds of an OPML file to a show's sources.")
@click.argument("opml", metavar="FILE.opml", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("folder", metavar="DIR", type=_FOLDER)
def import_opml(opml: Path, folder: Path) -> None:
    """Add the feeds listed in FILE.opml, as every feed reader exports them, to the sources of the show in DIR."""
    from briefcast.publishing.shows.opml import feeds_in
    from briefcast.publishing.shows.settings_editing import add_sources

    feeds = feeds_in(opml)
    added = add_sources(folder, feeds)
    for source in added:
        click.echo(source)
    click.echo(f"{len(added)} of {len(feeds)} feeds were new to the show; {folder / 'show.toml'} lists them.")


@command.command("cover", short_help="Give a show a cover: yours, or one with its title.")
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.argument("picture", metavar="[PICTURE]", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--crop", is_flag=True, help="Cut what is not square to the square in its middle.")
def cover(folder: Path, picture: Path | None, crop: bool) -> None:
    """Give the show in DIR a cover: a copy of PICTURE that directories take, or, without one, a drawing of its title.

    The copy is a square JPEG in RGB, 3000 pixels wide at most, without what a camera wrote into it.
    """
    from briefcast.files import write_whole
    from briefcast.publishing.shows.cover import fitting_cover
    from briefcast.publishing.shows.cover_drawing import draw_cover
    from briefcast.publishing.shows.making import COVER_FILE
    from briefcast.publishing.shows.settings_editing import set_cover
    from briefcast.publishing.shows.settings_file import load_show

    show = load_show(folder)
    content = fitting_cover(picture, crop=crop) if picture else draw_cover(show.title, show.author)
    write_whole(folder / COVER_FILE, content)
    set_cover(folder, COVER_FILE)
    click.echo(folder / COVER_FILE)
    if picture is None:
        _tell_of_letters(show, folder)


def _tell(folder: Path, show: Show, *, drawn: bool) -> None:
    """Says what was made, and what comes next."""
    click.echo(f"{folder / 'show.toml'}  the settings of “{show.title}”; edit them as you like")
    click.echo(folder / show.cover)
    if drawn:
        _tell_of_letters(show, folder)
    if show.base_url:
        click.echo(f"Next: briefcast build --show {folder} ARTICLE, then briefcast publish {folder}")
    else:
        click.echo(
            f"Next: write into {folder / 'show.toml'}, as “base_url”, where on the web the show will be reached."
        )


def _tell_of_letters(show: Show, folder: Path) -> None:
    from briefcast.publishing.shows.cover_drawing import can_write

    if not can_write(show.title):
        click.echo(
            "Note: the cover shows no title, for no typeface at hand has its letters; install “briefcast[fonts]” and "
            f"run “briefcast show cover {folder}”, or give a picture.",
            file=sys.stderr,
        )
