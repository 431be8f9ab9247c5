"""Finished sound -> M4A, M4B or Ogg Opus, by FFmpeg's own libraries (PyAV).

M4A and M4B hold AAC, with chapters twice, as QuickTime's text track and as Nero's list, because some players
know only one of them; their index comes first, so that they play while they load. Ogg Opus holds chapters as
comments (CHAPTER000, CHAPTER000NAME, CHAPTER000URL). Both tell how many samples the encoder put in front, so
players start on the first sample of ours.
"""

from __future__ import annotations

import base64
import struct
from fractions import Fraction
from typing import IO, TYPE_CHECKING, Any

from briefcast.studio.formats import Format
from briefcast.studio.mp3 import RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy as np
    import numpy.typing as npt
    from av.audio import AudioStream
    from av.container import OutputContainer
    from av.packet import Packet

    from briefcast.model import Samples
    from briefcast.studio.formats import Form
    from briefcast.studio.id3 import Tag

    Floats = npt.NDArray[np.float32]

_MS = Fraction(1, 1000)
#: The one rate at which Opus always plays.
_OPUS_RATE_HZ = 48_000
#: iTunes' kind of media for an audiobook.
_AUDIOBOOK = "2"
_FRONT_COVER = 3
#: On speech at these rates this search is three times as fast as the usual one and its noise 7 to 16 dB lower.
_AAC = {"aac_coder": "fast"}


def write_container(tag: Tag, sound: Iterable[Samples], form: Form, file: IO[bytes]) -> None:
    """Writes the whole file, as the sound comes.

    Args:
        tag: what the file says about itself, chapters and cover among it.
        sound: 16-bit mono samples at 44.1 kHz, in pieces.
        form: M4A, M4B or Opus, and how large.
        file: open under its name, by which FFmpeg opens it again.

    Raises:
        OSError: the file cannot be written.
    """
    import av

    is_opus = form.format is Format.OPUS
    muxer, options = ("opus", {"fflags": "+bitexact"}) if is_opus else ("mp4", _mp4_options(form))
    # FFmpeg's reports would go to the screen; what matters is raised.
    av.logging.set_level(None)
    with av.open(file.name, "w", format=muxer, options=options) as container:
        container.metadata.update(_opus_facts(tag) if is_opus else _mp4_facts(tag, form))
        container.set_chapters(_chapters(tag, links=is_opus))
        rate = _OPUS_RATE_HZ if is_opus else RATE_HZ
        codec, settings = ("libopus", {}) if is_opus else ("aac", _AAC)
        stream: Any = container.add_stream(codec, rate=rate, layout="mono", options=settings)
        stream.bit_rate = 1000 * form.bit_rate_kbps
        stream.metadata["language"] = tag.language
        if tag.cover and not is_opus:
            _add_cover(container, tag.cover)
        for packet in _encoded(stream, _at_rate(sound, rate), rate):
            container.mux(packet)


def _mp4_options(form: Form) -> dict[str, str]:
    """The index in front, the brand of the kind, and a time base in which every length is exact."""
    brand = "M4B " if form.format is Format.M4B else "M4A "
    return {"movflags": "+faststart", "brand": brand, "movie_timescale": str(RATE_HZ), "fflags": "+bitexact"}


def _mp4_facts(tag: Tag, form: Form) -> dict[str, str]:
    facts = {**_facts(tag), "comment": tag.comment, "date": _date(tag), "encoding_tool": tag.encoder}
    kind = {"media_type": _AUDIOBOOK} if form.format is Format.M4B else {}
    return {key: text for key, text in (facts | kind).items() if text}


def _opus_facts(tag: Tag) -> dict[str, str]:
    """Vorbis comments, the cover among them as a picture block."""
    facts = {**_facts(tag), "description": tag.comment, "date": _date(tag), "encoder": tag.encoder}
    facts |= {"contact": tag.link, "language": tag.language, **dict(tag.extras)}
    picture = base64.b64encode(_picture_block(tag.cover)).decode() if tag.cover else ""
    return {key: text for key, text in (facts | {"metadata_block_picture": picture}).items() if text}


def _facts(tag: Tag) -> dict[str, str]:
    return {"title": tag.title, "artist": tag.artist, "album": tag.album, "genre": tag.genre}


def _date(tag: Tag) -> str:
    return tag.published.isoformat() if tag.published else ""


def _chapters(tag: Tag, *, links: bool) -> list[Any]:
    return [
        {
            "id": number,
            "start": marker.start_ms,
            "end": marker.end_ms,
            "time_base": _MS,
            "metadata": {"title": marker.title} | ({"URL": marker.link} if links and marker.link else {}),
        }
        for number, marker in enumerate(tag.markers)
    ]


def _add_cover(container: OutputContainer, cover: bytes) -> None:
    """A picture that belongs to the whole file."""
    import av
    from av.stream import Disposition

    stream = container.add_mux_stream("mjpeg", width=1000, height=1000)
    stream.disposition = Disposition.attached_pic
    packet = av.Packet(cover)
    packet.stream, packet.pts, packet.dts, packet.is_keyframe = stream, 0, 0, True
    container.mux(packet)


def _picture_block(cover: bytes) -> bytes:
    """FLAC's picture block (RFC 9639, 8.8), which Ogg borrows: kind, type, no description, sizes unknown, bytes."""
    kind = b"image/jpeg"
    head = struct.pack(">II", _FRONT_COVER, len(kind)) + kind
    return head + struct.pack(">IIIIII", 0, 0, 0, 0, 0, len(cover)) + cover


def _at_rate(sound: Iterable[Samples], rate: int) -> Iterator[Floats]:
    """The sound as float32 at another rate, nothing late, nothing lost at the end."""
    import numpy as np
    import soxr

    stream = soxr.ResampleStream(RATE_HZ, rate, 1) if rate != RATE_HZ else None
    for samples in sound:
        piece = samples.astype(np.float32) / np.float32(32768.0)
        yield stream.resample_chunk(piece) if stream else piece
    if stream:
        yield stream.resample_chunk(np.zeros(0, np.float32), last=True)


def _encoded(stream: AudioStream, sound: Iterable[Floats], rate: int) -> Iterator[Packet[AudioStream]]:
    import av

    position = 0
    for samples in sound:
        if not len(samples):
            continue
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="flt", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = rate, position, Fraction(1, rate)
        position += len(samples)
        yield from stream.encode(frame)
    yield from stream.encode(None)
