"""Cutting and joining, to the sample."""

from __future__ import annotations

import numpy as np
import pytest

from briefcast.model import Clip
from briefcast.studio.cutting import FADE_MS, HEAD_MS, TAIL_MS, is_audible, join, trimmed

RATE = 24_000


def clip(before: float, sound: float, after: float) -> Clip:
    """Seconds of silence, a tone, silence."""
    wave = 10_000 * np.sin(2 * np.pi * 200 * np.arange(int(sound * RATE)) / RATE)
    parts = [np.zeros(int(before * RATE)), wave, np.zeros(int(after * RATE))]
    return Clip(np.concatenate(parts).astype(np.int16), RATE)


def test_silence_at_the_edges_goes_and_the_sound_stays():
    cut = trimmed(clip(0.4, 1.0, 0.6))
    assert cut.seconds == pytest.approx(1.0 + (HEAD_MS + TAIL_MS) / 1000, abs=0.002)
    middle = cut.samples[RATE // 4 : RATE // 2].astype(int)
    assert np.abs(middle).max() == pytest.approx(10_000, rel=0.01)


def test_a_clip_without_silence_keeps_its_length():
    assert len(trimmed(clip(0, 0.5, 0)).samples) == int(0.5 * RATE)


def test_edges_are_ramped_so_that_no_cut_clicks():
    samples = trimmed(Clip(np.full(RATE, 9000, np.int16), RATE)).samples.astype(int)
    assert samples[0] == 0
    assert np.abs(np.diff(samples)).max() <= 9000 / (RATE * FADE_MS / 1000) + 1


def test_clips_and_pauses_lie_where_the_spans_say():
    clips = [trimmed(clip(0.1, length, 0.1)) for length in (0.5, 0.3, 0.7)]
    cut = join(clips, [320, 620, 700], lead_in_ms=300)
    assert cut.spans[0][0] == RATE * 300 // 1000
    assert cut.spans[1][0] - cut.spans[0][1] == RATE * 320 // 1000
    assert cut.spans[2][0] - cut.spans[1][1] == RATE * 620 // 1000
    assert cut.spans[-1][1] == len(cut.samples)
    for (start, end), source in zip(cut.spans, clips, strict=True):
        assert np.array_equal(cut.samples[start:end], source.samples)
    for (_, end), (start, _) in zip(cut.spans, cut.spans[1:], strict=False):
        assert not cut.samples[end:start].any()


def test_silence_is_told_from_sound():
    assert is_audible(clip(0.1, 0.1, 0.1))
    assert not is_audible(Clip(np.zeros(RATE, np.int16), RATE))
    assert not is_audible(Clip(np.zeros(0, np.int16), RATE))
