"""Large tables of words in a file, of which only what is asked for is read.

As Python's dictionaries those of hibari take half a second to load and 80 MB, of which a briefing needs a hundredth.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

#: Answers that a table remembers: the words of a long article.
_REMEMBERED = 4096
#: Of the file's pages, what the library may hold in memory, KiB.
_PAGES_KIB = 1024
#: Words that are written together: one by one takes twice as long to write, more together longer to read.
_LEAF = 16


class WordTable:
    """A table of the file, as a dictionary that can only be asked; safe to share among threads."""

    def __init__(self, tables: WordTables, name: str) -> None:
        # Remembered by each table for itself, so that one of frequent questions does not push out another's answers.
        self.get = lru_cache(_REMEMBERED)(lambda word: tables.entry(name, word))

    def __contains__(self, word: str) -> bool:
        return self.get(word) is not None


class WordTables:
    """A file of tables, opened."""

    def __init__(self, path: Path) -> None:
        """Opens what ``write_tables`` wrote.

        Raises:
            sqlite3.DatabaseError: the file is damaged.
        """
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._file = sqlite3.connect(address, uri=True, check_same_thread=False)
        self._lock = threading.Lock()
        self._file.execute(f"PRAGMA cache_size = -{_PAGES_KIB}")
        pages, size = (self._file.execute(f"PRAGMA {fact}").fetchone()[0] for fact in ("page_count", "page_size"))
        if not pages or pages * size != path.stat().st_size:
            raise sqlite3.DatabaseError("it is not as long as it says")

    def entry(self, table: str, word: str) -> Any:  # noqa: ANN401  # whatever JSON can hold
        """What a table says of a word; None if nothing."""
        leaf = f'SELECT said FROM "{table}" WHERE first <= ? ORDER BY first DESC LIMIT 1'  # noqa: S608  # no one's input
        with self._lock:
            row = self._file.execute(leaf, (word,)).fetchone()
        return json.loads(row[0]).get(word) if row else None


def write_tables(path: Path, tables: Mapping[str, Mapping[str, object]]) -> None:
    """Writes tables to a new file; what they say of a word may be anything that JSON can hold, but for null.

    Raises:
        OSError: the file cannot be written.
    """
    try:
        file = sqlite3.connect(path)
        try:
            # The file is nobody else's and gets its name when it is done, so none of it needs to be safe before.
            file.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
            for name, table in tables.items():
                file.execute(f'CREATE TABLE "{name}" (first PRIMARY KEY, said) WITHOUT ROWID')
                file.executemany(f'INSERT INTO "{name}" VALUES (?, ?)', _leaves(table))  # noqa: S608
            file.commit()
        finally:
            file.close()
    except sqlite3.Error as error:
        raise OSError(str(error)) from error


def _leaves(table: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """A table in the order of its words, some at a time: the first of them, and what is said of them all."""
    words = sorted(table)
    for start in range(0, len(words), _LEAF):
        some = words[start : start + _LEAF]
        yield some[0], json.dumps({word: table[word] for word in some}, ensure_ascii=False, separators=(",", ":"))
