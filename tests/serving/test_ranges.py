"""Which bytes of a file a player gets (RFC 9110, section 14)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefcast.serving.ranges import MOST_RANGES, NotSatisfiableError, Span, wanted

SIZE = 1000


@pytest.mark.parametrize(
    ("header", "spans"),
    [
        ("bytes=0-1", [(0, 1)]),
        ("bytes=0-", [(0, 999)]),
        ("bytes=999-", [(999, 999)]),
        ("bytes=-1", [(999, 999)]),
        ("bytes=-5000", [(0, 999)]),
        ("bytes=500-5000", [(500, 999)]),
        ("BYTES=0-1", [(0, 1)]),
        ("bytes = 0-1", [(0, 1)]),
        ("bytes=0-1,5-6", [(0, 1), (5, 6)]),
        ("bytes=5-6, 0-1", [(5, 6), (0, 1)]),
        ("bytes=0-1,,5-6", [(0, 1), (5, 6)]),
        ("bytes=0-5,3-9", [(0, 9)]),
        ("bytes=0-5,6-9", [(0, 9)]),
        ("bytes=0-1,2000-", [(0, 1)]),
        ("bytes=0-0,-1", [(0, 0), (999, 999)]),
    ],
)
def test_a_range_gives_these_bytes(header, spans):
    assert wanted(header, SIZE) == tuple(Span(*span) for span in spans)


@pytest.mark.parametrize(
    "header",
    [
        "lines=0-1",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5-3",
        "bytes=a-b",
        "bytes=0-1;5-6",
        "bytes=0-1-2",
        "bytes=--1",
        "bytes=+1-2",
        "bytes=1.0-2",
        "bytes=\u0661-2",
        "bytes=" + "9" * 5000 + "-",
        "bytes=" + ",".join(f"{n * 10}-{n * 10 + 1}" for n in range(MOST_RANGES + 1)),
    ],
)
def test_what_is_malformed_or_an_attack_gives_the_whole_file(header):
    assert wanted(header, SIZE) == ()


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=1000-1001", "bytes=-0", "bytes=5000-,6000-"])
def test_what_lies_behind_the_end_cannot_be_satisfied(header):
    with pytest.raises(NotSatisfiableError):
        wanted(header, SIZE)


def test_an_empty_file_satisfies_no_range():
    with pytest.raises(NotSatisfiableError):
        wanted("bytes=0-", 0)


@settings(deadline=None)
@given(st.text(max_size=60).map(lambda text: "bytes=" + text), st.integers(0, 10**6))
def test_no_header_breaks_it_and_every_span_lies_within_the_file(header, size):
    try:
        spans = wanted(header, size)
    except NotSatisfiableError:
        return
    assert all(0 <= span.first <= span.last < size for span in spans)
