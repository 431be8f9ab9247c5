"""Bytes to text."""

from __future__ import annotations

import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefcast.errors import SourceError
from briefcast.reading.decoding import clean, decode, decode_markup, mended


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


def test_a_file_saved_by_an_older_editor_is_read_in_its_encoding():
    assert decode("first\nCafé “here”".encode("cp1252"), "a.txt") == "first\nCafé “here”"
    russian = "Поезд уходит утром и приходит вечером, потому что путь закрыт на ремонт до самой весны."
    assert decode(russian.encode("cp1251"), "a.txt") == russian


def test_bytes_that_are_text_in_no_encoding_are_refused_with_file_and_line():
    with pytest.raises(SourceError, match=r"a\.txt, line 2"):
        decode(b"first\nCaf\x81\x8d\x8f", "a.txt")


@pytest.mark.parametrize("declared", ["", "utf-8", "iso-8859-1"])
def test_a_page_in_utf8_is_read_as_such_whatever_it_declares(declared):
    page = '<meta charset="iso-8859-1"><p>Łódź</p>'.encode()
    assert "Łódź" in decode_markup(page, declared)


def test_a_page_that_declares_latin_1_means_what_browsers_take_it_for():
    assert "“x”" in decode_markup("<p>“x”</p>".encode("cp1252"), "iso-8859-1")


@pytest.mark.parametrize("declared", ["ut\0-8", "unicode_escape", "punycode", "no such thing", "utf-7", " "])
def test_a_name_that_is_no_encoding_of_text_is_passed_over(declared):
    assert decode_markup(b"<p>Harbour \\u0041</p>", declared) == "<p>Harbour \\u0041</p>"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_characters_are_known_without_a_mark(encoding):
    assert "<p>harbour</p>" in decode_markup("<p>harbour</p>".encode(encoding))


def test_text_that_was_read_in_the_wrong_encoding_once_is_mended():
    assert mended("la detenciÃ³n de AT&amp;T, cafÃ© y â€œrestoâ€\x9d") == "la detención de AT&T, café y “resto”"
    assert mended("Ã la carte & more; R&D") == "Ã la carte & more; R&D"


def test_a_binary_file_is_refused():
    with pytest.raises(SourceError, match="binary"):
        decode(b"\x7fELF\x02\x01\x01\0\0", "a.txt")


@given(st.text())
def test_clean_text_has_no_control_or_invisible_characters(text):
    cleaned = clean(text)
    assert all(char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs", "Co", "Cn"} for char in cleaned)
    assert not {"\u200b", "\u00ad", "\ufeff", "\u202e"} & set(cleaned)
    assert clean(cleaned) == cleaned
