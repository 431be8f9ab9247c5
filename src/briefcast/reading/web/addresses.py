"""Which addresses on the network are anybody's to read, and which lead into a private network.

A page that is fetched for a person must not reach what only that person's computer can reach: its own
services, the router, a cloud's metadata. The tables follow the IANA registries of special-purpose
addresses (RFC 6890 and its updates) and not :mod:`ipaddress`, whose answers change with Python's version.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_SPECIAL_V4 = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",  # private
            "100.64.0.0/10",  # shared by a provider's customers (CGNAT)
            "127.0.0.0/8",  # loopback
            "169.254.0.0/16",  # link-local, cloud metadata
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # protocol assignments
            "192.0.2.0/24",  # documentation
            "192.88.99.0/24",  # 6to4 relays
            "192.168.0.0/16",  # private
            "198.18.0.0/15",  # benchmarks
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, broadcast
        ),
    )
)

#: All of IPv6 that is given out to networks lies in here; the rest is local, multicast, mapped or reserved.
_GIVEN_OUT_V6 = ip_network("2000::/3")
_SPECIAL_V6 = tuple(
    map(
        ip_network,
        (
            "2001::/23",  # protocol assignments, Teredo
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4: an IPv4 address in disguise
            "3fff::/20",  # documentation
        ),
    )
)
#: NAT64 (RFC 6052): on a network without IPv4 every IPv4 host has such an address, so what counts is the last 32 bits.
_NAT64 = ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address can belong to a public web server.

    >>> [is_public(address) for address in ("93.184.215.14", "2606:4700::1111", "64:ff9b::5db8:d70e")]
    [True, True, True]
    >>> [is_public(address) for address in ("10.0.0.1", "::1", "fe80::1%eth0", "::ffff:8.8.8.8", "64:ff9b::a00:1")]
    [False, False, False, False, False]
    """
    match ip_address(address):
        case IPv4Address() as v4:
            return not any(v4 in network for network in _SPECIAL_V4)
        case IPv6Address() as v6 if v6 in _NAT64:
            return is_public(str(IPv4Address(int(v6) & 0xFFFFFFFF)))
        case v6:
            return v6 in _GIVEN_OUT_V6 and not any(v6 in network for network in _SPECIAL_V6)
