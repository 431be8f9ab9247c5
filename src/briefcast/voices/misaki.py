"""Text -> phonemes in misaki's letters, word by word, by the dictionary in hibari's package.

hibari and Kokoro were made to speak these phonemes; both number them alike.
"""

from __future__ import annotations

import gzip
import json
import sqlite3
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from briefcast.versions import version_of
from briefcast.voices.prepared import loaded
from briefcast.voices.word_tables import WordTable, WordTables, write_tables

if TYPE_CHECKING:
    from pathlib import Path

    from hibari.g2p import G2P

#: Changes with the form of what ``_write_dictionary`` writes.
_TABLES_FORM = 1


class Reading(NamedTuple):
    """A text as phonemes."""

    phonemes: str
    #: The words as they stand in the text, each with its first phoneme and the one behind its last.
    words: list[tuple[str, int, int]]


def dictionary(*, is_british: bool) -> G2P:
    """The dictionary of American or British English.

    Its own way to load takes half a second and 80 MB; the first time, tables are written that need neither.
    """
    from hibari.g2p import G2P

    accent = "gb" if is_british else "us"
    tables = loaded(
        f"words-{accent}",
        f"hibari-tts {version_of('hibari-tts')} tables={_TABLES_FORM}",
        lambda path: _write_dictionary(path, accent),
        WordTables,
        (sqlite3.DatabaseError,),
    )
    return _on_tables(tables, is_british=is_british) if tables else G2P(british=is_british)


def _write_dictionary(path: Path, accent: str) -> None:
    tagger = _asset("tagger.json.gz")
    tables = {
        "gold": _asset(f"lexicon_{accent}_gold.json.gz"),
        "silver": _asset(f"lexicon_{accent}_silver.json.gz"),
        "tag of a word": tagger["tagdict"],
        "weights of a feature": tagger["weights"],
        "words the tagger knows": dict.fromkeys(tagger["vocab"], True),
        "facts": {"tags": tagger["tags"]},
    }
    write_tables(path, tables)


def _on_tables(tables: WordTables, *, is_british: bool) -> G2P:
    """The package's own object as its constructor would make it, but for where its words are."""
    from hibari.g2p import G2P
    from hibari.g2p.lexicon import Lexicon
    from hibari.g2p.tagger import Tagger
    from hibari.g2p.tokenize import Tokenizer

    tagger = Tagger(
        {
            "tagdict": WordTable(tables, "tag of a word"),
            "weights": WordTable(tables, "weights of a feature"),
            "tags": tables.entry("facts", "tags"),
        }
    )
    tagger.vocab = WordTable(tables, "words the tagger knows")
    g2p = G2P.__new__(G2P)
    g2p.lexicon = Lexicon(WordTable(tables, "gold"), WordTable(tables, "silver"), is_british)
    g2p.tokenizer, g2p.tagger = Tokenizer(_asset("tokenizer_exceptions.json")), tagger
    g2p.british, g2p.unk, g2p._oov = is_british, "", None  # noqa: SLF001  # loaded by itself when first asked
    return g2p


def phoneme_numbers() -> dict[str, int]:
    """The number of each phoneme in the networks."""
    numbers: dict[str, int] = _asset("vocab.json")
    return numbers


def _asset(name: str) -> Any:  # noqa: ANN401  # whatever JSON can hold
    """What a JSON file in hibari's package says."""
    content = (files("hibari") / "assets" / name).read_bytes()
    return json.loads(gzip.decompress(content) if name.endswith(".gz") else content)


def reading(dictionary: G2P, spoken: str) -> Reading:
    """The phonemes of a text, and which of them are a word's; none of a text without sound."""
    from hibari.g2p.normalize import normalize

    phonemes, text, start = "", "", 0
    words: list[tuple[str, int, int]] = []
    for token in dictionary.phonemize_tokens(dictionary.tokenize(normalize(spoken))):
        phonemes += token.phonemes or ""
        text += token.text
        if token.whitespace:
            words.append((text, start, len(phonemes)))
            phonemes += " "
            text, start = "", len(phonemes)
    words.append((text, start, len(phonemes)))
    return Reading(phonemes, [word for word in words if word[0].strip()]) if phonemes.strip() else Reading("", [])
