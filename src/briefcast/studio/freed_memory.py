"""Freed memory goes back to the system."""

from __future__ import annotations

import ctypes
import sys

#: glibc's name for the size from which a block is one of its own, which goes back as soon as it is freed.
_M_MMAP_THRESHOLD = -3
_LARGE_BYTES = 4 << 20


def give_back_large_blocks() -> None:
    """Keeps the C library from holding blocks of sound that are done with.

    glibc would raise the size with every large block that is freed, up to 32 MB, and so keep ever more between
    the chapters: a third of the memory of half an hour's briefing. Elsewhere nothing needs to be done.
    """
    if not sys.platform.startswith("linux"):
        return
    try:
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)
    except (OSError, AttributeError):  # another C library
        return
