"""The network around this machine: the addresses at which it is found, and its name there."""

from __future__ import annotations

import ipaddress
import re
import socket
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


def own_addresses() -> list[str]:
    """The IPv4 addresses of this machine that others on its networks reach, the likeliest first."""
    import ifaddr

    found = [
        ip.ip
        for adapter in ifaddr.get_adapters()
        if not _is_inner(adapter.nice_name)
        for ip in adapter.ips
        if isinstance(ip.ip, str) and not ipaddress.ip_address(ip.ip).is_loopback
    ]
    usual = _usual_address()
    return sorted(found, key=lambda address: (address != usual, address.startswith("169.254."), address))


def _is_inner(adapter: str) -> bool:
    """Whether an adapter leads to containers or virtual machines rather than to people."""
    return adapter.startswith(("docker", "br-", "veth", "virbr", "lxc", "vmnet", "vboxnet"))


def _usual_address() -> str:
    """The address this machine would be seen by from far away; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            address: str = probe.getsockname()[0]
        except OSError:
            return ""
    return address


def network_name() -> str:
    """A name for this machine's show by multicast DNS (RFC 6762): "briefcast-kitchen.local"."""
    host = re.sub(r"[^a-z0-9-]+", "-", socket.gethostname().partition(".")[0].lower()).strip("-")
    return f"briefcast-{host}"[:60].rstrip("-") + ".local"


@asynccontextmanager
async def named(name: str, addresses: list[str], port: int, title: str) -> AsyncIterator[bool]:
    """Answers for a name by multicast DNS within the block; tells whether this network lets it.

    Args:
        name: ends in ".local".
        addresses: IPv4 addresses that the name stands for.
        port: of the server.
        title: what lists of services on the network show.
    """
    from zeroconf import Error, IPVersion
    from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

    # A service's label holds 63 bytes and no dot that would end it.
    label = re.sub(r"[.\x00-\x1f]", " ", title).encode()[:50].decode(errors="ignore").strip() or "Briefcast"
    service = AsyncServiceInfo(
        "_http._tcp.local.",
        f"{label}._http._tcp.local.",
        server=f"{name}.",
        port=port,
        parsed_addresses=addresses,
        properties={"path": "/"},
    )
    try:
        net = AsyncZeroconf(ip_version=IPVersion.V4Only)
    except OSError:
        yield False
        return
    try:
        await net.async_register_service(service, allow_name_change=True)
        registered = True
    except (Error, OSError):
        registered = False
    try:
        yield registered
    finally:
        await net.async_unregister_all_services()
        await net.async_close()
