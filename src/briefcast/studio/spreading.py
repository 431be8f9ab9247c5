"""The same done to each of many things, on as many threads as there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Thing = TypeVar("Thing")
Result = TypeVar("Result")


class Spread(Protocol):
    """What ``map`` is, and the ``map`` of a pool of threads."""

    def __call__(self, work: Callable[[Thing], Result], things: Iterable[Thing], /) -> Iterable[Result]:
        """The results in order."""
        ...
