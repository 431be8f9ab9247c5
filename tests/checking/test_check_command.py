"""``briefcast check``: what it prints, and when it fails."""

from __future__ import annotations

import json

import pytest
from tests.checking.good_show import SHORT, mp3, site

from briefcast.checking.show_check import Wishes, check
from briefcast.errors import ShowError


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


def test_json_holds_what_a_program_needs_and_an_error_fails(user, show):
    feed = show / "public" / "feed.xml"
    feed.write_text(feed.read_text(encoding="utf-8").replace("<language>en-gb</language>", ""), encoding="utf-8")
    run = user("check", feed, "--items", "0", "--json")
    assert run.status == 1
    (finding,) = json.loads(run.stdout)["findings"]
    assert finding.keys() == {"level", "rule", "where", "what", "mend", "source"}
    assert (finding["level"], finding["rule"]) == ("error", "channel-language")


def test_a_bare_mp3_is_checked_by_itself(tmp_path):
    path = tmp_path / "a.mp3"
    path.write_bytes(mp3(SHORT))
    assert check(str(path), Wishes(), lambda _: None) == []


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (".", "holds no feed.xml"),
        ("nothing.xml", "nothing.xml cannot be read: No such file or directory."),
        ("nothing.mp3", "nothing.mp3 cannot be checked: No such file or directory."),
    ],
)
def test_what_is_not_there_is_told_in_a_sentence(tmp_path, name, sentence):
    with pytest.raises(ShowError, match=sentence):
        check(str(tmp_path / name), Wishes(), lambda _: None)


def test_a_number_of_items_that_is_none_is_wrong_usage(user):
    run = user("check", ".", "--items", "some")
    assert run.status == 2
    assert "neither a number nor “all”" in run.stderr
