"""How far the work is: a bar on a terminal, a line now and then elsewhere, nothing when quiet."""

from __future__ import annotations

import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDTH = 28
#: Between two drawings of the bar, seconds; and between two lines where there is no terminal.
_REDRAW_S = 0.1
_LINE_S = 10.0


class ProgressLine:
    """Percentage, speed as a multiple of real time, and time left, on standard error."""

    def __init__(self, *, on_terminal: bool) -> None:
        self._on_terminal = on_terminal
        self._lock = threading.Lock()
        self._began = time.monotonic()
        self._shown = float("-inf") if on_terminal else self._began
        self._total = 1.0
        self._done = 0.0
        self._audio_s = 0.0

    def begin(self, total: float) -> None:
        """See ``Progress.begin``."""
        with self._lock:
            self._total, self._done = max(total, 1.0), 0.0
            self._began = time.monotonic()
        if not self._on_terminal:
            click.echo("Speaking …", err=True)

    def advance(self, work: float, audio_s: float) -> None:
        """See ``Progress.advance``."""
        with self._lock:
            self._done += work
            self._audio_s += audio_s
            now = time.monotonic()
            if now - self._shown >= (_REDRAW_S if self._on_terminal else _LINE_S):
                self._shown = now
                self._show(now)

    def clear(self) -> None:
        """Takes the bar off the screen."""
        if self._on_terminal:
            click.echo("\r\x1b[K", err=True, nl=False)

    def _show(self, now: float) -> None:
        share = min(1.0, self._done / self._total)
        elapsed = max(now - self._began, 1e-3)
        speed = f"{self._audio_s / elapsed:.0f}x real time" if self._audio_s else "starting"
        left = f", {_span(elapsed / share * (1 - share))} left" if share > 0.02 else ""
        if self._on_terminal:
            filled = round(share * _WIDTH)
            bar = "█" * filled + "·" * (_WIDTH - filled)
            click.echo(f"\r\x1b[K{bar} {share:4.0%}  {speed}{left}", err=True, nl=False)
        else:
            click.echo(f"{share:4.0%}  {speed}{left}", err=True)


class Silence:
    """Says nothing."""

    def begin(self, total: float) -> None:
        """See ``Progress.begin``."""

    def advance(self, work: float, audio_s: float) -> None:
        """See ``Progress.advance``."""


@contextmanager
def progress_for(*, quiet: bool) -> Iterator[ProgressLine | Silence]:
    """The progress display that suits where standard error goes."""
    if quiet:
        yield Silence()
        return
    line = ProgressLine(on_terminal=sys.stderr.isatty())
    try:
        yield line
    finally:
        line.clear()


def _span(seconds: float) -> str:
    """A length of time in words as short as they can be.

    >>> _span(5), _span(130), _span(7300)
    ('5 s', '2 min 10 s', '2 h 1 min')
    """
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole // 60 % 60} min"
