"""The tables [targets.NAME] of show.toml -> where the show is published."""

from __future__ import annotations

import re

from briefcast.publishing.shows.setting_values import near
from briefcast.show import TargetSettings

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class UnfitTargetError(Exception):
    """A target is not allowed; ``keys`` leads to what is wrong, below [targets]."""

    def __init__(self, keys: tuple[str, ...], sentence: str) -> None:
        super().__init__(sentence)
        self.keys = keys


def read(table: object) -> tuple[TargetSettings, ...]:
    """The targets in the order written. What each kind allows, it checks itself.

    Raises:
        UnfitTargetError: a name, kind or value is not allowed.
    """
    if not isinstance(table, dict) or not all(isinstance(options, dict) for options in table.values()):
        raise UnfitTargetError((), "“targets” must hold a table for each target, such as [targets.web].")
    return tuple(_target(name, options) for name, options in table.items())


def _target(name: str, options: dict[str, object]) -> TargetSettings:
    from importlib.metadata import entry_points

    from briefcast.publishing.targets.target import GROUP

    if not _NAME.fullmatch(name):
        raise UnfitTargetError((name,), f"the target “{name}” must be named in small letters, digits and single “-”.")
    kinds = sorted(entry.name for entry in entry_points(group=GROUP))
    kind = options.get("kind")
    if kind is None:
        raise UnfitTargetError((name,), f"the target “{name}” needs a “kind”: {_either(kinds)}.")
    if kind not in kinds:
        hint = near(kind, kinds)
        raise UnfitTargetError((name, "kind"), f"“kind” must be {_either(kinds)}{f'; {hint}' if hint else '.'}")
    others = []
    for key, value in options.items():
        if key == "kind":
            continue
        if not isinstance(value, str | int | bool):
            sentence = f"“{key}” must be a text in quotation marks, a whole number, true or false."
            raise UnfitTargetError((name, key), sentence)
        others.append((key, value))
    return TargetSettings(name, str(kind), tuple(others))


def _either(kinds: list[str]) -> str:
    return f"{', '.join(kinds[:-1])} or {kinds[-1]}"
