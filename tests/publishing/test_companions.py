"""What stands beside the MP3: chapters and manifest; test_rows_i_transcripts.py has the transcripts."""

from __future__ import annotations

import getpass
import json
import re

import pytest
from tests.studio.strict_reader import read_tag


@pytest.fixture(params=["news", "essay"])
def episode(request):
    return request.getfixturevalue(request.param)


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


def test_no_file_holds_an_absolute_path(episode):
    """Links have a host behind their slashes; nothing else in the files begins with one."""
    for suffix in (".json", ".vtt", ".chapters.json"):
        text = episode.mp3.with_suffix(suffix).read_text(encoding="utf-8")
        assert not re.search(r"(?<![\w:/.<])/(?:home|root|tmp|usr|var|work|Users)\b|[A-Z]:\\\\", text)
