"""Connections that are made to checked addresses only, and that end when their time is up.

A name is looked up once; what is checked is the very address that is connected to, so a name whose
answer changes between check and use (DNS rebinding) gains nothing. TLS and the Host header keep the name.
"""

from __future__ import annotations

import socket
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpcore2
import httpx2

from briefcast.reading.web.addresses import is_public

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable, Iterator


class PrivateAddressError(Exception):
    """A host has none but private addresses; ``str(error)`` is one of them."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment by which everything must be done."""

    #: On the monotonic clock, s.
    ends: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """The moment that many seconds from now."""
        return cls(time.monotonic() + seconds)

    def left(self, at_most: float | None = None) -> float:
        """Seconds that remain, or ``at_most`` if that is less.

        Raises:
            TimeoutError: none do.
        """
        left = self.ends - time.monotonic()
        if left <= 0:
            raise TimeoutError("time is up")
        return left if at_most is None else min(left, at_most)


class GuardedTransport(httpx2.BaseTransport):
    """Carries the requests of one fetch: HTTP/2 where it is offered, no proxies, guarded connections."""

    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        self._pool = httpcore2.ConnectionPool(
            http2=True, network_backend=_GuardedNetwork(deadline, allow_private=allow_private)
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer, its body still to be read; what goes wrong keeps its httpcore2 or system class."""
        answer = self._pool.handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx2.Response(
            answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions
        )

    def close(self) -> None:
        """Closes all connections."""
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    """The body of an answer as it comes in."""

    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class _GuardedNetwork(httpcore2.NetworkBackend):
    """Opens connections for one fetch."""

    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        self._deadline = deadline
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first address of ``host`` that takes it, tried in the system's order.

        Raises:
            socket.gaierror: nobody knows the host.
            PrivateAddressError: it has no public address, and private ones are not allowed.
            httpcore2.ConnectError, httpcore2.ConnectTimeout: no address took the connection in time.
        """
        connect = Deadline.after(self._deadline.left(timeout))
        failure: Exception = httpcore2.ConnectError(f"{host} has no address")
        try:
            addresses = self._allowed(_look_up(host, port, connect.left()))
            for number, address in enumerate(addresses):
                # Each gets its share of the time, so that one that stays silent does not cost the others theirs.
                share = connect.left() / (len(addresses) - number)
                try:
                    stream = httpcore2.SyncBackend().connect_tcp(address, port, share, local_address, socket_options)
                    return _TimedStream(stream, self._deadline)
                except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                    failure = error
        except TimeoutError:
            raise httpcore2.ConnectTimeout(host) from None
        raise failure

    def _allowed(self, addresses: list[str]) -> list[str]:
        if self._allow_private:
            return addresses
        public = [address for address in addresses if is_public(address)]
        if addresses and not public:
            raise PrivateAddressError(addresses[0])
        return public


class _TimedStream(httpcore2.NetworkStream):
    """A connection on which no read, write or handshake outlasts the deadline."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401  # as the interface has it
        return self._stream.get_extra_info(info)


def _look_up(host: str, port: int, seconds: float) -> list[str]:
    """The IP addresses of a host, without duplicates, in the system's order.

    The system's look-up cannot be given a time limit, so it runs in a thread that is left behind if need be.
    """
    answer: Future[list[str]] = Future()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answer.set_result(list(dict.fromkeys(str(entry[4][0]) for entry in found)))
        except UnicodeError:  # a name that no name server could hold
            answer.set_exception(socket.gaierror(socket.EAI_NONAME, "not a host name"))
        except OSError as error:
            answer.set_exception(error)

    threading.Thread(target=ask, name=f"look up {host}", daemon=True).start()
    return answer.result(timeout=seconds)
