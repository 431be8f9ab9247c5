"""Energies -> how loud a programme is: gated loudness by ITU-R BS.1770-4, annex 1.

Works on the K-weighted mean square of each 100 ms, four of which make one of the standard's
overlapping 400 ms blocks. A mono file is counted as the two equal channels that a listener hears,
so it reads 3.01 LU more than on a meter that counts one.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Length of one step, ms, and steps in one gating block.
STEP_MS = 100
BLOCK_STEPS = 4
ABSOLUTE_GATE_LUFS = -70.0
RELATIVE_GATE_LU = -10.0
_OFFSET = -0.691
_CHANNELS = 2


def integrated(energies: Sequence[float]) -> float:
    """Gated loudness, LUFS; ``-inf`` where no block lies above the absolute gate.

    >>> round(integrated([0.005] * 10), 1)
    -20.7
    >>> integrated([0.0] * 10)
    -inf
    """
    blocks = [
        sum(energies[start : start + BLOCK_STEPS]) / BLOCK_STEPS for start in range(len(energies) - BLOCK_STEPS + 1)
    ]
    loud = [block for block in blocks if block > _energy(ABSOLUTE_GATE_LUFS)]
    if not loud:
        return -math.inf
    gate = _energy(_lufs(sum(loud) / len(loud)) + RELATIVE_GATE_LU)
    gated = [block for block in loud if block > gate]
    return _lufs(sum(gated) / len(gated))


def _lufs(energy: float) -> float:
    return _OFFSET + 10 * math.log10(_CHANNELS * energy)


def _energy(lufs: float) -> float:
    return float(10 ** ((lufs - _OFFSET) / 10)) / _CHANNELS
