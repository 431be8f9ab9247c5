"""A script becomes an episode of a show; of the same articles again, the same episode made anew."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from mutagen.id3 import ID3
from tests.publishing.folders_of_shows import add_release, make_show, tree
from tests.publishing.releases.articles import MENDED, MUD, NOW, TIDE, added

from briefcast.errors import BriefcastError
from briefcast.publishing.locks import BusyError, Work, held
from briefcast.publishing.releases.adding import Fate
from briefcast.publishing.releases.history import load_history
from briefcast.publishing.releases.shelf import load_releases
from briefcast.studio import Cache, Means


@pytest.fixture(scope="module")
def means(tmp_path_factory) -> Means:
    return Means(Cache(tmp_path_factory.mktemp("takes"), 10**9))


@pytest.fixture
def show(tmp_path) -> Path:
    return make_show(tmp_path / "show", theme="none")


@pytest.fixture
def add(show, means):
    """Adds an article at an hour."""

    def at(article=TIDE, hour=0, *more):
        return added(show, [article, *more], hour, means)

    return at


def test_a_new_episode_has_all_its_files_under_a_name_that_holds_the_digest(show, add):
    new = add()
    release = new.release
    place = show / "episodes" / "2026-03-02-low-tide"
    data = (place / release.media.name).read_bytes()
    assert release.media.name == f"2026-03-02-low-tide-{hashlib.sha256(data).hexdigest()[:12]}.mp3"
    assert (release.media.size_bytes, release.media.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    stem = release.media.name.removesuffix(".mp3")
    assert {path.name for path in place.iterdir()} == {
        "release.json",
        *(stem + ending for ending in (".mp3", ".vtt", ".chapters.json", ".transcript.json", ".json")),
    }
    assert json.loads((place / f"{stem}.json").read_text())["file"] == release.media.name
    assert new.fate is Fate.NEW
    assert load_releases(show) == [release]
    assert [path for path in (show / "episodes").iterdir() if path.name.startswith(".")] == []


def test_a_release_tells_what_the_article_is_and_who_reads_it(add):
    release = add().release
    assert (release.title, release.dek, release.published) == ("Low tide", "What the sea leaves.", NOW)
    credit = release.credits[0]
    assert (credit.title, credit.link, credit.byline, credit.site) == (
        "Low tide", "https://wire.example/tide", "By Anna Lindt", "The Wire"
    )  # fmt: skip
    assert [(name, synthetic) for name, synthetic, _ in release.voices] == [("system", True)]
    assert release.markers[-1].end_ms <= release.media.duration_ms


def test_the_audio_says_which_show_it_is_of(show, add):
    """Rows 34 to 36: the same title, show and author as in the feed, the show's cover, the episode's page."""
    release = add().release
    tag = ID3(show / "episodes" / release.key / release.media.name, translate=False)
    assert (tag["TIT2"].text, tag["TALB"].text, tag["TPE1"].text) == (["Low tide"], ["The Quay Report"], ["Mara Quist"])
    assert tag.getall("WOAS")[0].url == "https://quay.example/show/e/2026-03-02-low-tide.html"
    assert (tag["TYER"].text, tag["TDAT"].text) == (["2026"], ["0203"])
    assert "synthetic" in tag.getall("COMM")[0].text[0]
    picture = tag.getall("APIC")[0]
    assert (picture.mime, picture.type) == ("image/jpeg", 3)
    assert picture.data[:3] == b"\xff\xd8\xff"


def test_the_audio_of_a_private_show_does_not_give_its_address_away(show, add):
    make_show(show, theme="none", public=False)
    release = add().release
    token = json.loads((show / "identity.json").read_text())["token"]
    assert token.encode() not in (show / "episodes" / release.key / release.media.name).read_bytes()


def test_the_same_article_again_is_the_same_episode_and_nothing_changes(show, add):
    first = add().release
    before = {path: data for path, data in tree(show).items() if path.startswith("episodes")}
    again = add(hour=5)
    assert (again.fate, again.release) == (Fate.SAME, first)
    assert {path: data for path, data in tree(show).items() if path.startswith("episodes")} == before


def test_a_mended_article_keeps_guid_and_date_and_the_sound_it_had_for_the_days_of_grace(show, add):
    first = add().release
    again = add(MENDED, 5)
    assert again.fate is Fate.AGAIN
    assert (again.release.guid, again.release.published) == (first.guid, first.published)
    assert again.release.media.name != first.media.name
    assert again.release.earlier == ((first.media, date(2026, 3, 16)),)
    assert (show / "episodes" / first.key / first.media.name).is_file()
    assert load_releases(show) == [again.release]


def test_an_article_that_is_as_it_was_before_takes_its_old_sound_from_the_earlier_ones(add):
    first = add().release
    second = add(MENDED, 5).release
    third = add(TIDE, 6).release
    assert third.media == first.media
    assert [media for media, _ in third.earlier] == [second.media]


def test_a_show_that_bumps_gives_another_guid_and_the_day_of_the_change_each_time(show, add):
    make_show(show, theme="none", rerender="bump")
    releases = [add(TIDE, 0).release, add(MENDED, 5).release, add(TIDE, 6).release]
    assert len({one.guid for one in releases}) == 3
    assert [one.published for one in releases] == [NOW, NOW + timedelta(hours=5), NOW + timedelta(hours=6)]
    assert load_history(show).past[0].guids == tuple(one.guid for one in releases)
    assert add(TIDE, 7).release == releases[-1]


def test_another_article_of_the_same_title_gets_a_title_and_a_key_of_its_own(add):
    add()
    other = add(replace(TIDE, link="https://wire.example/other", dek="Another day."), 3).release
    assert (other.title, other.key) == ("Low tide (2026-03-02)", "2026-03-02-low-tide-2026-03-02")


def test_controls_and_markup_in_a_title_are_gone_from_release_and_tag(show, add):
    release = add(replace(TIDE, title="Tide\x07 <b>low</b> &amp; high")).release
    assert release.title == "Tide ‹b›low‹/b› & high"
    tag = ID3(show / "episodes" / release.key / release.media.name, translate=False)
    assert tag["TIT2"].text == [release.title]


def test_with_a_clock_that_is_behind_the_new_episode_is_still_the_newest(add):
    newest = add(TIDE, 48).release
    late = add(MUD, 0)
    assert late.release.published == newest.published + timedelta(seconds=1)
    assert "clock of this machine" in late.warnings[0]


def test_the_key_and_guid_of_a_deleted_episode_are_not_given_again(show, add):
    first = add().release
    for path in sorted((show / "episodes" / first.key).iterdir()):
        path.unlink()
    (show / "episodes" / first.key).rmdir()
    again = add(hour=1).release
    assert again.key == "2026-03-02-low-tide-2"
    assert again.guid != first.guid


def test_a_briefing_is_known_by_all_its_articles(add):
    both = add(TIDE, 0, MUD).release
    assert add(TIDE, 1, MUD).release.key == both.key
    assert add(TIDE, 2).release.key != both.key


def test_a_serial_counts_its_episodes(show, add):
    make_show(show, theme="none", type="serial")
    add()
    assert add(MUD, 1).release.number == 2


def test_an_episode_that_cannot_be_built_leaves_the_show_as_it_was(show, add):
    add_release(show, -5)
    before = tree(show / "episodes")
    (show / "cover.jpg").write_bytes(b"no picture")
    with pytest.raises(BriefcastError, match="cover"):
        add()
    assert tree(show / "episodes") == before
    assert not (show / "history.jsonl").exists()


def test_two_who_add_at_once_are_told(show):
    with held(show, Work.ADDING), pytest.raises(BusyError, match="adding to"), held(show, Work.ADDING):
        pass


def test_killed_at_any_step_the_show_is_whole_and_the_next_run_goes_on(show, add, means):
    add()
    add(MENDED)
    add(TIDE)
    script = Path(__file__).with_name("killed_adding.py")
    done = subprocess.run(
        [sys.executable, script, show, means.cache.folder], capture_output=True, text=True, check=False, timeout=100
    )
    assert done.returncode == 0, done.stderr
    steps = json.loads(done.stdout)
    assert len(steps) >= 7
    for step in steps:
        assert step["whole"], step
        assert step["left"] == ["2026-03-02-low-tide"], step
