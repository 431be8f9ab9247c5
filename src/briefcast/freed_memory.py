"""Freed memory goes back to the system, which glibc is slow to do; elsewhere nothing needs to be done."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

#: glibc's name for the size from which a block is one of its own, which goes back as soon as it is freed.
_M_MMAP_THRESHOLD = -3
_LARGE_BYTES = 2 << 20


def give_back() -> None:
    """Returns what is kept of freed memory now; for after a large piece of work."""
    if sys.platform.startswith("linux"):
        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).malloc_trim(0)


def give_back_large_blocks() -> None:
    """Returns large blocks from now on as soon as they are freed.

    glibc would raise the size with every large block that is freed, up to 32 MB, and keep what each thread ever
    used at once: a programme of ten hours ended with twice the memory of one of ten minutes.
    """
    if sys.platform.startswith("linux"):
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)
