"""Whole-process time of Briefcast against what one would do without it, side by side.

``python benchmarks/build.py [ARTICLE] [--pairs N]`` runs each pair of commands in turn, A B A B, and
prints the median of the ratios: so a machine that slows down slows both. Needs ffmpeg for the naive
script. Every figure is of a whole process, from start to exit.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
SEED = HERE.parent / "seeds" / "foreign-minister-visit.txt"


class Bench:
    """Runs commands on one article in a folder and cache of its own."""

    def __init__(self, article: Path, folder: Path) -> None:
        self.folder = folder
        self.article = folder / article.name
        shutil.copy(article, self.article)
        self.cache = folder / "cache"
        self.edits = 0

    def seconds(self, *command: str) -> float:
        """Wall time of a command."""
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, "XDG_CACHE_HOME": str(self.cache)})
        return time.perf_counter() - began

    def naive(self) -> float:
        """pyttsx3 and pydub."""
        return self.seconds(sys.executable, str(HERE / "naive.py"), str(self.article), f"{self.folder}/naive.mp3")

    def bare(self) -> float:
        """The default voice's own loop."""
        return self.seconds(sys.executable, str(HERE / "bare_voice.py"), str(self.article), f"{self.folder}/bare.wav")

    def briefcast(self, voice: str) -> float:
        """One build with whatever the cache holds."""
        program = str(Path(sys.executable).with_name("briefcast"))
        return self.seconds(program, "build", str(self.article), "--voice", voice, "-o", f"{self.folder}/out.mp3")

    def cold(self, voice: str) -> float:
        """A build with nothing in the cache."""
        shutil.rmtree(self.cache, ignore_errors=True)
        return self.briefcast(voice)

    def edited(self, voice: str) -> float:
        """A build after a change to one sentence in the middle."""
        text = self.article.read_text(encoding="utf-8")
        middle = text.index(". ", len(text) // 2)
        self.edits += 1
        self.article.write_text(f"{text[:middle]} at about {self.edits + 12}{text[middle:]}", encoding="utf-8")
        return self.briefcast(voice)


def compare(name: str, ours: Callable[[], float], theirs: Callable[[], float], pairs: int) -> None:
    """Prints the medians of both and of their ratio, pair by pair."""
    runs = [(ours(), theirs()) for _ in range(pairs)]
    ratios = sorted(a / b for a, b in runs)
    mine, other = (statistics.median(column) for column in zip(*runs, strict=True))
    print(
        f"{name:58} {mine:6.2f} s {other:6.2f} s   ratio {statistics.median(ratios):.2f}"
        f"  ({ratios[0]:.2f} to {ratios[-1]:.2f})"
    )


def main() -> None:
    """All comparisons, each as so many pairs."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("article", nargs="?", type=Path, default=SEED)
    options.add_argument("--pairs", type=int, default=5)
    given = options.parse_args()
    print(f"{given.article.name}, {given.pairs} pairs, {len(os.sched_getaffinity(0))} cores; ours, theirs, ours/theirs")
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(given.article, Path(folder))
        bench.naive(), bench.bare(), bench.cold("system"), bench.cold("heart")  # warms the disk
        compare(
            "system voice, cold cache : naive pyttsx3 + pydub", lambda: bench.cold("system"), bench.naive, given.pairs
        )
        compare("system voice, unchanged : naive", lambda: bench.briefcast("system"), bench.naive, given.pairs)
        compare("system voice, one sentence changed : naive", lambda: bench.edited("system"), bench.naive, given.pairs)
        compare("heart, cold cache : bare loop on one thread", lambda: bench.cold("heart"), bench.bare, given.pairs)


if __name__ == "__main__":
    main()
