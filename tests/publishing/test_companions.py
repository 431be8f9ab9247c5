"""What stands beside the MP3: transcript, chapters, manifest."""

from __future__ import annotations

import getpass
import html
import json
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.studio.strict_reader import read_tag

from briefcast.model import Cue, Episode, Loudness, Marker, Role, Script, Utterance
from briefcast.publishing.transcript import webvtt

CUE = re.compile(r"(\d{2}):(\d{2}):(\d{2})\.(\d{3}) --> (\d{2}):(\d{2}):(\d{2})\.(\d{3})")


@pytest.fixture(params=["news", "essay"])
def episode(request):
    return request.getfixturevalue(request.param)


def cues_in(vtt: str) -> list[tuple[int, int, str]]:
    head, *blocks = vtt.rstrip("\n").split("\n\n")
    assert head == "WEBVTT"
    out = []
    for block in blocks:
        timing, *lines = block.split("\n")
        numbers = [int(number) for number in CUE.fullmatch(timing).groups()]
        start, end = (((h * 60 + m) * 60 + s) * 1000 + ms for h, m, s, ms in (numbers[:4], numbers[4:]))
        assert lines
        assert all(0 < len(html.unescape(line)) <= 65 and "-->" not in line for line in lines)
        out.append((start, end, html.unescape(" ".join(lines))))
    return out


def test_the_transcript_has_a_cue_for_each_utterance_in_the_articles_words(episode):
    cues = cues_in(episode.mp3.with_suffix(".vtt").read_text(encoding="utf-8"))
    assert cues == [(u["start_ms"], u["end_ms"], " ".join(u["text"].split())) for u in episode.manifest["utterances"]]
    assert all(one[1] <= other[0] for one, other in pairwise(cues))
    assert cues[-1][1] <= episode.manifest["duration_ms"]


def test_text_that_looks_like_mark_up_or_timing_is_escaped():
    utterance = Utterance("a <b> & 00:01 --> 00:02", "a b", Role.NARRATOR, 300)
    script = Script(title="T", language="en", chapters=())
    episode = Episode(
        script=script,
        duration_ms=5000,
        lead_in_ms=300,
        markers=(Marker("T", 0, 5000),),
        cues=(Cue(utterance, 300, 1800, "heart"),),
        loudness=Loudness(-16.0, -1.5),
        cast=(),
    )
    assert cues_in(webvtt(episode)) == [(300, 1800, "a <b> & 00:01 --> 00:02")]


def test_the_chapter_list_is_the_tags_and_the_manifests(episode):
    content = json.loads(episode.mp3.with_suffix(".chapters.json").read_text(encoding="utf-8"))
    assert content["version"] == "1.2.0"
    chapters = [(c["title"], c["startTime"], c["endTime"]) for c in content["chapters"]]
    assert all(isinstance(start, int) and isinstance(end, int) for _, start, end in chapters)
    assert chapters == [(c["title"], c["start_ms"] / 1000, c["end_ms"] / 1000) for c in episode.manifest["chapters"]]
    tag = read_tag(episode.mp3.read_bytes())
    assert chapters == [(c.title, c.start_ms / 1000, c.end_ms / 1000) for c in tag.chapters]


def test_the_manifest_tells_every_utterance_and_omission(episode):
    for utterance in episode.manifest["utterances"]:
        keys = {"chapter", "role", "text", "spoken", "voice", "start_ms", "end_ms", "pause_ms", "word_times_ms"}
        assert set(utterance) == keys
        assert utterance["text"]
        assert utterance["spoken"]
    assert all(omission["text"] and omission["reason"] for omission in episode.manifest["omissions"])
    assert {voice["licence"] for voice in episode.manifest["voices"]} != {""}


def test_the_manifest_has_a_start_and_an_end_for_every_word_of_an_utterance(episode):
    for utterance in episode.manifest["utterances"]:
        times = utterance["word_times_ms"]
        assert len(times) == 2 * len(utterance["text"].split())
        assert times == sorted(times)
        assert utterance["start_ms"] <= times[0] <= times[-1] <= utterance["end_ms"]


def test_the_manifest_holds_no_path_and_no_user_name(episode):
    text = episode.mp3.with_suffix(".json").read_text(encoding="utf-8")
    assert str(episode.mp3.parent) not in text
    assert episode.manifest["file"] == episode.mp3.name
    assert f'"{getpass.getuser()}"' not in text


WORDS = st.text(min_size=1, max_size=300).filter(lambda text: bool(text.strip()) and "\0" not in text)


@settings(max_examples=80, deadline=None)
@given(st.lists(WORDS.map(lambda text: " ".join(text.split())).filter(bool), min_size=1, max_size=6))
def test_any_words_come_back_from_the_transcript(texts):
    spoken = tuple(
        Cue(Utterance(text, "a", Role.NARRATOR, 300), 1000 * number, 1000 * number + 700, "heart")
        for number, text in enumerate(texts)
    )
    vtt = webvtt(
        Episode(
            script=Script(title="T", language="en", chapters=()),
            duration_ms=1000 * len(texts),
            lead_in_ms=300,
            markers=(Marker("T", 0, 1000 * len(texts)),),
            cues=spoken,
            loudness=Loudness(-16.0, -1.5),
            cast=(),
        )
    )
    head, *blocks = vtt.rstrip("\n").split("\n\n")
    assert head == "WEBVTT"
    assert len(blocks) == len(texts)
    for block, cue in zip(blocks, spoken, strict=True):
        timing, *lines = block.split("\n")
        assert CUE.fullmatch(timing)
        assert not any(mark in line for line in lines for mark in ("<", "-->", "\r"))
        assert html.unescape(" ".join(lines)).split() == cue.utterance.text.split()


def test_no_file_holds_an_absolute_path(episode):
    """Links have a host behind their slashes; nothing else in the files begins with one."""
    for suffix in (".json", ".vtt", ".chapters.json"):
        text = episode.mp3.with_suffix(suffix).read_text(encoding="utf-8")
        assert not re.search(r"(?<![\w:/.<])/(?:home|root|tmp|usr|var|work|Users)\b|[A-Z]:\\\\", text)


def test_every_spoken_word_of_the_manifest_is_in_the_transcript(episode):
    vtt = episode.mp3.with_suffix(".vtt").read_text(encoding="utf-8")
    written = html.unescape(" ".join(line for line in vtt.splitlines() if "-->" not in line)).split()
    assert written[1:] == [word for u in episode.manifest["utterances"] for word in u["text"].split()]
