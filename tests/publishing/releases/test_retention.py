"""Which episodes a show keeps offering, and for how long an earlier rendering stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.publishing.folders_of_shows import media_of
from tests.publishing.sample_shows import NOON, release

from briefcast.publishing.releases.retention import kept, offered_media
from briefcast.show import Retention

#: Of days 9 to 0, 100 bytes each.
TEN = [replace(release(day), media=replace(release(day).media, size_bytes=100)) for day in range(9, -1, -1)]
NOW = NOON + timedelta(days=9, hours=1)


@pytest.mark.parametrize(
    ("limits", "count"),
    [
        ({}, 10),
        ({"episodes": 3}, 3),
        ({"episodes": 30}, 10),
        ({"days": 2}, 2),
        ({"days": 0}, 1),
        ({"total_bytes": 450}, 4),
        ({"total_bytes": 1}, 1),
        ({"episodes": 5, "days": 3, "total_bytes": 900}, 3),
    ],
)
def test_the_tightest_limit_holds_and_the_newest_always_stays(limits, count):
    assert kept(TEN, Retention(**limits), NOW) == count


def test_a_show_without_episodes_keeps_none():
    assert kept([], Retention(episodes=1), NOW) == 0


def test_an_earlier_rendering_is_offered_to_the_end_of_its_last_day():
    old, new = media_of("2026-03-02-tide", 1), media_of("2026-03-02-tide", 2)
    one = replace(release(), media=new, earlier=((old, date(2026, 3, 16)),))
    assert list(offered_media(one, date(2026, 3, 16))) == [new, old]
    assert list(offered_media(one, date(2026, 3, 17))) == [new]
