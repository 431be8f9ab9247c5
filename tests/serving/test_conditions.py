"""Whether a client already has what it asks for (RFC 9110, section 13)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefcast.serving.conditions import Validators, Verdict, http_date, judged, range_counts

FILE = Validators("abc", 1_700_000_000)
NOW, EARLIER, LATER = (http_date(FILE.changed + shift) for shift in (0, -60, 60))
GO_ON, NOT_MODIFIED, FAILED = Verdict.GO_ON, Verdict.NOT_MODIFIED, Verdict.FAILED


@pytest.mark.parametrize(
    ("headers", "verdict"),
    [
        ({}, GO_ON),
        ({"If-None-Match": '"abc"'}, NOT_MODIFIED),
        ({"If-None-Match": 'W/"abc"'}, NOT_MODIFIED),
        ({"If-None-Match": '"x", "abc"'}, NOT_MODIFIED),
        ({"If-None-Match": "*"}, NOT_MODIFIED),
        ({"If-None-Match": '"x"'}, GO_ON),
        ({"If-None-Match": "abc"}, GO_ON),
        ({"If-Modified-Since": NOW}, NOT_MODIFIED),
        ({"If-Modified-Since": LATER}, NOT_MODIFIED),
        ({"If-Modified-Since": EARLIER}, GO_ON),
        ({"If-Modified-Since": "yesterday"}, GO_ON),
        ({"If-None-Match": '"x"', "If-Modified-Since": LATER}, GO_ON),
        ({"If-None-Match": '"abc"', "If-Modified-Since": EARLIER}, NOT_MODIFIED),
        ({"If-Match": '"abc"'}, GO_ON),
        ({"If-Match": "*"}, GO_ON),
        ({"If-Match": 'W/"abc"'}, FAILED),
        ({"If-Match": '"x"'}, FAILED),
        ({"If-Unmodified-Since": NOW}, GO_ON),
        ({"If-Unmodified-Since": EARLIER}, FAILED),
        ({"If-Unmodified-Since": "nonsense"}, GO_ON),
        ({"If-Match": '"abc"', "If-Unmodified-Since": EARLIER}, GO_ON),
        ({"If-Match": '"abc"', "If-None-Match": '"abc"'}, NOT_MODIFIED),
        ({"If-Match": '"x"', "If-None-Match": '"abc"'}, FAILED),
    ],
)
def test_conditions_are_judged_in_the_order_of_the_standard(headers, verdict):
    assert judged(headers, FILE) is verdict


@pytest.mark.parametrize(
    ("condition", "counts"),
    [
        (None, True),
        ('"abc"', True),
        ('W/"abc"', False),
        ('"x"', False),
        (NOW, True),
        (EARLIER, False),
        (LATER, False),
        ("nonsense", False),
    ],
)
def test_a_part_is_sent_only_of_what_the_client_holds_a_part_of(condition, counts):
    assert range_counts({} if condition is None else {"If-Range": condition}, FILE) is counts


@given(st.text(max_size=80))
def test_no_header_breaks_it(text):
    names = ("If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range")
    for name in names:
        judged({name: text}, FILE)
        range_counts({name: text}, FILE)
