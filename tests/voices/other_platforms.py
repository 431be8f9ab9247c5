"""What pyttsx3's drivers for Windows and macOS call: as much of COM and of Cocoa as they use, which speak a tone.

The drivers are pyttsx3's own; only what stands behind them, which cannot be had on another system, is played here.
"""

# ruff: noqa: N802, C901  (the names are those of COM and Cocoa; each function holds one platform whole)

from __future__ import annotations

import wave
from types import ModuleType, SimpleNamespace

import numpy as np

RATE_HZ = 22_050


def tone(text: str, seconds_a_word: float) -> np.ndarray:
    """A tone, so long for each word."""
    count = round(seconds_a_word * RATE_HZ * len(text.split()))
    return np.sin(np.arange(count) / 20)


def module(name: str, **members: object) -> ModuleType:
    made = ModuleType(name)
    vars(made).update(members)
    return made


def windows() -> dict[str, ModuleType]:
    """comtypes and pythoncom with SAPI 5 behind them: two voices; a stream's end is told when messages are pumped."""
    messages = []

    class Token:
        def __init__(self, name: str, language: str):
            self.Id, self._name, self._language = f"Tokens\\{name}", name, language

        def GetDescription(self):
            return self._name

        def GetAttribute(self, name: str):
            return {"Language": self._language, "Gender": "Female", "Age": "Adult"}[name]

    class Stream:
        def Open(self, path, _mode):
            self.file = wave.open(str(path), "wb")  # noqa: SIM115
            self.file.setparams((1, 2, RATE_HZ, 0, "NONE", ""))

        def close(self):
            self.file.close()

    class Speaker:
        tokens = (Token("Zira", "409"), Token("Hedda", "407"))
        Rate, Volume, EventInterests, AudioOutputStream, sink = 0, 100, 0, None, None
        Voice = tokens[0]

        def GetVoices(self):
            return self.tokens

        def Speak(self, text, flags=0):
            assert flags == 0, "only speech into a file is played here"
            seconds_a_word = (0.3 if self.Voice.Id.endswith("Zira") else 0.6) * 1.1**-self.Rate
            self.AudioOutputStream.file.writeframes((8000 * tone(text, seconds_a_word)).astype("<i2").tobytes())
            messages.append(lambda: self.sink._ISpeechVoiceEvents_EndStream(1, 0))

    def events(speaker, sink):
        speaker.sink = sink

    client = module(
        "comtypes.client",
        CreateObject=lambda name: Speaker() if name == "SAPI.SPVoice" else Stream(),
        GetEvents=events,
    )
    library = SimpleNamespace(SSFMCreateForWrite=3)

    def pump():
        while messages:
            messages.pop(0)()

    return {
        "comtypes": module("comtypes", client=client),
        "comtypes.client": client,
        "comtypes.gen": module("comtypes.gen", SpeechLib=library),
        "pythoncom": module("pythoncom", PumpWaitingMessages=pump),
    }


def macos() -> dict[str, ModuleType]:
    """objc, AppKit, Foundation and PyObjCTools: speech goes into an AIFF file and ends when the loop has turned."""
    due = []
    stoppers = []

    class NSObject:
        @classmethod
        def alloc(cls):
            return cls()

        def init(self):
            return self

    class Synthesizer(NSObject):
        voices = {"samantha": "en_US", "anna": "de_DE"}  # noqa: RUF012

        def initWithVoice_(self, _voice):
            self._voice, self._rate, self._volume = "samantha", 200, 1.0
            return self

        def setDelegate_(self, delegate):
            self._delegate = delegate

        def voice(self):
            return self._voice

        def rate(self):
            return self._rate

        def volume(self):
            return self._volume

        def setVoice_(self, voice):
            self._voice = voice

        def setRate_(self, rate):
            self._rate = rate

        def setVolume_(self, volume):
            self._volume = volume

        def startSpeakingString_toURL_(self, text, path):
            def finish():
                from pedalboard.io import AudioFile

                sound = 0.3 * tone(text, (60 if self._voice == "samantha" else 120) / self._rate)
                with open(path, "wb") as file, AudioFile(file, "w", RATE_HZ, 1, format="aiff") as out:  # noqa: PTH123
                    out.write(sound.astype(np.float32))
                self._delegate.speechSynthesizer_didFinishSpeaking_(self, True)

            due.append(finish)

        def stopSpeaking(self):
            due.clear()

        @classmethod
        def availableVoices(cls):
            return list(cls.voices)

        @classmethod
        def attributesForVoice_(cls, voice):
            return {"VoiceIdentifier": voice, "VoiceName": voice.title(), "VoiceLocaleIdentifier": cls.voices[voice]}

    class Stopper(NSObject):
        def shouldRun(self):
            return not self.shouldStop

        @staticmethod
        def addRunLoopStopper_toRunLoop_(stopper, _loop):
            stoppers.append(stopper)

        @staticmethod
        def removeRunLoopStopperFromRunLoop_(_loop):
            stoppers.clear()

    def turn(_mode, _until):
        if due:
            due.pop(0)()
        return True

    def later(_s, target, selector, _info, _repeats):
        due.append(lambda: getattr(target, selector.replace(":", "_"))(None))

    loop = SimpleNamespace(limitDateForMode_=lambda _mode: None, runMode_beforeDate_=turn)
    helper = module(
        "PyObjCTools.AppHelper",
        PyObjCAppHelperRunLoopStopper=Stopper,
        stopEventLoop=lambda: [stopper.stop() for stopper in stoppers],
    )
    return {
        "objc": module("objc", python_method=lambda method: method, super=super),
        "AppKit": module("AppKit", NSSpeechSynthesizer=Synthesizer),
        "Foundation": module(
            "Foundation",
            NSURL=SimpleNamespace(fileURLWithPath_=lambda path: path),
            NSDate=SimpleNamespace(dateWithTimeIntervalSinceNow_=lambda _s: None),
            NSDefaultRunLoopMode="default",
            NSObject=NSObject,
            NSRunLoop=SimpleNamespace(currentRunLoop=lambda: loop),
            NSTimer=SimpleNamespace(scheduledTimerWithTimeInterval_target_selector_userInfo_repeats_=later),
        ),
        "PyObjCTools": module("PyObjCTools", AppHelper=helper),
        "PyObjCTools.AppHelper": helper,
    }
