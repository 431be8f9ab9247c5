"""A show's folder becomes public/: only what changed is written, nothing is taken away unasked, the feed never lies."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image
from tests.publishing.folders_of_shows import NOON, add_release, audio_of, lay_media, make_show, media_of, tree

from briefcast.errors import PublishError, ShowError
from briefcast.publishing.locks import BusyError, Work, held
from briefcast.publishing.publishing import publish
from briefcast.publishing.releases.release_file import release_json
from briefcast.publishing.releases.shelf import load_releases
from briefcast.publishing.shows.identity import load_identity
from briefcast.publishing.shows.settings_file import load_show

BASE = "https://quay.example/show/"


def noon(days: int = 10):
    return lambda: NOON + timedelta(days=days)


@pytest.fixture
def show(tmp_path) -> Path:
    """A public show of three episodes."""
    folder = make_show(tmp_path / "show")
    for day in (1, 2, 3):
        add_release(folder, day)
    return folder


def named_in(feed: Path) -> list[tuple[str, int | None]]:
    """The paths a feed names in its own show, and the lengths it gives."""
    named = []
    for element in etree.parse(feed).iter():
        address = element.get("url") or element.get("href") or ""
        if address.startswith(BASE) and not address.endswith("/"):
            length = element.get("length")
            named.append((address.removeprefix(BASE), int(length) if length else None))
    return named


def assert_the_feed_holds(public: Path) -> None:
    """Every file that the feed names is there, with the length it says."""
    for path, length in named_in(public / "feed.xml"):
        assert (public / path).is_file(), path
        assert length is None or (public / path).stat().st_size == length


def test_a_feed_names_only_what_is_there(show):
    done = publish(show, clock=noon())
    assert done.feed == BASE + "feed.xml"
    assert done.episodes == 3
    assert len(named_in(show / "public" / "feed.xml")) >= 3 * 5
    assert_the_feed_holds(show / "public")
    for release in load_releases(show):
        assert (show / "public" / "e" / release.media.name).read_bytes() == audio_of(release.key)


def test_published_again_nothing_is_written(show):
    publish(show, clock=noon())
    before = {path: path.stat().st_mtime_ns for path in (show / "public").rglob("*")}
    done = publish(show, clock=noon(11))
    assert done.changed == ()
    assert {path: path.stat().st_mtime_ns for path in (show / "public").rglob("*")} == before


def test_the_same_show_gives_the_same_bytes_whatever_was_there_before(show, tmp_path):
    publish(show, clock=noon())
    other = tmp_path / "other"
    shutil.copytree(show, other, ignore=shutil.ignore_patterns("public", ".public.json"))
    add_release(other, 4)
    publish(other, clock=noon())
    shutil.rmtree(other / "episodes" / load_releases(other)[0].key)
    publish(other, clock=noon(), prune=True)
    assert tree(other / "public") == tree(show / "public")


def test_a_new_episode_leaves_the_files_of_others_alone(show):
    publish(show, clock=noon())
    new = add_release(show, 4)
    changed = publish(show, clock=noon()).changed
    assert changed[-1] == "feed.xml"
    touched = {path for path in changed if path.startswith("e/") and new.key not in path}
    assert touched == {f"e/{load_releases(show)[1].key}.html"}  # which leads to the one after it


def test_audio_takes_no_room_twice(show):
    publish(show, clock=noon())
    name = load_releases(show)[0].media.name
    assert (show / "public" / "e" / name).stat().st_nlink == 2


def test_a_file_somebody_changed_in_public_is_mended(show):
    publish(show, clock=noon())
    good = tree(show / "public")
    (show / "public" / "feed.xml").write_text("mine")
    (show / "public" / "e" / load_releases(show)[0].media.name).unlink()
    assert len(publish(show, clock=noon()).changed) == 2
    assert tree(show / "public") == good


def test_when_what_is_remembered_is_lost_nothing_is_written_again(show):
    publish(show, clock=noon())
    for damage in (b"{", b"[]", b'{"files": {"feed.xml": 3}, "item_lengths": {}}'):
        (show / ".public.json").write_bytes(damage)
        assert publish(show, clock=noon()).changed == ()


# What is no longer offered


def test_a_file_of_somebody_else_in_public_is_never_taken_away(show):
    publish(show, clock=noon())
    (show / "public" / "CNAME").write_text("quay.example")
    publish(show, clock=noon(), prune=True)
    assert (show / "public" / "CNAME").read_text() == "quay.example"


def test_nothing_is_deleted_without_prune(show):
    publish(show, clock=noon())
    before = set(tree(show / "public"))
    make_show(show, more="[retention]\nepisodes = 1")
    done = publish(show, clock=noon())
    assert done.episodes == 1
    assert len(etree.parse(show / "public" / "feed.xml").findall(".//item")) == 1
    assert before <= set(tree(show / "public"))
    assert len(load_releases(show)) == 3
    assert len(done.left) == 2 * 6


def test_prune_removes_what_the_limits_leave_out_everywhere(show):
    publish(show, clock=noon())
    make_show(show, more="[retention]\nepisodes = 1")
    done = publish(show, clock=noon(), prune=True)
    assert len(done.removed) == 2 * 6
    newest = load_releases(show)
    assert len(newest) == 1
    assert [path for path in tree(show / "public") if path.endswith(".mp3")] == [f"e/{newest[0].media.name}"]
    assert publish(show, clock=noon(), prune=True).removed == ()


def test_an_earlier_rendering_stays_for_the_days_of_grace(show):
    publish(show, clock=noon())
    old = load_releases(show)[0]
    place = show / "episodes" / old.key
    new = replace(old, media=media_of(old.key, 2), earlier=((old.media, date(2026, 3, 26)),))
    lay_media(place, new.media, take=2)
    (place / "release.json").write_bytes(release_json(new))

    publish(show, clock=noon(24), prune=True)
    for media in (old.media, new.media):
        assert (show / "public" / "e" / media.name).is_file()
    assert all(old.media.name not in path for path, _ in named_in(show / "public" / "feed.xml"))

    publish(show, clock=noon(25), prune=True)
    assert not (show / "public" / "e" / old.media.name).exists()
    assert not list(place.glob(f"{old.media.name[:-4]}*"))
    assert load_releases(show)[0] == replace(new, earlier=())


# Privacy


def test_a_private_show_lies_below_its_token_and_nothing_before_it_tells(show):
    make_show(show, public=False)
    publish(show, clock=noon())
    token = load_identity(show, load_show(show)).token
    assert len(token) * 4 >= 128
    at_the_root = {path.name for path in (show / "public").iterdir()}
    assert at_the_root == {token, ".htaccess", ".nojekyll", "_headers", "index.html", "robots.txt"}
    for name in at_the_root - {token}:
        assert token not in (show / "public" / name).read_text()
    assert "noindex" in (show / "public" / "index.html").read_text()
    assert "X-Robots-Tag: noindex" in (show / "public" / "_headers").read_text()
    assert "Disallow: /" in (show / "public" / "robots.txt").read_text()


def test_a_show_made_private_says_what_still_lies_where_everybody_finds_it(show):
    publish(show, clock=noon())
    make_show(show, public=False)
    assert "feed.xml" in publish(show, clock=noon()).left
    publish(show, clock=noon(), prune=True)
    assert not (show / "public" / "feed.xml").exists()
    assert not (show / "public" / "e").exists()


def test_no_file_in_public_tells_where_the_show_lies_on_this_machine(show):
    publish(show, clock=noon())
    assert not [path for path, data in tree(show / "public").items() if str(show).encode() in data]


def test_what_hosts_are_told_is_for_every_kind_of_file_once(show):
    publish(show, clock=noon())
    lines = (show / "public" / "_headers").read_text().splitlines()
    patterns = [line.removeprefix("/*") for line in lines if line.startswith("/*.")]
    files = [path for path in tree(show / "public") if path.startswith("e/")]
    for path in files:
        assert len([ending for ending in patterns if path.endswith(ending)]) == 1, path
    assert "X-Robots-Tag" not in "".join(lines)


# What goes wrong


def test_a_show_without_an_address_is_told_to_have_one(tmp_path):
    with pytest.raises(ShowError, match="base_url"):
        publish(make_show(tmp_path / "show", base_url=""), clock=noon())


@pytest.mark.parametrize("harm", ["missing", "cut short"])
def test_audio_that_is_not_what_the_feed_would_say_stops_all_before_anything_is_written(show, harm):
    release = load_releases(show)[1]
    audio = show / "episodes" / release.key / release.media.name
    audio.unlink() if harm == "missing" else audio.write_bytes(audio.read_bytes()[:-1])
    with pytest.raises(PublishError, match=release.media.name):
        publish(show, clock=noon())
    assert not (show / "public").exists()


def test_a_companion_that_is_missing_is_named_and_the_feed_stays_as_it_was(show):
    publish(show, clock=noon())
    before = (show / "public" / "feed.xml").read_bytes()
    new = add_release(show, 4)
    (show / "episodes" / new.key / new.media.name).with_suffix(".vtt").unlink()
    with pytest.raises(PublishError, match=r"\.vtt"):
        publish(show, clock=noon())
    assert (show / "public" / "feed.xml").read_bytes() == before


def test_a_missing_cover_is_named(show):
    (show / "cover.jpg").unlink()
    with pytest.raises(ShowError, match="cover"):
        publish(show, clock=noon())


def test_a_cover_that_no_directory_takes_is_refused_with_its_mend(show):
    publish(show, clock=noon())
    before = (show / "public" / "feed.xml").read_bytes()
    Image.new("CMYK", (1400, 1400)).save(show / "cover.jpg")
    with pytest.raises(ShowError, match=r"CMYK.*briefcast show cover"):
        publish(show, clock=noon())
    assert (show / "public" / "feed.xml").read_bytes() == before


def test_a_target_that_is_none_is_named_with_those_there_are(show):
    make_show(show, more='[targets.web]\nkind = "folder"\npath = "/srv/show"')
    with pytest.raises(ShowError, match="no target “wbe”; there are: local, web"):
        publish(show, targets=["wbe"], clock=noon())


def test_two_publishes_at_once_are_refused_and_adding_does_not_hinder(show):
    with held(show, Work.PUBLISHING), pytest.raises(BusyError, match=r"publishing .* run the command again"):
        publish(show, clock=noon())
    with held(show, Work.ADDING):
        publish(show, clock=noon())


def test_a_full_disk_is_told_and_the_feed_stays_as_it_was(show):
    publish(show, clock=noon())
    before = (show / "public" / "feed.xml").read_bytes()
    for day in range(4, 10):
        add_release(show, day)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 100, limits[1]))
        with pytest.raises(PublishError, match="The feed is as it was"):
            publish(show, clock=noon())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (show / "public" / "feed.xml").read_bytes() == before
    assert not list((show / "public").rglob(".*.part"))
    publish(show, clock=noon())
    assert_the_feed_holds(show / "public")


def test_a_file_where_public_should_be_is_told(show):
    (show / "public").write_text("in the way")
    with pytest.raises(PublishError, match=r"cannot be written|could not be written"):
        publish(show, clock=noon())


def test_killed_at_any_step_the_feed_names_only_what_is_there_and_the_next_run_mends_all(show):
    """Row 124: media first, the feed last, each by a new name that takes the old one's place."""
    shutil.rmtree(show / "episodes" / load_releases(show)[0].key)
    publish(show, clock=noon())
    make_show(show, more="[retention]\nepisodes = 2")
    add_release(show, 4)
    killed = Path(__file__).with_name("killed_publishing.py")
    done = subprocess.run(
        [sys.executable, killed, show], capture_output=True, text=True, check=False, env={**os.environ}, timeout=100
    )
    assert done.returncode == 0, done.stderr
    steps = json.loads(done.stdout)
    assert len(steps) > 20
    for step in steps:
        assert step["missing"] == [], step
        assert step["mended"], step
