"""What a person would write in twenty lines: ``python benchmarks/naive.py ARTICLE OUT.mp3``.

Speaks each paragraph to a WAV file with pyttsx3, joins them with pydub, exports an MP3 with ffmpeg.
"""

import os
import sys
import tempfile
import threading
from pathlib import Path

import espeakng_loader

os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
import ctypes

ctypes.CDLL(espeakng_loader.get_library_path())
import pyttsx3  # noqa: E402
from pydub import AudioSegment  # noqa: E402

engine = pyttsx3.init()
engine.setProperty("voice", "en-us")
engine.setProperty("rate", 175)
done = threading.Event()
engine.connect("finished-utterance", lambda name, completed: done.set())  # noqa: ARG005  # pyttsx3 names them
briefing = AudioSegment.empty()
with tempfile.TemporaryDirectory() as folder:
    for number, paragraph in enumerate(Path(sys.argv[1]).read_text(encoding="utf-8").split("\n\n")):
        wav = f"{folder}/{number}.wav"
        done.clear()
        engine.save_to_file(paragraph, wav)
        engine.runAndWait()
        done.wait()
        briefing += AudioSegment.from_wav(wav) + AudioSegment.silent(400)
briefing.export(sys.argv[2], format="mp3")
