"""A show with nothing wrong: real feed, tag and frames around a minute and a half of tones."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from briefcast.model import Marker
from briefcast.publishing.addresses import (
    audio_path,
    chapters_path,
    cover_path,
    page_path,
    transcript_page_path,
    transcript_path,
)
from briefcast.publishing.addresses import words_path as json_transcript_path
from briefcast.publishing.feed.pages import feed_pages
from briefcast.show import Credit, Identity, Media, Release, Show
from briefcast.studio.encoding import encode
from briefcast.studio.id3 import Tag
from briefcast.studio.loudness import integrated
from briefcast.studio.metering import step_energies
from briefcast.studio.mp3 import RATE_HZ, frame_starts, info_frame

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 93
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SHOW = Show(
    title="Harbour Notes",
    author="Ann Archer",
    description="News of small harbours. Read by a synthetic voice.",
    language="en-gb",
    category=("News", "Daily News"),
    public=True,
)
IDENTITY = Identity(guid="9b024349-ccf0-5f69-a609-6b82873eab3c", token="t" * 32)
#: Enough for what is not about the lengths of chapters.
SHORT = 6


def markers(seconds: int = SECONDS) -> tuple[Marker, ...]:
    """Three chapters of one length."""
    third = seconds * 1000 // 3
    return (
        Marker("Introduction", 0, third),
        Marker("A ferry for the islands", third, 2 * third, "https://example.org/ferry"),
        Marker("Tides of the week", 2 * third, 3 * third),
    )


@lru_cache(maxsize=1)
def sound() -> np.ndarray:
    """Tones that swell and fade like speech, at -16 LUFS after encoding."""
    time = np.arange(SECONDS * RATE_HZ) / RATE_HZ
    tones = sum(np.sin(2 * np.pi * pitch * time) for pitch in (180, 410, 930)) * (
        0.6 + 0.4 * np.sin(2 * np.pi * 3 * time)
    )
    tones *= 0.05
    loudness = integrated(step_energies(tones.astype(np.float32), RATE_HZ).tolist())
    return tones * 10 ** ((-16 + 0.45 - loudness) / 20)


@lru_cache(maxsize=8)
def frames_of(gain: float = 1.0, seconds: int = SECONDS) -> bytes:
    """The frames of the sound, made louder or cut."""
    samples = np.clip(sound()[: seconds * RATE_HZ] * gain, -1, 1)
    return encode(np.rint(samples * 32767).astype(np.int16), 96)


def with_info(frames: bytes, seconds: int = SECONDS) -> bytes:
    """Frames behind the Info frame that describes them."""
    from fastcrc import crc16

    count = len(frame_starts(frames)) - 1
    return (
        info_frame(
            bit_rate_kbps=96,
            frames=count,
            audio_bytes=len(frames),
            audio_crc=crc16.arc(frames),
            samples=seconds * RATE_HZ,
        )
        + frames
    )


@lru_cache(maxsize=8)
def picture(side: int, mode: str = "RGB", kind: str = "JPEG", **options: Any) -> bytes:
    """A plain picture."""
    buffer = io.BytesIO()
    Image.new(mode, (side, side)).save(buffer, kind, **options)
    return buffer.getvalue()


def tag(seconds: int = SECONDS, **changes: Any) -> bytes:
    """The tag of the newest episode."""
    facts: dict[str, Any] = {
        "title": "Harbour news, day 3",
        "artist": SHOW.author,
        "album": SHOW.title,
        "duration_ms": seconds * 1000,
        "markers": markers(seconds),
        "comment": "Read by a synthetic voice.",
        "extras": (("ai-content", "true"),),
        "cover": picture(600),
    }
    return Tag(**{**facts, **changes}).to_bytes()


@lru_cache(maxsize=2)
def mp3(seconds: int = SECONDS) -> bytes:
    """The audio of the newest episode."""
    return tag(seconds) + with_info(frames_of(seconds=seconds), seconds)


def vtt() -> str:
    """Its transcript."""
    return "WEBVTT\n\n00:00:00.000 --> 00:00:04.000\nHarbours &amp; ferries.\n\n00:00:04.000 --> 00:00:05.500\nTides.\n"


def json_transcript() -> dict[str, Any]:
    """Its transcript as JSON."""
    return {"version": "1.0.0", "segments": [{"startTime": 0.0, "endTime": 4.0, "body": "Harbours & ferries."}]}


def json_chapters(seconds: int = SECONDS) -> dict[str, Any]:
    """Its chapters as JSON."""
    chapters = [
        {"startTime": marker.start_ms // 1000, "endTime": marker.end_ms // 1000, "title": marker.title}
        for marker in markers(seconds)
    ]
    return {"version": "1.2.0", "chapters": chapters}


def release(day: int, seconds: int = SECONDS) -> Release:
    """An episode; all share their sound."""
    data = mp3(seconds)
    digest = hashlib.sha256(data + bytes(3 - day)).hexdigest()
    return Release(
        key=f"day-{day}",
        guid=f"00000000-0000-5000-8000-00000000000{day}",
        title=f"Harbour news, day {day}",
        published=NOW - timedelta(days=4 - day),
        language="en-gb",
        media=Media(f"day-{day}-{digest[:12]}.mp3", len(data) if day == 3 else 1000, digest, seconds * 1000),
        markers=markers(seconds),
        dek="Ferries, tides and a new pier.",
        credits=(Credit(title="A ferry for the islands", link="https://example.org/ferry", site="Example"),),
        voices=(("hibari", True, ""),),
    )


@dataclass
class Site:
    """The files of a show by their paths, to be broken."""

    files: dict[str, bytes]
    #: Paths of the newest episode's files, and of the cover.
    audio: str
    chapters: str
    transcript: str
    words: str
    cover: str
    page: str

    def write(self, folder: Path) -> Path:
        """Lays the files into a folder."""
        for path, data in self.files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        return folder

    def edit(self, path: str, old: str, new: str, count: int = 1) -> None:
        """Replaces a text in a file."""
        text = self.files[path].decode()
        assert old in text, f"{path} holds {old}"
        self.files[path] = text.replace(old, new, count).encode()


def site(base: str = "https://harbour.example/", seconds: int = SECONDS) -> Site:
    """The good show at an address; feed, companions and the newest episode's audio are there."""
    good = _good(base, seconds)
    return replace(good, files=dict(good.files))


@lru_cache(maxsize=8)
def _good(base: str, seconds: int) -> Site:
    show = replace(SHOW, base_url=base)
    releases = [release(day, seconds) for day in (1, 2, 3)]
    newest = releases[-1].media
    cover = picture(1400)
    cover_name = cover_path(hashlib.sha256(cover).hexdigest())
    files = {one.path: one.content for one in feed_pages(show, IDENTITY, releases, cover_name)}
    page = b"<!doctype html><title>Harbour news</title><p>Harbours and ferries.</p>"
    files |= {
        audio_path(newest): mp3(seconds),
        page_path(releases[-1]): page,
        transcript_page_path(newest): page,
        chapters_path(newest): json.dumps(json_chapters(seconds)).encode(),
        transcript_path(newest): vtt().encode(),
        json_transcript_path(newest): json.dumps(json_transcript()).encode(),
        cover_name: cover,
    }
    return Site(
        files,
        audio_path(newest),
        chapters_path(newest),
        transcript_path(newest),
        json_transcript_path(newest),
        cover_name,
        transcript_page_path(newest),
    )
