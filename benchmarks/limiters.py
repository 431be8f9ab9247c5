"""Three limiters side by side: how far peaks pass a ceiling of -1.4 dBTP, and what each costs.

``python benchmarks/limiters.py`` measures by exact eight-fold interpolation on speech of the system's voice,
tones that begin at full level, and white noise.
"""

import time

import av
import numpy as np
import soxr
from pedalboard import Limiter, Pedalboard

from briefcast.studio.limiting import limit
from briefcast.voices import load_voice
from briefcast.voices.engine import engine_class

RATE = 44_100
CEILING_DBTP = -1.4
WORDS = "Beyond the last lamp of the harbour, two fishing boats were still at sea when the storm came in."


def sounds() -> dict[str, np.ndarray]:
    """What is put through the limiters."""
    time_s = np.arange(RATE) / RATE
    voice = load_voice("system")
    clip = engine_class(voice)(voice).speak(WORDS)
    speech = soxr.resample(clip.samples.astype(np.float32), clip.rate, RATE)
    tones = {f"{hz} Hz": np.pad(2 * np.sin(2 * np.pi * hz * time_s + 0.7), 4410) for hz in (997, 9000)}
    noise = 0.5 * np.random.default_rng(0).standard_normal(RATE)
    found = {"speech": 2 * speech / np.abs(speech).max(), **tones, "white noise": noise}
    return {name: sound.astype(np.float32) for name, sound in found.items()}


def by_pedalboard(sound: np.ndarray) -> np.ndarray:
    """Pedalboard's limiter, which has no look-ahead."""
    return Pedalboard([Limiter(CEILING_DBTP, 100)])(sound, RATE)


def by_alimiter(sound: np.ndarray) -> np.ndarray:
    """FFmpeg's limiter, which knows samples alone, at four times the rate."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="fltp", layout="mono")
    settings = f"limit={10 ** (CEILING_DBTP / 20)}:attack=5:release=50:level=false:latency=true"
    up, alimiter = graph.add("aresample", str(4 * RATE)), graph.add("alimiter", settings)
    graph.link_nodes(source, up, alimiter, graph.add("aresample", str(RATE)), graph.add("abuffersink")).configure()
    frame = av.AudioFrame.from_ndarray(sound[None].copy(), format="fltp", layout="mono")
    frame.sample_rate = RATE
    graph.push(frame)
    graph.push(None)
    parts = []
    while True:
        try:
            parts.append(graph.pull().to_ndarray()[0])
        except (av.error.EOFError, av.error.BlockingIOError):
            return np.concatenate(parts)


def peak_db(sound: np.ndarray) -> float:
    """True peak by exact eight-fold interpolation, dBTP."""
    field = np.pad(sound.astype(np.float64), 2048)
    spectrum = np.fft.rfft(field)
    finer = np.fft.irfft(np.pad(spectrum, (0, 4 * len(field) + 1 - len(spectrum))), 8 * len(field)) * 8
    return 20 * np.log10(np.abs(finer).max())


def main() -> None:
    """Prints the table."""
    limiters = {"ours": lambda sound: limit(sound, CEILING_DBTP), "alimiter": by_alimiter, "pedalboard": by_pedalboard}
    print(f"{'':14}" + "".join(f"{name:>24}" for name in limiters))
    for name, sound in sounds().items():
        cells = []
        for limiter in limiters.values():
            began = time.process_time()
            out = limiter(sound)
            ms = 1000 * (time.process_time() - began) / (len(sound) / RATE)
            cells.append(f"{peak_db(out) - CEILING_DBTP:8.2f} dB {ms:7.1f} ms/s")
        print(f"{name:14}" + "".join(f"{cell:>24}" for cell in cells))


if __name__ == "__main__":
    main()
