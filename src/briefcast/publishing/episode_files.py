"""Script -> the audio file, the transcript, the chapters and the manifest, together or not at all."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefcast.errors import OutputError, ScriptError
from briefcast.files import new_file, reported
from briefcast.publishing.chapter_pictures import chapter_pictures
from briefcast.publishing.chapters import chapters_json
from briefcast.publishing.manifest import manifest_json
from briefcast.publishing.transcript import webvtt
from briefcast.studio.formats import Quality, form_of
from briefcast.studio.id3 import MOST_CHAPTERS
from briefcast.studio.production import produce

if TYPE_CHECKING:
    from pathlib import Path

    from briefcast.model import Episode, Script
    from briefcast.studio.formats import Imprint
    from briefcast.studio.production import Means
    from briefcast.studio.workshop import Progress
    from briefcast.voices import Cast


@dataclass(frozen=True, slots=True)
class Style:
    """What a person wishes of the file beside its format."""

    quality: Quality = Quality.STANDARD
    #: Whether each chapter's picture is fetched and put into the file.
    pictures: bool = False
    #: Whether pictures may come from this machine and the networks around it.
    allow_private: bool = False
    #: Of the show it belongs to, or None.
    imprint: Imprint | None = None


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class EpisodeFiles:
    """A built episode and where its files are."""

    episode: Episode
    audio: Path
    transcript: Path
    chapters: Path
    manifest: Path


def build(
    script: Script, cast: Cast, out: Path, *, progress: Progress, means: Means, style: Style = PLAIN
) -> EpisodeFiles:
    """Speaks the script and writes OUT, and OUT.vtt, OUT.chapters.json and OUT.json beside it.

    Args:
        script: what to say.
        cast: who says it.
        out: the file to write; its ending says in which format.
        progress: is told how far the work is.
        means: the cache, and who does the work.
        style: how large the file is to be, and whether it holds pictures.

    Raises:
        OutputError: a file cannot be written, or there is no such format; what was there before is untouched.
        ScriptError: it has more chapters than a file can list.
        VoiceError: no voice can be loaded.
        ClusterError: the cluster cannot be used.
    """
    if out.is_dir():
        raise OutputError(f"{out} is a folder; name the MP3 to write, such as {out / 'briefing.mp3'}.")
    if len(script.chapters) > MOST_CHAPTERS:
        raise ScriptError(
            f"“{script.title}” has {len(script.chapters)} chapters and a file holds {MOST_CHAPTERS}; "
            "use --chapters, or build it in parts."
        )
    form = replace(form_of(out, style.quality), imprint=style.imprint)
    paths = [out, *(out.with_suffix(suffix) for suffix in (".vtt", ".chapters.json", ".json"))]
    with ExitStack() as stack:
        # All are opened before the first word is spoken: an hour's work must not end at a locked folder.
        # They take their names in reverse, so the audio comes last: where it is, the others are.
        audio, transcript, chapters, manifest = [stack.enter_context(new_file(path)) for path in paths]
        with reported(out):
            missed: tuple[str, ...] = ()
            if style.pictures:
                pictures, missed = chapter_pictures(script.chapters, allow_private=style.allow_private)
                form = replace(form, pictures=pictures)
            episode = produce(script, cast, audio, progress=progress, means=means, form=form)
            episode = replace(episode, warnings=(*episode.warnings, *missed))
            transcript.write(webvtt(episode).encode())
            chapters.write(chapters_json(episode).encode())
            manifest.write(manifest_json(episode, cast, out.name, form).encode())
    return EpisodeFiles(episode, *paths)
