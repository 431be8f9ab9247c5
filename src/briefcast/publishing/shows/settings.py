"""Every key of show.toml: what it is for, what it may be, how it is read. The template and the checks come from here.

The keys carry the names of :class:`~briefcast.show.Show`'s fields.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefcast.errors import ShowError
from briefcast.publishing.shows import setting_values as values
from briefcast.publishing.shows.setting_values import MOST_CHARACTERS, MOST_DESCRIPTION_BYTES, UnfitError
from briefcast.show import RIGHTS, Rerender, ShowType

if TYPE_CHECKING:
    from briefcast.publishing.shows.setting_values import Reader

_LINE = f"a text on one line, of at most {MOST_CHARACTERS} characters"
_LINES = "a list of texts, each on one line and in quotation marks"
_YES_OR_NO = "true or false"
FREQUENCIES = ("daily", "weekly", "monthly")


@dataclass(frozen=True, slots=True)
class Setting:
    """One key."""

    key: str
    #: What it is for, as the comment above it says.
    about: str
    #: What it may be, after "must be".
    allowed: str
    read: Reader
    #: Its value in TOML where it is not set: what holds then, or an example.
    unset: str = '""'

    @property
    def usual(self) -> object:
        """Its value where it is not set, or an example."""
        return tomllib.loads(f"value = {self.unset}")["value"]

    def value_of(self, given: object) -> object:
        """What a show holds for a value in TOML.

        Raises:
            ShowError: it is not allowed; says what is.
        """
        try:
            return self.read(given)
        except UnfitError as error:
            hint = f"; {error}" if str(error) else "."
            raise ShowError(f"“{self.key}” must be {' '.join(self.allowed.split())}{hint}") from None


SETTINGS = (
    Setting("title", "The show's name.", _LINE, values.one_line),
    Setting("author", "Who makes it: a person or a group. Apps show it below the title.", _LINE, values.one_line),
    Setting(
        "description",
        "What it is about, in a few sentences.",
        f"a text of at most {MOST_DESCRIPTION_BYTES:,} bytes",
        values.description,
    ),
    Setting(
        "email",
        "Where directories reach you. It stands in the feed for everyone to read; leave it empty if you wish.",
        "an e-mail address such as you@example.org, or empty",
        values.optional(values.email),
    ),
    Setting(
        "link",
        "The show's own page; if empty, the one that Briefcast makes.",
        "an address that begins with https:// or http://, or empty",
        values.optional(values.page),
    ),
    Setting(
        "language",
        "The language it is spoken in.",
        "a language tag such as en, en-GB, de or pt-BR (BCP 47)",
        values.language,
        '"en"',
    ),
    Setting(
        "category",
        "Where directories list it: one of Apple's categories, with a subcategory or without.",
        'one of Apple\'s categories, such as "Technology" or ["News", "Daily News"]; docs/shows.md has them all',
        values.category,
        '"News"',
    ),
    Setting("explicit", "Whether it is not for children.", _YES_OR_NO, values.truth, "false"),
    Setting(
        "type",
        "In which order apps offer it: episodic, the newest first; serial, from the first on.",
        "episodic or serial",
        lambda value: ShowType(values.one_of(*ShowType)(value)),
        '"episodic"',
    ),
    Setting(
        "copyright",
        "A line about whose it is, such as 2026 Anna Lindt.",
        f"{_LINE}, or empty",
        values.optional(values.one_line),
    ),
    Setting(
        "licence",
        "The licence under which you give the episodes away, by its SPDX identifier; empty if under none.",
        "an SPDX identifier such as CC-BY-4.0 or CC0-1.0, or empty",
        values.optional(values.licence),
    ),
    Setting(
        "cover",
        "The show's picture, in this folder: square, 1400 to 3000 pixels, JPEG or PNG, RGB.",
        "the path of a .jpg or .png in the show's folder",
        values.cover,
        '"cover.jpg"',
    ),
    Setting(
        "public",
        "Whether it may be listed and found. If false, its addresses cannot be guessed and directories are asked to\n"
        "keep away; whoever has the address can listen.",
        _YES_OR_NO,
        values.truth,
        "false",
    ),
    Setting(
        "rights",
        "Why you may give these words to everyone; a public show needs it. own: you wrote them. licensed: their\n"
        "authors allow it, by a licence or in a letter. public-domain: nobody's leave is needed.",
        "own, licensed or public-domain, or empty for a private show",
        values.one_of(*RIGHTS, ""),
    ),
    Setting(
        "base_url",
        "Where the folder “public” will be reached on the web; the feed's address begins with it.",
        "an address that begins with https:// (or http://), such as https://example.org/my-show/, or empty until you\n"
        "know it",
        values.optional(values.base_url),
    ),
    Setting(
        "voices",
        'Who speaks, as --voice takes it: "heart", or "narrator=heart" and "quote=joe". Empty: as Briefcast chooses.',
        'a list of voices, such as ["heart"] or ["narrator=heart", "quote=joe"]',
        values.voices,
        "[]",
    ),
    Setting(
        "theme",
        "The sounds around the words: none, chime, harbour, lantern, or the path of your own.",
        "none, chime, harbour, lantern, or the path of a sound, folder or .toml file",
        values.one_line,
        '"chime"',
    ),
    Setting(
        "sources",
        "What “briefcast update” reads: feeds, addresses, files, folders.",
        _LINES,
        values.lines,
        "[]",
    ),
    Setting(
        "newest", "How many items of a feed one update reads.", "a number from 1 to 1000", values.whole(1, 1000), "10"
    ),
    Setting(
        "rerender",
        "What listeners see of an episode that was made anew. keep: the same episode with other sound. bump: a new\n"
        "episode of today.",
        "keep or bump",
        lambda value: Rerender(values.one_of(*Rerender)(value)),
        '"keep"',
    ),
    Setting(
        "grace_days",
        "For how many days the sound of an earlier rendering stays, for who is in the middle of it.",
        "a number from 0 to 3650",
        values.whole(0, 3650),
        "14",
    ),
    Setting(
        "feed_items",
        "How many episodes the feed holds; older ones stand on archive pages.",
        "a number from 1 to 5000",
        values.whole(1, 5000),
        "300",
    ),
    Setting(
        "frequency",
        "How often an episode comes.",
        f"{', '.join(FREQUENCIES[:-1])} or {FREQUENCIES[-1]}, or empty",
        values.one_of(*FREQUENCIES, ""),
    ),
)

#: The keys of the table [retention]; where none is set, nothing ever goes.
RETENTION = (
    Setting("days", "Episodes older than so many days go.", "a number from 1 to 36500", values.whole(1, 36_500), "365"),
    Setting(
        "episodes", "No more than so many, the newest.", "a number from 1 to 100000", values.whole(1, 100_000), "200"
    ),
    Setting(
        "megabytes",
        "No more than so much sound, 1 MB being 1,000,000 bytes.",
        "a number from 1 to 100000000",
        values.whole(1, 100_000_000),
        "5000",
    ),
)

REQUIRED = ("title", "author", "description")
RETENTION_TABLE, TARGETS_TABLE = "retention", "targets"
