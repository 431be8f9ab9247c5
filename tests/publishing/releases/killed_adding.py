"""Makes an episode anew in copies of a show, each killed one step later than the last; prints what was left, as JSON.

A step is a name given in the show's folder outside the corner in which the episode is made. Every sentence is in the
cache already, so no voice speaks.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from tests.publishing.releases.articles import MENDED, added

from briefcast.publishing.releases.shelf import load_releases
from briefcast.studio import Cache, Means


def killed_after(folder: Path, cache: Path, steps: int) -> bool:
    """Whether the run was killed at this step, and not done before."""
    child = os.fork()
    if child == 0:
        left = steps

        def count(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal left
            if event == "os.rename" and str(arguments[1]).startswith(str(folder)) and ".part/" not in str(arguments[1]):
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                left -= 1

        sys.addaudithook(count)
        added(folder, [MENDED], 3, Means(Cache(cache, 10**9)))
        os._exit(0)
    return os.waitpid(child, 0)[1] != 0


def is_whole(folder: Path) -> bool:
    """Whether every release has its audio and what stands beside it."""
    for release in load_releases(folder):
        audio = folder / "episodes" / release.key / release.media.name
        beside = [audio.with_suffix(ending) for ending in (".vtt", ".chapters.json", ".transcript.json", ".json")]
        if audio.stat().st_size != release.media.size_bytes or not all(path.is_file() for path in beside):
            return False
    return True


def main() -> None:
    show, cache = map(Path, sys.argv[1:])
    steps = []
    while True:
        folder = show.with_name("killed")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(show, folder)
        if not killed_after(folder, cache, len(steps)):
            break
        whole = is_whole(folder)
        added(folder, [MENDED], 4, Means(Cache(cache, 10**9)))
        steps.append(
            {"whole": whole and is_whole(folder), "left": sorted(path.name for path in (folder / "episodes").iterdir())}
        )
    print(json.dumps(steps))  # noqa: T201


if __name__ == "__main__":
    main()
