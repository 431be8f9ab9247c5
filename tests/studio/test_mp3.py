"""MPEG frames and the Info frame, before an independent walker."""

from __future__ import annotations

import numpy as np
import pytest
from tests.studio.strict_reader import RefusedError, crc16, read_info, walk

from briefcast.studio.encoding import MP3, decode, encode
from briefcast.studio.mp3 import CHAPTER_DELAY, FRAME_SAMPLES, RATE_HZ, frame_header, frame_starts, info_frame


def speechlike(seconds: float, seed: int = 0) -> np.ndarray:
    """Bursts of noise with silence between them."""
    rng = np.random.default_rng(seed)
    time = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    wave = rng.standard_normal(len(time)) * 0.05 + 0.3 * np.sin(2 * np.pi * 180 * time)
    return np.round(wave * (np.sin(2 * np.pi * 0.7 * time) > -0.3) * 20_000).astype(np.int16)


@pytest.fixture(scope="module")
def stream() -> bytes:
    return encode(speechlike(3.0), MP3.bit_rate_kbps)


def test_an_encoder_gives_frames_alone_all_of_one_format(stream):
    frames = walk(stream, 0)
    assert (frames[0].bit_rate, frames[0].rate, frames[0].mono) == (MP3.bit_rate_kbps, RATE_HZ, True)
    assert frames[0].reservoir == 0
    assert frame_starts(stream) == [frame.position for frame in frames] + [len(stream)]


def test_what_is_no_frame_is_refused(stream):
    with pytest.raises(ValueError, match="byte 0"):
        frame_header(b"RIFF....")
    with pytest.raises(ValueError, match="cut short"):
        frame_starts(stream[:-1])
    with pytest.raises(ValueError, match="no MPEG"):
        frame_starts(stream + b"TAG")


def whole(stream: bytes, samples: int) -> bytes:
    count = len(frame_starts(stream)) - 1
    info = info_frame(
        bit_rate_kbps=MP3.bit_rate_kbps, frames=count, audio_bytes=len(stream), audio_crc=crc16(stream), samples=samples
    )
    return info + stream


def test_the_info_frame_agrees_with_all_that_follows(stream):
    samples = int(3.0 * RATE_HZ)
    info = read_info(walk(whole(stream, samples), 0))
    assert info.encoder.startswith(b"LAME")
    assert info.delay == 576
    assert info.frames * FRAME_SAMPLES - info.delay - info.padding == samples
    assert all(abs(entry - 256 * k // 100) <= 3 for k, entry in enumerate(info.table))


def test_frames_that_cannot_hold_the_samples_are_refused():
    with pytest.raises(ValueError, match="cannot hold"):
        info_frame(bit_rate_kbps=96, frames=10, audio_bytes=3130, audio_crc=0, samples=20_000)


@pytest.mark.parametrize("damage", ["bytes", "second", "trailer"])
def test_the_judge_itself_refuses_what_is_broken(stream, damage):
    good = whole(stream, int(3.0 * RATE_HZ))
    first = walk(good, 0)[0].length
    broken = {
        "bytes": good[:33] + bytes([good[33] ^ 1]) + good[34:],
        "second": good + good[:first],
        "trailer": good + b"TAG" + bytes(125),
    }[damage]
    with pytest.raises(RefusedError):
        read_info(walk(broken, 0))


def test_streams_of_fresh_encoders_join_to_the_sound_of_each():
    parts = [speechlike(2.0, seed) for seed in range(3)]
    frames = [len(part) // FRAME_SAMPLES for part in parts]
    parts = [part[: count * FRAME_SAMPLES].copy() for part, count in zip(parts, frames, strict=True)]
    for part in parts:
        part[-2 * CHAPTER_DELAY :] = 0
    streams = [
        encode(np.concatenate([part, np.zeros(2 * FRAME_SAMPLES, np.int16)]), MP3.bit_rate_kbps) for part in parts
    ]
    kept = [stream[: frame_starts(stream)[count]] for stream, count in zip(streams, frames, strict=True)]
    joined = decode(b"".join(kept))
    at = CHAPTER_DELAY
    for part, stream in zip(parts, streams, strict=True):
        apart = decode(stream)[CHAPTER_DELAY : CHAPTER_DELAY + len(part) - 2 * CHAPTER_DELAY]
        assert np.abs(joined[at : at + len(apart)] - apart).max() < 2 / 32768
        at += len(part)


def test_the_judge_itself_refuses_a_second_info_frame_that_all_counts_allow_for(stream):
    """As two finished files look when they are joined and counted anew."""
    info = whole(stream, int(3.0 * RATE_HZ))[: walk(whole(stream, int(3.0 * RATE_HZ)), 0)[0].length]
    middle = frame_starts(stream)[50]
    audio = stream[:middle] + info + stream[middle:]
    with pytest.raises(RefusedError, match="second Info"):
        read_info(walk(whole(audio, int(3.0 * RATE_HZ) + FRAME_SAMPLES), 0))


@pytest.mark.parametrize("seconds", [0.2, 1.0, 7.3])
def test_the_table_of_contents_points_at_the_frames(seconds):
    audio = encode(speechlike(seconds), MP3.bit_rate_kbps)
    read_info(walk(whole(audio, int(seconds * RATE_HZ)), 0))
