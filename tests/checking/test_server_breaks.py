"""A show that is served wrongly in each way brings exactly the finding that this is."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from tests.checking.good_show import NOW, SHORT, site
from tests.checking.phone_server import phone_server
from tests.reading.web.web_server import authority

from briefcast.checking import places
from briefcast.checking.show_check import Wishes, check

#: What a short show on this very computer cannot have right.
USUAL = {"http-secure", "chapters-count"}

BREAKS = [
    ("missing", "audio", "http-reach"),
    ("missing", "feed", "http-reach"),
    ("missing", "chapters", "http-reach"),
    ("circle", "audio", "http-redirects"),
    ("circle", "feed", "http-redirects"),
    ("far", "audio", "http-redirects"),
    ("slow", "audio", "http-slow"),
    ("slow", "feed", "http-slow"),
    ("cut", "audio", "http-cut"),
    ("cut", "feed", "http-cut"),
    ("type", "audio", "http-type"),
    ("type", "feed", "http-type"),
    ("type", "transcript", "http-type"),
    ("type", "cover", "http-type"),
    ("packed", "audio", "http-packed"),
    ("packed", "cover", "http-packed"),
    ("no head", "audio", "http-head"),
    ("no ranges", "audio", "http-range http-if-range"),
    ("any if-range", "audio", "http-if-range"),
    ("no etag", "audio", "http-if-range"),
    ("no etag", "feed", "http-unchanged"),
    ("no date", "feed", "http-unchanged"),
    ("no 304", "feed", "http-unchanged"),
    ("no vary", "feed", "http-vary"),
    ("no cache", "feed", "http-cache"),
    ("no cors", "feed", "http-cors"),
    ("no cors", "chapters", "http-cors"),
    ("no cors", "transcript", "http-cors"),
    ("endless", "chapters", "http-too-large"),
    ("endless", "cover", "http-too-large"),
]


@pytest.fixture(scope="module")
def served():
    with phone_server() as (phone, base):
        phone.show = site(base, SHORT)
        yield phone, base


def rules_of(address: str, seconds: float = 30, items: int = 1) -> set[str]:
    wished = Wishes(items=items, now=NOW, seconds=seconds)
    return {finding.rule.name for finding in check(address, wished, lambda _: None)}


def test_a_show_served_well_has_nothing_wrong(served):
    phone, base = served
    phone.wrong = ""
    assert rules_of(f"{base}feed.xml") == USUAL


@pytest.mark.parametrize(("wrong", "which", "rules"), BREAKS, ids=lambda value: value if value.islower() else None)
def test_a_fault_of_the_server_brings_exactly_its_finding(served, wrong, which, rules):
    phone, base = served
    phone.wrong = wrong
    phone.at = frozenset({"feed.xml" if which == "feed" else getattr(phone.show, which)})
    seconds = 0.5 if wrong == "slow" else 30.0
    expected = set(rules.split())
    ends = which == "feed" and wrong in {"missing", "circle", "slow", "cut"}
    told = rules_of(f"{base}feed.xml", seconds, items=0 if which in {"feed", "cover"} else 1)
    assert told - USUAL == expected
    assert not ends or told == expected


def test_the_feed_must_tell_the_address_it_is_asked_for_at(served):
    phone, base = served
    phone.wrong = ""
    phone.show.files["other.xml"] = phone.show.files["feed.xml"]
    assert rules_of(f"{base}other.xml") == USUAL | {"channel-self"}


def test_a_public_feed_does_not_lead_a_check_into_a_private_network(served):
    from briefcast.checking.asking import Asker
    from briefcast.checking.places import CHAPTERS, Web

    findings = []
    place = Web("https://example.org/feed.xml", Asker(allow_private=False, seconds=5), findings)
    assert place.small(f"{served[1]}{served[0].show.chapters}", CHAPTERS, "the chapters") is None
    assert [finding.rule.name for finding in findings] == ["http-private"]


def test_https_is_right_with_a_certificate_that_can_be_trusted(tmp_path, monkeypatch):
    signed = authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(signed.file))
    with phone_server(signed.server("localhost")) as (phone, base):
        phone.show = site(base, SHORT)
        assert rules_of(f"{base}feed.xml") == {"chapters-count"}


@pytest.mark.parametrize("fault", ["unknown", "another host", "expired"])
def test_a_certificate_that_cannot_be_trusted_is_told(tmp_path, monkeypatch, fault):
    signed = authority(tmp_path)
    if fault != "unknown":
        monkeypatch.setenv("SSL_CERT_FILE", str(signed.file))
    past = {"not_after": datetime(2020, 1, 1, tzinfo=UTC)} if fault == "expired" else {}
    with phone_server(signed.server("other.example" if fault == "another host" else "localhost", **past)) as (_, base):
        assert rules_of(f"{base}feed.xml") == {"http-certificate"}


def test_https_may_not_lead_to_http(tmp_path, monkeypatch, served):
    signed = authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(signed.file))

    with phone_server(signed.server("localhost")) as (phone, base):
        phone.show = site(base, SHORT)
        phone.wrong, phone.at, phone.away = "away", frozenset({"feed.xml"}), f"{served[1]}feed.xml"
        assert rules_of(f"{base}feed.xml") == {"http-redirects"}


def test_no_host_no_server_and_no_web_address_are_told():
    assert rules_of("ftp://a.example/feed.xml") == {"http-address"}
    assert rules_of("https://a.example:99999/feed.xml") == {"http-address"}
    assert rules_of("http://127.0.0.1:9/feed.xml") == {"http-reach"}
    assert rules_of("https://nobody.invalid/feed.xml") == {"http-reach"}


def test_an_endless_feed_is_left_when_it_is_too_large(served):
    phone, base = served
    phone.wrong, phone.at = "endless", frozenset({"feed.xml"})
    began = time.monotonic()
    assert rules_of(f"{base}feed.xml") == {"http-too-large"}
    assert time.monotonic() - began < 20
    assert places.MAX_BYTES == 50_000_000
