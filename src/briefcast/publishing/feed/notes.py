"""Release -> show notes: what it is about, when each chapter begins, whose words these are, what was left out.

Apps read the lines ``(00:01:30) Title`` as chapters (Spotify and Apple, where they find three at least), show
paragraphs, lines and links, and treat all else as decoration or drop it.
"""

from __future__ import annotations

import html
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefcast.publishing.addresses import address, page_path
from briefcast.publishing.clock import full_clock
from briefcast.publishing.feed.plain_text import LONGEST_TEXT_BYTES, line, paragraphs
from briefcast.publishing.feed.wording import wording_in
from briefcast.publishing.web_links import web_address
from briefcast.scripting.announcements import announcements_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefcast.model import Omission
    from briefcast.show import Credit, Identity, Release, Show

#: Where Apple and Spotify begin to read lines with times as chapters.
_FEWEST_CHAPTERS = 3
#: The disclosure stands within the first 300 characters, so a longer standfirst goes behind it.
_SHORT_DEK = 200
#: Bytes of a standfirst as HTML, and how many of it are sure to be no more than that.
_LONGEST_DEK_BYTES, _SURE_DEK_BYTES = 1200, 240
_MOST_NAMES_BYTES = 150
_LONGEST_OMISSION = 80
_MOST_OMISSIONS = 20


@dataclass(frozen=True, slots=True)
class Notes:
    """The same facts for each kind of reader."""

    #: For ``description``: paragraphs, line breaks and links, under 4,000 bytes.
    html: str
    #: For those who show mark-up as it is, under 4,000 bytes.
    plain: str
    #: For ``content:encoded`` and pages: the HTML with every chapter and article, however many.
    whole: str


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    #: An address of the web, or empty.
    link: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class _Section:
    """A paragraph of lines."""

    lines: tuple[_Line, ...]
    heading: str = ""
    #: Whether lines may be cut from its end.
    may_be_cut: bool = False
    #: What stands for the lines that were cut.
    more: _Line | None = None


def show_notes(show: Show, identity: Identity, release: Release) -> Notes:
    """The notes of a release, in its language.

    What does not fit is cut from the longest list, line by line, and a link to the episode's page, which has all,
    stands in its place. That a machine speaks is said within the first 300 characters and never cut.
    """
    wording = wording_in(release.language)
    page = address(show, identity, page_path(release))
    more = _Line(wording.full_list, page)
    licence = (_Line(f"{wording.licence} {show.licence}"),) if show.licence and release.credits else ()
    omitted = [_omission(omission) for omission in release.omissions]
    sections = [
        *_opening(release),
        _Section(tuple(_chapters(release)), wording.chapters, may_be_cut=True),
        _Section((*map(_credit, release.credits), *licence), wording.sources, may_be_cut=True),
        _Section(
            tuple(omitted[:_MOST_OMISSIONS]),
            wording.omissions,
            may_be_cut=True,
            more=more if len(omitted) > _MOST_OMISSIONS else None,
        ),
        _Section(tuple(_voices(release)), wording.voices, may_be_cut=True),
    ]
    sections = [section for section in sections if section.lines]
    in_html = list(map(_as_html, sections))
    in_plain = list(map(_as_plain, sections))
    return Notes(
        html="".join(_fitting(sections, in_html, _as_html, more)),
        plain="\n".join(_fitting(sections, in_plain, _as_plain, more)).rstrip("\n"),
        whole="".join(in_html),
    )


def disclosure(language: str, voices: Sequence[str]) -> str:
    """The sentence that a machine speaks, as the announcer says it, with the voices' names.

    >>> disclosure("en", ["heart", "emma"])
    'Read by a synthetic voice (heart, emma).'
    """
    sentence = announcements_in(language).disclosure
    names = paragraphs(", ".join(map(line, voices)), _MOST_NAMES_BYTES)
    return f"{sentence.rstrip('.')} ({names})." if names else sentence


def synthetic_voices(release: Release) -> list[str]:
    """Names of the voices in it that no person has."""
    return [name for name, synthetic, _ in release.voices if synthetic]


def _opening(release: Release) -> Iterator[_Section]:
    dek = paragraphs(release.dek, _LONGEST_DEK_BYTES)
    if len(_escaped(dek).encode()) > _LONGEST_DEK_BYTES:
        dek = paragraphs(dek, _SURE_DEK_BYTES)
    about = _Section(tuple(map(_Line, dek.splitlines())))
    spoken = synthetic_voices(release)
    said = _Section((_Line(disclosure(release.language, spoken)),) if spoken else ())
    yield from (about, said) if len(_escaped(dek)) <= _SHORT_DEK else (said, about)


def _chapters(release: Release) -> Iterator[_Line]:
    if len(release.markers) >= _FEWEST_CHAPTERS:
        for marker in release.markers:
            yield _Line(f"({full_clock(marker.start_ms)}) {line(marker.title)}")


def _credit(credit: Credit) -> _Line:
    """An article's title, author and publication, with its address."""
    rest = [line(words) for words in (credit.byline, credit.site) if words.strip()]
    return _Line(line(credit.title), web_address(credit.link), "".join(f", {words}" for words in rest))


def _omission(omission: Omission) -> _Line:
    return _Line(line(omission.text, _LONGEST_OMISSION), web_address(omission.link), f" ({line(omission.reason)})")


def _voices(release: Release) -> Iterator[_Line]:
    for name, _, credit in release.voices:
        if credit:
            yield _Line(f"{line(name)}: {line(credit)}")


def _as_html(section: _Section) -> str:
    lines = [*section.lines, section.more] if section.more else section.lines
    heading = [_escaped(section.heading)] if section.heading else []
    return f"<p>{'<br/>'.join([*heading, *map(_html_line, lines)])}</p>"


def _html_line(one: _Line) -> str:
    text = _escaped(one.text)
    if one.link:
        text = f'<a href="{html.escape(one.link)}">{text or _escaped(one.link)}</a>'
    return text + _escaped(one.rest)


def _escaped(text: str) -> str:
    return html.escape(text, quote=False) if "&" in text or ">" in text or "<" in text else text


def _as_plain(section: _Section) -> str:
    lines = [*section.lines, section.more] if section.more else section.lines
    heading = [section.heading] if section.heading else []
    return "\n".join([*heading, *map(_plain_line, lines), ""])


def _plain_line(one: _Line) -> str:
    return f"{one.text}{one.rest}: {one.link}" if one.link else one.text + one.rest


def _fitting(
    sections: Sequence[_Section], written: Sequence[str], form: Callable[[_Section], str], more: _Line
) -> list[str]:
    """The sections as written, with lines cut from the longest until all take less than 4,000 bytes."""
    left, written = list(sections), list(written)
    sizes = [len(text.encode()) + 1 for text in written]
    while sum(sizes) >= LONGEST_TEXT_BYTES:
        open_ones = [number for number, section in enumerate(left) if section.may_be_cut and section.lines]
        longest = max(open_ones, key=sizes.__getitem__)
        left[longest] = replace(left[longest], lines=left[longest].lines[:-1], more=more)
        written[longest] = form(left[longest])
        sizes[longest] = len(written[longest].encode()) + 1
    return written
