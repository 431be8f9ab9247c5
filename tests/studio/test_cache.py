"""What is kept, and what is no longer good."""

from __future__ import annotations

import numpy as np
import pytest

from briefcast.model import Clip
from briefcast.studio.cache import Cache, digest
from briefcast.studio.chapter_file import open_chapter


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path)


def test_a_take_comes_back_as_it_was(cache):
    clip = Clip(np.arange(-500, 500, dtype=np.int16), 24_000)
    cache.keep_take("abc", clip)
    kept = cache.take("abc")
    assert np.array_equal(kept.samples, clip.samples)
    assert kept.rate == clip.rate


def test_an_unknown_key_is_a_miss(cache):
    assert cache.take("nothing") is None
    assert cache.chapter("nothing") is None


@pytest.mark.parametrize("keep", [0, 3, 44, 60])
def test_a_shortened_take_is_a_miss(cache, tmp_path, keep):
    cache.keep_take("abc", Clip(np.ones(1000, np.int16), 24_000))
    path = next(tmp_path.rglob("*.wav"))
    path.write_bytes(path.read_bytes()[:keep])
    assert cache.take("abc") is None


@pytest.mark.parametrize(
    "content",
    [b"", b"{}\n", b"not json\n", b'{"seconds": 1, "lengths": {"38": 400}}\nshort', b"[]\n", b'{"lengths": [38]}\n'],
)
def test_a_damaged_chapter_is_a_miss(tmp_path, content):
    path = tmp_path / "a.frames"
    path.write_bytes(content)
    assert open_chapter(path) is None


def test_keys_tell_facts_apart():
    keys = {digest("a", "bc"), digest("ab", "c"), digest("a", ["bc"]), digest("a", "bc", None), digest("A", "bc")}
    assert len(keys) == 5
    assert digest("a", ["b", 1]) == digest("a", ["b", 1])


@pytest.mark.parametrize("position", range(44))
def test_a_take_with_a_damaged_header_is_a_miss(cache, tmp_path, position):
    """No byte of it may be other than it was, or the take would be heard at another pace, or not at all."""
    cache.keep_take("abc", Clip(np.arange(1000, dtype=np.int16), 24_000))
    path = next(tmp_path.rglob("*.wav"))
    content = bytearray(path.read_bytes())
    content[position] ^= 0x11
    path.write_bytes(content)
    assert cache.take("abc") is None


def test_a_chapter_with_damaged_frames_is_a_miss(essay, shared_cache, tmp_path):
    """What is wrong in the frames would be wrong in every episode made with them."""
    assert essay.run.status == 0
    whole = next(shared_cache.rglob("*.frames"))
    assert open_chapter(whole) is not None
    content = bytearray(whole.read_bytes())
    content[len(content) // 2] ^= 0xFF
    (tmp_path / "damaged.frames").write_bytes(content)
    assert open_chapter(tmp_path / "damaged.frames") is None
