"""A cache that keeps within its limit, is looked after, and is shared by processes that know nothing of each other."""

from __future__ import annotations

import multiprocessing
import os
import time

import numpy as np
import pytest

from briefcast.model import Clip
from briefcast.studio.cache import Cache
from briefcast.studio.cache_upkeep import clear, contents, remove_damaged, sweep
from briefcast.studio.chapter_file import chapter_parts, open_chapter

FACTS = {
    "seconds": 1,
    "voices": ["system"],
    "notes": [""],
    "word_times_ms": [[0]],
    "lengths": {38: 200},
    "spans_ms": [[300, 900]],
    "energies": [0.1],
    "true_peak_dbtp": -1.5,
}
CLIP = Clip(np.arange(20_000, dtype=np.int16), 24_000)
CLIP_BYTES = 40_040


def size(cache: Cache) -> int:
    return sum(some.size for some in contents(cache.folder))


def takes(cache: Cache) -> set[str]:
    return {path.stem for path in cache.folder.glob("takes/*/*.take")}


def aged(cache: Cache, key: str, seconds: float) -> None:
    (path,) = cache.folder.rglob(f"{key}.*")
    then = time.time() - seconds
    os.utime(path, (then, then))


def test_it_never_outgrows_its_limit(tmp_path):
    cache = Cache(tmp_path, limit_bytes=20 * CLIP_BYTES)
    for number in range(100):
        cache.keep_take(f"{number:040}", CLIP)
        assert size(cache) <= cache.limit_bytes
    assert len(takes(cache)) >= 15


def test_the_longest_unused_go_first_and_what_is_used_stays(tmp_path):
    cache = Cache(tmp_path)
    for number in range(10):
        cache.keep_take(str(number), CLIP)
        aged(cache, str(number), 1000 - number)
    assert cache.take("0") is not None
    sweep(tmp_path, 5 * CLIP_BYTES)
    assert takes(cache) == {"0", "7", "8", "9"}


def test_a_chapter_in_hand_can_be_read_though_it_is_cleared_meanwhile(tmp_path):
    cache = Cache(tmp_path)
    with cache.holding() as held:
        made = cache.keep_chapter("ab", chapter_parts(FACTS, [bytes(200)]), held)
        found = cache.chapter("ab", held)
        clear(tmp_path)
        assert cache.chapter("ab", held) is None
        assert open_chapter(made.path) == made == found
    assert not made.path.exists()
    assert not list(tmp_path.glob("held/*"))


def test_what_killed_processes_left_goes_after_a_time_and_what_others_are_writing_stays(tmp_path):
    cache = Cache(tmp_path)
    cache.keep_take("ab", CLIP)
    folder = next(tmp_path.glob("takes/*"))
    for name, age_s in ((".old.part", 7200), (".new.part", 60)):
        (folder / name).write_bytes(b"half")
        os.utime(folder / name, (time.time() - age_s,) * 2)
    for name, age_s in (("old", 2 * 86_400), ("new", 60)):
        (tmp_path / "held" / name).mkdir(parents=True)
        os.utime(tmp_path / "held" / name, (time.time() - age_s,) * 2)
    sweep(tmp_path, cache.limit_bytes)
    assert {path.name for path in folder.iterdir()} == {"ab.take", ".new.part"}
    assert {path.name for path in (tmp_path / "held").iterdir()} == {"new"}


def test_a_damaged_entry_is_a_miss_is_removed_and_is_told_of(tmp_path):
    cache = Cache(tmp_path)
    cache.keep_take("ab", CLIP)
    (path,) = tmp_path.rglob("*.take")
    path.write_bytes(path.read_bytes()[:-1] + b"\xff")
    assert cache.take("ab") is None
    assert cache.damaged == [path]
    assert not path.exists()
    assert cache.take("ab") is None
    assert cache.damaged == [path]


def test_verifying_removes_the_damaged_and_leaves_the_whole(tmp_path):
    cache = Cache(tmp_path)
    for key in "abc":
        cache.keep_take(key, CLIP)
    path = next(tmp_path.rglob("b.take"))
    path.write_bytes(b"")
    assert remove_damaged(tmp_path) == [path]
    assert takes(cache) == {"a", "c"}
    assert remove_damaged(tmp_path) == []


def _writes_and_reads(folder, seed: int) -> bool:
    """Whether every take it read, while others write, sweep and clear, was one that was kept."""
    random = np.random.default_rng(seed)
    cache = Cache(folder, limit_bytes=10 * CLIP_BYTES)
    for _ in range(150):
        key = int(random.integers(20))
        clip = cache.take(str(key))
        if clip is not None and not (clip.samples == key).all():
            return False
        cache.keep_take(str(key), Clip(np.full(20_000, key, np.int16), 24_000))
        if key == seed:
            clear(folder)
    return not cache.damaged


def test_processes_may_write_read_sweep_and_clear_at_once(tmp_path):
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        assert pool.starmap(_writes_and_reads, [(tmp_path, seed) for seed in range(3)]) == [True] * 3
    assert size(Cache(tmp_path)) <= 13 * CLIP_BYTES


@pytest.mark.parametrize("kind", ["takes", "chapters"])
def test_an_empty_or_missing_cache_holds_nothing(tmp_path, kind):
    (some,) = (some for some in contents(tmp_path / "nowhere") if some.kind == kind)
    assert (some.count, some.size) == (0, 0)
    assert clear(tmp_path / "nowhere") == 0
