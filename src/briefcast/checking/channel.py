"""What the channel of a feed says of the show (PSP-1; Apple, a podcaster's guide to RSS)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID

from briefcast.checking.addresses import PICTURE_ENDINGS, ending, is_web
from briefcast.checking.dates import date_of
from briefcast.checking.document import text_of
from briefcast.checking.findings import Finding, found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefcast.checking.document import Part

LONGEST_TITLE = 255
LONGEST_DESCRIPTION = 4000
MOST_CATEGORIES = 3
_MEDIA = frozenset("podcast music video film audiobook newsletter blog publisher course mixed".split())
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_RRULE = re.compile(r"FREQ=(?:HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)(?:;[A-Z]+=[\w,+:-]+)*")


def channel_findings(channel: Part) -> Iterator[Finding]:
    """Everything a channel can have wrong by itself."""
    yield from _texts(channel)
    yield from _language(channel)
    yield from _pictures(channel)
    yield from _categories(channel)
    yield from _closed_lists(channel)
    yield from _podcast_tags(channel)
    yield from _dangers(channel)


def self_findings(channel: Part, address: str) -> Iterator[Finding]:
    """Whether the feed tells the address it is served at; an empty ``address`` is not known."""
    links = [link for link in channel.all("atom:link") if link.get("rel") == "self"]
    told = str(links[0].get("href", "")) if links else ""
    if not is_web(told):
        yield found("channel-self", channel.where, f"atom:link rel=self holds {told!r}." if links else "It is missing.")
    elif address and told != address:
        yield found("channel-self", channel.where, f"It says {told} and was asked for at {address}.")
    elif links[0].get("type") != "application/rss+xml":
        yield found("channel-self", channel.where, f"Its type is {links[0].get('type', '')!r}.")


def title_fault(titles: list[str]) -> str:
    """What is wrong with the titles of a channel or an item; empty if there is one and it is right."""
    if len(titles) != 1:
        return f"There are {len(titles)} titles." if titles else "There is no title."
    title = titles[0]
    if not title.strip():
        return "The title is empty."
    if title != title.strip() or "\n" in title:
        return f"Blanks or a new line stand in {title!r}."
    return f"The title has {len(title)} characters." if len(title) > LONGEST_TITLE else ""


def _texts(channel: Part) -> Iterator[Finding]:
    if fault := title_fault([text_of(title) for title in channel.all("title")]):
        yield found("channel-title", channel.where, fault)
    if len(channel.all("link")) != 1 or not is_web(channel.text("link").strip()):
        yield found("channel-link", channel.where, f"The link is {channel.text('link')!r}.")
    size = len(channel.text("description").encode())
    if len(channel.all("description")) != 1 or not 0 < size <= LONGEST_DESCRIPTION:
        what = f"There are {len(channel.all('description'))} descriptions, the first of {size:,} bytes."
        yield found("channel-description", channel.where, what)
    if not channel.text("itunes:author").strip():
        yield found("channel-author", channel.where, "There is none.")


def _language(channel: Part) -> Iterator[Finding]:
    from babel import Locale

    language = channel.text("language")
    known = Locale("en").languages
    if not _LANGUAGE.fullmatch(language) or language.partition("-")[0].lower() not in known:
        yield found("channel-language", channel.where, f"The language is {language!r}.")


def _pictures(channel: Part) -> Iterator[Finding]:
    cover = channel.attribute("itunes:image", "href")
    if len(channel.all("itunes:image")) != 1 or not is_web(cover) or ending(cover) not in PICTURE_ENDINGS:
        yield found("channel-image", channel.where, f"itunes:image leads to {cover!r}.")
    old, new = channel.first("image"), channel.first("itunes:image")
    if old is None:
        return
    address = text_of(old.find("url")).strip()
    if address != cover or (new is not None and old.getparent().index(old) > old.getparent().index(new)):
        yield found("channel-rss-image", channel.where, f"<image> leads to {address!r}, itunes:image to {cover!r}.")


def _categories(channel: Part) -> Iterator[Finding]:
    from briefcast.publishing.shows.categories import CATEGORIES

    chosen = channel.all("itunes:category")
    if not 0 < len(chosen) <= MOST_CATEGORIES:
        yield found("channel-category", channel.where, f"There are {len(chosen)} categories.")
    for category in chosen:
        name = str(category.get("text", ""))
        if name not in CATEGORIES:
            yield found("channel-category", channel.where, f"Apple has no category {name!r}.")
            continue
        below = [str(child.get("text", "")) for child in category]
        for child in below:
            if child not in CATEGORIES[name]:
                yield found("channel-category", channel.where, f"Apple has no {child!r} in {name}.")
        if len(below) > 1:
            yield found("channel-category", channel.where, f"{name} has {len(below)} subcategories.")


def _closed_lists(channel: Part) -> Iterator[Finding]:
    explicit = channel.text("itunes:explicit")
    if explicit not in {"true", "false"}:
        yield found("channel-explicit", channel.where, f"itunes:explicit is {explicit!r}.")
    kind = channel.text("itunes:type")
    if channel.all("itunes:type") and kind not in {"episodic", "serial"}:
        yield found("channel-type", channel.where, f"itunes:type is {kind!r}.")
    built = channel.text("lastBuildDate")
    if channel.all("lastBuildDate") and date_of(built) is None:
        yield found("channel-build-date", channel.where, f"lastBuildDate is {built!r}.")


def _podcast_tags(channel: Part) -> Iterator[Finding]:
    guid = channel.text("podcast:guid")
    if len(channel.all("podcast:guid")) != 1 or not is_uuid(guid):
        yield found("channel-guid", channel.where, f"podcast:guid is {guid!r}." if guid else "There is none.")
    locked = channel.text("podcast:locked")
    if channel.all("podcast:locked") and locked not in {"yes", "no"}:
        yield found("channel-locked", channel.where, f"podcast:locked is {locked!r}.")
    medium = channel.text("podcast:medium")
    if len(channel.all("podcast:medium")) > 1 or (medium and medium.removesuffix("L") not in _MEDIA):
        yield found("channel-medium", channel.where, f"podcast:medium is {medium!r}.")
    rule = channel.attribute("podcast:updateFrequency", "rrule")
    if rule and not _RRULE.fullmatch(rule):
        yield found("channel-frequency", channel.where, f"The rrule is {rule!r}.")
    for name in ("podcast:chapters", "podcast:transcript"):
        if channel.all(name):
            yield found("feed-misplaced", channel.where, f"{name} stands in the channel.")


def _dangers(channel: Part) -> Iterator[Finding]:
    moved = channel.text("itunes:new-feed-url").strip()
    told = [str(link.get("href", "")) for link in channel.all("atom:link") if link.get("rel") == "self"]
    if channel.all("itunes:new-feed-url") and moved not in told:
        yield found("channel-new-address", channel.where, f"It sends all apps to {moved!r}.")
    if channel.all("itunes:complete"):
        yield found("channel-complete", channel.where, "It says that no further episode will come.")
    blocks = {name: channel.text(name).strip().lower() == "yes" for name in ("itunes:block", "podcast:block")}
    if len(set(blocks.values())) > 1:
        only = next(name for name, blocked in blocks.items() if blocked)
        yield found("channel-block", channel.where, f"Only {only} asks not to be listed.")


def is_uuid(text: str) -> bool:
    """Whether a text is a UUID in its usual form.

    >>> is_uuid("9b024349-ccf0-5f69-a609-6b82873eab3c"), is_uuid("9b024349ccf05f69a6096b82873eab3c"), is_uuid("x")
    (True, False, False)
    """
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False
