"""Every rule is told in docs/check.md, looked for in the code, and broken by a test."""

from __future__ import annotations

import re

import pytest
from tests.conftest import ROOT

from briefcast.checking.findings import MOST_ALIKE, found, within_reason
from briefcast.checking.rules import rules

CODE = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/briefcast/checking").glob("*.py"))
TESTS = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests/checking").glob("test_*.py"))


def test_the_documentation_lists_all_rules_with_their_levels_and_no_others():
    text = (ROOT / "docs/check.md").read_text(encoding="utf-8")
    assert dict(re.findall(r"^\| `([\w-]+)` \| (\w+) \|", text, re.M)) == {
        name: rule.level for name, rule in rules().items()
    }


@pytest.mark.parametrize("name", rules())
def test_each_rule_is_looked_for_and_broken_somewhere(name):
    assert f'"{name}"' in CODE
    assert re.search(rf"[\" ]{name}[\" ]", TESTS)
    assert all((rules()[name].mend.endswith("."), rules()[name].source))


def test_what_comes_from_outside_is_told_on_one_short_line():
    finding = found("feed-xml", "a\x1b[2Jb", "x\n" * 1000)
    assert finding.where == "a [2Jb"
    assert len(finding.what) == 300


def test_one_rule_is_told_so_many_times_and_no_finding_twice():
    many = [found("feed-xml", "the feed", str(number)) for number in range(1000)]
    assert len(list(within_reason([many[0], many[0], *many]))) == MOST_ALIKE
