"""What an episode costs, side by side with what one would do without Briefcast.

``python benchmarks/build.py [--lengths 5 60 600] [--voices system heart] [--rounds N]`` makes articles that take so
many minutes to hear and prints a table for each voice and length, in Markdown. In every round all rows run in
turn, and a ratio is the median of the ratios round by round: so a machine that slows down slows all. Every
figure is of a whole process, from start to exit, with all it starts. Needs Linux, and ffmpeg for the naive script.

naive       pyttsx3 and pydub, as a person would write it in twenty lines; the system's voice alone
floor       the engine's own loop, then LAME: no mastering, no chapters, nothing kept
cold        Briefcast with nothing kept
warm        the same again
one edit    the same after a change to one sentence in the middle
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from long_text import long_text
from measuring import Cost, cost_of

HERE = Path(__file__).parent


class Bench:
    """Runs commands on one article in a folder and cache of its own."""

    def __init__(self, minutes: float, voice: str, folder: Path) -> None:
        self._folder = folder
        self._voice = voice
        self._article = folder / "article.md"
        self._article.write_text(long_text(minutes), encoding="utf-8")
        self._cache = folder / "cache"
        self._edits = 0

    def rows(self) -> dict[str, Callable[[], Cost]]:
        """Name of a row -> what it runs."""
        ours = {"cold": self.cold, "warm": self.briefcast, "one edit": self.edited}
        return ({"naive": self.naive} if self._voice == "system" else {}) | {"floor": self.floor} | ours

    def naive(self) -> Cost:
        """pyttsx3 and pydub."""
        return self._cost(sys.executable, HERE / "naive.py", self._article, self._folder / "naive.mp3")

    def floor(self) -> Cost:
        """The engine's own loop, and LAME."""
        return self._cost(sys.executable, HERE / "floor.py", self._voice, self._article, self._folder / "floor.mp3")

    def briefcast(self) -> Cost:
        """One build with whatever the cache holds."""
        program = Path(sys.executable).with_name("briefcast")
        return self._cost(program, "build", self._article, "--voice", self._voice, "-o", self._folder / "out.mp3")

    def cold(self) -> Cost:
        """A build with nothing in the cache."""
        shutil.rmtree(self._cache, ignore_errors=True)
        return self.briefcast()

    def edited(self) -> Cost:
        """A build after a change to one sentence in the middle."""
        text = self._article.read_text(encoding="utf-8")
        middle = text.index(" in year ", len(text) // 2)
        self._edits += 1
        self._article.write_text(f"{text[:middle]} at about {self._edits + 12}{text[middle:]}", encoding="utf-8")
        return self.briefcast()

    def _cost(self, *command: object) -> Cost:
        return cost_of(list(map(str, command)), {"XDG_CACHE_HOME": str(self._cache)})


def compare(voice: str, minutes: float, rounds: int) -> None:
    """Prints the table of one voice and length."""
    with tempfile.TemporaryDirectory() as folder:
        rows = Bench(minutes, voice, Path(folder)).rows()
        costs = [{name: run() for name, run in rows.items()} for _ in range(rounds)]
    others = [name for name in ("naive", "floor") if name in rows]
    print(f"\nVoice “{voice}”, about {minutes:g} minutes of speech\n")
    print("| | wall | CPU | peak memory |", *(f" wall : {other} | CPU : {other} |" for other in others), sep="")
    print("|---|---|---|---|", *("---|---|" for _ in others), sep="")
    for name in rows:
        figures = [f"{_median(costs, name, 'wall_s'):.1f} s", f"{_median(costs, name, 'cpu_s'):.1f} s"]
        figures.append(f"{_median(costs, name, 'peak_mb'):.0f} MB")
        figures += [f"{_ratio(costs, name, other, what):.2f}" for other in others for what in ("wall_s", "cpu_s")]
        print(f"| {name} |", *(f" {figure} |" for figure in figures), sep="", flush=True)


def _median(costs: list[dict[str, Cost]], name: str, what: str) -> float:
    return statistics.median(getattr(round_[name], what) for round_ in costs)


def _ratio(costs: list[dict[str, Cost]], name: str, other: str, what: str) -> float:
    return statistics.median(getattr(round_[name], what) / getattr(round_[other], what) for round_ in costs)


def main() -> None:
    """All tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--lengths", nargs="+", type=float, default=[5.0], metavar="MINUTES")
    options.add_argument("--voices", nargs="+", default=["system", "heart"], metavar="NAME")
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    print(f"{given.rounds} rounds, {len(os.sched_getaffinity(0))} cores")
    for voice in given.voices:
        for minutes in given.lengths:
            compare(voice, minutes, given.rounds)


if __name__ == "__main__":
    main()
