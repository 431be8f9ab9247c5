"""What a listener needs of the sound, on real episodes as decoded; a test for each rule."""

from __future__ import annotations

import re
import subprocess
from itertools import pairwise

import numpy as np
import pytest
from tests.conftest import program
from tests.studio.listening import RATE, at, reading


@pytest.fixture(params=["news", "essay", "harbour"])
def episode(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def readings():
    return {}


@pytest.fixture
def measured(episode, readings):
    if episode.mp3 not in readings:
        readings[episode.mp3] = reading("-i", str(episode.mp3))
    return readings[episode.mp3]


def test_d47_the_meter_itself_reads_a_tone_as_it_should():
    """997 Hz at -20 dBFS, mono counted as two channels."""
    tone = "aevalsrc='0.1*sin(2*PI*997*t)':s=48000:d=10"
    assert reading("-f", "lavfi", "-i", tone).integrated_lufs == pytest.approx(-20.0, abs=0.1)


def test_d47_the_whole_is_at_16_lufs(measured):
    assert measured.integrated_lufs == pytest.approx(-16.0, abs=1.0)


def test_d48_the_true_peak_is_at_most_minus_1(measured):
    assert measured.peak_dbtp <= -1.0


def test_d49_the_encoders_loss_is_made_up_for(episode, measured):
    assert measured.integrated_lufs == pytest.approx(-16.0, abs=0.3)
    assert episode.manifest["loudness"]["integrated_lufs"] == pytest.approx(measured.integrated_lufs, abs=0.15)
    assert episode.manifest["loudness"]["true_peak_dbtp"] == pytest.approx(measured.peak_dbtp, abs=0.2)


def test_d50_every_chapter_is_as_loud_as_the_episode_and_its_neighbours(episode, measured):
    loudness = []
    for chapter in episode.manifest["chapters"]:
        cut = f"atrim={chapter['start_ms'] / 1000}:{chapter['end_ms'] / 1000},"
        loudness.append(reading("-i", str(episode.mp3), before=cut).integrated_lufs)
    assert all(abs(one - measured.integrated_lufs) <= 1.5 for one in loudness)
    assert all(abs(one - other) <= 1.0 for one, other in pairwise(loudness))


def test_d51_loud_and_quiet_lie_close_together(measured):
    assert measured.range_lu <= 8.0
    assert measured.highest_short_term_lufs <= -11.0


def test_d52_nothing_is_clipped_and_nothing_lies_off_zero(episode):
    assert np.abs(episode.samples).max() < 0.9
    assert abs(float(episode.samples.mean())) < 0.001


def test_d53_no_silence_is_so_long_that_it_seems_broken(episode):
    command = [program("ffmpeg"), "-hide_banner", "-nostats", "-i", str(episode.mp3)]
    command += ["-af", "silencedetect=n=-50dB:d=0.05", "-f", "null", "-"]
    report = subprocess.run(command, check=True, capture_output=True, text=True).stderr
    spans = list(
        zip(
            map(float, re.findall(r"silence_start: (-?[\d.]+)", report)),
            map(float, re.findall(r"silence_end: (-?[\d.]+)", report)),
            strict=True,
        )
    )
    end_s = episode.manifest["duration_ms"] / 1000
    assert spans[0][0] == pytest.approx(0, abs=0.05)
    assert spans[0][1] <= 1.0
    assert spans[-1][1] == pytest.approx(end_s, abs=0.05)
    assert 0.5 <= end_s - spans[-1][0] <= 2.0
    assert all(end - start <= 2.0 for start, end in spans)


def test_d54_nothing_rumbles_and_nothing_lies_above_the_voices_band(episode):
    """The voices speak at 22 and 24 kHz; what lies above half of that would be an image of the resampler's."""
    length = len(episode.samples) // 4096 * 4096
    spectrum = np.square(np.abs(np.fft.rfft(episode.samples[:length].reshape(-1, 4096) * np.hanning(4096)))).sum(axis=0)
    hertz = np.arange(len(spectrum)) * RATE / 4096

    def share_db(low: float, high: float) -> float:
        return float(10 * np.log10(spectrum[(hertz >= low) & (hertz < high)].sum() / spectrum.sum()))

    assert share_db(0, 45) < -30
    assert share_db(12_500, RATE) < -50


def test_d55_no_join_clicks(episode):
    """No step from sample to sample near a join is above those of the speech itself."""
    steps = np.abs(np.diff(episode.samples))
    usual = np.quantile(steps, 0.9999)
    said = episode.manifest["utterances"]
    joins = [(one["end_ms"] + other["start_ms"]) / 2 for one, other in pairwise(said)]
    joins += [chapter["start_ms"] for chapter in episode.manifest["chapters"][1:]]
    assert max(steps[at(join - 50) : at(join + 50)].max() for join in joins) <= usual
