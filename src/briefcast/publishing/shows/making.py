"""Makes a show's folder: its settings and its cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefcast.errors import ShowError
from briefcast.files import reported, write_first, write_whole
from briefcast.publishing.shows.cover import check_cover
from briefcast.publishing.shows.cover_drawing import draw_cover
from briefcast.publishing.shows.identity import IDENTITY_FILE, keep_identity
from briefcast.publishing.shows.settings_file import SETTINGS_FILE, show_from
from briefcast.publishing.shows.settings_template import settings_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from briefcast.show import Identity, Show

COVER_FILE = "cover.jpg"


def make_show(
    folder: Path, values: Mapping[str, object], cover: bytes | None = None, identity: Identity | None = None
) -> Show:
    """Makes a show in ``folder``, which is made if there is none, and gives it.

    A cover.jpg that is there already stays, if it can be one.

    Args:
        folder: where.
        values: key of show.toml -> value in TOML.
        cover: a JPEG; None to draw one.
        identity: what it is known by already, if it is.

    Raises:
        ShowError: there is a show already, a value is not allowed, or the cover that is there can be none.
        OutputError: something could not be written.
    """
    refuse_if_there(folder)
    path = folder / SETTINGS_FILE
    text = settings_text(values)
    show = show_from(text, path)
    with reported(path):
        folder.mkdir(parents=True, exist_ok=True)
    picture = folder / COVER_FILE
    if picture.exists() and cover is None:
        check_cover(picture)
    else:
        write_whole(picture, cover or draw_cover(show.title, show.author))
    if identity is not None and keep_identity(folder, identity) != identity:
        raise ShowError(
            f"{folder} is known by another identity already, {folder / IDENTITY_FILE}; give another folder."
        )
    # The settings come last, for they make the folder a show.
    if not write_first(path, text.encode()):
        raise _is_there(path)
    return show


def refuse_if_there(folder: Path) -> None:
    """Makes sure that ``folder`` holds no show yet.

    Raises:
        ShowError: it does.
    """
    path = folder / SETTINGS_FILE
    if path.exists():
        raise _is_there(path)


def _is_there(path: Path) -> ShowError:
    return ShowError(f"There is a show already: {path}; edit that file, or give another folder.")
