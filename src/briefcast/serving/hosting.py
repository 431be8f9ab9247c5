"""A show on the network: its pages made for the address at which they are reached, and made anew as it grows."""

from __future__ import annotations

import asyncio
import signal
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefcast.errors import BriefcastError, ServeError
from briefcast.files import reported
from briefcast.publishing import addresses
from briefcast.publishing.offering import offer_of, products_of
from briefcast.publishing.public_folder import PUBLIC, PublicFolder
from briefcast.publishing.shows.identity import IDENTITY_FILE, guid_of, keep_identity, new_token
from briefcast.publishing.shows.settings_file import SETTINGS_FILE, load_show
from briefcast.serving.answers import House
from briefcast.serving.neighbourhood import named, network_name, own_addresses
from briefcast.serving.server import bound, reaches_all, start
from briefcast.show import Identity

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefcast.serving.locks import Lock

#: Beside public/, which may be meant for another address.
_SERVED = ".served"
#: Digits of a private show's folder, at the least (see publishing.shows.identity).
_LEAST_TOKEN = 32
#: Changes within this time are taken together, ms.
_TOGETHER_MS = 1_600


@dataclass(frozen=True, slots=True)
class Door:
    """Where a show is served, and to whom."""

    #: An address or name of this machine; empty for all it has, so that phones on the network reach it.
    host: str = ""
    port: int = 8000
    lock: Lock | None = None
    #: The address at which listeners come, where another server stands before this one; else empty.
    origin: str = ""
    #: Whether to answer for a name by multicast DNS.
    by_name: bool = True


@dataclass(frozen=True, slots=True)
class OnAir:
    """What a person is told when it begins."""

    title: str
    #: The list of episodes, the same by name or empty, and the feed.
    page: str
    page_by_name: str
    feed: str
    private: bool


async def host(folder: Path, door: Door, tell: Callable[[OnAir], None], log: Callable[[str], None]) -> None:
    """Serves the show in ``folder``, or a folder that is a web site already, until the process is asked to end.

    Args:
        folder: of the show, or such as publishing leaves in public/.
        door: where, and to whom.
        tell: is told once where it is.
        log: is told a line for each request, and each time the show changed or could not be made anew.

    Raises:
        ShowError: the show cannot be used.
        ServeError: the port cannot be used, or there is nothing to serve.
        OutputError: nothing can be written beside the show.
    """
    is_show = (folder / SETTINGS_FILE).exists()
    listening = bound(door.host, door.port)
    port = listening.getsockname()[1]
    around = own_addresses() if reaches_all(listening) else [door.host]
    origin = door.origin or f"http://{_in_address(around[0] if around else '127.0.0.1')}:{port}/"
    root, show_at = _made(folder, origin)[:2] if is_show else (folder, _as_it_is(folder, origin))
    async with AsyncExitStack() as stack:
        house = House(lambda: root, listed=not show_at.private, lock=door.lock)
        running = await start(house, listening, log, hidden=_token_of(show_at, origin))
        stack.push_async_callback(running.stop)
        name = network_name()
        known = door.by_name and around and await stack.enter_async_context(named(name, around, port, show_at.title))
        by_name = show_at.page.replace(origin, f"http://{name}:{port}/") if known and not door.origin else ""
        work = asyncio.ensure_future(_keep_fresh(folder, origin, log) if is_show else asyncio.Event().wait())
        # Whoever is told may add an episode at once: the watch begins before.
        await asyncio.sleep(0)
        tell(OnAir(show_at.title, show_at.page, by_name, show_at.feed, show_at.private))
        await _until_asked_to_end(work)


def _made(folder: Path, origin: str) -> tuple[Path, OnAir, bool]:
    """The show's files for this address, what they are, and whether any of them is new."""
    _make_known(folder)
    offer = offer_of(folder, datetime.now(UTC), base_url=origin)
    served = folder / _SERVED
    with reported(served):
        served.mkdir(exist_ok=True)
    public = PublicFolder(served)
    brought = public.bring(products_of(offer, public))
    page = addresses.address(offer.show, offer.identity, "")
    feed = addresses.address(offer.show, offer.identity, addresses.FEED)
    return served / PUBLIC, OnAir(offer.show.title, page, "", feed, not offer.show.public), bool(brought.changed)


def _make_known(folder: Path) -> None:
    """Gives a show that has no address on the web yet an identity that no other home's show has.

    Many homes have a 192.168.1.5, and a GUID made of that would be the GUID of them all.
    """
    show = load_show(folder)
    if not show.base_url and not (folder / IDENTITY_FILE).exists():
        token = new_token()
        keep_identity(folder, Identity(guid=guid_of(f"{token}/{addresses.FEED}"), token=token))


def _as_it_is(folder: Path, origin: str) -> OnAir:
    """What a folder holds that somebody else made for a web server.

    Raises:
        ServeError: it holds neither a page nor a feed.
    """
    private = [path.parent.name for path in folder.glob(f"*/{addresses.FEED}") if _looks_private(path.parent.name)]
    below = f"{private[0]}/" if private else ""
    place = folder / below
    if not any((place / name).is_file() for name in (addresses.FEED, addresses.INDEX)):
        raise ServeError(
            f"{folder} holds neither a show ({SETTINGS_FILE}) nor pages to serve ({addresses.INDEX}); "
            f"make a show there with “briefcast show new {folder}”."
        )
    feed = f"{origin}{below}{addresses.FEED}" if (place / addresses.FEED).is_file() else ""
    return OnAir(folder.resolve().name, origin + below, "", feed, bool(private))


def _looks_private(name: str) -> bool:
    return len(name) >= _LEAST_TOKEN and all(char in "0123456789abcdef" for char in name)


def _in_address(host: str) -> str:
    """An address of a machine as it stands in a URL (RFC 3986, section 3.2.2)."""
    return f"[{host}]" if ":" in host else host


def _token_of(show_at: OnAir, origin: str) -> str:
    """The part of a private show's addresses that is nobody's but its listeners'."""
    return show_at.page.removeprefix(origin).rstrip("/") if show_at.private else ""


async def _keep_fresh(folder: Path, origin: str, log: Callable[[str], None]) -> None:
    """Makes the files anew whenever an episode or a setting changes."""
    from watchfiles import awatch

    # The watch tells absolute paths, links followed.
    place = folder.resolve()
    async for _ in awatch(place, watch_filter=lambda _, path: _concerns(place, path), debounce=_TOGETHER_MS):
        try:
            *_, is_new = await asyncio.to_thread(_made, folder, origin)
        except BriefcastError as error:
            log(f"The show has changed and could not be made anew: {error}")
        else:
            if is_new:
                log("The show has changed; its pages and feed are new.")


def _concerns(folder: Path, path: str) -> bool:
    """Whether a change of this file changes the show: nothing hidden, nothing that publishing writes."""
    with suppress(ValueError):
        parts = Path(path).relative_to(folder).parts
        return not any(part.startswith(".") for part in parts) and parts[:1] != (PUBLIC,)
    return False


async def _until_asked_to_end(work: asyncio.Future[Any]) -> None:
    """Waits for Ctrl-C or the system's wish to end, while ``work`` goes on."""
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    for wish in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(wish, ended.set)
        except NotImplementedError:  # Windows: there Ctrl-C comes as an exception
            break
    waiting = asyncio.ensure_future(ended.wait())
    both: set[asyncio.Future[Any]] = {work, waiting}
    await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if work.done():
        work.result()
    work.cancel()
    with suppress(asyncio.CancelledError):
        await work
