"""``briefcast``: finds the command and turns every failure into a sentence and an exit status."""

from __future__ import annotations

import importlib
import os
import sys
from typing import cast

import click

from briefcast.errors import BriefcastError

#: Command -> the module of this package that holds it, imported when it is called or listed.
_COMMANDS = {
    "build": "build",
    "script": "script",
    "say": "say",
    "lexicon": "lexicon",
    "voices": "voices",
    "cache": "cache",
    "check": "check",
    "show": "show",
    "serve": "serve",
    "publish": "publish",
    "update": "update",
}
_INTERRUPTED = 130
#: What a shell reports for a program whose reader has gone away.
_BROKEN_PIPE = 141


class _Commands(click.Group):
    """Loads a command's module only when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"briefcast.cli.{_COMMANDS[cmd_name]}")
        return cast("click.Command", module.command)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="briefcast", message="Briefcast %(version)s")
def briefcast() -> None:
    """Turn written articles into a spoken briefing, entirely offline.

    Briefcast reads an article, cuts it into chapters, speaks it with a voice on this machine, brings the
    sound to broadcast loudness and writes one MP3 with chapter marks. Nothing leaves the machine.

    \b
    Examples:
      briefcast build my-article.txt            speak an article: writes my-article.mp3
      briefcast build essay.md -o essay.mp3     Markdown works too, and you choose the name
      briefcast script my-article.txt           what will be said and what is left out, to edit and build
      briefcast say "It cost £1.2bn." --spoken  how a line is read
      briefcast lexicon scan my-article.txt     words the voice would stumble on
      briefcast voices                          the voices there are
      briefcast check my-show                   what a phone would find wrong with a show
      briefcast build --show my-show news.md    speak it as an episode of a show
      briefcast publish my-show                 bring the show to where people subscribe to it
      briefcast update my-show                  speak what its sources have that is new, and publish: for cron
      briefcast cache info                      what is kept for the next time
      briefcast show new my-show                a show that people can subscribe to

    Exit status: 0 done, 1 could not be done, 2 wrong usage, 130 interrupted.
    """


def main() -> None:
    """Runs the command line and leaves the process."""
    try:
        status = briefcast.main(standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        _complain("Interrupted. What was spoken so far is kept; run the same command again to go on from there.")
        status = _INTERRUPTED
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except BriefcastError as error:
        _complain(f"Error: {error}")
        status = error.exit_status
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = _BROKEN_PIPE
    sys.exit(status)


def _complain(sentence: str) -> None:
    click.echo(sentence, err=True)
