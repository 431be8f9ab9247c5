"""Languages other than English."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefcast.scripting.spoken.scanning import Reading


def foreign_readings(text: str, language: str) -> list[Reading]:
    """What a language's numbers are read as."""
    return []
