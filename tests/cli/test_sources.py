"""Whatever a person names: files of all kinds, addresses, feeds, folders; one article or several."""

from __future__ import annotations

import json

import pytest
from tests.conftest import SEEDS
from tests.reading.books import Book, page, prose
from tests.reading.web.web_server import reply, serve

PAGE = (SEEDS / "night-trains.html").read_bytes()
TEASERS = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Harbour Wire</title>
<item><title>Night trains</title><link>http://127.0.0.1:{port}/trains</link>
<description>Sleepers are back.</description></item>
<item><title>Gone</title><link>http://127.0.0.1:{port}/gone</link>
<description>Not there any more.</description></item>
</channel></rss>"""


@pytest.fixture
def site():
    pages = {"/trains": reply(PAGE, **{"Content-Type": "text/html; charset=utf-8"})}
    with serve(pages) as running:
        pages["/feed"] = reply(TEASERS.format(port=running.port).encode(), **{"Content-Type": "application/rss+xml"})
        yield running


def script_of(run):
    assert run.status == 0, run.stderr
    return json.loads(run.stdout)


def texts(script) -> list[str]:
    return [line["text"] for chapter in script["chapters"] for line in chapter["utterances"]]


def test_a_page_on_the_web_becomes_an_episode_named_after_its_title(user, site):
    run = user("build", site.url("/trains"), "--allow-private", "--voice", "system")
    assert run.status == 0, run.stderr
    manifest = json.loads((user.home / "europe-wakes-up-to-the-night-train-again.json").read_text())
    assert manifest["title"] == "Europe wakes up to the night train again"
    assert manifest["link"] == "https://www.example.org/travel/2024/10/night-trains-return"
    assert [chapter["title"] for chapter in manifest["chapters"]][1:] == [
        "Why people came back",
        "A map being redrawn",
        "Not enough beds",
    ]


def test_addresses_at_home_are_refused_unless_allowed(user, site):
    run = user("script", site.url("/trains"))
    assert run.status == 1
    assert "--allow-private" in run.stderr
    assert not site.requests


def test_a_feed_of_teasers_is_read_from_its_pages_and_what_is_gone_is_named(user, site):
    run = user("script", site.url("/feed"), "--allow-private", "--json")
    assert run.status == 1
    assert "/gone" in run.stderr
    assert "404" in run.stderr
    assert json.loads(run.stdout)["title"] == "Europe wakes up to the night train again"


def test_several_sources_make_one_briefing_that_tells_first_what_is_in_it(user):
    script = script_of(user("script", SEEDS / "night-trains.html", SEEDS / "lost-sounds.md", "--json"))
    assert script["title"] == "Europe wakes up to the night train again, and 1 more"
    assert texts(script)[:3] == [
        "In this briefing:",
        "Europe wakes up to the night train again",
        "Lost Sounds: Who Keeps the Noise of a City?",
    ]
    assert texts(script).count("Read by a synthetic voice.") == 1
    assert texts(script)[-1] == "That is the end of this briefing."
    assert script["chapters"][0]["title"] == "Europe wakes up to the night train again"
    assert "Lost Sounds" in [chapter["title"] for chapter in script["chapters"]]


def test_a_folder_is_read_whole_and_what_is_no_article_is_named(user):
    folder = user.home / "to read"
    folder.mkdir()
    (folder / "a.html").write_bytes(PAGE)
    (folder / "b.epub").write_bytes(Book({"one.xhtml": page(f"<h1>The quay</h1>{prose()}")}).bytes())
    (folder / "c.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0")
    run = user("script", "to read")
    assert run.status == 1
    assert "c.png is a PNG picture" in run.stderr
    assert "At twenty to eight on a wet Friday evening" in run.stdout


def test_a_page_is_read_from_standard_input_too(user):
    script = script_of(user("script", "-", "--json", stdin=PAGE))
    assert script["title"] == "Europe wakes up to the night train again"


def test_keep_all_reads_the_menus_as_well(user):
    shown = script_of(user("script", SEEDS / "night-trains.html", "--json"))
    whole = script_of(user("script", SEEDS / "night-trains.html", "--json", "--keep-all"))
    assert "Opinion" not in texts(shown)
    assert "Opinion" in texts(whole)


def test_what_is_shown_is_mentioned_or_passed_over_as_a_person_likes(user):
    told = texts(script_of(user("script", SEEDS / "lost-sounds.md", "--json")))
    silent = texts(
        script_of(
            user("script", SEEDS / "lost-sounds.md", "--json", "--no-mention", "tables", "--no-mention", "images")
        )
    )
    table = "There is a table here, which is not read out: Kind of sound, Recordings, Still heard today."
    assert table in told
    assert table not in silent
    assert not any(line.startswith("There is a picture") for line in silent)
    assert any(line.startswith("There is a code listing") for line in silent)


def test_the_script_shows_what_is_left_out_with_reason_and_link(user):
    run = user("script", SEEDS / "lost-sounds.md")
    left_out = run.stdout.split("Left out:")[1]
    assert '- "table: not read out": Kind of sound | Recordings' in left_out
    assert "<https://example.org/images/old-tram-microphone.jpg>" in left_out


def test_the_language_is_told_from_the_words(user):
    (user.home / "a.txt").write_text(
        "Der Zug\n\nDer Zug fährt am Morgen in die Stadt und kommt am Abend zurück, weil die Strecke in der Nacht"
        " gesperrt ist. Das ist nicht schön, aber es geht auch mit dem Bus, und der ist nicht voll.\n"
    )
    assert script_of(user("script", "a.txt", "--json"))["language"] == "de"
