"""Bytes to text."""

from __future__ import annotations

import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefcast.errors import SourceError
from briefcast.reading.decoding import clean, decode


@pytest.mark.parametrize(
    "data",
    [
        "Łódź".encode(),
        codecs.BOM_UTF8 + "Łódź".encode(),
        "Łódź".encode("utf-16"),
        codecs.BOM_UTF16_BE + "Łódź".encode("utf-16-be"),
        "Łódź".encode("utf-32"),
    ],
)
def test_unicode_files_are_read_whichever_way_they_were_saved(data):
    assert decode(data, "a.txt") == "Łódź"


def test_bytes_in_an_unknown_encoding_are_refused_with_file_and_line():
    with pytest.raises(SourceError, match=r"a\.txt, line 2"):
        decode(b"first\nCaf\xe9", "a.txt")


def test_a_binary_file_is_refused():
    with pytest.raises(SourceError, match="binary"):
        decode(b"\x7fELF\x02\x01\x01\0\0", "a.txt")


@given(st.text())
def test_clean_text_has_no_control_or_invisible_characters(text):
    cleaned = clean(text)
    assert all(char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs", "Co", "Cn"} for char in cleaned)
    assert not {"\u200b", "\u00ad", "\ufeff", "\u202e"} & set(cleaned)
    assert clean(cleaned) == cleaned
