"""Runs the four servers of OpenStack Swift in one process: ``python object_servers.py FOLDER KIND=PORT ...``."""

from __future__ import annotations

import sys
from pathlib import Path

import eventlet

eventlet.monkey_patch()

import eventlet.wsgi  # noqa: E402
from swift.common import utils  # noqa: E402
from swift.common.ring import RingBuilder  # noqa: E402
from swift.common.wsgi import loadapp  # noqa: E402


def ring(folder: Path, kind: str, port: int) -> None:
    """One disk that holds everything once."""
    builder = RingBuilder(2, 1, 0)
    place = {"region": 1, "zone": 1, "weight": 1.0, "ip": "127.0.0.1", "port": port, "device": "disk"}
    builder.add_dev(place | {"replication_ip": "127.0.0.1", "replication_port": port})
    builder.rebalance()
    builder.get_ring().save(str(folder / f"{kind}.ring.gz"))


def main() -> None:
    folder = Path(sys.argv[1])
    ports = {kind: int(port) for kind, port in (argument.split("=") for argument in sys.argv[2:])}
    utils.SWIFT_CONF_FILE = str(folder / "swift.conf")
    for kind, port in ports.items():
        if kind != "proxy":
            ring(folder, kind, port)
    for kind, port in ports.items():
        application = loadapp(str(folder / f"{kind}.conf"))
        listener = eventlet.listen(("127.0.0.1", port))
        eventlet.spawn(eventlet.wsgi.server, listener, application, log_output=False)
    eventlet.sleep(10_000)


if __name__ == "__main__":
    main()
