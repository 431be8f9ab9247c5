"""Asks a server as a phone would, and keeps what it answered: status, headers, body, and where it was led.

Connections are those of :mod:`briefcast.reading.web.connecting`: only public addresses unless private ones are
allowed, and an end to everything.
"""

from __future__ import annotations

import socket
import ssl
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO, TYPE_CHECKING

import httpcore2
import httpx2

from briefcast.errors import SourceError
from briefcast.reading.web.connecting import Deadline, GuardedTransport, PrivateAddressError
from briefcast.reading.web.failures import FAILURES
from briefcast.reading.web.fetching import parse_address, user_agent
from briefcast.reading.web.unpacking import UnpackingError, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
MOST_REDIRECTS = 5
_CONNECT_SECONDS = 10.0


class UnansweredError(Exception):
    """A server gave no answer that could be used; ``str(error)`` is a sentence, ``rule`` what it breaks."""

    def __init__(self, rule: str, sentence: str) -> None:
        super().__init__(sentence)
        self.rule = rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back."""

    #: Where it was found, and all addresses on the way there, the first one first.
    url: str
    hops: tuple[str, ...]
    status: int
    #: Names in small letters.
    headers: Mapping[str, str]
    #: Bytes of the body as they travelled and as unpacked; the body itself went into the file that was given.
    travelled: int
    unpacked: int

    @property
    def kind(self) -> str:
        """The bare media type in small letters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    #: More than this is not taken: an error, unless only the head is wanted.
    max_bytes: int = 50_000_000
    #: Whether the body is left where it is.
    head_only: bool = False


class Asker:
    """Asks, within limits."""

    def __init__(self, *, allow_private: bool, seconds: float) -> None:
        self._allow_private = allow_private
        self._seconds = seconds

    def ask(self, question: Question, body: IO[bytes] | None = None) -> Answer:
        """The answer at the end of all redirects; the unpacked body goes to ``body``.

        Raises:
            UnansweredError: there is none.
        """
        deadline = Deadline.after(self._seconds)
        hops = [question.url]
        with httpx2.Client(
            transport=GuardedTransport(deadline, allow_private=self._allow_private),
            headers={"User-Agent": user_agent(), "Accept": "*/*", "Accept-Encoding": "identity", **question.headers},
            timeout=httpx2.Timeout(None, connect=_CONNECT_SECONDS),
            trust_env=False,
        ) as client:
            for _ in range(MOST_REDIRECTS + 1):
                address = _address(hops[-1])
                with _told(address), client.stream(question.method, address) as answer:
                    if answer.status_code not in _REDIRECTS or "location" not in answer.headers:
                        return _taken(question, answer, hops, body or BytesIO(), deadline)
                    hops.append(_next(address, answer.headers["location"], hops))
        raise UnansweredError("http-redirects", f"{hops[0]} leads on more than {MOST_REDIRECTS} times.")


def _address(url: str) -> httpx2.URL:
    try:
        return parse_address(url)
    except SourceError as error:
        raise UnansweredError("http-address", str(error)) from None


def _next(address: httpx2.URL, location: str, hops: list[str]) -> str:
    try:
        following = parse_address(str(address.join(location)))
    except (httpx2.InvalidURL, SourceError):
        raise UnansweredError("http-redirects", f"{address} leads to {location!r}, which is no address.") from None
    if address.scheme == "https" and following.scheme == "http":
        raise UnansweredError("http-redirects", f"{address} leads from https to {following}.")
    if str(following) in hops:
        raise UnansweredError("http-redirects", f"{hops[0]} leads in a circle.")
    return str(following)


def _taken(question: Question, answer: httpx2.Response, hops: list[str], body: IO[bytes], deadline: Deadline) -> Answer:
    size = 0
    if not question.head_only and question.method != "HEAD":
        for piece in unpacked(_travelling(answer, question.max_bytes), answer.headers.get("content-encoding", "")):
            deadline.left()
            size += len(piece)
            if size > question.max_bytes:
                raise _too_large(question)
            body.write(piece)
    return Answer(
        url=hops[-1],
        hops=tuple(hops),
        status=answer.status_code,
        headers={name.lower(): value for name, value in answer.headers.items()},
        travelled=answer.num_bytes_downloaded,
        unpacked=size,
    )


def _travelling(answer: httpx2.Response, most: int) -> Iterator[bytes]:
    for piece in answer.iter_raw():
        if answer.num_bytes_downloaded > most:
            raise UnansweredError("http-too-large", f"More than {most / 1e6:g} MB came.")
        yield piece


def _too_large(question: Question) -> UnansweredError:
    return UnansweredError("http-too-large", f"It is larger than {question.max_bytes / 1e6:g} MB.")


@contextmanager
def _told(address: httpx2.URL) -> Iterator[None]:
    """Turns what goes wrong within the block into one sentence."""
    try:
        yield
    except FAILURES as error:
        rule, what = _failure(error)
        raise UnansweredError(rule, f"{address.host} {what}.") from error


def _failure(error: Exception) -> tuple[str, str]:
    # httpcore2 puts the system's error into its own as the argument.
    wrapped = error.args[0] if isinstance(error, httpcore2.NetworkError) and error.args else None
    match wrapped if isinstance(wrapped, OSError) else error:
        case PrivateAddressError() as private:
            rule, what = "http-private", f"is at {private}, in a private network"
        case ssl.SSLCertVerificationError() as failure:
            rule, what = "http-certificate", f"has a certificate that cannot be trusted: {failure.verify_message}"
        case ssl.SSLError():
            rule, what = "http-certificate", "and this computer found no secure way to talk"
        case socket.gaierror():
            rule, what = "http-reach", "is known to no name server"
        case ConnectionRefusedError():
            rule, what = "http-reach", "refused the connection"
        case TimeoutError() | httpcore2.TimeoutException():
            rule, what = "http-slow", "did not answer in time"
        case UnpackingError() as failure:
            rule, what = "http-cut", f"sent something damaged ({failure})"
        case _ if isinstance(error, httpcore2.ConnectError):
            rule, what = "http-reach", "cannot be reached"
        case _:
            rule, what = "http-cut", "broke the connection off before all had arrived"
    return rule, what
