"""Rows 104 to 112: the WebVTT and the JSON transcript, each word of the article at the time it is heard."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefcast.model import Cue, Episode, Loudness, Marker, Role, Script, Utterance
from briefcast.publishing.transcript import webvtt
from briefcast.publishing.transcript_json import transcript_json

CLOCK = r"(\d{2}):([0-5]\d):([0-5]\d)\.(\d{3})"
TIMING = re.compile(f"{CLOCK} --> {CLOCK}")
SPEAKER = re.compile(r"<v ([^<>&\s][^<>&\n]*)>")


@dataclass
class Caption:
    start_ms: int
    end_ms: int
    lines: list[str]
    #: As said by a tag before it, or None.
    speaker: str | None


def captions_in(vtt: str) -> list[Caption]:
    """The cues, read as strictly as the strictest app does (AntennaPod drops all if one is malformed)."""
    head, *blocks = vtt.removesuffix("\n").split("\n\n")
    assert head == "WEBVTT"
    return [caption_in(block) for block in blocks]


def caption_in(block: str) -> Caption:
    timing, *lines = block.split("\n")
    h, m, s, ms, h2, m2, s2, ms2 = map(int, TIMING.fullmatch(timing).groups())
    speaker = SPEAKER.match(lines[0])
    lines[0] = SPEAKER.sub("", lines[0], count=1)
    assert all(lines)
    assert not any(mark in line for line in lines for mark in ("<", ">", "\r"))
    assert not re.search(r"&(?!amp;|lt;|gt;)", "".join(lines))
    texts = [html.unescape(line) for line in lines]
    start, end = ((h * 60 + m) * 60 + s) * 1000 + ms, ((h2 * 60 + m2) * 60 + s2) * 1000 + ms2
    return Caption(start, end, texts, speaker[1] if speaker else None)


def words_of(captions) -> list[str]:
    return [word for caption in captions for line in caption.lines for word in line.split()]


def an_episode(*cues: Cue, duration_ms: int | None = None) -> Episode:
    duration_ms = duration_ms or cues[-1].end_ms + 400
    return Episode(
        script=Script(title="T", language="en", chapters=()),
        duration_ms=duration_ms,
        lead_in_ms=300,
        markers=(Marker("T", 0, duration_ms),),
        cues=cues,
        loudness=Loudness(-16.0, -1.5),
        cast=(),
    )


def said(text: str, start_ms: int, end_ms: int, voice: str = "heart", times: tuple[int, ...] = ()) -> Cue:
    return Cue(Utterance(text, text, Role.NARRATOR, 300), start_ms, end_ms, voice, times)


def steady(text: str, start_ms: int = 0, word_ms: int = 300) -> Cue:
    """An utterance in which each word takes as long as the others."""
    count = len(text.split())
    times = [start_ms + word_ms * n for place in range(count) for n in (place, place + 1)]
    return said(text, start_ms, start_ms + word_ms * count, times=tuple(times))


@pytest.fixture(params=["news", "essay"])
def episode(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def captions(episode):
    raw = episode.mp3.with_suffix(".vtt").read_bytes()
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    return captions_in(raw.decode("utf-8"))


def test_i104_cues_rise_do_not_overlap_and_end_within_the_audio(episode, captions):
    assert all(caption.start_ms < caption.end_ms for caption in captions)
    assert all(one.end_ms <= other.start_ms for one, other in pairwise(captions))
    assert captions[-1].end_ms <= episode.manifest["duration_ms"]


def test_i106_a_cue_has_two_lines_of_65_characters_at_most(captions):
    assert all(len(caption.lines) <= 2 and all(len(line) <= 65 for line in caption.lines) for caption in captions)


def test_i106_a_cue_stays_for_one_to_seven_seconds(captions):
    for caption, following in pairwise(captions):
        assert caption.end_ms - caption.start_ms <= 7000
        assert caption.end_ms - caption.start_ms >= 1000 or following.start_ms - caption.start_ms < 1000


def test_i106_few_cues_are_gone_within_a_second(captions):
    short = [caption for caption in captions if caption.end_ms - caption.start_ms < 1000]
    assert len(short) <= len(captions) / 20


def test_i106_the_speaker_is_named_once_for_each_change():
    first, second, third = said("One.", 0, 900), said("Two.", 1000, 1900), said("Three.", 2000, 2900, "Joe & <co>")
    speakers = [caption.speaker for caption in captions_in(webvtt(an_episode(first, second, third)))]
    assert speakers == ["heart", None, "Joe co"]


def test_i106_each_voice_of_the_manifest_is_named_where_it_begins(episode, captions):
    voices = [utterance["voice"] for utterance in episode.manifest["utterances"]]
    changes = [voices[0], *(new for old, new in pairwise(voices) if new != old)]
    assert [caption.speaker for caption in captions if caption.speaker] == changes


def test_i106_a_long_sentence_is_cut_where_it_pauses():
    text = "The crane that came in on the night tide stands at the old quay now, where ferries used to moor in the war"
    first, second = captions_in(webvtt(an_episode(steady(text, word_ms=400))))
    assert first.lines[-1].endswith("now,")
    assert second.start_ms == first.end_ms == 15 * 400


def test_i107_text_that_looks_like_mark_up_or_timing_is_escaped():
    vtt = webvtt(an_episode(said("a <b> & 00:01 --> 00:02", 300, 1800)))
    assert "a &lt;b&gt; &amp; 00:01 --&gt; 00:02" in vtt
    assert captions_in(vtt)[0].lines == ["a <b> & 00:01 --> 00:02"]


def test_i105_no_line_of_text_holds_an_arrow(episode):
    lines = episode.mp3.with_suffix(".vtt").read_text(encoding="utf-8").splitlines()
    assert all(TIMING.fullmatch(line) for line in lines if "-->" in line)
    assert not any(line.startswith(("NOTE", "STYLE")) for line in lines)


def test_i105_hours_have_two_digits():
    assert "99:59:59.000 --> 99:59:59.900" in webvtt(
        an_episode(said("Late.", 359_999_000, 359_999_900), duration_ms=359_999_900)
    )


def test_i109_there_is_no_srt(episode):
    assert not list(episode.mp3.parent.glob("*.srt"))


def test_i111_a_cue_begins_when_its_first_word_does(episode, captions):
    starts = [start for u in episode.manifest["utterances"] for start in u["word_times_ms"][::2]]
    place = 0
    for caption in captions:
        assert caption.start_ms == starts[place]
        place += len(words_of([caption]))


def test_i112_the_transcript_is_what_the_voices_were_given_in_the_articles_words(episode, captions):
    assert words_of(captions) == [word for u in episode.manifest["utterances"] for word in u["text"].split()]


ANY_WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300).map(str.split).filter(bool)


@settings(max_examples=80, deadline=None)
@given(st.lists(ANY_WORDS, min_size=1, max_size=6), st.booleans())
def test_any_words_come_back_from_the_transcript(texts, timed):
    start, cues = 0, []
    for words in texts:
        cue = steady(" ".join(words), start, 350)
        cues.append(cue if timed else said(cue.utterance.text, cue.start_ms, cue.end_ms))
        start = cue.end_ms + 300
    captions = captions_in(webvtt(an_episode(*cues)))
    assert "".join(words_of(captions)) == "".join(word for words in texts for word in words)
    assert all(one.end_ms <= other.start_ms for one, other in pairwise(captions))
    assert all(len(caption.lines) <= 2 and all(len(line) <= 65 for line in caption.lines) for caption in captions)


def test_a_sentence_without_spaces_is_cut_into_lines_that_fit():
    captions = captions_in(webvtt(an_episode(said("港口的新起重机在夜潮中抵达" * 20, 0, 40_000))))
    assert all(len(line) <= 65 for caption in captions for line in caption.lines)
    assert [caption.end_ms - caption.start_ms for caption in captions] == [10_000] * 4


class TestTheJsonTranscript:
    def test_i108_is_version_1_with_a_segment_for_each_word(self, episode):
        content = json.loads(transcript_json(episode.manifest))
        assert content["version"] == "1.0.0"
        utterances = episode.manifest["utterances"]
        words = [(word, u["voice"]) for u in utterances for word in u["text"].split()]
        assert [(segment["body"].rstrip("\n"), segment["speaker"]) for segment in content["segments"]] == words

    def test_i108_each_segment_has_words_and_both_times(self, episode):
        segments = json.loads(transcript_json(episode.manifest))["segments"]
        assert all(segment["body"].strip() for segment in segments)
        assert all(0 <= segment["startTime"] <= segment["endTime"] for segment in segments)
        assert all(one["endTime"] <= other["startTime"] for one, other in pairwise(segments))
        assert segments[-1]["endTime"] * 1000 <= episode.manifest["duration_ms"]

    def test_an_utterance_ends_a_line(self, episode):
        segments = json.loads(transcript_json(episode.manifest))["segments"]
        assert sum(segment["body"].endswith("\n") for segment in segments) == len(episode.manifest["utterances"])

    def test_words_without_times_are_one_segment(self):
        utterance = {"text": "Two  words", "voice": "system", "start_ms": 300, "end_ms": 1500, "word_times_ms": []}
        (segment,) = json.loads(transcript_json({"utterances": [utterance]}))["segments"]
        assert segment == {"speaker": "system", "startTime": 0.3, "endTime": 1.5, "body": "Two words\n"}

    def test_an_utterance_without_words_has_no_segment(self):
        utterance = {"text": " ", "voice": "system", "start_ms": 300, "end_ms": 1500, "word_times_ms": []}
        assert json.loads(transcript_json({"utterances": [utterance]}))["segments"] == []
