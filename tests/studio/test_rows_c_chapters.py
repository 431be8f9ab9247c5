"""What listeners and players need of the chapters, on real episodes; a test for each rule."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import emoji
import pytest
from tests.studio.listening import at, decoded, lag, level
from tests.studio.strict_reader import read_tag

#: A frame of MP3, ms.
FRAME_MS = 1000 * 1152 / 44_100


@pytest.fixture(params=["news", "essay", "harbour"])
def episode(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(params=["news", "essay"])
def article(request):
    """An article of usual length."""
    return request.getfixturevalue(request.param)


def starts_of(episode) -> list[int]:
    return [chapter["start_ms"] for chapter in episode.manifest["chapters"]]


def test_c39_tag_chapter_file_and_manifest_list_the_same_chapters(episode):
    listed = [(c["title"], c["start_ms"], c["end_ms"]) for c in episode.manifest["chapters"]]
    tagged = [(c.title, c.start_ms, c.end_ms) for c in read_tag(episode.mp3.read_bytes()).chapters]
    beside = json.loads(episode.mp3.with_suffix(".chapters.json").read_text("utf-8"))["chapters"]
    assert tagged == listed
    assert [(c["title"], 1000 * c["startTime"], 1000 * c["endTime"]) for c in beside] == listed


def test_c40_chapters_begin_on_whole_seconds_in_silence(episode):
    for start in starts_of(episode):
        assert start % 1000 == 0
        assert level(episode.samples[at(max(0, start - 200)) : at(start)]) < -50


def test_c40_every_chapter_is_heard_where_the_manifest_says_to_the_millisecond(episode, sample_exact):
    """Beside a WAV of the same takes, which has every chapter on its very sample."""
    wav = sample_exact(episode)
    reference = decoded(wav.mp3)
    for one, other in zip(first_words(episode), first_words(wav), strict=True):
        told = one["start_ms"] - other["start_ms"]
        start = at(other["start_ms"] - 100)
        length = at(2000)
        heard = lag(episode.samples[start : start + length], reference[start : start + length], at(60))
        assert 0 <= told <= FRAME_MS + 1
        assert abs(1000 * heard / 44_100 - told) <= 1


def first_words(episode) -> list[dict]:
    """The first utterance of each chapter."""
    seen: dict[int, dict] = {}
    for utterance in episode.manifest["utterances"]:
        seen.setdefault(utterance["chapter"], utterance)
    return list(seen.values())


def test_c41_nothing_is_cut_where_a_player_lands_a_little_early_or_late(episode):
    for start in starts_of(episode):
        if start:
            assert level(episode.samples[at(start - 300) : at(start)]) < -50
        after = episode.samples[at(start) : at(start + 3000)]
        assert level(after[: at(200)]) < -50
        assert level(after[: at(400)]) > -50


def test_c41_ffmpeg_lands_within_a_frame_of_every_chapter(episode):
    for start in starts_of(episode):
        landed = decoded(episode.mp3, seek_s=start / 1000, seconds=2.5)
        there = episode.samples[at(start) : at(start) + len(landed)]
        assert abs(lag(landed[: len(there)], there, 4 * 1152)) <= 1152


def test_c42_an_article_has_three_chapters_of_half_a_minute_at_least(article):
    chapters = article.manifest["chapters"]
    assert len(chapters) >= 3
    assert chapters[0]["start_ms"] == 0
    assert all(chapter["end_ms"] - chapter["start_ms"] >= 30_000 for chapter in chapters)


def test_c43_no_two_chapters_begin_within_a_second(episode):
    assert all(other - one > 1000 for one, other in pairwise(starts_of(episode)))


def test_c43_not_even_where_a_chapter_is_a_single_word(user):
    (user.home / "a.md").write_text(
        "---\nformat: briefcast script 1\ntitle: T\nlanguage: en\n---\n\n## One\n\nOh. [pause 100ms]\n\n"
        "## Two\n\nOh. [pause 100ms]\n\n## Three\n\nOh. [pause 100ms]\n",
        "utf-8",
    )
    run = user("build", "a.md", "--voice", "system")
    assert run.status == 0, run.stderr
    chapters = json.loads((user.home / "a.json").read_text("utf-8"))["chapters"]
    assert all(chapter["end_ms"] - chapter["start_ms"] > 1000 for chapter in chapters)


def test_c44_the_last_chapter_begins_more_than_a_second_before_the_end(episode):
    assert starts_of(episode)[-1] < episode.manifest["duration_ms"] - 1000


def test_c45_titles_are_plain_text_no_two_alike(episode):
    titles = [chapter["title"] for chapter in episode.manifest["chapters"]]
    assert len({title.casefold() for title in titles}) == len(titles)
    for title in titles:
        assert not emoji.emoji_count(title)
        assert not re.search(r"</?\w+[^>]*>|&\w+;", title)
        assert not re.match(r"\d{1,3}[.):]\s|[\[(]?\d{1,2}:\d{2}", title)


def test_c46_titles_are_of_a_length_that_players_show(article):
    assert all(len(chapter["title"]) <= 40 for chapter in article.manifest["chapters"])
