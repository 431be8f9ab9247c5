"""Freed memory goes back to the system, which glibc is slow to do; elsewhere nothing needs to be done."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

#: glibc's names for the size from which a block is one of its own, which goes back as soon as it is freed; for how
#: much may lie free at the end of a store before it goes back; and for the number of stores that threads share.
_M_MMAP_THRESHOLD, _M_TRIM_THRESHOLD, _M_ARENA_MAX = -3, -1, -8
_LARGE_BYTES = 8 << 20
_FREE_BYTES = 32 << 20
_STORES = 2


def give_back() -> None:
    """Returns what is kept of freed memory now; for after a large piece of work."""
    if sys.platform.startswith("linux"):
        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).malloc_trim(0)


def give_back_large_blocks() -> None:
    """Returns large blocks from now on as soon as they are freed, and keeps small ones, up to a bound.

    glibc would raise the size with every large block that is freed, up to 32 MB, and keep what each thread ever
    used at once. Blocks of the size that a passage of a chapter takes are kept: the system clears every page it
    gives out, which took a quarter of the CPU time of a build.
    """
    if sys.platform.startswith("linux"):
        with suppress(OSError, AttributeError):  # another C library
            library = ctypes.CDLL(None)
            library.mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)
            library.mallopt(_M_TRIM_THRESHOLD, _FREE_BYTES)
            library.mallopt(_M_ARENA_MAX, _STORES)
