"""How fast and how lean the server is beside nginx, with the same files on the same machine.

    python benchmarks/serving.py [--listeners 200] [--seconds 5] [--rounds 3]

wrk plays the listeners, each asking for a piece of an episode again and again. Both servers have one process.
Prints bytes a second of both and their ratio, round by round, and the memory of ours. Needs nginx and wrk.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZE = 20_000_000
PIECES = {"1 MB pieces": "bytes=1000000-1999999", "64 kB pieces": "bytes=1000000-1065535", "whole files": ""}
NGINX = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log {folder}/access.log; sendfile on; types {{ audio/mpeg mp3; }}
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{port}; root {folder}/public; }}
}}
"""
OURS, THEIRS = 18_431, 18_432


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--listeners", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--ours", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.ours:
        asyncio.run(serve(Path(chosen.ours)))
        return
    with tempfile.TemporaryDirectory() as name:
        compare(Path(name), chosen)


def compare(folder: Path, chosen: argparse.Namespace) -> None:
    """Both servers, turn by turn."""
    (folder / "public").mkdir()
    (folder / "public" / "a.mp3").write_bytes(bytes(SIZE))
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=THEIRS))
    ours = subprocess.Popen([sys.executable, __file__, "--ours", str(folder / "public")])
    theirs = subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf")], stderr=subprocess.DEVNULL)
    try:
        time.sleep(3)
        print(f"{chosen.listeners} listeners; our memory before: {memory_mb(ours.pid)} MB")
        for name, piece in PIECES.items():
            for _ in range(chosen.rounds):
                (mine, faults), (nginx, _) = (wrk(port, piece, chosen) for port in (OURS, THEIRS))
                print(
                    f"{name:13} ours {mine / 1e6:7.0f} MB/s, nginx {nginx / 1e6:7.0f} MB/s, ratio {mine / nginx:.2f}, "
                    f"errors {faults}"
                )
        print(f"our greatest memory: {memory_mb(ours.pid, 'VmHWM')} MB")
    finally:
        ours.kill()
        theirs.kill()


def wrk(port: int, piece: str, chosen: argparse.Namespace) -> tuple[float, int]:
    """Bytes a second, and answers that failed."""
    header = ["-H", f"Range: {piece}"] if piece else []
    command = ["wrk", "-t1", f"-c{chosen.listeners}", f"-d{chosen.seconds}", *header, f"http://127.0.0.1:{port}/a.mp3"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    amount, unit = re.search(r"Transfer/sec:\s+([\d.]+)([KMGT]?B)", told).groups()
    errors = sum(map(int, re.findall(r"(?:connect|read|write|responses:) (\d+)", told)))
    return float(amount) * {"B": 1, "KB": 2**10, "MB": 2**20, "GB": 2**30}[unit], errors


def memory_mb(pid: int, what: str = "VmRSS") -> int:
    """Resident memory of a process."""
    return int(re.search(rf"{what}:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1]) // 1000


async def serve(folder: Path) -> None:
    """Our server, until it is killed."""
    from briefcast.serving.answers import House
    from briefcast.serving.server import bound, start

    await start(House(lambda: folder), bound("127.0.0.1", OURS), lambda _: None)
    await asyncio.Event().wait()


if __name__ == "__main__":
    main()
