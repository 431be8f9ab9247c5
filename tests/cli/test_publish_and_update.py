"""build --show, publish and update, as a person or cron calls them."""

from __future__ import annotations

import re
import sys

import pytest
from tests.cli.test_bad_input import in_small_world
from tests.publishing.folders_of_shows import add_release, make_show, tree
from tests.reading.web.web_server import reply, serve

ARTICLE = "# {title}\n\n{text} The boats lie on the sand, and nobody minds.\n"


#: Its own address is another than the one in the feed that leads to it.
PAGE = """<!doctype html><html lang="en"><head><title>The ferry</title>
<link rel="canonical" href="https://wire.example/ferry"></head>
<body><article><h1>The ferry</h1>
<p>The ferry is forty years old, and the men who made its engine by hand are still asked for advice.</p>
<p>By noon there is a queue on the quay. The captain counts the cars twice, and then he counts them again.</p>
</article></body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Wire</title>
<item><title>The ferry</title><link>http://127.0.0.1:{port}/ferry?from=feed</link></item></channel></rss>"""


@pytest.fixture
def show(user):
    return make_show(user.home / "show", theme="none", voices=["system"])


def write(user, name: str, title: str, text: str = "It is late.") -> None:
    path = user.home / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(ARTICLE.format(title=title, text=text), encoding="utf-8")


def items(show) -> list[str]:
    """The titles in the feed, newest first."""
    return re.findall(r"<item>\s*<title>([^<]*)", (show / "public" / "feed.xml").read_text(encoding="utf-8"))


def test_an_article_becomes_an_episode_and_is_published(user, show):
    write(user, "tide.md", "Low tide")
    built = user("build", "--show", "show", "tide.md")
    assert built.status == 0, built.stderr
    assert built.stdout.startswith("new: Low tide  0:")
    published = user("publish", "show")
    assert published.status == 0, published.stderr
    assert published.stdout.splitlines()[0].startswith("show/public: 1 episode, ")
    assert published.stdout.splitlines()[-1] == "Subscribe at https://quay.example/show/feed.xml"
    assert items(show) == ["Low tide"]
    write(user, "tide.md", "Low tide", "It is early.")
    assert user("build", "--show", "show", "tide.md").stdout.startswith("made again: Low tide")
    assert user("build", "--show", "show", "tide.md").stdout.startswith("unchanged: Low tide")


def test_publishing_brings_it_to_the_targets_of_the_show(user, show):
    make_show(show, more=f'[targets.web]\nkind = "folder"\npath = "{user.home}/www"')
    (user.home / "www").mkdir()
    add_release(show, 1)
    assert user("publish", "show", "--target", "local", "-q").stdout == ""
    assert tree(user.home / "www") == {}
    done = user("publish", "show")
    assert re.search(r"^web: \d+ files sent", done.stdout, re.M), done.stderr
    assert tree(user.home / "www") == tree(show / "public")
    assert "web: 0 files sent" in user("publish", "show", "--target", "web").stdout


def test_what_is_no_longer_offered_is_noted(user, show):
    for day in (1, 2):
        add_release(show, day)
    user("publish", "show", "-q")
    make_show(show, more="[retention]\nepisodes = 1")
    done = user("publish", "show", "-q")
    assert re.fullmatch(r"Note: \d+ files are no longer offered .*; --prune removes them\.\n", done.stderr)


@pytest.mark.usefixtures("show")
def test_output_and_show_exclude_one_another(user):
    write(user, "tide.md", "Low tide")
    done = user("build", "--show", "show", "-o", "x.mp3", "tide.md")
    assert done.status == 2
    assert "leave out -o" in done.stderr


@pytest.mark.parametrize("command", [("publish",), ("update",), ("build", "tide.md", "--show")])
def test_a_folder_that_is_no_show_is_named(user, command):
    write(user, "tide.md", "Low tide")
    (user.home / "empty").mkdir()
    done = user(*command, "empty")
    assert done.status == 1
    assert re.match(r"Error: There is no show in .*empty: show\.toml is missing", done.stderr)


def test_an_update_speaks_what_is_new_and_publishes_it(user, show):
    make_show(show, sources=["../articles"], theme="none", voices=["system"])
    write(user, "articles/a.md", "Low tide")
    assert user("update", "show").status == 0
    assert items(show) == ["Low tide"]
    write(user, "articles/b.md", "High tide", "It is noon.")
    done = user("update", "show")
    assert [line for line in done.stdout.splitlines() if line.startswith("new:")] == [
        line for line in done.stdout.splitlines() if "High tide" in line
    ]
    assert items(show) == ["High tide", "Low tide"]
    before = tree(show)
    quiet = user("update", "show", "-q")
    assert (quiet.status, quiet.stdout, quiet.stderr) == (0, "", "")
    assert tree(show) == before


def test_an_update_fetches_no_page_a_second_time(user, show):
    pages = {"/ferry": reply(PAGE.encode(), content_type="text/html; charset=utf-8")}
    with serve(pages) as site:
        pages["/feed"] = reply(FEED.format(port=site.port).encode(), content_type="application/rss+xml")
        make_show(show, sources=[site.url("/feed")], theme="none", voices=["system"])
        first = user("update", "show", "--allow-private")
        assert first.status == 0, first.stderr
        assert items(show) == ["The ferry"]
        fetched = len(site.requests)
        again = user("update", "show", "--allow-private")
        assert again.status == 0, again.stderr
        assert not any("/ferry" in request.path for request in site.requests[fetched:])
    assert items(show) == ["The ferry"]


def test_an_update_names_what_fails_publishes_the_rest_and_leaves_with_1(user, show):
    make_show(show, sources=["../missing.md", "../articles"], theme="none", voices=["system"])
    write(user, "articles/a.md", "Low tide")
    done = user("update", "show", "-q")
    assert done.status == 1
    assert "missing.md" in done.stderr
    assert items(show) == ["Low tide"]


@pytest.mark.usefixtures("show")
def test_an_update_of_a_show_without_sources_says_where_to_write_them(user):
    done = user("update", "show")
    assert done.status == 1
    assert "has no sources" in done.stderr


def test_a_show_on_a_disk_that_cannot_be_written_is_told(user, show):
    add_release(show, 1)
    command = f"cp -r show disk && mount -o remount,ro disk && {sys.executable} -m briefcast publish disk/show"
    done = in_small_world("size=5m", command, user, user.home)
    assert done.returncode == 1
    assert "Error: disk/show/.publishing.lock may not be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_all_that_is_new_can_be_one_briefing(user, show):
    make_show(show, sources=["../articles"], theme="none", voices=["system"])
    write(user, "articles/a.md", "Low tide")
    write(user, "articles/b.md", "High tide", "It is noon.")
    assert user("update", "show", "--together").status == 0
    assert len(items(show)) == 1
    assert user("update", "show", "--together").stdout.startswith("show/public: 1 episode, 0 files written")
