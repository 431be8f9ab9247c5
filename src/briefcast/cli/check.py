"""``briefcast check``: whether a show is right, as a phone would find it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from briefcast.checking.findings import Finding


@click.command("check", short_help="Say whether a feed, a show or an MP3 is right for every player.")
@click.argument("source", metavar="FEED|DIR|URL|FILE.mp3")
@click.option("--items", default="3", show_default=True, metavar="N|all", help="How many of the newest to listen to.")
@click.option("--strict", is_flag=True, help="Fail over a warning too.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option("--allow-private", is_flag=True, help="Fetch from this machine and the networks around it too.")
def command(source: str, items: str, strict: bool, as_json: bool, allow_private: bool) -> None:
    """Say what is wrong with a podcast: its feed, audio, chapters, transcripts, cover and server.

    A URL is asked as a phone would ask. A DIR is a show's folder or its public/ folder; it and a FEED are checked as
    their files lie there. Each finding names the rule, whose rule it is and how to mend it; docs/check.md lists all.

    \b
    Examples:
      briefcast check https://example.org/feed.xml
      briefcast check my-show --items all
      briefcast check briefing.mp3

    The exit status is 1 if there is an error.
    """
    from briefcast.checking.rules import Level
    from briefcast.checking.show_check import Wishes, check

    if items != "all" and not (items.isascii() and items.isdigit() and len(items) < 7):
        raise click.BadParameter(f"“{items}” is neither a number nor “all”.", param_hint="--items")
    wishes = Wishes(items=None if items == "all" else int(items), allow_private=allow_private)
    findings = check(source, wishes, lambda what: click.echo(f"Checking {what}", err=True))
    click.echo(_as_json(findings) if as_json else "\n".join([*map(_in_words, findings), _summary(findings)]))
    failing = {Level.ERROR, Level.WARNING} if strict else {Level.ERROR}
    if any(finding.level in failing for finding in findings):
        sys.exit(1)


def _in_words(finding: Finding) -> str:
    return (
        f"{finding.level}: {finding.where}: {finding.what} [{finding.rule.name}]\n"
        f"  {finding.rule.mend}\n  Rule: {finding.rule.source}."
    )


def _summary(findings: list[Finding]) -> str:
    from briefcast.checking.rules import Level

    counts = [(sum(finding.level is level for finding in findings), level) for level in Level]
    told = [f"{count} {level}{'s' * (count != 1)}" for count, level in counts if count]
    return f"{', '.join(told)}." if told else "Nothing is wrong."


def _as_json(findings: list[Finding]) -> str:
    listed = [
        {
            "level": finding.level,
            "rule": finding.rule.name,
            "where": finding.where,
            "what": finding.what,
            "mend": finding.rule.mend,
            "source": finding.rule.source,
        }
        for finding in findings
    ]
    return json.dumps({"findings": listed}, ensure_ascii=False, indent=2)
