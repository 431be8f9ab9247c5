"""``briefcast lexicon``: what a voice would stumble on, and how to teach it."""

from __future__ import annotations

from pathlib import Path

import click

from briefcast.cli.scripts import lexicon_option
from briefcast.cli.sources import articles_from, chosen_from, finish, script_of, source_options


@click.group("lexicon", short_help="Find words a voice would stumble on, and teach it.")
def command() -> None:
    """Find words a voice would stumble on, hear how it would say them, and teach it better."""


@command.command("scan", short_help="List the words a voice would stumble on.")
@source_options
@click.option("--voice", default="heart", show_default=True, metavar="NAME", help="Whose lexicon to leave out.")
@lexicon_option("Another lexicon to leave out.")
@click.option("--all", "with_readings", is_flag=True, help="Also words with two readings, such as lead and live.")
def scan(
    voice: str,
    lexicons: tuple[Path, ...],
    with_readings: bool,
    **reading: object,  # what source_options adds
) -> None:
    """List the words in SOURCE that the voice does not know, most frequent first, and how it would say them."""
    from briefcast.scripting import Reader, Readers
    from briefcast.voices import load_voice
    from briefcast.voices.phonemes import as_respelling
    from briefcast.voices.pronouncing import Pronouncer

    chosen = load_voice(voice, lexicons)
    sources = chosen_from(reading)
    articles, failures = articles_from(sources)
    script = script_of(articles, sources, Readers((Reader("", chosen.lexicon),)))
    taught = frozenset(word for written, _ in (*chosen.lexicon, *chosen.phonemes) for word in written.split())
    spoken = [utterance.spoken for utterance in script.utterances]
    found = [
        stumble for stumble in Pronouncer().stumbles(spoken, taught) if with_readings or stumble.why != "two readings"
    ]
    for stumble in found:
        said = " or ".join(map(as_respelling, stumble.sound.split(" or ")))
        click.echo(f"{stumble.times:5}  {stumble.word:24} {stumble.why:13} {said}  /{stumble.sound}/")
    if not found:
        click.echo("The voice knows every word.")
    finish(failures)


@command.command("add", short_help="Teach a word.")
@click.argument("word")
@click.argument("say", nargs=-1, required=True)
@click.option(
    "--to", "file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="A lexicon of yours."
)
def add(word: str, say: tuple[str, ...], file: Path | None) -> None:
    """Teach a voice to say WORD.

    SAY is a plain respelling, IPA between slashes, or eSpeak's mnemonics between double square brackets.
    Only sentences with that word will be spoken again.

    \b
    Examples:
      briefcast lexicon add Nguyen win
      briefcast lexicon add Łódź /wudʒ/
      briefcast lexicon add "Xi Jinping" "shee jin-ping"
    """
    from briefcast.voices.teaching import teach

    said = " ".join(say)
    taught = teach(word, said, file)
    click.echo(f"“{word}” will be said “{taught.said}”; kept in {taught.file}.")
