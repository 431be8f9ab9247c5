"""Small changes to a neural network in ONNX form, made in its bytes: the package ``onnx`` would be 60 MB more.

An ONNX file is a protobuf message: fields of a number, a wire type and a value, where messages nest as
bytes (protobuf.dev, "Encoding"). Only the fields below are read; everything else is passed on as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Field numbers in onnx.proto.
_MODEL_GRAPH = 7
_GRAPH_NODE, _GRAPH_INPUT, _GRAPH_OUTPUT = 1, 11, 12
_NODE_INPUT, _NODE_OUTPUT, _NODE_OPERATION = 1, 2, 4
_VALUE_NAME, _VALUE_TYPE = 1, 2
_TYPE_TENSOR, _TENSOR_ELEMENT, _FLOAT = 1, 1, 1

#: The name of the input that takes the place of a network's own dice.
NOISE = "briefcast_noise"

_VARINT, _BYTES = 0, 2


class _Field(NamedTuple):
    number: int
    wire: int
    #: The value's bytes, without the length that stands before those of a message or text.
    value: memoryview


class Opened(NamedTuple):
    """A voice's network with its inner workings led outside."""

    model: bytes
    #: The name of the input that takes noise, at least as long as the sound in steps; empty if it needs none.
    noise: str
    #: The name of the output that tells how many steps each phoneme lasts; empty if it does not tell.
    durations: str


def opened(model: bytes, rounding: str = "Ceil") -> Opened:
    """The network with its normal noise taken from an input, and its phonemes' durations among its outputs.

    A node ``RandomNormalLike(x)`` becomes the beginning of the input ``NOISE``, cut to the shape of x. So the
    one who calls throws the dice, and the same call gives the same sound. Durations are what the only node of the
    operation ``rounding`` gives: the last that makes whole steps of them, ``Ceil`` in Piper's and ``Clip`` in Kokoro's.

    Raises:
        ValueError: these bytes are not an ONNX model.
    """
    out: list[_Field] = []
    noise = durations = ""
    for field in _fields(memoryview(model)):
        if field.number != _MODEL_GRAPH:
            out.append(field)
            continue
        graph = list(_fields(field.value))
        rewritten = [new for part in graph for new in _without_dice(part)]
        if len(rewritten) != len(graph):
            noise = NOISE
            rewritten.append(_field(_GRAPH_INPUT, _float_input(NOISE)))
        rounded = [output for part in graph for output in _outputs_of(part, rounding.encode())]
        if len(rounded) == 1:
            durations = rounded[0].decode()
            rewritten.append(_field(_GRAPH_OUTPUT, _message([_field(_VALUE_NAME, rounded[0])])))
        out.append(_field(_MODEL_GRAPH, _message(rewritten)))
    return Opened(_message(out), noise, durations)


def with_outputs(model: bytes, names: Iterable[str]) -> bytes:
    """The network with these of its tensors as its only outputs; what none of them needs is not computed.

    Raises:
        ValueError: these bytes are not an ONNX model.
    """
    outputs = [_field(_GRAPH_OUTPUT, _message([_field(_VALUE_NAME, name.encode())])) for name in names]
    out: list[_Field] = []
    for field in _fields(memoryview(model)):
        if field.number == _MODEL_GRAPH:
            kept = [part for part in _fields(field.value) if part.number != _GRAPH_OUTPUT]
            out.append(_field(_MODEL_GRAPH, _message([*kept, *outputs])))
        else:
            out.append(field)
    return _message(out)


def _outputs_of(field: _Field, operation: bytes) -> list[bytes]:
    """The names of what a field of a graph gives, if it is a node of this operation."""
    if field.number != _GRAPH_NODE:
        return []
    node = list(_fields(field.value))
    if not any(part.number == _NODE_OPERATION and bytes(part.value) == operation for part in node):
        return []
    return [bytes(part.value) for part in node if part.number == _NODE_OUTPUT]


def _without_dice(field: _Field) -> list[_Field]:
    """A field of a graph; for a node that throws dice, nodes that cut the noise to the same shape."""
    outputs = _outputs_of(field, b"RandomNormalLike")
    if not outputs:
        return [field]
    drawn = outputs[0]
    like = next(bytes(part.value) for part in _fields(field.value) if part.number == _NODE_INPUT)
    shape, start = drawn + b"_shape", drawn + b"_start"
    return [
        _node(b"Shape", [like], shape),
        _node(b"Sub", [shape, shape], start),
        _node(b"Slice", [NOISE.encode(), start, shape], drawn),
    ]


def _node(operation: bytes, inputs: list[bytes], output: bytes) -> _Field:
    parts = [*(_field(_NODE_INPUT, name) for name in inputs), _field(_NODE_OUTPUT, output)]
    return _field(_GRAPH_NODE, _message([*parts, _field(_NODE_OPERATION, operation)]))


def _float_input(name: str) -> bytes:
    """An input of single-precision numbers in any shape."""
    element = _Field(_TENSOR_ELEMENT, _VARINT, memoryview(bytes([_FLOAT])))
    tensor = _field(_TYPE_TENSOR, _message([element]))
    return _message([_field(_VALUE_NAME, name.encode()), _field(_VALUE_TYPE, _message([tensor]))])


def _field(number: int, value: bytes) -> _Field:
    return _Field(number, _BYTES, memoryview(value))


def _fields(message: memoryview) -> Iterator[_Field]:
    position = 0
    while position < len(message):
        tag, position = _varint(message, position)
        begin = position
        match tag & 7:
            case 0:
                _, position = _varint(message, position)
            case 1:
                position += 8
            case 2:
                length, begin = _varint(message, position)
                position = begin + length
            case 5:
                position += 4
            case _:
                raise ValueError("it is not an ONNX model")
        if position > len(message):
            raise ValueError("it ends too early for an ONNX model")
        yield _Field(tag >> 3, tag & 7, message[begin:position])


def _message(fields: Iterable[_Field]) -> bytes:
    parts: list[bytes | memoryview] = []
    for number, wire, value in fields:
        parts.append(_as_varint(number << 3 | wire))
        if wire == _BYTES:
            parts.append(_as_varint(len(value)))
        parts.append(value)
    return b"".join(parts)


def _varint(message: memoryview, position: int) -> tuple[int, int]:
    """A number in seven-bit groups, lowest first, and the place behind it."""
    number, shift = 0, 0
    while True:
        if position >= len(message) or shift > 63:
            raise ValueError("it ends too early for an ONNX model")
        byte = message[position]
        position += 1
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return number, position


def _as_varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)
