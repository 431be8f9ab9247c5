"""Script -> the MP3, the transcript, the chapters and the manifest, together or not at all."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefcast.errors import OutputError
from briefcast.files import new_file, reported
from briefcast.publishing.chapters import chapters_json
from briefcast.publishing.manifest import manifest_json
from briefcast.publishing.transcript import webvtt
from briefcast.studio.production import produce

if TYPE_CHECKING:
    from pathlib import Path

    from briefcast.model import Episode, Script
    from briefcast.studio.production import Means
    from briefcast.studio.workshop import Progress
    from briefcast.voices import Cast


@dataclass(frozen=True, slots=True)
class EpisodeFiles:
    """A built episode and where its files are."""

    episode: Episode
    mp3: Path
    transcript: Path
    chapters: Path
    manifest: Path


def build(script: Script, cast: Cast, out: Path, *, progress: Progress, means: Means) -> EpisodeFiles:
    """Speaks the script and writes OUT.mp3, OUT.vtt, OUT.chapters.json and OUT.json.

    Args:
        script: what to say.
        cast: who says it.
        out: the MP3 to write.
        progress: is told how far the work is.
        means: the cache, and who does the work.

    Raises:
        OutputError: a file cannot be written; what was there before is untouched.
        VoiceError: no voice can be loaded.
        ClusterError: the cluster cannot be used.
    """
    if out.is_dir():
        raise OutputError(f"{out} is a folder; name the MP3 to write, such as {out / 'briefing.mp3'}.")
    paths = [out, *(out.with_suffix(suffix) for suffix in (".vtt", ".chapters.json", ".json"))]
    with ExitStack() as stack:
        # All are opened before the first word is spoken: an hour's work must not end at a locked folder.
        # They take their names in reverse, so the MP3 comes last: where it is, the others are.
        mp3, transcript, chapters, manifest = [stack.enter_context(new_file(path)) for path in paths]
        with reported(out):
            episode = produce(script, cast, mp3, progress=progress, means=means)
            transcript.write(webvtt(episode).encode())
            chapters.write(chapters_json(episode).encode())
            manifest.write(manifest_json(episode, cast, out.name).encode())
    return EpisodeFiles(episode, *paths)
