"""What a phone needs of the server behind a feed: ranges, HEAD, types, validators, CORS (RFC 9110 to 9112)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefcast.checking.asking import Answer, Asker, Question, UnansweredError
from briefcast.checking.findings import Finding, found

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FEED_TYPES = ("application/rss+xml", "application/xml", "text/xml")
CHAPTER_TYPES = ("application/json+chapters", "application/json")
#: A page that plays podcasts comes from elsewhere.
ORIGIN = {"Origin": "https://player.example"}
_KEPT = re.compile(r"max-age=(\d{1,12})")
#: How long a feed may be kept, s: longer, and an episode is late.
_LONGEST_FEED_AGE = 3600


def audio_answers(asker: Asker, whole: Answer, types: tuple[str, ...], where: str) -> Iterator[Finding]:
    """How an audio file is served, given the answer that brought all of it."""
    yield from type_finding(whole, types, where)
    yield from packed_finding(whole, where)
    try:
        yield from _head(asker, whole, where)
        yield from _ranges(asker, whole, where)
        yield from _if_range(asker, whole, where)
    except UnansweredError as error:
        yield found(error.rule, where, str(error))


def feed_answers(asker: Asker, whole: Answer, where: str) -> Iterator[Finding]:
    """How the feed is served."""
    yield from type_finding(whole, FEED_TYPES, where)
    yield from cors_finding(whole, where)
    yield from _vary(whole, where)
    yield from _kept(whole, where)
    try:
        yield from _unchanged(asker, whole, where)
    except UnansweredError as error:
        yield found(error.rule, where, str(error))


def place_findings(answer: Answer, where: str) -> Iterator[Finding]:
    """Whether an address leads there safely."""
    if answer.hops[0].startswith("http:"):
        yield found("http-secure", where, f"{answer.hops[0]} is not https.")


def type_finding(answer: Answer, types: tuple[str, ...], where: str) -> Iterator[Finding]:
    """Whether a file comes as what it is."""
    if answer.kind not in types:
        yield found("http-type", where, f"{answer.url} comes as {answer.kind or 'nothing'}, not {types[0]}.")


def cors_finding(answer: Answer, where: str) -> Iterator[Finding]:
    """Whether a page from elsewhere may read it."""
    if answer.headers.get("access-control-allow-origin") not in {"*", ORIGIN["Origin"]}:
        yield found("http-cors", where, f"{answer.url} does not say that pages from elsewhere may read it.")


def packed_finding(answer: Answer, where: str) -> Iterator[Finding]:
    """Whether audio or a picture comes as it is."""
    if answer.headers.get("content-encoding", "identity").lower() != "identity":
        coding = answer.headers["content-encoding"]
        yield found("http-packed", where, f"{answer.url} comes packed as {coding}.")


def _head(asker: Asker, whole: Answer, where: str) -> Iterator[Finding]:
    head = asker.ask(Question(whole.url, "HEAD"))
    told = head.headers.get("content-length", "nothing")
    if (head.status, told, head.kind) != (200, str(whole.unpacked), whole.kind):
        what = f"HEAD gives status {head.status}, {told} bytes, type {head.kind or 'none'}"
        yield found("http-head", where, f"{what}; GET gives {whole.unpacked} bytes, {whole.kind or 'none'}.")


def _ranges(asker: Asker, whole: Answer, where: str) -> Iterator[Finding]:
    size = whole.unpacked
    asked = {
        "bytes=0-1": f"bytes 0-1/{size}",
        f"bytes={size - 2}-": f"bytes {size - 2}-{size - 1}/{size}",
        "bytes=-2": f"bytes {size - 2}-{size - 1}/{size}",
    }
    for wanted, right in asked.items():
        answer = asker.ask(Question(whole.url, headers={"Range": wanted}, head_only=True))
        told = (answer.status, answer.headers.get("content-range", ""), answer.headers.get("content-length", ""))
        if told != (206, right, "2"):
            what = f"Asked for {wanted} it answers {told[0]}, Content-Range {told[1]!r}, Content-Length {told[2]!r}"
            yield found("http-range", where, f"{what}; right would be 206, {right!r}, '2'.")
            return
    answer = asker.ask(Question(whole.url, headers={"Range": f"bytes={size}-"}, head_only=True))
    if answer.status != 416:
        yield found("http-range", where, f"Asked for what is past the end it answers {answer.status}, not 416.")


def _if_range(asker: Asker, whole: Answer, where: str) -> Iterator[Finding]:
    tag = whole.headers.get("etag", "")
    if not tag or tag.startswith("W/"):
        yield found("http-if-range", where, f"Its ETag is {tag!r}." if tag else "It has no ETag.")
        return
    for value, right in ((tag, 206), ('"another"', 200)):
        headers = {"Range": "bytes=0-1", "If-Range": value}
        status = asker.ask(Question(whole.url, headers=headers, head_only=True)).status
        if status != right:
            yield found("http-if-range", where, f"With If-Range {value} it answers {status}, not {right}.")


def _vary(whole: Answer, where: str) -> Iterator[Finding]:
    if "content-encoding" in whole.headers and "accept-encoding" not in whole.headers.get("vary", "").lower():
        yield found("http-vary", where, f"{whole.url} comes packed, without Vary.")


def _kept(whole: Answer, where: str) -> Iterator[Finding]:
    age = _KEPT.search(whole.headers.get("cache-control", ""))
    if age is None or not 0 < int(age[1]) <= _LONGEST_FEED_AGE:
        yield found("http-cache", where, f"Cache-Control is {whole.headers.get('cache-control', '')!r}.")


def _unchanged(asker: Asker, whole: Answer, where: str) -> Iterator[Finding]:
    conditions: Mapping[str, str] = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
    known = {name: whole.headers[name] for name in conditions if whole.headers.get(name)}
    if len(known) < len(conditions):
        missing = next(name for name in conditions if name not in known)
        yield found("http-unchanged", where, f"There is no {missing}.")
    for name, value in known.items():
        headers = {conditions[name]: value, "Accept-Encoding": "gzip"}
        status = asker.ask(Question(whole.url, headers=headers, head_only=True)).status
        if status != 304:
            yield found("http-unchanged", where, f"With {conditions[name]} it answers {status}, not 304.")
