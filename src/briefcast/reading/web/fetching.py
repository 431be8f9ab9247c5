"""Address -> bytes: fetches a page, a feed or a file, with limits on all that a server could overdo.

Only http and https; only public addresses unless private ones are allowed (:mod:`~briefcast.reading.web.connecting`
checks the very address it connects to, on every redirect); no proxies from the environment, because a proxy
would look names up where nothing can be checked.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefcast.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx2

    from briefcast.reading.web.connecting import Deadline

#: The name that a robots.txt can address Briefcast by.
PRODUCT = "Briefcast"
#: Addresses are shown up to this many characters.
_SHOWN = 200
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = (
    "text/html,application/xhtml+xml,application/feed+json,application/rss+xml,application/atom+xml;q=0.9,"
    "application/xml;q=0.9,*/*;q=0.8"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one fetch may cost."""

    #: For all of it: look-up, redirects, the last byte.
    seconds: float = 30.0
    #: For each connection to come about.
    connect_seconds: float = 10.0
    #: Of the body, both as it travels and unpacked.
    max_bytes: int = 50_000_000
    redirects: int = 10


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said to tell one version of a page from the next, as it said it (RFC 9110, 8.8)."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A page, feed or file as it was fetched."""

    #: Where it was found after all redirects; without fragment, name and password.
    url: str
    #: The body, unpacked.
    data: bytes
    #: The bare media type in lower case, "text/html"; empty if the server gave none.
    content_type: str = ""
    #: The encoding the server named, if Python knows it; else empty.
    charset: str = ""
    #: To ask with the next time.
    validators: Validators = Validators()


DEFAULT_LIMITS = Limits()


def user_agent() -> str:
    """How Briefcast introduces itself to servers."""
    from importlib.metadata import version

    return f"{PRODUCT}/{version('briefcast')} (+offline article reader)"


def fetch(url: str, *, allow_private: bool = False, limits: Limits = DEFAULT_LIMITS) -> Fetched:
    """What is found at an http or https address.

    Raises:
        SourceError: it is no such address, leads into a private network, or could not be had within the
            limits; an :class:`~briefcast.reading.web.failures.AnswerError` if the server said no.
    """
    fetched = fetch_if_changed(url, Validators(), allow_private=allow_private, limits=limits)
    if fetched is None:
        raise SourceError(f"{url[:_SHOWN]} could not be fetched: the site says it has not changed; try again later.")
    return fetched


def fetch_if_changed(
    url: str, known: Validators, *, allow_private: bool = False, limits: Limits = DEFAULT_LIMITS
) -> Fetched | None:
    """What is found at an address, or None if it is still what ``known`` was given with (status 304).

    Raises:
        SourceError: as for :func:`fetch`.
    """
    import httpx2

    from briefcast.reading.web.connecting import Deadline, GuardedTransport
    from briefcast.reading.web.unpacking import CODINGS

    address = parse_address(url)
    headers = {"User-Agent": user_agent(), "Accept": _ACCEPT, "Accept-Encoding": CODINGS}
    if known.etag:
        headers["If-None-Match"] = known.etag
    if known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    deadline = Deadline.after(limits.seconds)
    with httpx2.Client(
        transport=GuardedTransport(deadline, allow_private=allow_private),
        headers=headers,
        timeout=httpx2.Timeout(None, connect=limits.connect_seconds),
        trust_env=False,
    ) as client:
        return _Fetch(client, address, deadline, limits).follow()


def parse_address(url: str) -> httpx2.URL:
    """An http or https address, without its fragment.

    Raises:
        SourceError: it is not one.
    """
    import httpx2

    text = url.strip()
    try:
        address = httpx2.URL(text).copy_with(fragment=None)
    except httpx2.InvalidURL:
        raise SourceError(f"{text[:_SHOWN]!r} is not a web address; check the spelling.") from None
    if not address.scheme:
        raise SourceError(f"{text[:_SHOWN]!r} is not a web address; it must begin with https:// or http://.")
    if address.scheme not in {"http", "https"}:
        raise SourceError(
            f"{text[:_SHOWN]!r} cannot be fetched: Briefcast reads http and https, not {address.scheme[:20]}."
        )
    host = address.raw_host.decode("ascii")
    if not host or "%" in host or not 0 < (address.port or 80) < 65536:
        raise SourceError(f"{text[:_SHOWN]!r} is not a web address: there is no host in it; check the spelling.")
    return address


class _Fetch:
    """One fetch through all its redirects."""

    def __init__(self, client: httpx2.Client, start: httpx2.URL, deadline: Deadline, limits: Limits) -> None:
        self._client = client
        self._start = start
        self._deadline = deadline
        self._limits = limits

    def follow(self) -> Fetched | None:
        """The page at the end of the redirects; None if it has not changed."""
        address = self._start
        seen = set()
        for _ in range(self._limits.redirects + 1):
            # The same address again is no loop if a cookie was set in between.
            state = (str(address), tuple(sorted((cookie.name, cookie.value) for cookie in self._client.cookies.jar)))
            if state in seen:
                raise SourceError(f"{self._shown(address)} only leads to itself; open it in a browser instead.")
            seen.add(state)
            with self._told(address), self._ask(address) as answer:
                if answer.status_code in _REDIRECTS and "location" in answer.headers:
                    address = self._next(address, answer.headers["location"])
                    continue
                if answer.status_code == 304:
                    return None
                return self._read(address, answer)
        raise SourceError(
            f"{_shown(self._start)} leads on more than {self._limits.redirects} times;"
            " open it in a browser and give the address it ends at."
        )

    @contextmanager
    def _ask(self, address: httpx2.URL) -> Iterator[httpx2.Response]:
        """The answer, its body unread. Name and password go only to the host they were given for."""
        given = self._start.userinfo and _is_same_site(self._start, address)
        auth = (self._start.username, self._start.password) if given else None
        with self._client.stream("GET", _without_password(address), auth=auth) as answer:
            yield answer

    @contextmanager
    def _told(self, address: httpx2.URL) -> Iterator[None]:
        """Turns what goes wrong within the block into one sentence about ``address``."""
        from briefcast.reading.web.failures import FAILURES, connection_failure

        try:
            yield
        except FAILURES as error:
            raise connection_failure(error, self._shown(address), address.host) from error

    def _next(self, address: httpx2.URL, location: str) -> httpx2.URL:
        import httpx2

        try:
            return parse_address(str(address.join(location)))
        except (httpx2.InvalidURL, SourceError) as error:
            where = "" if isinstance(error, httpx2.InvalidURL) else f": {error}"
            raise SourceError(
                f"{self._shown(address)} leads to something that is not a web page{where or '.'}"
            ) from None

    def _read(self, address: httpx2.URL, answer: httpx2.Response) -> Fetched:
        from briefcast.reading.web.failures import status_failure

        if not answer.is_success:
            raise status_failure(answer.status_code, self._shown(address), answer.headers.get("retry-after", ""))
        return Fetched(
            url=str(_without_password(address)),
            data=self._body(address, answer),
            content_type=answer.headers.get("content-type", "").partition(";")[0].strip().lower(),
            charset=_charset_of(answer),
            validators=Validators(answer.headers.get("etag", ""), answer.headers.get("last-modified", "")),
        )

    def _body(self, address: httpx2.URL, answer: httpx2.Response) -> bytes:
        from briefcast.reading.web.unpacking import unpacked

        declared = answer.headers.get("content-length", "")
        if declared.isdigit() and (len(declared) > 18 or int(declared) > self._limits.max_bytes):
            raise self._too_large(address)
        pieces = []
        size = 0
        for piece in unpacked(self._travelled(address, answer), answer.headers.get("content-encoding", "")):
            self._deadline.left()
            size += len(piece)
            if size > self._limits.max_bytes:
                raise self._too_large(address)
            pieces.append(piece)
        return b"".join(pieces)

    def _travelled(self, address: httpx2.URL, answer: httpx2.Response) -> Iterator[bytes]:
        """The body as it comes in; what unpacks to nothing is still counted."""
        for piece in answer.iter_raw():
            if answer.num_bytes_downloaded > self._limits.max_bytes:
                raise self._too_large(address)
            yield piece

    def _too_large(self, address: httpx2.URL) -> SourceError:
        return SourceError(
            f"{self._shown(address)} is larger than {self._limits.max_bytes / 1_000_000:g} MB; that is no article:"
            " check the address."
        )

    def _shown(self, address: httpx2.URL) -> str:
        if str(address) == str(self._start):
            return _shown(address)
        return f"{_shown(address)} (to which {_shown(self._start)} leads)"


def _shown(address: httpx2.URL) -> str:
    text = str(_without_password(address))
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _is_same_site(start: httpx2.URL, address: httpx2.URL) -> bool:
    """Whether both are of one server, or one of the same on https instead of http."""
    made_secure = start.scheme == "http" and address.scheme == "https" and start.port == address.port is None
    return start.origin == address.origin or (start.host == address.host and made_secure)


def _without_password(address: httpx2.URL) -> httpx2.URL:
    return address.copy_with(username="", password="") if address.userinfo else address


def _charset_of(answer: httpx2.Response) -> str:
    charset = answer.charset_encoding or ""
    try:
        "a".encode(charset or "ascii")
    except (LookupError, ValueError):
        return ""
    return charset
