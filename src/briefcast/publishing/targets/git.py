"""The target "git": a branch from which pages are served, by the git program, which knows everybody's keys and helpers.

Nothing is checked out: of the branch only its trees are fetched, what changed is stored, and one commit is pushed.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from briefcast.errors import PublishError, ShowError
from briefcast.files import reported
from briefcast.publishing.targets.git_program import Git
from briefcast.publishing.targets.options import checked_options, secret
from briefcast.publishing.targets.target import MEMORY, Kept, checked_path, folder_of, folders_above

if TYPE_CHECKING:
    from collections.abc import Collection

    from briefcast.publishing.public_files import PublicFile
    from briefcast.publishing.targets.target import Sent
    from briefcast.show import TargetSettings

_DEFAULTS: dict[str, str | int] = {
    "remote": "",
    "branch": "gh-pages",
    "path": "",
    "user": "",
    "author": "Briefcast",
    "email": "briefcast@localhost",
    "timeout": 30,
}
_FILE_MODE = "100644"
_NOBODY = "0" * 40


class GitTarget:
    """A branch, or what lies below a path in it."""

    def __init__(self, settings: TargetSettings, folder: Path) -> None:
        """Fetches the names of what the branch holds."""
        options = checked_options(settings, _DEFAULTS, ("remote", "branch"))
        self._remote, self._branch = options.text("remote"), options.text("branch")
        if self._remote.startswith("-") or self._branch.startswith("-"):
            raise ShowError(f"The target “{settings.name}” has a remote or branch that starts with “-”; change it.")
        path = options.text("path").strip("/")
        self._prefix = f"{checked_path(path)}/" if path else ""
        self._changes: dict[str, str] = {}
        # Beside the show, for the media may be larger than what fits where the system keeps its own.
        with reported(folder / MEMORY):
            (folder / MEMORY).mkdir(exist_ok=True)
            self._folder = Path(tempfile.mkdtemp(prefix=f"{settings.name}.", suffix=".git", dir=folder / MEMORY))
        try:
            self._git = Git(self._folder, self._remote, options, secret(settings.name, "PASSWORD"))
            self._git.run("init", "--bare", "--quiet", ".")
            self._parent = self._fetched()
            self._modes = self._tree()
        except BaseException:
            self.close()
            raise

    def _fetched(self) -> str:
        """The branch's newest commit, fetched without files and without history; empty if there is no such branch."""
        ref = f"refs/heads/{self._branch}"
        if not self._git.run("ls-remote", "--", self._remote, ref):
            return ""
        self._git.run("fetch", "--quiet", "--no-tags", "--depth=1", "--filter=blob:none", "--", self._remote, ref)
        return self._git.run("rev-parse", "FETCH_HEAD").strip()

    def _tree(self) -> dict[str, tuple[str, str]]:
        """Mode and object of each path in the branch."""
        if not self._parent:
            return {}
        listed = self._git.run("ls-tree", "-r", "-z", "--full-tree", self._parent)
        entries = (entry.split("\t", 1) for entry in listed.split("\0") if entry)
        return {path: (fields.split()[0], fields.split()[2]) for fields, path in entries}

    def listing(self, folders: Collection[str]) -> dict[str, Kept]:
        """See Target."""
        ours = {path.removeprefix(self._prefix): entry for path, entry in self._modes.items() if self._is_below(path)}
        return {
            path: Kept(None, name)
            for path, (mode, name) in ours.items()
            if mode.startswith("100") and folder_of(path) in folders
        }

    def put(self, file: PublicFile, _sha256: str, sent: Sent, /) -> Kept:
        """See Target; it is seen once all is finished."""
        path = self._prefix + checked_path(file.path)
        for folder in folders_above(path):
            if folder in self._modes:
                raise PublishError(
                    f"{folder} in the branch {self._branch} of {self._remote} is no folder; remove it from there."
                )
        name = self._git.run("hash-object", "-w", "--no-filters", "--", str(file.source.absolute())).strip()
        self._changes[path] = f"{_FILE_MODE} {name}"
        sent(file.source.stat().st_size)
        return Kept(None, name)

    def remove(self, path: str) -> None:
        """See Target; it is gone once all is finished. What the branch held stays in its history."""
        self._changes[self._prefix + checked_path(path)] = f"0 {_NOBODY}"

    def finish(self) -> None:
        """Pushes one commit with all changes, or none where nothing changed.

        Raises:
            PublishError: the remote does not take it; the branch is as it was.
        """
        if not self._changes:
            return
        if self._parent:
            self._git.run("read-tree", self._parent)
        lines = "".join(f"{entry}\t{path}\0" for path, entry in sorted(self._changes.items()))
        self._git.run("update-index", "-z", "--index-info", stdin=lines)
        tree = self._git.run("write-tree", "--missing-ok").strip()
        parents = ("-p", self._parent) if self._parent else ()
        commit = self._git.run("commit-tree", tree, *parents, "-m", f"Publish {len(self._changes)} changes").strip()
        self._git.run("push", "--quiet", "--", self._remote, f"{commit}:refs/heads/{self._branch}")
        self._changes.clear()

    def close(self) -> None:
        """See Target."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _is_below(self, path: str) -> bool:
        return path.startswith(self._prefix)
