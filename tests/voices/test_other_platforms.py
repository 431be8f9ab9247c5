"""The system voice through pyttsx3's own drivers for Windows and macOS, with what stands behind them played."""

from __future__ import annotations

import importlib.util
import sys
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from weakref import WeakValueDictionary

import numpy as np
import pytest

from briefcast.voices import load_voice, system

LINE = "Good evening to all of you."


def _played():
    path = Path(__file__).parent / "other_platforms.py"
    spec = importlib.util.spec_from_file_location("other_platforms", path)
    played = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(played)
    return played


@pytest.fixture(params=["win32", "darwin"])
def platform(request, monkeypatch):
    """This machine as pyttsx3 and the engine see it."""
    import pyttsx3

    behind = {"win32": _played().windows, "darwin": _played().macos}[request.param]()
    for name, module in behind.items():
        monkeypatch.setitem(sys.modules, name, module)
    driver = {"win32": "pyttsx3.drivers.sapi5", "darwin": "pyttsx3.drivers.nsss"}[request.param]
    monkeypatch.setattr("pyttsx3.engine.sys", SimpleNamespace(platform=request.param))
    monkeypatch.setattr(pyttsx3, "_activeEngines", WeakValueDictionary())
    monkeypatch.setattr(system, "_ON_LINUX", False)
    yield request.param
    sys.modules.pop(driver, None)


def test_a_line_is_spoken_at_once_and_whole(platform):  # noqa: ARG001
    engine = system.SystemEngine(load_voice("system"))
    began = time.monotonic()
    first, second = engine.speak(LINE), engine.speak(f"{LINE} {LINE}")
    assert time.monotonic() - began < 10
    assert first.samples.dtype == np.int16
    assert first.rate == 22_050
    assert np.abs(first.samples.astype(int)).max() > 5_000
    assert second.seconds == pytest.approx(2 * first.seconds, rel=0.01)


def test_the_voice_of_the_language_is_found(platform):  # noqa: ARG001
    english = system.SystemEngine(load_voice("system")).speak(LINE)
    german = system.SystemEngine(replace(load_voice("system"), speaker="de")).speak(LINE)
    assert german.seconds == pytest.approx(2 * english.seconds, rel=0.05)


def test_pace_is_set_by_the_rate(platform):  # noqa: ARG001
    usual = system.SystemEngine(load_voice("system")).speak(LINE)
    fast = system.SystemEngine(replace(load_voice("system"), rate=1.5)).speak(LINE)
    assert usual.seconds / fast.seconds == pytest.approx(1.5, rel=0.15)
