"""A show's settings on the command line: an option for each key, and the questions that a new show asks."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefcast.errors import ShowError
from briefcast.files import is_there
from briefcast.publishing.shows.settings import SETTINGS
from briefcast.show import RIGHTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefcast.publishing.shows.settings import Setting

#: What a person is asked for who makes a show on a terminal, in this order.
_ASKED = ("title", "author", "description", "email", "language", "category", "base_url")
#: Yes-or-no settings -> the option that says no.
_NO = {"public": "--private", "explicit": "--clean"}
_BY_KEY = {setting.key: setting for setting in SETTINGS}


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person said of a show."""

    #: Key of show.toml -> value in TOML.
    values: dict[str, object]
    #: The picture given, as a JPEG that can be a cover.
    cover: bytes | None


def setting_options() -> list[click.Option]:
    """An option for each setting of a show, and one to be asked nothing."""
    return [*map(_option, SETTINGS), click.Option(["--yes"], is_flag=True, help="Ask nothing.")]


def answers_of(given: Mapping[str, Any], name: str, known: Mapping[str, object]) -> Answers:
    """The settings for a show, each one checked.

    Args:
        given: what the options hold.
        name: the folder's name, which can stand for a title.
        known: settings that hold where no option says otherwise.

    Raises:
        ShowError: a value is not allowed or needed and missing, or the picture can be no cover.
    """
    from briefcast.publishing.shows.cover import fitting_cover

    options = {key: value for key, value in given.items() if key in _BY_KEY and value not in (None, ())}
    picture = options.pop("cover", None)
    values = {**known, **{key: _in_toml(key, value) for key, value in options.items()}}
    for key, value in values.items():
        _BY_KEY[key].value_of(value)
    if not given["yes"] and sys.stdin.isatty():
        _ask(values, name)
    values.setdefault("title", name)
    values.setdefault("description", f"{values['title']}: articles, read aloud.")
    if "author" not in values:
        raise ShowError("A show needs someone who makes it; add --author NAME.")
    if values.get("public") and not values.get("rights"):
        raise ShowError(
            f"A public show gives its words to everyone; say why you may: --rights {', --rights '.join(RIGHTS)}."
        )
    return Answers(values, fitting_cover(Path(picture)) if picture else None)


def _option(setting: Setting) -> click.Option:
    """The option for a setting; unset, it is None or empty."""
    flag = f"--{setting.key.replace('_', '-')}"
    about = " ".join(setting.about.split()).partition(". ")[0].removesuffix(".") + "."
    if setting.key == "cover":
        about = "A picture for its cover, in place of a drawn one."
        return click.Option([flag], type=click.Path(dir_okay=False), metavar="PICTURE", help=about)
    if isinstance(setting.usual, bool):
        return click.Option([f"{flag}/{_NO[setting.key]}", setting.key], default=None, help=about)
    if isinstance(setting.usual, list):
        names = [flag.removesuffix("s"), setting.key]
        return click.Option(names, multiple=True, metavar="TEXT", help=f"{about} Repeatable.")
    kind = int if isinstance(setting.usual, int) else str
    return click.Option([flag, setting.key], type=kind, metavar="N" if kind is int else "TEXT", help=about)


def _in_toml(key: str, value: object) -> object:
    """What is typed, as it would stand in TOML."""
    if key == "category":
        names = [name.strip() for name in str(value).split(",")]
        return names if len(names) > 1 else names[0]
    if key in {"theme", "sources"}:
        # A path typed here is seen from here; one in show.toml is seen from the show's folder.
        paths = [str(Path(one).absolute()) if is_there(Path(one)) else one for one in _several(value)]
        return paths if isinstance(value, tuple) else paths[0]
    return list(value) if isinstance(value, tuple) else value


def _several(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)


def _ask(values: dict[str, object], name: str) -> None:
    """Asks on the terminal for what is not known, and adds the answers."""
    for key in _ASKED:
        if key not in values:
            answer = _answer(_BY_KEY[key], _suggested(key, name, values))
            if answer not in {"", _BY_KEY[key].usual}:
                values[key] = _in_toml(key, answer)
    if "public" not in values:
        question = "May everyone find and hear it? (What others wrote needs their leave)"
        values["public"] = click.confirm(question, default=False)
    if values["public"] and "rights" not in values:
        values["rights"] = click.prompt("Why may you give these words to everyone?", type=click.Choice(RIGHTS))


def _suggested(key: str, name: str, values: Mapping[str, object]) -> str | None:
    """What is taken if a person only presses Enter; None where an answer is needed."""
    match key:
        case "title":
            return name
        case "author":
            return None
        case "description":
            return f"{values['title']}: articles, read aloud."
        case _:
            return str(_BY_KEY[key].usual)


def _answer(setting: Setting, suggested: str | None) -> str:
    def checked(text: str) -> str:
        try:
            setting.value_of(_in_toml(setting.key, text.strip()))
        except ShowError as error:
            raise click.UsageError(str(error)) from None
        return text.strip()

    question = setting.about.split("\n")[0].removesuffix(".")
    shown = bool(suggested)
    return str(click.prompt(question, default=suggested, show_default=shown, value_proc=checked))
