"""The values that flow through Briefcast: article -> script -> clips -> episode.

What comes after them, the show, is in :mod:`briefcast.show`.

Every value is frozen. Times are whole milliseconds, sound is mono; a position that must be exact
to the sample says so in its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    import numpy as np
    import numpy.typing as npt

    Samples = npt.NDArray[np.int16]


#: Least and greatest pace that may be wished of all voices, as a factor of the pace in their profiles.
RATES = (0.5, 3.0)


class BlockKind(StrEnum):
    """What a block of an article is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    LIST_ITEM = "list item"
    TABLE = "table"
    CODE = "code"
    FORMULA = "formula"
    IMAGE = "image"
    #: A break between two parts, "***" in print; it has no text.
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an article, in reading order."""

    kind: BlockKind
    #: Plain text as written: no mark-up, inner line breaks folded to spaces. Of a table, code, a
    #: formula or an image it is what a sentence can say of it (caption, header row), or empty.
    text: str
    #: Heading level from 1 (highest) to 6; 0 for every other kind.
    level: int = 0
    #: The id by which a link can lead to it in its page, or empty.
    anchor: str = ""
    #: The address of the picture, for an image; else empty.
    image: str = ""


@dataclass(frozen=True, slots=True)
class Omission:
    """Text of the source that is not spoken, and why."""

    text: str
    reason: str
    #: Where it can be seen: an address, or empty.
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A written article, ready to be scripted."""

    title: str
    #: The standfirst; empty if there is none or if it also stands in the body.
    dek: str = ""
    #: As written, "By Anna Lindt"; empty if unknown.
    byline: str = ""
    #: The date as written, "June 19, 2023"; empty if unknown.
    dateline: str = ""
    #: The same date as a value, where it could be understood.
    published: date | None = None
    #: BCP 47 tag such as "en" or "en-gb".
    language: str = "en"
    #: The publication, if known: "The Harbour Wire".
    site: str = ""
    #: The canonical link (http or https), or empty.
    link: str = ""
    #: The file or address it was read from, as it was named; empty where neither is known.
    via: str = ""
    #: The address of the lead image (http or https), or empty.
    image: str = ""
    blocks: tuple[Block, ...] = ()
    omissions: tuple[Omission, ...] = ()


class Role(StrEnum):
    """Who speaks an utterance."""

    ANNOUNCER = "announcer"
    NARRATOR = "narrator"
    QUOTE = "quote"
    #: Where an article is from, who reads it, that it ends.
    CREDIT = "credit"


@dataclass(frozen=True, slots=True)
class Utterance:
    """One call to a voice: a sentence, a heading, an announcement."""

    #: As written in the article.
    text: str
    #: As read aloud.
    spoken: str
    role: Role
    #: Silence after it, ms.
    pause_ms: int
    #: Name of the voice profile that speaks it; empty for the one cast for the role.
    voice: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A named run of utterances."""

    title: str
    utterances: tuple[Utterance, ...]
    #: Where the chapter can be read (http or https), or empty.
    link: str = ""
    #: The address of its picture, or empty.
    image: str = ""


#: The theme of a script that names none.
DEFAULT_THEME = "chime"


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What will be said, in order, and what will not."""

    title: str
    language: str
    chapters: tuple[Chapter, ...]
    omissions: tuple[Omission, ...] = ()
    byline: str = ""
    published: date | None = None
    site: str = ""
    link: str = ""
    #: What is heard around the words: "none", a theme of ours, or the path of one (docs/sound.md).
    theme: str = DEFAULT_THEME

    @property
    def utterances(self) -> Iterator[Utterance]:
        """All utterances of all chapters, in the order they are heard."""
        for chapter in self.chapters:
            yield from chapter.utterances


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A voice profile, read from voices/*.toml."""

    name: str
    #: Entry point name of the engine that speaks it.
    engine: str
    #: BCP 47 tags of the languages it speaks; "*" stands for many.
    languages: tuple[str, ...]
    description: str
    licence: str
    credit: str
    #: The speaker within the engine or model; empty for the engine's own choice.
    speaker: str = ""
    #: The model within the engine: its name, or the path of its file; empty where the engine has but one.
    model: str = ""
    #: "female", "male", or empty if the voice is neither or it is not known.
    sex: str = ""
    #: Whether a machine speaks; feeds must say so.
    synthetic: bool = True
    #: Pace as a factor of the voice's own.
    rate: float = 1.0
    #: Pitch as a factor of the voice's own.
    pitch: float = 1.0
    #: Louder or softer than the other voices, dB.
    volume: float = 0.0
    #: Length of pauses as a factor of the usual.
    pauses: float = 1.0
    #: Words in a hundred that a recogniser mistakes in its speech, if measured (docs/voices.md says how).
    word_errors: float | None = None
    #: How natural it sounds from 1 to 5, as NISQA-TTS predicts it, if measured.
    naturalness: float | None = None
    #: Written word -> respelling, from the voice's lexicons.
    lexicon: tuple[tuple[str, str], ...] = ()
    #: Written word -> its sound in misaki's phonemes, from the same lexicons.
    phonemes: tuple[tuple[str, str], ...] = ()

    def speaks(self, language: str) -> bool:
        """Whether the voice can read this language (compared by primary tag)."""
        primary = language.split("-", maxsplit=1)[0].lower()
        return any(tag == "*" or tag.split("-")[0] == primary for tag in self.languages)


@dataclass(frozen=True, slots=True)
class Word:
    """A word and when it is heard."""

    text: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """One utterance as spoken."""

    #: 16-bit mono samples, shape (n,).
    samples: Samples
    #: Sample rate, Hz.
    rate: int
    #: The words as spoken, in order, none overlapping, from the clip's start; empty if the voice does not tell.
    words: tuple[Word, ...] = ()
    #: What was wrong with the first take, if this is another one; else empty.
    note: str = ""

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return len(self.samples) / self.rate


@dataclass(frozen=True, slots=True)
class Cue:
    """Where in the episode an utterance is heard."""

    utterance: Utterance
    start_ms: int
    end_ms: int
    #: Name of the voice that spoke it.
    voice: str
    #: Start and end in the episode of each word of ``utterance.text``, one after the other.
    word_times_ms: tuple[int, ...] = ()
    #: What was wrong with the first take, if this is another one; else empty.
    note: str = ""

    @property
    def words(self) -> tuple[Word, ...]:
        """The words as written, with their times in the episode."""
        times = self.word_times_ms
        return tuple(map(Word, self.utterance.text.split(), times[::2], times[1::2]))


@dataclass(frozen=True, slots=True)
class Marker:
    """A chapter on the episode's timeline. Markers tile it: no gap, no overlap."""

    title: str
    start_ms: int
    end_ms: int
    link: str = ""


@dataclass(frozen=True, slots=True)
class Loudness:
    """Loudness of a programme as a listener hears it: mono counted as two channels."""

    #: Gated programme loudness, LUFS (ITU-R BS.1770-4).
    integrated_lufs: float
    #: Highest peak between samples, dBTP.
    true_peak_dbtp: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """A finished programme: one timeline from which every list of times is made."""

    script: Script
    duration_ms: int
    #: Silence before whatever is heard first in each chapter, ms: a word, or a sound of the theme.
    lead_in_ms: int
    markers: tuple[Marker, ...]
    cues: tuple[Cue, ...]
    #: Measured on the decoded MP3.
    loudness: Loudness
    #: Role -> name of the voice that spoke it.
    cast: tuple[tuple[Role, str], ...]
    #: What the listener may want to know: a voice that had to stand in, say.
    warnings: tuple[str, ...] = ()
