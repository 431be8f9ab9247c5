"""What is to lie in public/: files that are there already, and files that are made of what the show knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefcast.publishing.public_files import Turn


@dataclass(frozen=True, slots=True)
class Copied:
    """A file of the show's folder, as it is."""

    turn: Turn
    #: Its path in public/, with "/".
    path: str
    #: The path of the file in the show's folder; text, for there are ten thousands of them.
    source: str
    #: Whether the bytes behind this path can never change.
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A file that is written anew when what it is made of has changed."""

    turn: Turn
    #: Its path in public/, with "/".
    path: str
    #: A digest of all it is made of; the same recipe gives the same bytes.
    recipe: str
    make: Callable[[], bytes]
    #: Whether the bytes behind this path can never change.
    lasting: bool = False


Product = Copied | Made
