"""``briefcast say`` and ``briefcast lexicon``."""

from __future__ import annotations

import wave


def test_say_prints_a_spoken_line_for_each_line_read(user):
    run = user("say", "--spoken", "-", stdin="It cost £1.2bn.\n\nNo. 10\n".encode() + b"\xff\n")
    assert (run.status, run.stderr) == (0, "")
    assert run.stdout.splitlines()[:3] == ["It cost one point two billion pounds.", "", "number ten"]
    assert len(run.stdout.splitlines()) == 4


def test_say_prints_how_a_text_is_read(user):
    run = user("say", "Dr. Lee met Xi on 5 May.", "--spoken")
    assert run.stdout == "Doctor Lee met Xi on the fifth of May.\n"


def test_say_writes_sound(user):
    run = user("say", "Good evening.", "--voice", "system", "-o", "evening.wav")
    assert run.status == 0, run.stderr
    with wave.open(str(user.home / "evening.wav")) as sound:
        assert sound.getnframes() / sound.getframerate() > 0.4


def test_say_tells_why_another_voice_is_heard(user):
    run = user("say", "Good evening.", "--voice", "kokoro-emma", "-o", "evening.wav")
    assert run.status == 0, run.stderr
    assert "briefcast voices fetch kokoro-emma" in run.stderr
    assert "The system voice reads instead." in run.stderr
    with wave.open(str(user.home / "evening.wav")) as sound:
        assert sound.getnframes() / sound.getframerate() > 0.4


def test_say_asks_what_to_make(user):
    run = user("say", "Good evening.")
    assert run.status == 2
    assert "--spoken" in run.stderr


def test_lexicon_scan_lists_what_the_voice_does_not_know_and_add_teaches_it(user):
    (user.home / "a.txt").write_text(
        "Zorblax\n\nZorblax met Zorblax. They read Wibblequist’s book.\n", encoding="utf-8"
    )
    scan = user("lexicon", "scan", "a.txt")
    assert scan.status == 0, scan.stderr
    first, *rest = scan.stdout.splitlines()
    assert first.split()[:3] == ["3", "Zorblax", "unknown"]
    assert any("Wibblequist" in line for line in rest)
    assert not any("two readings" in line for line in rest)
    assert "two readings" in user("lexicon", "scan", "a.txt", "--all").stdout
    assert user("lexicon", "add", "Zorblax", "/zɔrˈblæks/").status == 0
    assert "Zorblax" not in user("lexicon", "scan", "a.txt").stdout


def test_lexicon_add_refuses_what_cannot_be_said(user):
    run = user("lexicon", "add", "Zorblax", "…")
    assert (run.status, run.stderr.count("\n")) == (1, 1)
    assert run.stderr.startswith("Error: “…” cannot be said")


def test_a_lexicon_of_the_script_is_used_where_it_is_named(user):
    (user.home / "mine.toml").write_text('[words]\n"Zorblax" = "zor blacks"\n', encoding="utf-8")
    assert user("say", "Zorblax left.", "--spoken", "--lexicon", "mine.toml").stdout == "zor blacks left.\n"
    run = user("say", "Zorblax left.", "--spoken", "--lexicon", "none.toml")
    assert run.status == 1
    assert "none.toml" in run.stderr


def test_quotation_marks_addresses_and_emoji_are_said_where_asked(user):
    line = "He said “yes” 🎉 at a.com/b."
    assert user("say", line, "--spoken").stdout == "He said “yes” at a dot com.\n"
    run = user("say", line, "--spoken", "--say", "quotes", "--say", "addresses", "--say", "emoji")
    assert run.stdout == "He said, quote, yes, end quote, party popper emoji, at a dot com slash b.\n"
    assert user("say", line, "--spoken", "--say", "commas").status == 2
