"""``briefcast check``: what it prints, and when it fails."""

from __future__ import annotations

import json

import pytest
from tests.checking.good_show import SHORT, mp3, site


@pytest.fixture
def show(tmp_path):
    return site(seconds=SHORT).write(tmp_path / "show" / "public").parent


def test_findings_name_rule_mend_and_source_and_warnings_do_not_fail(user, show):
    run = user("check", show, "--items", "1")
    assert run.status == 0
    assert "warning: item 1, “Harbour news, day 3”: “Introduction” lasts 2 s. [chapters-count]" in run.stdout
    assert "Rule: Spotify, chapters; Apple, chapters (article 5482)." in run.stdout
    assert run.stdout.endswith("warnings.\n")
    assert "Checking the feed" in run.stderr


def test_strict_fails_over_a_warning(user, show):
    assert user("check", show, "--items", "1", "--strict").status == 1
    assert user("check", show, "--items", "0", "--strict").stdout == "Nothing is wrong.\n"


def test_json_holds_what_a_program_needs_and_an_error_fails(user, show):
    feed = show / "public" / "feed.xml"
    feed.write_text(feed.read_text(encoding="utf-8").replace("<language>en-gb</language>", ""), encoding="utf-8")
    run = user("check", feed, "--items", "0", "--json")
    assert run.status == 1
    (finding,) = json.loads(run.stdout)["findings"]
    assert finding.keys() == {"level", "rule", "where", "what", "mend", "source"}
    assert (finding["level"], finding["rule"]) == ("error", "channel-language")


def test_a_bare_mp3_is_checked_by_itself(user, tmp_path):
    path = tmp_path / "a.mp3"
    path.write_bytes(mp3(SHORT))
    assert user("check", path).stdout == "Nothing is wrong.\n"


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (["."], 1, "holds no feed.xml"),
        (["nothing.xml"], 1, "nothing.xml cannot be read"),
        (["nothing.mp3"], 1, "nothing.mp3 cannot be checked"),
        ([".", "--items", "some"], 2, "neither a number nor “all”"),
    ],
)
def test_what_cannot_be_checked_is_told_in_a_sentence(user, arguments, status, sentence):
    run = user("check", *arguments)
    assert run.status == status
    assert sentence in run.stderr
    assert "Traceback" not in run.stderr
