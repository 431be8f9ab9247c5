"""Lists of feeds in OPML, as readers export them."""

from __future__ import annotations

import pytest

from briefcast.errors import ShowError
from briefcast.publishing.shows.opml import feeds_in

OPML = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="News"><outline type="rss" text="A &amp; B" xmlUrl="https://a.example/feed?x=1&amp;y=2"/>
  <outline text="deeper"><outline xmlurl=" http://b.example/rss "/></outline></outline>
<outline type="rss" xmlUrl="https://a.example/feed?x=1&amp;y=2"/>
<outline type="link" url="https://c.example/"/><outline xmlUrl="file:///etc/passwd"/><outline xmlUrl=""/>
</body></opml>
"""


def test_the_feeds_of_all_folders_come_in_their_order_each_once(tmp_path):
    (tmp_path / "a.opml").write_text(OPML, encoding="utf-8")
    assert feeds_in(tmp_path / "a.opml") == ("https://a.example/feed?x=1&y=2", "http://b.example/rss")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is not well-formed XML"),
        (b"<opml><body>", "is not well-formed XML (line 1)"),
        (b"<rss/>", "is XML but no OPML"),
        (b"<opml/>", "lists no feed with an address on the web"),
        (b"<opml>" + b"<outline>" * 5_000, "is not well-formed XML"),
        (
            b"<opml>" + b"".join(b'<outline xmlUrl="http://e/%d"/>' % n for n in range(10_001)) + b"</opml>",
            "lists 10,001",
        ),
        (b" " * 10_000_001, "has more than 10 MB"),
        (
            b'<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/hostname">]><opml><outline xmlUrl="&a;"/></opml>',
            "is not well-formed XML",
        ),
    ],
)
def test_what_is_no_list_of_feeds_is_told_in_one_sentence(tmp_path, content, told):
    path = tmp_path / "a.opml"
    path.write_bytes(content)
    with pytest.raises(ShowError) as caught:
        feeds_in(path)
    assert told in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_missing_file_and_a_folder_are_told(tmp_path):
    with pytest.raises(ShowError, match="There is no file"):
        feeds_in(tmp_path / "none.opml")
    with pytest.raises(ShowError, match="could not be read"):
        feeds_in(tmp_path)
