"""``briefcast show``: a show is made by flags or by answers, taken over, given sources and a cover."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys

import pytest
from PIL import Image
from tests.publishing.shows.test_adopting import CHANNEL, ITEMS, rss
from tests.publishing.shows.test_opml import OPML
from tests.reading.web.web_server import serve

from briefcast.publishing.shows.cover import check_cover
from briefcast.publishing.shows.settings_file import load_show

FLAGS = ("--title", "Night trains", "--author", "Anna Lindt", "--yes")


@pytest.fixture
def night(user):
    """A folder with a show."""
    run = user("show", "new", "night", *FLAGS)
    assert run.status == 0, run.stderr
    return user.home / "night"


def answered(home, *arguments: str, answers: str) -> str:
    """What a terminal shows while a person answers a command's questions."""
    screen, keyboard = pty.openpty()
    environment = {**os.environ, "XDG_CACHE_HOME": str(home), "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "briefcast", *arguments]
    with subprocess.Popen(command, cwd=home, stdin=keyboard, stdout=keyboard, stderr=keyboard, env=environment) as run:
        os.close(keyboard)
        os.write(screen, answers.encode())
        shown = b""
        try:
            while part := os.read(screen, 4096):
                shown += part
        except OSError:  # the terminal is closed when the command ends
            pass
    os.close(screen)
    assert run.returncode == 0, shown.decode()
    return shown.decode()


def test_a_show_is_made_by_flags(user):
    run = user(
        "show", "new", "deep/night", *FLAGS, "--category", "News, Daily News", "--base-url", "https://example.org/night",
        "--public", "--rights", "own", "--voice", "heart", "--source", "https://example.org/feed", "--newest", "3",
    )  # fmt: skip
    assert (run.status, run.stderr) == (0, "")
    assert "Next: briefcast build --show deep/night ARTICLE" in run.stdout
    show = load_show(user.home / "deep/night")
    assert (show.title, show.author, show.category) == ("Night trains", "Anna Lindt", ("News", "Daily News"))
    assert (show.public, show.rights, show.base_url) == (True, "own", "https://example.org/night/")
    assert (show.voices, show.sources, show.newest) == (("heart",), ("https://example.org/feed",), 3)
    check_cover(user.home / "deep/night/cover.jpg")
    assert sorted(path.name for path in (user.home / "deep/night").iterdir()) == ["cover.jpg", "show.toml"]


def test_a_show_is_made_by_answers_and_a_wrong_one_is_asked_for_again(user):
    answers = (
        "\nAnna Lindt\n\nnot an address\n\nEnglish\nen-GB\nNews, Daily News\nexample.org\nhttps://example.org\ny\nown\n"
    )
    shown = answered(user.home, "show", "new", "night", answers=answers)
    assert "must be an e-mail address" in shown
    assert "for English write “en”" in shown
    assert "“example.org” has no https:// before it" in shown
    show = load_show(user.home / "night")
    assert (show.title, show.author, show.description) == ("night", "Anna Lindt", "night: articles, read aloud.")
    assert (show.email, show.language, show.category) == ("", "en-GB", ("News", "Daily News"))
    assert (show.base_url, show.public, show.rights) == ("https://example.org/", True, "own")


def test_a_private_show_is_not_asked_about_rights(user):
    shown = answered(user.home, "show", "new", "night", *FLAGS[:-1], answers="\n\n\n\n\n\n")
    assert "Why may you give" not in shown
    assert not load_show(user.home / "night").public


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (("--title", "A"), "add --author NAME"),
        (("--author", "A", "--public"), "say why you may: --rights own, --rights licensed, --rights public-domain"),
        (("--author", "A", "--category", "Newz"), "did you mean “News”?"),
        (("--author", "A", "--base-url", "/night/"), "“/night/” has no https:// before it"),
        (("--author", "A", "--cover", "none.jpg"), "There is no cover none.jpg"),
    ],
)
def test_what_a_show_cannot_be_is_told_and_nothing_is_made(user, flags, told):
    run = user("show", "new", "night", *flags)
    assert run.status == 1
    assert told in run.stderr
    assert run.stderr.count("\n") == 1
    assert list(user.home.iterdir()) == []


def test_a_show_without_an_address_is_told_that_it_needs_one(user):
    run = user("show", "new", "night", *FLAGS)
    assert "Next: write into night/show.toml, as “base_url”, where on the web the show will be reached." in run.stdout


def test_a_show_is_never_made_over_another(user, night):
    before = (night / "show.toml").read_bytes()
    for arguments in (("new", "night", *FLAGS), ("adopt", "https://example.org/feed", "night")):
        run = user("show", *arguments)
        assert run.status == 1
        assert "There is a show already: night/show.toml" in run.stderr
    assert (night / "show.toml").read_bytes() == before


def test_a_picture_becomes_the_cover(user, night):
    Image.new("CMYK", (2000, 1500)).save(user.home / "a.tiff")
    run = user("show", "cover", "night", "a.tiff")
    assert (run.status, "not square; add --crop" in run.stderr) == (1, True)
    run = user("show", "cover", "night", "a.tiff", "--crop")
    assert (run.status, run.stdout) == (0, "night/cover.jpg\n")
    check_cover(night / "cover.jpg")
    assert size_of(night / "cover.jpg") == (1500, 1500)
    assert user("show", "cover", "night").status == 0
    assert size_of(night / "cover.jpg") == (3000, 3000)


def size_of(path) -> tuple[int, int]:
    with Image.open(path) as picture:
        return picture.size


def test_the_feeds_of_an_opml_file_become_sources(user, night):
    (user.home / "feeds.opml").write_text(OPML, encoding="utf-8")
    run = user("show", "import", "feeds.opml", "night")
    assert run.status == 0, run.stderr
    assert load_show(night).sources == ("https://a.example/feed?x=1&y=2", "http://b.example/rss")
    assert "2 of 2 feeds were new to the show" in run.stdout
    assert "0 of 2 feeds were new to the show" in user("show", "import", "feeds.opml", "night").stdout


def test_a_published_show_is_taken_over_with_its_guids(user):
    with serve({"/feed.xml": rss(CHANNEL, ITEMS)}) as site:
        run = user("show", "adopt", site.url("/feed.xml"), "--allow-private", "--author", "A. Lindt")
    assert run.status == 0, run.stderr
    assert "3 episodes keep their GUIDs; the show keeps 917393e3-1b1e-5cef-ace4-edaa54e1f810" in run.stdout
    assert "The feed's cover could not be taken, so one was drawn" in run.stderr
    folder = user.home / "night-trains-ferries"
    show = load_show(folder)
    assert (show.title, show.author, show.public) == ("Night Trains & Ferries", "A. Lindt", False)
    identity = json.loads((folder / "identity.json").read_text(encoding="utf-8"))
    assert ["https://cdn.example/2.mp3", "old-2"] in identity["adopted_guids"]
    check_cover(folder / "cover.jpg")


def test_an_identity_that_is_there_is_not_taken_for_another(user):
    (user.home / "night").mkdir()
    (user.home / "night/identity.json").write_text(
        json.dumps({"guid": "9b024349-ccf0-5f69-a609-6b82873eab3c", "token": "ab" * 20, "adopted_guids": []})
    )
    with serve({"/feed.xml": rss(CHANNEL)}) as site:
        run = user("show", "adopt", site.url("/feed.xml"), "night", "--allow-private")
    assert run.status == 1
    assert "night is known by another identity already" in run.stderr
    assert not (user.home / "night/show.toml").exists()
