"""Wall time, CPU time and peak memory of a command and all the processes it starts."""

import os
import resource
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

#: How often memory is looked at, seconds.
_INTERVAL_S = 0.05


@dataclass(frozen=True)
class Cost:
    """What one run of a command took."""

    wall_s: float
    #: User and system time of the process and its children.
    cpu_s: float
    #: Highest sum over all processes of memory, shared pages counted once (PSS), MB.
    peak_mb: float


def cost_of(command: Sequence[str], environment: Mapping[str, str]) -> Cost:
    """Runs a command to its end; Linux only.

    Raises:
        subprocess.CalledProcessError: the command failed.
    """
    before = _children_cpu_s()
    began = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **environment}
    )
    peaks = [0.0]
    watch = threading.Thread(target=_watch, args=(process, peaks))
    watch.start()
    status = process.wait()
    wall = time.perf_counter() - began
    watch.join()
    if status:
        raise subprocess.CalledProcessError(status, list(command))
    return Cost(wall, _children_cpu_s() - before, peaks[0])


def _watch(process: "subprocess.Popen[bytes]", peaks: list[float]) -> None:
    while process.poll() is None:
        peaks[0] = max(peaks[0], sum(_memory_mb(pid) for pid in _family(process.pid)))
        time.sleep(_INTERVAL_S)


def _family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    found = [pid]
    for one in found:
        for thread in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += map(int, thread.read_text(encoding="ascii").split())
            except OSError:
                continue
    return found


def _memory_mb(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000


def _children_cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
