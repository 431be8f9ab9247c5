"""Audio, chapters, transcripts and covers broken in each way bring exactly the finding that this is."""

from __future__ import annotations

import json
import re
import struct
import wave
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from tests.checking.good_show import (
    NOW,
    SHORT,
    frames_of,
    json_chapters,
    json_transcript,
    markers,
    mp3,
    picture,
    site,
    sound,
    tag,
    vtt,
    with_info,
)

from briefcast.checking.audio import check_audio
from briefcast.checking.show_check import Wishes, check
from briefcast.studio.encoding import encode

AUDIO = tag(SHORT), with_info(frames_of(seconds=SHORT), SHORT)
#: Where the frames of one length begin: the Info frame has 313 bytes, the first one of sound as many or one more.
INFO_BYTES = 313


def rules_of(path) -> set[str]:
    return {finding.rule.name for finding in check(str(path), Wishes(items=1, now=NOW), lambda _: None)}


def edited(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    return data.replace(old, new, 1)


def at(data: bytes, position: int, new: bytes) -> bytes:
    return data[:position] + new + data[position + len(new) :]


def chapters_with(**changes):
    """The tag with something else in its second chapter."""
    first, second, third = markers(SHORT)
    return tag(SHORT, markers=(first, replace(second, **changes), third))


def swapped(data: bytes) -> bytes:
    """The second and third CHAP in each other's place."""
    starts = []
    position = 0
    for _ in range(3):
        position = data.index(b"CHAP", position + 1)
        starts.append(position)
    end = data.index(b"APIC", starts[2])
    return data[: starts[1]] + data[starts[2] : end] + data[starts[1] : starts[2]] + data[end:]


def grown(data: bytes, frame: bytes) -> bytes:
    """One more in the size of a frame."""
    position = data.index(frame) + 4
    (size,) = struct.unpack(">I", data[position : position + 4])
    return at(data, position, struct.pack(">I", size + 1))


TAGS = {
    "the version is 2.4": (lambda t: at(t, 3, b"\x04"), "tag-version"),
    "the tag has flags": (lambda t: at(t, 5, b"\x80"), "tag-version"),
    "a frame has flags": (lambda t: at(t, t.index(b"TALB") + 8, b"\0\x80"), "tag-version"),
    "there is no tag": (lambda _: b"", "tag"),
    "a frame's size is one more": (lambda t: grown(t, b"TPE1"), "tag-sizes tag-cover tag-facts"),
    "a sub-frame's size is one more": (lambda t: grown(t, b"WXXX"), "tag-sizes"),
    "something fills the padding": (lambda t: t[:-1] + b"x", "tag-sizes"),
    "the CTOC has no flags": (lambda t: edited(t, b"toc\0\3", b"toc\0\0"), "tag-contents"),
    "the CTOC names a stranger": (lambda t: edited(t, b"chp1\0chp2", b"chp1\0chpX"), "tag-contents"),
    "the CTOC names them out of order": (lambda t: edited(t, b"chp1\0chp2", b"chp2\0chp1"), "tag-contents"),
    "there is no CTOC": (lambda t: edited(t, b"CTOC", b"TXYZ"), "tag-contents tag-encoding"),
    "the CTOC's title is empty": (lambda t: edited(t, b"\0Chapters", b"\0        "), "tag-contents-title"),
    "two CHAPs are swapped": (swapped, "tag-chapter-order"),
    "a chapter ends before it begins": (lambda _: chapters_with(end_ms=1000), "tag-chapter-times"),
    "a gap lies between chapters": (lambda _: chapters_with(end_ms=3000), "tag-chapter-times"),
    "a chapter has byte offsets": (lambda t: edited(t, b"\xff" * 8, bytes(8)), "tag-chapter-offsets"),
    "a chapter's title is too long": (lambda _: chapters_with(title="Ferries " * 20), "tag-chapter-title"),
    "a chapter's title is empty": (lambda _: chapters_with(title=" "), "tag-chapter-title"),
    "a Latin-1 letter stands under encoding 0": (
        lambda t: edited(t, b"A ferry for", b"A f\xe9rry for"),
        "tag-encoding",
    ),
    "a text is in UTF-8": (lambda t: edited(t, b"\0Harbour Notes", b"\3Harbour Notes"), "tag-encoding"),
    "a link holds a plus": (lambda t: edited(t, b"example.org/ferry", b"example.org/fe+ry"), "tag-chapter-link"),
    "a NUL ends a link": (lambda t: edited(t, b"example.org/ferry", b"example.org/ferr\0"), "tag-chapter-link"),
    "a chapter's picture is large": (
        lambda _: tag(SHORT, pictures=[b"", b"\xff\xd8" + bytes(40_000), b""]),
        "tag-chapter-pictures",
    ),
    "there is no cover": (lambda _: tag(SHORT, cover=b""), "tag-cover"),
    "the cover is small": (lambda _: tag(SHORT, cover=picture(300)), "tag-cover"),
    "the cover is progressive": (lambda _: tag(SHORT, cover=picture(600, progressive=True)), "tag-cover"),
    "the tag is large": (lambda _: tag(SHORT, comment="x" * 400_000), "tag-size"),
    "it tells no title": (lambda _: tag(SHORT, title=""), "tag-facts"),
    "TLEN is another's": (lambda _: tag(SHORT, duration_ms=7000), "duration"),
    "the last chapter ends early": (
        lambda _: tag(SHORT, markers=[*markers(SHORT)[:2], replace(markers(SHORT)[2], end_ms=5000)]),
        "duration",
    ),
}


@pytest.mark.parametrize("name", TAGS)
def test_a_broken_tag_brings_exactly_its_finding(tmp_path, name):
    break_it, rules = TAGS[name]
    good_tag, frames = AUDIO
    path = tmp_path / "a.mp3"
    path.write_bytes(break_it(good_tag) + frames)
    assert rules_of(path) == set(rules.split())


def one_more_info(frames: bytes) -> bytes:
    """Frames with a second Info frame among them, and counts that are right."""
    inside = frames[INFO_BYTES:]
    middle = with_info(inside, SHORT)[:INFO_BYTES]
    return frames + middle


STREAMS = {
    "the Info frame tells one byte less": (
        lambda f: at(f, 29, struct.pack(">I", struct.unpack(">I", f[29:33])[0]) + struct.pack(">I", len(f) - 1)),
        "mp3-info-counts mp3-info-checksums",
    ),
    "the Info frame is called Xing": (lambda f: edited(f, b"Info", b"Xing"), "mp3-info"),
    "the Info frame lacks fields": (lambda f: at(f, 25, b"\0\0\0\3"), "mp3-info duration"),
    "the seek table does not rise": (lambda f: at(f, 60, b"\xff\0"), "mp3-info-table mp3-info-checksums"),
    "the encoder is unknown": (lambda f: edited(f, b"LAME", b"XAME"), "mp3-info-delay duration"),
    "a checksum is wrong": (lambda f: at(f, 173, b"\0\0"), "mp3-info-checksums"),
    "one more Info frame": (one_more_info, "mp3-second-info mp3-info-counts mp3-info-checksums"),
    "an ID3v1 tag": (lambda f: f + b"TAG" + bytes(125), "mp3-other-tags"),
    "an APE tag": (lambda f: f + b"APETAGEX" + bytes(24), "mp3-other-tags"),
    "junk at the end": (lambda f: f + b"junk", "mp3-frames mp3-decodes"),
}


@pytest.mark.parametrize("name", STREAMS)
def test_broken_frames_bring_exactly_their_finding(tmp_path, name):
    break_it, rules = STREAMS[name]
    good_tag, frames = AUDIO
    path = tmp_path / "a.mp3"
    path.write_bytes(good_tag + break_it(frames))
    assert rules_of(path) == set(rules.split())


def test_frames_cut_short_are_told(tmp_path):
    path = tmp_path / "a.mp3"
    path.write_bytes(b"".join(AUDIO)[:-30_000])
    assert {"mp3-frames", "mp3-info-counts", "mp3-decodes", "duration"} <= rules_of(path)


def test_a_variable_bit_rate_is_told(tmp_path):
    path = tmp_path / "a.mp3"
    path.write_bytes(AUDIO[0] + AUDIO[1] + encode((sound()[:44_100] * 32767).astype(np.int16), 64))
    assert "mp3-constant" in rules_of(path)


@pytest.mark.parametrize(
    ("gain", "rules"),
    [(0.5, {"sound-loudness"}), (20.0, {"sound-loudness", "sound-peak", "sound-clipped"})],
)
def test_sound_at_a_wrong_level_is_told(tmp_path, gain, rules):
    path = tmp_path / "a.mp3"
    path.write_bytes(AUDIO[0] + with_info(frames_of(gain, SHORT), SHORT))
    assert rules_of(path) == rules


def test_a_long_silence_is_told(tmp_path):
    samples = sound()[: SHORT * 44_100].copy()
    samples[44_100 : 44_100 * 4] = 0
    path = tmp_path / "a.mp3"
    path.write_bytes(AUDIO[0] + with_info(encode((samples * 32767).astype(np.int16), 96), SHORT))
    assert rules_of(path) == {"sound-silence"}


@pytest.mark.parametrize(
    "data", [b"", b"ID3", b"ID3\3\0\0\x7f\x7f\x7f\x7f", bytes(5000), b"#EXTM3U\nfile:///etc/passwd\n"]
)
def test_what_is_no_mp3_is_told_in_findings(tmp_path, data):
    path = tmp_path / "a.mp3"
    path.write_bytes(data)
    assert rules_of(path) & {"mp3-frames", "tag", "tag-sizes"}


def camera() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    return exif.tobytes()


def other_chapters(**changes):
    content = json_chapters(SHORT)
    content["chapters"][1] |= changes
    return json.dumps(content).encode()


COMPANIONS = {
    "the chapters are no JSON": ("chapters", b"[", "chapters-json"),
    "startTime is a text": ("chapters", other_chapters(startTime="2"), "chapters-json"),
    "a title is missing": ("chapters", other_chapters(title=""), "chapters-json"),
    "the chapters are empty": ("chapters", b'{"version": "1.2.0", "chapters": []}', "chapters-json"),
    "a chapter is hidden": ("chapters", other_chapters(toc=False), "chapters-hidden"),
    "a chapter is out of order": (
        "chapters",
        other_chapters(startTime=5),
        "chapters-order chapters-agree chapters-reach",
    ),
    "a chapter begins behind the end": (
        "chapters",
        other_chapters(startTime=70),
        "chapters-order chapters-agree chapters-reach",
    ),
    "a chapter has another name": ("chapters", other_chapters(title="Boats"), "chapters-agree"),
    "the transcript has no head": ("transcript", vtt()[7:].encode(), "vtt-form"),
    "the transcript is no UTF-8": ("transcript", b"WEBVTT\n\n\xff", "vtt-form"),
    "a cue has no time": ("transcript", f"{vtt()}\nTides\n".encode(), "vtt-form"),
    "hours have three digits": (
        "transcript",
        vtt().replace("00:00:04.000 -->", "000:00:04.000 -->").encode(),
        "vtt-form",
    ),
    "an arrow stands in a text": ("transcript", vtt().replace("Tides.", "Tides --> boats").encode(), "vtt-text"),
    "an ampersand is bare": ("transcript", vtt().replace("&amp;", "&").encode(), "vtt-text"),
    "cues overlap": ("transcript", vtt().replace("--> 00:00:04.000", "--> 00:00:05.000").encode(), "vtt-order"),
    "a cue ends after the sound": ("transcript", vtt().replace("05.500", "45.500").encode(), "transcript-reach"),
    "a cue has many lines": ("transcript", vtt().replace("Tides.", "a\nb\nc").encode(), "vtt-cue"),
    "a body is empty": (
        "words",
        json.dumps({"segments": [json_transcript()["segments"][0] | {"body": ""}]}).encode(),
        "transcript-json",
    ),
    "a segment has no end": ("words", b'{"segments": [{"startTime": 1, "body": "a"}]}', "transcript-json"),
    "the page has a script": ("page", b"<p>a</p><script>b</script>", "transcript-script"),
    "the cover is small": ("cover", picture(1000), "cover-size"),
    "the cover is in CMYK": ("cover", picture(1400, "CMYK"), "cover-colour"),
    "the cover is a PNG called .jpg": ("cover", picture(1400, "RGB", "PNG"), "cover-form"),
    "the cover is no picture": ("cover", b"no", "cover-form"),
    "the cover is heavy": ("cover", picture(1400) + bytes(600_000), "cover-bytes"),
    "the cover tells of its camera": ("cover", picture(1400, exif=camera()), "cover-private"),
}


@pytest.mark.parametrize("name", COMPANIONS)
def test_a_broken_companion_brings_exactly_its_finding(tmp_path, name):
    which, data, rules = COMPANIONS[name]
    show = site(seconds=SHORT)
    show.files[getattr(show, which)] = data
    assert rules_of(show.write(tmp_path)) == {"chapters-count", *rules.split()}


FEEDS = {
    "the length is one more": ('length="{size}"', 'length="{more}"', "enclosure-length"),
    "the duration is another's": ("<itunes:duration>6", "<itunes:duration>60", "duration"),
    "the file has another title": ("<title>Harbour news, day 3", "<title>Other news, day 3", "tag-facts-agree"),
    "the chapters have another type": ("application/json+chapters", "application/json", "chapters-type"),
    "a Podlove start is in bare seconds": ('start="00:00:02.000"', 'start="2"', "chapters-psc"),
    "a Podlove chapter is elsewhere": ('title="Tides of the week"', 'title="Tides"', "chapters-agree"),
    "a transcript has an unknown type": ('type="text/vtt"', 'type="text/webvtt"', "transcript-type"),
    "the transcript is in SRT": ('type="text/vtt"', 'type="application/x-subrip"', "transcript-srt"),
    "the file is missing": ("/e/day-3-", "/e/day-4-", "folder-missing"),
    "the file lies elsewhere": (
        'enclosure url="https://harbour.example',
        'enclosure url="https://a.example',
        "folder-elsewhere",
    ),
}


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_that_tells_other_than_the_files_brings_exactly_its_finding(tmp_path, name):
    old, new, rules = FEEDS[name]
    show = site(seconds=SHORT)
    size = len(mp3(SHORT))
    show.edit("feed.xml", old.format(size=size), new.format(more=size + 1))
    assert rules_of(show.write(tmp_path)) == {"chapters-count", *rules.split()}


def test_a_file_that_is_not_what_its_name_says_is_told(tmp_path):
    show = site(seconds=SHORT)
    data = bytearray(show.files[show.audio])
    data[-200] ^= 1
    show.files[show.audio] = bytes(data)
    assert "enclosure-hash" in rules_of(show.write(tmp_path))


def test_notes_without_time_lines_are_told(tmp_path):
    show = site(seconds=SHORT)
    feed = show.files["feed.xml"].decode()
    show.files["feed.xml"] = re.sub(r"<br/>\(\d\d:\d\d:\d\d\) [^<]+", "", feed).encode()
    assert rules_of(show.write(tmp_path)) == {"chapters-count", "notes-times"}


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({"title": "7. A ferry"}, {"chapters-title"}),
        ({"title": "A ferry for the islands and what its crew has to say"}, {"chapters-title"}),
        ({"start_ms": 31_500}, {"chapters-seconds", "tag-chapter-times"}),
    ],
)
def test_chapters_that_are_unpleasant_are_told(tmp_path, changes, rules):
    first, second, third = markers()
    path = tmp_path / "feed.xml"
    show = site()
    show.files[show.audio] = tag(markers=(first, replace(second, **changes), third)) + mp3()[len(tag()) :]
    show.write(tmp_path)
    assert rules_of(path) - {"enclosure-length", "enclosure-hash", "chapters-agree"} == rules


def test_a_size_that_is_not_synchsafe_is_told(tmp_path):
    path = tmp_path / "a.mp3"
    path.write_bytes(at(AUDIO[0], 9, bytes([AUDIO[0][9] | 0x80])) + AUDIO[1])
    assert "tag-sizes" in rules_of(path)


def encoded(rate: int, bit_rate: int) -> bytes:
    """Three seconds of the sound as frames of another kind."""
    import lameenc

    encoder = lameenc.Encoder()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(rate)
    encoder.set_out_sample_rate(rate)
    encoder.set_bit_rate(bit_rate)
    encoder.silence()
    return bytes(encoder.encode((sound()[: 3 * rate] * 32767).astype(np.int16).tobytes())) + bytes(encoder.flush())


@pytest.mark.parametrize(("rate", "bit_rate", "rule"), [(32_000, 64, "mp3-rate"), (44_100, 48, "mp3-bit-rate")])
def test_a_rate_that_platforms_refuse_is_told(tmp_path, rate, bit_rate, rule):
    path = tmp_path / "a.mp3"
    path.write_bytes(AUDIO[0] + encoded(rate, bit_rate))
    assert rules_of(path) & {"mp3-rate", "mp3-bit-rate"} == {rule}


def test_a_file_too_large_for_many_hosts_is_told(tmp_path):
    path = tmp_path / "a.mp3"
    path.write_bytes(b"".join(AUDIO))
    with path.open("r+b") as file:
        file.truncate(100_000_001)
    assert {"mp3-large", "mp3-frames"} <= rules_of(path)


def test_of_other_formats_length_and_sound_are_measured(tmp_path):
    path = tmp_path / "a.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 44_100, 0, "NONE", ""))
        file.writeframes((sound()[: 3 * 44_100] * 16_000).astype(np.int16).tobytes())
    findings = []
    assert check_audio(path, ".wav", "it", findings).duration_ms == 3000
    assert {finding.rule.name for finding in findings} == {"audio-format", "sound-loudness"}
