"""An audio file decoded: how long it is, how loud, and whether anything in it is broken.

It is decoded by ffmpeg's code (PyAV) with the demuxer named, so that a file cannot pass for a playlist, and
ten seconds at a time.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from briefcast.checking.findings import Finding, found
from briefcast.studio.loudness import STEP_MS, integrated
from briefcast.studio.metering import step_energies, true_peak

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy.typing as npt
    from av.container import InputContainer

    Floats = npt.NDArray[np.float32]

#: Ending -> ffmpeg's name of the container.
CONTAINERS = {".mp3": "mp3", ".m4a": "mov", ".m4b": "mov", ".ogg": "ogg", ".opus": "ogg", ".wav": "wav"}
LOUDNESS_LUFS = (-17.0, -15.0)
HIGHEST_DBTP = -1.0
_BLOCK_S = 10
_OVERLAP = 64
#: 24 hours: no episode is longer.
_MOST_SECONDS = 86_400
#: -50 dBFS.
_SILENT = 10 ** (-50 / 20)
_FULL_SCALE = 0.99996
#: Steps of 100 ms.
_LONGEST_SILENCE, _LONGEST_START = 21, 11


@dataclass(frozen=True, slots=True)
class Sound:
    """What was measured."""

    duration_ms: int
    rate_hz: int
    samples: int
    loudness_lufs: float
    peak_dbtp: float
    #: Most samples in a row at full scale.
    clipped: int
    #: Peak of each 100 ms.
    step_peaks: Floats
    #: What the decoder complained of, or empty.
    complaint: str


def listen(path: Path, ending: str) -> Sound:
    """The sound of a file; what cannot be decoded is told in ``complaint``."""
    meter = _Meter()
    complaint = ""
    import av

    try:
        with av.open(str(path), format=CONTAINERS[ending], metadata_errors="replace") as container:
            for block in _blocks(container, meter):
                meter.take(block)
    except (av.FFmpegError, ValueError, IndexError) as error:
        complaint = f"{type(error).__name__}: {getattr(error, 'strerror', '') or error}"
    return meter.sound(complaint)


def sound_findings(sound: Sound, where: str) -> Iterator[Finding]:
    """What is wrong with what is heard."""
    if sound.complaint:
        yield found("mp3-decodes", where, f"The decoder stopped at {sound.duration_ms / 1000:g} s: {sound.complaint}.")
    if not sound.samples:
        return
    if not LOUDNESS_LUFS[0] <= sound.loudness_lufs <= LOUDNESS_LUFS[1]:
        yield found("sound-loudness", where, f"It has {sound.loudness_lufs:.1f} LUFS.")
    if sound.peak_dbtp > HIGHEST_DBTP:
        yield found("sound-peak", where, f"Its true peak is {sound.peak_dbtp:.1f} dBTP.")
    if sound.clipped >= 3:
        yield found("sound-clipped", where, f"{sound.clipped} samples in a row are at full scale.")
    for start, length in _silences(sound.step_peaks):
        if start + length < len(sound.step_peaks) and length >= (_LONGEST_SILENCE if start else _LONGEST_START):
            what = f"Nothing is heard for {length / 10:g} s from {start / 10:g} s on."
            yield found("sound-silence", where, what)


def _blocks(container: InputContainer, meter: _Meter) -> Iterator[Floats]:
    """The decoded sound, shape (channels, n), as the frames come; the meter learns the rate."""
    from av.audio.resampler import AudioResampler

    stream = container.streams.audio[0]
    resampler = AudioResampler(format="fltp", rate=stream.rate)
    meter.rate_hz = stream.rate
    for frame in container.decode(stream):
        if meter.samples > _MOST_SECONDS * meter.rate_hz:
            raise ValueError("it is longer than a day")
        for part in resampler.resample(frame):
            yield part.to_ndarray().astype(np.float32, copy=False)


class _Meter:
    """Adds up what is heard, ten seconds at a time."""

    def __init__(self) -> None:
        self.rate_hz = 0
        self.samples = 0
        self._waiting: list[Floats] = []
        self._waiting_samples = 0
        self._energies: list[float] = []
        self._peaks: list[Floats] = []
        self._peak = -math.inf
        self._clipped = 0
        self._last: Floats | None = None

    def take(self, block: Floats) -> None:
        """Takes the next samples, shape (channels, n)."""
        self.samples += block.shape[1]
        self._waiting.append(block)
        self._waiting_samples += block.shape[1]
        if self._waiting_samples >= _BLOCK_S * self.rate_hz:
            whole = np.concatenate(self._waiting, axis=1)
            step = self.rate_hz * STEP_MS // 1000
            full = whole.shape[1] // step * step
            self._measure(whole[:, :full])
            self._waiting, self._waiting_samples = [whole[:, full:]], whole.shape[1] - full

    def sound(self, complaint: str) -> Sound:
        """All that was heard."""
        if self._waiting_samples:
            self._measure(np.concatenate(self._waiting, axis=1))
        return Sound(
            duration_ms=1000 * self.samples // self.rate_hz if self.rate_hz else 0,
            rate_hz=self.rate_hz,
            samples=self.samples,
            loudness_lufs=integrated(self._energies),
            peak_dbtp=self._peak,
            clipped=self._clipped,
            step_peaks=np.concatenate(self._peaks) if self._peaks else np.zeros(0, np.float32),
            complaint=complaint,
        )

    def _measure(self, sound: Floats) -> None:
        step = self.rate_hz * STEP_MS // 1000
        # The mean over the channels: a mono file counts as two that are equal.
        self._energies += np.mean([step_energies(channel, self.rate_hz) for channel in sound], axis=0).tolist()
        loudest = np.abs(sound).max(axis=0)
        full = len(loudest) // step * step
        self._peaks.append(loudest[:full].reshape(-1, step).max(axis=1))
        joined = sound if self._last is None else np.concatenate([self._last, sound], axis=1)
        self._last = sound[:, -_OVERLAP:]
        self._peak = max(self._peak, *(true_peak(channel) for channel in joined))
        self._clipped = max(self._clipped, *(_longest_run(np.abs(channel) >= _FULL_SCALE) for channel in joined))


def _silences(step_peaks: Floats) -> Iterator[tuple[int, int]]:
    """First step and number of steps of each stretch below -50 dBFS."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], step_peaks < _SILENT, [0]])))
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        yield start, end - start


def _longest_run(flags: npt.NDArray[np.bool_]) -> int:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return int((edges[1::2] - edges[::2]).max(initial=0))
