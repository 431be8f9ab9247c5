"""Keys, GUIDs and dates of episodes: each is its own, and given once."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from briefcast.publishing.releases.naming import guid_for, new_key, release_time
from briefcast.show import Identity

SHOW = Identity(guid="9b024349-ccf0-5f69-a609-6b82873eab3c", token="0" * 40)
NOW = datetime(2026, 1, 31, 6, 0, 0, 250_000, tzinfo=UTC)


@given(st.lists(st.text(max_size=80), max_size=6))
def test_keys_are_small_ascii_and_never_given_twice(titles):
    given_keys: list[str] = []
    for title in titles:
        key = new_key(date(2026, 1, 31), title, given_keys)
        assert key not in given_keys
        assert set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
        assert not key.endswith("-")
        given_keys.append(key)


def test_a_guid_is_the_uuid5_of_the_key_in_the_shows_namespace():
    assert guid_for(SHOW, "2026-01-31-tide", ()) == str(uuid.uuid5(uuid.UUID(SHOW.guid), "2026-01-31-tide"))


def test_a_guid_that_is_given_up_is_followed_by_others_each_new():
    guids: list[str] = []
    for _ in range(4):
        guids.append(guid_for(SHOW, "2026-01-31-tide", tuple(guids)))
    assert len(set(guids)) == 4


def test_an_episode_of_a_feed_that_was_taken_over_keeps_the_guid_it_had_there():
    adopted = Identity(SHOW.guid, SHOW.token, (("https://quay.example/tide", "old-guid-7"),))
    assert guid_for(adopted, "2026-01-31-tide", (), ["https://quay.example/tide"]) == "old-guid-7"
    assert guid_for(adopted, "2026-01-31-tide", ("old-guid-7",), ["https://quay.example/tide"]) != "old-guid-7"


def test_an_episode_comes_out_now_to_the_second():
    assert release_time(NOW, None) == NOW.replace(microsecond=0)
    assert release_time(NOW, NOW - timedelta(days=1)) == NOW.replace(microsecond=0)


def test_with_a_clock_that_is_behind_an_episode_comes_right_after_the_newest():
    newest = (NOW + timedelta(days=400)).replace(microsecond=0)
    assert release_time(NOW, newest) == newest + timedelta(seconds=1)
    assert release_time(NOW, NOW.replace(microsecond=0)) == NOW.replace(microsecond=0) + timedelta(seconds=1)
