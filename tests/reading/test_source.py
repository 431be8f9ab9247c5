"""Opening what a person names."""

from __future__ import annotations

import io
import os
import sys

import pytest
from tests.reading.web.web_server import reply, serve

from briefcast.errors import SourceError
from briefcast.model import Article
from briefcast.reading import read
from briefcast.reading.source import Manner, Unread, is_address, read_all

LINES = (
    "The council has agreed to rebuild the north quay at a cost of nine million crowns, half of it borrowed.",
    "Work will begin in March, when the herring boats are at sea, and should last two summers.",
    "Until then the ferry to the outer islands leaves from the coal pier, as it did during the war.",
)
AT_HOME = Manner(allow_private=True)


def page(title: str) -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in LINES)
    head = f"<!DOCTYPE html><html lang='en'><head><title>{title}</title></head>"
    return f"{head}<body><h1>{title}</h1>{paragraphs}</body></html>".encode()


def html(title: str):
    return reply(page(title), content_type="text/html; charset=utf-8")


def outcomes(*sources, manner: Manner = AT_HOME) -> list[str]:
    """Titles of what was read, errors of what was not, in order."""
    return [one.title if isinstance(one, Article) else str(one.error) for one in read_all(list(sources), manner)]


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


# --- folders


def test_all_that_can_be_read_in_a_folder_is_and_the_rest_is_reported_in_its_place(tmp_path):
    (tmp_path / "a.txt").write_text("Ferry late\n\n" + "\n\n".join(LINES))
    (tmp_path / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(60))
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "d.html").write_bytes(page("North quay"))
    (tmp_path / "e.md").write_text("# Crane\n\n" + LINES[0])
    (tmp_path / "f.pdf").write_bytes(b"%PDF-1.7\nnothing else")
    (tmp_path / "g.docx").write_bytes(b"PK\x03\x04 nothing else")
    found = list(read_all([tmp_path]))
    assert [one.title for one in found if isinstance(one, Article)] == ["Ferry late", "North quay", "Crane"]
    assert [one.name for one in found if isinstance(one, Unread)] == [
        str(tmp_path / name) for name in ("b.png", "f.pdf", "g.docx")
    ]
    assert all(str(one.error).endswith(".") for one in found if isinstance(one, Unread))


def test_files_about_a_folder_are_passed_over(tmp_path):
    for name in ("README.md", "readme.txt", "LICENSE", "CHANGELOG.md", ".hidden.txt", "a.txt"):
        (tmp_path / name).write_text(LINES[0])
    assert len(outcomes(tmp_path)) == 1


def test_what_a_saved_page_brings_along_is_passed_over(tmp_path):
    (tmp_path / "Quay_files").mkdir()
    (tmp_path / "Quay_files" / "frame.html").write_bytes(page("Advertisement"))
    (tmp_path / "Quay.html").write_bytes(page("North quay"))
    assert outcomes(tmp_path) == ["North quay"]


def test_a_file_named_outright_is_read_whatever_it_is_called(tmp_path):
    (tmp_path / "README.md").write_text(f"# Read me\n\n{LINES[0]}")
    assert outcomes(tmp_path / "README.md") == ["Read me"]


def test_a_link_to_a_file_is_read_as_the_file(tmp_path):
    (tmp_path / "real.html").write_bytes(page("North quay"))
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "link.html").symlink_to(tmp_path / "real.html")
    (tmp_path / "folder" / "broken.html").symlink_to(tmp_path / "nowhere.html")
    (tmp_path / "folder" / "loop").symlink_to(tmp_path / "folder")
    assert outcomes(tmp_path / "folder") == ["North quay"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_in_a_folder_is_passed_over(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "a.html").write_bytes(page("North quay"))
    assert outcomes(tmp_path) == ["North quay"]


def test_a_file_that_cannot_be_opened_says_so(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "a.txt")
    with pytest.raises(SourceError, match=r"a\.txt could not be read"):
        read(tmp_path / "a.txt")


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path):
    file = tmp_path / "addresses.txt"
    file.write_text("http://127.0.0.1:9/a\n")
    found = read_all([file])
    next(found)
    file.write_text("http://127.0.0.1:9/b\nhttp://127.0.0.1:9/c\n")
    assert [str(one.error) for one in found] == [
        f"{file} changed while it was being read; try again when it is finished."
    ]


def test_standard_input_is_a_source_like_any_other(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(page("North quay"))))
    assert read("-").title == "North quay"


def test_sources_are_read_one_by_one_in_their_order(tmp_path):
    for name in ("b", "a"):
        (tmp_path / f"{name}.html").write_bytes(page(name * 8))
    assert outcomes(tmp_path / "b.html", tmp_path / "none.html", tmp_path / "a.html") == [
        "bbbbbbbb",
        f"There is no file {tmp_path / 'none.html'}; check the name.",
        "aaaaaaaa",
    ]


# --- the web, as far as this computer


def test_a_page_is_read_from_its_address_and_links_to_it():
    with serve({"/quay": html("North quay"), "/robots.txt": reply(b"", 404)}) as site:
        article = read(site.url("/quay"), AT_HOME)
        assert (article.title, article.link) == ("North quay", site.url("/quay"))
        assert [block.text for block in article.blocks] == list(LINES)


def test_addresses_of_this_computer_are_refused_unless_they_are_allowed():
    with serve({"/quay": html("North quay")}) as site:
        with pytest.raises(SourceError):
            read(site.url("/quay"))
        assert site.requests == []


def test_a_list_of_addresses_is_read_one_by_one(tmp_path):
    with serve({"/a": html("First story"), "/b": html("Second story")}) as site:
        file = tmp_path / "list.txt"
        file.write_text(f"# today\n{site.url('/a')}\n\n{site.url('/gone')}\n{site.url('/b')}\n")
        first, gone, second = outcomes(file)
    assert (first, second) == ("First story", "Second story")
    assert "/gone" in gone


def test_a_list_on_the_web_names_neither_lists_nor_files(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("Nobody may hear this. " * 9)
    pages = {}
    with serve(pages) as site:
        for path, line in (("/list", site.url("/inner")), ("/inner", site.url("/a"))):
            pages[path] = reply(f"{line}\n".encode(), content_type="text/plain")
        pages["/files"] = reply(f"{site.url('/a')}\nfile://{secret}\n{secret}\n".encode(), content_type="text/plain")
        pages["/a"] = html("First story")
        (inner,) = outcomes(site.url("/list"))
        found = list(read_all([site.url("/files")], AT_HOME))
    assert "list of addresses within a list" in inner
    assert "Nobody may hear" not in str(found)


# --- feeds


def feed(*items: tuple[str, str]) -> bytes:
    """A feed whose items, title and link each, have a teaser and no text."""
    entries = "".join(
        f"<item><title>{title}</title><link>{link}</link><description>A teaser …</description></item>"
        for title, link in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{entries}</channel></rss>'.encode()


def test_items_that_are_only_teased_in_a_feed_are_fetched():
    pages = {"/a": html("First story"), "/b": html("Second story")}
    with serve(pages) as site:
        items = [("First", site.url("/a")), ("Lost", site.url("/lost")), ("Second", site.url("/b"))]
        pages["/feed"] = reply(feed(*items), content_type="application/rss+xml")
        found = list(read_all([site.url("/feed")], AT_HOME))
        assert [one.title for one in found if isinstance(one, Article)] == ["First story", "Second story"]
        assert [one.site for one in found if isinstance(one, Article)] == ["Wire", "Wire"]
        assert [one.name for one in found if isinstance(one, Unread)] == [site.url("/lost")]


def test_an_item_that_its_site_keeps_from_programs_is_not_fetched():
    robots = reply(b"User-agent: *\nDisallow: /private/\n", content_type="text/plain")
    pages = {"/robots.txt": robots, "/a": html("First story"), "/private/b": html("Second story")}
    with serve(pages) as site:
        items = [("First", site.url("/a")), ("Second", site.url("/private/b"))]
        pages["/feed"] = reply(feed(*items), content_type="application/rss+xml")
        first, second = outcomes(site.url("/feed"))
        assert first == "First story"
        assert "robots.txt" in second
        assert "/private/b" not in [request.path for request in site.requests]


def test_only_the_newest_items_of_a_feed_are_read(tmp_path):
    pages = {f"/{number}": html(f"Story number {number}") for number in range(5)}
    with serve(pages) as site:
        (tmp_path / "feed.xml").write_bytes(feed(*((f"Item {n}", site.url(f"/{n}")) for n in range(5))))
        assert outcomes(tmp_path / "feed.xml", manner=Manner(allow_private=True, newest=2)) == [
            "Story number 0",
            "Story number 1",
        ]


def test_a_feed_without_items_says_so(tmp_path):
    (tmp_path / "feed.xml").write_bytes(feed())
    assert "without items" in outcomes(tmp_path / "feed.xml")[0]


def test_an_item_may_lead_to_an_article_only():
    pages = {}
    with serve(pages) as site:
        pages["/feed"] = reply(feed(("Again", site.url("/feed"))), content_type="application/rss+xml")
        assert outcomes(site.url("/feed")) == [f"{site.url('/feed')} is a feed, not an article."]


@pytest.mark.parametrize(("source", "told"), [("HTTPS://example.org", True), ("file:///a", False), ("http:/a", False)])
def test_an_address_begins_as_addresses_of_the_web_do(source, told):
    assert is_address(source) is told
