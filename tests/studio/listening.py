"""How the tests listen to a finished file: by ffmpeg's decoder and meter, and by comparing two sounds."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass

import numpy as np
from tests.conftest import program

RATE = 44_100


def at(ms: float) -> int:
    """The sample heard at a time."""
    return round(ms * RATE / 1000)


def level(samples) -> float:
    """Highest sample, dBFS."""
    return 20 * np.log10(max(float(np.abs(samples).max(initial=0.0)), 1e-9))


def decoded(path, *, seek_s: float | None = None, seconds: float | None = None):
    """What ffmpeg plays, mono at 44.1 kHz, float32: all of it, or some seconds from where it was told to go."""
    seek = ["-ss", f"{seek_s:.3f}"] if seek_s is not None else []
    length = ["-t", f"{seconds:.3f}"] if seconds is not None else []
    command = [program("ffmpeg"), "-v", "error", *seek, "-i", str(path), *length, "-map", "0:a"]
    command += ["-f", "f32le", "-ac", "1", "-ar", str(RATE), "-"]
    return np.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout, np.float32)


def lag(sound, reference, most: int) -> int:
    """By how many samples, at most so many either way, a sound is later than a reference of the same length."""
    size = 1 << (2 * len(reference)).bit_length()
    product = np.fft.irfft(np.fft.rfft(sound, size) * np.conj(np.fft.rfft(reference, size)))
    near = np.concatenate([product[-most:], product[: most + 1]])
    return int(np.argmax(near)) - most


@dataclass(frozen=True)
class Reading:
    """What ffmpeg's loudness meter reads, a mono file counted as two channels."""

    integrated_lufs: float
    range_lu: float
    peak_dbtp: float
    highest_short_term_lufs: float


def reading(*source: str, before: str = "") -> Reading:
    """The meter's reading of a file, or of any source that ffmpeg takes, behind a filter."""
    meter = f"{before}ebur128=peak=true:dualmono=true:framelog=verbose"
    command = [program("ffmpeg"), "-nostats", "-hide_banner", *source, "-map", "0:a", "-af", meter, "-f", "null", "-"]
    report = subprocess.run([*command[:3], "-v", "verbose", *command[3:]], check=True, capture_output=True, text=True)
    text = report.stderr
    short_terms = [float(found) for found in re.findall(r"\bS:\s*(-?[\d.]+)", text)]
    integrated = float(re.findall(r"I:\s+(-?[\d.]+) LUFS", text)[-1])
    assert integrated != 0.0, "the meter measured something"
    return Reading(
        integrated,
        float(re.findall(r"LRA:\s+([\d.]+) LU", text)[-1]),
        float(re.findall(r"Peak:\s+(-?[\d.]+) dBFS", text)[-1]),
        max(short_terms),
    )


def chapters_by_mpv(path, script) -> list[tuple[str, float]]:
    """Title and start of each chapter as mpv lists them; ``script`` is a file that may be written."""
    script.write_text(
        'mp.register_event("file-loaded", function()\n'
        '  for _, chapter in ipairs(mp.get_property_native("chapter-list")) do\n'
        '    print("chapter|" .. chapter.title .. "|" .. chapter.time)\n'
        "  end\n"
        '  mp.command("quit")\n'
        "end)\n"
    )
    command = [program("mpv"), "--no-config", "--ao=null", "--vo=null", f"--script={script}", str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [(title, float(time)) for title, time in re.findall(r"chapter\|(.*)\|(.*)", done.stdout)]
