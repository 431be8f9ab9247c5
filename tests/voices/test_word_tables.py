"""Tables in a file say what the dictionaries said from which they were written."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import SEEDS

from briefcast import read, write_script
from briefcast.voices.misaki import dictionary, reading
from briefcast.voices.word_tables import WordTable, WordTables, write_tables

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=3)
said = st.sampled_from(["", "hɛlˈO", True, 0.5, {"NOUN": "ɹˈɛkəɹd", "VERB": None}])


@given(table=st.dictionaries(words, said, max_size=40), others=st.lists(words, max_size=5))
def test_a_table_answers_as_the_dictionary_would(tmp_path_factory, table, others):
    path = tmp_path_factory.mktemp("tables") / "words"
    write_tables(path, {"some": table, "other": {"a": "not this"}})
    written = WordTable(WordTables(path), "some")
    for word in [*table, *others]:
        assert written.get(word) == table.get(word)
        assert (word in written) == (word in table)


@pytest.mark.parametrize("kept", [0, 1, 5000])
def test_a_file_that_is_cut_short_does_not_open(tmp_path, kept):
    path = tmp_path / "words"
    write_tables(path, {"some": {f"word {number}": "said" for number in range(3000)}})
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(sqlite3.DatabaseError):
        WordTables(path)


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return [
        utterance.spoken
        for name in ("foreign-minister-visit.txt", "lost-sounds.md")
        for utterance in write_script(read(SEEDS / name)).utterances
    ]


@pytest.mark.parametrize("is_british", [False, True])
def test_articles_are_read_as_with_the_packages_own_dictionaries(tmp_path_factory, lines, is_british, monkeypatch):
    from hibari.g2p import G2P

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    theirs, ours = G2P(british=is_british), dictionary(is_british=is_british)
    assert type(ours.lexicon.golds.d) is WordTable
    assert [reading(ours, line) for line in lines] == [reading(theirs, line) for line in lines]
