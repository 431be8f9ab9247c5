"""An ONNX model made to give out other tensors than it was saved to: its outputs alone are exchanged.

What no output needs is not computed. An ONNX file is a protobuf message, of which only the few fields on the
way to the names of the outputs have to be understood (onnx.proto: ModelProto.graph is field 7,
GraphProto.output is field 12, ValueInfoProto.name is field 1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_GRAPH = 7
_OUTPUT = 12
_NAME = 1
#: Kinds of fields: a number, and bytes with their length before them; a model has no others in these two messages.
_NUMBER, _BYTES = 0, 2


def with_outputs(model: bytes, names: Iterable[str]) -> bytes:
    """The model with these tensors of its graph as its outputs, in this order.

    Raises:
        ValueError: the bytes are no ONNX model.
    """
    out = []
    for number, whole, body in _fields(model):
        if number != _GRAPH:
            out.append(whole)
            continue
        kept = b"".join(inner for field, inner, _ in _fields(body) if field != _OUTPUT)
        outputs = b"".join(_field(_OUTPUT, _field(_NAME, name.encode())) for name in names)
        out.append(_field(_GRAPH, kept + outputs))
    return b"".join(out)


def _fields(message: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Each field of a message: its number, the whole of it, and its content where that is bytes."""
    at = 0
    while at < len(message):
        start = at
        tag, at = _number(message, at)
        if tag & 7 == _NUMBER:
            _, at = _number(message, at)
            body = b""
        elif tag & 7 == _BYTES:
            length, at = _number(message, at)
            body = message[at : at + length]
            at += length
        else:
            raise ValueError("not an ONNX model")
        yield tag >> 3, message[start:at], body


def _number(message: bytes, at: int) -> tuple[int, int]:
    """The number that begins here, seven bits a byte with the lowest first, and where it ends."""
    value = shift = 0
    while at < len(message):
        byte = message[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:  # the highest bit says that more follows
            return value, at
        shift += 7
    raise ValueError("not an ONNX model")


def _field(number: int, body: bytes) -> bytes:
    return _varint(number << 3 | _BYTES) + _varint(len(body)) + body


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])
