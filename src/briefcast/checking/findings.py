"""What a check found: which rule does not hold, where, and what is there instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefcast.checking.rules import Level, Rule, rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: One rule is told so many times of one place; a hostile feed breaks it a million times.
MOST_ALIKE = 20
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that does not hold."""

    rule: Rule
    #: The part of the show: "the feed", "episode “Harbour news”", an address.
    where: str
    #: What is there instead, a sentence.
    what: str

    @property
    def level(self) -> Level:
        """How much it matters."""
        return self.rule.level


def found(rule: str, where: str, what: str) -> Finding:
    """A finding; what came from outside is shown on one line and not without end."""
    return Finding(rules()[rule], shown(where), shown(what))


def shown(text: str) -> str:
    """A text from outside for a terminal: one line, no control characters, at most 300 characters."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text[: 4 * _LONGEST]).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def within_reason(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings without repetition, and at most 20 of one rule."""
    seen: set[Finding] = set()
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.rule.name] = counts.get(finding.rule.name, 0) + (finding not in seen)
        if finding not in seen and counts[finding.rule.name] <= MOST_ALIKE:
            yield finding
        if len(seen) < 100_000:
            seen.add(finding)
