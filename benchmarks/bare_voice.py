"""The least that must be done: ``python benchmarks/bare_voice.py ARTICLE OUT.wav``.

Speaks each utterance of the article with the default voice's own API on one thread, one after the
other, and writes a WAV: no chapters, no mastering, no MP3.
"""

import sys
import wave
from pathlib import Path

import numpy as np
from hibari import Hibari

from briefcast import load_voice, read, write_script

script = write_script(read(Path(sys.argv[1])), load_voice("heart").lexicon)
voice = Hibari(voice="heart", threads=1)
sound = np.concatenate([voice(utterance.spoken, seed=0) for utterance in script.utterances])
with wave.open(sys.argv[2], "wb") as file:
    file.setparams((1, 2, 24_000, len(sound), "NONE", ""))
    file.writeframes((sound * 32767).astype("<i2").tobytes())
