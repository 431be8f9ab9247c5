"""history.jsonl: every episode a show ever had, so that no key and no GUID is given twice and nothing is built twice.

One line of JSON an episode, in the order in which they came; the line of one that was deleted stays.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from briefcast.errors import ShowError
from briefcast.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from briefcast.publishing.releases.origins import Origin

NAME = "history.jsonl"


@dataclass(frozen=True, slots=True)
class Past:
    """An episode the show has, or once had."""

    key: str
    #: The last is the one in use; those before it were given up when it was made anew.
    guids: tuple[str, ...]
    #: Of each article it tells, the names by which that is known again.
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class History:
    """All episodes a show ever had, the oldest first."""

    past: tuple[Past, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """Every key that was given."""
        return frozenset(one.key for one in self.past)

    def of(self, key: str) -> Past | None:
        """The episode of this key."""
        return next((one for one in self.past if one.key == key), None)

    def telling(self, origins: tuple[Origin, ...]) -> Past | None:
        """The newest episode that told these articles and no others."""
        return next((one for one in reversed(self.past) if _same(one.origins, origins)), None)

    def names_told(self) -> frozenset[str]:
        """Every name of every article that was ever told."""
        return frozenset(name for one in self.past for origin in one.origins for name in origin)

    def with_past(self, told: Past) -> History:
        """The history with this episode, in the place it had or at the end."""
        if self.of(told.key):
            return replace(self, past=tuple(told if one.key == told.key else one for one in self.past))
        return replace(self, past=(*self.past, told))


def _same(told: tuple[Origin, ...], wanted: tuple[Origin, ...]) -> bool:
    return len(told) == len(wanted) and all(set(old) & set(new) for old, new in zip(told, wanted, strict=True))


def load_history(folder: Path) -> History:
    """The history of the show in ``folder``; empty for one that is new.

    Raises:
        ShowError: the file cannot be read.
    """
    path = folder / NAME
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return History()
    except (OSError, UnicodeDecodeError) as error:
        raise ShowError(f"{path} could not be read: {error}; take it from your last copy.") from error
    return History(tuple(_past(line, path, number) for number, line in enumerate(lines, 1)))


def save_history(folder: Path, history: History) -> None:
    """Writes it, or leaves what was there.

    Raises:
        OutputError: it cannot be written.
    """
    write_whole(folder / NAME, "".join(_lines(history.past)).encode())


def _lines(past: Iterable[Past]) -> Iterable[str]:
    return (json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in past)


def _past(line: str, path: Path, number: int) -> Past:
    try:
        fields = json.loads(line)
        return Past(fields["key"], tuple(fields["guids"]), tuple(map(tuple, fields["origins"])))
    except (ValueError, KeyError, TypeError) as error:
        raise ShowError(f"{path}, line {number} cannot be read: {error}; take the file from your last copy.") from error
