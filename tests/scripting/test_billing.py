"""Who is asked for which role, in words: on the command line, in a script, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefcast.errors import VoiceError
from briefcast.model import Role
from briefcast.scripting.billing import Billing, billing_of, with_default

NAMES = st.sampled_from(["heart", "system", "joe", "my/own voice.toml"])


def voices(*wishes: str) -> dict[str, str]:
    billing = with_default(billing_of(wishes), "heart")
    return {role.value: billing.voice_of(role) for role in Role}


def test_a_bare_name_reads_everything():
    assert set(voices("joe").values()) == {"joe"}


def test_a_role_gets_its_voice_and_the_others_keep_theirs():
    assert voices("quote=joe") == {"announcer": "heart", "narrator": "heart", "quote": "joe", "credit": "heart"}
    assert voices("joe", "quote=system") == {"announcer": "joe", "narrator": "joe", "quote": "system", "credit": "joe"}
    assert voices("quote=system", "joe") == voices("joe", "quote=system")


def test_credits_are_the_announcers_unless_they_have_a_voice():
    assert voices("announcer=joe")["credit"] == "joe"
    assert voices("announcer=joe credit=system")["credit"] == "system"


@pytest.mark.parametrize("wishes", [("narrator=heart,joe",), ("narrator=heart", "narrator=joe"), ("heart", "joe")])
def test_several_narrators_take_turns(wishes):
    assert billing_of(wishes).narrators == ("heart", "joe")


def test_quotations_are_told_apart_only_for_a_voice_that_does_not_narrate():
    assert billing_of(["heart", "quote=joe"]).quotes_apart
    assert not billing_of(["heart"]).quotes_apart
    assert not billing_of(["narrator=heart,joe", "quote=joe"]).quotes_apart
    assert not with_default(billing_of(["quote=heart"]), "heart").quotes_apart


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ("narator=heart", "“narator” is not a role; did you mean “narrator”?"),
        ("xyz=heart", "“xyz” is not a role; there are announcer, narrator, quote, credit."),
        ("quote=", "names no voice"),
        ("quote=heart,joe", "The role “quote” has the voices heart and joe; give it one."),
        ("", ""),
    ],
)
def test_what_cannot_be_meant_is_said_in_a_sentence(wish, sentence):
    if not wish:
        assert billing_of([wish]) == Billing()
        return
    with pytest.raises(VoiceError, match=sentence.replace("?", "[?]")):
        billing_of([wish])


@given(
    st.builds(
        Billing,
        st.lists(NAMES, max_size=3, unique=True).map(tuple),
        *[st.one_of(st.just(""), NAMES)] * 3,
    )
)
def test_what_is_written_is_read_as_it_was(billing):
    read = billing_of([str(billing)])
    assert [read.voice_of(role) for role in Role] == [billing.voice_of(role) for role in Role]
    assert read.narrators == billing.narrators
    assert not billing.narrators or read.quotes_apart == billing.quotes_apart


def test_the_command_line_goes_before_the_script_role_by_role():
    both = billing_of(["quote=system"]).over(billing_of(["narrator=heart quote=joe announcer=joe"]))
    assert both == Billing(("heart",), "joe", "system", "")
