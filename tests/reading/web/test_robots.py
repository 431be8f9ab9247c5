"""robots.txt: whether a site lets Briefcast fetch an address, asked once a run."""

from __future__ import annotations

import time

import pytest
from tests.reading.web.web_server import leads_to, raw, reply, serve

from briefcast.errors import SourceError
from briefcast.reading.web.robots import allowed_by_robots


def robots(text: str):
    return reply(text.encode(), content_type="text/plain")


def test_a_feed_that_is_not_ruled_out_may_be_fetched():
    with serve({"/robots.txt": robots("User-agent: *\nDisallow: /private/\nAllow: /private/open\n")}) as site:
        answers = [
            allowed_by_robots(site.url(path), allow_private=True)
            for path in ("/feed.xml", "/private/feed.xml", "/private/open/feed.xml")
        ]
    assert answers == [True, False, True]


def test_rules_for_briefcast_by_name_count_before_those_for_all():
    with serve({"/robots.txt": robots("User-agent: *\nDisallow: /\n\nUser-agent: briefcast\nDisallow: /no\n")}) as site:
        assert allowed_by_robots(site.url("/feed"), allow_private=True)
        assert not allowed_by_robots(site.url("/no"), allow_private=True)


def test_each_site_is_asked_once():
    with serve({"/robots.txt": robots("User-agent: *\nDisallow: /a\n")}) as site:
        for number in range(5):
            allowed_by_robots(site.url(f"/{number}"), allow_private=True)
    assert [request.path for request in site.requests] == ["/robots.txt"]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_without_a_robots_txt_all_is_allowed(status):
    with serve({"/robots.txt": reply(b"User-agent: *\nDisallow: /", status)}) as site:
        assert allowed_by_robots(site.url("/feed"), allow_private=True)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_of_a_site_that_cannot_say_nothing_may_be_fetched(status):
    with serve({"/robots.txt": reply(b"", status)}) as site, pytest.raises(SourceError, match=f"status {status}"):
        allowed_by_robots(site.url("/feed"), allow_private=True)


def test_an_answer_that_breaks_off_is_not_taken_for_permission():
    half = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nUser-agent: *\n")
    with serve({"/robots.txt": half}) as site, pytest.raises(SourceError, match="broke off"):
        allowed_by_robots(site.url("/feed"), allow_private=True)


def test_it_is_fetched_under_the_same_guards_as_any_page():
    with serve({"/robots.txt": robots("")}) as site:
        with pytest.raises(SourceError, match="private network"):
            allowed_by_robots(site.url("/feed"))
        with pytest.raises(SourceError, match="not a web address"):
            allowed_by_robots("feed.xml")
    assert site.requests == []


def test_it_may_be_found_by_a_redirect():
    pages = {"/robots.txt": leads_to("/r.txt"), "/r.txt": robots("User-agent: *\nDisallow: /feed\n")}
    with serve(pages) as site:
        assert not allowed_by_robots(site.url("/feed"), allow_private=True)


def test_whatever_it_holds_it_is_read_in_bounded_time():
    rules = "User-agent: *\n" + "Disallow: /" + "*a" * 4000 + "$\n" + "\xff\0 : :\n" * 100_000
    with serve({"/robots.txt": robots(rules)}) as site:
        begun = time.monotonic()
        assert allowed_by_robots(site.url("/" + "a" * 3000), allow_private=True)
        assert time.monotonic() - begun < 3
