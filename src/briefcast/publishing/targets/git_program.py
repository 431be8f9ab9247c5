"""The git program, run so that it never asks, never waits for ever, and speaks in sentences when it fails."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

from briefcast.errors import PublishError
from briefcast.publishing.targets.options import variable

if TYPE_CHECKING:
    from pathlib import Path

    from briefcast.publishing.targets.options import Options

#: Gives git a password without writing it down: it comes from the environment of the program that asks.
_HELPER = '!f() { test "$1" = get && echo "username=$BRIEFCAST_USER" && echo "password=$BRIEFCAST_SECRET"; }; f'
#: Bytes a second below which a connection counts as dead.
_SLOWEST = 100
#: What git and ssh say -> what to tell a person; "{remote}" and others are filled in.
_SENTENCES = {
    "REMOTE HOST IDENTIFICATION HAS CHANGED": (
        "the host key of {remote} has changed, so nothing was sent; if its owner confirms the new one, "
        "remove the old from known_hosts by “ssh-keygen -R”"
    ),
    "Host key verification failed": (
        "the host of {remote} is not in known_hosts; connect once by “ssh”, and compare the fingerprint it shows "
        "with what its owner says"
    ),
    "Permission denied": "{remote} does not let us in; add a key that it knows to the ssh agent",
    "Authentication failed|could not read (Username|Password)|HTTP Basic: Access denied": (
        "{remote} does not let us in; set {variable} to a token that may write there, and user to its name"
    ),
    "error: 403|protected branch": "{remote} does not permit us to write {branch}; change its rules or the branch",
    "fetch first|non-fast-forward|cannot lock ref": "somebody else has pushed to {branch} meanwhile; publish again",
    "exceeds GitHub's file size limit|GH001": "{remote} takes no file above 100 MB; use --quality small",
    "No space left on device|File too large": (
        "the disk is full, here or at {remote}; free some space and publish again"
    ),
    "Could not resolve|Failed to connect|Connection refused|Connection timed out|No route to host": (
        "{remote} cannot be reached; check the address and the network"
    ),
    "does not appear to be a git repository|repository .* not found|does not exist": (
        "there is no repository {remote}, or it is not shown to us; create it first"
    ),
    "hung up|early EOF|RPC failed|Connection (reset|closed)|Broken pipe|not responding|too slow": (
        "the connection to {remote} broke and the branch is as it was; publish again"
    ),
}


class Git:
    """The git program in one repository, with one remote."""

    def __init__(self, folder: Path, remote: str, options: Options, password: str) -> None:
        """Finds the program.

        Raises:
            PublishError: it is not installed.
        """
        program = shutil.which("git")
        if not program:
            raise PublishError(f"The target “{options.target}” needs the program git; install it first.")
        self._program = program
        self._folder = folder
        self._words = {
            "remote": _without_password(remote),
            "branch": options.text("branch"),
            "variable": variable(options.target, "PASSWORD"),
        }
        self._environment = _environment(options, password)
        self._settings = _settings(password)

    def run(self, *arguments: str, stdin: str = "") -> str:
        """What a git command prints.

        Raises:
            PublishError: it fails.
        """
        settings = [part for setting in self._settings for part in ("-c", setting)]
        try:
            done = subprocess.run(  # noqa: S603 - a list without a shell; remote and paths come behind "--", the rest is ours
                [self._program, *settings, *arguments],
                cwd=self._folder,
                input=stdin.encode(),
                capture_output=True,
                check=False,
                env=self._environment,
            )
        except OSError as error:
            raise PublishError(f"The program git cannot be run ({error.strerror or error}).") from error
        if done.returncode:
            raise self._failure(arguments[0], done.stderr.decode(errors="replace"))
        return done.stdout.decode(errors="surrogateescape")

    def _failure(self, command: str, said: str) -> PublishError:
        for pattern, sentence in _SENTENCES.items():
            if re.search(pattern, said, re.IGNORECASE):
                return PublishError(f"“git {command}” failed: {sentence.format(**self._words)}.")
        lines = [line for line in said.splitlines() if re.match(r"(fatal|error|remote): ", line)] or said.splitlines()
        reason = lines[0].strip() if lines else "it gave no reason"
        return PublishError(
            f"“git {command}” failed at {self._words['remote']}: {reason}; mend that and publish again."
        )


def _environment(options: Options, password: str) -> dict[str, str]:
    """Ours, without what would point git elsewhere, and so that it asks nobody and gives up in time."""
    timeout = options.number("timeout")
    keeps_alive = f"-oServerAliveInterval={max(1, timeout // 2)} -oServerAliveCountMax=2 -oConnectTimeout={timeout}"
    ssh = os.environ.get("GIT_SSH_COMMAND", "ssh")
    kept = ("GIT_SSL_", "GIT_TRACE", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_PROXY")
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith(kept)
    }
    return environment | {
        "LC_ALL": "C",
        "GIT_DIR": ".",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "",
        "SSH_ASKPASS": "",
        "GIT_SSH_COMMAND": f"{ssh} -oBatchMode=yes -oStrictHostKeyChecking=yes {keeps_alive}",
        "GIT_HTTP_LOW_SPEED_LIMIT": str(_SLOWEST),
        "GIT_HTTP_LOW_SPEED_TIME": str(timeout),
        "GIT_AUTHOR_NAME": options.text("author"),
        "GIT_AUTHOR_EMAIL": options.text("email"),
        "GIT_COMMITTER_NAME": options.text("author"),
        "GIT_COMMITTER_EMAIL": options.text("email"),
        "BRIEFCAST_USER": options.text("user") or "git",
        "BRIEFCAST_SECRET": password,
    }


def _settings(password: str) -> list[str]:
    """Audio is packed already, so that git need not try; no hook of this machine has a say."""
    settings = [
        "core.hooksPath=/dev/null",
        "core.compression=0",
        "core.bigFileThreshold=1m",
        "core.looseCompression=0",
        "pack.window=0",
        "gc.auto=0",
        "maintenance.auto=false",
    ]
    return [*settings, "credential.helper=", f"credential.helper={_HELPER}"] if password else settings


def _without_password(remote: str) -> str:
    return re.sub(r"//[^/@]*@", "//", remote)
