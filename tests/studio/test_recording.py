"""A bad take is spoken again in two halves, then by the stand-in; a voice that dies costs its utterance alone."""

import json

import pytest

from briefcast.model import Chapter, Role, Script, Utterance
from briefcast.publishing.manifest import manifest_json
from briefcast.studio import Means, produce
from briefcast.studio.cache import Cache
from briefcast.studio.formats import Form
from briefcast.studio.recording import Part, halved, record, take_of
from briefcast.studio.take_check import fault
from briefcast.voices import load_voice
from briefcast.voices.casting import Cast, Speaker


@pytest.fixture
def cast(troublemaker):
    speaker = Speaker(troublemaker)
    return Cast(tuple((role, speaker) for role in Role), Speaker(load_voice("system")))


def taken(text, cast, folder):
    part = Part(Utterance(text, text, Role.NARRATOR, 0), cast.speaker(Role.NARRATOR))
    cache = Cache(folder)
    record(part, cast, cache)
    return take_of(part, cast, cache)


def test_a_good_take_is_used_as_it_is(cast, tmp_path):
    take = taken("this is what we all wanted to hear", cast, tmp_path)
    assert (take.voice, take.clip.note) == ("trouble", "")


@pytest.mark.parametrize(
    "text", ["please crash here now", "nobody may refuse this", "break it in two", "be mute on this"]
)
def test_what_a_voice_cannot_say_is_read_by_the_stand_in(cast, tmp_path, text):
    take = taken(text, cast, tmp_path)
    assert take.voice == "system"
    assert fault(take.clip, text) is None


def test_a_take_too_short_for_its_words_is_spoken_again_in_two_halves_and_says_so(cast, tmp_path):
    take = taken("they were all in a hurry, and so nobody waited for the others", cast, tmp_path)
    assert take.voice == "trouble"
    assert take.clip.note == "only 0.1 seconds for 19 syllables"
    assert fault(take.clip, take.utterance.spoken) is None


def test_if_the_halves_are_no_better_the_stand_in_reads(cast, tmp_path):
    text = "they were all in such a very great hurry that day and so nobody waited for the very last of the others"
    assert taken(text, cast, tmp_path).voice == "system"


def test_what_no_voice_can_say_is_a_short_silence(troublemaker, tmp_path):
    speaker = Speaker(troublemaker)
    take = taken("refuse", Cast(tuple((role, speaker) for role in Role), speaker), tmp_path)
    assert take.voice == ""
    assert 0.3 < take.clip.seconds < 0.5


def test_an_episode_tells_of_every_take_that_was_not_the_first(cast, tmp_path):
    lines = ["they were all in a hurry, and so nobody waited for the others", "please crash here now"]
    script = Script(
        title="Trouble",
        language="en",
        chapters=(Chapter("One", tuple(Utterance(line, line, Role.NARRATOR, 200) for line in lines)),),
    )
    with (tmp_path / "out.mp3").open("wb") as file:
        episode = produce(script, cast, file, progress=Unseen(), means=Means(Cache(tmp_path)), form=Form())
    assert [cue.voice for cue in episode.cues] == ["trouble", "system"]
    first, second = episode.warnings
    assert first.endswith("was not used: only 0.1 seconds for 19 syllables.")
    assert "“trouble” could not speak “please crash here now”" in second
    notes = [
        utterance.get("note") for utterance in json.loads(manifest_json(episode, cast, "out.mp3", Form()))["utterances"]
    ]
    assert notes == ["only 0.1 seconds for 19 syllables", None]


class Unseen:
    def begin(self, total):
        pass

    def advance(self, work, audio_s):
        pass


def test_halves_are_cut_at_the_clause_nearest_the_middle_else_between_words():
    assert halved("One, two and three, four and five and six.") == ("One, two and three,", "four and five and six.")
    assert halved("no clause at all") == ("no clause", "at all")
    assert halved("word") is None
