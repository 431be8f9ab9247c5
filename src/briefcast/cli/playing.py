"""A WAV through the loudspeakers, by a program that the machine already has."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

#: Tried in this order: PipeWire, PulseAudio, ALSA, macOS, FFmpeg.
_PLAYERS = (
    ("pw-play",),
    ("paplay",),
    ("aplay", "-q"),
    ("afplay",),
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "error"),
)
#: A sample lasts some 15 s; a player that has not ended by then hangs.
_TIME_LIMIT_S = 60.0


def play(wav: bytes) -> bool:
    """Plays it to its end; False if nothing on this machine can."""
    if sys.platform == "win32":
        import winsound

        try:
            winsound.PlaySound(wav, winsound.SND_MEMORY)
        except RuntimeError:
            return False
        return True
    with tempfile.TemporaryDirectory(prefix="briefcast-") as folder:
        path = Path(folder) / "sample.wav"
        path.write_bytes(wav)
        return any(_played_by([*player, str(path)]) for player in _PLAYERS if shutil.which(player[0]))


def _played_by(command: list[str]) -> bool:
    try:
        done = subprocess.run(command, check=False, capture_output=True, timeout=_TIME_LIMIT_S)  # noqa: S603  (from the list above)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
