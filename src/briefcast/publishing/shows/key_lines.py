"""On which line of a TOML text each key is set, which Python's parser does not tell.

A statement is the fewest lines that the parser takes by themselves; so all quoting, dotting and nesting is its
business and none is known here.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = tuple[str, ...]


def key_lines(text: str) -> dict[Path, int]:
    """The line, from 1, on which each key of a valid TOML text is first set.

    >>> key_lines("[b]"), key_lines("a.b = 1")
    ({('b',): 1}, {('a',): 1, ('a', 'b'): 1})
    """
    found: dict[Path, int] = {}
    table: Path = ()
    for line, statement, values in _statements(text):
        is_header = statement.lstrip().startswith("[")
        if is_header:
            table = max(_paths(values), key=len)
        for path in _paths(values):
            found.setdefault(path if is_header else (*table, *path), line)
    return found


def _statements(text: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Each statement with the number of its first line and what it says alone."""
    lines = text.replace("\r\n", "\n").split("\n")
    first = 0
    for last in range(len(lines)):
        statement = "\n".join(lines[first : last + 1])
        try:
            values = tomllib.loads(statement)
        except tomllib.TOMLDecodeError:
            continue
        yield first + 1, statement, values
        first = last + 1


def _paths(values: object) -> list[Path]:
    """The path of each key within tables, those of outer tables first."""
    while isinstance(values, list) and values:
        values = values[0]
    if not isinstance(values, dict):
        return []
    return [(key, *rest) for key, value in values.items() for rest in [(), *_paths(value)]]
