"""show.toml -> Show; what is wrong in it is told with file, line and what is allowed."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from briefcast.errors import ShowError
from briefcast.files import at_home, is_there
from briefcast.publishing.shows import targets_table
from briefcast.publishing.shows.key_lines import key_lines
from briefcast.publishing.shows.secrets_in_settings import secret_in
from briefcast.publishing.shows.setting_values import near
from briefcast.publishing.shows.settings import REQUIRED, RETENTION, RETENTION_TABLE, SETTINGS, TARGETS_TABLE
from briefcast.publishing.targets.options import variable
from briefcast.show import Retention, Show

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from briefcast.publishing.shows.settings import Setting

SETTINGS_FILE = "show.toml"
#: A larger file holds no settings.
MOST_BYTES = 200_000


def load_show(folder: Path) -> Show:
    """The show whose settings are in ``folder``; paths in them are made absolute.

    Raises:
        ShowError: there is none, or a value is not allowed; says which file, line and key, and what is allowed.
    """
    path = folder / SETTINGS_FILE
    text = _read(path)
    return show_from(text, path)


def show_from(text: str, path: Path) -> Show:
    """The show that the text of a show.toml describes, which lies or will lie at ``path``.

    Raises:
        ShowError: as for :func:`load_show`.
    """
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ShowError(f"{path} is not valid TOML: {error}.") from None
    try:
        return _show(table, path)
    except _AtKeyError as error:
        line = key_lines(text).get(error.keys)
        where = f"{path}, line {line}" if line else str(path)
        raise ShowError(f"{where}: {error}") from None


class _AtKeyError(Exception):
    """What is wrong at a key; ``keys`` is its path."""

    def __init__(self, keys: tuple[str, ...], sentence: str) -> None:
        super().__init__(sentence)
        self.keys = keys


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ShowError(f"{path} has more than {MOST_BYTES:,} bytes; a show's settings do not. Is it another file?")
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ShowError(
            f"There is no show in {path.parent}: {SETTINGS_FILE} is missing; make one with “briefcast show new "
            f"{path.parent}”."
        ) from None
    except UnicodeDecodeError:
        raise ShowError(f"{path} is not UTF-8; save it as UTF-8.") from None
    except OSError as error:
        raise ShowError(f"{path} could not be read: {error.strerror or error}.") from error


def _show(table: dict[str, Any], path: Path) -> Show:
    folder = path.parent.absolute()
    _refuse_secrets(table, ())
    plain = {key: value for key, value in table.items() if key not in {RETENTION_TABLE, TARGETS_TABLE}}
    values = _values(plain, SETTINGS, (), also=(RETENTION_TABLE, TARGETS_TABLE))
    for key in REQUIRED:
        if key not in table:
            raise _AtKeyError((), f"“{key}” is missing; a show needs {', '.join(REQUIRED)}.")
    _check_rights(values)
    if "theme" in values:
        values["theme"] = _theme(values["theme"], folder)
    if "sources" in values:
        values["sources"] = tuple(_source(source, folder) for source in values["sources"])
    if RETENTION_TABLE in table:
        values["retention"] = _retention(table[RETENTION_TABLE])
    if TARGETS_TABLE in table:
        try:
            values["targets"] = targets_table.read(table[TARGETS_TABLE])
        except targets_table.UnfitTargetError as error:
            raise _AtKeyError((TARGETS_TABLE, *error.keys), str(error)) from None
    return Show(**values)


def _values(
    table: Mapping[str, object], settings: Sequence[Setting], above: tuple[str, ...], *, also: tuple[str, ...] = ()
) -> dict[str, Any]:
    """What the keys of a table hold, each read by its setting."""
    known = {setting.key: setting for setting in settings}
    read = {}
    for key, value in table.items():
        if key not in known:
            names = (*known, *also)
            hint = near(key, names) or f"there are {', '.join(names)}."
            raise _AtKeyError((*above, key), f"“{key}” is not a key of a show; {hint}")
        try:
            read[key] = known[key].value_of(value)
        except ShowError as error:
            raise _AtKeyError((*above, key), str(error)) from None
    return read


def _retention(table: object) -> Retention:
    if not isinstance(table, dict):
        keys = ", ".join(setting.key for setting in RETENTION)
        raise _AtKeyError((RETENTION_TABLE,), f"“{RETENTION_TABLE}” must be a table, [{RETENTION_TABLE}], with {keys}.")
    values = _values(table, RETENTION, (RETENTION_TABLE,))
    megabytes = values.get("megabytes")
    return Retention(
        days=values.get("days"),
        episodes=values.get("episodes"),
        total_bytes=megabytes * 1_000_000 if megabytes else None,
    )


def _refuse_secrets(table: Mapping[str, object], above: tuple[str, ...]) -> None:
    for key, value in table.items():
        if isinstance(value, dict):
            _refuse_secrets(value, (*above, key))
        elif why := secret_in(key, value):
            in_target = len(above) > 1 and above[0] == TARGETS_TABLE
            place = (
                f", and set {_variables(above[1], table.get('kind'))} or keep it in the keyring" if in_target else ""
            )
            raise _AtKeyError((*above, key), f"{why}; take it out{place}.")


def _variables(target: str, kind: object) -> str:
    """The environment variables in which a target looks for its secrets."""
    return " and ".join(variable(target, what) for what in (("KEY_ID", "SECRET") if kind == "s3" else ("PASSWORD",)))


def _check_rights(values: Mapping[str, Any]) -> None:
    if values.get("public") and not values.get("rights"):
        raise _AtKeyError(
            ("public",),
            "a public show gives its words to everyone; say in “rights” why you may: own, licensed or public-domain.",
        )


def _theme(wanted: str, folder: Path) -> str:
    from briefcast.studio.themes import NONE, SHIPPED

    if wanted in {NONE, *SHIPPED}:
        return wanted
    path = folder / at_home(wanted)
    if not is_there(path):
        names = (NONE, *SHIPPED)
        hint = near(wanted, names) or f"there is no file {path}, and it is none of {', '.join(names)}."
        raise _AtKeyError(("theme",), f"“theme” must be {', '.join(names)} or a path; {hint}")
    return str(path)


def _source(source: str, folder: Path) -> str:
    """A source as it can be read from any folder."""
    return source if "://" in source or source == "-" else str(folder / at_home(source))
