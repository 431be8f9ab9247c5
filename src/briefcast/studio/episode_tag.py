"""Script -> what the tag of its episode says, whatever the format of the file."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING

from briefcast.studio.id3 import Tag
from briefcast.versions import version_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefcast.model import Marker, Script
    from briefcast.studio.formats import Form, Imprint

SYNTHETIC_NOTE = "Read by a synthetic voice."

#: ISO 639-1 -> ISO 639-2 for the languages a system voice is likely to read.
_LANGUAGES = {
    "ar": "ara",
    "cs": "cze",
    "da": "dan",
    "de": "ger",
    "el": "gre",
    "en": "eng",
    "es": "spa",
    "fi": "fin",
    "fr": "fre",
    "hi": "hin",
    "hu": "hun",
    "it": "ita",
    "ja": "jpn",
    "ko": "kor",
    "nl": "dut",
    "no": "nor",
    "pl": "pol",
    "pt": "por",
    "ro": "rum",
    "ru": "rus",
    "sv": "swe",
    "tr": "tur",
    "uk": "ukr",
    "zh": "chi",
}


def tag_of(script: Script, marks: Sequence[Marker], form: Form) -> Tag:
    """What the tag says about an episode of this script.

    Args:
        script: what was said.
        marks: the chapters with their times.
        form: has the chapters' pictures, and what is to be said of the show.
    """
    author = script.byline.removeprefix("By ").removeprefix("by ").strip()
    program = f"Briefcast {version_of('briefcast')}"
    source = f" Article: {script.link}" if script.link else ""
    tag = Tag(
        title=script.title,
        artist=author or script.site or "Briefcast",
        album=script.site or "Briefcast",
        duration_ms=marks[-1].end_ms,
        markers=marks,
        pictures=form.pictures,
        language=_LANGUAGES.get(script.language.split("-")[0].lower(), "und"),
        published=script.published,
        comment=f"{SYNTHETIC_NOTE} Made by {program}.{source}",
        encoder=program,
        link=script.link if script.link.isascii() else "",
        extras=(("ai-content", "true"),),
        cover=b"" if form.imprint else files("briefcast.studio").joinpath("cover.jpg").read_bytes(),
    )
    return _of_show(tag, form.imprint) if form.imprint else tag


def _of_show(tag: Tag, imprint: Imprint) -> Tag:
    return replace(
        tag,
        album=imprint.album,
        artist=imprint.artist,
        cover=imprint.cover,
        link=imprint.link or tag.link,
        published=tag.published or imprint.day,
    )
