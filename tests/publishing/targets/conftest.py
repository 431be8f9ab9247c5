"""What the tests of targets share: a small show's files, and settings as show.toml gives them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from tests.publishing.targets.hosts import ssh_server

from briefcast.publishing.public_files import PublicFile, Turn
from briefcast.publishing.targets import carry_out, open_target
from briefcast.show import TargetSettings

if TYPE_CHECKING:
    from pathlib import Path

#: A program of its own, not to be imported by whoever looks for tests.
collect_ignore = ["object_servers.py"]


def _noise(size: int) -> bytes:
    return random.Random(size).randbytes(size)  # noqa: S311 - sound that cannot be packed, not a secret


@dataclass
class Site:
    """The files of a show in a folder, as publishing makes them."""

    folder: Path

    def write(self, path: str, data: bytes, turn: Turn, *, lasting: bool = False) -> PublicFile:
        source = self.folder / "public" / path
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_bytes(data)
        return PublicFile(turn, path, source, lasting)

    def files(self, audio: int = 50_000) -> list[PublicFile]:
        """A feed, a page, an episode with its companions: in the order of their names, not of their turns."""
        return [
            self.write("feed.xml", b"<rss>one</rss>", Turn.FEED),
            self.write("index.html", b"<h1>Show</h1>", Turn.PAGE),
            self.write("cover-0011.jpg", b"picture", Turn.COMPANION, lasting=True),
            self.write("e/one-0123.chapters.json", b"{}", Turn.COMPANION, lasting=True),
            self.write("e/one-0123.mp3", _noise(audio), Turn.MEDIA, lasting=True),
        ]

    def send(self, options: dict[str, object], kind: str, files: list[PublicFile], **how: object):
        """Connects, carries out, closes."""
        with open_target(settings(kind, options), self.folder) as target:
            return carry_out(target, files, **how)


def settings(kind: str, options: dict[str, object], name: str = "home") -> TargetSettings:
    return TargetSettings(name, kind, tuple(options.items()))


def contents(root: Path) -> dict[str, bytes]:
    """All files below a folder, hidden ones among them."""
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    folder = tmp_path / "show"
    folder.mkdir()
    return Site(folder)


@pytest.fixture(autouse=True)
def no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither an agent nor a keyring of whoever runs the tests has a say."""
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


@pytest.fixture(scope="session")
def sshd(tmp_path_factory: pytest.TempPathFactory):
    with ssh_server(tmp_path_factory.mktemp("sshd")) as server:
        yield server


@pytest.fixture
def ssh(sshd):
    """The server, known by its right key."""
    sshd.know()
    return sshd
