"""release.json: what is written is read again, and what cannot be read is named."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publishing.folders_of_shows import add_release, media_of
from tests.publishing.sample_shows import release

from briefcast.errors import ShowError
from briefcast.publishing.releases.release_file import release_from, release_json
from briefcast.publishing.releases.shelf import load_releases

SECONDS = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]))


@given(TEXT, TEXT, SECONDS, st.none() | st.integers(1, 9), st.booleans())
def test_a_release_is_read_as_it_was_written(title, dek, moment, number, explicit):
    earlier = ((media_of("2026-03-02-tide", 2), date(2026, 4, 1)),)
    one = replace(release(), title=title, dek=dek, published=moment, number=number, explicit=explicit, earlier=earlier)
    assert release_from(release_json(one), "release.json") == one


def test_equal_releases_give_equal_bytes():
    assert release_json(release()) == release_json(release())


BROKEN = {
    "no JSON": b"{",
    "not UTF-8": b"\xff\xfe",
    "a list": b"[]",
    "no key": b'{"format": 1}',
    "another format": b'{"format": 2}',
    "no time": json.dumps({**json.loads(release_json(release())), "published": "yesterday"}).encode(),
    "no zone": json.dumps({**json.loads(release_json(release())), "published": "2026-01-01T00:00:00"}).encode(),
    "audio elsewhere": release_json(replace(release(), media=replace(release().media, name="../../x.mp3"))),
    "a chapter that is none": json.dumps({**json.loads(release_json(release())), "chapters": [{"x": 1}]}).encode(),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_what_is_no_release_is_named_in_a_sentence(tmp_path, data):
    place = tmp_path / "episodes" / "2026-03-02-tide"
    place.mkdir(parents=True)
    (place / "release.json").write_bytes(data)
    with pytest.raises(ShowError, match=r"2026-03-02-tide/release\.json .*\.$"):
        load_releases(tmp_path)


def test_releases_are_loaded_newest_first_and_what_is_no_episode_is_passed_over(tmp_path):
    first, third, second = (add_release(tmp_path, day) for day in (1, 3, 2))
    (tmp_path / "episodes" / ".2026-03-05-x.part").mkdir()
    (tmp_path / "episodes" / "2026-03-06-cut-off").mkdir()
    (tmp_path / "episodes" / "notes.txt").write_text("mine")
    assert load_releases(tmp_path) == [third, second, first]


def test_a_show_without_episodes_has_no_releases(tmp_path):
    assert load_releases(tmp_path) == []


def test_a_folder_that_was_copied_is_refused(tmp_path):
    add_release(tmp_path, 1)
    place = next((tmp_path / "episodes").iterdir())
    (tmp_path / "episodes" / "copy").mkdir()
    (tmp_path / "episodes" / "copy" / "release.json").write_bytes((place / "release.json").read_bytes())
    with pytest.raises(ShowError, match="the name of its folder must be the same"):
        load_releases(tmp_path)


def test_two_episodes_of_one_guid_are_refused(tmp_path):
    add_release(tmp_path, 1, guid="same")
    add_release(tmp_path, 2, guid="same")
    with pytest.raises(ShowError, match="have the same GUID"):
        load_releases(tmp_path)
