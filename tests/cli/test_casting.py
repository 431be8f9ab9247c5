"""Several voices in one episode: who reads what, at what level and pace, heard in the decoded MP3."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest
from tests.conftest import Built, briefcast

from briefcast.studio.loudness import integrated
from briefcast.studio.metering import step_energies

ARTICLE = """\
# The ferry

The harbour was closed for three days this week, and nobody knew why it had been closed at all. “The ships do not
come here any more,” said the harbour master. “It has been quiet since Monday.” He called it “a pity.”

> I missed knowing where I was in the day, and I know that I was not alone with that.

Then the first ferry came back on Thursday, late in the evening, with its lights on. The mayor said: “We will open
the market again tomorrow morning.” People were glad of it, and some of them came down to the quay to look.
"""


def loudness_by_voice(built: Built) -> dict[str, float]:
    """Gated loudness of what each voice says, LUFS, in the decoded file."""
    spoken: dict[str, list] = {}
    for line in built.manifest["utterances"]:
        spoken.setdefault(line["voice"], []).append(
            built.samples[line["start_ms"] * 441 // 10 : line["end_ms"] * 441 // 10]
        )
    return {voice: integrated(step_energies(np.concatenate(parts), 44_100).tolist()) for voice, parts in spoken.items()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("casting")
    (folder / "ferry.md").write_text(ARTICLE, encoding="utf-8")
    return folder


def build(folder, shared_cache, name, *options) -> Built:
    out = folder / name
    run = briefcast("build", *options, "-o", out, cwd=folder, cache=shared_cache)
    assert run.status == 0, run.stderr
    return Built(out, run)


@pytest.fixture(scope="module")
def two_voices(folder, shared_cache) -> Built:
    return build(folder, shared_cache, "two.mp3", "ferry.md", "--voice", "narrator=heart", "--voice", "quote=system")


def test_quotations_are_read_by_the_quote_voice_and_the_rest_by_the_narrator(two_voices):
    quoted = [line["text"] for line in two_voices.manifest["utterances"] if line["voice"] == "system"]
    assert quoted == [
        "“The ships do not come here any more,”",
        "“It has been quiet since Monday.”",
        "I missed knowing where I was in the day, and I know that I was not alone with that.",
        "“We will open the market again tomorrow morning.”",
    ]
    assert two_voices.manifest["cast"] == {
        "announcer": "heart",
        "narrator": "heart",
        "quote": "system",
        "credit": "heart",
    }


def test_the_voices_are_equally_loud(two_voices):
    levels = loudness_by_voice(two_voices)
    assert levels["heart"] == pytest.approx(levels["system"], abs=0.7)


def test_between_two_voices_there_is_more_than_the_pause_of_a_sentence(two_voices):
    lines = two_voices.manifest["utterances"]
    gaps = [
        after["start_ms"] - before["end_ms"] for before, after in pairwise(lines) if before["voice"] != after["voice"]
    ]
    assert min(gaps) >= 440


def test_with_one_voice_a_quotation_stays_in_its_sentence(folder, shared_cache):
    run = briefcast("script", "ferry.md", cwd=folder, cache=shared_cache)
    assert "“The ships do not come here any more,” said the harbour master." in run.stdout


def test_a_pace_holds_for_speech_and_pauses(folder, shared_cache, two_voices):
    options = ("ferry.md", "--voice", "heart", "--voice", "quote=system", "--rate", "1.25")
    fast = build(folder, shared_cache, "fast.mp3", *options)
    for usual, quick in zip(two_voices.manifest["utterances"], fast.manifest["utterances"], strict=True):
        assert quick["text"] == usual["text"]
    ends = [built.manifest["utterances"][-1]["end_ms"] - 300 for built in (two_voices, fast)]
    assert ends[0] / ends[1] == pytest.approx(1.25, rel=0.03)


def test_a_script_of_several_voices_is_read_back_and_built_alike(folder, shared_cache, two_voices):
    options = ("--voice", "narrator=heart", "--voice", "quote=system", "-o", "script.md")
    assert briefcast("script", "ferry.md", *options, cwd=folder, cache=shared_cache).status == 0
    text = (folder / "script.md").read_text(encoding="utf-8")
    assert "\nvoice: narrator=heart quote=system\n" in text
    assert briefcast("script", "script.md", cwd=folder, cache=shared_cache).stdout == text
    again = build(folder, shared_cache, "again.mp3", "script.md")
    assert again.mp3.read_bytes() == two_voices.mp3.read_bytes()


def test_narrators_take_turns_in_a_briefing(folder, shared_cache):
    for number in (1, 2, 3):
        (folder / f"story{number}.txt").write_text(
            f"Story {number}\n\nIt rained on day {number}, and then it was dry.\n"
        )
    sources = [f"story{number}.txt" for number in (1, 2, 3)]
    built = build(folder, shared_cache, "turns.mp3", *sources, "--voice", "narrator=heart,system")
    told = [line["voice"] for line in built.manifest["utterances"] if line["text"].startswith("It rained")]
    assert told == ["heart", "system", "heart"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--voice", "narator=heart"), "“narator” is not a role; did you mean “narrator”?"),
        (("--voice", "quote=hart"), "There is no voice called “hart”; did you mean heart?"),
        (("--voice", "quote=heart", "--voice", "quote=system"), "The role “quote” has the voices heart and system"),
        (("--rate", "9"), "9.0 is not in the range"),
    ],
)
def test_a_wish_that_cannot_be_met_is_said_in_one_sentence(folder, shared_cache, options, sentence):
    run = briefcast("build", "ferry.md", *options, cwd=folder, cache=shared_cache)
    assert run.status != 0
    assert sentence in run.stderr
    assert not (folder / "ferry.mp3").exists()


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("voice: quotte=heart", "script.md, line 4, column 1: “quotte” is not a role; did you mean “quote”?"),
        ("voice: quote=hart", "script.md, line 4, column 1: There is no voice called “hart”; did you mean heart?"),
        ("rate: fast", "script.md, line 4, column 1: “fast” is not a pace from 0.5 to 3; write “rate: 1.2”."),
    ],
)
def test_a_script_says_where_its_front_matter_is_wrong(user, line, error):
    head = f"---\nformat: briefcast script 1\ntitle: A\n{line}\n---\n\n## One\n\nIt rained.\n"
    (user.home / "script.md").write_text(head, encoding="utf-8")
    assert re.sub(r"\s+", " ", user("build", "script.md").stderr).strip() == f"Error: {error}"
