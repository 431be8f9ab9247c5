"""Archives from strangers: what is opened, what is refused, and that refusing takes no time."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reading.books import flagged, overlapping, with_bytes, zipped

from briefcast.errors import SourceError
from briefcast.reading.archives import MAX_ENTRIES, MAX_ENTRY, Archive, open_archive, parse_xml


def opened(data: bytes) -> Archive:
    return open_archive(io.BytesIO(data), name="book.epub", kind="an EPUB book")


def entry_with(name: str, *, mode: int = 0o100644) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("placeholder")
        info.filename = name
        info.external_attr = mode << 16
        archive.writestr(info, "text")
    return out.getvalue()


def test_entries_are_read_by_name():
    archive = opened(zipped({"a/b.txt": "words", "c.txt": "more"}))
    assert archive.names == {"a/b.txt", "c.txt"}
    assert archive.read("a/b.txt") == b"words"
    assert "d.txt" not in archive


def test_what_is_not_there_is_named():
    with pytest.raises(SourceError, match=r"lacks its part 'd\.txt'"):
        opened(zipped({"c.txt": "more"})).read("d.txt")


def test_no_archive_at_all_is_told_by_its_kind():
    with pytest.raises(SourceError, match="is not an EPUB book"):
        opened(b"plain words")


@pytest.mark.parametrize("part", [0.0, 0.2, 0.5, 0.8, 0.99])
def test_an_archive_that_breaks_off_is_refused(part):
    data = zipped({f"{number}.txt": "words " * 50 for number in range(5)})
    with pytest.raises(SourceError, match="only a part of one"):
        opened(data[: int(len(data) * part)])


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "a/../../b", "C:/windows/x", "c:x", "a\\b.txt", "a\0b.txt", "\0"]
)
def test_names_that_lead_out_or_mislead_are_refused(name):
    data = entry_with(name.replace("\0", "@")).replace(name.replace("\0", "@").encode(), name.encode())
    with pytest.raises(SourceError, match="not safe to open"):
        opened(data)


def test_a_symbolic_link_is_refused():
    with pytest.raises(SourceError, match="a link to another file"):
        opened(entry_with("link.txt", mode=0o120777))


def test_an_encrypted_entry_is_refused():
    with pytest.raises(SourceError, match="locked with a password"):
        opened(flagged(zipped({"a.txt": "words"}), 1))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "one")
        archive.writestr("a.txt", "two")
    with pytest.raises(SourceError, match="the same name"):
        opened(out.getvalue())


def test_files_that_share_their_bytes_are_refused():
    with pytest.raises(SourceError, match="overlap"):
        opened(overlapping())


def test_a_file_that_grows_a_thousandfold_is_refused_before_it_is_large():
    archive = opened(zipped({"bomb.txt": b"\0" * 50_000_000}))
    with pytest.raises(SourceError, match="grows more than 200 times"):
        archive.read("bomb.txt")


def test_a_file_larger_than_any_text_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("large.txt", bytes(MAX_ENTRY + 1))
    with pytest.raises(SourceError, match="more than 16 MB"):
        opened(out.getvalue()).read("large.txt")


def test_files_that_are_together_too_large_are_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as zipped_file:
        for number in range(3):
            zipped_file.writestr(f"{number}.txt", bytes(MAX_ENTRY - 1))
    archive = opened(out.getvalue())
    archive.read("0.txt")
    archive.read("1.txt")
    with pytest.raises(SourceError, match="more than 40 MB"):
        archive.read("2.txt")


def test_a_size_that_the_headers_belie_is_found_out():
    data = bytearray(zipped({"a.txt": "words " * 500}))
    at = data.rfind(b"PK\x01\x02") + 24
    data[at : at + 4] = (10).to_bytes(4, "little")
    with pytest.raises(SourceError, match="cannot be unpacked"):
        opened(bytes(data)).read("a.txt")


def test_a_list_of_too_many_entries_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(MAX_ENTRIES + 1):
            archive.writestr(zipfile.ZipInfo(f"{number}"), b"")
    with pytest.raises(SourceError, match="20,000"):
        opened(out.getvalue())


def test_a_list_of_entries_of_any_length_is_not_read_whole():
    record = zipped({"a" * 60_000: ""})
    central = record[record.rfind(b"PK\x01\x02") : record.rfind(b"PK\x05\x06")]
    many = central * 100
    end = bytearray(record[record.rfind(b"PK\x05\x06") :])
    end[12:16] = len(many).to_bytes(4, "little")
    with pytest.raises(SourceError, match="holds more than"):
        opened(record[: record.rfind(b"PK\x01\x02")] + many + bytes(end))


def test_a_method_of_packing_that_books_never_use_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.txt", "words")
    with pytest.raises(SourceError, match="packed in a way"):
        opened(out.getvalue())


def test_an_archive_within_an_archive_stays_shut():
    archive = opened(zipped({"inner.zip": zipped({"a.txt": "words"})}))
    assert archive.names == {"inner.zip"}


SAMPLE = zipped({f"part{number}.txt": f"{number} words " * 30 for number in range(4)})


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=12))
def test_any_damage_is_read_or_told_in_a_sentence(changes):
    try:
        archive = opened(with_bytes(SAMPLE, changes))
        for name in archive.names:
            archive.read(name)
    except SourceError as error:
        assert str(error).endswith(".")
        assert "\n" not in str(error)


class TestXml:
    """The XML in an archive."""

    def test_names_of_html_are_understood(self):
        assert parse_xml(b"<p>a&nbsp;b &mdash; c&amp;d &eacute;</p>", mend=False).text == "a\u00a0b — c&d é"

    def test_what_is_no_character_is_left_out(self):
        assert parse_xml(b"<p>a&#0;b\x01c&#x1F;d&#9999999;e&#233;</p>", mend=False).text == "abcdeé"

    def test_entities_of_its_own_are_left_out_and_do_not_grow(self):
        laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
        root = parse_xml(f'<!DOCTYPE p [<!ENTITY l0 "ha">{laughs}]><p>a &l11; b</p>'.encode(), mend=True)
        assert "".join(root.itertext()) == "a  b"

    def test_nothing_is_fetched_or_read_from_the_disk(self, tmp_path):
        secret = tmp_path / "secret.txt"
        secret.write_text("secret")
        data = f'<!DOCTYPE p [<!ENTITY f SYSTEM "{secret.as_uri()}">]><p>a &f; b</p>'.encode()
        assert "secret" not in "".join(parse_xml(data, mend=True).itertext())

    def test_broken_xml_is_mended_only_where_that_is_asked_for(self):
        assert parse_xml(b"<p>a<b>b</p>", mend=False) is None
        assert "".join(parse_xml(b"<p>a<b>b</p>", mend=True).itertext()) == "ab"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-15"])
    def test_the_encoding_is_the_one_that_it_declares(self, encoding):
        data = f'<?xml version="1.0" encoding="{encoding}"?><p>caf\u00e9</p>'.encode(encoding)
        assert parse_xml(data, mend=False).text == "café"

    @pytest.mark.parametrize("data", [b"", b"   ", b"\0\0", b"no mark-up", b"<", b"<!DOCTYPE p>"])
    def test_what_is_no_xml_gives_nothing(self, data):
        assert parse_xml(data, mend=True) is None
