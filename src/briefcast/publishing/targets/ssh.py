"""A connection by SSH to a host whose key is known; anything else is refused with what to do about it."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

import paramiko

from briefcast.errors import PublishError
from briefcast.publishing.targets.options import secret, variable

if TYPE_CHECKING:
    from briefcast.publishing.targets.options import Options

#: Seconds between signs of life, so that a dead connection is noticed and a quiet one is not closed.
KEEPALIVE_S = 15


@dataclass(frozen=True, slots=True)
class Host:
    """Where to connect, as whom, and by what the host is known."""

    target: str
    name: str
    port: int
    user: str
    known_hosts: Path
    #: A private key, or None for those of the agent and of ~/.ssh.
    key_file: Path | None
    timeout_s: int

    @classmethod
    def of(cls, options: Options, user: str) -> Self:
        """The host that the options name; ``user`` where they name none."""
        key_file = options.text("key_file")
        return cls(
            options.target,
            options.text("host"),
            options.number("port"),
            options.text("user") or user,
            Path(options.text("known_hosts")).expanduser(),
            Path(key_file).expanduser() if key_file else None,
            options.number("timeout"),
        )

    @property
    def shown(self) -> str:
        """How a sentence names it."""
        return f"{self.name}:{self.port}"

    @property
    def listed(self) -> str:
        """How known_hosts names it (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT")."""
        return self.name if self.port == 22 else f"[{self.name}]:{self.port}"


class _UnknownHostError(Exception):
    """The host shows a key, and known_hosts has none of it."""

    def __init__(self, key: paramiko.PKey) -> None:
        super().__init__()
        self.key = key


class _Refuse(paramiko.MissingHostKeyPolicy):
    def missing_host_key(self, _client: paramiko.SSHClient, _hostname: str, key: paramiko.PKey, /) -> None:
        raise _UnknownHostError(key)


def connect(host: Host) -> paramiko.SSHClient:
    """An authenticated connection.

    A password, and what opens an encrypted key, come from the environment or the keyring.

    Raises:
        PublishError: the host cannot be reached, is not the one that is known, or does not let us in.
    """
    client = paramiko.SSHClient()
    client.set_missing_host_key_policy(_Refuse())
    _load_known_hosts(client, host)
    if host.key_file and not host.key_file.is_file():
        raise PublishError(f"There is no key {host.key_file} for the target “{host.target}”; change its key_file.")
    try:
        _authenticate(client, host)
    except BaseException:
        client.close()
        raise
    transport = client.get_transport()
    if transport:
        transport.set_keepalive(KEEPALIVE_S)
    return client


def _load_known_hosts(client: paramiko.SSHClient, host: Host) -> None:
    try:
        client.load_system_host_keys(str(host.known_hosts))
    except FileNotFoundError:
        return
    except (OSError, paramiko.SSHException, ValueError) as error:
        raise PublishError(f"{host.known_hosts} cannot be read as a file of known hosts ({error}); mend it.") from error


def _authenticate(client: paramiko.SSHClient, host: Host) -> None:
    password = secret(host.target, "PASSWORD") or None
    try:
        client.connect(
            host.name,
            host.port,
            host.user,
            password=password,
            passphrase=password,
            key_filename=str(host.key_file) if host.key_file else None,
            look_for_keys=host.key_file is None,
            allow_agent=host.key_file is None,
            timeout=host.timeout_s,
            banner_timeout=host.timeout_s,
            auth_timeout=host.timeout_s,
            channel_timeout=host.timeout_s,
        )
    except _UnknownHostError as error:
        raise _unknown(host, error.key) from error
    except paramiko.BadHostKeyException as error:
        raise _changed(host, error.key, error.expected_key) from error
    except paramiko.PasswordRequiredException as error:
        name = variable(host.target, "PASSWORD")
        raise PublishError(f"The key for {host.shown} is encrypted; set {name} to what opens it.") from error
    except paramiko.AuthenticationException as error:
        raise _not_let_in(host, password) from error
    except (TimeoutError, socket.gaierror, paramiko.ssh_exception.NoValidConnectionsError, ConnectionError) as error:
        raise PublishError(
            f"{host.shown} cannot be reached ({_reason(error)}); check host and port of the target “{host.target}”."
        ) from error
    except (paramiko.SSHException, EOFError, OSError, ValueError) as error:
        raise PublishError(f"{host.shown} does not complete the connection ({_reason(error)}); try again.") from error


def _unknown(host: Host, key: paramiko.PKey) -> PublishError:
    return PublishError(
        f"{host.shown} is not in {host.known_hosts}; it shows the key {key.get_name()} {key.fingerprint}: if its owner "
        f'confirms that, accept it by "ssh-keyscan -p {host.port} {host.name} >> {host.known_hosts}".'
    )


def _changed(host: Host, shown: paramiko.PKey, expected: paramiko.PKey) -> PublishError:
    return PublishError(
        f"The key of {host.shown} has changed: it shows {shown.get_name()} {shown.fingerprint}, and {host.known_hosts} "
        f"has {expected.get_name()} {expected.fingerprint}; somebody may sit in between, so nothing was sent. If its "
        f'owner confirms the new key, forget the old by "ssh-keygen -f {host.known_hosts} -R {host.listed}".'
    )


def _not_let_in(host: Host, password: str | None) -> PublishError:
    name = variable(host.target, "PASSWORD")
    tried = f"the password in {name} or the keyring is wrong" if password else f"no key fits, and {name} is not set"
    return PublishError(f"{host.shown} does not let {host.user} in: {tried}; check user, key_file and password.")


def _reason(error: BaseException) -> str:
    """The error in words; paramiko's of several addresses, and a time-out, have none of their own."""
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, paramiko.ssh_exception.NoValidConnectionsError):
        return "; ".join(sorted({getattr(each, "strerror", "") or str(each) for each in error.errors.values()}))
    return str(getattr(error, "strerror", "") or str(error) or type(error).__name__)
