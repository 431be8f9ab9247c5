"""Our server in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from briefcast.serving.server import bound, start

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefcast.serving.answers import House


@contextmanager
def running(house: House, log: Callable[[str], None] = lambda _: None, *, hidden: str = ""):
    """The port of a server that answers within the block."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def begin():
        return await start(house, bound("127.0.0.1", 0), log, hidden=hidden)

    async def end(server) -> None:
        await server.stop()

    server = asyncio.run_coroutine_threadsafe(begin(), loop).result(20)
    try:
        yield server.port
    finally:
        asyncio.run_coroutine_threadsafe(end(server), loop).result(20)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(20)
        loop.close()
