"""Sentences of a file of texts: the shipped code, as it runs in a briefing, and how fast it is.

    python benchmarks/sentences.py INPUTS.jsonl OUT.jsonl [--language en]

Each line of INPUTS is {"id", "text"}, each line of OUT {"id", "sentences"}. The cut that keeps a sentence
within a breath is not made here.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from briefcast.scripting.sentences import whole_sentences


def main() -> None:
    """Reads, splits, writes, and prints the speed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--language", default="en")
    arguments = parser.parse_args()
    whole_sentences("Warm. Up.", arguments.language)
    characters, seconds = 0, 0.0
    with arguments.inputs.open(encoding="utf-8") as inputs, arguments.output.open("w", encoding="utf-8") as output:
        for line in filter(str.strip, inputs):
            case = json.loads(line)
            began = time.process_time()
            sentences = whole_sentences(case["text"], arguments.language)
            seconds += time.process_time() - began
            characters += len(case["text"])
            output.write(json.dumps({"id": case["id"], "sentences": sentences}, ensure_ascii=False) + "\n")
    print(f"{characters} characters, {characters / max(seconds, 1e-9) / 1e6:.1f} million a second")


if __name__ == "__main__":
    main()
