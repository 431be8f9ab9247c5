"""Addresses: which belong to a public server, and which lead into a private network."""

from __future__ import annotations

import pytest

from briefcast.reading.web.addresses import is_public


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "93.184.215.14", "100.63.255.255", "100.128.0.0", "172.32.0.1", "2606:4700::1111", "2a00:1450:4001::1"],
)
def test_public_servers(address):
    assert is_public(address)


@pytest.mark.parametrize(
    ("kind", "addresses"),
    [
        ("private", "10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 fc00::1 fdff::1"),
        ("loopback", "127.0.0.1 127.255.255.254 ::1"),
        ("link-local", "169.254.169.254 fe80::1 fe80::1%eth0 fec0::1"),
        ("multicast", "224.0.0.1 239.255.255.250 ff02::1"),
        ("reserved and broadcast", "240.0.0.1 255.255.255.255 4000::1 5f00::1"),
        ("unspecified and this network", "0.0.0.0 0.1.2.3 ::"),
        ("shared by a provider's customers", "100.64.0.1 100.127.255.255"),
        ("documentation and benchmarks", "192.0.2.1 198.51.100.1 203.0.113.1 198.18.0.1 2001:db8::1 3fff::1"),
        ("protocol assignments", "192.0.0.1 192.0.0.170 2001:2::1"),
        ("IPv4 in IPv6, mapped or compatible", "::ffff:127.0.0.1 ::ffff:8.8.8.8 ::127.0.0.1 ::8.8.8.8"),
        ("IPv4 in IPv6, 6to4", "2002:7f00:1:: 2002:808:808::1 192.88.99.1"),
        ("IPv4 in IPv6, Teredo", "2001:0:4136:e378:8000:63bf:3fff:fdd2"),
        ("IPv4 in IPv6, NAT64 of a network's own", "64:ff9b:1::a00:1 64:ff9b:1::808:808"),
    ],
)
def test_addresses_that_are_no_public_server_s(kind, addresses):
    assert [address for address in addresses.split() if is_public(address)] == [], kind


def test_what_nat64_translates_to_is_what_counts():
    assert is_public("64:ff9b::5db8:d70e")
    assert not is_public("64:ff9b::7f00:1")
    assert not is_public("64:ff9b::a9fe:a9fe")
