"""What LAME's effort buys on speech: ``python benchmarks/encoder.py EPISODE.mp3`` (or any sound pedalboard reads).

Encodes the first minute at 96 kb/s mono with several efforts and prints CPU time and, band by band,
how far the coding noise lies below the speech (median over the louder half of the frames).
"""

import io
import sys
import time

import lameenc
import numpy as np
from pedalboard.io import AudioFile

RATE_HZ = 44_100
DELAY = 1105
WINDOW = 2048
BANDS_HZ = ((100, 500), (500, 1000), (1000, 2000), (2000, 4000), (4000, 8000), (8000, 12000))


def encoded(samples: np.ndarray, effort: int) -> bytes:
    """MP3 frames by a fresh encoder."""
    encoder = lameenc.Encoder()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(RATE_HZ)
    encoder.set_out_sample_rate(RATE_HZ)
    encoder.set_bit_rate(96)
    encoder.set_quality(effort)
    encoder.silence()
    return bytes(encoder.encode((samples * 32767).astype("<i2").tobytes())) + bytes(encoder.flush())


def spectra(sound: np.ndarray) -> np.ndarray:
    """Power in each bin of each window, shape (windows, bins)."""
    frames = np.lib.stride_tricks.sliding_window_view(sound, WINDOW)[:: WINDOW // 2] * np.hanning(WINDOW)
    return np.abs(np.fft.rfft(frames, axis=1)) ** 2


def main() -> None:
    """A row for each effort."""
    with AudioFile(sys.argv[1]) as file:
        speech = file.read(min(file.frames, 60 * RATE_HZ)).mean(axis=0).astype(np.float32)
    signal = spectra(speech)
    loud = signal.sum(axis=1) > np.median(signal.sum(axis=1))
    bins = np.fft.rfftfreq(WINDOW, 1 / RATE_HZ)
    print("effort  CPU s  " + "".join(f"{low:>6}-{high:<6}" for low, high in BANDS_HZ) + "Hz: signal to noise, dB")
    for effort in (0, 2, 3, 5, 7):
        began = time.process_time()
        stream = encoded(speech, effort)
        seconds = time.process_time() - began
        with AudioFile(io.BytesIO(stream)) as file:
            heard = file.read(file.frames)[0][DELAY : DELAY + len(speech)]
        gain = float(np.vdot(heard, speech) / np.vdot(speech, speech))
        noise = spectra(heard / gain - speech)
        ratios = [
            10 * np.log10(np.median(signal[loud][:, band].sum(axis=1) / noise[loud][:, band].sum(axis=1)))
            for band in ((bins >= low) & (bins < high) for low, high in BANDS_HZ)
        ]
        print(
            f"{effort:6}  {seconds:5.2f}  "
            + "".join(f"{ratio:^13.1f}" for ratio in ratios)
            + f"gain {20 * np.log10(gain):.2f} dB"
        )


if __name__ == "__main__":
    main()
