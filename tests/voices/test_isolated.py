"""An engine that dies or hangs costs the utterance it died of, and nothing else."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from briefcast.errors import VoiceError
from briefcast.voices.engine import VoiceUnavailableError
from briefcast.voices.isolated import IsolatedEngine, Patience, threads_for

HASTE = Patience(base_s=1.0, per_character_s=0.0)
LINES = [f"line number {number} of many" for number in range(12)]


def spoken_or_not(engine, lines):
    def attempt(line):
        try:
            return round(engine.speak(line).seconds, 2)
        except VoiceError as error:
            return str(error)

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(attempt, lines))


@pytest.mark.parametrize("trouble", ["crash", "hang"])
def test_one_bad_utterance_among_many_is_the_only_one_that_fails(troublemaker, trouble):
    engine = IsolatedEngine(troublemaker, 4, HASTE)
    lines = [*LINES[:5], f"now {trouble} please", *LINES[5:]]
    results = spoken_or_not(engine, lines)
    assert "trouble" in results.pop(5)
    assert results == [1.55] * 12


def test_what_dies_once_is_spoken_by_the_next_process(troublemaker):
    assert IsolatedEngine(troublemaker, 4, HASTE).speak("stumble over this").seconds > 0.5


def test_the_sentence_says_which_voice_failed_how_and_on_what(troublemaker):
    engine = IsolatedEngine(troublemaker, 1, HASTE)
    with pytest.raises(VoiceError, match=r"^The voice “trouble” ended its process on “please crash”\.$"):
        engine.speak("please crash")
    with pytest.raises(VoiceError, match=r"^The voice “trouble” did not finish within 1 seconds on “hang on”\.$"):
        engine.speak("hang on")
    with pytest.raises(VoiceError, match=r"^I refuse\.$"):
        engine.speak("please refuse")
    with pytest.raises(VoiceError, match=r"one by zero"):
        engine.speak("break it")


def test_what_an_engine_prints_is_not_taken_for_its_answer(troublemaker, capfd):
    assert IsolatedEngine(troublemaker, 1, HASTE).speak("print this").seconds > 0.5
    assert capfd.readouterr().out == ""


def test_an_engine_that_dies_while_it_loads_is_unavailable(troublemaker):
    with pytest.raises(VoiceUnavailableError, match="its process ended"):
        IsolatedEngine(replace(troublemaker, speaker="dead on arrival"), 1).speak("hello")


def test_an_engine_that_is_not_installed_is_unavailable(troublemaker):
    with pytest.raises(VoiceUnavailableError, match="not installed"):
        IsolatedEngine(replace(troublemaker, engine="nobody"), 1).speak("hello")


def test_nothing_in_the_folder_one_stands_in_is_imported(troublemaker, tmp_path, monkeypatch):
    (tmp_path / "numpy.py").write_text("raise SystemExit('this is not numpy')")
    monkeypatch.chdir(tmp_path)
    assert IsolatedEngine(troublemaker, 1, HASTE).speak("hello").seconds > 0.2


@pytest.mark.usefixtures("troublemaker")
@pytest.mark.parametrize("word", ["hello", "hang"])
def test_the_process_ends_when_ours_is_killed_even_if_the_engine_hangs(word):
    program = (
        "import sys, threading, time; from dataclasses import replace; from briefcast.voices import load_voice\n"
        "from briefcast.voices.isolated import IsolatedEngine\n"
        f"engine = IsolatedEngine(replace(load_voice('system'), engine='troublemaker', speaker=''), 1)\n"
        f"threading.Thread(target=engine.speak, args=('{word}',)).start()\n"
        "time.sleep(1); print(engine._process._process.pid, flush=True); time.sleep(60)"
    )
    paths = os.pathsep.join(filter(None, sys.path))
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": paths}) as ours:
        worker = int(ours.stdout.readline())
        ours.send_signal(signal.SIGKILL)
    assert gone_within(5, worker)


def gone_within(seconds, process):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_no_more_utterances_at_once_than_the_engine_allows():
    assert threads_for(1) == 1
    assert 1 <= threads_for(8) <= (os.cpu_count() or 1)
