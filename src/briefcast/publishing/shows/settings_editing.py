"""Changes single keys of a show.toml and leaves all else, comments too, as a person wrote it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefcast.files import write_whole
from briefcast.publishing.shows.settings_file import SETTINGS_FILE, load_show, show_from

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import tomlkit


def add_sources(folder: Path, sources: Iterable[str]) -> tuple[str, ...]:
    """Adds sources to the show in ``folder``; gives those that it did not have.

    Raises:
        ShowError: there is no show, its settings are not in order, or a source is none.
        OutputError: it could not be written.
    """
    known = load_show(folder).sources
    new = tuple(source for source in dict.fromkeys(sources) if source not in known)
    if new:
        document = _opened(folder, "sources", "[]")
        listed = document["sources"]
        for source in new:
            listed.add_line(source, indent="    ")
        listed.add_line(indent="")
        _close(folder, document)
    return new


def set_cover(folder: Path, name: str) -> None:
    """Makes the picture of this name the cover of the show in ``folder``.

    Raises:
        ShowError: as for :func:`add_sources`.
        OutputError: as for :func:`add_sources`.
    """
    if load_show(folder).cover != name:
        document = _opened(folder, "cover", '""')
        document["cover"] = name
        _close(folder, document)


def _opened(folder: Path, key: str, empty: str) -> tomlkit.TOMLDocument:
    """The settings, in which the key is set: where it stands in a comment, the comment's mark is taken away."""
    import tomlkit

    text = (folder / SETTINGS_FILE).read_text(encoding="utf-8")
    document = tomlkit.parse(text)
    if key in document:
        return document
    commented = re.compile(rf"^# ?{key} = .*$", re.M)
    text = commented.sub(f"{key} = {empty}", text, count=1) if commented.search(text) else f"{key} = {empty}\n{text}"
    return tomlkit.parse(text)


def _close(folder: Path, document: tomlkit.TOMLDocument) -> None:
    """Keeps the settings if they are in order."""
    path = folder / SETTINGS_FILE
    text = document.as_string()
    show_from(text, path)
    write_whole(path, text.encode())
