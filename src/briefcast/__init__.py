"""Briefcast turns written articles into a spoken briefing, entirely offline.

The steps, each a function from the value on its left to the value on its right::

    article = read("my-article.txt")
    script = write_script(article)
    files = build(script, cast_for(load_voice("heart"), script.language), Path("out.mp3"), progress=...)
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOMES = {
    "build": "briefcast.publishing",
    "cast_for": "briefcast.voices",
    "load_voice": "briefcast.voices",
    "read": "briefcast.reading",
    "write_script": "briefcast.scripting",
}

__all__ = ["build", "cast_for", "load_voice", "read", "write_script"]  # found on first use


def __getattr__(name: str) -> Any:  # noqa: ANN401  # any of the names above
    """Imports a step when it is first asked for, so that no command pays for the others."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'briefcast' has no attribute {name!r}")
