"""The command line: words into calls, results into print, errors into one sentence."""

from __future__ import annotations

from briefcast.cli.entry import main

__all__ = ["main"]
