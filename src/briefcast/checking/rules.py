"""The rules of a check: ``rules.toml`` as values."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files


class Level(StrEnum):
    """How much a finding matters, worst first."""

    #: A listener loses sound, chapters or the feed, or a directory refuses it.
    ERROR = "error"
    #: Something is clearly worse than it need be.
    WARNING = "warning"
    #: Cheap to have, or what could not be looked at.
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Rule:
    """What is asked of a show, a feed or a file."""

    #: Short and lasting, such as "enclosure-length".
    name: str
    level: Level
    #: What to do, a sentence.
    mend: str
    #: Whose rule it is.
    source: str


@lru_cache(maxsize=1)
def rules() -> dict[str, Rule]:
    """Name -> rule, in the order of the file."""
    table = tomllib.loads(files("briefcast.checking").joinpath("rules.toml").read_text(encoding="utf-8"))
    return {name: Rule(name, Level(said["level"]), said["mend"], said["source"]) for name, said in table.items()}
