"""The least that must be done: ``python benchmarks/floor.py VOICE ARTICLE OUT.mp3``.

Speaks each utterance of the article with the engine's own loop, one after the other, and encodes the sound
with LAME at the settings of Briefcast: no chapters, no mastering, no measuring, no transcript, nothing kept.
"""

import sys
from pathlib import Path

import lameenc

from briefcast import load_voice, read, write_script
from briefcast.studio.encoding import EFFORT, MP3
from briefcast.studio.mp3 import RATE_HZ
from briefcast.voices.engine import engine_class

voice = load_voice(sys.argv[1])
script = write_script(read(Path(sys.argv[2])), voice.lexicon)
engine = engine_class(voice)(voice)
encoder = None
with Path(sys.argv[3]).open("wb") as file:
    for utterance in script.utterances:
        clip = engine.speak(utterance.spoken)
        if encoder is None:
            encoder = lameenc.Encoder()
            encoder.set_channels(1)
            encoder.set_in_sample_rate(clip.rate)
            encoder.set_out_sample_rate(RATE_HZ)
            encoder.set_bit_rate(MP3.bit_rate_kbps)
            encoder.set_quality(EFFORT)
            encoder.silence()
        file.write(encoder.encode(clip.samples.tobytes()))
        file.write(encoder.encode(bytes(2 * (clip.rate * utterance.pause_ms // 1000))))
    if encoder is not None:
        file.write(encoder.flush())
