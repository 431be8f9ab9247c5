"""A model gives out the tensors that are asked for, and bytes that are no model are refused."""

from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefcast.voices.model_outputs import with_outputs

MODEL = Path(find_spec("hibari").origin).parent / "assets" / "hibari.onnx"


def test_the_outputs_are_those_asked_for_in_their_order():
    import onnxruntime

    session = onnxruntime.InferenceSession(with_outputs(MODEL.read_bytes(), ["f0", "/Clip_output_0"]))
    assert [output.name for output in session.get_outputs()] == ["f0", "/Clip_output_0"]


@pytest.mark.parametrize("content", [b"\x0f", b"\xff\xff", b"not a model at all"])
def test_bytes_that_are_no_model_are_refused(content):
    with pytest.raises(ValueError, match="not an ONNX model"):
        with_outputs(content, ["f0"])


@given(st.binary(max_size=60))
def test_any_bytes_end_in_a_model_or_a_refusal(content):
    try:
        with_outputs(content, ["f0"])
    except ValueError as error:
        assert "ONNX" in str(error)
