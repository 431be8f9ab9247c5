"""Script -> the MP3, the transcript, the chapters and the manifest, together or not at all."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefcast.errors import OutputError
from briefcast.files import new_file, reported
from briefcast.publishing.chapters import chapters_json
from briefcast.publishing.manifest import manifest_json
from briefcast.publishing.transcript import webvtt
from briefcast.studio.cache import Cache, default_folder
from briefcast.studio.production import Progress, produce

if TYPE_CHECKING:
    from briefcast.model import Episode, Script
    from briefcast.voices import Cast


@dataclass(frozen=True, slots=True)
class EpisodeFiles:
    """A built episode and where its files are."""

    episode: Episode
    mp3: Path
    transcript: Path
    chapters: Path
    manifest: Path


def build(
    script: Script, cast: Cast, out: Path, *, progress: Progress, workers: int | None = None, keep: bool = True
) -> EpisodeFiles:
    """Speaks the script and writes OUT.mp3, OUT.vtt, OUT.chapters.json and OUT.json.

    Args:
        script: what to say.
        cast: who says it.
        out: the MP3 to write.
        progress: is told how far the work is.
        workers: threads for each stage; by default one a core.
        keep: use and fill the cache; otherwise everything is made anew and nothing kept.

    Raises:
        OutputError: a file cannot be written; what was there before is untouched.
        VoiceError: no voice can be loaded.
    """
    if out.is_dir():
        raise OutputError(f"{out} is a folder; name the MP3 to write, such as {out / 'briefing.mp3'}.")
    paths = [out, *(out.with_suffix(suffix) for suffix in (".vtt", ".chapters.json", ".json"))]
    with ExitStack() as stack:
        # All are opened before the first word is spoken: an hour's work must not end at a locked folder.
        # They take their names in reverse, so the MP3 comes last: where it is, the others are.
        mp3, transcript, chapters, manifest = [stack.enter_context(new_file(path)) for path in paths]
        folder = default_folder() if keep else Path(stack.enter_context(tempfile.TemporaryDirectory()))
        with reported(out):
            episode = produce(script, cast, mp3, cache=Cache(folder), progress=progress, workers=workers)
            transcript.write(webvtt(episode).encode())
            chapters.write(chapters_json(episode).encode())
            manifest.write(manifest_json(episode, cast, out.name).encode())
    return EpisodeFiles(episode, *paths)
