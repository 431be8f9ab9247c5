"""Where each file of a show lies in ``public/`` and at which address it is reached: the one place that knows.

Every path is ASCII from ``[A-Za-z0-9._-/]``, because apps tell an episode's type by its ending and some decode
the rest. The names of what may never change behind an address hold a hash of its bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefcast.show import Identity, Media, Release, Show

FEED = "feed.xml"
INDEX = "index.html"
EPISODES = "e"
#: Hexadecimal digits of a hash in a name.
HASH_DIGITS = 12


def root(show: Show, identity: Identity) -> str:
    """The folder in ``public/`` in which the whole show lies, with its "/"; empty for a public show.

    A private show lies below a name that nobody can guess.
    """
    return "" if show.public else f"{identity.token}/"


def address(show: Show, identity: Identity, path: str) -> str:
    """The address of a path of the show (one of those below)."""
    return f"{show.base_url}{root(show, identity)}{path}"


def archive_path(page: int) -> str:
    """The archive page of older items, counted from 1, the oldest (RFC 5005, section 4)."""
    return f"feed-{page}.xml"


def cover_path(sha256: str, suffix: str = ".jpg") -> str:
    """The cover."""
    return f"cover-{sha256[:HASH_DIGITS]}{suffix}"


def audio_path(media: Media) -> str:
    """The audio of a rendering."""
    return f"{EPISODES}/{media.name}"


def transcript_path(media: Media) -> str:
    """The WebVTT transcript of a rendering."""
    return f"{EPISODES}/{_stem(media)}.vtt"


def words_path(media: Media) -> str:
    """The JSON transcript of a rendering, with a time for each word."""
    return f"{EPISODES}/{_stem(media)}.transcript.json"


def chapters_path(media: Media) -> str:
    """The JSON chapters of a rendering."""
    return f"{EPISODES}/{_stem(media)}.chapters.json"


def transcript_page_path(media: Media) -> str:
    """The transcript of a rendering as a page without scripts, which apps show within themselves."""
    return f"{EPISODES}/{_stem(media)}.transcript.html"


def page_path(release: Release) -> str:
    """The episode's page; it stays the same from rendering to rendering."""
    return page_of(release.key)


def page_of(key: str) -> str:
    """The page of the episode with this key."""
    return f"{EPISODES}/{key}.html"


def _stem(media: Media) -> str:
    return media.name.rpartition(".")[0]
