"""The name on the network, asked for by another program's means: multicast DNS on this machine."""

from __future__ import annotations

import asyncio
import re
import socket

from zeroconf import IPVersion
from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

from briefcast.serving.neighbourhood import named, network_name, own_addresses


def test_the_machines_name_makes_a_name_that_dns_allows(monkeypatch):
    for machine, name in (("Küche_PC.fritz.box", "briefcast-k-che-pc.local"), ("a" * 90, None)):
        monkeypatch.setattr(socket, "gethostname", lambda machine=machine: machine)
        made = network_name()
        assert re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.local", made)
        assert name in {made, None}


def test_own_addresses_are_never_those_that_others_cannot_reach():
    assert not any(address.startswith("127.") for address in own_addresses())


def test_within_the_block_the_name_leads_here():
    """Where a network has no multicast the block says so, and then nobody is told of the name."""

    async def asked() -> tuple[bool, AsyncServiceInfo | None]:
        async with named("briefcast-test.local", ["192.0.2.7"], 8123, "The Quay. Report") as registered:
            if not registered:
                return False, None
            net = AsyncZeroconf(ip_version=IPVersion.V4Only)
            try:
                found = await net.async_get_service_info(
                    "_http._tcp.local.", "The Quay  Report._http._tcp.local.", 10_000
                )
            finally:
                await net.async_close()
            return True, found

    registered, found = asyncio.run(asked())
    if registered:
        assert found is not None
        assert (found.server, found.port) == ("briefcast-test.local.", 8123)
        assert found.parsed_addresses() == ["192.0.2.7"]
