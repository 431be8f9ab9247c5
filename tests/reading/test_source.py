"""Opening what a person names."""

from __future__ import annotations

import pytest

from briefcast.errors import SourceError
from briefcast.reading import read


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(SourceError, match=r"no file .*nowhere\.txt"):
        read(tmp_path / "nowhere.txt")


def test_an_empty_folder_holds_no_article(tmp_path):
    with pytest.raises(SourceError, match="empty folder"):
        read(tmp_path)


def test_a_folder_of_several_is_not_one_article(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("One sentence is all there is.")
    with pytest.raises(SourceError, match="several articles"):
        read(tmp_path)


@pytest.mark.parametrize("content", ["", " \n\t\n "])
def test_a_file_without_words_is_empty(tmp_path, content):
    (tmp_path / "a.txt").write_text(content)
    with pytest.raises(SourceError, match="empty"):
        read(tmp_path / "a.txt")


def test_a_file_of_unknown_name_is_read_by_its_content(tmp_path):
    (tmp_path / "a.xyz").write_text("One sentence is all there is.")
    assert read(tmp_path / "a.xyz").blocks[0].text == "One sentence is all there is."


def test_a_file_without_a_title_is_titled_by_its_name(tmp_path):
    (tmp_path / "bread-and-salt.txt").write_text("One sentence is all there is.")
    assert read(tmp_path / "bread-and-salt.txt").title == "Bread and salt"
