"""Memory that is used once and then given back."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

#: Arrays of sound are larger than this, bytes; little else is.
_LARGE = 1_000_000
#: mallopt's number for the size from which a block is a mapping of its own (malloc.h of the GNU C library).
_M_MMAP_THRESHOLD = -3


def give_back_large_blocks() -> None:
    """Lets every large block go back to the system when it is freed.

    The GNU C library would otherwise raise that size with the first large block freed, and keep what each
    thread ever used at once: a programme of ten hours ended with twice the memory of one of ten minutes.
    """
    if sys.platform.startswith("linux"):
        with suppress(AttributeError, OSError):  # another C library
            ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE)
