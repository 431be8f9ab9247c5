"""The target "sftp": a folder on a server that is reached by SSH (draft-ietf-secsh-filexfer-02, as OpenSSH has it)."""

from __future__ import annotations

import errno
import getpass
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import paramiko

from briefcast.errors import PublishError
from briefcast.publishing.targets.options import checked_options
from briefcast.publishing.targets.sources import pieces
from briefcast.publishing.targets.ssh import Host, connect
from briefcast.publishing.targets.target import (
    Kept,
    checked_path,
    folders_above,
    link_in_the_way,
    part_path,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from briefcast.publishing.public_files import PublicFile
    from briefcast.publishing.targets.target import Sent
    from briefcast.show import TargetSettings

_DEFAULTS: dict[str, str | int] = {
    "host": "",
    "port": 22,
    "user": "",
    "path": "",
    "key_file": "",
    "known_hosts": "~/.ssh/known_hosts",
    "timeout": 30,
}
#: What OpenSSH takes in one request, bytes.
_REQUEST_BYTES = 32768
#: How much of what an earlier attempt left is compared before it is gone on from, bytes.
_TAIL_BYTES = 65536


class SftpTarget:
    """A folder on a server."""

    def __init__(self, settings: TargetSettings, _folder: Path) -> None:
        """Connects, and makes the folder if only its last part is missing."""
        options = checked_options(settings, _DEFAULTS, ("host", "path"))
        self._host = Host.of(options, getpass.getuser())
        self._made: set[str] = set()
        self._client = connect(self._host)
        try:
            self._sftp = self._opened()
            self._root = self._found_root(options.text("path"))
        except BaseException:
            self._client.close()
            raise

    def _opened(self) -> paramiko.SFTPClient:
        with self._told("its files"):
            sftp = self._client.open_sftp()
            channel = sftp.get_channel()
            if channel:
                channel.settimeout(self._host.timeout_s)
            return sftp

    def _found_root(self, path: str) -> str:
        with self._told(path):
            with suppress(FileNotFoundError):
                return self._resolved(path)
            self._sftp.mkdir(path)
            return self._resolved(path)

    def _resolved(self, path: str) -> str:
        """The folder without symbolic links, which its owner may have put above it and in its place."""
        if not stat.S_ISDIR(self._sftp.stat(path).st_mode or 0):
            raise NotADirectoryError(errno.ENOTDIR, "it is a file")
        return (self._sftp.normalize(path) or path).rstrip("/")

    def listing(self, folders: Collection[str]) -> dict[str, Kept]:
        """See Target."""
        found: dict[str, Kept] = {}
        for folder in sorted(folders):
            with self._told(folder or self._root), suppress(FileNotFoundError):
                self._refuse_links(f"{folder}/x")
                for entry in self._sftp.listdir_iter(self._at(folder), read_aheads=8):
                    if stat.S_ISREG(entry.st_mode or 0):
                        found[f"{folder}/{entry.filename}" if folder else entry.filename] = _kept(entry)
        return found

    def put(self, file: PublicFile, sha256: str, sent: Sent, /) -> Kept:
        """See Target."""
        path = checked_path(file.path)
        part, place = self._at(part_path(path, sha256)), self._at(path)
        with self._told(path):
            self._make_folders(path)
            offset = self._offset_to_go_on_from(part, file.source)
            sent(offset)
            self._send(file.source, part, offset, sent)
            if (self._sftp.lstat(part).st_size or 0) != file.source.stat().st_size:
                self._sftp.remove(part)
                raise PublishError(f"{path} did not arrive whole at {self._host.shown}; publish again.")
            self._replace(part, place)
            return _kept(self._sftp.lstat(place))

    def remove(self, path: str) -> None:
        """See Target."""
        with self._told(path):
            self._refuse_links(checked_path(path))
            with suppress(FileNotFoundError):
                self._sftp.remove(self._at(path))
            for folder in reversed(folders_above(path)):
                try:
                    self._sftp.rmdir(self._at(folder))
                except OSError:
                    break  # it holds something still
                self._made.discard(folder)

    def finish(self) -> None:
        """Each file was visible at once."""

    def close(self) -> None:
        """See Target."""
        self._client.close()

    def _at(self, path: str) -> str:
        return f"{self._root}/{path}" if path else self._root or "/"

    def _refuse_links(self, path: str) -> None:
        for folder in folders_above(path):
            if stat.S_ISLNK(self._sftp.lstat(self._at(folder)).st_mode or 0):
                raise link_in_the_way(f"{self._host.shown}{self._at(folder)}")

    def _make_folders(self, path: str) -> None:
        """Makes the folders a path lies in, each looked at once in a run."""
        for folder in folders_above(path):
            if folder not in self._made:
                try:
                    self._refuse_links(f"{folder}/x")
                except FileNotFoundError:
                    self._sftp.mkdir(self._at(folder))
                self._made.add(folder)

    def _offset_to_go_on_from(self, part: str, source: Path) -> int:
        """How many bytes an earlier attempt left that are those of the file; the server writes them in order."""
        try:
            left = self._sftp.lstat(part)
        except FileNotFoundError:
            return 0
        size = left.st_size or 0
        if stat.S_ISREG(left.st_mode or 0) and 0 < size <= source.stat().st_size:
            begin = max(0, size - _TAIL_BYTES)
            with self._sftp.open(part, "rb") as there:
                there.seek(begin)
                tail = there.read(size - begin)
            if tail == next(pieces(source, begin, size - begin)):
                return size
        self._sftp.remove(part)
        return 0

    def _send(self, source: Path, part: str, offset: int, sent: Sent) -> None:
        """Writes from the offset on, many requests under way at once."""
        left = source.stat().st_size - offset
        with self._sftp.open(part, "r+b" if offset else "wxb") as there:
            there.seek(offset)
            for piece in pieces(source, offset, _REQUEST_BYTES):
                left -= len(piece)
                # The last waits for its answer and for those to all before it, so no failure passes unseen.
                there.set_pipelined(left > 0)
                there.write(piece)
                sent(len(piece))

    def _replace(self, part: str, place: str) -> None:
        """Gives the part its name, over a file that has it; at once where the server can (OpenSSH's posix-rename)."""
        try:
            self._sftp.posix_rename(part, place)
        except OSError as error:
            if "unsupported" not in str(error).lower():
                raise
            with suppress(FileNotFoundError):
                self._sftp.remove(place)
            self._sftp.rename(part, place)

    @contextmanager
    def _told(self, path: str) -> Iterator[None]:
        """Turns what fails within the block into one sentence about a path."""
        try:
            yield
        except TimeoutError as error:
            raise PublishError(
                f"{self._host.shown} has not answered for {self._host.timeout_s} s at {path}; "
                "publish again, and it goes on from there."
            ) from error
        except (EOFError, paramiko.SSHException, ConnectionError, OSError) as error:
            raise self._failure(path, error) from error

    def _failure(self, path: str, error: Exception) -> PublishError:
        transport = self._client.get_transport()
        where = f"{path} at {self._host.shown}"
        if transport is None or not transport.is_active() or not isinstance(error, OSError):
            return PublishError(f"The connection broke at {where}; publish again, and it goes on from there.")
        match error.errno:
            case errno.EACCES:
                return PublishError(f"{where} cannot be written: no permission for {self._host.user}; ask its owner.")
            case errno.ENOENT:
                return PublishError(f"{where} cannot be written: the folder it lies in is missing; create it first.")
            case _:
                said = error.strerror or str(error)
                return PublishError(
                    f"{where} cannot be written: the server says “{said}”; see whether its disk is full, "
                    "or something else lies there."
                )


def _kept(attributes: paramiko.SFTPAttributes) -> Kept:
    return Kept(attributes.st_size or 0, str(attributes.st_mtime))
