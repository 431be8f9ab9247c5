"""How long publishing takes for a show of many episodes: the first time, unchanged, and with one that is new.

    python benchmarks/publishing.py [EPISODES]

The episodes are silence in files of a few bytes: what is measured is what grows with their number, not with their
length. Every run is a process of its own, as from cron; the least of three is printed, seconds of wall time and of CPU.
"""

from __future__ import annotations

import hashlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefcast.model import Marker
from briefcast.publishing.releases.release_file import release_json
from briefcast.show import Credit, Media, Release

BRIEFCAST = [sys.executable, "-m", "briefcast"]
BEGUN = datetime(2010, 1, 1, 6, tzinfo=UTC)
CHAPTERS = ("Introduction", "The new crane", "Ferries at night", "What it costs", "Tomorrow’s tides")


def main(episodes: int) -> None:
    """Makes the show and prints the times."""
    with tempfile.TemporaryDirectory() as name:
        show = Path(name, "show")
        settings = {"title": "The Quay Report", "author": "Mara Quist", "description": "News of the harbour."}
        options = [word for key, value in settings.items() for word in (f"--{key}", value)]
        base = ["--base-url", "https://quay.example/show/"]
        subprocess.run([*BRIEFCAST, "show", "new", show, "--yes", *options, *base], check=True, capture_output=True)
        for number in range(episodes):
            add(show, number)
        print(f"{episodes} episodes, first time   {shown(timed(show))}")
        print(f"{episodes} episodes, unchanged    {shown(min(timed(show) for _ in range(3)))}")
        times = []
        for number in range(episodes, episodes + 3):
            add(show, number)
            times.append(timed(show))
        print(f"{episodes} episodes and a new one {shown(min(times))}")


def add(show: Path, number: int) -> None:
    """Writes the files of an episode as ``briefcast build --show`` leaves them."""
    day = BEGUN + timedelta(days=number)
    key = f"{day:%Y-%m-%d}-harbour-news"
    audio = key.encode() * 20
    digest = hashlib.sha256(audio).hexdigest()
    markers = tuple(Marker(title, n * 60_000, (n + 1) * 60_000) for n, title in enumerate(CHAPTERS))
    release = Release(
        key=key,
        guid=f"{number:08d}-0000-5000-8000-000000000000",
        title=f"Harbour news of day {number}",
        published=day,
        language="en",
        media=Media(f"{key}-{digest[:12]}.mp3", len(audio), digest, 300_000),
        markers=markers,
        dek="A crane came in on the night tide.",
        credits=(Credit(title="The crane", link=f"https://quay.example/{number}", byline="By A. Lindt", site="Wire"),),
        voices=(("heart", True, "Voice by the Hibari makers, CC BY 4.0"),),
    )
    folder = show / "episodes" / key
    folder.mkdir(parents=True)
    stem = folder / release.media.name
    stem.write_bytes(audio)
    utterances = [
        {"chapter": n, "text": f"{title} is told.", "start_ms": n * 60_000, "end_ms": (n + 1) * 60_000,
         "word_times_ms": [], "role": "narrator", "spoken": f"{title} is told.", "voice": "heart", "pause_ms": 0}
        for n, title in enumerate(CHAPTERS)
    ]  # fmt: skip
    chapters = [{"title": m.title, "start_ms": m.start_ms, "end_ms": m.end_ms, "link": ""} for m in markers]
    manifest = {"format": 1, "title": release.title, "language": "en", "chapters": chapters, "utterances": utterances}
    stem.with_suffix(".json").write_text(json.dumps({**manifest, "omissions": [], "duration_ms": 300_000}))
    for suffix in (".vtt", ".chapters.json", ".transcript.json"):
        stem.with_suffix(suffix).write_text(release.title)
    (folder / "release.json").write_bytes(release_json(release))


def timed(show: Path) -> tuple[float, float]:
    """Seconds of wall time and of CPU that publishing takes."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([*BRIEFCAST, "publish", show], check=True, capture_output=True)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def shown(times: tuple[float, float]) -> str:
    """The times as text."""
    return "{:6.2f} s, CPU {:6.2f} s".format(*times)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
