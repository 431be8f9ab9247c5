"""Products of matrices that come out the same on any number of cores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

#: OpenBLAS does a product of fewer multiplications than this on the thread that asks for it (its
#: GEMM_MULTITHREAD_THRESHOLD of 4, times 65536).
_ON_ONE_THREAD = 4 * 65_536


def product(rows: Floats, matrix: Floats) -> Floats:
    """The matrix product, some rows at a time, each small enough to stay on this thread.

    Spread over threads its last digits depend on their number, and threads of our own compete with it.
    """
    at_once = max(1, (_ON_ONE_THREAD - 1) // matrix.size)
    out = np.empty((len(rows), matrix.shape[1]), np.float32)
    for start in range(0, len(rows), at_once):
        np.matmul(rows[start : start + at_once], matrix, out=out[start : start + at_once])
    return out
