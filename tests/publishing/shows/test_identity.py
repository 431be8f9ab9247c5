"""What a show is known by: made once, kept for ever, hard to guess."""

from __future__ import annotations

import json
import threading
from dataclasses import replace

import pytest

from briefcast.errors import ShowError
from briefcast.publishing.shows.identity import guid_of, keep_identity, load_identity, new_token
from briefcast.show import Identity, Show

SHOW = Show(title="Night trains", author="Anna Lindt", description="Trains.", base_url="https://example.org/night/")


@pytest.mark.parametrize(
    ("feed", "guid"),
    [
        # The examples in the definition of podcast:guid.
        ("https://mp3s.nashownotes.com/pc20rss.xml", "917393e3-1b1e-5cef-ace4-edaa54e1f810"),
        ("http://podnews.net/rss/", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ("HTTPS://podnews.net/rss//", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
    ],
)
def test_a_show_is_known_by_its_feeds_address_without_scheme_and_last_slash(feed, guid):
    assert guid_of(feed) == guid


def test_an_identity_is_made_when_the_address_is_known_and_stays_when_it_moves(tmp_path):
    made = load_identity(tmp_path, replace(SHOW, public=True))
    assert made.guid == guid_of("https://example.org/night/feed.xml")
    moved = replace(SHOW, base_url="https://elsewhere.example/", public=False)
    assert load_identity(tmp_path, moved) == made
    assert load_identity(tmp_path, replace(SHOW, base_url="")) == made


def test_a_private_show_is_known_by_an_address_with_its_token(tmp_path):
    identity = load_identity(tmp_path, SHOW)
    assert identity.guid == guid_of(f"https://example.org/night/{identity.token}/feed.xml")


def test_without_an_address_nothing_is_made(tmp_path):
    with pytest.raises(ShowError, match=r"show\.toml: “base_url” is missing; write there the address"):
        load_identity(tmp_path, replace(SHOW, base_url=""))
    assert list(tmp_path.iterdir()) == []


def test_a_token_has_160_bits_and_is_never_the_same():
    tokens = {new_token() for _ in range(200)}
    assert len(tokens) == 200
    assert all(len(bytes.fromhex(token)) == 20 for token in tokens)


def test_of_many_who_make_an_identity_at_once_all_get_the_same(tmp_path):
    gate = threading.Barrier(8)
    made = []

    def make():
        gate.wait()
        made.append(load_identity(tmp_path, SHOW))

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 8
    assert set(made) == {load_identity(tmp_path, SHOW)}
    assert [path.name for path in tmp_path.iterdir()] == ["identity.json"]


def test_adopted_guids_come_back(tmp_path):
    identity = Identity(guid_of("https://x.example/f"), new_token(), (("https://x.example/1.mp3", "old 1 ü"),))
    assert keep_identity(tmp_path, identity) == identity
    assert load_identity(tmp_path, SHOW) == identity
    assert keep_identity(tmp_path, replace(identity, token=new_token())) == identity


@pytest.mark.parametrize(
    "change",
    [
        {"guid": "nonsense"},
        {"guid": 3},
        {"token": ""},
        {"token": "../../x"},
        {"token": "ab" * 8},
        {"adopted_guids": [["a"]]},
        {"adopted_guids": 3},
    ],
)
def test_a_damaged_identity_is_never_replaced(tmp_path, change):
    load_identity(tmp_path, SHOW)
    path = tmp_path / "identity.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    damaged = path.read_bytes()
    with pytest.raises(ShowError, match=r"identity\.json is damaged; bring it back from a copy"):
        load_identity(tmp_path, SHOW)
    assert path.read_bytes() == damaged


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff", b"null", b"[" * 100_000])
def test_what_is_no_identity_is_told_in_one_sentence(tmp_path, content):
    (tmp_path / "identity.json").write_bytes(content)
    with pytest.raises(ShowError, match="is damaged"):
        load_identity(tmp_path, SHOW)
