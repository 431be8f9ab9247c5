"""Script -> an episode of a show: built in a corner of its own, then brought in with release.json last."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from briefcast.files import reported, write_whole
from briefcast.publishing import addresses
from briefcast.publishing.episode_files import PLAIN, EpisodeFiles, build
from briefcast.publishing.releases.history import History, Past, load_history, save_history
from briefcast.publishing.releases.naming import guid_for, new_key, release_time
from briefcast.publishing.releases.release_file import NAME, release_json
from briefcast.publishing.releases.shelf import COMPANIONS, EPISODES, MANIFEST, episode_folder, load_releases
from briefcast.publishing.releases.tag_cover import tag_cover
from briefcast.publishing.releases.titles import clean_title, distinct_title
from briefcast.publishing.shows.identity import load_identity
from briefcast.publishing.shows.settings_file import load_show
from briefcast.publishing.transcript_json import transcript_json
from briefcast.show import Media, Release, Rerender, ShowType
from briefcast.studio.formats import Imprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from briefcast.model import Script
    from briefcast.publishing.episode_files import Style
    from briefcast.publishing.releases.origins import Origin
    from briefcast.show import Credit, Identity, Show
    from briefcast.studio.production import Means
    from briefcast.studio.workshop import Progress
    from briefcast.voices import Cast

#: Of a passage that was left out, how much a release keeps: notes quote no more, and a book's tables are long.
LONGEST_PASSAGE = 160
#: Two episodes made within one second: the later one waits for the next. A greater lag is a clock that is wrong.
_LONGEST_WAIT = timedelta(seconds=2)


class Fate(StrEnum):
    """What became of a script that was added."""

    NEW = "new"
    #: An episode of the same articles has other sound now.
    AGAIN = "made again"
    #: It sounds as it did.
    SAME = "unchanged"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be an episode."""

    script: Script
    cast: Cast
    #: Of each article it tells, the names by which that is known again.
    origins: tuple[Origin, ...]
    credits: tuple[Credit, ...]
    #: The standfirst, or empty.
    dek: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """An episode that is part of the show now, and its files."""

    release: Release
    fate: Fate
    files: EpisodeFiles
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Desk:
    """The show as it is before the episode comes."""

    folder: Path
    show: Show
    identity: Identity
    releases: list[Release]
    history: History

    def before(self, draft: Draft) -> Release | None:
        """The release of the same articles, if there is one still."""
        past = self.history.telling(draft.origins)
        return next((one for one in self.releases if past and one.key == past.key), None)

    def given(self) -> frozenset[str]:
        """Every key that was given, and every folder that a killed run may have left."""
        return self.history.keys | {path.name for path in (self.folder / EPISODES).glob("*")}


def add_episode(
    folder: Path,
    draft: Draft,
    *,
    progress: Progress,
    means: Means,
    style: Style = PLAIN,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Added:
    """Builds the script as an episode of the show in ``folder``; of articles it told before, anew.

    The caller holds ``Work.ADDING``. Until the last file has its name, the show is as it was.

    Args:
        folder: of the show.
        draft: what to say, who says it, what it was made from.
        progress: is told how far the speaking is.
        means: the cache, and who does the work.
        style: as for any episode.
        clock: gives the present.

    Raises:
        BriefcastError: the show cannot be used, or the episode cannot be built or written.
    """
    desk = _desk(folder)
    before = desk.before(draft)
    today = clock().date()
    taken = [one.title for one in desk.releases if one is not before]
    title = distinct_title(clean_title(draft.script.title), taken, before.published.date() if before else today)
    draft = replace(draft, script=replace(draft.script, title=title))
    key = before.key if before else new_key(today, title, desk.given())
    with reported(folder / EPISODES), _corner(folder / EPISODES / f".{key}.part") as corner:
        style = replace(style, imprint=_imprint(desk, key))
        files = build(draft.script, draft.cast, corner / f"{key}.mp3", progress=progress, means=means, style=style)
        media = _media(files, key)
        release = _release(desk, draft, files, key, media)
        fate = _fate(before, media)
        moment, warnings = (before.published, ()) if before else _moment(desk, clock)
        if before and fate is Fate.AGAIN and desk.show.rerender is Rerender.BUMP:
            moment, warnings = _moment(desk, clock)
        if before:
            release = _renewed(desk, release, before, moment, clock().date())
        else:
            pages = [name for origin in draft.origins for name in origin]
            release = replace(release, guid=guid_for(desk.identity, key, (), pages), published=moment)
        placed = _bring_in(files, media, episode_folder(folder, key))
        _remember(folder, desk.history, release, draft)
        write_whole(episode_folder(folder, key) / NAME, release_json(release))
    return Added(release, fate, placed, warnings)


def _desk(folder: Path) -> _Desk:
    show = load_show(folder)
    return _Desk(folder, show, load_identity(folder, show), load_releases(folder), load_history(folder))


@contextmanager
def _corner(path: Path) -> Iterator[Path]:
    """An empty folder that is gone when the block ends; one that a killed run left is emptied."""
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def _imprint(desk: _Desk, key: str) -> Imprint:
    """What the file says of the show. A private show's address stays out of a file that may be handed on."""
    page = addresses.address(desk.show, desk.identity, addresses.page_of(key)) if desk.show.base_url else ""
    return Imprint(
        album=desk.show.title,
        artist=desk.show.author,
        cover=tag_cover(desk.folder / desk.show.cover),
        link=page if desk.show.public else "",
        day=date.fromisoformat(key[:10]),
    )


def _media(files: EpisodeFiles, key: str) -> Media:
    with files.audio.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    name = f"{key}-{digest[: addresses.HASH_DIGITS]}{files.audio.suffix}"
    return Media(name, files.audio.stat().st_size, digest, files.episode.duration_ms)


def _fate(before: Release | None, media: Media) -> Fate:
    if before is None:
        return Fate.NEW
    return Fate.SAME if before.media.sha256 == media.sha256 else Fate.AGAIN


def _release(desk: _Desk, draft: Draft, files: EpisodeFiles, key: str, media: Media) -> Release:
    """The release as a new one; what an episode keeps from before is put in by ``_named``."""
    cast = draft.cast
    voices = {one.voice.name: one.voice for _, one in (*cast.speakers, *cast.guests, ("", cast.stand_in))}
    heard = dict.fromkeys(cue.voice for cue in files.episode.cues)
    return Release(
        key=key,
        guid="",
        title=draft.script.title,
        published=datetime.min.replace(tzinfo=UTC),
        language=draft.script.language,
        media=media,
        markers=files.episode.markers,
        dek=draft.dek,
        credits=draft.credits,
        omissions=tuple(replace(one, text=one.text[:LONGEST_PASSAGE]) for one in draft.script.omissions),
        voices=tuple((name, voices[name].synthetic, voices[name].credit) for name in heard if name in voices),
        number=len(desk.history.past) + 1 if desk.show.type is ShowType.SERIAL else None,
        explicit=desk.show.explicit,
    )


def _moment(desk: _Desk, clock: Callable[[], datetime]) -> tuple[datetime, tuple[str, ...]]:
    """When it comes out, and a warning if this machine's clock cannot be right."""
    now = clock()
    newest = max((one.published for one in desk.releases), default=None)
    moment = release_time(now, newest)
    if moment <= now:
        return moment, ()
    if moment - now <= _LONGEST_WAIT:
        time.sleep((moment - now).total_seconds())
        return moment, ()
    warning = (
        f"The clock of this machine ({now:%Y-%m-%d %H:%M} UTC) is behind the newest episode; the new one comes "
        f"right after that, {moment:%Y-%m-%d %H:%M:%S} UTC. Set the clock."
    )
    return moment, (warning,)


def _renewed(desk: _Desk, release: Release, before: Release, moment: datetime, today: date) -> Release:
    """The release with what stays from the rendering before, which is still offered for the days of grace."""
    past = desk.history.of(before.key)
    is_bumped = moment != before.published
    guids = past.guids if past else (before.guid,)
    earlier = before.earlier
    if before.media.sha256 != release.media.sha256:
        until = today + timedelta(desk.show.grace_days)
        others = tuple(one for one in before.earlier if one[0].sha256 != release.media.sha256)
        earlier = (*others, (before.media, until))
    return replace(
        release,
        guid=guid_for(desk.identity, before.key, guids) if is_bumped else before.guid,
        published=moment,
        season=before.season,
        number=before.number,
        earlier=earlier,
    )


def _bring_in(files: EpisodeFiles, media: Media, folder: Path) -> EpisodeFiles:
    """The files in the episode's folder, under the name that holds the audio's digest; the audio comes last."""
    manifest = json.loads(files.manifest.read_bytes())
    manifest["file"] = media.name
    files.manifest.write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    files.audio.with_suffix(".transcript.json").write_text(transcript_json(manifest), encoding="utf-8")
    folder.mkdir(exist_ok=True)
    audio = folder / media.name
    for suffix in (*COMPANIONS, MANIFEST, audio.suffix):
        files.audio.with_suffix(suffix).replace(audio.with_suffix(suffix))
    placed = (audio.with_suffix(suffix) for suffix in (".vtt", ".chapters.json", MANIFEST))
    return EpisodeFiles(files.episode, audio, *placed)


def _remember(folder: Path, history: History, release: Release, draft: Draft) -> None:
    past = history.of(release.key)
    guids = tuple(dict.fromkeys((*(past.guids if past else ()), release.guid)))
    save_history(folder, history.with_past(Past(release.key, guids, draft.origins)))
