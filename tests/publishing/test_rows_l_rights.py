"""Rows 137 to 146 in the feed: machines speak, whose words they are, and what keeps a private show private."""

from __future__ import annotations

import getpass
import re
import socket
from pathlib import Path

import pytest
from lxml import etree
from tests.publishing.sample_shows import COVER, IDENTITY, PRIVATE, SHOW, SHOWS, releases
from tests.publishing.test_rows_e_channel import found, only

from briefcast.publishing.feed import feed_xml, show_notes


@pytest.fixture
def private():
    return etree.fromstring(feed_xml(PRIVATE, IDENTITY, releases(3), COVER))


def test_l137_the_feed_says_what_the_announcer_says(news):
    spoken = [utterance["text"] for utterance in news.manifest["utterances"] if utterance["start_ms"] < 60_000]
    assert "Read by a synthetic voice." in spoken
    channel = etree.fromstring(feed_xml(SHOW, IDENTITY, releases(1), COVER)).find("channel")
    assert "Read by a synthetic voice." in only(channel, "description")
    assert "Read by a synthetic voice (heart)." in only(channel, "item/description")


def test_l138_show_and_item_are_marked_for_machines_too():
    channel = etree.fromstring(feed_xml(SHOW, IDENTITY, releases(2), COVER)).find("channel")
    assert found(channel, ".//podcast:txt[@purpose='ai-content']") == ["true"] * 3
    assert found(channel, ".//podcast:person[@role='host']") == ["Synthetic voice (heart)"] * 3


def test_l141_a_show_is_private_unless_it_is_said_to_be_public():
    assert type(SHOW)(title="T", author="A", description="D").public is False


def test_l143_a_private_show_asks_not_to_be_listed(private):
    assert only(private, "channel/itunes:block") == "Yes"
    assert only(private, "channel/podcast:block") == "yes"
    assert only(private, "channel/podcast:locked") == "yes"


def test_l143_every_address_of_a_private_show_is_behind_its_token(private):
    addresses = re.findall(r"https://quay\.example/show/[^\"<\s]*", etree.tostring(private, encoding="unicode"))
    assert len(addresses) == 2 + 3 * 6
    assert all(address.startswith(f"https://quay.example/show/{IDENTITY.token}/") for address in addresses)


def test_l143_the_token_stands_in_addresses_only(private):
    text = re.sub(r"https://quay\.example/show/[^\"<\s]*", "", etree.tostring(private, encoding="unicode"))
    assert IDENTITY.token not in text


def test_l143_a_public_show_asks_nothing_of_the_kind_and_shows_no_token():
    text = feed_xml(SHOW, IDENTITY, releases(3), COVER)
    assert b"block>" not in text
    assert IDENTITY.token.encode() not in text


@pytest.mark.parametrize("sample", SHOWS)
def test_l145_no_address_counts_listeners(sample):
    show, offered = SHOWS[sample]
    tree = etree.fromstring(feed_xml(show, IDENTITY, offered, COVER))
    addresses = found(tree, "//@url | //@href")
    assert not any("?" in address or "utm_" in address for address in addresses)
    assert all(address.count("://") == 1 for address in addresses)


def test_l146_holds_no_path_and_no_name_of_user_or_machine():
    text = feed_xml(PRIVATE, IDENTITY, releases(3), COVER).decode()
    assert str(Path.home()) not in text
    words = set(re.findall(r"[\w-]+", text))
    assert socket.gethostname() not in words
    assert getpass.getuser() not in words


def test_the_licence_of_the_show_is_said_with_the_articles():
    assert "Licence: CC-BY-4.0" in show_notes(SHOW, IDENTITY, releases(1)[0]).html
    assert "Licence" not in show_notes(PRIVATE, IDENTITY, releases(1)[0]).html
