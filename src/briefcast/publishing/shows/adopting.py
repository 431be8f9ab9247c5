"""Takes over a show that is already published: its settings, its cover, and all that apps know it by."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from briefcast.errors import BriefcastError, ShowError
from briefcast.publishing.shows.cover import fitting_cover
from briefcast.publishing.shows.identity import guid_of, new_token
from briefcast.publishing.shows.published_feed import Episode, read_page
from briefcast.publishing.shows.settings import SETTINGS
from briefcast.show import Identity

#: What is read of a feed: bytes a page, and pages.
MOST_BYTES = 50_000_000
MOST_PAGES = 50
_MOST_COVER_BYTES = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A feed to take over."""

    #: Where it was found.
    url: str
    #: Key of show.toml -> value in TOML; all of them allowed.
    values: dict[str, object]
    #: The show's GUID as the feed has it, or empty.
    guid: str
    #: The address of its cover, or empty.
    cover: str
    episodes: tuple[Episode, ...]
    #: Sentences about what the feed says and the show will not have.
    left_out: tuple[str, ...]


def read_show(url: str, *, allow_private: bool = False) -> Found:
    """What the feed at an address, with the pages of older episodes it leads to, says of a show.

    Raises:
        SourceError: it could not be fetched.
        ShowError: it is not the feed of a podcast.
    """
    from briefcast.reading.web.fetching import Limits, fetch

    limits = Limits(max_bytes=MOST_BYTES)
    fetched = fetch(url, allow_private=allow_private, limits=limits)
    first = page = read_page(fetched.data, fetched.url)
    episodes, seen, lost = list(first.episodes), {fetched.url}, []
    while page.older and page.older not in seen and len(seen) < MOST_PAGES:
        seen.add(page.older)
        try:
            older = fetch(page.older, allow_private=allow_private, limits=limits)
            page = read_page(older.data, older.url)
        except BriefcastError as error:
            lost.append(f"The GUIDs of older episodes are not kept, for their page could not be read: {error}")
            break
        episodes += page.episodes
    values, left_out = _allowed(first.values)
    return Found(
        url=fetched.url,
        values=values,
        guid=first.guid,
        cover=first.cover,
        episodes=tuple(dict.fromkeys(episodes)),
        left_out=(*left_out, *lost),
    )


def identity_of(found: Found) -> Identity:
    """What the show goes on being known by: its GUID, or the one that its address makes, and its episodes' GUIDs."""
    return Identity(found.guid or guid_of(found.url), new_token(), _known_by(found.episodes))


def cover_of(found: Found, *, allow_private: bool = False) -> tuple[bytes | None, str]:
    """The show's cover as a JPEG, or None and a sentence that says why there is none."""
    from briefcast.reading.web.fetching import Limits, fetch

    if not found.cover:
        return None, "The feed has no cover, so one was drawn."
    try:
        fetched = fetch(found.cover, allow_private=allow_private, limits=Limits(max_bytes=_MOST_COVER_BYTES))
        with tempfile.TemporaryDirectory() as folder:
            picture = Path(folder) / "cover"
            picture.write_bytes(fetched.data)
            return _fitting(picture, found.cover), ""
    except BriefcastError as error:
        return None, f"The feed's cover could not be taken, so one was drawn: {error}"


def _fitting(picture: Path, address: str) -> bytes:
    try:
        return fitting_cover(picture)
    except ShowError as error:
        raise ShowError(str(error).replace(str(picture), address)) from None


def _known_by(episodes: tuple[Episode, ...]) -> tuple[tuple[str, str], ...]:
    """(address, GUID) of each episode's audio, and of its page where no other has the same."""
    pages = Counter(episode.link for episode in episodes)
    pairs = [
        (address, episode.guid)
        for episode in episodes
        for address in (episode.audio, episode.link if pages[episode.link] == 1 else "")
        if address
    ]
    return tuple(dict.fromkeys(pairs))


def _allowed(values: dict[str, object]) -> tuple[dict[str, object], list[str]]:
    """The values that a show may have, and a sentence for each other."""
    settings = {setting.key: setting for setting in SETTINGS}
    allowed, left_out = {}, []
    for key, value in values.items():
        try:
            settings[key].value_of(value)
        except ShowError as error:
            left_out.append(f"The feed's “{key}” was left out: {error}")
        else:
            allowed[key] = value
    return allowed, left_out
