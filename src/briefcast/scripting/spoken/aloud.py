"""What a listener may ask to hear that is passed over otherwise: quotation marks, whole addresses, emoji."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Aloud:
    """Each is silent unless asked for."""

    #: English quotation marks are "quote" and "end quote".
    quotes: bool = False
    #: A web address is read to its end, not only its domain.
    addresses: bool = False
    #: An emoji is named where it stands among words.
    emoji: bool = False


#: What can be asked for, by name.
ALOUD = tuple(field.name for field in fields(Aloud))


def aloud(names: Iterable[str]) -> Aloud:
    """What the names, each one of ``ALOUD``, ask for.

    >>> aloud(["quotes"])
    Aloud(quotes=True, addresses=False, emoji=False)
    """
    return Aloud(**dict.fromkeys(names, True))
