"""Who speaks what: voices by role and by name, stand-ins, and what is said of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from briefcast.model import Role, Utterance
from briefcast.voices import cast_for, load_voice
from briefcast.voices.casting import Speaker, recast
from briefcast.voices.engine import VoiceUnavailableError

HEART, SYSTEM = load_voice("heart"), load_voice("system")


def test_one_voice_reads_every_role_with_one_engine():
    cast = cast_for(HEART, "en")
    assert len({id(speaker) for _, speaker in cast.speakers}) == 1


def test_a_role_is_read_by_its_voice_and_a_guest_by_its_name():
    joe = replace(SYSTEM, name="joe", speaker="en-gb")
    cast = cast_for(HEART, "en", {"my/joe.toml": joe}, {Role.QUOTE: SYSTEM})
    heard = [
        cast.speaker_of(Utterance("A.", "A.", role, 0, voice)).voice.name
        for role, voice in ((Role.NARRATOR, ""), (Role.QUOTE, ""), (Role.CREDIT, ""), (Role.QUOTE, "my/joe.toml"))
    ]
    assert heard == ["heart", "system", "heart", "joe"]


def test_every_voice_keeps_the_wished_pace_on_top_of_its_own():
    cast = cast_for(replace(HEART, rate=0.8), "en", {"system": SYSTEM}, rate=1.5)
    assert cast.speaker(Role.NARRATOR).voice.rate == pytest.approx(1.2)
    assert dict(cast.guests)["system"].voice.rate == pytest.approx(1.5)
    assert cast.stand_in.voice.rate == pytest.approx(1.5)


def test_a_voice_of_another_language_is_replaced_by_itself_alone():
    cast = cast_for(SYSTEM, "de", roles={Role.QUOTE: HEART})
    assert cast.speaker(Role.NARRATOR).voice.speaker == "de"
    assert cast.speaker(Role.QUOTE) is cast.stand_in
    assert cast.warnings == ("The voice “heart” does not speak “de”; the system voice reads its part.",)


def test_a_voice_that_cannot_be_loaded_leaves_the_others_their_parts():
    broken = replace(SYSTEM, name="broken", engine="nobody")
    cast = cast_for(HEART, "en", roles={Role.QUOTE: broken})
    with pytest.raises(VoiceUnavailableError):
        cast.speaker(Role.QUOTE).speak("Hello there.")
    again = recast(cast, "It is broken.")
    assert again.speaker(Role.QUOTE) is cast.stand_in
    assert again.speaker(Role.NARRATOR) is cast.speaker(Role.NARRATOR)


def test_an_engine_that_knows_no_paces_is_stretched():
    speaker = Speaker(replace(SYSTEM, rate=1.6, pitch=1.1))
    speaker.__dict__["_kind"] = type("Plain", (), {"concurrency": 1})
    line = "The market opened again on Thursday."
    assert speaker.speak(line).seconds == pytest.approx(Speaker(SYSTEM).speak(line).seconds / 1.6, rel=0.02)


def test_two_voices_of_the_systems_engine_do_not_get_in_each_others_way():
    line = "This line is spoken at the same time as another, at another pace."
    slow, fast = (Speaker(replace(SYSTEM, name=str(rate), rate=rate)) for rate in (0.7, 1.6))
    alone = [slow.speak(line).seconds, fast.speak(line).seconds]
    with ThreadPoolExecutor(2) as pool:
        takes = list(pool.map(lambda speaker: speaker.speak(line).seconds, [slow, fast] * 6))
    assert alone[0] > 2 * alone[1]
    assert takes == pytest.approx(alone * 6, rel=0.03)
