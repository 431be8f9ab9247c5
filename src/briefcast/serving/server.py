"""The server itself: connections, their limits, the log, and a graceful end."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from aiohttp import web

from briefcast.errors import ServeError
from briefcast.serving.answers import House, answer

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from aiohttp.web_protocol import RequestHandler

#: Connections at a time: many more than a household or a newsroom has listeners.
MOST_CONNECTIONS = 1_000
#: A client must have told its whole request within this time, and may rest as long between two, seconds.
PATIENCE_S = 15.0
_MOST_HEADER_BYTES = 8_190
#: What is being sent at the end is sent to its end for so long, seconds.
_FAREWELL_S = 5.0


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers."""

    port: int
    #: Ends it: no new connection, what is under way is finished within seconds.
    stop: Callable[[], asyncio.Future[None]]


class _Doorkeeper(web.Server):
    """Turns connections away beyond a number."""

    def connection_made(self, handler: RequestHandler, transport: asyncio.Transport) -> None:
        super().connection_made(handler, transport)
        if len(self._connections) > MOST_CONNECTIONS:
            transport.abort()


async def start(house: House, listening: socket.socket, log: Callable[[str], None], *, hidden: str = "") -> Running:
    """Begins to answer on a socket.

    Args:
        house: what is served.
        listening: a bound socket.
        log: is told a line for each request.
        hidden: a part of addresses that must not be written down: a private show's token.
    """
    loop = asyncio.get_running_loop()
    keeper = _Doorkeeper(
        partial(_logged, house, log, hidden),
        keepalive_timeout=PATIENCE_S,
        max_line_size=_MOST_HEADER_BYTES,
        max_field_size=_MOST_HEADER_BYTES,
        access_log=None,
        logger=_Quiet("briefcast.serving"),
        lingering_time=1.0,
    )
    server = await loop.create_server(keeper, sock=listening, backlog=512)

    async def stop() -> None:
        server.close()
        keeper.pre_shutdown()
        await keeper.shutdown(_FAREWELL_S)

    return Running(listening.getsockname()[1], lambda: asyncio.ensure_future(stop()))


class _Quiet(logging.Logger):
    """Clients that break off or send nonsense are no event worth a traceback; our own log names each request."""

    def __init__(self, name: str) -> None:
        super().__init__(name, logging.CRITICAL)


async def _logged(
    house: House, log: Callable[[str], None], hidden: str, request: web.BaseRequest
) -> web.StreamResponse:
    began = time.monotonic()
    response = None
    try:
        response = await answer(house, request)
        return response
    finally:
        told = request.raw_path.replace(hidden, "…") if hidden else request.raw_path
        status = response.status if response is not None else "broken off"
        spent = time.monotonic() - began
        target = "".join(char if char.isprintable() else "?" for char in told[:300])
        log(f"{request.remote} {request.method} {target} {status} {spent:.3f} s")


def bound(host: str, port: int) -> socket.socket:
    """A socket on this machine's address.

    Args:
        host: the address, or a name of it; empty for all addresses of the fourth version that the machine has.
        port: 0 for a free one.

    Raises:
        ServeError: the port is taken or may not be used, or the address is not this machine's.
    """
    import socket

    try:
        family, kind, protocol, _, where = socket.getaddrinfo(
            host or None,
            port,
            family=socket.AF_UNSPEC if host else socket.AF_INET,
            type=socket.SOCK_STREAM,
            flags=socket.AI_PASSIVE,
        )[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(where)
    except OSError as error:
        raise ServeError(
            f"Port {port} of {host or 'this machine'} cannot be used ({error.strerror}); choose another with --port."
        ) from error
    return listening


def reaches_all(listening: socket.socket) -> bool:
    """Whether a socket answers at every address of this machine."""
    import ipaddress

    return ipaddress.ip_address(listening.getsockname()[0].partition("%")[0]).is_unspecified
