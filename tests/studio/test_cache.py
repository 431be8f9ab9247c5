"""What is kept, and what is no longer good."""

from __future__ import annotations

import numpy as np
import pytest

from briefcast.model import Clip
from briefcast.studio.cache import Cache, digest
from briefcast.studio.chapter_file import chapter_parts, open_chapter
from briefcast.studio.sealed_file import sealed_parts
from briefcast.studio.take_file import open_take

FACTS = {
    "seconds": 1,
    "voices": ["system"],
    "notes": [""],
    "word_times_ms": [[0, 300, 300, 600]],
    "lengths": {38: 200},
    "spans_ms": [[300, 900]],
    "energies": [0.1],
    "true_peak_dbtp": -1.5,
}


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
    with cache.holding() as held:
        assert cache.chapter("nothing", held) is None


@pytest.mark.parametrize("keep", [0, 3, 9, 20, 60])
def test_a_shortened_take_is_a_miss(cache, tmp_path, keep):
    cache.keep_take("abc", Clip(np.ones(1000, np.int16), 24_000))
    path = next(tmp_path.rglob("*.take"))
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


@pytest.mark.parametrize("kind", ["take", "chapter"])
def test_a_single_bit_turned_anywhere_is_a_miss(cache, tmp_path, kind):
    """Also one that turns a digit of the checksum from a small letter into a capital, or the space behind it."""
    if kind == "take":
        cache.keep_take("abc", Clip(np.arange(150, dtype=np.int16), 24_000))
    else:
        with cache.holding() as held:
            cache.keep_chapter("abc", chapter_parts(FACTS, [bytes(range(200))]), held)
    (path,) = tmp_path.glob(f"{kind}s/*/*")
    opened = open_take if kind == "take" else open_chapter
    whole = path.read_bytes()
    assert opened(path) is not None
    for bit in range(8 * len(whole)):
        content = bytearray(whole)
        content[bit // 8] ^= 1 << bit % 8
        path.write_bytes(content)
        assert opened(path) is None, bit


@pytest.mark.parametrize("facts", [{}, {"rate": None}, {"rate": "fast"}, {"rate": [1]}])
def test_a_sealed_file_that_is_no_take_is_a_miss(tmp_path, facts):
    path = tmp_path / "a.take"
    path.write_bytes(b"".join(sealed_parts(facts, [b"ab"])))
    assert open_take(path) is None
