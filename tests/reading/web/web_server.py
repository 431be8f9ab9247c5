"""Web servers on 127.0.0.1 that answer as told, and an internet of our own in which names lead to them."""

from __future__ import annotations

import select
import socket
import ssl
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import h2.config
import h2.connection
import h2.events
import trustme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@dataclass
class Request:
    """What a server was asked."""

    path: str
    headers: dict[str, str]


@dataclass
class Site:
    """A running server."""

    port: int
    scheme: str = "http"
    requests: list[Request] = field(default_factory=list)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"


class Handler(BaseHTTPRequestHandler):
    """Hands each request to the page of its path; a page is what answers, given the handler."""

    protocol_version = "HTTP/1.1"
    pages: dict[str, Callable[[Handler], None]]
    site: Site

    def do_GET(self) -> None:
        self.site.requests.append(Request(self.path, {name.lower(): value for name, value in self.headers.items()}))
        page = self.pages.get(self.path.partition("?")[0], reply(b"nothing here", status=404))
        with suppress(ConnectionError):
            page(self)

    def do_HEAD(self) -> None:
        self.do_GET()

    def raw(self, data: bytes) -> None:
        """Sends bytes as they are, and then hangs up."""
        self.wfile.write(data)
        self.wfile.flush()
        self.close_connection = True

    def log_message(self, *_: Any) -> None:
        pass


def reply(body: bytes, status: int = 200, **headers: str) -> Callable[[Handler], None]:
    """A page: ``reply(b"...", content_type="text/html")``."""

    def page(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in {"content_length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return page


def leads_to(location: str, status: int = 302, **headers: str) -> Callable[[Handler], None]:
    """A page that redirects."""
    return reply(b"", status, location=location, **headers)


def raw(*parts: bytes, pause: float = 0.0) -> Callable[[Handler], None]:
    """A page that sends these bytes, waits between them, and hangs up."""

    def page(handler: Handler) -> None:
        for part in parts:
            handler.raw(part)
            time.sleep(pause)

    return page


@contextmanager
def serve(
    pages: dict[str, Callable[[Handler], None]], *, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1"
) -> Iterator[Site]:
    """A server for the length of the block."""
    handler = type("Pages", (Handler,), {"pages": pages})

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        address_family = socket.AF_INET6 if ":" in host else socket.AF_INET

        def get_request(self) -> tuple[socket.socket, Any]:
            connection, peer = self.socket.accept()
            return (tls.wrap_socket(connection, server_side=True) if tls else connection), peer

        def handle_error(self, *_: Any) -> None:
            pass

    server = Server((host, 0), handler)
    site = Site(server.server_address[1], "https" if tls else "http")
    handler.site = site
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def listen(answer: Callable[[socket.socket], None]) -> Iterator[Site]:
    """A server that is no HTTP server: each connection goes to ``answer`` and is closed after it."""
    listener = socket.create_server(("127.0.0.1", 0))
    site = Site(listener.getsockname()[1])
    stop = threading.Event()

    def accept() -> None:
        while not stop.is_set():
            if select.select([listener], [], [], 0.02)[0]:
                connection, _ = listener.accept()
                threading.Thread(target=talk, args=(connection,), daemon=True).start()

    def talk(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            answer(connection)

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        stop.set()
        thread.join()
        listener.close()


@contextmanager
def serve_http2(body: bytes, tls: ssl.SSLContext, *, pause: float = 0.0, **headers: str) -> Iterator[Site]:
    """A server that speaks HTTP/2 and nothing else, and has one page, sent with a pause after each frame."""
    tls.set_alpn_protocols(["h2"])

    def answer(plain: socket.socket) -> None:
        with tls.wrap_socket(plain, server_side=True) as connection:
            talk = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
            talk.initiate_connection()
            rest: dict[int, bytes] = {}
            while True:
                for stream in [stream for stream, left in rest.items() if left]:
                    while rest[stream] and talk.local_flow_control_window(stream):
                        size = min(talk.local_flow_control_window(stream), talk.max_outbound_frame_size)
                        part, rest[stream] = rest[stream][:size], rest[stream][size:]
                        talk.send_data(stream, part, end_stream=not rest[stream])
                        connection.sendall(talk.data_to_send())
                        time.sleep(pause)
                connection.sendall(talk.data_to_send())
                data = connection.recv(65536)
                if not data:
                    return
                for event in talk.receive_data(data):
                    if isinstance(event, h2.events.RequestReceived):
                        asked = {name.decode(): value.decode() for name, value in event.headers}
                        site.requests.append(Request(asked[":path"], asked))
                        told = [(name.replace("_", "-"), value) for name, value in headers.items()]
                        talk.send_headers(event.stream_id, [(":status", "200"), *told])
                        rest[event.stream_id] = body

    with listen(answer) as site:
        site.scheme = "https"
        yield site


@dataclass
class Authority:
    """A certificate authority, and the file by which a client may know it."""

    ca: trustme.CA
    file: Path

    def server(self, *names: str, **options: Any) -> ssl.SSLContext:
        """TLS for a server whose certificate is for these names."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.ca.issue_cert(*names, **options).configure_cert(context)
        return context


def authority(folder: Path) -> Authority:
    """A new certificate authority."""
    ca = trustme.CA()
    file = folder / "authority.pem"
    ca.cert_pem.write_to_path(str(file))
    return Authority(ca, file)


@dataclass
class Internet:
    """Names and public addresses, as this test has them. No packet leaves the computer."""

    #: Name -> what the name server says, one list of addresses after the other; the last one stays.
    names: dict[str, list[list[str]]] = field(default_factory=dict)
    #: Public address, or address and port -> the local port that plays it.
    hosts: dict[str | tuple[str, int], int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    connected: list[str] = field(default_factory=list)

    def getaddrinfo(self, host: str, port: int, *rest: Any, **options: Any) -> list[Any]:
        """In place of ``socket.getaddrinfo``."""
        try:
            return _getaddrinfo(host, port, *rest, **{**options, "flags": socket.AI_NUMERICHOST})
        except OSError:
            self.asked.append(host)
        if host not in self.names:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        answers = self.names[host]
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        return [_getaddrinfo(address, port, type=socket.SOCK_STREAM)[0] for address in addresses]

    def create_connection(self, address: tuple[str, int], *rest: Any, **options: Any) -> socket.socket:
        """In place of ``socket.create_connection``."""
        host, port = address
        self.connected.append(host)
        if player := self.hosts.get((host, port)) or self.hosts.get(host):
            return _create_connection(("127.0.0.1", player), *rest, **options)
        if host in {"127.0.0.1", "::1"}:
            return _create_connection((host, port), *rest, **options)
        raise ConnectionRefusedError("nobody lives there")


_getaddrinfo = socket.getaddrinfo
_create_connection = socket.create_connection
