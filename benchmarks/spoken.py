"""Spoken forms of a file of sentences: the shipped code, as it runs in a briefing, and how long it takes.

    python benchmarks/spoken.py INPUTS.jsonl OUT.jsonl [--language en]

Each line of INPUTS is {"id", "written"} or {"id", "text"}, each line of OUT {"id", "spoken"}.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from briefcast.scripting.spoken import spoken_form


def main() -> None:
    """Reads, speaks, writes, and prints the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--language", default="en")
    arguments = parser.parse_args()
    spoken_form("1", language=arguments.language)
    seconds: list[float] = []
    with arguments.inputs.open(encoding="utf-8") as inputs, arguments.output.open("w", encoding="utf-8") as output:
        for line in filter(str.strip, inputs):
            case = json.loads(line)
            began = time.process_time()
            spoken = spoken_form(case["written"] if "written" in case else case["text"], (), arguments.language)
            seconds.append(time.process_time() - began)
            output.write(json.dumps({"id": case["id"], "spoken": spoken}, ensure_ascii=False) + "\n")
    mean = sum(seconds) / max(len(seconds), 1)
    worst = max(seconds, default=0)
    print(f"{len(seconds)} sentences, CPU time: mean {1000 * mean:.3f} ms, worst {1000 * worst:.3f} ms")


if __name__ == "__main__":
    main()
