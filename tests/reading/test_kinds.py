"""What a source is, told by what is in it, whatever it is called; and what it is called when it cannot be read."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from briefcast.errors import SourceError
from briefcast.reading.kinds import Kind, kind_of

LINE = "The ferry to the outer islands was late again, and nobody on the quay was surprised."
PAGE = f"<!DOCTYPE html>\n<html><head><title>Ferry</title></head><body><p>{LINE}</p></body></html>".encode()
MAIL = (
    "From: Ada <ada@example.org>\nTo: Jan <jan@example.org>\nSubject: Ferry\nDate: Mon, 4 Mar 2024 07:30:00 +0100\n\n"
    f"{LINE}\n"
)
FEED = (
    b'<?xml version="1.0"?>\n'
    b'<rss version="2.0"><channel><title>Wire</title><item><title>A</title></item></channel></rss>'
)
ATOM = b'<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title></feed>'


def kind(data: bytes | str, name: str = "source", declared: str = "") -> Kind:
    return kind_of(io.BytesIO(data.encode() if isinstance(data, str) else data), name, declared)


def zipped(*entries: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for entry in entries:
            archive.writestr(entry, "content")
    return file.getvalue()


def refusal(data: bytes, name: str = "thing") -> str:
    with pytest.raises(SourceError) as caught:
        kind(data, name)
    sentence = str(caught.value)
    assert sentence.startswith(f"{name} is ")
    assert sentence.endswith(".")
    return sentence


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.md", "a", "a.docx", "https://example.org/a?b=c"])
@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", Kind.PDF),
        (b"\n\njunk before it %PDF-1.4", Kind.PDF),
        (zipped("mimetype", "META-INF/container.xml"), Kind.EPUB),
        (FEED, Kind.FEED),
        (ATOM, Kind.FEED),
        (b"https://example.org/a\n\n# later\nhttps://example.org/b\n", Kind.ADDRESSES),
    ],
    ids=["PDF", "PDF after junk", "EPUB", "RSS", "Atom", "addresses"],
)
def test_content_goes_before_the_name(data, name, told):
    assert kind(data, name) is told


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a"])
def test_a_word_document_is_known_by_its_parts(name):
    assert kind(zipped("[Content_Types].xml", "word/document.xml"), name) is Kind.DOCX


def test_a_damaged_archive_is_refused():
    with pytest.raises(SourceError, match=r"^a\.epub is not an archive"):
        kind(b"PK\x03\x04 and nothing more", "a.epub")


@pytest.mark.parametrize("name", ["a", "a.txt", "a.eml", "a.msg"])
def test_a_mail_is_known_by_its_headers(name):
    assert kind(MAIL, name) is Kind.MAIL


@pytest.mark.parametrize("name", ["a", "a.html", "a.php", "a.txt"])
def test_a_page_is_known_by_how_it_opens(name):
    assert kind(PAGE, name) is Kind.HTML
    assert kind(b"\xef\xbb\xbf<!-- saved from example.org -->\n" + PAGE, name) is Kind.HTML


def test_markdown_may_hold_html():
    assert kind(PAGE, "a.md") is Kind.MARKDOWN


@pytest.mark.parametrize(
    ("data", "name", "declared", "told"),
    [
        (f"# Ferry\n\n{LINE} **Late** again. [More](https://example.org)\n\n- one\n- two\n", "a", "", Kind.MARKDOWN),
        (f"---\ntitle: Ferry\nauthor: Ada\n---\n{LINE}\n", "a", "", Kind.MARKDOWN),
        (LINE, "a.markdown", "", Kind.MARKDOWN),
        (LINE, "a", "text/markdown", Kind.MARKDOWN),
        (LINE, "a.html", "", Kind.HTML),
        (LINE, "a", "text/html", Kind.HTML),
        (f"<q>{LINE}</q><br>" * 9 + "<p>One</p><p>Two</p>", "a", "", Kind.HTML),
        (LINE, "a.eml", "", Kind.MAIL),
        (LINE, "a", "", Kind.TEXT),
        (f"# 3 boats\n{LINE}", "a", "", Kind.TEXT),
        (f"If a < b and b > c then <p> is a tag. {LINE}", "a.txt", "", Kind.TEXT),
        (f"https://example.org/a\n{LINE}", "a", "", Kind.TEXT),
        ("", "a", "", Kind.TEXT),
    ],
)
def test_what_its_content_leaves_open_is_told_by_name_and_type(data, name, declared, told):
    assert kind(data, name, declared) is told


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252"])
def test_text_is_text_in_every_encoding(codec):
    assert kind(f"Käse und Möhren. {LINE}".encode(codec), "a.txt") is Kind.TEXT
    assert kind(PAGE.decode().encode(codec), "a") is Kind.HTML


def test_the_file_is_left_at_its_beginning():
    for data in (PAGE, MAIL.encode(), zipped("word/document.xml"), FEED):
        file = io.BytesIO(data)
        kind_of(file, "a")
        assert file.tell() == 0


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(60), "PNG picture"),
        (b"ID3\x04\x00\x00\x00\x00\x00\x00" + bytes(60), "MP3 sound file"),
        (b"GIF89a" + bytes(60), "GIF picture"),
        (b"{\\rtf1\\ansi Hello.}", "Rich Text"),
        (zipped("a.txt", "b.txt"), "ZIP archive"),
        (zipped("mimetype", "content.xml", "styles.xml"), "OpenDocument"),
        (bytes(range(256)) * 20, "binary file"),
    ],
    ids=["PNG", "MP3", "GIF", "RTF", "ZIP", "ODT", "binary"],
)
def test_what_is_no_text_is_refused_by_its_name(data, what):
    assert what in refusal(data)


def test_a_picture_that_a_server_calls_a_page_is_refused():
    with pytest.raises(SourceError, match="is a PNG picture"):
        kind(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(60), "https://example.org/a.html", "text/html")


@pytest.mark.parametrize(
    "data", [zipped("a.txt"), zipped("content.xml"), b"{\\rtf1 x}", b"\x89PNG\r\n\x1a\n" + bytes(40)]
)
def test_a_refusal_says_what_to_do(data):
    sentence = refusal(data)
    assert any(advice in sentence for advice in ("save it as", "give the", "unpack it"))


def test_text_in_utf_32_with_its_mark_is_text():
    assert kind(LINE.encode("utf-32"), "a.txt") is Kind.TEXT


@pytest.mark.parametrize("data", ["<!--a-->" * 2000 + "x", "---\n" + "-a: b\n" * 60 + "x", "<!--" * 4000, "<p" * 8000])
def test_content_made_to_take_long_is_told_at_once(data):
    start = time.monotonic()
    kind(data)
    assert time.monotonic() - start < 2
