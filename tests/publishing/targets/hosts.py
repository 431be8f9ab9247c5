"""Other people's servers on 127.0.0.1, and a line between that can be cut."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until somebody listens."""
    for _ in range(400):
        assert process.poll() is None, f"{process.args} ended with {process.returncode}"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.025)
    raise AssertionError(f"nobody listens on {port}")


@dataclass
class SshServer:
    """OpenSSH's own server, run by the current user from a folder of its own."""

    folder: Path
    port: int

    @property
    def key(self) -> Path:
        return self.folder / "user_key"

    @property
    def known_hosts(self) -> Path:
        return self.folder / "known_hosts"

    def options(self, path: Path, **others: object) -> dict[str, object]:
        """The settings of a target that lies there."""
        return {
            "host": "127.0.0.1",
            "port": self.port,
            "user": getpass.getuser(),
            "path": str(path),
            "key_file": str(self.key),
            "known_hosts": str(self.known_hosts),
            "timeout": 5,
        } | others

    def know(self, port: int | None = None, key: str = "host_key") -> None:
        """Writes known_hosts: the server's key, or another's, under a port."""
        public = (self.folder / f"{key}.pub").read_text()
        self.known_hosts.write_text(f"[127.0.0.1]:{port or self.port} {public}")


@contextmanager
def ssh_server(folder: Path, subsystem: str = "internal-sftp"):
    """An SSH server that lets the key in ``folder`` in, with this program for files."""
    for name in ("host_key", "other_key", "user_key"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    shutil.copy(folder / "user_key.pub", folder / "authorized_keys")
    server = SshServer(folder, free_port())
    settings = {
        "Port": server.port,
        "ListenAddress": "127.0.0.1",
        "HostKey": folder / "host_key",
        "AuthorizedKeysFile": folder / "authorized_keys",
        "PidFile": "none",
        "UsePAM": "no",
        "StrictModes": "no",
        "PasswordAuthentication": "yes",
        "PermitRootLogin": "yes",
        "MaxStartups": "50",
        "PerSourcePenalties": "no",
        "Subsystem sftp": subsystem,
    }
    sshd = shutil.which("sshd") or "/usr/sbin/sshd"
    if "PerSourcePenalties" in settings and not _knows(sshd, "PerSourcePenalties"):
        del settings["PerSourcePenalties"]
    (folder / "sshd_config").write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where sshd shuts its own child in
    server.know()
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([sshd, "-D", "-e", "-f", str(folder / "sshd_config")], stderr=log)
    try:
        wait_for(server.port, process)
        yield server
    finally:
        process.terminate()
        process.wait(10)


def _knows(sshd: str, setting: str) -> bool:
    """Whether this version of the server has a setting."""
    asked = subprocess.run([sshd, "-T", "-f", "/dev/null", "-o", f"{setting}=no"], capture_output=True, check=False)
    return b"Bad configuration option" not in asked.stderr


class Line:
    """A line to a port of 127.0.0.1 that is cut, or carries nothing more, once so many bytes have gone towards it."""

    def __init__(self, port: int, cut_after: int | None = None, *, silently: bool = False) -> None:
        self._silently = silently
        self.sent = 0
        self._to = port
        self._cut_after = cut_after
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self._sockets: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.cut()

    def cut(self) -> None:
        for end in (self._server, *self._sockets):
            with _quiet():
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _accept(self) -> None:
        with _quiet():
            while True:
                caller, _ = self._server.accept()
                called = socket.create_connection(("127.0.0.1", self._to))
                self._sockets += [caller, called]
                threading.Thread(target=self._pass_on, args=(caller, called, True), daemon=True).start()
                threading.Thread(target=self._pass_on, args=(called, caller, False), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket, counted: bool) -> None:
        with _quiet():
            while data := source.recv(16384):
                sink.sendall(data)
                if counted:
                    self.sent += len(data)
                    if self._cut_after is not None and self.sent >= self._cut_after:
                        if self._silently:
                            return
                        # What has come this far still arrives, as on a line that is cut at the caller's end.
                        self._server.close()
                        source.shutdown(socket.SHUT_RDWR)
                        sink.shutdown(socket.SHUT_WR)
                        return
            sink.shutdown(socket.SHUT_WR)


@contextmanager
def _quiet():
    """What happens to a line that is cut is no news."""
    with suppress(OSError):
        yield
