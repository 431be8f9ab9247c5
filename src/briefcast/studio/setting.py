"""How a chapter is to sound beside its words: its loudness, and the sounds of the theme that fall to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from briefcast.model import Role
from briefcast.studio.encoding import MP3
from briefcast.studio.themes import BED_DB, LEVEL_DB, load_theme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefcast.model import Script, Utterance
    from briefcast.studio.encoding import Coding
    from briefcast.studio.themes import Piece, Theme

#: Programme loudness, LUFS, counted as dual mono (Apple's and the AES's figure for podcasts).
TARGET_LUFS = -16.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a chapter's sound depends on beside its takes and pauses."""

    target_lufs: float = TARGET_LUFS
    #: How the sound is kept.
    coding: Coding = MP3
    #: Heard before its first word and after its last.
    before: Piece | None = None
    after: Piece | None = None
    #: Heard under its first and last utterances, so many of them.
    bed: Piece | None = None
    head: int = 0
    tail: int = 0
    #: Loudness of ``before`` and ``after``, and of the bed under speech, beside the speech's, dB.
    level_db: float = LEVEL_DB
    bed_db: float = BED_DB


def settings_of(script: Script, target_lufs: float, coding: Coding) -> list[Setting]:
    """A setting for each chapter: the opening goes to the first, the closing to the last, a sting between.

    Raises:
        ThemeError: the script's theme cannot be used.
    """
    theme = load_theme(script.theme)
    last = len(script.chapters) - 1
    plain = Setting(target_lufs=target_lufs, coding=coding)
    return [_setting(script, theme, number, last, plain) for number in range(last + 1)]


def _setting(script: Script, theme: Theme, number: int, last: int, plain: Setting) -> Setting:
    said = script.chapters[number].utterances
    head = _announced(said) if theme.bed and number == 0 else 0
    tail = _announced(reversed(said)) if theme.bed and number == last else 0
    before = theme.opening if number == 0 else theme.sting
    after = theme.closing if number == last else None
    if not (before or after or head or tail):
        # Nothing of the theme is heard, so nothing of it decides the chapter's bytes.
        return plain
    return replace(
        plain,
        before=before,
        after=after,
        bed=theme.bed if head or tail else None,
        head=head,
        # Where nothing but the announcer is heard, the bed lies under all of it.
        tail=min(tail, len(said) - head),
        level_db=theme.level_db,
        bed_db=theme.bed_db,
    )


def _announced(said: Iterable[Utterance]) -> int:
    """How many utterances the announcer says before anyone reads from the article."""
    return len(list(takewhile(lambda utterance: utterance.role not in {Role.NARRATOR, Role.QUOTE}, said)))
